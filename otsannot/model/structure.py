"""The structure of a text: headings, pages, speakers and the like, in a layer beside the text and never in it."""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from otsannot.model.corrections import Correction
from otsannot.model.spans import Span

PART_KINDS = ("heading", "item", "page", "speaker", "time", "cell", "footnote", "endnote", "anchor", "box")
"""What a part may be, and what its value then is.

`heading`: its level, `1` to `9`. `item`: the number or sign of an item of a list, which is not in the text. `page`: its
label. `speaker`: who speaks, for the whole turn. `time`: when a stretch begins, as `HH:MM:SS.mmm`. `cell`: the numbers
of table, row and column, from 1, as `1:2:3`. `footnote`, `endnote`: the mark of a note, whose words are the part.
`anchor`: the mark of a note where the text calls it, a part of no length. `box`: a text box.
"""


class Part(NamedTuple):
    """A stretch `[start, end)` of a text in code points, what it is, and what more is to say of it."""

    start: int
    end: int
    kind: str
    value: str = ""


class Structure:
    """The parts of one text, in order of their places."""

    def __init__(self, parts: Iterable[Part] = (), *, in_order: bool = False) -> None:
        self.parts = list(parts) if in_order else sorted(parts, key=_place)
        self._by_kind: dict[str, list[Part]] = {}
        for part in self.parts:
            self._by_kind.setdefault(part.kind, []).append(part)

    def of_kind(self, kind: str) -> list[Part]:
        """All parts of one kind, in order."""
        return self._by_kind.get(kind, [])

    def at(self, position: int, kind: str) -> Part | None:
        """The last part of a kind that begins at or before a code point and holds it, or None."""
        part = self.before(position, kind)
        return part if part is not None and position < part.end else None

    def before(self, position: int, kind: str) -> Part | None:
        """The last part of a kind that begins at or before a code point, or None."""
        parts = self.of_kind(kind)
        number = bisect_right(parts, position, key=lambda part: part.start)
        return parts[number - 1] if number else None

    def meeting(self, start: int, end: int, kind: str) -> list[Part]:
        """The parts of a kind that begin in `[start, end)`, and the one before them if it reaches in."""
        parts = self.of_kind(kind)
        first = bisect_left(parts, start, key=lambda part: part.start)
        last = bisect_left(parts, end, lo=first, key=lambda part: part.start)
        reaching = parts[first - 1 : first] if first and parts[first - 1].end > start else []
        return [*reaching, *parts[first:last]]

    def moved(self, correction: Correction) -> Structure:
        """The structure of the corrected text: each part on the words it had; what has lost all of them is gone."""
        kept = []
        for part in self.parts:
            place = correction.moved(Span(part.start, part.end)) if part.start < part.end else _moved(part, correction)
            if place is not None:
                kept.append(part._replace(start=place.start, end=place.end))
        return Structure(kept)


NO_STRUCTURE = Structure((), in_order=True)
"""That of a text of which nothing is known."""


def packed(parts: Iterable[Part]) -> str:
    """Parts as JSON, in which they are kept and by whose hash they are named; an empty string for none."""
    ordered = Structure(parts).parts
    return json.dumps(ordered, ensure_ascii=False, separators=(",", ":")) if ordered else ""


def unpacked(content: str) -> Structure:
    """The structure that `packed` wrote."""
    return Structure(map(Part._make, json.loads(content)), in_order=True) if content else Structure()


def hash_of(content: str) -> str:
    """The SHA-256 of a text in UTF-8, in hex: the name under which texts and structures are kept."""
    return hashlib.sha256(content.encode("utf-8")).hexdigest()


def _place(part: Part) -> tuple[int, int, int, str]:
    return part.start, -part.end, PART_KINDS.index(part.kind), part.value


def _moved(part: Part, correction: Correction) -> Span | None:
    """Where a place between two letters is now: behind the letter it follows, or at the beginning."""
    if part.start == 0:
        return Span(0, 0)
    letter = correction.moved(Span(part.start - 1, part.start))
    return None if letter is None else Span(letter.end, letter.end)
