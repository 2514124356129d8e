"""Reads a table of facts about documents or cases, from CSV, an Excel workbook or the clipboard."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from html.parser import HTMLParser
from importlib import import_module
from itertools import islice
from pathlib import Path

from otsannot.errors import OtsannotError
from otsannot.formats.csv_text import read_csv, split_csv
from otsannot.formats.decoding import decode
from otsannot.formats.files import read_bytes, shown
from otsannot.i18n import _
from otsannot.model.fact_table import FactRow, FactTable

_SHEETS = {".xlsx": "workbook", ".ods": "ods_sheets"}
SUFFIXES = (".csv", ".tsv", ".txt", *_SHEETS)

_DELIMITERS = "\t;,"
_LOOKED_AT = 20
"""How many rows tell which delimiter a file has."""


def read_attribute_table(path: Path, encoding: str | None = None) -> FactTable:
    """The first sheet or the whole of a file as a table whose first filled row names the columns.

    Raises OtsannotError naming the file when it cannot be read, or holds no table.
    """
    name, data, suffix = shown(Path(path.name)), read_bytes(path), path.suffix.lower()
    if suffix in _SHEETS:
        # Their libraries are slow to load.
        sheets = import_module(f"otsannot.formats.{_SHEETS[suffix]}").read_sheets(data, name)
        return as_table([FactRow(*row) for row in next(filter(None, sheets), ())], name)
    if suffix in SUFFIXES:
        text, found = decode(data, shown(path), encoding)
        rows = read_csv(text, name, _delimiter(text))
        return as_table([FactRow(*row) for row in rows], name)._replace(encoding=found)
    raise OtsannotError(
        _("{name} is of a kind that cannot be read as a table. Known are {known}.").format(
            name=name, known=", ".join(SUFFIXES)
        )
    )


def as_table(rows: Iterable[FactRow], name: str) -> FactTable:
    """Rows as a table. Raises OtsannotError when there are not at least two, or one column alone."""
    filled = [row for row in rows if row.fault or any(text.strip() for text in row.cells)]
    if len(filled) < 2 or not any(len(row.cells) > 1 for row in filled):
        raise OtsannotError(
            _(
                "{name} holds no table: its first row must name the columns, and its first column what they are about."
            ).format(name=name)
        )
    return FactTable(name, [title.strip() for title in filled[0].cells], filled[1:])


def pasted_cells(text: str, html: str = "") -> list[list[str]]:
    """The cells of what was copied from a spreadsheet; a table of a web page counts where the text has no tabs."""
    if "\t" not in text and "<table" in html.lower():
        page = _TablePage()
        page.feed(html)
        page.close()
        if page.rows:
            return page.rows
    lines = list(_pasted_rows(text.replace("\r\n", "\n").replace("\r", "\n")))
    return lines[:-1] if lines and lines[-1] == [""] else lines


def _pasted_rows(text: str) -> Iterator[list[str]]:
    """Rows of cells between tabs; a cell that begins and ends with quotes may hold line breaks."""
    at, row = 0, list[str]()
    while at <= len(text):
        end = _quoted_end(text, at)
        if end:
            row.append(text[at + 1 : end - 1].replace('""', '"'))
        else:
            stops = [found for mark in "\t\n" if (found := text.find(mark, at)) >= 0]
            end = min(stops, default=len(text))
            row.append(text[at:end])
        if text[end : end + 1] != "\t":
            yield row
            row = []
        at = end + 1


def _quoted_end(text: str, at: int) -> int:
    """Where a quoted cell ends; 0 when the quote at its beginning is only a character of it."""
    if text[at : at + 1] != '"':
        return 0
    end = text.find('"', at + 1)
    while end >= 0 and text[end + 1 : end + 2] == '"':
        end = text.find('"', end + 2)
    return end + 1 if end >= 0 and text[end + 1 : end + 2] in ("", "\t", "\n") else 0


def _delimiter(text: str) -> str:
    """The delimiter that gives the first rows the most cells of one number."""

    def agreed(delimiter: str) -> int:
        try:
            widths = [len(row.cells) for row in islice(split_csv(text, delimiter), _LOOKED_AT)]
        except csv.Error:
            return 0
        return min(widths, default=0)

    return max(_DELIMITERS, key=agreed)


class _TablePage(HTMLParser):
    """Collects the cells of the tables of a page, in which a line break is written `br`."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._inside = False

    def handle_starttag(self, tag: str, attributes: Sequence[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].append("")
            self._inside = True
        elif tag == "br" and self._inside:
            self.rows[-1][-1] += "\n"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr"):
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            text = " ".join(data.split())
            joint = " " if data[:1].isspace() and self.rows[-1][-1][-1:].strip() and text else ""
            self.rows[-1][-1] += joint + text
