"""Finds out where the cells of a Rich Text table stand: rows say only where each of their cells ends."""

from __future__ import annotations

from typing import NamedTuple

from otsannot.formats.growing import Growing
from otsannot.model.structure import Part

DEEPEST = 64
"""Tables within tables; what is deeper is taken for this deep."""


class _Cell(NamedTuple):
    """The code points of a cell, and the place of its left edge in twips."""

    start: int
    end: int
    left: int


class Row:
    """What a row says of its cells before or behind their words: right edges, and which go on from others."""

    def __init__(self) -> None:
        self.left = 0
        self.edges: list[int] = []
        self.continues: list[bool] = []
        self._next_continues = False

    def goes_on(self) -> None:
        """The next cell that is stated only continues another one."""
        self._next_continues = True

    def end_cell(self, edge: int) -> None:
        """State the right edge of a cell."""
        self.edges.append(edge)
        self.continues.append(self._next_continues)
        self._next_continues = False


class _Table:
    def __init__(self, number: int) -> None:
        self.number = number
        self.rows: list[list[_Cell]] = []
        self.lefts: set[int] = set()
        """The left edges of all cells, also of those that have no line."""
        self.waiting: list[tuple[int, int] | None] = []
        """Where the cells of the row are that comes; nothing for those that only go on from others."""
        self.cell_start: int | None = None


class Tables:
    """The tables that are open in a text, one within the other."""

    def __init__(self) -> None:
        self._open: list[_Table] = []
        self._count = 0

    def paragraph(self, depth: int, text: Growing) -> None:
        """A paragraph ends that lies so deep in tables; its line has not ended yet."""
        self.close(depth, text)
        while len(self._open) < min(depth, DEEPEST):
            self._count += 1
            self._open.append(_Table(self._count))
        for table in self._open:
            if table.cell_start is None:
                table.cell_start = text.line_start

    def passes_over(self, row: Row, text: Growing) -> bool:
        """Whether the innermost cell, which ends, goes on from another or is one too many; it then takes no line."""
        if not self._open:
            return False
        table = self._open[-1]
        at = len(table.waiting)
        # LibreOffice writes ends of cells that are none behind a table within a table.
        is_none = row.continues[at] if at < len(row.continues) else bool(row.edges)
        if not is_none or table.cell_start != text.length:
            return False
        table.waiting.append(None)
        table.cell_start = None
        return True

    def end_cell(self, text: Growing) -> None:
        """The innermost cell has ended, and its line."""
        if self._open:
            table = self._open[-1]
            start = table.cell_start if table.cell_start is not None else text.length
            table.waiting.append((start, max(start, text.length - 1)))
            table.cell_start = None

    def end_row(self, depth: int, row: Row, text: Growing) -> None:
        """A row of a table so deep has ended: take its cells in, each with its left edge."""
        self.close(depth, text)
        if not self._open:
            return
        table = self._open[-1]
        lefts = [row.left, *row.edges]
        table.lefts.update(lefts[: len(table.waiting)])
        table.rows.append(
            [
                _Cell(*place, lefts[at] if at < len(lefts) else lefts[-1] + at)
                for at, place in enumerate(table.waiting)
                if place is not None
            ]
        )
        table.waiting = []

    def close(self, depth: int, text: Growing) -> None:
        """End the tables that lie deeper, and number the columns of each by all the edges in it."""
        while len(self._open) > depth:
            table = self._open.pop()
            if table.waiting:
                table.rows.append([_Cell(*place, at) for at, place in enumerate(table.waiting) if place is not None])
            lefts = table.lefts | {cell.left for row in table.rows for cell in row}
            column = {left: at for at, left in enumerate(sorted(lefts), start=1)}
            for at, row in enumerate(table.rows, start=1):
                for cell in row:
                    place = f"{table.number}:{at}:{column[cell.left]}"
                    text.parts.append(Part(cell.start, cell.end, "cell", place))
