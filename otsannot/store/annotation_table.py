"""Every coding of a project in columns: a million rows that are filtered and sorted within a few frames.

One row is one coding, or one annotation without a code; rows are named by their slot in the columns. The columns hold
numbers only. What is shown of a row is read when it is shown (`annotation_lines`).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from otsannot.store import documents
from otsannot.store.annotation_lines import Mark
from otsannot.store.annotation_reading import (
    CODING,
    MARK,
    NO_WEIGHT,
    TIMES,
    WRITTEN,
    Stop,
    let_go_of_pages,
    numbers,
    read_rows,
    stretches,
)
from otsannot.store.rows import AMONG, listed, raw
from otsannot.text.folded import FoldedTexts

Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]
CODE_POINTS_AT_ONCE = 250_000
ROOM = 1 << 15
"""How many rows may come before the columns are copied to larger ones."""


def never() -> bool:
    """Work that nobody wants to stop."""
    return False


class Patch(NamedTuple):
    """What an update did: the slots that are new or changed, and those that went."""

    fresh: list[int]
    gone: list[int]


@dataclass(frozen=True)
class Chosen:
    """Rows as they were when they were chosen, whatever becomes of the table meanwhile."""

    rows: Ints
    annotation: Ints
    coding: Ints
    document: Ints
    start: Ints
    end: Ints

    def __len__(self) -> int:
        return len(self.rows)

    def codings(self) -> list[int]:
        """The codings of the rows that have a code."""
        found: list[int] = self.coding[self.coding > 0].tolist()
        return found

    def annotations(self) -> list[int]:
        """The annotations of all rows, each once."""
        found: list[int] = np.unique(self.annotation).tolist()
        return found

    def bare(self) -> list[int]:
        """The annotations of the rows without a code."""
        found: list[int] = self.annotation[self.coding == 0].tolist()
        return found

    def marks(self, first: int = 0, last: int | None = None) -> list[Mark]:
        """Some of the rows, one by one."""
        columns = (self.annotation, self.coding, self.document, self.start, self.end)
        return list(map(Mark._make, zip(*(column[first:last].tolist() for column in columns), strict=True)))


class Columns:
    """The values of each row under its slot. Positions are code points; times are seconds since 1970, UTC.

    `code` and `coding` are 0 without a code. `passage` and `comment` say where the folded texts lie. `complete` marks
    rows that hold everything already, because they were read one by one.
    """

    annotation: Ints
    coding: Ints
    document: Ints
    start: Ints
    end: Ints
    coder: Ints
    code: Ints
    created: Ints
    modified: Ints
    paragraph: Ints
    passage_start: Ints
    passage_end: Ints
    comment_start: Ints
    comment_end: Ints
    weight: NDArray[np.int8]
    complete: Flags

    def __init__(self, room: int) -> None:
        for name, kind in _KINDS.items():
            setattr(self, name, np.zeros(room, kind))

    def grow(self, room: int) -> None:
        """Make room for more rows; who works with the old columns goes on with those."""
        for name, kind in _KINDS.items():
            larger = np.zeros(room, kind)
            held = getattr(self, name)
            larger[: len(held)] = held
            setattr(self, name, larger)


_KINDS: dict[str, Any] = dict.fromkeys(Columns.__annotations__, np.int32) | {
    "weight": np.int8,
    "complete": np.bool_,
}


class AnnotationTable:
    """The columns, the rows in the order of documents and texts (`ordered`), and the words in them.

    Read by `load`, completed by `read_facts` and `read_texts` on any thread, kept up to date by `update` on one.
    """

    def __init__(self) -> None:
        self.columns = Columns(0)
        self.count = 0
        self.ordered: Ints = np.empty(0, np.int32)
        self.ranks: Ints = np.zeros(1, np.int32)
        """The place of each document among the names of all, by its id."""
        self.names: dict[int, str] = {}
        self.passages = FoldedTexts()
        self.comments = FoldedTexts()
        self.has_facts = self.has_texts = False
        self._lengths: dict[int, int] = {}
        self._lock = threading.Lock()
        self._waiting: list[Ints] | None = None

    @property
    def total(self) -> int:
        """How many rows there are."""
        return len(self.ordered)

    def chosen(self, rows: Ints) -> Chosen:
        """Some rows as they are now."""
        held = self.columns
        columns = (held.annotation, held.coding, held.document, held.start, held.end)
        return Chosen(rows, *(column[rows] for column in columns))

    # Reading all

    def load(self, session: Session, stop: Stop = never, document_ids: Collection[int] | None = None) -> None:
        """Read the rows of all documents, or of some; texts, comments and times follow by themselves."""
        self.read_documents(session)
        if document_ids is None:
            ((codings,),) = raw(session, "SELECT count(*) FROM coding")
            self.columns = Columns(codings + min(codings, ROOM))
            for stretch in stretches(session, stop):
                self._load(session, "id BETWEEN ? AND ?", "annotation_id BETWEEN ? AND ?", stretch)
        else:
            here = f"document_id {AMONG}"
            inside = f"annotation_id IN (SELECT id FROM annotation WHERE {here})"
            self._load(session, here, inside, [listed(document_ids)])
        self.ordered = np.arange(self.count, dtype=np.int32)
        self.arrange()

    def _load(self, session: Session, annotations: str, codings: str, values: Sequence[Any]) -> None:
        """Add rows for some annotations: one for each of their codings, or for each annotation that has none."""
        ids, *places = numbers(session, "annotation", MARK, annotations, values)
        annotated, *coded = numbers(session, "coding", CODING, codings, values)
        bare = ~np.isin(ids, annotated)
        self._make_room(len(annotated) + int(bare.sum()))
        first, held = self.count, self.columns
        middle = first + len(annotated)
        self.count = middle + int(bare.sum())
        rows = np.searchsorted(ids, annotated)
        for name, column in zip(("annotation", "document", "start", "end", "coder"), (ids, *places), strict=True):
            getattr(held, name)[first:middle] = column[rows]
            getattr(held, name)[middle : self.count] = column[bare]
        held.weight[first : self.count] = NO_WEIGHT
        for name, column in zip(("coding", "code", "coder", "weight"), coded, strict=True):
            getattr(held, name)[first:middle] = column

    def read_documents(self, session: Session) -> None:
        """Read the names of the documents anew; `arrange` then puts the rows in their order."""
        found = list(raw(session, "SELECT id, name, length FROM document ORDER BY name"))
        ranks = np.zeros(max((row[0] for row in found), default=0) + 1, np.int32)
        for rank, (number, _name, _length) in enumerate(found):
            ranks[number] = rank
        self.ranks = ranks
        self.names = {number: name for number, name, _length in found}
        self._lengths = {number: length for number, _name, length in found}

    def arrange(self) -> None:
        """Put the rows in the order of the documents' names, of the text, and as they were made."""
        rows, held = self.ordered, self.columns
        places = (self.rank(rows).astype(np.int64) << 32) | held.start[rows]
        made = (~held.end[rows].astype(np.int64) << 32) | held.annotation[rows]
        self.ordered = rows[np.lexsort((held.coding[rows], made, places))]

    def rank(self, rows: Ints) -> Ints:
        """The places of the documents of some rows; that of a document just removed is of no matter."""
        return self.ranks[np.minimum(self.columns.document[rows], len(self.ranks) - 1)]

    def read_facts(self, session: Session, stop: Stop = never) -> None:
        """Read when passages were made and changed, and their comments."""
        if self.has_facts:
            return
        for stretch in stretches(session, stop):
            ids, created, modified = numbers(session, "annotation", TIMES, "id BETWEEN ? AND ?", stretch)
            with self._lock:
                held, rows = self.columns, self._incomplete(stretch)
                there, places = _looked_up(ids, held.annotation[rows])
                held.created[rows[there]] = created[places[there]]
                held.modified[rows[there]] = modified[places[there]]
        if stop():
            return
        found = list(raw(session, "SELECT id, comment FROM annotation WHERE comment <> '' ORDER BY id"))
        starts, ends = self.comments.append_all([comment for _number, comment in found])
        commented = np.array([number for number, _comment in found], np.int32)
        with self._lock:
            held, rows = self.columns, self._incomplete()
            there, places = _looked_up(commented, held.annotation[rows])
            held.comment_start[rows[there]] = starts[places[there]]
            held.comment_end[rows[there]] = ends[places[there]]
            self.has_facts = True

    def read_texts(self, session: Session, stop: Stop = never) -> None:
        """Read the texts of all passages; work that was stopped goes on where it was."""
        if self._waiting is None:
            rows = self._incomplete()
            self._waiting = self._batches(rows[np.argsort(self.columns.document[rows], kind="stable")])
        while self._waiting:
            if stop():
                return
            self._read_texts_of(session, self._waiting.pop())
            let_go_of_pages(session)
        self.has_texts = True

    def _batches(self, rows: Ints) -> list[Ints]:
        """Rows in the order of their documents, cut where enough text has come together; the first comes last."""
        documents, firsts = np.unique(self.columns.document[rows], return_index=True)
        cuts, together = [], 0
        for document, first in zip(documents.tolist(), firsts.tolist(), strict=True):
            if together > CODE_POINTS_AT_ONCE:
                cuts.append(first)
                together = 0
            together += self._lengths.get(document, 0)
        return np.split(rows, cuts)[::-1] if len(rows) else []

    def _read_texts_of(self, session: Session, rows: Ints) -> None:
        held = self.columns
        wanted = np.unique(held.document[rows]).tolist()
        texts = documents.texts(session, wanted)
        begins = np.zeros(max([0, *texts]) + 1, np.int64)
        begin = 0
        for number, text in texts.items():
            begins[number] = begin
            begin += len(text) + 1
        borders = self.passages.append("\n".join(texts.values()))
        with self._lock:
            rows = rows[~held.complete[rows] & np.isin(held.document[rows], [*texts])]
            first = begins[held.document[rows]]
            # A text that was corrected meanwhile may be shorter; its rows are then read again, one by one.
            starts = np.minimum(first + held.start[rows], len(borders.places) - 1)
            ends = np.minimum(first + held.end[rows], len(borders.places) - 1)
            held.passage_start[rows] = borders.places[starts]
            held.passage_end[rows] = borders.places[ends]
            held.paragraph[rows] = borders.lines[starts] - borders.lines[first] + 1

    def _incomplete(self, stretch: tuple[int, int] = (1, np.iinfo(np.int32).max)) -> Ints:
        """The rows that do not hold everything, of the annotations from one number to another."""
        annotations = self.columns.annotation[: self.count]
        there = (annotations >= stretch[0]) & (annotations <= stretch[1])
        return np.flatnonzero(there & ~self.columns.complete[: self.count]).astype(np.int32)

    # Keeping up

    def rows_of(self, annotation_ids: Iterable[int]) -> list[int]:
        """The rows of some annotations."""
        wanted = np.fromiter(annotation_ids, np.int32)
        held = self.columns.annotation[: self.count]
        if len(wanted) == 1:
            return np.flatnonzero(held == wanted[0]).tolist()
        return np.flatnonzero(np.isin(held, wanted)).tolist()

    def update(self, session: Session, annotation_ids: Collection[int]) -> Patch:
        """Read some annotations anew, whatever happened to them."""
        held = self.columns
        found = {(int(held.annotation[row]), int(held.coding[row])): row for row in self.rows_of(annotation_ids)}
        before = list(found.values())
        self._take_out(before)
        fresh = []
        with self._lock:
            for values, passage, comment in read_rows(session, annotation_ids):
                row = found.pop((values[0], values[1]), self.count)
                if row == self.count:
                    self._make_room(1)
                    self.count += 1
                self._write(row, values, passage, comment)
                fresh.append(row)
            gone = list(found.values())
            self.columns.annotation[gone] = 0
        self._put_in(fresh)
        return Patch(fresh, gone)

    def key(self, row: int) -> tuple[int, int, int, int, int]:
        """What the own order of the table compares."""
        held = self.columns
        return (
            int(self.ranks[min(held.document[row], len(self.ranks) - 1)]),
            int(held.start[row]),
            -int(held.end[row]),
            int(held.annotation[row]),
            int(held.coding[row]),
        )

    def _write(self, row: int, values: Sequence[int], passage: str, comment: str) -> None:
        held = self.columns
        for name, value in zip(WRITTEN, values, strict=True):
            getattr(held, name)[row] = value
        for name, texts, text in (("passage", self.passages, passage), ("comment", self.comments, comment)):
            places = texts.append(text).places
            getattr(held, f"{name}_start")[row] = places[0]
            getattr(held, f"{name}_end")[row] = places[-1]
        held.complete[row] = True

    def _make_room(self, rows: int) -> None:
        if self.count + rows > len(self.columns.annotation):
            self.columns.grow(self.count + rows + ROOM)

    def _take_out(self, rows: Collection[int]) -> None:
        places = [place for row in rows if (place := self._place(row)) is not None]
        if places:
            self.ordered = np.delete(self.ordered, places)

    def _put_in(self, rows: Collection[int]) -> None:
        following = sorted(rows, key=self.key)
        places = [place_of(self.ordered, row, self.key) for row in following]
        self.ordered = np.insert(self.ordered, places, np.array(following, np.int32))

    def _place(self, row: int) -> int | None:
        place = place_of(self.ordered, row, self.key)
        return place if place < len(self.ordered) and self.ordered[place] == row else None


def place_of(rows: Ints, row: int, key: Callable[[int], Any]) -> int:
    """Where a row stands, or would stand, among rows that are in the order of a key."""
    wanted, low, high = key(row), 0, len(rows)
    while low < high:
        middle = (low + high) // 2
        if key(int(rows[middle])) < wanted:
            low = middle + 1
        else:
            high = middle
    return low


def _looked_up(known: Ints, wanted: Ints) -> tuple[Flags, NDArray[np.int64]]:
    """Which of the wanted are among the known, that are in order, and where."""
    places = np.searchsorted(known, wanted)
    if not len(known):
        return np.zeros(len(wanted), np.bool_), places
    there: Flags = known[np.minimum(places, len(known) - 1)] == wanted
    return there, places
