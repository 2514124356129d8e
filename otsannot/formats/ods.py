"""Writes a spreadsheet of one sheet in OpenDocument, row by row, in constant memory.

The format is OpenDocument 1.3 part 3, chapter 9. Line ends become paragraphs of a cell, blanks in a row elements.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from html import escape
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from otsannot.errors import OtsannotError
from otsannot.i18n import _
from otsannot.model.report import Cell

LARGEST_SHEET = 1_048_576
_MOST_COLUMNS = 16_384
_EXACT_INTEGER = 2**53
_MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_NEVER = (1980, 1, 1, 0, 0, 0)  # the same table gives the same bytes

# What XML cannot hold is U+FFFD; a blank that follows a blank, or stands at an end, would be lost as white space.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BLANKS = re.compile(r"^ +| +$|(?<= ) +|\t|\r")
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]*?:/\\\x00-\x1f\ufffe\uffff]+")

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" \
xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" \
xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" \
xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" \
xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.3">
<office:automatic-styles><style:style style:name="head" style:family="table-cell">\
<style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles>
<office:body><office:spreadsheet><table:table table:name="{name}">
<table:table-column table:number-columns-repeated="{columns}"/>
"""
_TAIL = "</table:table></office:spreadsheet></office:body></office:document-content>\n"
_MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{_MEDIA_TYPE}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>
"""


@contextmanager
def sheet(handle: BinaryIO, title: str, columns: Sequence[str]) -> Iterator[Callable[[Sequence[Sequence[Cell]]], None]]:
    """A function that appends rows to a new spreadsheet, which is complete when the block ends.

    Raises OtsannotError for more rows or columns than LibreOffice shows. A character that XML cannot hold is U+FFFD.
    """
    if len(columns) > _MOST_COLUMNS:
        raise OtsannotError(_("A spreadsheet holds 16,384 columns at most. Write a CSV file instead."))
    with ZipFile(handle, "w") as archive:
        archive.writestr(_entry("mimetype", ZIP_STORED), _MEDIA_TYPE)  # the format wants it first, and as it is
        archive.writestr(_entry("META-INF/manifest.xml"), _MANIFEST)
        with archive.open(_entry("content.xml"), "w", force_zip64=True) as content:
            name = _NOT_IN_SHEET_NAMES.sub(" ", title).strip(" '") or "Table"
            content.write(_HEAD.format(name=escape(name), columns=max(len(columns), 1)).encode())
            head = "".join(_cell(name, ' table:style-name="head"') for name in columns)
            content.write(f"<table:table-row>{head}</table:table-row>\n".encode())
            count = 1

            def write(rows: Sequence[Sequence[Cell]]) -> None:
                nonlocal count
                count += len(rows)
                if count > LARGEST_SHEET:
                    raise OtsannotError(
                        _("A spreadsheet ends at row {last}, and the table goes on. Write a CSV file instead.").format(
                            last=f"{LARGEST_SHEET:,}"
                        )
                    )
                lines = (f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>\n" for row in rows)
                content.write("".join(lines).encode())

            yield write
            content.write(_TAIL.encode())


def _entry(name: str, compression: int = ZIP_DEFLATED) -> ZipInfo:
    entry = ZipInfo(name, _NEVER)
    entry.compress_type = compression
    return entry


def _cell(cell: Cell, style: str = "") -> str:
    """Text is never a formula; a number that a spreadsheet would round is text."""
    if cell is None or cell == "":
        return "<table:table-cell/>"
    if not isinstance(cell, str):
        exact = math.isfinite(cell) if isinstance(cell, float) else abs(cell) <= _EXACT_INTEGER
        if exact:
            value = repr(+cell)  # the sign makes a number of True
            return (
                f'<table:table-cell office:value-type="float" office:value="{value}">'
                f"<text:p>{value}</text:p></table:table-cell>"
            )
        cell = str(cell)
    words = "".join(f"<text:p>{_paragraph(line)}</text:p>" for line in cell.split("\n"))
    return f'<table:table-cell{style} office:value-type="string">{words}</table:table-cell>'


def _paragraph(line: str) -> str:
    return _BLANKS.sub(_blank, escape(_NO_XML.sub("\ufffd", line), quote=False))


def _blank(match: re.Match[str]) -> str:
    match match[0]:
        case "\t":
            return "<text:tab/>"
        case "\r":
            return "&#13;"
    return f'<text:s text:c="{len(match[0])}"/>'
