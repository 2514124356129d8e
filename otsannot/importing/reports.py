"""What a batch of files brought, and what it did not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from otsannot.formats.finding import Problem
from otsannot.i18n import _, ngettext
from otsannot.importing.codebooks import CodebookReport
from otsannot.model.new_text import NewText
from otsannot.model.structure import PART_KINDS
from otsannot.model.study_report import StudyReport
from otsannot.store.correcting import Outcome
from otsannot.store.fact_import import FactReport

LONGEST_SHOWN = 80
LONGEST_BEGINNING = 240
"""How many code points of a text a report shows."""


class Imported(NamedTuple):
    """A text that came in, or would; `characters` are code points, `parts` how many there are of each kind.

    `told` are sentences on what was changed or left out when it was read.
    """

    path: Path
    document: str
    encoding: str
    characters: int
    language: str = ""
    parts: tuple[tuple[str, int], ...] = ()
    told: tuple[str, ...] = ()
    beginning: str = ""


class Changed(NamedTuple):
    """A file that holds another text than when it came in, and what correcting its document means for annotations."""

    path: Path
    document: str
    outcome: Outcome
    corrected: bool

    def sentence(self) -> str:
        """What the correction would do, or did."""
        moved, lost = len(self.outcome.moved), len(self.outcome.lost)
        told = [ngettext("{count} annotation moves", "{count} annotations move", moved)] if moved else []
        if lost:
            told.append(ngettext("{count} annotation loses its words", "{count} annotations lose their words", lost))
        what = ", ".join(told) or _("all annotations stay where they are")
        if self.corrected:
            return _("“{document}” was corrected from its file: {what}.").format(document=self.document, what=what)
        return _("“{document}” has changed in its file since it came in. Corrected from it, {what}.").format(
            document=self.document, what=what
        )


@dataclass
class ImportReport:
    """What a batch brought, and what it did not, with a sentence for each."""

    documents: list[Imported] = field(default_factory=list)
    codebooks: list[CodebookReport] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    tables: list[FactReport] = field(default_factory=list)
    studies: list[StudyReport] = field(default_factory=list)

    @property
    def codes(self) -> int:
        """How many codes are new."""
        return sum(len(book.new) for book in self.codebooks)

    def summary(self) -> str:
        """The batch in one line."""
        came = []
        documents = len(self.documents) + sum(study.tallies["document"].new for study in self.studies)
        if documents:
            came.append(ngettext("{count} document", "{count} documents", documents))
        codes = self.codes + sum(study.tallies["code"].new for study in self.studies)
        if codes:
            came.append(ngettext("{count} code", "{count} codes", codes))
        if any(book.filled or book.taken for book in self.codebooks):
            came.append(_("definitions of codes"))
        stated = sum(table.stated for table in self.tables)
        if stated:
            came.append(ngettext("{count} value of an attribute", "{count} values of attributes", stated))
        coded = sum(study.tallies["coding"].new for study in self.studies)
        if coded:
            came.append(ngettext("{count} coding", "{count} codings", coded))
        corrected = sum(one.corrected for one in self.changed)
        if corrected:
            came.append(ngettext("{count} correction", "{count} corrections", corrected))
        line = _("{what} came in.").format(what=", ".join(came)) if came else _("Nothing new came in.")
        if len(self.changed) > corrected:
            line += " " + ngettext(
                "{count} document has changed in its file.",
                "{count} documents have changed in their files.",
                len(self.changed) - corrected,
            )
        if self.problems:
            line += " " + ngettext("{count} file did not.", "{count} files did not.", len(self.problems))
        return line


def imported(path: Path, text: NewText) -> Imported:
    """What a report says of a text that comes in."""
    counts = Counter(part.kind for part in text.parts)
    parts = tuple((kind, counts[kind]) for kind in PART_KINDS if kind in counts)
    beginning = text.text[:LONGEST_BEGINNING]
    return Imported(path, text.name, text.encoding, len(text.text), text.language, parts, text.told, beginning)


def counted_parts(parts: Iterable[tuple[str, int]]) -> str:
    """How many parts there are of each kind, as a reader says it: `3 headings, 12 pages`."""
    return ", ".join(_counted(kind, count) for kind, count in parts)


def shortened(text: str) -> str:
    """The beginning of a text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_SHOWN else f"{line[: LONGEST_SHOWN - 1]}…"


def _counted(kind: str, count: int) -> str:
    match kind:
        case "heading":
            return ngettext("{count} heading", "{count} headings", count)
        case "item":
            return ngettext("{count} list item", "{count} list items", count)
        case "page":
            return ngettext("{count} page", "{count} pages", count)
        case "speaker":
            return ngettext("{count} turn", "{count} turns", count)
        case "time":
            return ngettext("{count} time stamp", "{count} time stamps", count)
        case "cell":
            return ngettext("{count} table cell", "{count} table cells", count)
        case "footnote":
            return ngettext("{count} footnote", "{count} footnotes", count)
        case "endnote":
            return ngettext("{count} endnote", "{count} endnotes", count)
        case "anchor":
            return ngettext("{count} note mark", "{count} note marks", count)
    return ngettext("{count} text box", "{count} text boxes", count)
