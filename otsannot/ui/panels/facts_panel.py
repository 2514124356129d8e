"""What the tables of documents and of cases have in common: a line that filters, and a sheet to write in."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QWidget

from otsannot.errors import OtsannotError
from otsannot.formats.attribute_table import pasted_cells
from otsannot.i18n import _, ngettext
from otsannot.model.attribute_values import NO, YES
from otsannot.model.fact_table import FactTable
from otsannot.store import attributes
from otsannot.store.attributes import AttributeRow
from otsannot.store.fact_import import FactReport, merge_facts
from otsannot.ui import theme
from otsannot.ui.desk import Desk
from otsannot.ui.dialogs.attribute_dialog import AttributeDialog
from otsannot.ui.dialogs.facts_report import FactsReportDialog
from otsannot.ui.item_models.facts_table import Column, FactsTableModel
from otsannot.ui.live_project import LiveProject
from otsannot.ui.panels.parts import EmptyState, FilterLine, named_menu, panel_layout, plain_label, tool_button
from otsannot.ui.panels.sheet_view import SheetView, Typing
from otsannot.ui.pasting import Pasted, as_named_table, by_place

FILTER_WIDTH = 280


class FactsPanel(QWidget):
    """A filter line over a sheet. What is typed in an own column is for subclasses to write."""

    import_wanted = Signal()
    """A table of attributes shall be imported."""

    def __init__(self, name: str, live: LiveProject, desk: Desk, model: FactsTableModel) -> None:
        super().__init__()
        self.setObjectName(name)
        self.live = live
        self.desk = desk
        self.model = model
        self._kept: tuple[list[int], int, int, int] = ([], -1, -1, 0)
        self._typing: Typing | None = None
        self.sheet = SheetView(f"{name}View", model, desk.state)
        self.filter_line = FilterLine(_("Filter rows"))
        self.count = plain_label(quiet=True)
        self.pages = QStackedWidget()
        self.nothing = EmptyState(_("Nothing fits"), _("Press Esc in the filter line to see all rows."))
        self.head = QHBoxLayout()
        self._build()
        self._connect()
        self.sheet.arrange(self.widths())
        model.setParent(self)  # last, so that it outlives the views of it
        self._show_page()

    # What subclasses say

    @abstractmethod
    def widths(self) -> dict[str, int]:
        """The first widths of the own columns, in pixels."""

    @abstractmethod
    def empty_page(self) -> EmptyState:
        """What stands where there are no rows at all."""

    @abstractmethod
    def write_own(self, row_id: int, key: str, text: str) -> None:
        """Write what was typed in an own column."""

    @abstractmethod
    def count_words(self) -> str:
        """How many rows are shown of how many."""

    @abstractmethod
    def fill_menu(self, menu: QMenu) -> None:
        """Offer what can be done with the chosen rows."""

    def fill_head_menu(self, menu: QMenu, column: Column) -> None:
        """Offer what can be asked of a column."""

    # What the actions do

    def new_attribute(self) -> None:
        """Ask for the name and the kind of a further attribute."""
        dialog = AttributeDialog(None, [], self._attribute_names(), self)
        dialog.saved.connect(self._create_attribute)
        dialog.show()

    def change_attribute(self) -> None:
        """Ask for another name, kind or other choices of the current column's attribute."""
        attribute = self._current_attribute()
        dialog = AttributeDialog(attribute, self.model.values_of(attribute.id), self._attribute_names(), self)
        dialog.saved.connect(lambda name, kind, choices: self._change_attribute(attribute, name, kind, choices))
        dialog.show()

    def remove_attribute(self) -> None:
        """Remove the current column's attribute, and say how many values went with it."""
        attribute = self._current_attribute()
        with self.live.edit(_("Remove attribute {name}").format(name=attribute.name)) as edit:
            count = attributes.remove_attribute(edit, attribute.id)
        went = ngettext("{count} value went with it.", "{count} values went with it.", count)
        self.desk.said.emit(_("“{name}” is removed.").format(name=attribute.name) + (f" {went}" if count else ""))

    def move_attribute(self, direction: int) -> None:
        """Move the current column's attribute among the others, to the right (1) or the left (-1)."""
        attribute = self._current_attribute()
        ids = [column.attribute.id for column in self.model.columns if column.attribute is not None]
        place = ids.index(attribute.id) + direction
        if 0 <= place < len(ids):
            with self.live.edit(_("Move attribute {name}").format(name=attribute.name)) as edit:
                attributes.move_attribute(edit, attribute.id, place)
            self.sheet.step(0, direction)

    def show_report(self, report: FactReport) -> None:
        """Show what a table brought, if there is anything to be told."""
        self.desk.said.emit(report.summary())
        if report.problems or report.attributes or report.created:
            FactsReportDialog(report, self).show()

    def has_attribute(self) -> bool:
        """Whether the current column is one of an attribute."""
        at = self.sheet.currentIndex()
        return at.isValid() and self.model.columns[at.column()].attribute is not None

    # Building

    def _build(self) -> None:
        self.filter_line.setFixedWidth(FILTER_WIDTH)
        self.head.setContentsMargins(theme.GAP, theme.UNIT, theme.GAP, theme.UNIT)
        self.head.setSpacing(theme.GAP)
        self.head.addWidget(self.filter_line)
        self.head.addWidget(self.count)
        self.head.addStretch(1)
        self.count.setWordWrap(False)
        self.head.addWidget(tool_button("add", _("New attribute"), self.new_attribute))
        self.head.addWidget(tool_button("import", _("Import attributes from a table"), self.import_wanted.emit))
        self.head.addWidget(self.sheet.columns_button())
        layout = panel_layout(self)
        layout.addLayout(self.head)
        self.empty = self.empty_page()
        for page in (self.sheet, self.empty, self.nothing):
            self.pages.addWidget(page)
        layout.addWidget(self.pages, 1)
        self.setFocusProxy(self.sheet)

    def _connect(self) -> None:
        self.filter_line.textChanged.connect(self.model.set_query)
        self.filter_line.left_downwards.connect(self._enter)
        self.model.written.connect(self._write)
        self.model.modelAboutToBeReset.connect(self._keep_place)
        self.model.modelReset.connect(self._restore_place)
        self.live.leaving.connect(self.sheet.write_down)
        self.sheet.delegate.choice_wanted.connect(self._add_choice)
        self.sheet.emptied.connect(self._empty_cells)
        self.sheet.pasted.connect(self._paste)
        self.sheet.toggled.connect(self._toggle)
        self.sheet.left.connect(self.desk.reading_wanted)
        self.sheet.customContextMenuRequested.connect(self._show_menu)
        self.sheet.head_menu_wanted.connect(self._show_head_menu)

    def _enter(self) -> None:
        if self.model.rowCount():
            self.sheet.setFocus()
            if not self.sheet.currentIndex().isValid():
                self.sheet.go(self.model.index(0, self.sheet.shown_columns()[0]))

    def _keep_place(self) -> None:
        at = self.sheet.currentIndex()
        current = self.model.shown_ids[at.row()] if at.isValid() else -1
        self._typing = self.sheet.typing()
        self.sheet.delegate.forget_problem()
        self._kept = (self.sheet.chosen_ids(), at.column(), current, self.sheet.verticalScrollBar().value())

    def _restore_place(self) -> None:
        chosen, column, current, scroll = self._kept
        self.sheet.arrange(self.widths())
        self.sheet.choose(chosen, min(column, len(self.model.columns) - 1), current)
        self.sheet.verticalScrollBar().setValue(scroll)
        self._show_page()
        if self._typing is not None:
            self.sheet.type_on(self._typing)

    def _show_page(self) -> None:
        if self.model.rowCount():
            self.pages.setCurrentWidget(self.sheet)
        else:
            self.pages.setCurrentWidget(self.nothing if self.model.total else self.empty)
        self.count.setText(self.count_words())

    def _show_menu(self, point: QPoint) -> None:
        menu = named_menu(_("What to do here"), self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_menu(menu)
        if self.has_attribute():
            name = self._current_attribute().name.replace("&", "&&")
            self._offer_attribute(menu.addMenu(_("Attribute “{name}”").format(name=name)))
        menu.addAction(_("New attribute…"), self.new_attribute)
        menu.popup(self.sheet.viewport().mapToGlobal(point))

    def _show_head_menu(self, section: int, point: QPoint) -> None:
        """Offer what can be done with a column, of which a cell becomes the current one."""
        at = self.sheet.currentIndex()
        self.sheet.go(self.model.index(max(at.row(), 0), section))
        menu = self.sheet.columns_menu()
        menu.setTitle(_("Columns"))
        shown = named_menu(_("What to do here"), self)
        shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_head_menu(shown, self.model.columns[section])
        if self.has_attribute():
            self._offer_attribute(shown)
            shown.addSeparator()
        shown.addAction(_("New attribute…"), self.new_attribute)
        shown.addMenu(menu)
        shown.popup(self.sheet.horizontalHeader().mapToGlobal(point))

    def _offer_attribute(self, menu: QMenu) -> None:
        menu.addAction(_("Name, kind and choices…"), self.change_attribute)
        menu.addAction(_("Move to the left"), lambda: self.move_attribute(-1))
        menu.addAction(_("Move to the right"), lambda: self.move_attribute(1))
        menu.addAction(_("Remove"), self.remove_attribute)

    # Writing

    def _current_attribute(self) -> AttributeRow:
        at = self.sheet.currentIndex()
        attribute = self.model.columns[at.column()].attribute if at.isValid() else None
        if attribute is None:
            raise OtsannotError(_("Go to a cell in the column of an attribute first."))
        return attribute

    def _attribute_names(self) -> list[str]:
        return [column.title for column in self.model.columns if column.attribute is not None]

    def _create_attribute(self, name: str, kind: str, choices: Sequence[str]) -> None:
        with self.live.edit(_("Add attribute {name}").format(name=name)) as edit:
            attributes.create_attribute(edit, name, self.model.subject, kind, choices)
        if self.model.rowCount():
            self.sheet.go(self.model.index(0, len(self.model.columns) - 1))
            self.sheet.setFocus()

    def _change_attribute(self, attribute: AttributeRow, name: str, kind: str, choices: Sequence[str]) -> None:
        with self.live.edit(_("Change attribute {name}").format(name=attribute.name)) as edit:
            attributes.rename_attribute(edit, attribute.id, name)
            for before, after in _rewritten(attribute.choices, choices):
                attributes.rename_choice(edit, attribute.id, before, after)
            left = attributes.set_kind(edit, attribute.id, kind, choices or attribute.choices)
        if left:
            told = ngettext(
                "{count} value does not fit and is kept.", "{count} values do not fit and are kept.", len(left)
            )
            self.desk.said.emit(told)

    def _write(self, row_id: int, column: Column, text: str) -> None:
        if column.attribute is None:
            self.write_own(row_id, column.key, text)
            return
        value = self.model.canonical(column, text)
        with self.live.edit(_("Set {attribute}").format(attribute=column.title)) as edit:
            attributes.state(edit, {(row_id, column.attribute.id): value}, self.model.subject)

    def _add_choice(self, row_id: int, column: Column, choice: str) -> None:
        """Add a choice to those of a column, and choose it in a row."""
        assert column.attribute is not None
        of = column.attribute
        with self.live.edit(_("Add choice {choice}").format(choice=choice)) as edit:
            attributes.set_choices(edit, of.id, [*of.choices, choice])
            attributes.state(edit, {(row_id, of.id): choice}, self.model.subject)
        self.sheet.step(1, 0)

    def _empty_cells(self) -> None:
        facts = {}
        for index in self.sheet.selectedIndexes():
            attribute = self.model.columns[index.column()].attribute
            if attribute is not None:
                facts[self.model.shown_ids[index.row()], attribute.id] = ""
        if facts:
            with self.live.edit(ngettext("Empty {count} cell", "Empty {count} cells", len(facts))) as edit:
                attributes.state(edit, facts, self.model.subject)

    def _toggle(self, key: str) -> None:
        """Write yes or no by a key; Space goes from yes to no to nothing."""
        at = self.sheet.currentIndex()
        row_id, column = self.model.shown_ids[at.row()], self.model.columns[at.column()]
        assert column.attribute is not None
        now = self.model.value(row_id, column.attribute.id)
        self._write(row_id, column, {YES: NO, NO: ""}.get(now, YES) if key == " " else key)

    def _paste(self) -> None:
        given = QGuiApplication.clipboard().mimeData()
        cells = pasted_cells(given.text(), given.html())
        at = self.sheet.currentIndex()
        if not cells or not at.isValid():
            return
        named = as_named_table(self.model, cells)
        if named is None:
            self._paste_here(cells)
            return
        menu = named_menu(_("What to do here"), self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        first = menu.addAction(_("Paste by the names of rows and columns"), lambda: self._paste_named(named))
        menu.addAction(_("Paste from this cell on"), lambda: self._paste_here(cells))
        menu.setActiveAction(first)
        menu.popup(self.sheet.viewport().mapToGlobal(self.sheet.visualRect(at).bottomLeft()))

    def _paste_here(self, cells: Sequence[Sequence[str]]) -> None:
        chosen = self.sheet.selectedIndexes()
        at = self.sheet.currentIndex()
        shown = self.sheet.shown_columns()
        if len(cells) == 1 and len(cells[0]) == 1 and len(chosen) > 1:
            parts = [by_place(self.model, one.row(), [one.column()], cells) for one in chosen]
            pasted = Pasted({k: v for part in parts for k, v in part.facts.items()}, parts[0].problems)
        else:
            top = min((one.row() for one in chosen), default=at.row())
            left = min((shown.index(one.column()) for one in chosen), default=shown.index(at.column()))
            pasted = by_place(self.model, top, shown[left:], cells)
        report = FactReport(_("What was pasted"), problems=pasted.problems)
        if pasted.facts:
            with self.live.edit(ngettext("Paste {count} cell", "Paste {count} cells", len(pasted.facts))) as edit:
                report.stated = attributes.state(edit, pasted.facts, self.model.subject)
        report.owners = [self.model.name(number) for number in dict.fromkeys(owner for owner, _of in pasted.facts)]
        self.show_report(report)

    def _paste_named(self, table: FactTable) -> None:
        with self.live.edit(_("Paste by name")) as edit:
            report = merge_facts(edit, table, self.model.subject, create=False)
        report.absent = []
        self.show_report(report)


def _rewritten(before: Sequence[str], after: Sequence[str]) -> list[tuple[str, str]]:
    """The choices whose lines were written anew: as many lines as before, and other words in the same place."""
    if len(before) != len(after):
        return []
    return [(old, new) for old, new in zip(before, after, strict=True) if old not in after and new not in before]
