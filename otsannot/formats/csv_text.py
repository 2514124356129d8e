"""The rows of a CSV text, each with the line it begins on."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import NamedTuple

from otsannot.errors import OtsannotError
from otsannot.i18n import _

# The reader's own limit of 131,072 characters would refuse a long memo that this program wrote.
csv.field_size_limit(2**31 - 1)


class CsvRow(NamedTuple):
    """The cells of a row that begins on `line`, counted from 1."""

    line: int
    cells: list[str]


def split_csv(text: str, delimiter: str) -> Iterator[CsvRow]:
    """The rows that hold anything, one by one. Raises csv.Error when it comes to quotes that are not in order."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    for cells in reader:
        # Excel writes and reads a first line such as `sep=;`, which is no row.
        if any(cell.strip() for cell in cells) and not (line == 1 and cells[0].lower().startswith("sep=")):
            yield CsvRow(line, cells)
        line = reader.line_num + 1


def read_csv(text: str, name: str, delimiter: str) -> list[CsvRow]:
    """All rows that hold anything. Raises OtsannotError naming the file when its quotes are not in order."""
    try:
        return list(split_csv(text, delimiter))
    except csv.Error as error:
        raise OtsannotError(
            _("{name} is not a well-formed CSV file: {reason}.").format(name=name, reason=error)
        ) from error
