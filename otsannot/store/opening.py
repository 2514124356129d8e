"""How a project file is made, recognised and connected to."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool
from sqlmodel import SQLModel

from otsannot.errors import CancelledError, OtsannotError
from otsannot.i18n import _
from otsannot.progress import SILENT, Progress
from otsannot.store.schema import APPLICATION_ID, VERSION, upgrade
from otsannot.store.trouble import in_words
from otsannot.store.upgrades import TABLES, UPGRADES

SECONDS_TO_WAIT = 5.0
CHECKED_BYTES = 4 << 20
"""A file up to this size is checked whole when it is opened; larger ones on `otsannot check`."""

LOG_PAGES = 16_000
"""How long SQLite's log may grow, some 64 MB, before an edit waits for the disk; closing the project empties it."""

STEPS_BETWEEN_LOOKS = 10_000
"""Of SQLite's machine, some milliseconds of work; so often a copy asks whether it shall stop."""

LONGEST_FILE_NAME = 255 - len("-journal")
"""In bytes: SQLite looks for files beside the project that have its name and this after it."""

UNFINISHED = ".otsannot-*.new"
"""How a project is called while it is made."""

MAGIC = b"SQLite format 3\0"


def create_database(path: Path, fill: Callable[[Connection], None]) -> None:
    """Make a project file, complete with what `fill` writes, or not at all.

    Raises OtsannotError when the place is taken or closed.
    """
    check_place(path)
    fresh = unfinished(path)
    try:
        with in_words(path):
            engine = connect(fresh, writable=True, mode="rwc")
            try:
                with engine.begin() as connection:
                    SQLModel.metadata.create_all(connection)
                    fill(connection)
                    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
                    connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
            finally:
                engine.dispose()
        put_in_place(fresh, path)
    finally:
        discard(fresh)


def copy(connection: sqlite3.Connection, target: Path, progress: Progress = SILENT) -> None:
    """Write what a connection sees to a new file, complete and on the disk, or not at all.

    Raises OtsannotError as above, and CancelledError when `progress` asks to stop.
    """
    check_place(target)
    fresh = unfinished(target)
    try:
        with in_words(target), _stopped_by(progress, connection):
            connection.execute("VACUUM INTO ?", [_uri(fresh, "rwc")])
        put_in_place(fresh, target)
    finally:
        discard(fresh)


def copy_file(source: Path, target: Path) -> None:
    """Write a project that is not open to a new file. Raises OtsannotError as above."""
    with in_words(source):
        connection = _connection(source, "ro")
    with closing(connection):
        copy(connection, target)


def replace(path: Path, source: Path) -> None:
    """Give a project the content of another, in one transaction of SQLite's: a crash leaves the one or the other.

    Raises OtsannotError when somebody has the project open, or when it cannot be written.
    """
    with in_words(path), closing(_connection(path, "rw")) as target, closing(_connection(source, "ro")) as origin:
        target.execute("PRAGMA busy_timeout = 500")  # milliseconds; whoever has a study open has it for longer
        target.execute("PRAGMA locking_mode = EXCLUSIVE")
        try:
            # Leaving the log needs the file for oneself.
            target.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            told = _("{path} is open in another window or program. Close it there, then restore.")
            raise OtsannotError(told.format(path=path)) from error
        origin.backup(target)


def first_row(path: Path, statement: str) -> tuple[Any, ...]:
    """The first row a statement finds in a project that is not open. Raises sqlite3.Error when it cannot be read."""
    with closing(_connection(path, "ro")) as connection:
        row: tuple[Any, ...] = connection.execute(statement).fetchone()
        return row


def was_worked_in(path: Path) -> bool:
    """Whether a copy has been opened to be written since it was made; that turns its journal into a log."""
    with path.open("rb") as file:
        return file.read(20)[18:] == bytes((2, 2))  # file format versions, https://www.sqlite.org/fileformat.html


@contextmanager
def _stopped_by(progress: Progress, connection: sqlite3.Connection) -> Iterator[None]:
    """Let one long statement be stopped. Raises CancelledError when it was."""

    def is_stopped() -> bool:
        try:
            progress.advance(0)
        except CancelledError:
            return True
        return False

    connection.set_progress_handler(is_stopped, STEPS_BETWEEN_LOOKS)
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
            raise
        raise CancelledError from error
    finally:
        connection.set_progress_handler(None, 0)


def check_place(path: Path) -> None:
    """Raises OtsannotError where no new file can be put."""
    if os.path.lexists(path):
        raise _taken(path)
    if "\0" in str(path):
        raise OtsannotError(_("{path} cannot be the name of a file. Choose another name.").format(path=path))
    if len(os.fsencode(path.name)) > LONGEST_FILE_NAME:
        raise OtsannotError(_("{path} is too long a name for a study. Choose a shorter one.").format(path=path))
    if not os.path.isdir(path.parent):  # noqa: PTH112 - Path.is_dir raises where the path may not be looked at
        raise OtsannotError(_("There is no folder {path}. Make it first, or choose another.").format(path=path.parent))
    if not os.access(path.parent, os.W_OK):
        raise OtsannotError(_("{path} may not be written. Choose another folder.").format(path=path))


