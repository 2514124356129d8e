"""What a drag with the mouse selects: whole words once it has left the first one, or the letters it is over."""

from __future__ import annotations

from typing import NamedTuple

from otsannot.text.units import Stretch, Unit, unit_at
from otsannot.text.words import word_at

LETTERS_BACK = 2
"""Pulled back so far within a word it has come to, a drag goes by letters; a hand that shakes does not come so far."""


class Ends(NamedTuple):
    """Where a selection was begun and where its caret is, in code points."""

    anchor: int
    caret: int


class LetterDrag:
    """A drag that begins between letters; with `exact` it goes by letters all the way."""

    def __init__(self, text: str, anchor: int) -> None:
        self._text = text
        self._anchor = anchor
        self._last = anchor
        self._word = Stretch(anchor, anchor)
        self._furthest = anchor
        self._may_cut = False

    def to(self, position: int, *, exact: bool = False) -> Ends:
        """What is selected when the mouse has come to a code point."""
        forwards = position >= self._anchor
        first = word_at(self._text, self._anchor if forwards else self._anchor - 1)
        if exact or first.start <= position <= first.end:
            self._last = position
            return Ends(self._anchor, position)
        anchor = self._anchor
        if first.start < anchor < first.end:
            anchor = first.start if forwards else first.end
        return Ends(anchor, self._whole(position, forwards=forwards))

    def _whole(self, position: int, *, forwards: bool) -> int:
        """The far end of the word at a position, or the position itself: between words, and when pulled back in one."""
        word = Stretch(*word_at(self._text, position if forwards else max(position - 1, 0)))
        if word != self._word:
            # A mouse that comes back from further on looks for a word, and not for a part of one.
            self._may_cut = self._distance(self._last) < self._distance(position)
            self._word, self._furthest = word, position
        self._last = position
        if self._distance(position) > self._distance(self._furthest):
            self._furthest = position
        if not word.start < position < word.end:
            return position
        if self._may_cut and abs(self._furthest - position) >= LETTERS_BACK:
            return position
        return word.end if forwards else word.start

    def _distance(self, position: int) -> int:
        return abs(position - self._anchor)


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
