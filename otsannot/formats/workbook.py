"""Reads the sheets of an Excel workbook as rows of text, in bounded memory, whatever the file claims to hold."""

from __future__ import annotations

import re
import struct
import warnings
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from otsannot.errors import OtsannotError
from otsannot.formats.codebook_table import LARGEST_CODEBOOK, Row
from otsannot.formats.signatures import kind_of_binary
from otsannot.formats.xlsx import LARGEST_SHEET
from otsannot.i18n import _

MOST_ROWS = 100_000
MOST_COLUMNS = 1_000

# What a damaged or forged workbook makes the library raise; the parsers of XML raise a SyntaxError of their own.
_DAMAGES = (
    BadZipFile, InvalidFileException, LookupError, ValueError, TypeError, AttributeError, ArithmeticError, OSError,
    EOFError, SyntaxError, AssertionError, NotImplementedError, RuntimeError, zlib.error, struct.error,
)  # fmt: skip

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
# Characters that XML cannot hold are written so; a bare underscore before them is written as one too.
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def read_sheets(data: bytes, name: str) -> list[list[Row]]:
    """The rows of every sheet, each cell as the text it shows; a cell merged over several rows says so in each.

    Numbers are written without a needless `.0` and dates as ISO 8601. A row with a formula whose result was never
    stored, or failed, carries a fault. Raises OtsannotError for what is no workbook, is damaged or too large.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > LARGEST_CODEBOOK:
                raise OtsannotError(
                    _("{name} is too large once it is unpacked. Save its table alone.").format(name=name)
                )
            parts = set(archive.namelist())
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about extensions of Excel that say nothing of the cells
            sheets = [*_sheets(data, "xl/sharedStrings.xml" not in parts, name)]
    except _DAMAGES as error:
        kind = kind_of_binary(data)
        if kind and not data.startswith(b"PK"):
            told = _("{name} is {kind}, not an Excel workbook (.xlsx).").format(name=name, kind=kind)
        else:
            told = _("{name} is no Excel workbook, or is damaged. Save it again as .xlsx or as CSV.").format(name=name)
        raise OtsannotError(told) from error
    if not sheets:
        raise OtsannotError(_("{name} has no sheet of cells.").format(name=name))
    return sheets


def _sheets(data: bytes, inline: bool, name: str) -> Iterator[list[Row]]:
    shows = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    holds = load_workbook(BytesIO(data), read_only=True, keep_links=False)
    for sheet, formulas in zip(shows.worksheets, holds.worksheets, strict=True):
        rows = [*_rows(sheet, formulas, inline, name)]
        with sheet._get_source() as source:
            merged = [range_boundaries(found.decode()) for found in _MERGED.findall(source.read())]
        yield _unmerged(rows, merged)
    shows.close()
    holds.close()


def _rows(sheet: Any, formulas: Any, inline: bool, name: str) -> Iterator[Row]:
    """The rows of a sheet that are there; the size that it claims to have counts for nothing."""
    sheet.reset_dimensions()
    formulas.reset_dimensions()
    pairs = zip(sheet.iter_rows(), formulas.iter_rows(), strict=True)
    for number, (shown, held) in zip(range(1, LARGEST_SHEET + 1), pairs, strict=False):
        if all(cell.value is None for cell in held):
            continue
        if number > MOST_ROWS or len(held) > MOST_COLUMNS:
            raise OtsannotError(
                _("{name} has more than {rows} rows or {columns} columns. Save what is needed alone.").format(
                    name=name, rows=f"{MOST_ROWS:,}", columns=f"{MOST_COLUMNS:,}"
                )
            )
        faults = (_fault(a, b) for a, b in zip(shown, held, strict=True))
        yield Row(number, [_text(cell.value, inline) for cell in shown], next(filter(None, faults), ""))


def _fault(shown: Any, held: Any) -> str:
    if shown.data_type == "e":
        return _("cell {cell} holds an error, {error}.").format(cell=held.coordinate, error=shown.value)
    if held.data_type == "f" and shown.value is None:
        told = _("cell {cell} holds a formula without a result. Open the file in Excel or LibreOffice and save it.")
        return told.format(cell=held.coordinate)
    return ""


def _text(value: object, inline: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return _unescaped(value, inline)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value == datetime.combine(value.date(), datetime.min.time()):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def _unescaped(text: str, inline: bool) -> str:
    """A text as it was before it was written to XML (ECMA-376 part 1, 22.9.2.19).

    The library leaves strings within cells, which we write, as they are. Of shared strings, which Excel writes, it
    resolves the escaped underscores, so that only what XML cannot hold may still be resolved.
    """

    def character(match: re.Match[str]) -> str:
        code = int(match[1], 16)
        return chr(code) if inline or code < 0x20 else match[0]

    return _ESCAPED.sub(character, text) if "_x" in text else text


def _unmerged(rows: list[Row], merged: Sequence[tuple[int, int, int, int]]) -> list[Row]:
    """Let each row of a merged range say in its first column what the range says, as a reader sees it."""
    at = {row.line: number for number, row in enumerate(rows)}
    for left, top, _right, bottom in merged:
        if top not in at or left > len(rows[at[top]].cells):
            continue
        said = rows[at[top]].cells[left - 1]
        for line in range(top + 1, min(bottom, rows[-1].line) + 1):
            if line in at:
                row = rows[at[line]]
                cells = [*row.cells, *[""] * (left - len(row.cells))]
                cells[left - 1] = said
                rows[at[line]] = row._replace(cells=cells)
    return rows
