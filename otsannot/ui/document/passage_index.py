"""The passages of one document, ordered so that those on the screen are found at once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from functools import cached_property
from itertools import accumulate

from otsannot.model.passages import Passage, in_text_order
from otsannot.ui.document.lanes import Extent, Lanes

UNDERLINES = 8
BRACKETS = 7

# No line of the column holds more characters; two brackets that lie nearer than this could meet on the screen.
_LINE = 120


class PassageIndex:
    """Passages, given in the order of the text, with the lanes of their underlines and of their brackets.

    `underlines[number]` and `brackets[number]` are the lanes of a passage, one for each of its codes; a passage
    without code has one underline and no bracket. They depend on the whole document and not on what is visible.
    """

    def __init__(self, text: str, passages: Sequence[Passage]) -> None:
        self._text = text
        self.passages = passages
        self._starts = [passage.start for passage in self.passages]
        # The furthest end up to each passage never falls, so it can be searched for the first one that reaches a place.
        self._reach = list(accumulate((passage.end for passage in self.passages), max))
        count = len(self.passages)
        self.underlines = Lanes(count, self._underline, lambda number: self._touches(number, 0), UNDERLINES)
        self.brackets = Lanes(count, self._bracket, lambda number: self._touches(number, _LINE), BRACKETS)

    def updated(self, removed: Collection[int], added: Sequence[Passage]) -> PassageIndex:
        """The index without some annotations, by id, and with others; an id in both is replaced."""
        gone = {*removed, *(passage.annotation_id for passage in added)}
        kept = [passage for passage in self.passages if passage.annotation_id not in gone]
        return PassageIndex(self._text, in_text_order([*kept, *added]))

    def between(self, start: int, end: int) -> list[int]:
        """The numbers of the passages that share a code point with `[start, end)`, in order."""
        first = bisect_right(self._reach, start)
        last = bisect_left(self._starts, end)
        passages = self.passages
        return [number for number in range(first, last) if passages[number].end > start]

    def at(self, position: int) -> list[Passage]:
        """The passages over a code point, the shortest first."""
        found = [self.passages[number] for number in self.between(position, position + 1)]
        return sorted(found, key=lambda passage: (passage.end - passage.start, passage.start, passage.annotation_id))

    @cached_property
    def coders(self) -> dict[int, str]:
        """The coders whose passages these are, by id, in the order of their ids."""
        return dict(sorted({passage.coder_id: passage.coder for passage in self.passages}.items()))

    def _touches(self, number: int, gap: int) -> bool:
        return self._starts[number] < self._reach[number - 1] + gap

    def _underline(self, number: int) -> Extent:
        passage = self.passages[number]
        return Extent(passage.start, passage.end, len(passage.codes) or 1)

    def _bracket(self, number: int) -> Extent:
        """Reaches to a code point that is surely on a later line of the screen than the passage's last one."""
        passage = self.passages[number]
        line_feed = self._text.find("\n", passage.end - 1, passage.end + _LINE)
        return Extent(passage.start, passage.end + _LINE if line_feed < 0 else line_feed + 1, len(passage.codes))