def unfinished(path: Path) -> Path:
    """Where a project is made that shall stand at `path` when it is complete; a new place each time."""
    return path.with_name(UNFINISHED.replace("*", uuid4().hex))


def discard(fresh: Path) -> None:
    """Remove what is left of an unfinished project."""
    for leftover in ("", "-wal", "-shm", "-journal"):
        Path(f"{fresh}{leftover}").unlink(missing_ok=True)


def put_in_place(fresh: Path, path: Path) -> None:
    """Give a finished project its name, never over another file. Raises OtsannotError when that cannot be."""
    try:
        with fresh.open("rb+") as file:
            os.fsync(file.fileno())  # SQLite does not wait for the disk with what it vacuums into a file
        _link(fresh, path)
    except FileExistsError:
        raise _taken(path) from None
    except OSError as error:
        raise OtsannotError(_("{path} cannot be written: {why}.").format(path=path, why=error.strerror)) from error


def _link(fresh: Path, path: Path) -> None:
    try:
        os.link(fresh, path)
    except FileExistsError:
        raise
    except OSError:  # a disk without hard links
        if os.path.lexists(path):
            raise FileExistsError from None
        fresh.rename(path)
    else:
        fresh.unlink()


def _taken(path: Path) -> OtsannotError:
    return OtsannotError(_("{path} exists already. Choose another name, or open it.").format(path=path))


def recognise(path: Path) -> int:
    """The schema version of a project file. Raises OtsannotError when it is none, damaged, or newer than we are."""
    _check_header(path)
    with in_words(path):
        connection = _connection(path, "ro")
        try:
            version = int(connection.execute("PRAGMA user_version").fetchone()[0])
            if version > VERSION:
                raise OtsannotError(
                    _("{path} was made by a newer otsannot. Install the newest version to open it.").format(path=path)
                )
            _check_content(connection, path, TABLES.get(version, frozenset(SQLModel.metadata.tables)))
        finally:
            connection.close()
    return version


def _check_header(path: Path) -> None:
    if not os.path.exists(path):  # noqa: PTH110 - Path.exists raises where the path may not be looked at
        raise OtsannotError(_("There is no project {path}.").format(path=path))
    if not os.path.isfile(path):  # noqa: PTH113 - as above
        raise OtsannotError(_("{path} is not an otsannot project.").format(path=path))
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise OtsannotError(_("{path} cannot be read: {why}.").format(path=path, why=error.strerror)) from error
    if header[:16] != MAGIC or int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise OtsannotError(_("{path} is not an otsannot project.").format(path=path))


def _check_content(connection: sqlite3.Connection, path: Path, tables: frozenset[str]) -> None:
    """Trust no file that came from elsewhere: our tables must be there, nothing that runs by itself may be."""
    damaged = OtsannotError(_("{path} is damaged. Open the last backup or copy of it.").format(path=path))
    found = dict(connection.execute("SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view', 'trigger')"))
    if not tables <= found.keys() or {"view", "trigger"} & set(found.values()):
        raise damaged
    if connection.execute("SELECT count(*) FROM project").fetchone()[0] != 1:
        raise damaged
    if path.stat().st_size <= CHECKED_BYTES and connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise damaged


def bring_up_to_date(path: Path, version: int) -> None:
    """Upgrade a project in place when it is older, after a backup beside it."""
    if version == VERSION:
        return
    backup = path.with_name(f"{path.stem}.version-{version}{path.suffix}")
    with in_words(path):
        connection = _connection(path, "rw")
        try:
            if not backup.exists():
                copy(connection, backup)
            upgrade(connection, UPGRADES, VERSION)
        finally:
            connection.close()


def is_writable(path: Path) -> bool:
    """Whether the file and its folder can be written: SQLite keeps its log beside the file."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def connect(path: Path, *, writable: bool, mode: str = "rw") -> Engine:
    """An engine whose transactions are explicit: BEGIN for reading, BEGIN IMMEDIATE for writing."""

    # The file is found once: another folder to work in, or a link that is turned, leads later connections nowhere else.
    place = path.resolve()

    def creator() -> sqlite3.Connection:
        connection = _connection(place, mode if writable else "ro")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA cache_size = -16000")
        if writable:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES}")
        return connection

    engine = create_engine("sqlite://", creator=creator, poolclass=QueuePool)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _connection(path: Path, mode: str) -> sqlite3.Connection:
    """A bare connection. A file in a folder that cannot be written is read as it lies, without SQLite's own files."""
    unwritable = mode == "ro" and not os.access(path.parent, os.W_OK) and not Path(f"{path}-wal").exists()
    uri = _uri(path.resolve(), mode) + ("&immutable=1" if unwritable else "")
    connection = sqlite3.connect(uri, uri=True, timeout=SECONDS_TO_WAIT, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def _uri(path: Path, mode: str) -> str:
    """How SQLite is told of a file, whatever bytes its name is made of."""
    return f"file:{quote(os.fsencode(path.absolute()))}?mode={mode}"
