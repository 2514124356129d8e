"""Dated copies of a project that lie in a folder beside it, and the ways back to one.

`Study.otsannot` has them in `Study backups`, named `Study 2026-11-24 0931.otsannot` after the clock on the wall. They
are whole projects, marked read-only: opening one and working in it by mistake is refused in words.
"""

from __future__ import annotations

import os
import re
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from time import time
from typing import NamedTuple

from otsannot.errors import OtsannotError
from otsannot.i18n import _
from otsannot.progress import SILENT, Progress
from otsannot.store import opening
from otsannot.store.rows import raw
from otsannot.store.store import Store

if sys.platform != "win32":
    import fcntl

KEPT = 10
OLD_ENOUGH = timedelta(days=1)

_CLOCK = "%Y-%m-%d %H%M"
_LONGEST_STEM = 180  # bytes, so that the date and SQLite's suffixes still fit into the name of a file

# What is in a backup; these tables have been there since the first version.
_DESCRIPTION = """
    SELECT guid, (SELECT max(revision) FROM history),
        (SELECT count(*) FROM document), (SELECT count(*) FROM annotation), (SELECT count(*) FROM coding)
    FROM project"""

_PRESENT = """
    SELECT guid, (SELECT max(revision) FROM history), EXISTS (SELECT 1 FROM history WHERE state <> 'base')
    FROM project"""


class Backup(NamedTuple):
    """A backup and what is in it: `made` is local time to the minute, `size` bytes, `revision` of the last edit."""

    path: Path
    made: datetime
    size: int
    guid: str
    revision: int
    documents: int
    passages: int
    codings: int


class _Present(NamedTuple):
    """Which study a store holds, its last edit, and whether anybody edited it since it was made."""

    guid: str
    revision: int
    is_edited: bool


def folder_of(project: Path) -> Path:
    """The folder with the backups of a project, which need not be there yet."""
    place = project.resolve()
    return place.with_name(_("{name} backups").format(name=_short(place.stem)))


def found(store: Store) -> list[Backup]:
    """The backups of a study, the newest first; what is damaged, or of another study, is left out."""
    place, guid = store.path.resolve(), _present(store).guid
    folder = folder_of(place)
    files = sorted(folder.iterdir(), key=lambda file: _stamp(file, place), reverse=True) if folder.is_dir() else []
    described = (_described(file, place) for file in files if _stamp(file, place))
    return [backup for backup in described if backup is not None and backup.guid == guid]


def is_due(store: Store) -> bool:
    """Whether the newest backup is a day old and something was edited since, or there is none of what was edited."""
    present = _present(store)
    if not store.writable or not present.is_edited:
        return False
    newest = next(iter(found(store)), None)
    if newest is None:
        return True
    # A clock that was set back makes one of today look like one of tomorrow.
    is_recent = timedelta() <= datetime.now() - newest.made < OLD_ENOUGH
    return not is_recent and newest.revision != present.revision


def back_up_if_due(store: Store, keep: int = KEPT, progress: Progress = SILENT) -> Path | None:
    """Make the backup of the day; None when it is not due, or being made from another window.

    Raises OtsannotError when it cannot be written, and CancelledError when `progress` asks to stop.
    """
    if not is_due(store):
        return None
    with _alone_in(_made_folder(store.path)) as is_alone:
        return _back_up(store, keep, progress) if is_alone and is_due(store) else None


def back_up(store: Store, keep: int = KEPT, progress: Progress = SILENT, spared: Iterable[Path] = ()) -> Path:
    """Make a backup now, and remove all but the newest `keep` and the spared ones.

    Raises OtsannotError when it cannot be written, and CancelledError when `progress` asks to stop.
    """
    with _alone_in(_made_folder(store.path)) as is_alone:
        if not is_alone:
            raise OtsannotError(_("A backup is being made from another window. Try again in a moment."))
        return _back_up(store, keep, progress, spared)


def restore(project: Path, backup: Path, keep: int = KEPT, progress: Progress = SILENT) -> Path:
    """Give a project that nobody has open what is in a backup; what was there becomes a backup, which is returned.

    Raises OtsannotError, and leaves everything as it is, when the backup is damaged or of another study, when the
    project is open elsewhere, and when something cannot be written.
    """
    with closing(Store.open(project)) as store:
        if backup.resolve() not in [known.path.resolve() for known in found(store)]:
            raise OtsannotError(
                _("{path} is no backup of this study, or is damaged. Choose another.").format(path=backup)
            )
        kept = back_up(store, keep, progress, [backup])
    opening.replace(project, backup)
    return kept


