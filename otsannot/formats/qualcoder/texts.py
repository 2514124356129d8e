"""The texts of a project of QualCoder with what is coded in them.

Passages coded by mouse are counted in UTF-16 units, those coded by a search in code points, as measured on 4.0 beta:
the words that are stored beside each passage decide. Line breaks in these words are U+2029.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from otsannot.formats.foreign_database import Row, foreign_database, moment, number, text
from otsannot.formats.qualcoder.rows import Rows
from otsannot.formats.quoted_places import QuotedPlaces
from otsannot.i18n import _, ngettext
from otsannot.model.spans import Span
from otsannot.model.structure import Part
from otsannot.model.study import Loss, Study, StudyCoding, StudyDocument, StudyPassage

IMPORTANT = 100
"""The weight of a coding that is marked as important."""

_LONGEST_SAID = 80


class Documents:
    """The documents of a project, read when they are asked for; `study` is told what cannot come through."""

    def __init__(self, file: Path, study: Study) -> None:
        self._file = file
        self._study = study

    def __iter__(self) -> Iterator[StudyDocument]:
        with foreign_database(self._file) as database:
            rows = Rows(database, self._file.parent)
            cases = {row["caseid"]: text(row, "name") for row in rows.of("cases")}
            names = {row["cid"]: text(row, "name") for row in rows.of("code_name")}
            counted: Counter[str] = Counter()
            for row in rows.of("source", "fulltext IS NOT NULL"):
                document = _Document(rows, row, cases, names, self._study.losses, counted)
                yield document.read()
            self._study.told += _told(counted)


class _Document:
    """One text that is read, with its passages."""

    def __init__(
        self,
        rows: Rows,
        source: Row,
        cases: dict[object, str],
        names: dict[object, str],
        losses: list[Loss],
        counted: Counter[str],
    ) -> None:
        self._rows, self._source, self._cases, self._names = rows, source, cases, names
        self._losses, self._counted = losses, counted
        self._places = QuotedPlaces(str(source["fulltext"]))
        self._passages: dict[tuple[Span, str], StudyPassage] = {}

    def read(self) -> StudyDocument:
        """The document with all that is coded and noted in it."""
        number_of_it = self._source["id"]
        for row in self._rows.of("code_text", "fid = ?", number_of_it):
            self._code(row)
        for row in self._rows.of("annotation", "fid = ?", number_of_it):
            self._note(row)
        return StudyDocument(
            self._rows.guid("source", number_of_it),
            text(self._source, "name"),
            self._places.text,
            source=text(self._source, "mediapath") or text(self._source, "name"),
            created=moment(self._source, "date"),
            parts=tuple(self._turns()),
            values=self._rows.values("file", number_of_it),
            passages=tuple(self._passages.values()),
            original=self._rows.opener(self._source),
        )

    def _code(self, row: Row) -> None:
        name, words = self._names.get(row["cid"]), text(row, "seltext")
        if name is None:
            self._lose(_("coding"), words, _("its code is missing"))
            return
        weight = IMPORTANT if row.get("important") else None
        coder, made = self._rows.coder(row), moment(row, "date")
        code = self._rows.guid("code", row["cid"])
        coding = StudyCoding(self._rows.guid("coding", row["ctid"]), code, coder, weight, made)
        self._add(row, _("coding with {code}").format(code=name), "passage", row["ctid"], words, coding)
        self._counted["important"] += weight is not None

    def _note(self, row: Row) -> None:
        self._add(row, _("annotation"), "annotation", row["anid"], "", None)

    def _add(self, row: Row, kind: str, table: str, which: object, words: str, coding: StudyCoding | None) -> None:
        """A passage for a row, or more said of the one that its coder has there."""
        found = self._places.find(number(row, "pos0") or 0, number(row, "pos1") or 0, words)
        memo = text(row, "memo").strip()
        if found is None:
            self._lose(kind, words or memo, _("these words are not where it says, and nowhere else"))
            return
        self._counted[found.rule] += 1
        coder, made = self._rows.coder(row), moment(row, "date")
        there = self._passages.get((found.span, coder))
        if there is None:
            there = StudyPassage(self._rows.guid(table, which), coder, *found.span, "", made, made)
        comment = "\n".join(filter(None, (there.comment, memo)))
        codings = (*there.codings, coding) if coding is not None else there.codings
        self._passages[found.span, coder] = there._replace(
            comment=comment, codings=codings, modified=max(there.modified, made)
        )

    def _turns(self) -> Iterator[Part]:
        """What belongs to a case where that is not all of the text: the case is who speaks there."""
        whole = len(self._places.text)
        for row in self._rows.of("case_text", "fid = ?", self._source["id"]):
            found = self._places.find(number(row, "pos0") or 0, number(row, "pos1") or 0, "")
            name = self._cases.get(row["caseid"], "")
            if found and name and found.span.end - found.span.start < whole - 1:
                yield Part(*found.span, "speaker", " ".join(name.split()))

    def _lose(self, kind: str, words: str, reason: str) -> None:
        said = " ".join(words.split())[:_LONGEST_SAID]
        self._losses.append(Loss(kind, f"{text(self._source, 'name')}: {said}", reason))


def _told(counted: Counter[str]) -> list[str]:
    """By which rules the places were found, in words."""
    told = []
    if counted["code points"]:
        some = ngettext(
            "{count} passage was counted in characters and not in UTF-16 units, as its words show.",
            "{count} passages were counted in characters and not in UTF-16 units, as their words show.",
            counted["code points"],
        )
        told.append(some)
    if counted["words"]:
        some = ngettext(
            "{count} passage was found by its words alone.", "{count} passages were found by their words alone.",
            counted["words"],
        )  # fmt: skip
        told.append(some)
    if counted["important"]:
        some = ngettext(
            "{count} coding that is marked as important has the weight 100.",
            "{count} codings that are marked as important have the weight 100.",
            counted["important"],
        )
        told.append(some)
    return told
