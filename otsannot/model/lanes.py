"""Lanes for stretches of a text, so that stripes which lie beside one another never cover one another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

NO_LANE = -1
"""What is given instead of a lane where all are taken."""


class Extent(NamedTuple):
    """The code points `[start, end)` that some lanes are needed for, and some more for what is out of focus."""

    start: int
    end: int
    lanes: int
    further: int = 0


def pack(extents: Sequence[Extent], limit: int) -> list[tuple[int, ...]]:
    """Give each extent its lanes, the lowest ones that are free; extents come in order of their start.

    Where more than `limit` overlap, the further ones get NO_LANE. What is out of focus lies beyond all the rest.
    """
    packed = _packed([(start, end, lanes) for start, end, lanes, _further in extents], 0, limit)
    if any(extent.further for extent in extents):
        first = 1 + max((lane for lanes in packed for lane in lanes), default=NO_LANE)
        beyond = _packed([(start, end, further) for start, end, _lanes, further in extents], first, limit)
        packed = [(*lanes, *further) for lanes, further in zip(packed, beyond, strict=True)]
    return packed


def _packed(wanted: Iterable[tuple[int, int, int]], first: int, limit: int) -> list[tuple[int, ...]]:
    free_from: list[int] = []
    packed: list[tuple[int, ...]] = []
    for start, end, count in wanted:
        taken: list[int] = []
        for lane, free in enumerate(free_from):
            if len(taken) == count:
                break
            if free <= start:
                free_from[lane] = end
                taken.append(first + lane)
        while len(taken) < count and first + len(free_from) < limit:
            taken.append(first + len(free_from))
            free_from.append(end)
        packed.append((*taken, *[NO_LANE] * (count - len(taken))))
    return packed