def restore_beside(project: Path, backup: Path) -> Path:
    """Put a copy of a backup beside its project, to be worked in; returns its path.

    Raises OtsannotError when the backup is damaged or the copy cannot be written.
    """
    opening.recognise(backup)
    place = project.resolve()
    name = _("{name} restored").format(name=_short(place.stem))
    target = _unused(place.parent, f"{name} {_stamp(backup, place) or datetime.now().strftime(_CLOCK)}", place.suffix)
    opening.copy_file(backup, target)
    return target


def _described(file: Path, project: Path) -> Backup | None:
    """What is in a file that is named like a backup; None when it cannot be read as one."""
    made = datetime.strptime(_stamp(file, project)[:15], _CLOCK)
    with suppress(OtsannotError, sqlite3.Error, OSError):
        opening.recognise(file)
        guid, revision, documents, passages, codings = opening.first_row(file, _DESCRIPTION)
        return Backup(file, made, file.stat().st_size, guid, revision, documents, passages, codings)
    return None


def _present(store: Store) -> _Present:
    with store.read() as session:
        guid, revision, is_edited = next(raw(session, _PRESENT))
    return _Present(guid, revision, bool(is_edited))


def _back_up(store: Store, keep: int, progress: Progress, spared: Iterable[Path] = ()) -> Path:
    place = store.path.resolve()
    folder = folder_of(place)
    _sweep(folder)
    target = _unused(folder, f"{_short(place.stem)} {datetime.now().strftime(_CLOCK)}", place.suffix)
    try:
        store.save_copy(target, progress)
    except OtsannotError as error:
        raise _unmade(folder) from error
    with suppress(OSError):  # a disk that knows no permissions
        target.chmod(place.stat().st_mode & 0o444)
    for old in [backup.path for backup in found(store) if backup.path != target][max(keep - 1, 0) :]:
        if old not in spared and not opening.was_worked_in(old):
            _remove(old)
    return target


def _made_folder(project: Path) -> Path:
    """The folder of the backups, seen by whoever sees the one it lies in."""
    folder = folder_of(project)
    try:
        folder.mkdir(mode=folder.parent.stat().st_mode & 0o777, exist_ok=True)
    except OSError as error:
        raise _unmade(folder) from error
    return folder


def _unmade(folder: Path) -> OtsannotError:
    told = _("The study is saved, but no backup could be made in {folder}. Check that there is room and you may write.")
    return OtsannotError(told.format(folder=folder))


def _remove(backup: Path) -> None:
    with suppress(OSError):  # one that another program holds goes the next time
        backup.chmod(0o600)  # Windows removes nothing that is read-only
        backup.unlink()


def _sweep(folder: Path) -> None:
    """Remove what a process that was killed has left; it never counted."""
    for fresh in folder.glob(opening.UNFINISHED):
        with suppress(OSError):
            if time() - fresh.stat().st_mtime > OLD_ENOUGH.total_seconds():
                opening.discard(fresh)


def _short(stem: str) -> str:
    while len(os.fsencode(stem)) > _LONGEST_STEM:
        stem = stem[:-1]
    return stem


def _stamp(file: Path, project: Path) -> str:
    """The date in the name of a backup, with its number when it is not the first of its minute; empty for others."""
    begin = re.escape(_short(project.stem))
    found = re.fullmatch(rf"{begin} (\d{{4}}-\d\d-\d\d \d{{4}}(?: \(\d+\))?)", file.stem)
    if found is None or file.suffix != project.suffix:
        return ""
    with suppress(ValueError):
        datetime.strptime(found[1][:15], _CLOCK)
        return found[1]
    return ""


def _unused(folder: Path, stem: str, suffix: str) -> Path:
    """A place in a folder that nothing takes."""
    names = (f"{stem}{suffix}" if number == 1 else f"{stem} ({number}){suffix}" for number in count(1))
    return next(folder / name for name in names if not os.path.lexists(folder / name))


@contextmanager
def _alone_in(folder: Path) -> Iterator[bool]:
    """Whether nobody else makes a backup there; while the block lasts nobody else will."""
    if sys.platform == "win32":
        yield True
        return
    lock = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        yield _is_ours(lock)
    finally:
        os.close(lock)


def _is_ours(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a network disk may know no locks
        return True
    return True
