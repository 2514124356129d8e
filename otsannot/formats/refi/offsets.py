"""Positions as other programs count them, and which way of counting a file shows to be its own.

The standard counts code points and says nothing of line ends. NVivo counts UTF-16 units and both characters of CRLF,
others count CRLF as one, and some count a byte order mark. Each is a Counting; what it counts becomes code points of
the text with bare line feeds.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from otsannot.formats.refi.values import REPLACED, xml_text

_CRLF = re.compile(r"\r\n?")
_BLANK = re.compile(r"[\r\n\t]")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_CUT = re.compile(r"\s*(?:…|\.\.\.)\s*$")
_PATTERNS = {
    (False, True): re.compile(r"\r\n"),
    (True, False): _ASTRAL,
    (True, True): re.compile("\r\n|[\U00010000-\U0010ffff]"),
}

SURELY_CUT = 24
"""A name of so many code points that begins like the passage is its beginning, though nothing marks the cut."""
SURELY_QUOTED = 30
"""A name of so many code points that stands in the text once is no label that stands there by chance."""


class Counting(NamedTuple):
    """A way to count: UTF-16 units or code points, CRLF as two or as one, a byte order mark counted or not.

    `feeds` counts a bare line feed as two: the file has lost the CRLF that was counted.
    """

    utf16: bool = False
    crlf: bool = True
    mark: bool = False
    feeds: bool = False


class Selected(NamedTuple):
    """A selection as it is written: positions of its own counting, and the words recorded with it, if any.

    Line ends within the words are bare line feeds or blanks.
    """

    start: int
    end: int
    words: str = ""


class Text:
    """A text as it lies in its file, without a byte order mark, and as it is kept: `kept`, with bare line feeds."""

    def __init__(self, stored: str, marked: bool = False) -> None:
        self.stored = stored
        self.kept = _CRLF.sub("\n", stored) if "\r" in stored else stored
        self.marked = marked
        self.has_pairs = "\r\n" in stored
        self.has_astral = not stored.isascii() and _ASTRAL.search(stored) is not None
        self._flat = ""

    @property
    def is_plain(self) -> bool:
        """Whether every way of counting that the file may mean is the same."""
        return not (self.has_pairs or self.has_astral or self.marked)

    def countings(self) -> list[Counting]:
        """The ways of counting that differ for this text, the standard's first."""
        units = (False, True) if self.has_astral else (False,)
        ends = (True, False) if self.has_pairs else (True,)
        found = [Counting(utf16, crlf) for utf16 in units for crlf in ends]
        if self.marked:
            found += [counting._replace(mark=True) for counting in found]
        if "\n" in self.kept and not self.has_pairs:
            found += [counting._replace(feeds=True) for counting in found if not counting.mark]
        return found

    def holds(self, words: str) -> int:
        """How often words stand in the text, two at most; blanks and line ends are alike."""
        self._flat = self._flat or flat(self.kept)
        first = self._flat.find(flat(words))
        return 0 if first < 0 else 1 if self._flat.find(flat(words), first + 1) < 0 else 2

    def place_of(self, words: str) -> int:
        """Where words stand first, in code points."""
        self._flat = self._flat or flat(self.kept)
        return self._flat.find(flat(words))


class Positions:
    """Turns positions of one counting into code points of the kept text; `length` is that of the text, counted so."""

    def __init__(self, text: Text, counting: Counting) -> None:
        self._shift = 1 if counting.mark else 0
        self._doubles = _doubles(text, counting)
        self.length = len(text.kept) + len(self._doubles) + self._shift

    def start(self, position: int) -> int:
        """Where a passage begins that begins at a position; never within a character."""
        position = max(position - self._shift, 0)
        return position - bisect_left(self._doubles, position) if self._doubles else position

    def end(self, position: int) -> int:
        """Where a passage ends; a character of which half belongs to it does so wholly."""
        position = max(position - self._shift, 0)
        return position - bisect_left(self._doubles, position - 1) if self._doubles else position


def _doubles(text: Text, counting: Counting) -> list[int]:
    """Where, so counted, the things stand that count as two and are one character of the kept text."""
    if counting.feeds:
        pattern = re.compile("\n|[\U00010000-\U0010ffff]" if counting.utf16 else "\n")
        return [found.start() + number for number, found in enumerate(pattern.finditer(text.kept))]
    pairs = counting.crlf and text.has_pairs
    astral = counting.utf16 and text.has_astral
    if not (pairs or astral):
        return []
    if not pairs:
        return [found.start() + number for number, found in enumerate(_ASTRAL.finditer(text.kept))]
    places, wide = [], 0
    for found in _PATTERNS[astral, True].finditer(text.stored):
        places.append(found.start() + wide)
        wide += found[0] != "\r\n"
    return places


def flat(text: str) -> str:
    """A text as an attribute of XML may hold it, on one line and of the same length."""
    return _BLANK.sub(" ", text)


def quotes(words: str, passage: str) -> bool:
    """Whether recorded words are those of a passage, whole or cut."""
    if words == passage:
        return True
    words, passage = flat(words), flat(passage)
    if REPLACED in words and words != passage:
        passage = xml_text(passage)
    if words == passage:
        return True
    short = _CUT.sub("", words)
    if short != words:
        return bool(short) and passage.startswith(short)
    return len(words) >= SURELY_CUT and passage.startswith(words)


def fits(text: Text, counting: Counting, selected: Sequence[Selected]) -> tuple[int, int]:
    """How many selections so counted have the words recorded with them, and how many lie within the text."""
    positions, quoted, inside = Positions(text, counting), 0, 0
    for start, end, words in selected:
        if 0 <= start <= end <= positions.length:
            inside += 1
            quoted += bool(words) and quotes(words, text.kept[positions.start(start) : positions.end(end)])
    return quoted, inside


def borders(text: Text, counting: Counting, selected: Sequence[Selected]) -> int:
    """How many ends of selections so counted lie between words and not within one."""
    positions, kept, found = Positions(text, counting), text.kept, 0
    for start, end, _words in selected:
        if 0 <= start <= end <= positions.length:
            found += _is_border(kept, positions.start(start)) + _is_border(kept, positions.end(end))
    return found


def _is_border(text: str, position: int) -> bool:
    if not 0 < position < len(text):
        return True
    return not (text[position - 1].isalnum() and text[position].isalnum())
