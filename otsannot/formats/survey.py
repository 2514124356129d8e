"""Reads a table of answers, such as a survey: each row gives a document, or a case with a document for each answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from otsannot.errors import OtsannotError
from otsannot.formats.attribute_table import read_attribute_table
from otsannot.formats.files import shown
from otsannot.formats.plain_text import document_name
from otsannot.formats.reading import AS_IT_IS, Reading, SurveyColumns
from otsannot.i18n import _, ngettext
from otsannot.model.fact_table import FactRow, FactTable, cell
from otsannot.model.new_text import NewText
from otsannot.model.nouns import LONGEST_NAME
from otsannot.model.structure import hash_of
from otsannot.text.matching import fold

LOOKED_AT = 200
"""How many rows tell what a column holds."""

WORDS = 4
"""How many words the answers of a column have, on average, that is taken for one of texts."""


def read(path: Path, reading: Reading = AS_IT_IS) -> Iterator[NewText]:
    """The texts of a table. Raises OtsannotError naming the file when it cannot be read or has no column of texts."""
    table = read_attribute_table(path, reading.encoding)
    columns = reading.columns or guessed_columns(table)
    last = max([*columns.texts, columns.name or 0], default=0)
    if not columns.texts or last >= len(table.titles):
        raise OtsannotError(
            _("{name} has no column that looks like texts. Say which one holds them.").format(name=table.name)
        )
    yield from _Survey(path, table, columns).texts()


def guessed_columns(table: FactTable) -> SurveyColumns:
    """The columns whose answers are several words long, and the first one whose short answers are all different."""
    rows = table.rows[:LOOKED_AT]
    answers = [[text for row in rows if (text := cell(row, n).strip())] for n in range(len(table.titles))]
    texts = tuple(n for n, some in enumerate(answers) if some and _mean_words(some) >= WORDS)
    names = (
        n for n, some in enumerate(answers) if n not in texts and some and len(some) == len(rows) == len(set(some))
    )
    return SurveyColumns(texts, next(names, None), as_cases=len(texts) > 1)


def columns_of(table: FactTable, texts: Sequence[str], name: str | None, as_cases: bool | None) -> SurveyColumns:
    """The columns of some titles; what is not said is guessed. Raises OtsannotError for a title that is not there."""
    guess = guessed_columns(table)
    chosen = tuple(_column(table, title) for title in texts) or guess.texts
    naming = guess.name if name is None else _column(table, name)
    return SurveyColumns(
        chosen, None if naming in chosen else naming, len(chosen) > 1 if as_cases is None else as_cases
    )


def _column(table: FactTable, title: str) -> int:
    plain = [fold(known) for known in table.titles]
    if fold(title.strip()) not in plain:
        raise OtsannotError(
            _("{name} has no column “{title}”. Its columns are: {columns}.").format(
                name=table.name, title=title, columns=", ".join(filter(None, table.titles))
            )
        )
    return plain.index(fold(title.strip()))


def _mean_words(answers: Sequence[str]) -> float:
    # Where words are not divided by spaces, six letters count as one.
    return sum(max(len(answer.split()), len(answer) / 12) for answer in answers) / len(answers)


class _Answer(NamedTuple):
    row: FactRow
    column: int
    name: str
    text: str


class _Survey:
    """One table and what its columns mean."""

    def __init__(self, path: Path, table: FactTable, columns: SurveyColumns) -> None:
        self._path, self._table, self._columns = path, table, columns
        others = [n for n in range(len(table.titles)) if n not in columns.texts]
        self._stated = [n for n in others if table.titles[n] and (n != columns.name or columns.as_cases)]

    def texts(self) -> Iterator[NewText]:
        """A text for each answer that is not empty; the first says what was left out."""
        told = self._told()
        for answer in self._answers():
            facts = {
                " ".join(self._table.titles[n].split()): said
                for n in self._stated
                if n != self._columns.name and (said := " ".join(cell(answer.row, n).split()))
            }
            text = NewText(
                self._titled(answer),
                answer.text,
                hash_of(answer.text),
                f"{shown(self._path)}#{answer.row.line}",
                self._table.encoding,
                told=told,
            )
            if self._columns.as_cases:
                question = self._table.titles[answer.column]
                yield text._replace(
                    case=answer.name, case_facts=facts, facts={_("question"): question} if question else {}
                )
            else:
                yield text._replace(facts=facts)
            told = ()

    def _answers(self) -> Iterator[_Answer]:
        for number, row in enumerate(self._table.rows, 1):
            named = "" if self._columns.name is None else " ".join(cell(row, self._columns.name).split())
            name = (named or f"{document_name(self._path)} {number}")[:LONGEST_NAME]
            for column in self._columns.texts:
                text = cell(row, column).replace("\r\n", "\n").replace("\r", "\n")
                if text.strip() and not row.fault:
                    yield _Answer(row, column, name, text)

    def _titled(self, answer: _Answer) -> str:
        title = " ".join(self._table.titles[answer.column].split())
        several = len(self._columns.texts) > 1 and title
        return f"{answer.name} – {title}"[:LONGEST_NAME] if several else answer.name

    def _told(self) -> tuple[str, ...]:
        rows = self._table.rows
        told = [_("Line {line}: {fault}").format(line=row.line, fault=row.fault) for row in rows if row.fault]
        empty = sum(1 for row in rows if not any(cell(row, n).strip() for n in self._columns.texts))
        if empty:
            one, many = "{count} row without an answer was left out.", "{count} rows without an answer were left out."
            told.append(ngettext(one, many, empty))
        return tuple(told)
