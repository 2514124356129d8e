"""The cases as a sheet: their names and attributes are written in it, and their documents are listed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu

from otsannot.errors import OtsannotError
from otsannot.i18n import _, ngettext
from otsannot.model.conditions import Condition
from otsannot.model.memos import Subject
from otsannot.store import cases
from otsannot.ui.desk import Desk
from otsannot.ui.icons import icon
from otsannot.ui.item_models.cases_table import CasesTableModel
from otsannot.ui.live_project import LiveProject
from otsannot.ui.panels.facts_panel import FactsPanel
from otsannot.ui.panels.parts import EmptyState, tool_button


class CasesPanel(FactsPanel):
    """A new case is named in its row; Ctrl+Enter looks at its documents only."""

    memo_wanted = Signal(object)
    """A memo about a case shall be begun: its Subject."""

    def __init__(self, live: LiveProject, desk: Desk) -> None:
        super().__init__("casesTable", live, desk, CasesTableModel(live))
        self.sheet.setAccessibleName(_("Cases and their attributes"))
        self.sheet.open_wanted.connect(self._look_at)
        self.head.insertWidget(2, tool_button("case", _("New case"), self.new_case))

    def widths(self) -> dict[str, int]:
        return {"name": 200, "count": 72, "documents": 280}

    def empty_page(self) -> EmptyState:
        page = EmptyState(
            _("No cases yet"),
            _("A case is what you compare: a speaker, a state, an interview partner. Documents belong to cases."),
        )
        page.add_button(_("New case"), self.new_case)
        page.add_button(_("Import cases from a table…"), self.import_wanted.emit)
        return page

    def new_case(self) -> None:
        """Add a case and let the user name it in its row."""
        with self.live.edit(_("New case")) as edit:
            taken = {row.name for row in cases.rows(edit.session)}
            name, number = _("New case"), 2
            while name in taken:
                name, number = _("New case {number}").format(number=number), number + 1
            case_id = cases.create_case(edit, name)
        self.show_case(case_id)
        if self.model.row_of(case_id) >= 0:
            self.sheet.edit(self.sheet.currentIndex())

    def show_case(self, case_id: int) -> None:
        """Go to the row of a case."""
        self.filter_line.clear()
        row = self.model.row_of(case_id)
        if row >= 0:
            self.sheet.setFocus(Qt.FocusReason.OtherFocusReason)
            self.sheet.go(self.model.index(row, 0))

    def remove_cases(self) -> None:
        """Remove the chosen cases, and say so."""
        chosen = self._chosen()
        what = (
            f"“{self.model.name(chosen[0])}”"
            if len(chosen) == 1
            else ngettext("{count} case", "{count} cases", len(chosen))
        )
        with self.live.edit(_("Remove {cases}").format(cases=what)) as edit:
            cases.remove_cases(edit, chosen)
        said = _("{cases} is removed.") if len(chosen) == 1 else _("{cases} are removed.")
        self.desk.said.emit(said.format(cases=what))

    def write_own(self, row_id: int, key: str, text: str) -> None:
        with self.live.edit(_("Rename case")) as edit:
            cases.rename_case(edit, row_id, text)

    def count_words(self) -> str:
        return ngettext("{count} case", "{count} cases", self.model.rowCount())

    def fill_menu(self, menu: QMenu) -> None:
        menu.addAction(_("New case"), self.new_case)
        if self.sheet.currentIndex().isValid():
            menu.addAction(_("Look at its documents only"), self._look_at)
            subject = Subject("case", self._chosen()[0])
            menu.addAction(icon("memo"), _("New memo about it"), partial(self.memo_wanted.emit, subject))
            menu.addAction(icon("delete"), _("Remove case"), self.remove_cases)
        menu.addSeparator()

    def _look_at(self) -> None:
        """Ask for the documents of the chosen cases."""
        self.desk.filter.ask(*(Condition("case", number) for number in self._chosen()))

    def _chosen(self) -> list[int]:
        chosen = self.sheet.chosen_ids()
        if not chosen:
            raise OtsannotError(_("Choose a case in the table of cases first."))
        return chosen
