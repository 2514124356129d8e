"""The letters on a line of the screen, each with the place it is drawn at, and where the caret goes between them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import NamedTuple

import regex
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextLayout

from otsannot.ui.document.screen_lines import ScreenLine
from otsannot.ui.offsets import utf16_length

_LETTER = regex.compile(r"\X")
_HANGING = " \t\r\u2028\u2029\u3000"  # what may stand at the end of a line that is wrapped, and is not seen there
_WITH_PLACES = (
    QTextLayout.GlyphRunRetrievalFlag.RetrieveStringIndexes | QTextLayout.GlyphRunRetrievalFlag.RetrieveGlyphPositions
)


class Letter(NamedTuple):
    """The code points `[start, end)` of one letter (grapheme), and from where to where it goes in pixels."""

    start: int
    end: int
    left: float
    right: float
    is_right_to_left: bool

    def caret_at(self, x: float) -> int:
        """The end of the letter that a point of it is nearer to."""
        is_left_half = x < (self.left + self.right) / 2
        return self.start if is_left_half != self.is_right_to_left else self.end


class _Sign(NamedTuple):
    """What is drawn for one or more letters: its first UTF-16 unit in the block, where it begins and ends in pixels.

    It begins on the right where writing goes to the left. Where fonts take turns Qt gives each the place of all: such a
    sign is not `is_sure`.
    """

    unit: int
    begin: float
    end: float
    is_last_of_run: bool
    is_sure: bool


class Letters:
    """The letters of a line, whose stored text begins at the code point `first`.

    Where directions meet, a position has two places and Qt knows one of them; the letter under the mouse has one.
    Spaces at which a line was wrapped are no letters of it.
    """

    def __init__(self, line: ScreenLine, text: str, first: int) -> None:
        is_wrapped = line.end < line.block.position() + line.block.length() - 1
        if is_wrapped:
            text = text.rstrip(_HANGING)
        self.first = first
        self.last = first + len(text)
        self._is_right_to_left = line.block.textDirection() == Qt.LayoutDirection.RightToLeft
        self.letters = _letters(line, text, first)

    def under(self, x: float) -> Letter | None:
        """The letter drawn at a place, or the nearest one; None beside the text."""
        if not self._left <= x < self._right:
            return None
        return min(self.letters, key=lambda letter: (max(letter.left - x, x - letter.right), -letter.left))

    def caret_at(self, x: float) -> int:
        """The code point before which a caret for this place stands; beside the text it is an end of the line."""
        letter = self.under(x)
        if letter is not None:
            return letter.caret_at(x)
        return self.first if (x < self._left) != self._is_right_to_left else self.last

    @property
    def _left(self) -> float:
        return min((letter.left for letter in self.letters), default=0.0)

    @property
    def _right(self) -> float:
        return max((letter.right for letter in self.letters), default=0.0)


def _letters(line: ScreenLine, text: str, first: int) -> list[Letter]:
    """Letters that share a sign, as in a ligature, share its room evenly; what is not drawn, as a tab, has no place."""
    signs = _signs(line) if line.is_mixed else []
    units = [sign.unit for sign in signs]
    letters: list[Letter] = []
    sharing: list[int] = []  # where the sign begins that each of the letters is in
    unit = line.start - line.block.position()
    for letter in _LETTER.findall(text):
        start, unit = unit, unit + utf16_length(letter)
        number, last = bisect_right(units, start) - 1, bisect_right(units, unit - 1) - 1
        is_hidden = number >= 0 and signs[number].is_last_of_run and start != units[number] and letter.isspace()
        of_sign = number >= 0 and signs[number].is_sure and not is_hidden
        edges: tuple[float, float] | None
        if not line.is_mixed:
            edges = line.x_of(start), line.x_of(unit)
        elif of_sign:
            edges = signs[number].begin, signs[last].end
        else:
            edges = _edges(line, start, unit)
        if edges is not None:
            letters.append(Letter(first, first + len(letter), min(edges), max(edges), edges[0] > edges[1]))
            sharing.append(units[number] if of_sign else start)
        first += len(letter)
    return [_part(letters, sharing, number) for number in range(len(letters))] if signs else letters


def _edges(line: ScreenLine, start: int, end: int) -> tuple[float, float] | None:
    """From where to where Qt draws a letter by itself, None for one that is not drawn."""
    runs = line.line.glyphRuns(start, end - start, _WITH_PLACES)
    if not runs:
        return None
    boxes = [run.boundingRect() for run in runs]
    left, right = min(box.left() for box in boxes), max(box.right() for box in boxes)
    return (right, left) if runs[0].isRightToLeft() else (left, right)


def _part(letters: list[Letter], sharing: list[int], number: int) -> Letter:
    """A letter with its part of a sign that others share."""
    letter, sign = letters[number], sharing[number]
    before, count = number - bisect_left(sharing, sign), sharing.count(sign)
    if count == 1:
        return letter
    place = count - 1 - before if letter.is_right_to_left else before
    width = (letter.right - letter.left) / count
    left = letter.left + place * width
    return letter._replace(left=left, right=left + width)


def _signs(line: ScreenLine) -> list[_Sign]:
    """What Qt draws on a line, in the order of the text.

    Its cursorToX says where a cursor is, which is elsewhere: where directions meet, and beside a space that is hidden.
    """
    signs: list[_Sign] = []
    runs = sorted(line.line.glyphRuns(-1, -1, _WITH_PLACES), key=lambda run: run.boundingRect().left())
    overlap = [one.boundingRect().right() > other.boundingRect().left() + 0.5 for one, other in pairwise(runs)]
    for run, before, behind in zip(runs, [False, *overlap], [*overlap, False], strict=True):
        lefts: dict[int, float] = {}
        for unit, place in zip(run.stringIndexes(), run.positions(), strict=True):
            lefts[unit] = min(place.x(), lefts.get(unit, place.x()))
        units, box = sorted(lefts), run.boundingRect()
        inner = [lefts[unit] for unit in (units[:-1] if run.isRightToLeft() else units[1:])]
        edges = [box.right(), *inner, box.left()] if run.isRightToLeft() else [box.left(), *inner, box.right()]
        for number, unit in enumerate(units):
            is_last = number == len(units) - 1
            signs.append(_Sign(unit, edges[number], edges[number + 1], is_last, is_sure=not before and not behind))
    return sorted(signs)
