"""The paragraphs of a text, numbered from 1; each line feed ends one."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple


class Paragraph(NamedTuple):
    """The code points `[start, end)` of a paragraph, without the line feed that ends it."""

    start: int
    end: int


class Paragraphs:
    """Answers which paragraph holds a position and where a paragraph lies; the text is looked at when first asked."""

    def __init__(self, text: str) -> None:
        self._text = text

    @property
    def count(self) -> int:
        """How many paragraphs there are; an empty text has one."""
        return len(self._starts)

    def number_at(self, position: int) -> int:
        """The number of the paragraph that holds a code point; a line feed belongs to the paragraph it ends.

        Raises IndexError for a position outside the text; its end is inside.
        """
        if not 0 <= position <= len(self._text):
            raise IndexError(position)
        return bisect_right(self._starts, position)

    def span(self, number: int) -> Paragraph:
        """Where a paragraph lies. Raises IndexError for a number that no paragraph has."""
        if not 1 <= number <= self.count:
            raise IndexError(number)
        end = self._starts[number] - 1 if number < self.count else len(self._text)
        return Paragraph(self._starts[number - 1], end)

    @cached_property
    def _starts(self) -> list[int]:
        lengths = map(len, self._text.split("\n"))
        starts = list(accumulate(lengths, lambda start, length: start + length + 1, initial=0))
        # The sum over the last line is where a further paragraph would begin.
        starts.pop()
        return starts
