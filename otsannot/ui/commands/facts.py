"""The actions on what is known about documents: attributes, groups and cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from otsannot.errors import OtsannotError
from otsannot.formats import attribute_table
from otsannot.formats.attribute_table import read_attribute_table
from otsannot.i18n import _, ngettext
from otsannot.progress import Progress
from otsannot.store import cases, groups
from otsannot.store.fact_import import FactReport, merge_facts
from otsannot.ui.choosing.name_box import NameBox
from otsannot.ui.choosing.popup import on_screen
from otsannot.ui.dialogs import choose
from otsannot.ui.dialogs.facts_report import FactsReportDialog
from otsannot.ui.panels.cases import CasesPanel
from otsannot.ui.panels.documents_table import DocumentsTable
from otsannot.ui.panels.facts_panel import FactsPanel

if TYPE_CHECKING:
    from otsannot.ui.main_window import MainWindow

DOCUMENTS, CASES = "documentsTable", "casesTable"


class FactCommands:
    """Acts on the tables of documents and of cases in one window, and on the documents chosen there or at the left."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def add_panels(self) -> None:
        """Give the area under the text the tables of documents and of cases."""
        self._window.bottom.add_panel(DOCUMENTS, _("Documents"), self._make_documents)
        self._window.bottom.add_panel(CASES, _("Cases"), self._make_cases)

    def verbs(self) -> Mapping[str, Callable[[], object]]:
        """What each action does, by its name."""
        return {
            "view.documents_table": lambda: self._window.bottom.show_panel(DOCUMENTS),
            "view.cases": lambda: self._window.bottom.show_panel(CASES),
            "documents.add_to_group": self.add_to_group,
            "documents.add_to_case": self.add_to_case,
            "cases.take_out": self.take_out_of_case,
            "documents.filter": self._window.documents.open_filter,
            "documents.order": self._window.documents.open_order,
            "groups.take_out": self._window.documents.take_out,
            "groups.rename": self._window.documents.rename_group,
            "groups.remove": self._window.documents.remove_group,
            "documents.show_all": lambda: self._window.desk.filter.ask(),
            "cases.new": self._new_case,
            "cases.remove": lambda: self._cases().remove_cases(),
            "attributes.new": lambda: self._sheet().new_attribute(),
            "attributes.change": lambda: self._sheet().change_attribute(),
            "attributes.move_left": lambda: self._sheet().move_attribute(-1),
            "attributes.move_right": lambda: self._sheet().move_attribute(1),
            "attributes.remove": lambda: self._sheet().remove_attribute(),
            "attributes.import": partial(self.import_table, "document"),
            "cases.import": partial(self.import_table, "case"),
        }

    def add_to_group(self) -> None:
        """Ask for a group, known or new, and put the chosen documents in it."""
        with self._window.live.read() as session:
            names = [row.name for row in groups.rows(session)]
        hint = _("Enter puts the documents in the group; a new name makes one.")
        self._ask(_("Group"), hint, names, self._put_in_group)

    def add_to_case(self) -> None:
        """Ask for a case, known or new, and let the chosen documents belong to it."""
        with self._window.live.read() as session:
            names = [row.name for row in cases.rows(session)]
        hint = _("Enter adds the documents to the case; a new name makes one.")
        self._ask(_("Case"), hint, names, self._put_in_case)

    def take_out_of_case(self) -> None:
        """Ask for one of the cases that the chosen documents belong to, and take them out of it."""
        with self._window.live.read() as session:
            belonging = cases.of_documents(session)
            there = {number for document_id in self._chosen_documents() for number in belonging.get(document_id, ())}
            names = [row.name for row in cases.rows(session) if row.id in there]
        if not names:
            raise OtsannotError(_("The chosen documents belong to no case."))
        self._ask(_("Case"), _("Enter takes the documents out of the case."), names, self._take_out, makes=False)

    def import_table(self, subject: str) -> None:
        """Ask for a table and state what it says about documents or cases."""
        pattern = " ".join(f"*{suffix}" for suffix in attribute_table.SUFFIXES)
        kinds = [_("Tables ({suffixes})").format(suffixes=pattern)]
        title = _("Import attributes of documents") if subject == "document" else _("Import cases")
        chosen = choose.files(self._window, title, self._window.folder, kinds, many=False)
        for path in chosen:
            self.import_from(path, subject)

    def import_from(self, path: Path, subject: str) -> None:
        """State what a table says about documents or cases."""
        title = _("Import attributes of documents") if subject == "document" else _("Import cases")
        project = self._window.project
        coder = project.coder

        def work(_progress: Progress) -> FactReport:
            table = read_attribute_table(path)
            with project.edit(_("Import attributes from {name}").format(name=table.name), coder) as edit:
                return merge_facts(edit, table, subject)

        self._window.write_at_length(title, work, partial(self._on_imported, subject))

    def _on_imported(self, subject: str, report: FactReport) -> None:
        self._window.say(report.summary())
        self._window.bottom.show_panel(DOCUMENTS if subject == "document" else CASES)
        FactsReportDialog(report, self._window).show()

    def _ask(
        self,
        prompt: str,
        hint: str,
        names: list[str],
        done: Callable[[list[int], str], None],
        *,
        makes: bool = True,
    ) -> None:
        chosen = self._chosen_documents()
        box = NameBox(prompt, hint, names, self._window, makes=makes)
        box.chosen.connect(partial(done, chosen))
        place = self._chosen_in()
        box.open_at(on_screen(place, place.rect().adjusted(0, 0, 0, -place.height() // 2)))

    def _put_in_group(self, chosen: list[int], name: str) -> None:
        with self._window.live.edit(_("Put in group {name}").format(name=name)) as edit:
            count = groups.add_to_group(edit, groups.ensure_group(edit, name), chosen)
        self._window.say(_put(count, len(chosen), name))

    def _put_in_case(self, chosen: list[int], name: str) -> None:
        with self._window.live.edit(_("Add to case {name}").format(name=name)) as edit:
            count = cases.add_to_case(edit, cases.ensure_case(edit, name), chosen)
        self._window.say(_put(count, len(chosen), name))

    def _take_out(self, chosen: list[int], name: str) -> None:
        with self._window.live.edit(_("Take out of case {name}").format(name=name)) as edit:
            count = cases.take_out(edit, cases.find_case(edit.session, name).id, chosen)
        told = ngettext("{count} document", "{count} documents", count)
        self._window.say(_("{documents} taken out of “{name}”.").format(documents=told, name=name))

    def _chosen_in(self) -> QWidget:
        """The table of documents while it has the focus, else the list at the left."""
        if self._window.bottom.shown == DOCUMENTS:
            sheet = self._documents().sheet
            if sheet.hasFocus():
                return sheet
        return self._window.documents.list

    def _chosen_documents(self) -> list[int]:
        if self._chosen_in() is self._window.documents.list:
            chosen = self._window.documents.chosen_ids()
        else:
            chosen = self._documents().sheet.chosen_ids()
        if not chosen:
            raise OtsannotError(_("Choose documents in the list first."))
        return chosen

    def _new_case(self) -> None:
        self._window.bottom.show_panel(CASES)
        self._cases().new_case()

    def _sheet(self) -> FactsPanel:
        """The table that is shown; that of documents is opened when none is."""
        if self._window.bottom.shown not in (DOCUMENTS, CASES):
            self._window.bottom.show_panel(DOCUMENTS)
        return self._cases() if self._window.bottom.shown == CASES else self._documents()

    def _documents(self) -> DocumentsTable:
        panel = self._window.bottom.panel(DOCUMENTS)
        assert isinstance(panel, DocumentsTable)
        return panel

    def _cases(self) -> CasesPanel:
        panel = self._window.bottom.panel(CASES)
        assert isinstance(panel, CasesPanel)
        return panel

    def _make_documents(self) -> DocumentsTable:
        panel = DocumentsTable(self._window.live, self._window.desk)
        registry = self._window.registry
        panel.import_wanted.connect(registry["attributes.import"].trigger)
        panel.documents_wanted.connect(registry["documents.import"].trigger)
        panel.group_wanted.connect(self.add_to_group)
        panel.case_wanted.connect(self.add_to_case)
        return panel

    def _make_cases(self) -> CasesPanel:
        panel = CasesPanel(self._window.live, self._window.desk)
        panel.import_wanted.connect(self._window.registry["cases.import"].trigger)
        panel.memo_wanted.connect(self._window.memos.begin)
        return panel


def _put(count: int, chosen: int, name: str) -> str:
    if not count:
        return _("“{name}” holds them already.").format(name=name)
    told = ngettext("{count} document", "{count} documents", count)
    return _("{documents} put in “{name}”.").format(documents=told, name=name)
