"""Reads a codebook from a CSV file, as this program writes it or as people have it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from otsannot.errors import OtsannotError
from otsannot.formats.decoding import decode
from otsannot.formats.files import read_bytes, shown
from otsannot.i18n import _
from otsannot.model.code_tree import DEEPEST, SEPARATOR, CodeDraft, join_path, split_path
from otsannot.model.colours import is_colour
from otsannot.model.nouns import DEFINITION_FIELDS, LINE_BREAKS, LONGEST_NAME

SUFFIXES = (".csv", ".tsv")

_ALIASES = {
    "name": "code",
    "tag": "code",
    "path": "code_path",
    "parent": "parent_path",
    "color": "colour",
    "description": "brief_definition",
}
_KNOWN = {"code", "code_path", "parent_path", "colour", *DEFINITION_FIELDS}
_DELIMITERS = ",;\t"

# The reader's own limit of 131,072 characters would refuse a long memo that this program wrote.
csv.field_size_limit(2**31 - 1)


class _Row(NamedTuple):
    line: int
    cells: list[str]


def read_codebook(path: Path, encoding: str | None = None) -> list[CodeDraft]:
    """The codes of a CSV file in its order; parents without a row of their own are implied by the paths.

    Columns stand in any order, and only `code` or `code_path` is needed; those of other names are passed over.
    Raises OtsannotError, naming the line, for a row that cannot be taken as it stands.
    """
    return parse_codebook(decode(read_bytes(path), shown(path), encoding).text, shown(path))


def parse_codebook(text: str, name: str) -> list[CodeDraft]:
    """The codes of a CSV text; `name` is what errors call it."""
    try:
        return _Parser(text, name).codes()
    except csv.Error as error:
        raise OtsannotError(
            _("{name} is not a well-formed CSV file: {reason}.").format(name=name, reason=error)
        ) from error


class _Parser:
    def __init__(self, text: str, name: str) -> None:
        self.name = name
        rows = _rows(text, _delimiter(text))
        header = next(rows, _Row(1, [])).cells
        self.columns = self._columns(header)
        self.width = len(header)
        self.rows = rows

    def codes(self) -> list[CodeDraft]:
        met: dict[tuple[str, ...], tuple[int, CodeDraft]] = {}
        for row in self.rows:
            draft = self._draft(row)
            line, earlier = met.setdefault(draft.path, (row.line, draft))
            if draft != earlier:
                raise self._wrong(
                    row.line,
                    _("{path} stands in line {earlier} too, with other content.").format(
                        path=join_path(draft.path), earlier=line
                    ),
                )
        return [draft for _line, draft in met.values()]

    def _columns(self, header: Sequence[str]) -> dict[str, int]:
        columns: dict[str, int] = {}
        for number, title in enumerate(header):
            column = _column(title)
            if column in columns:
                raise OtsannotError(
                    _("{name} has two columns for {column}: {first} and {second}. Rename or remove one.").format(
                        name=self.name, column=column, first=header[columns[column]], second=title
                    )
                )
            if column in _KNOWN:
                columns[column] = number
        if not columns.keys() & {"code", "code_path"}:
            raise OtsannotError(
                _("{name} has no column named code or code_path. Its columns are: {columns}.").format(
                    name=self.name, columns=", ".join(header)
                )
            )
        return columns

    def _draft(self, row: _Row) -> CodeDraft:
        if any(cell.strip() for cell in row.cells[self.width :]):
            raise self._wrong(
                row.line,
                _(
                    "there are {cells} cells under {columns} columns. Put cells that hold the separator in quotes."
                ).format(cells=len(row.cells), columns=self.width),
            )
        values = {
            column: row.cells[number] if number < len(row.cells) else "" for column, number in self.columns.items()
        }
        definitions = {field: values.get(field, "") for field in DEFINITION_FIELDS}
        return CodeDraft(self._path(row.line, values), self._colour(row.line, values), definitions)

    def _path(self, line: int, values: dict[str, str]) -> tuple[str, ...]:
        code, parent = values.get("code", ""), values.get("parent_path", "")
        if SEPARATOR in code:
            raise self._wrong(
                line, _("the name {code} holds “ > ”. Put it in a column named code_path.").format(code=code)
            )
        if values.get("code_path", "").strip():
            path = split_path(values["code_path"])
            if code.strip() not in ("", path[-1]):
                raise self._wrong(line, _("code and code_path name different codes."))
            if parent.strip() and split_path(parent) != path[:-1]:
                raise self._wrong(line, _("parent_path and code_path name different parents."))
        else:
            path = [*(split_path(parent) if parent.strip() else []), code.strip()]
        if len(path) > DEEPEST:
            raise self._wrong(line, _("the code stands deeper than {n} levels.").format(n=DEEPEST))
        for name in path:
            self._check_name(line, name)
        return tuple(path)

    def _check_name(self, line: int, name: str) -> None:
        if not name:
            raise self._wrong(line, _("the code has no name."))
        if any(mark in name for mark in LINE_BREAKS):
            raise self._wrong(line, _("the name of the code holds a line break."))
        if len(name) > LONGEST_NAME:
            raise self._wrong(line, _("the name of the code is longer than {n} characters.").format(n=LONGEST_NAME))

    def _colour(self, line: int, values: dict[str, str]) -> str | None:
        colour = values.get("colour", "").strip().lower()
        if colour and not is_colour(colour):
            raise self._wrong(line, _("{colour} is no colour. Write it like #3366cc.").format(colour=colour))
        return colour or None

    def _wrong(self, line: int, reason: str) -> OtsannotError:
        return OtsannotError(_("{name}, line {line}: {reason}").format(name=self.name, line=line, reason=reason))


def _column(title: str) -> str:
    plain = re.sub(r"[\s_-]+", "_", title.strip().lower())
    return _ALIASES.get(plain, plain)


def _rows(text: str, delimiter: str) -> Iterator[_Row]:
    """The rows that hold anything, each with the number of the line it begins on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    for cells in reader:
        # Excel writes and reads a first line such as `sep=;`, which is no row.
        if any(cell.strip() for cell in cells) and not (line == 1 and cells[0].lower().startswith("sep=")):
            yield _Row(line, cells)
        line = reader.line_num + 1


def _delimiter(text: str) -> str:
    """The delimiter under which the first row names the most columns we know."""

    def known(delimiter: str) -> int:
        try:
            header = next(_rows(text, delimiter), _Row(1, [])).cells
        except csv.Error:
            return -1
        return sum(_column(title) in _KNOWN for title in header)

    return max(_DELIMITERS, key=known)
