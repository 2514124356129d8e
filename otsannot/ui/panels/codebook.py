"""The codebook: the tree of codes to code with, to arrange and to define."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QWidget

from otsannot.i18n import _, ngettext
from otsannot.model.code_tree import CodeRow
from otsannot.model.spans import Span
from otsannot.store import arranging, codes
from otsannot.ui.desk import Desk
from otsannot.ui.focus_menu import add_focus
from otsannot.ui.icons import icon
from otsannot.ui.item_models.code_tree import CodeTreeModel
from otsannot.ui.layouts import keep_sizes
from otsannot.ui.live_project import LiveProject
from otsannot.ui.panels.code_view import CodeView, Way
from otsannot.ui.panels.colour_picker import ColourPicker
from otsannot.ui.panels.definition import DefinitionArea
from otsannot.ui.panels.parts import (
    EmptyState,
    FilterLine,
    filter_row,
    heading_row,
    new_code_tip,
    panel_layout,
    plain_label,
    tool_button,
)

SHARES = [500, 200]
"""How the height is shared by the tree and the definition."""


class CodebookPanel(QWidget):
    """A filter line over the tree of codes, and beneath it what the current code means."""

    import_codebook_wanted = Signal()

    def __init__(self, live: LiveProject, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("codebookPanel")
        self._live = live
        self._desk = desk
        self.model = CodeTreeModel(live, self)
        self.filter_line = FilterLine(_("Filter codes"))
        self.tree = CodeView(self.model)
        self.definition = DefinitionArea(live)
        self._pages = QStackedWidget()
        self._build()
        self._connect()
        self._show_page()

    @property
    def code_id(self) -> int | None:
        """The current code."""
        return self.tree.code_id

    def new_code(self) -> None:
        """Begin a code beside the current one: a row in which its name is typed."""
        row = self._current()
        siblings = self._live.book.children(None if row is None else row.parent_id)
        place = len(siblings) if row is None else siblings.index(row) + 1
        self._begin(None if row is None else row.parent_id, place)

    def new_code_under(self) -> None:
        """Begin a code under the current one."""
        row = self._current()
        parent_id = None if row is None else row.id
        self._begin(parent_id, len(self._live.book.children(parent_id)))

    def apply(self) -> None:
        """Give the selection, or the current passage, the current code."""
        if self.code_id is not None:
            self._desk.pen.apply_codes([self.code_id])
            self._desk.reading_wanted.emit()

    def rename(self) -> None:
        """Let the user type another name for the current code, in its row."""
        if self.code_id is not None:
            self.tree.edit(self.tree.currentIndex())

    def remove(self) -> None:
        """Remove the current code and all under it, and say what went."""
        row = self._current()
        if row is None:
            return
        doomed = self._live.book.descendants(row.id)
        count = self.model.total(row.id)
        neighbour = self._neighbour(row, doomed)
        with self._live.edit(_("Remove {code}").format(code=row.name)) as edit:
            arranging.remove_code(edit, row.id)
        if neighbour is not None:
            self.tree.go_to(neighbour)
        said = _("The code “{name}” is removed.").format(name=row.name)
        if len(doomed) > 1:
            said += " " + ngettext("{count} code under it", "{count} codes under it", len(doomed) - 1)
            said += _(" and ") + ngettext("{count} coding went with it.", "{count} codings went with it.", count)
        elif count:
            said += " " + ngettext("{count} coding went with it.", "{count} codings went with it.", count)
        self._desk.said.emit(said)

    def bind_digit(self, digit: int | None) -> None:
        """Let a digit 1-9 apply the current code; None or 0 takes its digit away."""
        if self.code_id is not None:
            with self._live.edit(_("Bind digit")) as edit:
                codes.bind_digit(edit, self.code_id, digit or None)

    def move_code(self, way: Way) -> None:
        """Move the current code one step, if there is one to go."""
        row = self._current()
        if row is None:
            return
        book = self._live.book
        siblings = book.children(row.parent_id)
        at = siblings.index(row)
        if way is Way.UP and at > 0:
            self._move(row.id, row.parent_id, at - 1)
        elif way is Way.DOWN and at + 1 < len(siblings):
            self._move(row.id, row.parent_id, at + 2)
        elif way is Way.IN and at > 0:
            self._move(row.id, siblings[at - 1].id, None)
        elif way is Way.OUT and row.parent_id is not None:
            parent = book.by_id[row.parent_id]
            self._move(row.id, parent.parent_id, book.children(parent.parent_id).index(parent) + 1)
        self.tree.go_to(row.id)

    def pick_colour(self) -> None:
        """Open the palette beside the current code."""
        row = self._current()
        if row is not None:
            picker = ColourPicker(row.colour, self)
            picker.chosen.connect(self._colour)
            place = self.tree.visualRect(self.tree.currentIndex())
            picker.open_at(self.tree.viewport().mapToGlobal(place.bottomLeft()))

    def _build(self) -> None:
        column = panel_layout(self)
        self._add = tool_button("add", new_code_tip(), self.new_code)
        column.addLayout(heading_row(plain_label(_("Codes")), self._add))
        self._filter_row = filter_row(self.filter_line)
        column.addWidget(self._filter_row)
        self._empty = EmptyState(_("No codes yet"), _("Make codes as you read, or bring a codebook from a file."))
        self._empty.add_button(_("New code"), self.new_code)
        self._empty.add_button(_("Import codebook…"), self.import_codebook_wanted.emit)
        self._nothing = EmptyState(_("No code fits"), _("Press Esc in the filter line to see all codes."))
        split = QSplitter(Qt.Orientation.Vertical)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        for page in (self.tree, self._empty, self._nothing):
            self._pages.addWidget(page)
        split.addWidget(self._pages)
        split.addWidget(self.definition)
        keep_sizes(split, "codebookSplitter", self._desk.state, SHARES)
        column.addWidget(split, 1)
        self.setFocusProxy(self.tree)

    def _connect(self) -> None:
        self.filter_line.textChanged.connect(self.model.set_filter)
        self.filter_line.left_downwards.connect(self._enter_tree)
        self.tree.apply_wanted.connect(self.apply)
        self.tree.rename_wanted.connect(self.rename)
        self.tree.remove_wanted.connect(self.remove)
        self.tree.create_wanted.connect(lambda under: self.new_code_under() if under else self.new_code())
        self.tree.digit_wanted.connect(self.bind_digit)
        self.tree.move_wanted.connect(self.move_code)
        self.tree.customContextMenuRequested.connect(self._show_menu)
        self.tree.selectionModel().currentChanged.connect(self._on_current)
        self.definition.done.connect(self.tree.setFocus)
        self.model.rename_wanted.connect(self._rename)
        self.model.create_wanted.connect(self._create)
        self.model.move_wanted.connect(self._move)
        self.model.apply_wanted.connect(self._apply_to)
        self.model.modelReset.connect(self._show_page)
        self.model.rowsRemoved.connect(self._show_page)

    def _current(self) -> CodeRow | None:
        return self._live.book.by_id.get(self.code_id or 0)

    def _neighbour(self, row: CodeRow, doomed: set[int]) -> int | None:
        """The shown code that takes the place of one that is removed: the next one, else the one before."""
        shown = [code.id for code in self._live.book.walk() if self.model.index_of(code.id).isValid()]
        at = shown.index(row.id)
        rest = [code_id for code_id in (*shown[at:], *reversed(shown[:at])) if code_id not in doomed]
        return rest[0] if rest else None

    def _begin(self, parent_id: int | None, place: int) -> None:
        self.filter_line.clear()
        self._pages.setCurrentWidget(self.tree)
        self.tree.edit_draft(parent_id, place)

    def _create(self, name: str, parent_id: int | None, place: int) -> None:
        with self._live.edit(_("New code {name}").format(name=name)) as edit:
            code_id = codes.create_code(edit, name, parent_id)
            arranging.move_code(edit, code_id, parent_id, place)
        self.tree.go_to(code_id)

    def _rename(self, code_id: int, name: str) -> None:
        with self._live.edit(_("Rename code")) as edit:
            codes.rename_code(edit, code_id, name)

    def _move(self, code_id: int, parent_id: int | None, place: int | None) -> None:
        with self._live.edit(_("Move code")) as edit:
            arranging.move_code(edit, code_id, parent_id, place)

    def _apply_to(self, code_id: int, span: Span) -> None:
        self._desk.pen.apply_codes([code_id], span)

    def _colour(self, colour: str) -> None:
        if self.code_id is not None:
            with self._live.edit(_("Colour code")) as edit:
                codes.colour_code(edit, self.code_id, colour)

    def _enter_tree(self) -> None:
        first = next((row.id for row in self._live.book.walk() if self.model.is_shown_hit(row.id)), None)
        if first is not None:
            self.tree.setFocus()
            current = self.code_id
            if current is None or not self.model.is_hit(current):
                self.tree.go_to(first)

    def _on_current(self) -> None:
        if not self.model.has_draft:
            self.definition.set_code(self.code_id)

    def _show_page(self) -> None:
        any_code = bool(self._live.book.by_id)
        self._filter_row.setVisible(any_code)
        self.definition.setVisible(any_code)
        if self.model.rowCount():
            self._pages.setCurrentWidget(self.tree)
        else:
            self._pages.setCurrentWidget(self._nothing if any_code else self._empty)

    def _show_menu(self, point: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        row = self._current() if self.tree.indexAt(point).isValid() else None
        if row is not None:
            menu.addAction(icon("highlight"), _("Apply"), Qt.Key.Key_Return, self.apply)
            menu.addSeparator()
        menu.addAction(icon("add"), _("New code here"), Qt.Key.Key_Insert, self.new_code)
        if row is not None:
            menu.addAction(_("New code under it"), QKeySequence("Shift+Ins"), self.new_code_under)
            menu.addSeparator()
            menu.addAction(_("Rename"), Qt.Key.Key_F2, self.rename)
            menu.addAction(_("Edit definition"), self.definition.edit)
            menu.addAction(_("Colour…"), self.pick_colour)
            self._add_digits(menu, row)
            self._add_ways(menu)
            menu.addSeparator()
            add_focus(menu, self._desk.focus, [row.id])
            menu.addSeparator()
            menu.addAction(icon("delete"), _("Remove"), Qt.Key.Key_Delete, self.remove)
        menu.popup(self.tree.viewport().mapToGlobal(point))

    def _add_ways(self, menu: QMenu) -> None:
        ways = menu.addMenu(_("Move"))
        for way, text, key in (
            (Way.UP, _("Up"), "Up"),
            (Way.DOWN, _("Down"), "Down"),
            (Way.IN, _("Under the code before it"), "Right"),
            (Way.OUT, _("Beside its parent"), "Left"),
        ):
            ways.addAction(text, QKeySequence(f"Ctrl+Shift+{key}"), partial(self.move_code, way))

    def _add_digits(self, menu: QMenu, row: CodeRow) -> None:
        digits = menu.addMenu(icon("digit"), _("Digit"))
        holders = {other.digit: other.name for other in self._live.book.by_id.values() if other.digit is not None}
        for digit in range(1, 10):
            held = f"{digit}   {holders[digit]}".replace("&", "&&") if digit in holders else str(digit)
            action = digits.addAction(held, QKeySequence(f"Ctrl+{digit}"), partial(self.bind_digit, digit))
            action.setCheckable(True)
            action.setChecked(row.digit == digit)
        digits.addSeparator()
        digits.addAction(_("None"), QKeySequence("Ctrl+0"), partial(self.bind_digit, None))
