"""Finds where in a text a passage of another program lies, by the words it says it has.

Programs count in code points or in UTF-16 units, of a text with or without a byte order mark, with one or two
characters for a line end. What the words at a place say decides, passage by passage.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from typing import NamedTuple

from otsannot.model.spans import Span


class Found(NamedTuple):
    """The place of a passage in code points, and by which rule it was found."""

    span: Span
    rule: str


class QuotedPlaces:
    """A text as another program has it, and as it is stored here: without a byte order mark, with line feeds."""

    def __init__(self, written: str) -> None:
        self.text = written.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        self._is_shorter = self.text != written
        self._written = written
        self._units = _units_before(self.text)

    def find(self, start: int, end: int, quotation: str) -> Found | None:
        """The place with just these words; None when no way to count leads to them and they stand nowhere or often.

        An empty quotation says nothing: the place is then taken as UTF-16 units, which programs on Qt write.
        """
        words = _plain(quotation)
        for rule, count in self._rules() if words else self._rules()[:1]:
            span = Span(count(start), count(end))
            if 0 <= span.start < span.end <= len(self.text) and (
                not words or self.text[span.start : span.end] == words
            ):
                return Found(span, rule)
        return self._searched(start, words) if words else None

    def _rules(self) -> list[tuple[str, Callable[[int], int]]]:
        """The ways to count; those of the text as it was written come last, since windows show it mended."""
        rules: list[tuple[str, Callable[[int], int]]] = [("utf-16", self._of_units), ("code points", lambda n: n)]
        if self._is_shorter:
            rules.append(("code points as written", self._of_written))
        return rules

    def _searched(self, start: int, words: str) -> Found | None:
        """The one place where the words stand at all."""
        at = self.text.find(words)
        only = at >= 0 and self.text.find(words, at + 1) < 0
        return Found(Span(at, at + len(words)), "words") if only else None

    def _of_units(self, units: int) -> int:
        if not self._units:
            return units
        before = bisect_left(self._units, units)
        # Within a pair of units there is no place between two characters.
        return -1 if before < len(self._units) and self._units[before] == units else units - before

    def _of_written(self, count: int) -> int:
        """The place in the stored text of a place in the text as it was written."""
        if not 0 <= count <= len(self._written):
            return -1
        return len(_plain_ends(self._written[:count]))


def _units_before(text: str) -> list[int]:
    """For each character beyond the BMP, the UTF-16 unit in its middle."""
    return [place + number + 1 for number, place in enumerate(n for n, sign in enumerate(text) if sign > "\uffff")]


def _plain(quotation: str) -> str:
    return _plain_ends(quotation).replace("\u2029", "\n")


def _plain_ends(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
