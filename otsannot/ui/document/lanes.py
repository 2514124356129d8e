"""Where brackets and labels go so that none covers another, worked out where somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from otsannot.model.lanes import NO_LANE, Extent, pack


class Lanes:
    """What `pack` says of all extents of a document, worked out only where somebody asks.

    `extent_of` gives the extent of a number; `touches(number)` says whether an earlier extent reaches its start. Where
    none does, all lanes are free, so packing may begin there.
    """

    def __init__(
        self, count: int, extent_of: Callable[[int], Extent], touches: Callable[[int], bool], limit: int
    ) -> None:
        self.limit = limit
        self._count = count
        self._extent_of = extent_of
        self._touches = touches
        self._known: dict[int, tuple[int, ...]] = {}
        self._used: dict[int, int] = {}

    def __getitem__(self, number: int) -> tuple[int, ...]:
        self._pack_around(number)
        return self._known[number]

    def used_around(self, number: int) -> int:
        """How many lanes an extent and all those that touch it, one through the other, take together."""
        self._pack_around(number)
        return self._used[number]

    def _pack_around(self, number: int) -> None:
        if number in self._known:
            return
        first, last = number, number + 1
        while first > 0 and self._touches(first):
            first -= 1
        while last < self._count and self._touches(last):
            last += 1
        packed = pack([self._extent_of(one) for one in range(first, last)], self.limit)
        used = 1 + max((lane for lanes in packed for lane in lanes), default=NO_LANE)
        used += any(NO_LANE in lanes for lanes in packed)
        self._known.update(zip(range(first, last), packed, strict=True))
        self._used.update(dict.fromkeys(range(first, last), used))


def stack(wanted: Sequence[tuple[float, float]], height: float) -> list[float | None]:
    """Find places for labels of one height; each wants its top at the first number and may slide down to the second.

    Returns the top of each in the order given, or None where there is no room; who comes first is served first.
    """
    taken: list[float] = []
    placed: list[float | None] = []
    for top, last in wanted:
        at = top
        for other in taken:
            if other - height < at < other + height:
                at = other + height
        if at > last:
            placed.append(None)
            continue
        taken.append(at)
        taken.sort()
        placed.append(at)
    return placed
