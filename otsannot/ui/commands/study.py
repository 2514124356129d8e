"""The actions on the study as a whole: open, copy, close, undo, who codes, help."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from otsannot import settings
from otsannot.i18n import _
from otsannot.progress import Progress
from otsannot.store import Change
from otsannot.ui import tasks, windows
from otsannot.ui.choosing.coder_popover import CoderPopover
from otsannot.ui.dialogs import choose
from otsannot.ui.dialogs.about import AboutDialog

if TYPE_CHECKING:
    from otsannot.ui.main_window import MainWindow

ROWS_AT_ONCE = 4_000
"""While so many rows are undone the window waits, and is not seen to; more of them are undone on a thread."""


class StudyCommands:
    """Acts on the project of one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._live = window.live

    def verbs(self) -> Mapping[str, Callable[[], object]]:
        """What each action does, by its name."""
        return {
            "project.new": lambda: windows.new_study(self._window),
            "project.open": lambda: windows.open_study(self._window),
            "project.sample": lambda: windows.open_sample(self._window),
            "project.save_copy": self.save_copy,
            "project.close": self.close,
            "project.quit": windows.quit_all,
            "edit.undo": self.undo,
            "edit.redo": self.redo,
            "coder.change": self.change_coder,
            "help.about": lambda: AboutDialog(self._window).show(),
        }

    def save_copy(self) -> None:
        """Ask where, and write the whole study there too; who can no longer write here goes on in the copy."""
        project = self._window.project
        proposal = project.path.with_name(_("{name} (copy)").format(name=project.path.stem) + project.path.suffix)
        target = choose.new_file(self._window, _("Save a copy"), proposal, [choose.study_files()])
        if target is None:
            return

        def work(_progress: Progress) -> Path:
            project.save_copy(target)
            return target

        tasks.run(self._window, _("Saving a copy"), work, self._on_copied)

    def _on_copied(self, target: Path) -> None:
        if self._window.is_stranded():
            windows.open_path(target)
            self._window.close()
        else:
            self._window.say(_("A copy is in {path}.").format(path=target))

    def close(self) -> None:
        """Close the study; the last one gives way to the welcome."""
        if not windows.others(self._window):
            windows.show_welcome()
        self._window.close()

    def undo(self) -> None:
        """Take the last edit back and say which it was."""
        self._window.write_down()
        done = partial(self._on_travelled, _("Undone: {edit}"))
        if self._window.project.store.rows_to_travel(backwards=True) > ROWS_AT_ONCE:
            self._window.write_at_length(_("Undo"), self._window.project.undo, done)
        else:
            done(self._live.undo())

    def redo(self) -> None:
        """Do again what was undone last and say what it was."""
        done = partial(self._on_travelled, _("Done again: {edit}"))
        if self._window.project.store.rows_to_travel(backwards=False) > ROWS_AT_ONCE:
            self._window.write_at_length(_("Redo"), self._window.project.redo, done)
        else:
            done(self._live.redo())

    def _on_travelled(self, said: str, change: Change | None) -> None:
        if change is not None:
            self._window.desk.show_change(change)
            self._window.say(said.format(edit=change.label))

    def change_coder(self) -> None:
        """Let the user write another name where the present one stands."""
        popover = CoderPopover(self._live, self._window)
        popover.chosen.connect(self._on_coder_chosen)
        popover.open_above(self._window.status.coder)

    def _on_coder_chosen(self, name: str) -> None:
        self._live.set_coder(name)
        known = settings.load()
        known.coder = name
        known.save()
        self._window.say(_("You now code as {name}.").format(name=name))
