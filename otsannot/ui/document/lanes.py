"""Where brackets and labels go so that none covers another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple


class Extent(NamedTuple):
    """The code points `[start, end)` that some lanes are needed for."""

    start: int
    end: int
    lanes: int


def pack(extents: Iterable[Extent], limit: int) -> list[tuple[int, ...]]:
    """Give each extent its lanes, the lowest ones that are free; extents come in order of their start.

    When more than `limit` overlap, the further ones share the last lane.
    """
    free_from: list[int] = []
    packed: list[tuple[int, ...]] = []
    for start, end, count in extents:
        taken: list[int] = []
        for lane, free in enumerate(free_from):
            if len(taken) == count:
                break
            if free <= start:
                free_from[lane] = end
                taken.append(lane)
        while len(taken) < count and len(free_from) < limit:
            taken.append(len(free_from))
            free_from.append(end)
        if len(taken) < count:
            free_from[-1] = max(free_from[-1], end)
            taken += [limit - 1] * (count - len(taken))
        packed.append(tuple(taken))
    return packed


class Lanes:
    """What `pack` says of all extents of a document, worked out only where somebody asks.

    `extent_of` gives the extent of a number; `touches(number)` says whether an earlier extent reaches its start. Where
    none does, all lanes are free, so packing may begin there.
    """

    def __init__(
        self, count: int, extent_of: Callable[[int], Extent], touches: Callable[[int], bool], limit: int
    ) -> None:
        self._count = count
        self._extent_of = extent_of
        self._touches = touches
        self._limit = limit
        self._known: dict[int, tuple[int, ...]] = {}

    def __getitem__(self, number: int) -> tuple[int, ...]:
        if number not in self._known:
            first, last = number, number + 1
            while first > 0 and self._touches(first):
                first -= 1
            while last < self._count and self._touches(last):
                last += 1
            packed = pack(map(self._extent_of, range(first, last)), self._limit)
            self._known.update(zip(range(first, last), packed, strict=True))
        return self._known[number]


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
