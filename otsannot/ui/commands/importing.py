"""The actions that bring texts and codebooks in, and the report of what came."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect

from otsannot import settings
from otsannot.exchange import is_study
from otsannot.formats import READERS
from otsannot.formats.codebook import SUFFIXES
from otsannot.formats.table_kind import TableKind
from otsannot.i18n import _
from otsannot.importing import (
    ARCHIVE,
    CodebookReport,
    Imported,
    ImportReport,
    Prepared,
    Wishes,
    asks_for_a_look,
    codebook_label,
    compare_codebook,
    import_codebook,
    import_paths,
    import_prepared,
    is_codebook,
    prepare,
    read_again,
    table_kind,
)
from otsannot.progress import Progress
from otsannot.store import documents
from otsannot.store.codebook_import import Take, keep_ours
from otsannot.ui import tasks
from otsannot.ui.choosing.name_box import NameBox
from otsannot.ui.choosing.popup import on_screen
from otsannot.ui.dialogs import choose
from otsannot.ui.dialogs.codebook_import import CodebookImportDialog
from otsannot.ui.dialogs.facts_report import FactsReportDialog
from otsannot.ui.dialogs.import_preview import ImportPreview
from otsannot.ui.dialogs.import_report import ImportReportDialog

if TYPE_CHECKING:
    from otsannot.ui.main_window import MainWindow

UTF8 = ("utf-8", "utf-8-sig")


class ImportCommands:
    """Imports into the project of one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.last: ImportReport | None = None

    def verbs(self) -> Mapping[str, Callable[[], object]]:
        """What each action does, by its name."""
        return {
            "documents.import": self.choose_files,
            "documents.import_folder": self.choose_folder,
            "documents.show_import": self.show_report,
            "documents.save_original": self.save_original,
            "codebook.import": self.choose_codebook,
        }

    def choose_files(self) -> None:
        """Ask for texts and import them."""
        kinds = [_("Texts and codebooks ({suffixes})").format(suffixes=_pattern([*READERS, ARCHIVE, *SUFFIXES]))]
        self.bring(choose.files(self._window, _("Import texts"), self._window.folder, kinds))

    def choose_folder(self) -> None:
        """Ask for a folder and import the texts in it."""
        folder = choose.folder(self._window, _("Import a folder"), self._window.folder)
        if folder is not None:
            self.bring([folder])

    def choose_codebook(self) -> None:
        """Ask for a codebook and import it."""
        kinds = [_("Codebooks ({suffixes})").format(suffixes=_pattern(SUFFIXES))]
        for path in choose.files(self._window, _("Import a codebook"), self._window.folder, kinds, many=False):
            self.compare(path)

    def bring(self, paths: Sequence[Path]) -> None:
        """Import files and folders, and say what came; a codebook alone is compared first."""
        if not paths:
            return
        if len(paths) == 1 and is_study(paths[0]):
            self._window.exchange.look_at(paths[0])
            return
        if len(paths) == 1 and is_codebook(paths[0]):
            self._look_at(paths[0])
            return
        if asks_for_a_look(paths) and not any(map(is_study, paths)):
            self._preview(paths)
        else:
            self._bring(paths, Wishes(originals=settings.load().keep_originals))

    def _bring(self, paths: Sequence[Path], wishes: Wishes, done: Callable[[ImportReport], None] | None = None) -> None:
        project = self._window.project
        coder = project.coder

        def work(progress: Progress) -> ImportReport:
            return import_paths(project.store, coder, paths, wishes, progress)

        self._window.write_at_length(_("Import"), work, done or self._on_imported)

    def _look_at(self, path: Path) -> None:
        """Bring a table in as the codebook or the attributes that it is, and ask where it may be either."""
        self._window.live.check_free()
        self._window.write_down()
        project = self._window.project

        def work(_progress: Progress) -> TableKind | None:
            with project.read() as session:
                names = [row.name for row in documents.rows(session)]
            return table_kind(path, names)

        tasks.run(self._window, _("Look at the table"), work, partial(self._on_looked_at, path))

    def _on_looked_at(self, path: Path, kind: TableKind | None) -> None:
        ways = {
            _("Attributes of documents"): partial(self._window.facts.import_from, path, "document"),
            _("Codebook"): partial(self.compare, path),
        }
        attributes, codebook = ways.values()
        if kind is TableKind.ANSWERS:
            self._preview([path])
            return
        if kind is TableKind.ANNOTATIONS:
            self._bring([path], Wishes(), self._on_annotations)
            return
        if kind is not None:
            (codebook if kind is TableKind.CODEBOOK else attributes)()
            return
        hint = _("It names both codes and documents.")
        box = NameBox(_("What is {name}?").format(name=path.name), hint, list(ways), self._window, makes=False)
        box.chosen.connect(lambda chosen: ways[chosen]())
        place = self._window.pane
        box.open_at(on_screen(place, place.rect().adjusted(0, 0, 0, -place.height() // 2)))

    def _preview(self, paths: Sequence[Path]) -> None:
        """Read files and show what would come in; nothing is written meanwhile."""
        self._window.live.check_free()
        store = self._window.project.store

        def work(progress: Progress) -> Prepared:
            return prepare(store, paths, progress)

        tasks.run(self._window, _("Read files"), work, self._on_prepared)

    def _on_prepared(self, prepared: Prepared) -> None:
        preview = ImportPreview(prepared, self._window)
        preview.import_wanted.connect(self._import_prepared)
        preview.show()

    def leave(self) -> None:
        """Drop files that were read and not imported, because the window closes."""
        for preview in self._window.findChildren(ImportPreview):
            preview.reject()

    def _import_prepared(self, prepared: Prepared, wishes: Wishes) -> None:
        project = self._window.project
        coder = project.coder

        def work(progress: Progress) -> ImportReport:
            with closing(prepared):
                return import_prepared(project.store, coder, prepared, wishes, progress)

        self._window.write_at_length(_("Import"), work, self._on_imported)

    def save_original(self) -> None:
        """Ask where to write the file that the open document came from, and write it."""
        document = self._window.desk.document
        assert document is not None
        name = Path(document.source.replace("\\", "/")).name or document.name
        kinds = [_("The file as it was (*{suffix})").format(suffix=Path(name).suffix)]
        title = _("Save the original file")
        target = choose.target_file(self._window, title, self._window.folder / name, kinds)
        if target is not None:
            self._window.project.save_original(document.name, target)
            self._window.say(_("{name} is written.").format(name=target.name))

    def compare(self, path: Path) -> None:
        """Show what a codebook would bring before it comes in.

        Into an empty codebook it comes at once, unless its names look like a tree, which only the user can know.
        """
        self._window.live.check_free()
        self._compare(path, "", self._on_compared)

    def _compare(self, path: Path, hierarchy: str, done: Callable[[CodebookReport], None]) -> None:
        self._window.write_down()
        project = self._window.project

        def work(_progress: Progress) -> CodebookReport:
            with project.read() as session:
                return compare_codebook(session, path, hierarchy=hierarchy)

        tasks.run(self._window, _("Compare codebooks"), work, done)

    def show_report(self) -> None:
        """Show what the last import brought."""
        if self.last is None:
            return
        for shown in self._window.findChildren(ImportReportDialog):
            shown.close()
        dialog = ImportReportDialog(self.last, self._window)
        dialog.read_again_wanted.connect(self._read_again)
        dialog.correction_wanted.connect(self._correct)
        dialog.show()

    def _on_compared(self, report: CodebookReport) -> None:
        if not self._window.live.book.by_id and not report.likely:
            self._merge(report, keep_ours, self._on_first_merged)
        elif report.new or report.filled or report.changed or report.problems:
            self._show_comparison(report)
        else:
            self._window.say(_told(report))

    def _show_comparison(self, report: CodebookReport) -> CodebookImportDialog:
        for shown in self._window.findChildren(CodebookImportDialog):
            shown.close()
        dialog = CodebookImportDialog(report, self._window)
        dialog.import_wanted.connect(lambda chosen: self._merge(report, chosen.__contains__, self._on_merged))
        dialog.hierarchy_wanted.connect(
            lambda sign: self._compare(report.path, sign, partial(self._on_divided, dialog.geometry()))
        )
        dialog.show()
        return dialog

    def _on_divided(self, place: QRect, report: CodebookReport) -> None:
        """Show the same codebook with its names divided or whole, where it was shown before."""
        dialog = self._show_comparison(report)
        dialog.setGeometry(place)
        dialog.tree_box.setFocus()

    def _merge(self, compared: CodebookReport, take: Take, done: Callable[[CodebookReport], None]) -> None:
        project, path, label = self._window.project, compared.path, codebook_label(compared.path)

        def work(progress: Progress) -> CodebookReport:
            with project.edit(label) as edit:
                return import_codebook(edit, path, take, progress=progress, hierarchy=compared.hierarchy)

        self._window.write_at_length(label, work, done)

    def _on_first_merged(self, report: CodebookReport) -> None:
        self._on_merged(report)
        if report.problems:
            self.show_report()

    def _on_merged(self, report: CodebookReport) -> None:
        self.last = ImportReport(codebooks=[report])
        self._window.refresh_actions()
        self._window.say(_told(report), "documents.show_import")

    def _on_imported(self, report: ImportReport) -> None:
        self.last = report
        self._window.refresh_actions()
        self._window.say(report.summary(), "documents.show_import")
        strange = any(text.encoding not in UTF8 for text in report.documents)
        if report.problems or report.changed or strange or any(book.problems for book in report.codebooks):
            self.show_report()
        for table in report.tables:
            FactsReportDialog(table, self._window).show()
        for study in report.studies:
            if study.losses:
                self._window.exchange.show_report(study)
        if report.documents and self._window.desk.document is None:
            self._window.open_document(report.documents[0].document)
        # Where there was nothing yet, the button that was pressed has gone, and the focus with it.
        if self._window.desk.document is not None:
            self._window.pane.setFocus()

    def _on_annotations(self, report: ImportReport) -> None:
        """Say what a table of passages brought, also where all of it came: what stands where is worth a look."""
        self._on_imported(report)
        for study in report.studies:
            if not study.losses:
                self._window.exchange.show_report(study)

    def _correct(self, paths: Sequence[Path]) -> None:
        """Correct documents from their files, which have changed since they came in."""
        there = dict.fromkeys(next(one for one in (path, *path.parents) if one.exists()) for path in paths)
        kept = settings.load().keep_originals
        self._bring([*there], Wishes(originals=kept, update=True, remove_lost=True))

    def _read_again(self, texts: Sequence[Imported], others: Sequence[Path], encoding: str) -> None:
        """Read files of the last import in another encoding."""
        project, desk = self._window.project, self._window.desk
        coder = project.coder
        shown = None if desk.document is None else desk.document.name

        def work(progress: Progress) -> ImportReport:
            return read_again(project.store, coder, texts, others, encoding, progress)

        def done(report: ImportReport) -> None:
            self._take_over(report)
            if shown in {text.document for text in report.documents}:
                self._window.open_document(shown)

        self._window.write_at_length(_("Read again"), work, done)

    def _take_over(self, fresh: ImportReport) -> None:
        """Put what was read again in the place of what was read before."""
        assert self.last is not None
        again = {text.path: text for text in fresh.documents}
        failed = {problem.path for problem in fresh.problems}
        known = [again.pop(text.path, text) for text in self.last.documents]
        kept = [problem for problem in self.last.problems if problem.path not in again and problem.path not in failed]
        self.last = ImportReport([*known, *again.values()], self.last.codebooks, [*kept, *fresh.problems])
        self._window.say(fresh.summary())
        self.show_report()


def _told(report: CodebookReport) -> str:
    """What a codebook brought, for the status bar."""
    return _("{name}: {counts}.").format(name=report.path.name, counts=report.summary())


def _pattern(suffixes: Sequence[str]) -> str:
    return " ".join(f"*{suffix}" for suffix in suffixes)
