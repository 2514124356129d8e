"""The actions that write listings and coded documents to files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from otsannot.exporting import Exported, export_coded, suffixes
from otsannot.i18n import _, ngettext
from otsannot.progress import Progress
from otsannot.ui import tasks
from otsannot.ui.dialogs import choose

if TYPE_CHECKING:
    from otsannot.ui.main_window import MainWindow


class ExportCommands:
    """Exports the project of one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def verbs(self) -> Mapping[str, Callable[[], object]]:
        """What each action does, by its name."""
        words = {
            "annotations": _("annotations"),
            "codebook": _("codebook"),
            "documents": _("documents"),
            "cases": _("cases"),
            "memos": _("memos"),
            "history": _("history"),
            "matrix": _("matrix"),
        }
        verbs: dict[str, Callable[[], object]] = {
            f"export.{kind}": partial(self.export, kind, word) for kind, word in words.items()
        }
        return verbs | {"document.export_coded": self.export_coded}

    def export(self, kind: str, word: str) -> None:
        """Ask where to write a listing, write it, and say what was written."""
        project = self._window.project
        plain = [_labels()[suffix] for suffix in suffixes(kind)]
        quoting = [*_quoting_labels().values()] if kind == "codebook" else []
        proposal = self._window.folder / f"{project.path.stem} {word}.csv"
        title = _("Export {what}").format(what=word)
        target = choose.target_of_kind(self._window, title, proposal, [*plain, *quoting])
        if target is None:
            return
        self._window.write_down()
        examples = target.kind in quoting and target.path.suffix.lower() in _quoting_labels()

        def work(progress: Progress) -> Exported:
            return project.export(kind, target.path, progress, examples=examples)

        tasks.run(self._window, title, work, self._on_exported)

    def export_coded(self) -> None:
        """Ask where to write the chosen documents with what is coded in them, and write them."""
        project, chosen = self._window.project, self._window.documents.chosen_ids()
        what = _("coded documents")
        proposal = self._window.folder / f"{project.path.stem} {what}.html"
        title = _("Export {what}").format(what=what)
        target = choose.target_file(self._window, title, proposal, _coded_labels())
        if target is None:
            return
        self._window.write_down()

        def work(progress: Progress) -> Exported:
            with project.read() as session:
                return export_coded(session, target, chosen, progress)

        tasks.run(self._window, title, work, self._on_coded)

    def _on_coded(self, written: Exported) -> None:
        texts = ngettext("{count} document", "{count} documents", written.rows)
        self._window.say(_("{name} is written: {rows}.").format(name=written.path.name, rows=texts))

    def _on_exported(self, written: Exported) -> None:
        rows = ngettext("{count} row", "{count} rows", written.rows)
        self._window.say(_("{name} is written: {rows}.").format(name=written.path.name, rows=rows))


def _labels() -> dict[str, str]:
    """What the dialog calls each kind of file, by its suffix."""
    return {
        ".csv": _("CSV, for R, Python and Excel (*.csv)"),
        ".xlsx": _("Excel workbook (*.xlsx)"),
        ".ods": _("OpenDocument spreadsheet (*.ods)"),
        ".parquet": _("Parquet, for R, Python and databases (*.parquet)"),
        ".docx": _("Word document, for an appendix (*.docx)"),
        ".html": _("Web page (*.html)"),
        ".md": _("Markdown (*.md)"),
        ".qdc": _("REFI-QDA codebook, for NVivo, ATLAS.ti, MAXQDA (*.qdc)"),
    }


def _coded_labels() -> list[str]:
    """The kinds of file in which documents are written with what is coded in them."""
    return [
        _("Web page, to read and print (*.html)"),
        _("Word document with comments (*.docx)"),
        _("Markdown with footnotes (*.md)"),
    ]


def _quoting_labels() -> dict[str, str]:
    """The kinds of file that also show coded passages."""
    return {
        ".docx": _("Word document with coded passages (*.docx)"),
        ".html": _("Web page with coded passages (*.html)"),
        ".md": _("Markdown with coded passages (*.md)"),
    }
