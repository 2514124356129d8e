"""Change: what one edit did to which rows, how that is packed into history, and how it is done and undone."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from sqlalchemy import Connection, Table
from sqlalchemy.exc import DatabaseError, OperationalError, SQLAlchemyError

from otsannot.model.nouns import Record
from otsannot.store.schema import noun_tables, table_of

Verb = Literal["add", "set", "remove"]
Values = dict[str, Any]


ROWS_IN_A_RUN = 5_000
"""How many rows one statement changes at the most."""


class MisfitError(Exception):
    """A part of the history cannot be read, or does not fit the rows that are there."""


class RowChange(NamedTuple):
    """One row before and after; None where it did not exist. After `set` only the columns that changed are named."""

    table: str
    row_id: int
    before: Values | None
    after: Values | None

    def reversed(self) -> RowChange:
        """The change that takes this one back."""
        return RowChange(self.table, self.row_id, self.after, self.before)

    @property
    def verb(self) -> Verb:
        """What was done to the row."""
        if self.before is None:
            return "add"
        return "remove" if self.after is None else "set"


@dataclass(frozen=True)
class Change:
    """One edit that was done, undone or redone.

    `rows` holds the rows in the order they were changed; it is None after a bulk edit, whose rows are too many
    to name: who listens then reads anew.
    """

    label: str
    coder: str
    revision: int
    nouns: frozenset[str]
    rows: tuple[RowChange, ...] | None

    def touches(self, *nouns: type[Record]) -> bool:
        """Whether rows of one of these nouns changed."""
        return any(noun.__tablename__ in self.nouns for noun in nouns)

    def ids(self, noun: type[Record]) -> set[int] | None:
        """The rows of a noun that changed, or None when they are too many to name."""
        if self.rows is None:
            return None if self.touches(noun) else set()
        return {row.row_id for row in self.rows if row.table == noun.__tablename__}

    def growth(self, noun: type[Record]) -> int | None:
        """By how many rows of a noun there are more, or less; None when they are too many to name."""
        if self.rows is None:
            return None if self.touches(noun) else 0
        rows = [row for row in self.rows if row.table == noun.__tablename__]
        return sum(row.before is None for row in rows) - sum(row.after is None for row in rows)

    def values(self, noun: type[Record], column: str) -> set[Any] | None:
        """The values a column had before and after in the rows added or removed; None when too many to name."""
        if self.rows is None:
            return None if self.touches(noun) else set()
        sides = [side for row in self.rows if row.table == noun.__tablename__ for side in (row.before, row.after)]
        return {side[column] for side in sides if side is not None and column in side}


def pack(rows: Sequence[RowChange]) -> bytes:
    """Rows as compressed JSON: runs of one verb, table and columns name these once.

    A run is `[verb, table, columns, values...]`; the values of `set` are the id, the columns before, the
    columns after; those of `add` and `remove` are the whole row.
    """
    runs: list[list[Any]] = []
    last: tuple[str, str, list[str]] | None = None
    for row in rows:
        side = row.before if row.after is None else row.after
        assert side is not None
        key = (row.verb, row.table, list(side))
        if key != last:
            runs.append([*key, []])
            last = key
        if row.verb == "set":
            assert row.before is not None
            assert row.after is not None
            runs[-1][3].append([row.row_id, *row.before.values(), *row.after.values()])
        else:
            runs[-1][3].append(list(side.values()))
    return zlib.compress(json.dumps(runs, ensure_ascii=False, separators=(",", ":")).encode(), 3)


def unpack(payload: bytes) -> list[RowChange]:
    """The rows that `pack` was given. Raises MisfitError for anything else."""
    try:
        return _unpacked(payload)
    except (ValueError, TypeError, LookupError, AttributeError, zlib.error) as error:
        raise MisfitError(f"{type(error).__name__}: {error}") from error


def _unpacked(payload: bytes) -> list[RowChange]:
    rows: list[RowChange] = []
    for verb, table, columns, values in json.loads(zlib.decompress(payload)):
        for line in values:
            if verb == "set":
                row_id, sides = line[0], line[1:]
                before = dict(zip(columns, sides[: len(columns)], strict=True))
                after = dict(zip(columns, sides[len(columns) :], strict=True))
                rows.append(RowChange(table, row_id, before, after))
                continue
            row = dict(zip(columns, line, strict=True))
            rows.append(RowChange(table, row["id"], *((None, row) if verb == "add" else (row, None))))
    return rows


def apply(connection: Connection, rows: Iterable[RowChange]) -> None:
    """Do the changes of rows, in order. Raises MisfitError when they do not fit what is there."""
    try:
        _apply(connection, rows)
    except SQLAlchemyError as error:
        if type(error) in (OperationalError, DatabaseError):  # the disk, or another program; no matter of the rows
            raise
        raise MisfitError(str(getattr(error, "orig", error))) from error
    except (LookupError, ValueError, OverflowError) as error:
        raise MisfitError(f"{type(error).__name__}: {error}") from error


def _apply(connection: Connection, rows: Iterable[RowChange]) -> None:
    tables = {name: table_of(noun) for name, noun in noun_tables().items()}
    run: list[RowChange] = []
    for row in rows:
        if run and (len(run) == ROWS_IN_A_RUN or not _alike(run[0], row)):
            _apply_run(connection, tables[run[0].table], run)
            run = []
        run.append(row)
    if run:
        _apply_run(connection, tables[run[0].table], run)


def _alike(one: RowChange, other: RowChange) -> bool:
    return (
        one.table == other.table and one.verb == other.verb and (one.after or {}).keys() == (other.after or {}).keys()
    )


def _apply_run(connection: Connection, table: Table, run: list[RowChange]) -> None:
    """Do a run of changes of one verb, table and set of columns in one statement for all its rows.

    The statements are written here, because SQLAlchemy takes twice as long to fill in each row.
    """
    verb, columns = run[0].verb, list(run[0].after or {})
    if not set(columns) <= set(table.c.keys()):
        raise LookupError(f"{table.name} has no column {', '.join(columns)}")
    quoted = [f'"{name}"' for name in columns]
    if verb == "add":
        statement = f"INSERT INTO {table.name} ({', '.join(quoted)}) VALUES ({', '.join('?' * len(columns))})"
    elif verb == "remove":
        statement = f"DELETE FROM {table.name} WHERE id = ?"
    else:
        statement = f"UPDATE {table.name} SET {', '.join(f'{name} = ?' for name in quoted)} WHERE id = ?"
    sides = [[(row.after or {})[name] for name in columns] for row in run]
    values = [(*side, *(() if verb == "add" else (row.row_id,))) for row, side in zip(run, sides, strict=True)]
    result = connection.exec_driver_sql(statement, values)
    if result.rowcount != len(run):
        raise LookupError(f"{table.name}: {len(run)} rows to {verb}, {result.rowcount} found")
