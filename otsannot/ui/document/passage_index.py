"""The passages of one document, ordered so that those on the screen are found at once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from otsannot.model.lanes import Extent
from otsannot.model.passages import Passage, PassageCode, place
from otsannot.ui.document.lanes import Lanes

UNDERLINES = 8
BRACKETS = 8


class Room(NamedTuple):
    """How many brackets may stand side by side, and how many code points at most on a line.

    Two brackets that lie nearer than a line is long could meet on the screen.
    """

    brackets: int = BRACKETS
    line: int = 120


USUAL_ROOM = Room()

InFocus = Callable[[Passage, PassageCode | None], bool]
"""Says whether a coding of a passage is looked at, or a passage that has none."""


class PassageIndex:
    """Passages, given in the order of the text, with the lanes of their underlines and of their brackets.

    `underlines[number]` are the lanes of what is in focus in a passage, one for each of those codes; a passage without
    code that is in focus has one. `brackets[number]` are those of all its codes, as `codes` orders them. They depend on
    the whole document and not on what is visible.
    """

    def __init__(
        self, text: str, passages: Sequence[Passage], in_focus: InFocus | None = None, room: Room = USUAL_ROOM
    ) -> None:
        self._text = text
        self._in_focus = in_focus
        self._room = room
        self.passages = passages
        self._starts = [passage.start for passage in self.passages]
        # The furthest end up to each passage never falls, so it can be searched for the first one that reaches a place.
        self._reach = list(accumulate((passage.end for passage in self.passages), max))
        count = len(self.passages)
        self.underlines = Lanes(count, self._underline, lambda number: self._touches(number, 0), UNDERLINES)
        self.brackets = self._brackets()

    def fit_brackets(self, room: Room) -> None:
        """Pack brackets into so much room."""
        if room != self._room:
            self._room = room
            self.brackets = self._brackets()

    def focused_on(self, in_focus: InFocus | None) -> PassageIndex:
        """The index of the same passages with another focus; everything is in it for None."""
        return PassageIndex(self._text, self.passages, in_focus, self._room)

    def with_passages(self, passages: Sequence[Passage]) -> PassageIndex:
        """The index of other passages of the same text with the same focus."""
        return PassageIndex(self._text, passages, self._in_focus, self._room)

    def updated(self, removed: Collection[int], added: Sequence[Passage]) -> PassageIndex:
        """The index without some annotations, by id, and with others; an id in both is replaced."""
        gone = {*removed, *(passage.annotation_id for passage in added)}
        kept = [passage for passage in self.passages if passage.annotation_id not in gone]
        for passage in added:
            insort(kept, passage, key=place)
        return self.with_passages(kept)

    def between(self, start: int, end: int) -> list[int]:
        """The numbers of the passages that share a code point with `[start, end)`, in order."""
        first = bisect_right(self._reach, start)
        last = bisect_left(self._starts, end)
        passages = self.passages
        return [number for number in range(first, last) if passages[number].end > start]

    def at(self, position: int) -> list[Passage]:
        """The passages over a code point: what is in focus before the rest, the shortest first."""
        found = self.between(position, position + 1)
        return [self.passages[number] for number in sorted(found, key=self._nearness)]

    def codes(self, number: int) -> tuple[tuple[PassageCode, ...], tuple[PassageCode, ...]]:
        """The codes of a passage that are in focus, and the others."""
        passage = self.passages[number]
        if self._in_focus is None:
            return passage.codes, ()
        inside = tuple(code for code in passage.codes if self._in_focus(passage, code))
        return inside, tuple(code for code in passage.codes if code not in inside)

    def is_focused(self, number: int) -> bool:
        """Whether anything of a passage is in focus."""
        passage = self.passages[number]
        return self._in_focus is None or any(self._in_focus(passage, code) for code in passage.codes or (None,))

    def looks(self, start: int, end: int) -> set[tuple[Passage, tuple[int, ...]]]:
        """What decides how the passages in `[start, end)` are painted: what they are, and the lanes of underlines."""
        return {(self.passages[number], self.underlines[number]) for number in self.between(start, end)}

    def by_id(self, annotation_id: int) -> Passage | None:
        """The passage of an annotation, if it is among these."""
        return self._by_id.get(annotation_id)

    @cached_property
    def _by_id(self) -> dict[int, Passage]:
        return {passage.annotation_id: passage for passage in self.passages}

    @property
    def has_focus(self) -> bool:
        """Whether there is anything that is looked at less than the rest."""
        return self._in_focus is not None

    @cached_property
    def coders(self) -> dict[int, str]:
        """The coders whose passages these are, by id, in the order of their ids."""
        return dict(sorted({passage.coder_id: passage.coder for passage in self.passages}.items()))

    def _nearness(self, number: int) -> tuple[bool, int, int, int]:
        passage = self.passages[number]
        return not self.is_focused(number), passage.end - passage.start, passage.start, passage.annotation_id

    def _touches(self, number: int, gap: int) -> bool:
        return self._starts[number] < self._reach[number - 1] + gap

    def _brackets(self) -> Lanes:
        line = self._room.line
        return Lanes(len(self.passages), self._bracket, lambda number: self._touches(number, line), self._room.brackets)

    def _underline(self, number: int) -> Extent:
        passage = self.passages[number]
        if not self.is_focused(number):
            return Extent(passage.start, passage.end, 0)
        return Extent(passage.start, passage.end, len(self.codes(number)[0]) or 1)

    def _bracket(self, number: int) -> Extent:
        """Reaches to a code point that is surely on a later line of the screen than the passage's last one."""
        passage = self.passages[number]
        inside, outside = self.codes(number)
        line = self._room.line
        line_feed = self._text.find("\n", passage.end - 1, passage.end + line)
        end = passage.end + line if line_feed < 0 else line_feed + 1
        return Extent(passage.start, end, len(inside), len(outside))
