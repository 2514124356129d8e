"""A document cut into its lines, and these into pieces at every border of a passage, as coded documents show it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from otsannot.model.structure import Part, Structure
from otsannot.model.study import StudyDocument, StudyPassage
from otsannot.text.stamps import stamp_at
from otsannot.text.turns import name_at

_LINE_KINDS = ("heading", "footnote", "endnote", "item", "cell", "box")
_MARKED_WHERE_THEY_BEGIN = ("page", "anchor", "item", "footnote", "endnote")
_ORDER = ("page", "speaker", "time")
"""Of what begins at one place; the numbers of items and notes come last, next to their words."""


class Piece(NamedTuple):
    """Code points `[start, end)` of one line that the same passages hold, by their numbers in the document."""

    start: int
    end: int
    held: tuple[int, ...]


class Mark(NamedTuple):
    """Something that is shown at a code point and is not in the text, such as the label of a page."""

    at: int
    kind: str
    value: str


class Line(NamedTuple):
    """A line `[start, end)` without its line end; `kind` and `value` are those of the part that it is set as.

    `held` are the numbers of all passages that touch it, one that holds nothing but its line end too.
    """

    start: int
    end: int
    pieces: tuple[Piece, ...]
    marks: tuple[Mark, ...]
    held: tuple[int, ...]
    kind: str = ""
    value: str = ""


def coded_lines(document: StudyDocument) -> Iterator[Line]:
    """The lines of a document from its first to its last; joined with line ends, their pieces are the text."""
    structure, passages = Structure(document.parts), document.passages
    waiting = deque(sorted(range(len(passages)), key=lambda number: passages[number][2:4]))
    touching: list[int] = []
    start = 0
    for words in document.text.split("\n"):
        end = start + len(words)
        touching = [number for number in touching if passages[number].end > start]
        while waiting and passages[waiting[0]].start <= end:
            touching.append(waiting.popleft())
        marks = tuple(_marks(document.text, structure, start, end))
        pieces = tuple(_pieces(passages, touching, start, end, {mark.at for mark in marks}))
        yield Line(start, end, pieces, marks, tuple(touching), *_set_as(structure, start, end))
        start = end + 1


def _pieces(
    passages: Sequence[StudyPassage], touching: Sequence[int], start: int, end: int, cuts: set[int]
) -> Iterator[Piece]:
    borders = {start, end, *cuts}
    for number in touching:
        borders.update(border for border in passages[number][2:4] if start < border < end)
    coming, held = deque(touching), list[int]()
    for first, last in pairwise(sorted(borders)):
        held = [number for number in held if passages[number].end > first]
        while coming and passages[coming[0]].start <= first:
            held.append(coming.popleft())
        yield Piece(first, last, tuple(held))


def _set_as(structure: Structure, start: int, end: int) -> tuple[str, str]:
    for kind in _LINE_KINDS:
        if parts := structure.meeting(start, end + 1, kind):
            return kind, parts[0].value
    return "", ""


def _marks(text: str, structure: Structure, start: int, end: int) -> Iterator[Mark]:
    """What is to be shown in a line beside its words, in order; what the text writes itself is not shown twice."""
    if not structure.parts:
        return
    found = [part for kind in _MARKED_WHERE_THEY_BEGIN for part in structure.meeting(start, end + 1, kind)]
    found += [part for part in structure.meeting(start, end + 1, "time") if stamp_at(text, part.start) == part.start]
    found += [
        part
        for part in structure.meeting(start, end + 1, "speaker")
        if name_at(text, part.start, part.value) is None and _is_new_voice(structure, part)
    ]
    for part in sorted(found, key=_place):
        if part.start >= start:
            yield Mark(part.start, part.kind, part.value)


def _place(part: Part) -> tuple[int, int]:
    return part.start, _ORDER.index(part.kind) if part.kind in _ORDER else len(_ORDER)


def _is_new_voice(structure: Structure, part: Part) -> bool:
    """Whether somebody else spoke before; subtitles begin a part for each of their lines."""
    before = structure.before(part.start - 1, "speaker")
    return before is None or before.value != part.value
