"""Positions as Qt counts them, in UTF-16 units, and as everybody else does, in code points."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

_CHUNK = 1024


class Offsets:
    """Converts positions of one text; characters beyond U+FFFF take two units of UTF-16.

    Units are summed up once for every 1024 code points, so that building and asking cost the same for a text in
    Old Turkic as for any other.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._units: list[int] = []
        if not text.isascii() and _units(text) > len(text):
            chunks = (text[at : at + _CHUNK] for at in range(0, len(text), _CHUNK))
            self._units = list(accumulate(map(_units, chunks), initial=0))

    def to_qt(self, position: int) -> int:
        """The UTF-16 units before a code point."""
        if not self._units:
            return position
        chunk = position // _CHUNK
        return self._units[chunk] + _units(self._text[chunk * _CHUNK : position])

    def from_qt(self, units: int) -> int:
        """The code points before a unit; a unit within a character stands for the character's start."""
        if not self._units:
            return units
        chunk = bisect_right(self._units, units, hi=len(self._units) - 1) - 1
        first = chunk * _CHUNK
        encoded = self._text[first : first + _CHUNK].encode("utf-16-le")
        # Half a character at the cut is not decoded, and so not counted.
        return first + len(encoded[: 2 * (units - self._units[chunk])].decode("utf-16-le", "ignore"))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
