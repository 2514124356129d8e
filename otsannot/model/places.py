"""Where a passage stands in the structure of its text: page, speaker, time and heading, in words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from otsannot.model.structure import Structure


class Place(NamedTuple):
    """What is known of where a passage stands; empty where the text does not say it.

    `page` and `time` (`HH:MM:SS.mmm`) are `4`, or `4-5` when the passage goes on into the next. `speaker` names all who
    speak in it, each once, as `Anna; Ben`. `heading` is the last one at or before its start.
    """

    page: str = ""
    speaker: str = ""
    time: str = ""
    heading: str = ""


NOWHERE = Place()


class Places:
    """Answers for many passages of one text."""

    def __init__(self, structure: Structure, text: str) -> None:
        self._pages = _Row(structure, "page")
        self._speakers = _Row(structure, "speaker")
        self._times = _Row(structure, "time")
        headings = structure.of_kind("heading")
        self._headings = [" ".join(text[part.start : part.end].split()) for part in headings]
        self._heading_starts = [part.start for part in headings]
        self._is_blank = not structure.parts

    def of(self, start: int, end: int) -> Place:
        """Where a passage of these code points stands."""
        if self._is_blank:
            return NOWHERE
        number = bisect_right(self._heading_starts, start)
        return Place(
            _from_to(self._pages.met(start, end)),
            "; ".join(dict.fromkeys(self._speakers.met(start, end))),
            _from_to(self._times.met(start, end)),
            self._headings[number - 1] if number else "",
        )


class _Row:
    """The parts of one kind, which follow each other; those without words, such as a blank page, hold nothing."""

    def __init__(self, structure: Structure, kind: str) -> None:
        parts = [part for part in structure.of_kind(kind) if part.start < part.end]
        self._starts = [part.start for part in parts]
        self._ends = [part.end for part in parts]
        self._values = [part.value for part in parts]

    def met(self, start: int, end: int) -> list[str]:
        """What the parts say that share a code point with a passage."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        last = bisect_left(self._starts, end)
        return [self._values[number] for number in range(first, last) if self._ends[number] > start]


def _from_to(values: list[str]) -> str:
    if not values or values[0] == values[-1]:
        return values[0] if values else ""
    return f"{values[0]}-{values[-1]}"
