"""Positions as Qt counts them, in UTF-16 units, and as everybody else does, in code points."""

from __future__ import annotations

from bisect import bisect_right

_CHUNK = 1024
_AHEAD = 64


class Offsets:
    """Converts positions of one text; characters beyond U+FFFF take two units of UTF-16.

    Units are summed up once for every 1024 code points, as far into the text as somebody asks, so that a long text in
    Old Turkic opens and answers as quickly as any other.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._has_pairs = not text.isascii() and utf16_length(text) > len(text)
        self._before = [0]  # the units before each chunk that is known

    def to_qt(self, position: int) -> int:
        """The UTF-16 units before a code point."""
        if not self._has_pairs:
            return position
        chunk = position // _CHUNK
        self._sum_up(chunk)
        return self._before[chunk] + utf16_length(self._text[chunk * _CHUNK : position])

    def from_qt(self, units: int) -> int:
        """The code points before a unit; a unit within a character stands for the character's start."""
        if not self._has_pairs:
            return units
        while self._before[-1] <= units and len(self._before) * _CHUNK <= len(self._text):
            self._sum_up(len(self._before) + _AHEAD)
        chunk = bisect_right(self._before, units) - 1
        first = chunk * _CHUNK
        encoded = self._text[first : first + _CHUNK].encode("utf-16-le")
        # Half a character at the cut is not decoded, and so not counted.
        return first + len(encoded[: 2 * (units - self._before[chunk])].decode("utf-16-le", "ignore"))

    def _sum_up(self, chunk: int) -> None:
        """Know the units before a chunk, or before the last one of the text."""
        for known in range(len(self._before), min(chunk, len(self._text) // _CHUNK) + 1):
            self._before.append(self._before[-1] + utf16_length(self._text[(known - 1) * _CHUNK : known * _CHUNK]))


def utf16_length(text: str) -> int:
    """How many units of UTF-16 a text takes."""
    return len(text.encode("utf-16-le")) // 2
