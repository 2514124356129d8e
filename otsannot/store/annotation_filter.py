"""Which rows of the table of annotations are asked for, and in which order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from otsannot.model.code_tree import CodeTree
from otsannot.store import coders
from otsannot.store.annotation_reading import NO_WEIGHT
from otsannot.store.annotation_stretches import Stretches
from otsannot.store.annotation_table import AnnotationTable, Flags, Ints
from otsannot.store.rows import AMONG, listed, raw
from otsannot.store.speakers import owned_by, turns_of
from otsannot.text.folded import FoldedTexts, holding, phrase_of, words_of
from otsannot.text.matching import fold

FEW = 64
"""So many rows are looked at one by one."""

SORTED_BYTES = 48
"""Passages and comments are sorted by so many of their first bytes, without case and accents."""

_SLICE = 100_000
_LAST = np.iinfo(np.int32).max

WITHOUT_CODE = 0
"""Among the codes of a filter: passages without one."""


@dataclass(frozen=True)
class Filter:
    """What a row must have; what is None or empty asks for nothing.

    Each of the `words` must be in the passage, in its comment or in the path of its code; `passage` and `comment` are
    phrases. `codes` and `focus_codes` count with everything under them. Of `cases` count their documents, or where
    somebody of their name speaks only those turns. `values` are attributes of documents with a value: of one attribute
    any, of several attributes one each; `sight` are further documents, such as those the window looks at. Times are
    seconds since 1970 UTC, `[since, until)`.
    """

    words: str = ""
    passage: str = ""
    comment: str = ""
    is_commented: bool | None = None
    codes: frozenset[int] | None = None
    coders: frozenset[int] | None = None
    documents: frozenset[int] | None = None
    groups: frozenset[int] | None = None
    cases: frozenset[int] | None = None
    values: frozenset[tuple[int, str]] | None = None
    since: int | None = None
    until: int | None = None
    focus_codes: frozenset[int] | None = None
    focus_coders: frozenset[int] | None = None
    focus_speaker: str | None = None
    sight: frozenset[int] | None = None

    @property
    def is_on(self) -> bool:
        """Whether anything is asked for."""
        return self != Filter()

    @property
    def needs_texts(self) -> bool:
        """Whether the words of passages are looked at."""
        return bool(phrase_of(self.words) or phrase_of(self.passage))

    @property
    def needs_facts(self) -> bool:
        """Whether comments or times are looked at."""
        texts = phrase_of(self.words) or phrase_of(self.comment)
        return bool(texts) or any(fact is not None for fact in (self.is_commented, self.since, self.until))

    def asking(self, **values: Any) -> Filter:
        """The filter with other values of some of its fields."""
        return replace(self, **values)

    def without(self, *names: str) -> Filter:
        """The filter that asks nothing of these."""
        blank = Filter()
        return replace(self, **{name: getattr(blank, name) for name in names})


@dataclass(frozen=True)
class Order:
    """By which column the rows stand, or in the order of documents and texts when there is none."""

    column: str = ""
    descending: bool = False

    @property
    def needs_texts(self) -> bool:
        """Whether the words of passages, or their paragraphs, are looked at."""
        return self.column in ("passage", "paragraph")

    @property
    def needs_facts(self) -> bool:
        """Whether comments or times are looked at."""
        return self.column in ("comment", "created", "modified")


class Sieve:
    """A filter made ready for a table."""

    def __init__(self, table: AnnotationTable, session: Session, book: CodeTree, wanted: Filter) -> None:
        self._table = table
        self._wanted = wanted
        spread = [_spread(codes, book) for codes in (wanted.codes, wanted.focus_codes)]
        self._among = [("code", _flags(codes)) for codes in spread if codes is not None]
        people = (wanted.coders, wanted.focus_coders)
        self._among += [("coder", _flags(chosen)) for chosen in people if chosen is not None]
        self._among += [("document", _flags(chosen)) for chosen in _document_sets(session, wanted)]
        self._stretches = [] if wanted.cases is None else [Stretches(owned_by(session, wanted.cases))]
        if wanted.focus_speaker is not None:
            self._stretches.append(Stretches(turns_of(session, {wanted.focus_speaker})))
        paths = {row.id: fold(book.path(row.id)) for row in book.by_id.values()}
        self._words = [
            (word, _flags(number for number, path in paths.items() if word in path)) for word in words_of(wanted.words)
        ]

    def fits(self, rows: Ints) -> Flags:
        """Which of the rows have what is asked for."""
        held, wanted = self._table.columns, self._wanted
        fits = np.ones(len(rows), np.bool_)
        for name, flags in self._among:
            fits &= _flagged(flags, getattr(held, name)[rows])
        for stretches in self._stretches:
            fits &= stretches.meet(held.document[rows], held.start[rows], held.end[rows])
        if wanted.since is not None:
            fits &= held.created[rows] >= wanted.since
        if wanted.until is not None:
            fits &= held.created[rows] < wanted.until
        if wanted.is_commented is not None:
            fits &= (held.comment_start[rows] < held.comment_end[rows]) == wanted.is_commented
        for name, phrase in (("passage", phrase_of(wanted.passage)), ("comment", phrase_of(wanted.comment))):
            if phrase:
                fits &= self._holds(name, phrase, rows)
        for word, codes in self._words:
            left = rows[fits]
            found = self._holds("passage", word, left) | self._holds("comment", word, left)
            fits[fits] = found | _flagged(codes, held.code[left])
        return fits

    def _holds(self, name: str, phrase: str, rows: Ints) -> Flags:
        held = self._table.columns
        texts: FoldedTexts = getattr(self._table, f"{name}s")
        starts, ends = getattr(held, f"{name}_start")[rows], getattr(held, f"{name}_end")[rows]
        word = phrase.encode()
        if len(rows) <= FEW:
            pairs = zip(starts.tolist(), ends.tolist(), strict=True)
            return np.array([word in texts.cut(start, end) for start, end in pairs], np.bool_)
        return holding(texts.occurrences(phrase), len(word), starts, ends)


class Ordering:
    """An order made ready for a table: blanks stand last both ways, and what is equal as the texts have it."""

    def __init__(self, table: AnnotationTable, session: Session, book: CodeTree, order: Order) -> None:
        self._table = table
        self._order = order
        self._is_text = order.column in ("passage", "comment")
        self._ranks = np.zeros(1, np.int32)
        if order.column == "code":
            named = sorted(book.by_id, key=lambda number: (fold(book.by_id[number].name), book.path(number)))
            self._ranks = _ranks(named)
        elif order.column == "coder":
            self._ranks = _ranks([row.id for row in sorted(coders.rows(session), key=lambda row: fold(row.name))])

    def sorted(self, rows: Ints) -> Ints:
        """Rows that stand in the table's own order, put in this one."""
        if not self._order.column:
            return rows
        if self._is_text:
            return rows[np.lexsort(self._text_keys(rows))]
        return rows[np.argsort(self._values(rows), kind="stable")]

    def key(self, row: int) -> tuple[Any, ...]:
        """What the order compares of a single row."""
        own = self._table.key(row)
        if not self._order.column:
            return own
        if self._is_text:
            words = self._words(row)
            text = words.ljust(SORTED_BYTES, b"\0")
            turned = bytes(255 - byte for byte in text) if self._order.descending else text
            return (not words, turned, own)
        return (int(self._values(np.array([row], np.int32))[0]), own)

    def _values(self, rows: Ints) -> NDArray[np.int64]:
        held, column = self._table.columns, self._order.column
        if column == "document":
            values = self._table.rank(rows).astype(np.int64)
        elif column in ("code", "coder"):
            ids = getattr(held, column)[rows]
            values = self._ranks[np.minimum(ids, len(self._ranks) - 1)].astype(np.int64)
        else:
            values = getattr(held, column)[rows].astype(np.int64)
        blank = values == (NO_WEIGHT if column == "weight" else _LAST)
        if self._order.descending:
            values = -values
        values[blank] = _LAST
        return values

    def _text_keys(self, rows: Ints) -> list[NDArray[Any]]:
        """The first bytes of each text as numbers, the least significant first, as `lexsort` takes them."""
        keys = np.empty((len(rows), SORTED_BYTES // 8), np.uint64)
        name = self._order.column
        starts, ends = (getattr(self._table.columns, f"{name}_{side}")[rows] for side in ("start", "end"))
        texts: FoldedTexts = getattr(self._table, f"{name}s")
        look = texts.windows(SORTED_BYTES)
        for at in range(0, len(rows), _SLICE):
            part = slice(at, at + _SLICE)
            letters = look[starts[part]]
            letters[np.arange(SORTED_BYTES) >= (ends - starts)[part, None]] = 0
            keys[part] = letters.view(">u8")
        columns: list[NDArray[Any]] = [~key if self._order.descending else key for key in keys.T[::-1]]
        return [*columns, starts == ends]

    def _words(self, row: int) -> bytes:
        held, name = self._table.columns, self._order.column
        start, end = int(getattr(held, f"{name}_start")[row]), int(getattr(held, f"{name}_end")[row])
        texts: FoldedTexts = getattr(self._table, f"{name}s")
        return texts.cut(start, min(end, start + SORTED_BYTES))


def _spread(codes: frozenset[int] | None, book: CodeTree) -> set[int] | None:
    """Codes with everything under them."""
    if codes is None:
        return None
    known = {under for code_id in codes if code_id in book.by_id for under in book.descendants(code_id)}
    return known | ({WITHOUT_CODE} & codes)


def _document_sets(session: Session, wanted: Filter) -> list[Iterable[int]]:
    """The sets of documents that a row's document must be in, all of them."""
    sets: list[Iterable[int]] = [chosen for chosen in (wanted.documents, wanted.sight) if chosen is not None]
    if wanted.groups is not None:
        statement = f"SELECT document_id FROM group_member WHERE group_id {AMONG}"
        sets.append([number for (number,) in raw(session, statement, [listed(wanted.groups)])])
    for attribute_id in {number for number, _value in wanted.values or ()}:
        values = {value for number, value in wanted.values or () if number == attribute_id}
        stated = raw(session, "SELECT document_id, value FROM attribute_value WHERE attribute_id = ?", [attribute_id])
        sets.append([number for number, value in stated if number is not None and value in values])
    return sets


def _flags(ids: Iterable[int]) -> Flags:
    """A flag for each id, and one behind the last that stands for all that follow."""
    chosen = [*ids]
    flags = np.zeros(max(chosen, default=0) + 2, np.bool_)
    flags[chosen] = True
    return flags


def _flagged(flags: Flags, ids: Ints) -> Flags:
    found: Flags = flags[np.minimum(ids, len(flags) - 1)]
    return found


def _ranks(ids: list[int]) -> Ints:
    """The place of each id, by the id; none for 0 and what is not known."""
    ranks = np.full(max(ids, default=0) + 2, _LAST, np.int32)
    ranks[ids] = np.arange(len(ids), dtype=np.int32)
    return ranks
