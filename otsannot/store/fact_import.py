"""Brings a table of facts into the project: whom a row is about, which attribute a column is, and what did not fit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import NamedTuple

from otsannot.errors import OtsannotError
from otsannot.i18n import _, ngettext
from otsannot.model.attribute_values import PLAIN, Conventions, canonical, decimal_mark, guess_kind
from otsannot.model.fact_table import FactRow, FactTable, cell
from otsannot.store import attributes, cases, documents
from otsannot.store.attributes import AttributeRow
from otsannot.store.edit import Edit
from otsannot.text.matching import fold

PREFIX = "attribute:"
"""How our own exports begin the titles of attributes; beside such columns no others are facts."""

_NAMING = {"document": ("document", "name", "file", "title"), "case": ("case", "name", "title")}
_SUFFIXES = (".txt", ".md", ".docx", ".pdf", ".rtf", ".odt", ".html", ".htm")


class FactProblem(NamedTuple):
    """What was not taken: the line, or 0 for the whole table; the column, or nothing for the whole row; and why."""

    line: int
    column: str
    sentence: str

    @property
    def place(self) -> str:
        """Where it stands, before the sentence."""
        line = _("line {line}").format(line=self.line) if self.line else ""
        return ", ".join(filter(None, (line, self.column))) + ": "


@dataclass
class FactReport:
    """What a table brought, and what it did not."""

    name: str
    stated: int = 0
    owners: list[str] = field(default_factory=list)
    created: list[str] = field(default_factory=list)
    attributes: list[AttributeRow] = field(default_factory=list)
    problems: list[FactProblem] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)

    def summary(self) -> str:
        """What the table brought, in one line."""
        rows = ngettext("{count} row fits", "{count} rows fit", len(self.owners))
        values = ngettext("{count} value is new", "{count} values are new", self.stated)
        line = _("{rows}, {values}.").format(rows=rows, values=values)
        if self.problems:
            line += " " + ngettext("{count} thing was not taken.", "{count} things were not taken.", len(self.problems))
        if self.absent:
            line += " " + ngettext("{count} is not in the table.", "{count} are not in the table.", len(self.absent))
        return line


def merge_facts(edit: Edit, table: FactTable, subject: str = "document", *, create: bool = True) -> FactReport:
    """State the facts of a table about documents or cases, found by name; what does not fit is reported.

    An empty cell says nothing. With `create`, attributes that are new are added with the kind that fits their column,
    and so are cases. Raises OtsannotError when no row is about anything there is.
    """
    return _Merge(edit, table, subject, create).report


class Names:
    """Finds a document or a case by its name, however the table writes it."""

    def __init__(self, named: Mapping[str, int]) -> None:
        self.exact: dict[str, int] = {}
        self._alike: dict[str, set[int]] = {}
        for name, number in named.items():
            self.add(name, number)

    def add(self, name: str, number: int) -> None:
        """Know one more."""
        self.exact[name] = number
        self._alike.setdefault(_plain(name), set()).add(number)

    def find(self, written: str) -> int | None:
        """The number; None when there is none. Raises OtsannotError when it may be several."""
        if written in self.exact:
            return self.exact[written]
        found = self._alike.get(_plain(written), set())
        if len(found) > 1:
            raise OtsannotError(_("“{name}” may be several.").format(name=written))
        return next(iter(found), None)


class _Merge:
    def __init__(self, edit: Edit, table: FactTable, subject: str, create: bool) -> None:
        self.edit, self.table, self.subject, self.create = edit, table, subject, create
        self.report = FactReport(table.name)
        self.naming = self._naming_column()
        self.names = Names(self._known())
        about = self._owners()
        if not about:
            what = _("document") if subject == "document" else _("case")
            raise OtsannotError(
                _(
                    "{name}: no row is about a {what} of this study. The column “{column}” should hold their names."
                ).format(name=table.name, what=what, column=table.titles[self.naming])
            )
        facts: dict[tuple[int, int], str] = {}
        for number, title in self._columns():
            facts.update(self._column(number, title, about))
        if subject == "case":
            self._members(about)
        self.report.stated = attributes.state(edit, facts, subject)
        self.report.absent = [name for name, number in self.names.exact.items() if number not in about]

    def _known(self) -> dict[str, int]:
        session = self.edit.session
        if self.subject == "case":
            return {row.name: row.id for row in cases.rows(session)}
        return {row.name: row.id for row in documents.rows(session)}

    def _naming_column(self) -> int:
        titles = [fold(title) for title in self.table.titles]
        return next((titles.index(word) for word in _NAMING[self.subject] if word in titles), 0)

    def _owners(self) -> dict[int, FactRow]:
        """The rows by the number of what they are about."""
        about: dict[int, FactRow] = {}
        for row in self.table.rows:
            written = " ".join(cell(row, self.naming).split())
            try:
                number = self._owner(row, written)
            except OtsannotError as error:
                self._miss(row.line, "", str(error))
                continue
            if number in about:
                told = _("“{name}” stands in line {line} too; that one counts.")
                self._miss(row.line, "", told.format(name=written, line=about[number].line))
            else:
                about[number] = row
                self.report.owners.append(written)
        return about

    def _owner(self, row: FactRow, written: str) -> int:
        if row.fault:
            raise OtsannotError(row.fault)
        if not written:
            raise OtsannotError(_("The row names nothing."))
        found = self.names.find(written)
        if found is None and self.subject == "case" and self.create:
            found = cases.create_case(self.edit, written)
            self.names.add(written, found)
            self.report.created.append(written)
        if found is None:
            told = (
                _("There is no document “{name}”.") if self.subject == "document" else _("There is no case “{name}”.")
            )
            raise OtsannotError(told.format(name=written))
        return found

    def _columns(self) -> Iterable[tuple[int, str]]:
        """The columns that hold facts, each title once."""
        titles = list(self.table.titles)
        is_ours = any(title.startswith(PREFIX) for title in titles)
        widest = max(len(row.cells) for row in self.table.rows)
        met: set[str] = set()
        for number in range(max(len(titles), widest)):
            title = " ".join(titles[number].removeprefix(PREFIX).split()) if number < len(titles) else ""
            own = number < len(titles) and titles[number].startswith(PREFIX)
            if number == self.naming or (is_ours and not own) or (self.subject == "case" and title == "documents"):
                continue
            if not any(cell(row, number).strip() for row in self.table.rows):
                continue
            if not title:
                self._miss(0, str(number + 1), _("The column has no title."))
            elif title in met:
                self._miss(0, title, _("There are two columns of this title; the first one counts."))
            else:
                met.add(title)
                yield number, title

    def _column(self, number: int, title: str, about: Mapping[int, FactRow]) -> dict[tuple[int, int], str]:
        written = {owner: cell(row, number) for owner, row in about.items() if cell(row, number).strip()}
        attribute = self._attribute(title, list(written.values()))
        if attribute is None:
            return {}
        ways = Conventions(decimal_mark(written.values()), PLAIN.day_first, PLAIN.months)
        facts: dict[tuple[int, int], str] = {}
        for owner, value in written.items():
            try:
                facts[owner, attribute.id] = canonical(attribute.kind, value, attribute.choices, ways)
            except OtsannotError as error:
                self._miss(about[owner].line, title, str(error))
        return facts

    def _attribute(self, title: str, values: list[str]) -> AttributeRow | None:
        known = attributes.rows(self.edit.session, self.subject)
        exact = [row for row in known if row.name == title]
        alike = exact or [row for row in known if fold(row.name) == fold(title)]
        if len(alike) == 1:
            return alike[0]
        if not self.create:
            self._miss(0, title, _("There is no attribute “{name}”.").format(name=title))
            return None
        kind, choices = guess_kind(values)
        try:
            number = attributes.create_attribute(self.edit, title, self.subject, kind, choices)
        except OtsannotError as error:
            self._miss(0, title[:40], str(error))
            return None
        made = attributes.row(self.edit.session, number)
        assert made is not None
        self.report.attributes.append(made)
        return made

    def _members(self, about: Mapping[int, FactRow]) -> None:
        """Let the documents that a column of this name lists belong to their cases."""
        if "documents" not in self.table.titles:
            return
        column = list(self.table.titles).index("documents")
        known = Names({row.name: row.id for row in documents.rows(self.edit.session)})
        for owner, row in about.items():
            found: list[int] = []
            for name in filter(None, (name.strip() for name in cell(row, column).splitlines())):
                try:
                    number = known.find(name)
                    if number is None:
                        raise OtsannotError(_("There is no document “{name}”.").format(name=name))
                    found.append(number)
                except OtsannotError as error:
                    self._miss(row.line, "documents", str(error))
            cases.add_to_case(self.edit, owner, found)

    def _miss(self, line: int, column: str, sentence: str) -> None:
        self.report.problems.append(FactProblem(line, column, sentence))


def _plain(name: str) -> str:
    """A name without case, accents and the suffix of its file."""
    path = PurePath(name)
    return fold(path.stem if path.suffix.lower() in _SUFFIXES else name)
