"""A text that was corrected: which stretches of it were rewritten, and where the words of a passage are now."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from otsannot.model.spans import Span
from otsannot.text.graphemes import snap


class Stretch(NamedTuple):
    """The code points `[start, end)` of the earlier text became `[new_start, new_end)` of the corrected one."""

    start: int
    end: int
    new_start: int
    new_end: int


class Correction:
    """The earlier text, the corrected one, and the rewritten stretches between them, in order and never touching.

    What lies outside them is the same in both texts. Whoever types reports each splice, so that of two equal words the
    one that was deleted counts as gone.
    """

    def __init__(self, earlier: str) -> None:
        self.earlier = earlier
        self.text = earlier
        self.stretches: list[Stretch] = []

    @classmethod
    def of_stretches(cls, earlier: str, corrected: str, stretches: Iterable[Stretch]) -> Correction:
        """A correction that somebody else has compared."""
        correction = cls(earlier)
        correction.text = corrected
        correction.stretches = list(stretches)
        return correction

    @property
    def is_blank(self) -> bool:
        """Whether both texts are the same."""
        return not self.stretches

    def splice(self, start: int, end: int, inserted: str) -> None:
        """Put words in the place of `[start, end)` of the corrected text; positions are code points."""
        first = bisect_left(self.stretches, start, key=lambda stretch: stretch.new_end)
        last = bisect_right(self.stretches, end, key=lambda stretch: stretch.new_start)
        touched = self.stretches[first:last]
        low = min(start, touched[0].new_start) if touched else start
        high = max(end, touched[-1].new_end) if touched else end
        before = self._shift(first)
        after = self._shift(last)
        grown = len(inserted) - (end - start)
        self.text = self.text[:start] + inserted + self.text[end:]
        later = [
            stretch._replace(new_start=stretch.new_start + grown, new_end=stretch.new_end + grown)
            for stretch in self.stretches[last:]
        ]
        rewritten = self._trimmed(Stretch(low - before, high - after, low, high + grown))
        self.stretches[first:] = [*rewritten, *later]

    def moved(self, span: Span) -> Span | None:
        """Where a passage of the earlier text is now, or None when its words are gone.

        What is rewritten inside a passage still belongs to it; what reaches over its edge leaves it the words that
        stayed. The passage is widened to whole letters.
        """
        first, last = self._meeting(span)
        met = self.stretches[first:last]
        if not self._has_survivors(span, met):
            return None
        start, end = span.start + self._shift(first), span.end + self._shift(last)
        for stretch in met:
            if stretch.start < span.start or stretch.start == stretch.end == span.start:
                start = stretch.new_end
            elif stretch.start == span.start:
                start = stretch.new_start
            if stretch.end > span.end or stretch.start == stretch.end == span.end:
                end = stretch.new_start
        return Span(*snap(self.text, start, end)) if start < end else None

    def in_place_of(self, span: Span) -> Span | None:
        """What stands where the words of a passage are gone, or None when nothing does."""
        first, last = self._meeting(span)
        met = self.stretches[first:last]
        if not met:
            return None
        start = min(met[0].new_start, span.start + self._shift(first))
        end = max(met[-1].new_end, span.end + self._shift(last))
        return Span(*snap(self.text, start, end)) if self.text[start:end].strip() else None

    def _meeting(self, span: Span) -> tuple[int, int]:
        """Which stretches touch a passage of the earlier text."""
        first = bisect_left(self.stretches, span.start, key=lambda stretch: stretch.end)
        last = bisect_right(self.stretches, span.end, key=lambda stretch: stretch.start)
        while first < last and self.stretches[first].end == span.start and self.stretches[first].start < span.start:
            first += 1
        while first < last and self.stretches[last - 1].start == span.end and self.stretches[last - 1].end > span.end:
            last -= 1
        return first, last

    def _has_survivors(self, span: Span, met: list[Stretch]) -> bool:
        kept: list[str] = []
        at = span.start
        for stretch in met:
            kept.append(self.earlier[at : max(at, stretch.start)])
            at = max(at, stretch.end)
        kept.append(self.earlier[at : span.end])
        had_words = self.earlier[span.start : span.end].strip() != ""
        return any(part.strip() or (part and not had_words) for part in kept)

    def _shift(self, number: int) -> int:
        """How far what follows the first `number` stretches has moved."""
        if number == 0:
            return 0
        stretch = self.stretches[number - 1]
        return stretch.new_end - stretch.end

    def _trimmed(self, stretch: Stretch) -> list[Stretch]:
        """The stretch without the words that both texts begin and end with; nothing when that is all of it."""
        start, end, new_start, new_end = stretch
        old, new = self.earlier[start:end], self.text[new_start:new_end]
        if old == new:
            return []
        same = _shared_words(old, new)
        alike = _shared_words(old[same:][::-1], new[same:][::-1])
        return [Stretch(start + same, end - alike, new_start + same, new_end - alike)]


def _shared_words(one: str, other: str) -> int:
    """How many code points of whole words two texts begin with alike; a letter that two words share says nothing."""
    pairs = enumerate(zip(one, other, strict=False))
    same = next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))
    while same and not (_is_border(one, same) and _is_border(other, same)):
        same -= 1
    return same


def _is_border(text: str, place: int) -> bool:
    return place == len(text) or text[place].isspace() or text[place - 1].isspace()
