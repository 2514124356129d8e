"""The documents as a sheet: their names, languages and attributes are written in it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu

from otsannot.i18n import _, ngettext
from otsannot.model.conditions import Condition
from otsannot.store import documents
from otsannot.ui import theme
from otsannot.ui.conventions import shown
from otsannot.ui.desk import Desk
from otsannot.ui.icons import icon
from otsannot.ui.item_models import wording
from otsannot.ui.item_models.documents_table import DocumentsTableModel
from otsannot.ui.item_models.facts_table import Column
from otsannot.ui.live_project import LiveProject
from otsannot.ui.panels.facts_panel import FactsPanel
from otsannot.ui.panels.filter_chips import FilterChips
from otsannot.ui.panels.filter_menu import attribute_menu
from otsannot.ui.panels.parts import EmptyState

LONG_TIME = "2026-12-28T22:48:58+00:00"
"""A time that takes as much room as any other does."""


class DocumentsTable(FactsPanel):
    """Ctrl+Enter opens the document of a row."""

    documents_wanted = Signal()
    """Texts shall be imported."""
    group_wanted = Signal()
    case_wanted = Signal()
    """The chosen documents shall be put in a group or a case."""

    def __init__(self, live: LiveProject, desk: Desk) -> None:
        self.table = DocumentsTableModel(live, desk.filter)
        super().__init__("documentsTable", live, desk, self.table)
        self.sheet.setAccessibleName(_("Documents and their attributes"))
        self.sheet.open_wanted.connect(self._open)
        self.head.insertWidget(2, FilterChips(live, desk.filter), 8)

    def widths(self) -> dict[str, int]:
        time = wording.local_time(LONG_TIME)
        return {
            "name": 200, "language": 80, "groups": 104, "length": 80, "paragraphs": 80, "annotations": 88, "share": 60,
            "created": self.fontMetrics().horizontalAdvance(time) + 4 * theme.UNIT,
        }  # fmt: skip

    def empty_page(self) -> EmptyState:
        page = EmptyState(_("No documents yet"), _("Import the texts you want to code; their facts are kept here."))
        page.add_button(_("Import texts…"), self.documents_wanted.emit)
        return page

    def write_own(self, row_id: int, key: str, text: str) -> None:
        if key == "name":
            with self.live.edit(_("Rename document")) as edit:
                documents.rename_document(edit, row_id, text)
        else:
            with self.live.edit(_("Set language")) as edit:
                documents.set_language(edit, row_id, wording.language_code(text) or "")

    def count_words(self) -> str:
        showing, total = self.model.rowCount(), self.model.total
        if showing == total:
            return ngettext("{count} document", "{count} documents", total)
        return _("{showing} of {total} documents").format(showing=wording.number(showing), total=wording.number(total))

    def fill_menu(self, menu: QMenu) -> None:
        at = self.sheet.currentIndex()
        if not at.isValid():
            return
        menu.addAction(_("Open"), self._open)
        menu.addAction(_("Put in a group…"), self.group_wanted.emit)
        menu.addAction(_("Add to a case…"), self.case_wanted.emit)
        column, row_id = self.model.columns[at.column()], self.model.shown_ids[at.row()]
        condition, words = None, ""
        if column.attribute is not None:
            value = self.model.value(row_id, column.attribute.id)
            condition = Condition("attribute", column.attribute.id, "is" if value else "empty", value)
            words = shown(column.kind, value) or _("nothing")
        elif column.key == "language":
            condition = Condition("language", 0, "is", self.table.document(row_id).language)
            words = self.table.own_text(row_id, "language") or _("unknown")
        if condition is not None:
            told = _("Only documents with {column}: {value}").format(column=column.title, value=words)
            menu.addAction(told.replace("&", "&&"), lambda: self.desk.filter.toggle(condition))
        menu.addSeparator()
        menu.addAction(icon("delete"), _("Remove from the study"), self.remove_documents)
        menu.addSeparator()

    def fill_head_menu(self, menu: QMenu, column: Column) -> None:
        if column.attribute is not None:
            of = attribute_menu(self.live, self.desk.filter, column.attribute, self.sheet.horizontalHeader())
            of.setTitle(_("Only documents with"))
            menu.addMenu(of)

    def remove_documents(self) -> None:
        """Remove the documents in whose rows a cell is selected, and say how many annotations went with them."""
        chosen = self.sheet.chosen_ids()
        count = sum(self.table.annotations(number) for number in chosen)
        what = (
            f"“{self.model.name(chosen[0])}”"
            if len(chosen) == 1
            else ngettext("{count} document", "{count} documents", len(chosen))
        )
        with self.live.edit(_("Remove {documents}").format(documents=what)) as edit:
            documents.remove_documents(edit, chosen)
        went = ngettext("{count} annotation went along.", "{count} annotations went along.", count)
        self.desk.said.emit(_("Removed {documents}.").format(documents=what) + (f" {went}" if count else ""))

    def _open(self) -> None:
        at = self.sheet.currentIndex()
        if at.isValid():
            self.desk.open_document(self.model.shown_ids[at.row()])
            self.desk.reading_wanted.emit()
