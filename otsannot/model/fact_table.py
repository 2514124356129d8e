"""A table of facts as a file or the clipboard holds it, before anybody has asked whom it is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class FactRow(NamedTuple):
    """The cells of a row that begins on `line`, counted from 1; `fault` says why it cannot be read."""

    line: int
    cells: Sequence[str]
    fault: str = ""


class FactTable(NamedTuple):
    """The titles of the columns, and the rows below them; `name` is what reports call it.

    `encoding` is that of a file of text, and empty where the file has none.
    """

    name: str
    titles: Sequence[str]
    rows: Sequence[FactRow]
    encoding: str = ""


def cell(row: FactRow, column: int) -> str:
    """A cell of a row; empty where the row is too short."""
    return row.cells[column] if column < len(row.cells) else ""
