"""What a drag with the mouse selects: whole words once it has left the first one, or the letters it is over."""

from __future__ import annotations

from typing import NamedTuple

from otsannot.text.units import Unit, unit_at
from otsannot.text.words import word_at

LETTERS_BACK = 2
"""Pulled back so far from the furthest place, a drag goes by letters; a hand that shakes does not come so far."""


class Ends(NamedTuple):
    """Where a selection was begun and where its caret is, in code points."""

    anchor: int
    caret: int


class LetterDrag:
    """A drag that begins between letters; with `exact` it goes by letters all the way."""

    def __init__(self, text: str, anchor: int) -> None:
        self._text = text
        self._anchor = anchor
        self._furthest = anchor

    def to(self, position: int, *, exact: bool = False) -> Ends:
        """What is selected when the mouse has come to a code point."""
        forwards = position >= self._anchor
        if forwards != (self._furthest >= self._anchor):
            self._furthest = self._anchor
        if abs(position - self._anchor) > abs(self._furthest - self._anchor):
            self._furthest = position
        first = word_at(self._text, self._anchor if forwards else self._anchor - 1)
        if exact or first.start <= position <= first.end:
            return Ends(self._anchor, position)
        anchor = self._anchor
        if first.start < anchor < first.end:
            anchor = first.start if forwards else first.end
        word = word_at(self._text, position)
        if abs(self._furthest - position) < LETTERS_BACK and word.start < position < word.end:
            position = word.end if forwards else word.start
        return Ends(anchor, position)


class UnitDrag:
    """A drag that began with two, three or four clicks, and goes on by words, sentences or paragraphs."""

    def __init__(self, text: str, position: int, unit: Unit, language: str) -> None:
        self._text = text
        self._unit = unit
        self._language = language
        self._first = unit_at(text, position, unit, language)

    def to(self, position: int, *, exact: bool = False) -> Ends:
        """What is selected when the mouse has come to a code point; it never takes a unit apart."""
        here = unit_at(self._text, position, self._unit, self._language)
        if position < self._first.start:
            return Ends(self._first.end, min(here.start, self._first.start))
        return Ends(self._first.start, max(here.end, self._first.end))


Drag = LetterDrag | UnitDrag
