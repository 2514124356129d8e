"""Reads a table of annotations: our own export, or the list of coded passages that another program writes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from otsannot.errors import OtsannotError
from otsannot.formats.attribute_table import read_attribute_table
from otsannot.i18n import _
from otsannot.model.code_tree import split_path
from otsannot.model.fact_table import FactRow, FactTable, cell
from otsannot.text.matching import fold

# What QualCoder, Taguette, ATLAS.ti, MAXQDA and NVivo call the columns, and what people call them.
_TITLES = {
    "annotation_id": ("annotation_id",),
    "document": ("document", "document name", "file", "file name", "doc", "source", "dokument", "dokumentname"),
    "start": ("start", "begin", "pos0", "start position", "start offset", "from"),
    "end": ("end", "pos1", "end position", "end offset", "to"),
    "text": (
        "text", "segment", "content", "quotation content", "quotation", "quote", "coded", "coded text", "passage",
        "zitat", "codiertes segment", "metin",
    ),
    "code_path": ("code_path", "code path"),
    "code": ("code", "codes", "codename", "code name", "tag", "tags", "node", "kod"),
    "coder": ("coder", "created by", "owner", "annotator", "user", "kodlayan"),
    "weight": ("weight", "weight score", "gewicht"),
    "comment": ("comment", "memo", "coded_memo", "note", "kommentar", "yorum"),
    "created": ("created",),
    "modified": ("modified",),
}  # fmt: skip
_SEVERAL = ("codes", "tags")
"""Columns whose cells hold several codes, on lines of their own or between semicolons."""


class AnnotationLine(NamedTuple):
    """A row: where it says its passage stands, in code points, the words, and the paths of its codes.

    `start` and `end` are None where the table has none; `guid` is empty where the passage has no name.
    """

    line: int
    document: str
    start: int | None
    end: int | None
    words: str
    codes: tuple[tuple[str, ...], ...]
    coder: str
    comment: str
    weight: int | None
    guid: str
    created: str
    modified: str


class AnnotationList(NamedTuple):
    """The rows of a table, and a sentence for each that could not be read."""

    name: str
    rows: list[AnnotationLine]
    problems: list[tuple[int, str]]


def is_annotation_list(titles: Iterable[str]) -> bool:
    """Whether the columns of a table say which document, which words or which place, and which code."""
    columns = _columns(list(titles))
    placed = "text" in columns or {"start", "end"} <= columns.keys()
    return "document" in columns and placed and ("code" in columns or "code_path" in columns)


def read_annotation_list(path: Path, encoding: str | None = None) -> AnnotationList:
    """The annotations of a file. Raises OtsannotError naming it when it cannot be read, or lacks such columns."""
    table = read_attribute_table(path, encoding)
    if not is_annotation_list(table.titles):
        raise OtsannotError(
            _(
                "{name} is no table of annotations: it needs a column of documents, one of codes, and the words or the "
                "places of passages. Its columns are: {columns}."
            ).format(name=table.name, columns=", ".join(title for title in table.titles if title))
        )
    return _Reading(table).read()


def _columns(titles: Sequence[str]) -> dict[str, int]:
    """Where each column stands that is known."""
    plain = [fold(title.strip()) for title in titles]
    columns: dict[str, int] = {}
    for column, names in _TITLES.items():
        found = next((plain.index(name) for name in names if name in plain), None)
        if found is not None:
            columns[column] = found
    # MAXQDA's `Beginning` and `End` count paragraphs.
    if "beginning" in plain:
        columns.pop("start", None)
        columns.pop("end", None)
    return columns


class _Reading:
    """Reads the rows of one table."""

    def __init__(self, table: FactTable) -> None:
        self._table = table
        self._columns = _columns(table.titles)
        title = fold(table.titles[self._columns["code"]].strip()) if "code" in self._columns else ""
        self._holds_several = title in _SEVERAL

    def read(self) -> AnnotationList:
        """Every row that can be read."""
        rows: list[AnnotationLine] = []
        problems: list[tuple[int, str]] = []
        for row in self._table.rows:
            try:
                rows.append(self._line(row))
            except OtsannotError as error:
                problems.append((row.line, str(error)))
        return AnnotationList(self._table.name, rows, problems)

    def _line(self, row: FactRow) -> AnnotationLine:
        if row.fault:
            raise OtsannotError(row.fault)
        document = self._said(row, "document").strip()
        if not document:
            raise OtsannotError(_("It names no document."))
        return AnnotationLine(
            row.line,
            document,
            self._number(row, "start"),
            self._number(row, "end"),
            self._said(row, "text"),
            self._codes(row),
            self._said(row, "coder").strip(),
            self._said(row, "comment").strip(),
            self._weight(row),
            self._said(row, "annotation_id").strip(),
            self._said(row, "created").strip(),
            self._said(row, "modified").strip(),
        )

    def _codes(self, row: FactRow) -> tuple[tuple[str, ...], ...]:
        path = self._said(row, "code_path").strip() or self._said(row, "code").strip()
        several = path.replace(";", "\n").split("\n") if self._holds_several else [path]
        return tuple(tuple(split_path(one.strip())) for one in several if one.strip())

    def _weight(self, row: FactRow) -> int | None:
        weight = self._number(row, "weight")
        return weight if weight is not None and 0 <= weight <= 100 else None

    def _number(self, row: FactRow, column: str) -> int | None:
        written = self._said(row, column).strip().removesuffix(".0")
        return int(written) if written.isascii() and written.isdigit() and len(written) < 12 else None

    def _said(self, row: FactRow, column: str) -> str:
        number = self._columns.get(column)
        return "" if number is None else cell(row, number).replace("\r\n", "\n").replace("\r", "\n")
