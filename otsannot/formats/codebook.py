"""Reads a codebook from CSV, an Excel workbook or REFI-QDA, as this program writes it or as people have it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from otsannot.errors import OtsannotError
from otsannot.formats.codebook_columns import column_of, is_code_group, is_nvivo_path
from otsannot.formats.codebook_hierarchy import INDENTATION, check_sign, divided, indented, likely_sign
from otsannot.formats.codebook_paths import Named, Paths, check_path
from otsannot.formats.codebook_table import LARGEST_CODEBOOK, Row, Table, csv_rows, find_table, known_columns
from otsannot.formats.decoding import decode
from otsannot.formats.files import read_bytes, shown
from otsannot.i18n import _
from otsannot.model.code_tree import CodeDraft, join_path
from otsannot.model.colours import is_colour
from otsannot.model.nouns import DEFINITION_FIELDS

SUFFIXES = (".csv", ".tsv", ".xlsx", ".qdc")

_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_YES = {"yes", "true", "1", "x"}
_NO = {"no", "false", "0"}


class CodebookFile(NamedTuple):
    """The codes of a file in its order, a sentence for each row or cell that did not come in, columns not read.

    `likely` is the sign that names look divided by while they were read as they are, else empty.
    """

    drafts: list[CodeDraft]
    problems: list[str]
    unread: list[str]
    likely: str = ""


def read_codebook(path: Path, encoding: str | None = None, hierarchy: str = "") -> CodebookFile:
    """The codes of a file; parents without a row of their own are implied by the paths.

    Columns stand in any order, and only `code` or `code_path` is needed. With `hierarchy`, one of SIGNS, names are
    divided by that sign into a tree. Raises OtsannotError when the file as a whole cannot be read; a row that cannot
    come in is named among the problems.
    """
    check_sign(hierarchy)
    name = shown(path)
    if path.suffix.lower() == ".qdc":
        from otsannot.formats.refi import codebook as refi  # it reads XML, whose library is loaded when it is met

        return refi.read_codebook(path, hierarchy)
    if path.suffix.lower() == ".xlsx":
        from otsannot.formats import workbook  # its library takes longer to load than a window to open

        sheets = workbook.read_sheets(read_bytes(path), name)
        book = next((rows for rows in sheets if any(known_columns(row.cells) for row in rows[:20])), sheets[0])
        return _Reading(find_table(book, name), name, _("row {number}"), hierarchy).file()
    data = read_bytes(path)
    if len(data) > LARGEST_CODEBOOK:
        raise OtsannotError(_("{name} is too large for a codebook.").format(name=name))
    # An encoding is given for a batch of files; one that says itself in what it is written is read so.
    marked = data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return parse_codebook(decode(data, name, None if marked else encoding).text, name, hierarchy)


def parse_codebook(text: str, name: str, hierarchy: str = "") -> CodebookFile:
    """The codes of a CSV text; `name` is what sentences call it."""
    table = find_table(csv_rows(text, name), name)
    return _Reading(table, name, _("line {number}"), hierarchy).file()


class _Reading:
    """Reads the rows of one table; `place` is what a row is called in its kind of file."""

    def __init__(self, table: Table, name: str, place: str, hierarchy: str) -> None:
        self._name, self._place, self._hierarchy = name, place, hierarchy
        self._problems: list[tuple[int, str]] = []
        self._titles = table.titles
        self._columns = table.columns
        # Among ATLAS.ti's columns a colon divides a code from its subcode.
        self._colons = any(is_code_group(title) for title in table.titles)
        # NVivo's path begins with the name of its list, such as Codes or Nodes.
        self._backslashes = any(is_nvivo_path(title) for title in table.titles)
        self._rows = table.rows

    def file(self) -> CodebookFile:
        """What the table holds."""
        rows = [(row.line, values) for row in self._rows if (values := self._values(row)) is not None]
        drafts = self._drafts(rows)
        problems = [
            _("{name}, {place}: {reason}").format(name=self._name, place=self._at(line), reason=reason)
            for line, reason in sorted(self._problems)
        ]
        unread = [title.strip() for title in self._titles if title.strip() and column_of(title) is None]
        return CodebookFile(drafts, problems, unread, self._likely([values for _line, values in rows]))

    def _at(self, line: int) -> str:
        return self._place.format(number=line)

    def _likely(self, rows: Sequence[Mapping[str, str]]) -> str:
        """The sign names look divided by; none where the tree is told by parents, or by the user."""
        told = self._hierarchy or self._colons or self._backslashes or any(map(_has_parent, rows))
        names = [name for values in rows if (name := _own_name(values)).strip()]
        return "" if told or not names else likely_sign(names)

    def _drafts(self, rows: Sequence[tuple[int, dict[str, str]]]) -> list[CodeDraft]:
        named = [self._named(values) for _line, values in rows]
        if self._hierarchy == INDENTATION and not any(_has_parent(values) for _line, values in rows):
            steps = indented([_own_name(values) for _line, values in rows])
            named = [Named("", join_path(path), "", "") for path in steps]
        paths = Paths(named)
        met: dict[tuple[str, ...], tuple[int, CodeDraft]] = {}
        for number, (line, values) in enumerate(rows):
            try:
                draft = self._draft(line, check_path(divided(paths.path(number), self._hierarchy)), values)
            except OtsannotError as error:
                self._problems.append((line, str(error)))
                continue
            earlier, first = met.setdefault(draft.path, (line, draft))
            if draft != first:
                told = _("{path} stands in {earlier} too, with other content.")
                self._problems.append((line, told.format(path=join_path(draft.path), earlier=self._at(earlier))))
        return [draft for _line, draft in met.values()]

    def _values(self, row: Row) -> dict[str, str] | None:
        """What a row says in each column; None, and a problem, when it cannot be read."""
        fault = row.fault
        if not fault and any(cell.strip() for cell in row.cells[len(self._titles) :]):
            told = _("there are {cells} cells under {columns} columns. Put cells that hold the separator in quotes.")
            fault = told.format(cells=len(row.cells), columns=len(self._titles))
        if fault:
            self._problems.append((row.line, fault))
            return None
        return {
            column: row.cells[number] if number < len(row.cells) else "" for column, number in self._columns.items()
        }

    def _named(self, values: Mapping[str, str]) -> Named:
        code, path = values.get("code", "").strip(), values.get("code_path", "")
        if self._colons and not path.strip():
            code, path = "", join_path(code.split(": "))
        if self._backslashes:
            path = join_path(path.split("\\\\")[1:]) or path
        parent_path, parent = values.get("parent_path", ""), values.get("parent", "")
        return Named(code, path if path.strip() else "", parent_path if parent_path.strip() else "", parent.strip())

    def _draft(self, line: int, path: tuple[str, ...], values: Mapping[str, str]) -> CodeDraft:
        guid = values.get("code_id", "").strip().lower()
        return CodeDraft(
            path,
            self._colour(line, values.get("colour", "").strip().lower()),
            {field: values.get(field, "") for field in DEFINITION_FIELDS},
            guid if _GUID.fullmatch(guid) else None,
            self._folder(line, values.get("folder", "").strip().lower()),
        )

    def _colour(self, line: int, colour: str) -> str | None:
        if not colour or is_colour(colour):
            return colour or None
        told = _("{colour} is no colour, and was left out. Write it like #3366cc.")
        self._problems.append((line, told.format(colour=colour)))
        return None

    def _folder(self, line: int, word: str) -> bool | None:
        if word and word not in _YES | _NO:
            told = _("the column folder says yes or no, and not {word}; this was left out.")
            self._problems.append((line, told.format(word=word)))
        return True if word in _YES else False if word in _NO else None


def _own_name(values: Mapping[str, str]) -> str:
    """What a row calls its code, with the blanks before it."""
    path = values.get("code_path", "")
    return path if path.strip() else values.get("code", "")


def _has_parent(values: Mapping[str, str]) -> bool:
    return bool(values.get("parent", "").strip() or values.get("parent_path", "").strip())
