"""Reads the sheets of an OpenDocument spreadsheet as rows of text, in bounded memory, whatever the file claims to hold.

The format is OpenDocument 1.3 part 3, chapter 9. The library at hand loses line breaks in cells, and a file that says
that a cell is repeated a million times makes it end the program.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from otsannot.errors import OtsannotError
from otsannot.formats.codebook_table import LARGEST_CODEBOOK, Row
from otsannot.formats.safe_xml import parsed_xml
from otsannot.formats.signatures import kind_of_binary
from otsannot.formats.workbook import MOST_COLUMNS, MOST_ROWS
from otsannot.formats.zipped import ZIP_DAMAGES
from otsannot.i18n import _

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STATED = {
    "float": f"{_OFFICE}value",
    "percentage": f"{_OFFICE}value",
    "currency": f"{_OFFICE}value",
    "date": f"{_OFFICE}date-value",
    "boolean": f"{_OFFICE}boolean-value",
}


def read_sheets(data: bytes, name: str) -> list[list[Row]]:
    """The rows of every sheet; numbers and dates as `workbook.read_sheets` gives them.

    Raises OtsannotError for what is no spreadsheet, is damaged, protected by a password, or too large.
    """
    content = _content(data, name)
    if b"encryption-data" in content[1]:
        raise OtsannotError(_("{name} is protected by a password. Save it without one.").format(name=name))
    tables = parsed_xml(content[0], name).findall(f"{_OFFICE}body/{_OFFICE}spreadsheet/{_TABLE}table")
    if not tables:
        raise OtsannotError(_("{name} has no sheet of cells.").format(name=name))
    return [list(_rows(table, name)) for table in tables]


def _content(data: bytes, name: str) -> tuple[bytes, bytes]:
    """The file's content and its manifest."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            if archive.getinfo("content.xml").file_size > LARGEST_CODEBOOK:
                raise OtsannotError(
                    _("{name} is too large once it is unpacked. Save its table alone.").format(name=name)
                )
            manifest = archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in archive.namelist() else b""
            return archive.read("content.xml"), manifest
    except (*ZIP_DAMAGES, KeyError) as error:
        kind = kind_of_binary(data)
        if kind and not data.startswith(b"PK"):
            told = _("{name} is {kind}, not a spreadsheet (.ods).").format(name=name, kind=kind)
        else:
            told = _("{name} is no spreadsheet, or is damaged. Save it again as .ods or as CSV.").format(name=name)
        raise OtsannotError(told) from error


def _rows(table: etree._Element, name: str) -> Iterator[Row]:
    """The rows that hold anything; a cell merged over several rows says so in each."""
    line = 0
    merged: dict[int, tuple[int, str]] = {}
    for row in table.iter(f"{_TABLE}table-row"):
        times = _times(row, "number-rows-repeated")
        cells = list(_cells(row, merged, name))
        while cells and not cells[-1]:
            del cells[-1]
        if cells and line + times > MOST_ROWS:
            raise _too_many(name)
        for _again in range(times if cells else 0):
            line += 1
            yield Row(line, cells)
        line += 0 if cells else times


def _cells(row: etree._Element, merged: dict[int, tuple[int, str]], name: str) -> Iterator[str]:
    """The cells of a row. `merged` says for each column how many rows below still show a text, and is kept up."""
    column = 0
    for cell in row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
        times = _times(cell, "number-columns-repeated")
        rows_left, above = merged.pop(column, (0, ""))
        said = above if rows_left and cell.tag.endswith("}covered-table-cell") else _said(cell)
        below = rows_left - 1 if said == above and rows_left else _times(cell, "number-rows-spanned") - 1
        if below > 0:
            merged[column] = (below, said)
        if said and column + times > MOST_COLUMNS:
            raise _too_many(name)
        column += times
        yield from (said for _again in range(min(times, MOST_COLUMNS)))


def _said(cell: etree._Element) -> str:
    kind = cell.get(f"{_OFFICE}value-type", "")
    stated = str(cell.get(_STATED[kind], "")) if kind in _STATED else ""
    if kind == "boolean" and stated:
        return "yes" if stated == "true" else "no"
    if kind == "date" and stated:
        return stated.removesuffix("T00:00:00")
    if stated:
        return stated.removesuffix(".0")
    return "\n".join("".join(_words(paragraph)) for paragraph in cell.iterchildren(f"{_TEXT}p"))


def _words(paragraph: etree._Element) -> Iterator[str]:
    """The characters of a paragraph; what stands in a note within it does not belong to them."""
    yield paragraph.text or ""
    for element in paragraph:
        if element.tag == f"{_TEXT}s":
            yield " " * min(_times(element, "c", _TEXT), MOST_COLUMNS)
        elif element.tag == f"{_TEXT}tab":
            yield "\t"
        elif element.tag == f"{_TEXT}line-break":
            yield "\n"
        elif element.tag in (f"{_TEXT}span", f"{_TEXT}a"):
            yield from _words(element)
        yield element.tail or ""


def _times(element: etree._Element, attribute: str, namespace: str = _TABLE) -> int:
    written = element.get(f"{namespace}{attribute}", "1")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else 1


def _too_many(name: str) -> OtsannotError:
    return OtsannotError(
        _("{name} has more than {rows} rows or {columns} columns. Save what is needed alone.").format(
            name=name, rows=f"{MOST_ROWS:,}", columns=f"{MOST_COLUMNS:,}"
        )
    )
