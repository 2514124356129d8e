"""Half-open ranges of code points."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple


class End(Enum):
    """One of the two ends of a span."""

    START = "start"
    END = "end"


class Span(NamedTuple):
    """The code points `[start, end)` of a text."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end


def covered(spans: Iterable[tuple[int, int]]) -> int:
    """How many code points lie in at least one of the spans."""
    total = reach = 0
    for start, end in sorted(spans):
        if end > reach:
            total += end - (start if start > reach else reach)
            reach = end
    return total
