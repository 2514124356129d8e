"""How a project file is made, recognised and connected to."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool
from sqlmodel import SQLModel

from otsannot.errors import OtsannotError
from otsannot.i18n import _
from otsannot.store.schema import APPLICATION_ID, UPGRADES, VERSION, upgrade
from otsannot.store.trouble import in_words

SECONDS_TO_WAIT = 5.0
CHECKED_BYTES = 4 << 20
"""A file up to this size is checked whole when it is opened; larger ones on `otsannot check`."""

LOG_PAGES = 16_000
"""How long SQLite's log may grow, some 64 MB, before an edit waits for the disk; closing the project empties it."""

MAGIC = b"SQLite format 3\0"


def create_database(path: Path) -> None:
    """Make an empty project file, complete or not at all. Raises OtsannotError when the place is taken or closed."""
    if path.exists():
        raise OtsannotError(_("{path} exists already. Choose another name, or open it.").format(path=path))
    if not path.parent.is_dir():
        raise OtsannotError(_("There is no folder {path}. Make it first, or choose another.").format(path=path.parent))
    fresh = unfinished(path)
    try:
        with in_words(path):
            engine = connect(fresh, writable=True, mode="rwc")
            with engine.begin() as connection:
                SQLModel.metadata.create_all(connection)
                connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
            engine.dispose()
        put_in_place(fresh, path)
    finally:
        discard(fresh)


def unfinished(path: Path) -> Path:
    """Where a project is made that shall stand at `path` when it is complete."""
    return path.with_name(f".{path.name}.{os.getpid()}.new")


def discard(fresh: Path) -> None:
    """Remove what is left of an unfinished project."""
    for leftover in (fresh, Path(f"{fresh}-wal"), Path(f"{fresh}-shm")):
        leftover.unlink(missing_ok=True)


def put_in_place(fresh: Path, path: Path) -> None:
    """Give a finished project its name, never over another file. Raises OtsannotError when the name is taken."""
    try:
        os.link(fresh, path)
    except FileExistsError:
        raise OtsannotError(_("{path} exists already. Choose another name, or open it.").format(path=path)) from None
    except OSError:  # a disk without hard links
        fresh.rename(path)
    else:
        fresh.unlink()


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
            _check_content(connection, path)
        finally:
            connection.close()
    return version


def _check_header(path: Path) -> None:
    if not path.exists():
        raise OtsannotError(_("There is no project {path}.").format(path=path))
    if not path.is_file():
        raise OtsannotError(_("{path} is not an otsannot project.").format(path=path))
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise OtsannotError(_("{path} cannot be read: {why}.").format(path=path, why=error.strerror)) from error
    if header[:16] != MAGIC or int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise OtsannotError(_("{path} is not an otsannot project.").format(path=path))


def _check_content(connection: sqlite3.Connection, path: Path) -> None:
    """Trust no file that came from elsewhere: our tables must be there, nothing that runs by itself may be."""
    found = dict(connection.execute("SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view', 'trigger')"))
    if not set(SQLModel.metadata.tables) <= found.keys() or {"view", "trigger"} & set(found.values()):
        raise OtsannotError(_("{path} is damaged. Open the last backup or copy of it.").format(path=path))
    if path.stat().st_size <= CHECKED_BYTES and connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise OtsannotError(_("{path} is damaged. Open the last backup or copy of it.").format(path=path))


def bring_up_to_date(path: Path, version: int) -> Path | None:
    """Upgrade an older project in place, after a backup beside it; returns the backup, or None when it was new."""
    if version == VERSION:
        return None
    backup = path.with_name(f"{path.stem}.version-{version}{path.suffix}")
    with in_words(path):
        connection = _connection(path, "rw")
        try:
            if not backup.exists():
                connection.execute("VACUUM INTO ?", [str(backup)])
            upgrade(connection, UPGRADES, VERSION)
        finally:
            connection.close()
    return backup


def is_writable(path: Path) -> bool:
    """Whether the file and its folder can be written: SQLite keeps its log beside the file."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def connect(path: Path, *, writable: bool, mode: str = "rw") -> Engine:
    """An engine whose transactions are explicit: BEGIN for reading, BEGIN IMMEDIATE for writing."""

    def creator() -> sqlite3.Connection:
        connection = _connection(path, mode if writable else "ro")
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
    uri = f"file:{quote(str(path.resolve()))}?mode={mode}{'&immutable=1' if unwritable else ''}"
    connection = sqlite3.connect(uri, uri=True, timeout=SECONDS_TO_WAIT, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection
