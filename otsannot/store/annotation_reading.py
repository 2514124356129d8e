"""Reads the rows of the table of annotations from the file: all as numbers, some with their words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from otsannot.store import documents
from otsannot.store.rows import AMONG, listed, raw

Stop = Callable[[], bool]
"""Asked now and then by long work: whether it shall leave off."""

ROWS_AT_ONCE = 5_000

NO_WEIGHT = -1

MARK = ("id", "document_id", "start", '"end"', "coder_id")
CODING = ("annotation_id", "id", "code_id", "coder_id", f"coalesce(weight, {NO_WEIGHT})")
TIMES = ("id", "CAST(strftime('%s', created) AS INTEGER)", "CAST(strftime('%s', modified) AS INTEGER)")


WRITTEN = (
    "annotation", "coding", "document", "start", "end", "coder", "code", "weight", "created", "modified", "paragraph",
)  # fmt: skip


def first_documents(session: Session, rows: int) -> list[int]:
    """The documents, by name, that together have so many annotations: enough for a first look."""
    statement = (
        "SELECT id, (SELECT count(*) FROM annotation WHERE document_id = document.id) FROM document ORDER BY name"
    )
    chosen: list[int] = []
    for document_id, held in raw(session, statement):
        chosen.append(document_id)
        rows -= held
        if rows <= 0:
            break
    return chosen


def annotations_of(session: Session, coding_ids: Collection[int]) -> set[int]:
    """The annotations that carry some codings; those that are gone count for nothing."""
    statement = f"SELECT annotation_id FROM coding WHERE id {AMONG}"
    return {number for (number,) in raw(session, statement, [listed(coding_ids)])}


def stretches(session: Session, stop: Stop) -> Iterator[tuple[int, int]]:
    """The first and the last number of some thousand annotations, until there are no more or work shall stop.

    What is read of a million rows at once would stay with the process as memory that nobody uses.
    """
    ((first, last),) = raw(session, "SELECT coalesce(min(id), 1), coalesce(max(id), 0) FROM annotation")
    for at in range(first, last + 1, ROWS_AT_ONCE):
        if stop():
            return
        yield at, at + ROWS_AT_ONCE - 1
        let_go_of_pages(session)


def let_go_of_pages(session: Session) -> None:
    """Free what SQLite keeps of pages that are read once and not wanted again."""
    raw(session, "PRAGMA shrink_memory")


def numbers(
    session: Session, table: str, columns: Sequence[str], where: str, values: Sequence[Any]
) -> NDArray[np.int32]:
    """Columns of whole numbers of some rows, by the first one. SQLite writes all as one text: the fastest way out."""
    pattern = ",".join(["%d"] * len(columns))
    rows = f"SELECT * FROM {table} WHERE {where} ORDER BY {columns[0]}"
    ((text,),) = raw(
        session, f"SELECT group_concat(printf('{pattern}', {', '.join(columns)}), ',') FROM ({rows})", values
    )
    found = np.fromstring(text, np.int32, sep=",") if text else np.empty(0, np.int32)
    return found.reshape(-1, len(columns)).T


def read_rows(session: Session, annotation_ids: Collection[int]) -> Iterable[tuple[list[int], str, str]]:
    """The rows of some annotations in the order of `WRITTEN`, with the words of passage and comment."""
    statement = f"""
        SELECT annotation.id, coalesce(coding.id, 0), document_id, start, "end",
            coalesce(coding.coder_id, annotation.coder_id), coalesce(code_id, 0), coalesce(weight, {NO_WEIGHT}),
            CAST(strftime('%s', annotation.created) AS INTEGER), CAST(strftime('%s', modified) AS INTEGER), comment
        FROM annotation LEFT JOIN coding ON annotation_id = annotation.id
        WHERE annotation.id {AMONG} ORDER BY document_id, annotation.id, coding.id"""
    text, text_of = "", 0
    for *values, comment in list(raw(session, statement, [listed(annotation_ids)])):
        if values[2] != text_of:
            text_of = values[2]
            text = documents.texts(session, [text_of])[text_of]
        paragraph = text.count("\n", 0, values[3]) + 1
        yield [*values, paragraph], text[values[3] : values[4]], comment
