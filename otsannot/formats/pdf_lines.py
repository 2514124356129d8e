"""Puts the runs of a PDF's page together to lines, column by column, in the order in which they are read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from otsannot.formats.pdf_content import Run
from otsannot.formats.pdf_directions import begins_right, in_reading_order, is_from_right, runs_from_right

CALL, CALL_END = "\ufdd0", "\ufdd1"
"""Signs around a raised mark that may call a note; Unicode gives them to nobody."""

_SPACE_GAP = 0.17
_SPACE_GAP_BESIDE = 0.5
_PART_GAP = 0.8
"""Of the font size: what is further apart stands in two columns, or is parted by a tab where there are none."""
_TAB_GAP = 2.5
_SAME_LINE = 0.25
_BIN = 3.0
"""Points of width in which columns are looked for."""
_FEWEST_LINES = 4
_NARROWEST = 8
_MARK = re.compile(r"\d{1,3}|[*†‡§¶]{1,4}|[a-z]")


class Piece(NamedTuple):
    """Runs of one row that stand close together."""

    left: float
    right: float
    runs: list[Run]


class Row(NamedTuple):
    """What stands on one height of a page."""

    y: float
    size: float
    pieces: list[Piece]


class Line(NamedTuple):
    """A line of a column: its place in points, its font, its words in the order of reading, and the column's edges."""

    left: float
    right: float
    y: float
    size: float
    is_bold: bool
    text: str
    page: int
    column: int
    from_right: bool


def rows_of(runs: Sequence[Run]) -> list[Row]:
    """The rows of a page from the top, each with its pieces from the left; raised and lowered letters join theirs."""
    heights: list[list[Run]] = []
    for run in sorted(_once(runs), key=lambda run: -run.y):
        if heights and heights[-1][0].y - run.y <= _SAME_LINE * min(heights[-1][0].size, run.size):
            heights[-1].append(run)
        else:
            heights.append([run])
    _join_raised(heights)
    return [_row(height) for height in heights if any(run.text.strip() for run in height)]


def _once(runs: Sequence[Run]) -> Iterator[Run]:
    """The runs without those that were drawn again in the same place, which is how some programs write bold."""
    seen: set[tuple[str, int, int]] = set()
    for run in runs:
        place = round(run.left / max(run.size * 0.1, 0.5)), round(run.y / max(run.size * 0.1, 0.5))
        if (run.text, *place) not in seen or not run.text.strip():
            seen.add((run.text, *place))
            yield run


def _join_raised(heights: list[list[Run]]) -> None:
    """Move small letters on a height of their own, or marks above letters, to the line they touch."""
    for number, height in enumerate(heights):
        for run in list(height):
            near = [other for other in (number - 1, number + 1, number + 2) if 0 <= other < len(heights)]
            for other in near:
                touched = next((big for big in heights[other] if _touches(run, big)), None)
                if touched is not None:
                    height.remove(run)
                    heights[other].append(run)
                    break


def _touches(small: Run, big: Run) -> bool:
    is_mark = small.right - small.left < 0.05 * small.size
    if small is big or not (small.size < 0.85 * big.size or is_mark) or small.size > 1.1 * big.size:
        return False
    apart = max(small.left - big.right, big.left - small.right)
    return -0.3 * big.size <= small.y - big.y <= 0.6 * big.size and apart < 0.35 * big.size


def _row(runs: list[Run]) -> Row:
    runs = sorted(runs, key=lambda run: (run.left, run.right))
    widths: dict[float, float] = {}
    for run in runs:
        widths[run.size] = widths.get(run.size, 0.0) + run.right - run.left + 0.001 * len(run.text)
    size = max(widths, key=lambda one: widths[one])
    y = next(run.y for run in runs if run.size == size)
    pieces: list[Piece] = []
    for run in runs:
        if pieces and run.left - pieces[-1].right <= _PART_GAP * size:
            last = pieces[-1]
            pieces[-1] = Piece(last.left, max(last.right, run.right), [*last.runs, run])
        elif run.text.strip():
            pieces.append(Piece(run.left, run.right, [run]))
    return Row(y, size, pieces)


def lines_of(rows: list[Row], page: int) -> list[Line]:
    """The lines of a page in the order of reading: a column from its top to its end, then the next."""
    lines: list[Line] = []
    from_right = runs_from_right("".join(run.text for row in rows for piece in row.pieces for run in piece.runs))
    for number, column in enumerate(_columns([row for row in rows if row.pieces])):
        lines += [_line(row, page, number, from_right) for row in column]
    return lines


