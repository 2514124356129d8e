"""Reads the SQLite databases of other programs: nothing in them runs, and nothing is written."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from otsannot.errors import OtsannotError
from otsannot.formats.files import shown
from otsannot.i18n import _

Row = dict[str, Any]

LARGEST_VALUE = 500_000_000
"""How many bytes a value may have."""

_HEAD = b"SQLite format 3\0"


class ForeignDatabase:
    """The tables of one file; columns that a version of the program did not have yet are missing from rows."""

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self._connection = connection
        self._name = name
        # A view or a virtual table could make the reading of a few rows endless.
        self.tables = {
            str(row["name"])
            for row in self._all("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
            if not str(row["sql"]).upper().startswith("CREATE VIRTUAL")
        }

    def rows(self, table: str, where: str = "", *values: object) -> Iterator[Row]:
        """The rows of a table in the order in which they were made; none when there is no such table.

        `where` is SQL of ours. Raises OtsannotError when the file is damaged.
        """
        if table in self.tables:
            condition = f" WHERE {where}" if where else ""
            yield from self._all(f'SELECT * FROM "{table}"{condition} ORDER BY rowid', *values)

    def _all(self, statement: str, *values: object) -> Iterator[Row]:
        try:
            cursor = self._connection.execute(statement, values)
            names = [column[0] for column in cursor.description]
            for row in cursor:
                yield dict(zip(names, row, strict=True))
        except (sqlite3.Error, OverflowError) as error:
            raise _damaged(self._name) from error


@contextmanager
def foreign_database(path: Path) -> Iterator[ForeignDatabase]:
    """A database of another program, to be read only. Raises OtsannotError when there is none, or it is damaged.

    What its program has not yet taken over from the log beside it is read too, from a copy of both.
    """
    name = shown(path)
    if not is_database(path):
        raise OtsannotError(_("{name} is not a database.").format(name=name))
    log = path.with_name(f"{path.name}-wal")
    with TemporaryDirectory(prefix="otsannot-") as folder:
        try:
            if log.exists():
                path, log = (Path(shutil.copy(file, folder)) for file in (path, log))
            where = path.resolve().as_uri() + ("" if log.exists() else "?mode=ro&immutable=1")
            with closing(sqlite3.connect(where, uri=True, isolation_level=None)) as connection:
                connection.text_factory = _as_text
                connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_VALUE)
                connection.execute("PRAGMA trusted_schema = OFF")
                connection.execute("PRAGMA cell_size_check = ON")
                yield ForeignDatabase(connection, name)
        except (sqlite3.Error, OSError) as error:
            raise _damaged(name) from error


def is_database(path: Path) -> bool:
    """Whether a path is a file that begins as a database of SQLite does."""
    try:
        with path.open("rb") as file:
            return file.read(len(_HEAD)) == _HEAD
    except (OSError, ValueError):
        return False


def text(row: Row, column: str) -> str:
    """A value as text, with line feeds as line ends; empty when it is missing."""
    value = row.get(column)
    return str(value).replace("\r\n", "\n").replace("\r", "\n") if value is not None else ""


def number(row: Row, column: str) -> int | None:
    """A value as a whole number; None when it is none."""
    value = row.get(column)
    return value if isinstance(value, int) else None


def moment(row: Row, column: str) -> str:
    """A time such as `2026-11-22 07:13:02.5` as ISO 8601; these programs name no zone, and it is taken for UTC."""
    written = text(row, column)[:19].replace(" ", "T")
    return f"{written}Z" if len(written) == 19 and written[4] == written[7] == "-" and written[13] == ":" else ""


def _as_text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _damaged(name: str) -> OtsannotError:
    return OtsannotError(_("{name} is damaged, and cannot be read to its end.").format(name=name))
