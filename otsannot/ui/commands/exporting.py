"""The actions that write annotations, codebook, documents, cases and history to files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from otsannot.i18n import _, ngettext
from otsannot.progress import Progress
from otsannot.project import Exported
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
            "history": _("history"),
        }
        return {f"export.{kind}": partial(self.export, kind, word) for kind, word in words.items()}

    def export(self, kind: str, word: str) -> None:
        """Ask where to write a listing, write it, and say what was written."""
        project = self._window.project
        kinds = [_("CSV, for R, Python and Excel (*.csv)"), _("Excel workbook (*.xlsx)")]
        proposal = self._window.folder / f"{project.path.stem} {word}.csv"
        target = choose.target_file(self._window, _("Export {what}").format(what=word), proposal, kinds)
        if target is None:
            return
        self._window.write_down()

        def work(progress: Progress) -> Exported:
            return project.export(kind, target, progress)

        tasks.run(self._window, _("Export {what}").format(what=word), work, self._on_exported)

    def _on_exported(self, written: Exported) -> None:
        rows = ngettext("{count} row", "{count} rows", written.rows)
        self._window.say(_("{name} is written: {rows}.").format(name=written.path.name, rows=rows))
