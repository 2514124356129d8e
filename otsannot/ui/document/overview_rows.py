"""Which colours stand in which row of an overview of a whole document."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate, repeat

from otsannot.ui.document.passage_index import PassageIndex

LANES = 4
NO_COLOUR = ""

Row = tuple[str, ...]
"""A colour for each lane, or NO_COLOUR."""


def overview_rows(index: PassageIndex, length: int, rows: int, bare: str) -> list[Row]:
    """What is in focus of a text of so many code points, in so many rows of equal parts; `bare` stands for no code.

    A row with more colours than lanes shows those of which it has most. A colour keeps its lane from row to row.
    """
    colours, counts = _counted(index, length, rows, bare)
    shown: list[Row] = []
    row: Row = (NO_COLOUR,) * LANES
    before: Sequence[int] = ()
    for counted in counts:
        if counted != before:
            present = [number for number, count in enumerate(counted) if count]
            if len(present) > LANES:
                present.sort(key=lambda number: (-counted[number], colours[number] not in row, number))
            row = _laid_out([colours[number] for number in present[:LANES]], row)
            before = counted
        shown.append(row)
    return shown


def _counted(index: PassageIndex, length: int, rows: int, bare: str) -> tuple[list[str], Iterable[tuple[int, ...]]]:
    """The colours, and for each row how many codings of each colour touch it."""
    codes = (index.codes(number)[0] for number in range(len(index.passages)))
    if not index.has_focus:
        codes = (passage.codes for passage in index.passages)
    # Many codings stand in one place of so small a picture; counting them there first is what makes this quick.
    places = Counter(
        (passage.start * rows // length, (passage.end - 1) * rows // length, code.colour)
        for passage, its in zip(index.passages, codes, strict=True)
        for code in its
    )
    for number, passage in enumerate(index.passages):
        if not passage.codes and index.is_focused(number):
            places[passage.start * rows // length, (passage.end - 1) * rows // length, bare] += 1
    steps: defaultdict[str, list[int]] = defaultdict(lambda: [0] * (rows + 1))
    for (first, last, colour), count in places.items():
        step = steps[colour]
        step[first] += count
        step[last + 1] -= count
    counts = (accumulate(step[:rows]) for step in steps.values())
    return list(steps), zip(*counts, strict=True) if steps else repeat((), rows)


def _laid_out(colours: list[str], before: Row) -> Row:
    """Each colour in the lane it had in the row before, and the others in the lanes that are left."""
    lanes = [colour if colour in colours else NO_COLOUR for colour in before]
    for colour in colours:
        if colour not in lanes:
            lanes[lanes.index(NO_COLOUR)] = colour
    return tuple(lanes)
