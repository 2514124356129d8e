"""Edit: one transaction with three verbs, add, set and remove, which writes its own history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Select, Table, bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from otsannot.errors import OtsannotError
from otsannot.i18n import _
from otsannot.model.nouns import Record, new_guid, now
from otsannot.store.change import Change, RowChange, Values, Verb, pack
from otsannot.store.rows import listed, raw
from otsannot.store.schema import table_of

R = TypeVar("R", bound=Record)
T = TypeVar("T")

ROWS_AT_ONCE = 5_000
"""How many rows a part of the history holds, and the most that a Change names."""

IDS_AT_ONCE = 500

LONGEST_LABEL = 500
"""How many characters of an edit's label are kept; a menu shows fewer."""

# Written here, because each coding waits for them and SQLAlchemy takes longer to build such a statement than SQLite to
# do it.
_OPEN_ENTRY = """
    INSERT INTO history (revision, label, coder, at, state, added, changed, removed, nouns)
    VALUES (?, ?, ?, ?, ?, 0, 0, 0, '')"""
_CLOSE_ENTRY = "UPDATE history SET added = ?, changed = ?, removed = ?, nouns = ? WHERE id = ?"
_DROP_UNDONE = "UPDATE history SET state = 'dropped' WHERE state = 'undone' AND id <> ?"
_KEEP_PART = "INSERT INTO history_rows (history_id, payload) VALUES (?, ?)"


def chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of `size`, the last one shorter."""
    source = iter(items)
    while chunk := list(islice(source, size)):
        yield chunk


class Edit:
    """What may be done to the rows of a project, and the record of what was done.

    `session` is for reading inside the transaction; writing goes through the verbs only.
    """

    def __init__(self, session: Session, label: str, coder: str, *, base: bool = False) -> None:
        self.session = session
        self.label = label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"
        self.coder = coder
        self._connection = session.connection()
        self._rows: list[RowChange] = []
        self._parts = 0
        self._counts: Counter[Verb] = Counter()
        self._nouns: set[str] = set()
        self._revision = next_revision(session)
        self._history_id = self._open_entry("base" if base else "done")

    def get(self, noun: type[R], number: int) -> R:
        """The record of a number, to be changed. Raises OtsannotError when it is gone."""
        record = self.session.get(noun, number)
        if record is None:
            raise _gone()
        return record

    def value(self, noun: type[Record], number: int, column: str) -> Any:
        """One value of a row that shall not be changed. Raises OtsannotError when the row is gone."""
        statement = f'SELECT "{column}" FROM "{noun.__tablename__}" WHERE id = ?'
        found = raw(self.session, statement, [number]).fetchone()
        if found is None:
            raise _gone()
        return found[0]

    def check_there(self, noun: type[Record], numbers: Iterable[int]) -> None:
        """Raises OtsannotError when a row that others shall point at is gone."""
        wanted = set(numbers)
        if len(self._rows_of(table_of(noun), wanted, [])) < len(wanted):
            raise _gone()

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """A part that is taken back by itself when it raises, so that who catches that can go on with the rest."""
        before = self._rows.copy(), self._parts, self._counts.copy(), self._nouns.copy()
        with self.session.begin_nested():
            try:
                yield
            except BaseException:
                self._rows, self._parts, self._counts, self._nouns = before
                raise

    def add(self, record: R) -> R:
        """Write a new record and give it its number. Raises pydantic.ValidationError when a value breaks its type."""
        type(record).model_validate(_values(record))
        values = _values(record, skip_id=True)
        record.id = self._write(_insertion(_name(type(record)), tuple(values)), values.values())
        self._log(RowChange(_name(type(record)), record.id, None, _values(record)))
        return record

    def add_many(self, noun: type[Record], rows: Iterable[Mapping[str, Any]]) -> list[int]:
        """Write many new rows, given as columns, and return their numbers; columns left out take their defaults."""
        table = table_of(noun)
        ids: list[int] = []
        defaults = {name: field.get_default(call_default_factory=True) for name, field in noun.model_fields.items()}
        following = self.session.execute(select(func.coalesce(func.max(table.c.id), 0) + 1)).scalar_one()
        for chunk in chunks(rows, ROWS_AT_ONCE):
            named = [{} if "guid" not in defaults or "guid" in row else {"guid": new_guid()} for row in chunk]
            numbers = range(following, following + len(chunk))
            full = [{**defaults, **own, **row, "id": n} for own, row, n in zip(named, chunk, numbers, strict=True)]
            self._connection.execute(insert(table), full)
            self._log_many(RowChange(table.name, values["id"], None, values) for values in full)
            ids.extend(numbers)
            following = numbers.stop
        return ids

    def set(self, record: Record, **values: Any) -> None:
        """Change columns of a record; what has the value already is left alone."""
        before = {name: getattr(record, name) for name in values}
        fresh = {name: value for name, value in values.items() if value != before[name]}
        if not fresh:
            return
        type(record).model_validate({**_values(record), **fresh})
        table = table_of(type(record))
        self._connection.execute(update(table).where(table.c.id == _id(record)).values(fresh))
        for name, value in fresh.items():
            set_committed_value(record, name, value)
        self._log(RowChange(table.name, _id(record), {name: before[name] for name in fresh}, fresh))

    def set_many(self, noun: type[Record], ids: Iterable[int], **values: Any) -> None:
        """Change columns of many rows to the same values."""
        table = table_of(noun)
        for chunk in chunks(ids, ROWS_AT_ONCE):
            found = self._rows_of(table, chunk, [*values])
            fresh = [(row_id, before) for row_id, before in found if before != values]
            among = table.c.id.in_(_among(row_id for row_id, _before in fresh))
            self._connection.execute(update(table).where(among).values(values))
            self._log_many(RowChange(table.name, row_id, before, dict(values)) for row_id, before in fresh)
        self.session.expire_all()

    def set_each(self, noun: type[Record], rows: Iterable[Mapping[str, Any]]) -> None:
        """Change the same columns of many rows, each row to its own values; a row is given as columns with its `id`."""
        table = table_of(noun)
        for chunk in chunks(rows, IDS_AT_ONCE):
            names = [name for name in chunk[0] if name != "id"]
            columns = [table.c.id, *(table.c[name] for name in names)]
            chosen = select(*columns).where(table.c.id.in_([row["id"] for row in chunk]))
            there = {row["id"]: row for row in self._connection.execute(chosen).mappings()}
            fresh = [row for row in chunk if row["id"] in there and any(row[n] != there[row["id"]][n] for n in names)]
            if not fresh:
                continue
            setting: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
            statement = update(table).where(table.c.id == bindparam("row_id")).values(setting)
            bound = [{"row_id": row["id"], **{f"new_{name}": row[name] for name in names}} for row in fresh]
            self._connection.execute(statement, bound)
            for row in fresh:
                before = {name: there[row["id"]][name] for name in names}
                self._log(RowChange(table.name, row["id"], before, {name: row[name] for name in names}))
        self.session.expire_all()

    def remove(self, record: Record) -> None:
        """Take a record away."""
        self.remove_many(type(record), [_id(record)])

    def remove_many(self, noun: type[Record], ids: Iterable[int]) -> None:
        """Take many rows away; what points at them must be gone before."""
        table = table_of(noun)
        for chunk in chunks(ids, ROWS_AT_ONCE):
            rows = self._rows_of(table, chunk, [column.name for column in table.c])
            self._connection.execute(delete(table).where(table.c.id.in_(_among(chunk))))
            self._log_many(RowChange(table.name, row_id, row, None) for row_id, row in rows)
        self.session.expire_all()

    def keep(self, noun: type[Record], **values: Any) -> bool:
        """Keep what is named by the hash of its content, once; history does not hold it. Says whether it was new."""
        statement = _insertion(_name(noun), tuple(values)) + " ON CONFLICT DO NOTHING"
        return self._connection.exec_driver_sql(statement, tuple(values.values())).rowcount > 0

    def finish(self) -> Change | None:
        """Close the history entry and say what was done; None when nothing was."""
        if not self._counts:
            return None
        bulk = self._parts > 0
        self._flush()
        counted = (self._counts["add"], self._counts["set"], self._counts["remove"])
        self._write(_CLOSE_ENTRY, [*counted, " ".join(sorted(self._nouns)), self._history_id])
        self._write(_DROP_UNDONE, [self._history_id])
        rows = None if bulk else tuple(self._rows)
        return Change(self.label, self.coder, self._revision, frozenset(self._nouns), rows)

    def _open_entry(self, state: str) -> int:
        return self._write(_OPEN_ENTRY, [self._revision, self.label, self.coder, now(), state])

    def _write(self, statement: str, values: Iterable[Any]) -> int:
        """Do one statement; the number of the row it added, if it did."""
        return int(self._connection.exec_driver_sql(statement, tuple(values)).lastrowid or 0)

    def _rows_of(self, table: Table, ids: Iterable[int], columns: list[str]) -> list[tuple[int, Values]]:
        """Some columns of rows, with their ids."""
        chosen = select(table.c.id, *(table.c[name] for name in columns)).where(table.c.id.in_(_among(ids)))
        rows = self._connection.execute(chosen).all()
        return [(row[0], dict(zip(columns, row[1:], strict=True))) for row in rows]

    def _log(self, row: RowChange) -> None:
        self._log_many([row])

    def _log_many(self, rows: Iterable[RowChange]) -> None:
        """Note rows of one table that were changed by one verb."""
        for some in chunks(rows, ROWS_AT_ONCE):
            self._counts[some[0].verb] += len(some)
            self._nouns.add(some[0].table)
            room = ROWS_AT_ONCE - len(self._rows)
            self._rows += some[:room]
            if len(some) > room:
                self._flush()
                self._parts += 1
                self._rows = some[room:]

    def _flush(self) -> None:
        self._write(_KEEP_PART, [self._history_id, pack(self._rows)])


def next_revision(session: Session) -> int:
    """The number that the next edit, undo or redo carries."""
    ((newest,),) = raw(session, "SELECT coalesce(max(revision), 0) FROM history")
    return int(newest) + 1


def _gone() -> OtsannotError:
    return OtsannotError(
        _("What was to be changed is no longer in the project: it was removed in another window, or undone.")
    )


def _among(ids: Iterable[int]) -> Select[Any]:
    """Ids as rows, as many as there are: SQLite limits how many values a statement may be given."""
    return select(func.json_each(listed(ids)).table_valued("value").c.value)


def _name(noun: type[Record]) -> str:
    return str(noun.__tablename__)


@cache
def _insertion(table: str, columns: tuple[str, ...]) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    return f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(columns))})'


def _id(record: Record) -> int:
    assert record.id is not None
    return record.id


def _values(record: Record, *, skip_id: bool = False) -> Values:
    return {name: getattr(record, name) for name in type(record).model_fields if not (skip_id and name == "id")}
