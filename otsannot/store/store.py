"""Store: one open project file; snapshots to read, edits to write, undo and redo, news from other windows."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select, update
from sqlalchemy.orm import Session

from otsannot.errors import OtsannotError
from otsannot.i18n import _
from otsannot.model.nouns import ProjectInfo
from otsannot.progress import SILENT, Progress, stretch
from otsannot.store import opening
from otsannot.store.change import Change, MisfitError, RowChange, apply, unpack
from otsannot.store.edit import ROWS_AT_ONCE, Edit, next_revision
from otsannot.store.holding import Hold
from otsannot.store.names import one_line
from otsannot.store.rows import raw
from otsannot.store.schema import VERSION, History, HistoryRows, table_of
from otsannot.store.trouble import in_words

Snapshot = Session
"""What `read` gives: rows of one moment, for the functions of this package."""

_history = table_of(History).c
_parts = table_of(HistoryRows).c

_NEXT_UNDO = "state = 'done' ORDER BY id DESC LIMIT 1"
_NEXT_REDO = "state = 'undone' ORDER BY id LIMIT 1"
_NEWS = "revision > ? ORDER BY revision"


class Undoable(NamedTuple):
    """The edits that undo and redo would touch next; None when there is none."""

    undo: str | None
    redo: str | None


class _Entry(NamedTuple):
    """An edit as history holds it, without its rows."""

    id: int
    revision: int
    label: str
    coder: str
    state: str
    added: int
    changed: int
    removed: int
    nouns: str

    @property
    def size(self) -> int:
        """How many rows it changed."""
        return self.added + self.changed + self.removed


class Store:
    """The one door to a project's rows. Every block is one transaction; an edit is on disk when its block ends."""

    def __init__(self, path: Path, *, writable: bool) -> None:
        self.path = path.absolute()
        self.writable = writable
        self.listeners: list[Callable[[Change], None]] = []
        self._engine = opening.connect(path, writable=writable)
        self._writing = self._engine.execution_options(writes=True)
        self._catching_up = threading.Lock()
        self._seen = self._newest_revision()
        self._hold = Hold(path) if writable else None
        self._identity = _identity(path)

    @classmethod
    def create(cls, path: Path, title: str, coder: str) -> Store:
        """Make a project file and open it. Raises OtsannotError when the name is taken or it cannot be made."""

        def begin(connection: Connection) -> None:
            with Session(connection) as session:
                edit = Edit(session, _("New study"), coder, base=True)
                edit.add(ProjectInfo(title=one_line(title, _("A study needs a title."))))
                edit.finish()

        opening.create_database(path, begin)
        with in_words(path):
            return cls(path, writable=True)

    @classmethod
    def open(cls, path: Path) -> Store:
        """Open a project file, upgrading it when it is older. Raises OtsannotError when it is not one of ours."""
        version = opening.recognise(path)
        writable = opening.is_writable(path)
        if writable:
            opening.bring_up_to_date(path, version)
        elif version != VERSION:
            raise OtsannotError(
                _("{path} is of an older otsannot and read-only. Copy it to another folder and open it there.").format(
                    path=path
                )
            )
        with in_words(path):
            return cls(path, writable=writable)

    def close(self) -> None:
        """Close the file. What was edited is there already."""
        if self._hold is not None:
            self._hold.let_go()
        self._engine.dispose()
        if self._hold is not None:
            self._hold.close()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A snapshot: what is read in the block belongs to one moment, whoever writes meanwhile."""
        with in_words(self.path), Session(self._engine, autoflush=False) as session:
            yield session

    @contextmanager
    def edit(self, label: str, coder: str, *, base: bool = False) -> Iterator[Edit]:
        """One transaction that is written whole when the block ends, or not at all when it raises.

        `base` marks an edit that undo does not reach.
        """
        with self._write() as session:
            edit = Edit(session, label, coder, base=base)
            yield edit
            change = edit.finish()
            if change is not None:
                session.expunge_all()  # a record that somebody changed past the verbs would be written, without history
                session.commit()
        if change is not None:
            self.catch_up(change)

    def undoable(self) -> Undoable:
        """What undo and redo would do."""
        with self.read() as session:
            undo, redo = _entry(session, _NEXT_UNDO), _entry(session, _NEXT_REDO)
        return Undoable(undo and undo.label, redo and redo.label)

    def rows_to_travel(self, *, backwards: bool) -> int:
        """How many rows undo, or redo, would change."""
        with self.read() as session:
            entry = _entry(session, _NEXT_UNDO if backwards else _NEXT_REDO)
        return 0 if entry is None else entry.size

    def undo(self, progress: Progress = SILENT) -> Change | None:
        """Take the last edit back; None when there is none."""
        return self._travel(progress, backwards=True)

    def redo(self, progress: Progress = SILENT) -> Change | None:
        """Do again the edit that was undone last; None when there is none."""
        return self._travel(progress, backwards=False)

    def seal(self) -> None:
        """Make what is there now the place where undo stops."""
        with self._write() as session:
            session.execute(update(History).where(_history.state == "done").values(state="base"))
            session.commit()

    def catch_up(self, own: Change | None = None) -> None:
        """Tell the listeners of every change since the last time, made here (`own`) or by another program."""
        with self._catching_up:
            with self.read() as session:
                changes = []
                for entry in _entries(session, _NEWS, [self._seen]):
                    if own is not None and own.revision == entry.revision:
                        changes.append(own)
                    else:
                        backwards = entry.state in ("undone", "dropped")
                        changes.append(_change(session, entry, entry.revision, backwards=backwards))
            if changes:
                self._seen = changes[-1].revision
        for change in changes:
            for listener in list(self.listeners):
                listener(change)

    def save_copy(self, target: Path, progress: Progress = SILENT) -> None:
        """Write the whole project to another file, while others read and write it.

        Raises OtsannotError when the file exists or cannot be written, and CancelledError when `progress` asks to stop.
        """
        with in_words(target):
            connection = self._engine.raw_connection()
        try:
            assert isinstance(connection.driver_connection, sqlite3.Connection)
            opening.copy(connection.driver_connection, target, progress)
        finally:
            connection.close()

    def _newest_revision(self) -> int:
        with self.read() as session:
            return int(session.scalar(select(func.coalesce(func.max(_history.revision), 0))) or 0)

    @contextmanager
    def _write(self) -> Iterator[Session]:
        if not self.writable:
            raise OtsannotError(
                _(
                    "{path} is read-only, so nothing can be changed. Save a copy in another folder and work there."
                ).format(path=self.path)
            )
        if _identity(self.path) != self._identity:
            raise OtsannotError(
                _("{path} was moved or deleted while it was open. Save a copy now, and go on in the copy.").format(
                    path=self.path
                )
            )
        with in_words(self.path), Session(self._writing, autoflush=False) as session:
            yield session

    def _travel(self, progress: Progress, *, backwards: bool) -> Change | None:
        with self._write() as session:
            entry = _entry(session, _NEXT_UNDO if backwards else _NEXT_REDO)
            if entry is None:
                return None
            try:
                with stretch(progress, entry.label, entry.size):
                    apply(session.connection(), _rows(session, entry.id, backwards=backwards, progress=progress))
            except MisfitError as error:
                raise OtsannotError(
                    _(
                        "“{edit}” cannot be undone or redone, because the project's history does not fit its content. "
                        "Run `otsannot check` on it."
                    ).format(edit=entry.label)
                ) from error
            revision = next_revision(session)
            values = {"state": "undone" if backwards else "done", "revision": revision}
            session.execute(update(History).where(_history.id == entry.id).values(values))
            change = _change(session, entry, revision, backwards=backwards)
            session.commit()
        self.catch_up(change)
        return change


def _entries(session: Session, which: str, values: Sequence[Any] = ()) -> list[_Entry]:
    statement = f"SELECT {', '.join(_Entry._fields)} FROM history WHERE {which}"
    return [_Entry._make(row) for row in raw(session, statement, values)]


def _entry(session: Session, which: str) -> _Entry | None:
    return next(iter(_entries(session, which)), None)


def _change(session: Session, entry: _Entry, revision: int, *, backwards: bool) -> Change:
    """What a history entry did, or took back; a bulk edit does not name its rows."""
    rows = tuple(_rows(session, entry.id, backwards=backwards)) if entry.size <= ROWS_AT_ONCE else None
    return Change(entry.label, entry.coder, revision, frozenset(entry.nouns.split()), rows)


def _rows(session: Session, history_id: int, *, backwards: bool, progress: Progress = SILENT) -> Iterator[RowChange]:
    """The rows of an edit, in the order to do them in; one part of the history is in memory at a time."""
    ids = session.scalars(select(_parts.id).where(_parts.history_id == history_id).order_by(_parts.id)).all()
    for part in reversed(ids) if backwards else ids:
        payload = session.scalar(select(_parts.payload).where(_parts.id == part))
        rows = unpack(payload or b"")
        yield from (row.reversed() for row in reversed(rows)) if backwards else rows
        progress.advance(len(rows))


def _identity(path: Path) -> tuple[tuple[int, int] | None, ...]:
    """Which files a path and the log beside it lead to at this moment; None for one that is not there."""
    return tuple(_file_at(Path(f"{path}{suffix}")) for suffix in ("", "-wal"))


def _file_at(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
