"""The actions that bring whole studies in and write them for other programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from otsannot import exchange
from otsannot.exporting import Exported
from otsannot.formats.files import shown
from otsannot.formats.studies import FORMATS
from otsannot.i18n import _, ngettext
from otsannot.model.study_report import StudyReport
from otsannot.progress import Progress
from otsannot.ui import tasks
from otsannot.ui.dialogs import choose
from otsannot.ui.dialogs.study_report import StudyReportDialog
from otsannot.ui.item_models.study_lines import lines_of_losses, lines_of_report

if TYPE_CHECKING:
    from otsannot.ui.main_window import MainWindow


class ExchangeCommands:
    """Exchanges the study of one window with other programs."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def verbs(self) -> Mapping[str, Callable[[], object]]:
        """What each action does, by its name."""
        return {
            "project.import_study": self.choose_study,
            "project.export": self.choose_target,
            "project.export_folder": self.choose_folder,
        }

    def choose_study(self) -> None:
        """Ask for the study of another program, and show what it would bring."""
        readable = [known for known in FORMATS if known.reads]
        suffixes = dict.fromkeys(suffix for known in readable for suffix in known.suffixes)
        names = [f"*{suffix}" for suffix in (exchange.PROJECT_SUFFIX, *suffixes)]
        names += [known.sign for known in readable if known.sign]
        kinds = [_("Studies of this and other programs ({names})").format(names=" ".join(names))]
        title = _("Import a study")
        for path in choose.files(self._window, title, self._window.folder, kinds, many=False):
            signs = {known.sign for known in readable if known.sign}
            self.look_at(path.parent if path.name in signs else path)

    def look_at(self, path: Path) -> None:
        """Show what a study would bring before it comes in; into an empty study it comes at once."""
        held = self._window.project.info()
        if not (held.documents or held.codes or held.cases or held.groups):
            self._bring(path, update=False)
            return
        project = self._window.project

        def work(progress: Progress) -> StudyReport:
            return project.import_study(path, dry_run=True, progress=progress)

        self._window.write_at_length(_("Look at the study"), work, partial(self._on_looked_at, path))

    def _on_looked_at(self, path: Path, report: StudyReport) -> None:
        if not (report.brings or report.differences or report.losses):
            self._window.say(_("{name} holds nothing that is not here already.").format(name=report.name))
            return
        kept = len(report.kept)
        told = ngettext(
            "&Take what the other study says of {count} field that differs",
            "&Take what the other study says of {count} fields that differ",
            kept,
        )
        title = _("Import {name}").format(name=report.name)
        dialog = self._show(title, report, verb=_("&Import"), choice=told if kept else "")
        dialog.wanted.connect(lambda update: self._bring(path, update=update))

    def _bring(self, path: Path, *, update: bool) -> None:
        project = self._window.project

        def work(progress: Progress) -> StudyReport:
            return project.import_study(path, update, progress=progress)

        self._window.write_at_length(_("Import a study"), work, self._on_brought)

    def _on_brought(self, report: StudyReport) -> None:
        self._window.say(f"{report.name}: {report.summary()}")
        if report.losses:
            self.show_report(report)
        if self._window.desk.document is None:
            names = [name for kind, name in report.new if kind == "document"]
            if names:
                self._window.open_document(names[0])

    def show_report(self, report: StudyReport) -> None:
        """Show what a study brought and what was lost of it."""
        self._show(_("Import of {name}").format(name=report.name), report)

    def _show(self, title: str, report: StudyReport, *, verb: str = "", choice: str = "") -> StudyReportDialog:
        sentences = [report.summary(), *report.told]
        dialog = self._open(
            StudyReportDialog(title, sentences, lines_of_report(report), self._window, verb=verb, choice=choice)
        )
        dialog.save_wanted.connect(lambda: self._save(report.name, partial(exchange.save_report, report)))
        return dialog

    def _open(self, dialog: StudyReportDialog) -> StudyReportDialog:
        for open_one in self._window.findChildren(StudyReportDialog):
            if open_one is not dialog:
                open_one.close()
        dialog.show()
        return dialog

    def _save(self, name: str, write: Callable[[Path], None]) -> None:
        labels = [_("CSV (*.csv)"), _("Excel workbook (*.xlsx)"), _("Text (*.txt)")]
        proposal = self._window.folder / f"{Path(name).stem} {_('report')}.csv"
        out = choose.target_file(self._window, _("Save this list"), proposal, labels)
        if out is not None:
            write(out)
            self._window.say(_("{name} is written.").format(name=out.name))

    def choose_target(self) -> None:
        """Ask for a file to write the whole study to, and say what it cannot hold before it is written."""
        kinds = [
            f"{known.name} (*{suffix})"
            for known in FORMATS
            if known.writes and not known.sign
            for suffix in known.suffixes
        ]
        for_nvivo = _("REFI-QDA for NVivo (positions in UTF-16) (*.qdpx)")
        kinds.insert(1, for_nvivo)
        first = next(known.suffixes[0] for known in FORMATS if known.writes and known.suffixes)
        proposal = self._window.folder / f"{self._window.project.path.stem}{first}"
        target = choose.target_of_kind(self._window, _("Export the study"), proposal, kinds)
        if target is not None:
            self._foretell(target.path, utf16=target.kind == for_nvivo)

    def choose_folder(self) -> None:
        """Ask for a folder, and write the study to it as plain text."""
        out = choose.folder(self._window, _("Export to a folder of plain text"), self._window.folder)
        if out is not None:
            self._write(out)

    def _foretell(self, out: Path, *, utf16: bool) -> None:
        self._window.write_down()
        project = self._window.project

        def work(progress: Progress) -> Exported:
            return project.export_project(out, progress, dry_run=True, utf16=utf16)

        tasks.run(self._window, _("Look at what would be lost"), work, partial(self._on_foretold, utf16=utf16))

    def _on_foretold(self, would: Exported, *, utf16: bool) -> None:
        sentences = exchange.limits(would.path)
        if not sentences and not would.losses:
            self._write(would.path, utf16=utf16)
            return
        title = _("Export to {name}").format(name=shown(Path(would.path.name)))
        count = len(would.losses)
        if count:
            first = ngettext("{count} thing would be lost.", "{count} things would be lost.", count)
        else:
            first = _("This kind of file does not hold all of a study.")
        lines = lines_of_losses(would.losses)
        dialog = StudyReportDialog(title, [first, *sentences], lines, self._window, verb=_("&Export"))
        dialog.save_wanted.connect(lambda: self._save(would.path.name, partial(exchange.save_losses, would.losses)))
        dialog.wanted.connect(lambda _ticked: self._write(would.path, utf16=utf16))
        self._open(dialog)

    def _write(self, out: Path, *, utf16: bool = False) -> None:
        self._window.write_down()
        project = self._window.project

        def work(progress: Progress) -> Exported:
            return project.export_project(out, progress, utf16=utf16)

        tasks.run(self._window, _("Export the study"), work, self._on_written)

    def _on_written(self, written: Exported) -> None:
        rows = ngettext("{count} document", "{count} documents", written.rows)
        self._window.say(_("{name} is written: {rows}.").format(name=shown(Path(written.path.name)), rows=rows))
