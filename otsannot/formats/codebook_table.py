"""The rows of a codebook table, whether they lie in CSV or in a workbook, and the row that names the columns."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from otsannot.errors import OtsannotError
from otsannot.formats.codebook_columns import KNOWN, NAMING, column_of
from otsannot.formats.csv_text import read_csv, split_csv
from otsannot.i18n import _

LARGEST_CODEBOOK = 100_000_000
"""Bytes, of a workbook once it is unpacked; a codebook of ten thousand codes with a page each has less."""

_DELIMITERS = ",;\t"
_TITLE_ROWS = 20
"""How many rows may stand above the one that names the columns, such as the title of a report."""


class Row(NamedTuple):
    """The cells of a row that begins on `line`, counted from 1; `fault` says why it cannot be read."""

    line: int
    cells: Sequence[str]
    fault: str = ""


class Table(NamedTuple):
    """A table whose columns are known: where each stands, all titles, and the rows below them."""

    columns: dict[str, int]
    titles: Sequence[str]
    rows: Sequence[Row]


def find_table(rows: Iterable[Row], name: str) -> Table:
    """The table among rows: it begins with the first row that names two columns we know, or else the first row.

    Raises OtsannotError when no column gives codes a name, or two do.
    """
    filled = [row for row in rows if row.fault or any(cell.strip() for cell in row.cells)]
    # A title may be one word that is also a column; columns come in company.
    at = next((n for n, row in enumerate(filled[:_TITLE_ROWS]) if len(known_columns(row.cells)) > 1), 0)
    titles = filled[at].cells if filled else []
    columns: dict[str, int] = {}
    for number, title in enumerate(titles):
        column = column_of(title)
        if column in columns:
            raise OtsannotError(
                _("{name} has two columns for {column}: {first} and {second}. Rename or remove one.").format(
                    name=name, column=column, first=titles[columns[column]], second=title
                )
            )
        if column in KNOWN:
            columns[column] = number
    if not any(column in columns for column in NAMING):
        raise OtsannotError(
            _("{name} has no column named code or code_path. Its columns are: {columns}.").format(
                name=name, columns=", ".join(title for title in titles if title.strip())
            )
        )
    return Table(columns, titles, filled[at + 1 :])


def known_columns(titles: Iterable[str]) -> set[str]:
    """The columns we know among titles; none when no column gives codes a name."""
    found = {column for column in map(column_of, titles) if column in KNOWN}
    return found if found & {*NAMING} else set()


def csv_rows(text: str, name: str) -> list[Row]:
    """The rows of a CSV text that hold anything. Raises OtsannotError when its quotes are not in order."""
    return [Row(*row) for row in read_csv(text, name, _delimiter(text))]


def _delimiter(text: str) -> str:
    """The delimiter under which one of the first rows names the most columns we know."""

    def most(delimiter: str) -> int:
        best = 0
        try:
            for row in islice(split_csv(text, delimiter), _TITLE_ROWS):
                best = max(best, len(known_columns(row.cells)))
        except csv.Error:
            return best
        return best

    return max(_DELIMITERS, key=most)
