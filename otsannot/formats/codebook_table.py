"""The rows of a codebook table, whether they lie in CSV or in a workbook, and the row that names the columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from otsannot.errors import OtsannotError
from otsannot.formats.codebook_columns import KNOWN, NAMING, column_of
from otsannot.i18n import _

LARGEST_CODEBOOK = 100_000_000
"""Bytes, of a workbook once it is unpacked; a codebook of ten thousand codes with a page each has less."""

_DELIMITERS = ",;\t"
_TITLE_ROWS = 20
"""How many rows may stand above the one that names the columns, such as the title of a report."""

# The reader's own limit of 131,072 characters would refuse a long memo that this program wrote.
csv.field_size_limit(2**31 - 1)


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
    try:
        return [*_split(text, _delimiter(text))]
    except csv.Error as error:
        raise OtsannotError(
            _("{name} is not a well-formed CSV file: {reason}.").format(name=name, reason=error)
        ) from error


def _split(text: str, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    for cells in reader:
        # Excel writes and reads a first line such as `sep=;`, which is no row.
        if any(cell.strip() for cell in cells) and not (line == 1 and cells[0].lower().startswith("sep=")):
            yield Row(line, cells)
        line = reader.line_num + 1


def _delimiter(text: str) -> str:
    """The delimiter under which one of the first rows names the most columns we know."""

    def most(delimiter: str) -> int:
        best = 0
        try:
            for _number, row in zip(range(_TITLE_ROWS), _split(text, delimiter), strict=False):
                best = max(best, len(known_columns(row.cells)))
        except csv.Error:
            return best
        return best

    return max(_DELIMITERS, key=most)
