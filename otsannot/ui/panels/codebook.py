"""The codebook: the tree of codes to code with, to arrange and to define."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSplitter, QStackedWidget, QToolButton, QWidget

from otsannot.i18n import _
from otsannot.model.code_tree import CodeRow
from otsannot.model.spans import Span
from otsannot.store import arranging, codes
from otsannot.ui import theme
from otsannot.ui.choosing.colour_picker import ColourPicker
from otsannot.ui.choosing.popup import on_screen
from otsannot.ui.desk import Desk
from otsannot.ui.icons import icon
from otsannot.ui.item_models.code_order import Order
from otsannot.ui.item_models.code_tree import CodeTreeModel
from otsannot.ui.layouts import keep_sizes
from otsannot.ui.live_project import LiveProject
from otsannot.ui.panels.code_view import CodeView, Way
from otsannot.ui.panels.definition import DefinitionArea
from otsannot.ui.panels.parts import (
    EmptyState,
    FilterLine,
    filter_row,
    heading_row,
    named_menu,
    new_code_tip,
    panel_layout,
    plain_label,
    tool_button,
)

SHARES = [420, 260]
"""How the height is shared by the tree and the definition."""


class CodebookPanel(QWidget):
    """A filter line over the tree of codes, and beneath it what the current code means."""

    import_codebook_wanted = Signal()
    remove_wanted = Signal()
    """The chosen codes shall go."""
    merge_wanted = Signal(object, int)
    """Codes shall become one with another: their numbers and its number."""
    menu_wanted = Signal(QPoint, bool)
    """A menu is asked for at a point of the screen, on a code or beside all of them."""

    def __init__(self, live: LiveProject, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("codebookPanel")
        self._live = live
        self._desk = desk
        self.model = CodeTreeModel(live, self)
        self.filter_line = FilterLine(_("Filter codes"))
        self.tree = CodeView(self.model)
        self.tree.setMinimumHeight(2 * theme.ROW_HEIGHT)
        self.definition = DefinitionArea(live)
        self.order_button = QToolButton()
        self._pages = QStackedWidget()
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._build()
        self._connect()
        self._restore()
        self._show_page()

    @property
    def code_id(self) -> int | None:
        """The current code."""
        return self.tree.code_id

    @property
    def chosen(self) -> list[CodeRow]:
        """The selected codes in the order of the codebook, or else the current one."""
        return [self._live.book.by_id[code_id] for code_id in self.tree.chosen]

    def sort(self, order: Order) -> None:
        """Sort the codes otherwise, and keep it so."""
        self.model.set_order(order)
        self._desk.state.sorts[self.objectName()] = order.value

    def offer_orders(self, actions: Iterable[QAction]) -> None:
        """Give the button in the heading its menu."""
        menu = named_menu(_("Order of the codes"), self.order_button)
        menu.addActions(list(actions))
        self.order_button.setMenu(menu)

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

    def show_code(self, code_id: int) -> None:
        """Make a code the current one, whatever the filter hides, and go to it."""
        if not self.model.index_of(code_id).isValid():
            self.filter_line.clear()
        self.tree.go_to(code_id)
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def apply(self) -> None:
        """Give the selection, or the current passage, the chosen codes."""
        if self.tree.chosen:
            self._desk.pen.apply_codes(self.tree.chosen)
            self._desk.reading_wanted.emit()

    def rename(self) -> None:
        """Let the user type another name for the current code, in its row."""
        if self.code_id is not None:
            self.tree.edit(self.tree.currentIndex())

    def define(self) -> None:
        """Let the user write what the current code means."""
        self.definition.edit()

    def bind_digit(self, digit: int | None) -> None:
        """Let a digit 1-9 apply the current code; None or 0 takes its digit away."""
        if self.code_id is not None:
            with self._live.edit(_("Bind digit") if digit else _("Free digit")) as edit:
                codes.bind_digit(edit, self.code_id, digit or None)

    def move_code(self, way: Way) -> None:
        """Move the current code one step, if there is one to go."""
        row = self._current()
        if row is None:
            return
        if way in (Way.UP, Way.DOWN) and self.model.order is not Order.TREE:
            self._desk.said.emit(_("The codes are sorted. Sort them as in the tree to arrange them."))
            return
        book = self._live.book
        siblings = book.children(row.parent_id)
        at = siblings.index(row)
        if way is Way.UP and at > 0:
            self.move_codes([row.id], row.parent_id, at - 1)
        elif way is Way.DOWN and at + 1 < len(siblings):
            self.move_codes([row.id], row.parent_id, at + 2)
        elif way is Way.IN and at > 0:
            self.move_codes([row.id], siblings[at - 1].id, None)
        elif way is Way.OUT and row.parent_id is not None:
            parent = book.by_id[row.parent_id]
            self.move_codes([row.id], parent.parent_id, book.children(parent.parent_id).index(parent) + 1)
        self.tree.go_to(row.id)

    def move_codes(self, code_ids: Sequence[int], parent_id: int | None, place: int | None) -> None:
        """Put codes under another one, or at the top, at a place or at the end."""
        with self._live.edit(_("Move code")) as edit:
            arranging.move_codes(edit, code_ids, parent_id, place)
        self.tree.scrollTo(self.model.index_of(code_ids[0]))

    def pick_colour(self) -> None:
        """Open the palette beside the current code; what is picked is for all that are chosen."""
        row = self._current()
        if row is not None:
            picker = ColourPicker(row.colour, self)
            picker.chosen.connect(self._colour)
            place = self.tree.visualRect(self.tree.currentIndex())
            picker.open_at(on_screen(self.tree.viewport(), place))

    def _build(self) -> None:
        column = panel_layout(self)
        self._add = tool_button("add", new_code_tip(), self.new_code)
        self._prepare_orders()
        column.addLayout(heading_row(plain_label(_("Codes")), self.order_button, self._add))
        self._filter_row = filter_row(self.filter_line)
        self.filter_line.setToolTip(_("Names, paths and definitions are searched"))
        column.addWidget(self._filter_row)
        self._empty = EmptyState(_("No codes yet"), _("Make codes as you read, or bring a codebook from a file."))
        self._empty.add_button(_("New code"), self.new_code)
        self._empty.add_button(_("Import codebook…"), self.import_codebook_wanted.emit)
        self._nothing = EmptyState(_("No code fits"), _("Press Esc in the filter line to see all codes."))
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        for page in (self.tree, self._empty, self._nothing):
            self._pages.addWidget(page)
        self._split.addWidget(self._pages)
        self._split.addWidget(self.definition)
        keep_sizes(self._split, "codebookSplitter", self._desk.state, SHARES)
        column.addWidget(self._split, 1)
        self.setFocusProxy(self.tree)

    def _prepare_orders(self) -> None:
        self.order_button.setIcon(icon("sort"))
        self.order_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.order_button.setToolTip(_("Sort the codes"))
        self.order_button.setAccessibleName(_("Sort the codes"))

    def _connect(self) -> None:
        self.filter_line.textChanged.connect(self.model.set_filter)
        self.filter_line.left_downwards.connect(self._enter_tree)
        self.tree.apply_wanted.connect(self.apply)
        self.tree.rename_wanted.connect(self.rename)
        self.tree.remove_wanted.connect(self.remove_wanted)
        self.tree.create_wanted.connect(lambda under: self.new_code_under() if under else self.new_code())
        self.tree.digit_wanted.connect(self.bind_digit)
        self.tree.move_wanted.connect(self.move_code)
        self.tree.told.connect(self._desk.said)
        self.tree.customContextMenuRequested.connect(self._ask_for_menu)
        self.tree.selectionModel().currentChanged.connect(self._on_current)
        self.definition.done.connect(self.tree.setFocus)
        self.definition.toggled.connect(self._on_definition_toggled)
        self.model.rename_wanted.connect(self._rename)
        self.model.create_wanted.connect(self._create)
        self.model.move_wanted.connect(self.move_codes)
        self.model.merge_wanted.connect(self.merge_wanted)
        self.model.apply_wanted.connect(self._apply_to)
        self.model.modelReset.connect(self._show_page)
        self.model.rowsRemoved.connect(self._show_page)

    def _restore(self) -> None:
        """Sort and open what was sorted and open the last time."""
        known = {order.value: order for order in Order}
        self.model.set_order(known.get(self._desk.state.sorts.get(self.objectName(), ""), Order.TREE))
        self.definition.set_open(self.definition.objectName() not in self._desk.state.closed)

    def _current(self) -> CodeRow | None:
        return self._live.book.by_id.get(self.code_id or 0)

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

    def _apply_to(self, code_id: int, span: Span) -> None:
        self._desk.pen.apply_codes([code_id], span)

    def _colour(self, colour: str) -> None:
        chosen = self.tree.chosen
        with self._live.edit(_("Colour code")) as edit:
            for code_id in chosen:
                codes.colour_code(edit, code_id, colour)

    def _enter_tree(self) -> None:
        shown = self.model.first_hit()
        if shown is not None:
            self.tree.setFocus()
            current = self.code_id
            if current is None or not self.model.is_hit(current):
                self.tree.go_to(shown)

    def _on_current(self) -> None:
        if not self.model.has_draft:
            self.definition.set_code(self.code_id)

    def _on_definition_toggled(self, is_open: bool) -> None:
        closed = self._desk.state.closed
        closed[:] = [name for name in closed if name != self.definition.objectName()]
        if not is_open:
            closed.append(self.definition.objectName())
        self._split.handle(1).setEnabled(is_open)
        self._split.setSizes(self._desk.state.sizes.get(self._split.objectName()) or SHARES)

    def _show_page(self) -> None:
        any_code = bool(self._live.book.by_id)
        self._filter_row.setVisible(any_code)
        self.order_button.setVisible(any_code)
        self.definition.setVisible(any_code)
        if self.model.rowCount():
            self._pages.setCurrentWidget(self.tree)
        else:
            self._pages.setCurrentWidget(self._nothing if any_code else self._empty)

    def _ask_for_menu(self, point: QPoint) -> None:
        self.menu_wanted.emit(self.tree.viewport().mapToGlobal(point), self.tree.indexAt(point).isValid())
