"""What every part of a project stands on: its store and the coder at work."""

from __future__ import annotations

from contextlib import AbstractContextManager
from os import PathLike
from pathlib import Path

from otsannot.progress import SILENT, Progress
from otsannot.project.codes import Codes
from otsannot.store import Change, Edit, Snapshot, Store, backups, check, coders, info
from otsannot.store.backups import KEPT, Backup


class Base:
    """An open project file, to read from and to edit."""

    def __init__(self, store: Store, coder: str) -> None:
        self.store = store
        self.coder = coder
        self.codes = Codes(self.edit)

    @property
    def path(self) -> Path:
        """The file of the project."""
        return self.store.path

    def close(self) -> None:
        """Close the file; every edit is on disk already."""
        self.store.close()

    def read(self) -> AbstractContextManager[Snapshot]:
        """A snapshot to read from, for the functions of `otsannot.store`."""
        return self.store.read()

    def edit(self, label: str, coder: str | None = None) -> AbstractContextManager[Edit]:
        """One edit, for the verbs of `otsannot.store`; `label` is what undo calls it."""
        return self.store.edit(label, self.coder if coder is None else coders.checked_coder(coder))

    def undo(self, progress: Progress = SILENT) -> Change | None:
        """Take the last edit back; None when there is none."""
        return self.store.undo(progress)

    def redo(self, progress: Progress = SILENT) -> Change | None:
        """Do the edit again that was undone last; None when there is none."""
        return self.store.redo(progress)

    def info(self) -> info.Info:
        """The project in numbers."""
        with self.read() as session:
            return info.info(session)

    def check(self, progress: Progress = SILENT) -> list[str]:
        """Every fault of the project, one sentence each; an empty list says that it is sound."""
        return check.faults(self.store, progress)

    def save_copy(self, target: str | PathLike[str]) -> None:
        """Write the whole project to another file. Raises OtsannotError when that exists or cannot be written."""
        self.store.save_copy(Path(target))

    def backups(self) -> list[Backup]:
        """The dated copies that lie beside the project, the newest first."""
        return backups.found(self.store)

    def back_up(self, keep: int = KEPT) -> Path:
        """Make a dated copy beside the project and keep the newest so many; returns its path.

        Raises OtsannotError when it cannot be written.
        """
        return backups.back_up(self.store, keep)

    def restore(self, backup: str | PathLike[str]) -> Path:
        """Go back to a backup; what was there becomes a backup itself, whose path is returned.

        Raises OtsannotError, and nothing is changed, when it is no backup of this study, when the project is open
        elsewhere too, or when something cannot be written.
        """
        self.store.close()
        try:
            return backups.restore(self.path, Path(backup))
        finally:
            self.store = Store.open(self.path)
