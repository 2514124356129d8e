"""The actions on backups, and the backup of the day, which is made beside the work."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QTimer

from otsannot import settings
from otsannot.errors import OtsannotError
from otsannot.i18n import _
from otsannot.progress import Progress
from otsannot.project import Project
from otsannot.store import backups
from otsannot.store.backups import Backup
from otsannot.ui import tasks, windows
from otsannot.ui.dialogs.restore import RestoreDialog
from otsannot.ui.item_models import wording

if TYPE_CHECKING:
    from otsannot.ui.main_window import MainWindow

MILLISECONDS_AFTER_OPENING = 3_000
"""A study that was just opened is read first, and then copied."""
MILLISECONDS_BETWEEN_LOOKS = 3_600_000


class _Restored(NamedTuple):
    """The study as it is open now, and why it is not the backup, if so."""

    project: Project
    trouble: OtsannotError | None


class BackupCommands:
    """Backs up the project of one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._clock = QTimer(window, interval=MILLISECONDS_BETWEEN_LOOKS)
        self._clock.timeout.connect(self.back_up_if_due)

    def verbs(self) -> Mapping[str, Callable[[], object]]:
        """What each action does, by its name."""
        return {"project.back_up": self.back_up, "project.restore": self.choose}

    def begin(self) -> None:
        """Make the backup of the day when the window has been shown, and of each day it stays open."""
        QTimer.singleShot(MILLISECONDS_AFTER_OPENING, self._window, self.back_up_if_due)
        self._clock.start()

    def back_up_if_due(self) -> None:
        """Make the backup of the day, if the user wants any; a place that takes none is told in the status bar."""
        known, store = settings.load(), self._window.project.store
        if not known.backups or not store.writable:
            return

        def work(progress: Progress) -> str:
            try:
                backups.back_up_if_due(store, known.backups_kept, progress)
            except OtsannotError as error:
                return str(error)
            return ""

        def done(trouble: str) -> None:
            if trouble:
                self._window.say(trouble)

        tasks.run(self._window, _("Making a backup"), work, done)

    def back_up(self) -> None:
        """Make a backup now and say where it is."""
        project, keep = self._window.project, settings.load().backups_kept
        self._window.write_down()
        tasks.run(
            self._window,
            _("Making a backup"),
            lambda progress: backups.back_up(project.store, keep, progress),
            lambda made: self._window.say(_("A backup is in {folder}.").format(folder=made.parent)),
        )

    def choose(self) -> None:
        """Show the backups there are."""
        store = self._window.project.store
        tasks.run(self._window, _("Looking for backups"), lambda _progress: backups.found(store), self._show)

    def _show(self, found: Sequence[Backup]) -> None:
        dialog = RestoreDialog(found, backups.folder_of(self._window.project.path), self._window)
        dialog.back_up_wanted.connect(self._window.registry["project.back_up"].trigger)
        dialog.beside_wanted.connect(self.open_beside)
        dialog.restore_wanted.connect(self.restore)
        dialog.show()

    def open_beside(self, backup: Backup) -> None:
        """Open a copy of a backup in a window of its own."""
        path = self._window.project.path
        tasks.run(
            self._window,
            _("Copying a backup"),
            lambda _progress: backups.restore_beside(path, backup.path),
            windows.open_path,
        )

    def restore(self, backup: Backup) -> None:
        """Close the study, go back to a backup, and open it again as it is then."""
        self._window.live.check_free()
        self._window.write_down()
        path, coder, keep = self._window.project.path, self._window.project.coder, settings.load().backups_kept
        time = wording.clock_time(backup.made)

        def work(progress: Progress) -> _Restored:
            trouble = None
            try:
                backups.restore(path, backup.path, keep, progress)
            except OtsannotError as error:
                trouble = error
            return _Restored(Project.open(path, coder), trouble)

        def done(restored: _Restored) -> None:
            window = windows.show_project(restored.project)
            if restored.trouble is not None:
                raise restored.trouble
            told = _("The study is as it was on {time}. What was in it until now is kept as a backup.")
            window.say(told.format(time=time))

        welcome = windows.show_welcome()
        self._window.close()
        tasks.run(welcome, _("Going back to {time}").format(time=time), work, done)
