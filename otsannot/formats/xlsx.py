"""Writes a workbook of one sheet, row by row, in constant memory."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from tempfile import TemporaryDirectory
from typing import BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileSizeError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from otsannot.errors import OtsannotError
from otsannot.i18n import _
from otsannot.model.report import Cell

LARGEST_CELL = 32_767
LARGEST_SHEET = 1_048_576
_MOST_COLUMNS = 16_384
_EXACT_INTEGER = 2**53
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)  # the same table gives the same bytes

# XML cannot hold these characters; the format writes them as _xHHHH_, and so must escape text that looks like that.
# The look-ahead counts an escaped character as the underscore that it will begin with (ECMA-376 part 1, 22.9.2.19).
_FORBIDDEN = "\x00-\x08\x0b-\x1f\ufffe\uffff"
_ESCAPED = re.compile(f"[{_FORBIDDEN}]|_(?=x[0-9A-Fa-f]{{4}}[_{_FORBIDDEN}])")
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f\ufffe\uffff]+")


class _Verbatim(Worksheet):
    """A sheet that gives back every text as it was; the library's own escapes lose `_x0041_x0042_` and `<r>...</r>`."""

    @staticmethod
    def _escape_control_characters(data: str) -> str:
        escaped = _ESCAPED.sub(lambda match: f"_x{ord(match[0]):04X}_", data)
        return f"_x003C_{escaped[1:]}" if escaped.startswith("<r>") else escaped


@contextmanager
def sheet(handle: BinaryIO, title: str, columns: Sequence[str]) -> Iterator[Callable[[Sequence[Sequence[Cell]]], None]]:
    """A function that appends rows to a new workbook, which is complete when the block ends.

    Raises OtsannotError where the format cannot hold the table: a cell over 32,767 UTF-16 units, a row too many.
    """
    if len(columns) > _MOST_COLUMNS:
        raise OtsannotError(_("An Excel sheet holds 16,384 columns at most. Write a CSV file instead."))
    with TemporaryDirectory(prefix="otsannot-") as folder:
        book = Workbook(handle, {"constant_memory": True, "tmpdir": folder})
        book.set_properties({"created": _EPOCH})
        page = book.add_worksheet(_sheet_name(title), _Verbatim)
        page.freeze_panes(1, 0)
        try:
            rows = _Rows(page)
            rows.write_header(columns, book.add_format({"bold": True}))
            yield rows.write
            book.close()
        except FileSizeError:
            raise OtsannotError(_("The table is too large for an Excel workbook. Write a CSV file instead.")) from None
        finally:
            page.row_data_fh.close()  # type: ignore[attr-defined]


class _Rows:
    """Writes rows one below the other and keeps the limits of the format."""

    def __init__(self, page: Worksheet) -> None:
        self._page = page
        self._number = 0

    def write_header(self, columns: Sequence[str], style: Format) -> None:
        for column, name in enumerate(columns):
            self._page.write_string(0, column, name, style)

    def write(self, rows: Sequence[Sequence[Cell]]) -> None:
        for row in rows:
            self._number += 1
            if self._number == LARGEST_SHEET:
                raise OtsannotError(
                    _("An Excel sheet ends at row {last}, and the table goes on. Write a CSV file instead.").format(
                        last=f"{LARGEST_SHEET:,}"
                    )
                )
            for column, cell in enumerate(row):
                if cell is not None and cell != "":
                    self._write_cell(column, cell)

    def _write_cell(self, column: int, cell: str | int | float) -> None:
        """Text is never a formula; a number that Excel would round is text."""
        if not isinstance(cell, str):
            exact = math.isfinite(cell) if isinstance(cell, float) else abs(cell) <= _EXACT_INTEGER
            if exact:
                self._page.write_number(self._number, column, +cell)  # the sign makes a number of True
                return
            cell = str(cell)
        if len(cell) > LARGEST_CELL // 2 and _utf16_length(cell) > LARGEST_CELL:
            raise OtsannotError(
                _("Row {row} holds a text that is too long for a cell in Excel. Write a CSV file instead.").format(
                    row=f"{self._number + 1:,}"
                )
            )
        self._page.write_string(self._number, column, cell)


def _sheet_name(title: str) -> str:
    name = _NOT_IN_SHEET_NAMES.sub(" ", title)
    # Excel counts 31 UTF-16 units and takes no apostrophe at either end.
    name = name.encode("utf-16-le")[:62].decode("utf-16-le", "ignore").strip(" '")
    if name.lower() == "history":
        # Excel keeps this name for itself.
        name += "_"
    return name or "Table"


def _utf16_length(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)
