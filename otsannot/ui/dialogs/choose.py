"""Asks the system's file dialogs for files, folders and places to write to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtWidgets import QFileDialog, QWidget

from otsannot.errors import OtsannotError
from otsannot.i18n import _


def study_files() -> str:
    """What a file dialog calls our projects."""
    return _("Studies (*.otsannot)")


def files(parent: QWidget, title: str, folder: Path, kinds: Sequence[str], *, many: bool = True) -> list[Path]:
    """The files the user chose, or none."""
    kind = ";;".join([*kinds, _("All files (*)")])
    if many:
        chosen, _kind = QFileDialog.getOpenFileNames(parent, title, str(folder), kind)
        return [Path(name) for name in chosen]
    one, _kind = QFileDialog.getOpenFileName(parent, title, str(folder), kind)
    return [Path(one)] if one else []


def folder(parent: QWidget, title: str, start: Path) -> Path | None:
    """The folder the user chose."""
    chosen = QFileDialog.getExistingDirectory(parent, title, str(start))
    return Path(chosen) if chosen else None


def new_file(parent: QWidget, title: str, proposal: Path, kinds: Sequence[str]) -> Path | None:
    """A name for a file that is not there yet; whoever writes it refuses one that is."""
    unasked = QFileDialog.Option.DontConfirmOverwrite
    chosen, kind = QFileDialog.getSaveFileName(parent, title, str(proposal), ";;".join(kinds), options=unasked)
    return _with_suffix(chosen, kind or kinds[0])


class Target(NamedTuple):
    """A file to write, and which of the kinds that were offered the user chose."""

    path: Path
    kind: str


def target_file(parent: QWidget, title: str, proposal: Path, kinds: Sequence[str]) -> Path | None:
    """A name for a file to write; the dialog has asked whether one that is there may be replaced."""
    target = target_of_kind(parent, title, proposal, kinds)
    return None if target is None else target.path


def target_of_kind(parent: QWidget, title: str, proposal: Path, kinds: Sequence[str]) -> Target | None:
    """A name for a file to write, and its kind; a name that kept the proposed suffix takes that of the chosen kind.

    Raises OtsannotError when there is a file of that name, which the dialog could not ask about.
    """
    chosen, kind = QFileDialog.getSaveFileName(parent, title, str(proposal), ";;".join(kinds))
    kind = kind or kinds[0]
    path = _with_suffix(chosen, kind)
    if path is None:
        return None
    if path.suffix == proposal.suffix != _suffix(kind):
        path = path.with_suffix(_suffix(kind))
        if path.exists():
            raise OtsannotError(_("There is a file {name} already. Choose it, or another name.").format(name=path.name))
    return Target(path, kind)


def _with_suffix(chosen: str, kind: str) -> Path | None:
    """The path; one without a suffix gets that of the kind."""
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix else path.with_name(path.name + _suffix(kind))


def _suffix(kind: str) -> str:
    """The suffix of a kind, which is written like `CSV (*.csv)`."""
    return kind.rpartition("*")[2].rstrip(")")
