"""Tells running heads, feet and page numbers of a PDF by what stands at the same height on several pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from otsannot.formats.pdf_lines import Row

_OUTER_ROWS = 3
_HEIGHT = 4.0
"""Points by which the heights of heads may differ."""
_FEW_PAGES = 6
_LARGE = 1.15
"""Of the usual size: what is larger is the title of a chapter, and no running head."""
_NEAR = 1.15
_DIGITS = re.compile(r"\d+")
_ROMAN = re.compile(r"[\W_]*[ivxlcdm]+[\W_]*")


def take_furniture(pages: Sequence[list[Row]]) -> tuple[list[list[Row]], list[str]]:
    """The rows of each page without its furniture, and what the furniture says.

    Furniture is what the file itself calls so, and outer rows that, but for their numbers, come again at the same
    height on another page; on a third one where there are more than six pages.
    """
    counted: Counter[tuple[str, int]] = Counter()
    for rows in pages:
        for row in {id(row): row for row in (*rows[:_OUTER_ROWS], *rows[-_OUTER_ROWS:])}.values():
            said, height = _likeness(row), round(row.y / _HEIGHT)
            counted.update((said, near) for near in (height - 1, height, height + 1))
    large = _LARGE * _usual_size(pages)
    needed = 2 if len(pages) <= _FEW_PAGES else 3
    kept: list[list[Row]] = []
    taken: list[str] = []
    for rows in pages:
        again = [
            _is_artifact(row) or (row.size < large and counted[_likeness(row), round(row.y / _HEIGHT)] >= needed)
            for row in rows
        ]
        first, last = 0, len(rows)
        while first < min(last, _OUTER_ROWS) and again[first]:
            first += 1
        while last > max(first, len(rows) - _OUTER_ROWS) and again[last - 1]:
            last -= 1
        first, last = _apart(rows, first, last)
        outer = [row for at, row in enumerate(rows) if not first <= at < last or _is_artifact(row)]
        taken += map(words_of_row, outer)
        kept.append([row for row in rows[first:last] if not _is_artifact(row)])
    return kept, taken


def _apart(rows: list[Row], first: int, last: int) -> tuple[int, int]:
    """The bounds of the text, moved outward where nothing but the way of a line parts it from what came again."""
    ways = sorted(above.y - below.y for above, below in pairwise(rows))
    near = _NEAR * ways[len(ways) // 2] if ways else 0.0
    while 0 < first < last and rows[first - 1].y - rows[first].y < near and not _is_artifact(rows[first - 1]):
        first -= 1
    while first < last < len(rows) and rows[last - 1].y - rows[last].y < near and not _is_artifact(rows[last]):
        last += 1
    return first, last


def _usual_size(pages: Sequence[list[Row]]) -> float:
    sizes: Counter[float] = Counter()
    for rows in pages:
        for row in rows:
            sizes[round(row.size * 2) / 2] += sum(len(run.text) for piece in row.pieces for run in piece.runs)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def words_of_row(row: Row) -> str:
    """What a row says, from the left."""
    return " ".join(" ".join("".join(run.text for run in piece.runs).split()) for piece in row.pieces)


def _likeness(row: Row) -> str:
    said = words_of_row(row).casefold()
    return "#" if _ROMAN.fullmatch(said) else _DIGITS.sub("#", said)


def _is_artifact(row: Row) -> bool:
    return all(run.is_artifact for piece in row.pieces for run in piece.runs)