def _columns(rows: list[Row]) -> Iterator[list[Row]]:
    """Rows cut where a gutter runs down between them, and what stands beside it in the order of reading."""
    gutter = _gutter(rows)
    if gutter is None:
        if rows:
            yield rows
        return
    x, first, last = gutter
    yield from _columns(rows[:first])
    sides: tuple[list[Row], list[Row]] = ([], [])
    for row in rows[first:last]:
        for side, of_side in enumerate(sides):
            pieces = [piece for piece in row.pieces if (piece.left >= x) == bool(side)]
            if pieces:
                of_side.append(row._replace(pieces=pieces))
    words = "".join(run.text for row in rows[first:last] for piece in row.pieces for run in piece.runs)
    for of_side in sides[::-1] if runs_from_right(words) else sides:
        yield from _columns(of_side)
    yield from _columns(rows[last:])


def _gutter(rows: list[Row]) -> tuple[float, int, int] | None:
    """Where a gutter runs, and from which row to which; the one along which most lines stand on both sides."""
    if len(rows) < _FEWEST_LINES:
        return None
    left = min(row.pieces[0].left for row in rows)
    right = max(piece.right for row in rows for piece in row.pieces)
    bins = int((right - left) / _BIN)
    if bins < 2 * _NARROWEST or bins > 10_000:
        return None
    covered = [0] * (bins + 2)
    for row in rows:
        for piece in row.pieces:
            covered[max(0, int((piece.left - left) / _BIN))] += 1
            covered[min(bins, int((piece.right - left) / _BIN)) + 1] -= 1
    best: tuple[int, float, int, int] | None = None
    count = 0
    for number in range(bins + 1):
        count += covered[number]
        if _NARROWEST <= number <= bins - _NARROWEST and count <= 0.5 * len(rows):
            x = left + (number + 0.5) * _BIN
            for first, last, lines in _beside(rows, x):
                if best is None or lines > best[0]:
                    best = lines, x, first, last
    return best[1:] if best is not None else None


def _beside(rows: list[Row], x: float) -> Iterator[tuple[int, int, int]]:
    """Stretches of rows that no piece crosses at x, with enough full lines on both sides of it."""
    first = 0
    for at in range(len(rows) + 1):
        if at < len(rows) and not any(piece.left < x < piece.right for piece in rows[at].pieces):
            continue
        stretch = rows[first:at]
        sides = [[p for row in stretch for p in row.pieces if (p.left >= x) == side] for side in (False, True)]
        if all(len(side) >= _FEWEST_LINES and _is_column(side) for side in sides):
            shared = _shared(stretch, x)
            if shared >= _FEWEST_LINES:
                yield first, at, shared
        first = at + 1


def _is_column(pieces: list[Piece]) -> bool:
    """Whether most pieces are lines of running text and no cells: they fill the width of the column."""
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    full = sum(1 for piece in pieces if piece.right - piece.left > 0.6 * (right - left))
    return 2 * full >= len(pieces) and right - left > 60


def _shared(rows: list[Row], x: float) -> int:
    """How many rows lie between the first and the last that have something on each side."""
    left = [at for at, row in enumerate(rows) if row.pieces[0].left < x]
    right = [at for at, row in enumerate(rows) if row.pieces[-1].left >= x]
    return min(left[-1], right[-1]) - max(left[0], right[0]) + 1 if left and right else 0


def _line(row: Row, page: int, column: int, from_right: bool) -> Line:
    runs = [run for piece in row.pieces for run in piece.runs]
    letters: list[str] = []
    end = runs[0].left
    before = ""
    narrow = _SPACE_GAP_BESIDE if any(" " in run.text for run in runs) else _SPACE_GAP
    for run in runs:
        gap = run.left - end
        if gap > _TAB_GAP * row.size:
            letters.append("\t")
        elif gap > narrow * row.size and not before.endswith((" ", "\u00a0", "\t")) and not run.text.startswith(" "):
            letters.append(" ")
        letters += _letters(run, row)
        before, end = run.text, max(end, run.right)
    from_right = begins_right("".join(letters), from_right)
    text = in_reading_order(letters, from_right)
    bold = 2 * sum(len(run.text) for run in runs if run.is_bold) > sum(len(run.text) for run in runs)
    left, right = row.pieces[0].left, row.pieces[-1].right
    return Line(left, right, row.y, row.size, bold, text.strip(), page, column, from_right)


def _letters(run: Run, row: Row) -> list[str]:
    """The letters of a run, one by one where directions may meet; a raised mark is one, between its signs."""
    mark = run.text.strip(" \u00a0[]()")
    if run.size < 0.85 * row.size and run.y > row.y + 0.15 * row.size and _MARK.fullmatch(mark):
        return [f"{CALL}{mark}{CALL_END}"]
    return [run.text] if is_from_right(run.text) else list(run.text)
