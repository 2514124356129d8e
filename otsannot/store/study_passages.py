"""The passages of one document of a study come into the document here, each with its codings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from otsannot.i18n import _
from otsannot.model.nouns import Annotation, Code, Coding, now
from otsannot.model.spans import Span
from otsannot.model.study import StudyCoding, StudyPassage
from otsannot.store.rows import AMONG, listed, raw
from otsannot.store.shaping import unite_twins
from otsannot.store.study_mending import OurLines, derived_guid, in_lines, is_guid, key_of, mended_time, snapped
from otsannot.store.study_merging import Merging
from otsannot.store.study_waiting import CodingKey, CodingRow, PassageRow, Waiting


class DocumentHere(NamedTuple):
    """A document of the project into which passages come."""

    id: int
    guid: str
    name: str
    text: str


class PassageMerging:
    """The passages of a document while others come in."""

    def __init__(
        self, merging: Merging, waiting: Waiting, document: DocumentHere, *, is_new: bool, may_take: bool
    ) -> None:
        self.merging = merging
        self.waiting = waiting
        self.document_id, self.document_guid, self.name, self.text = document
        self.known: dict[str, PassageRow] = {}
        self.by_place: dict[tuple[int, int, int], PassageRow] = {}
        self.owner: dict[str, PassageRow] = {}
        self.may_take = may_take
        self.moved: list[int] = []
        self.weighed: list[dict[str, Any]] = []
        if not is_new:
            self._read()
        self.fresh: list[PassageRow] = []

    def merge(
        self,
        passages: Sequence[StudyPassage],
        lines: OurLines | None = None,
        place: Callable[[Span], Span | None] | None = None,
    ) -> None:
        """Bring passages in; `lines` and `place` say where their words are when the text here is another one."""
        if not passages:
            return
        self.taken = self._elsewhere("annotation", (passage.guid for passage in passages))
        self.taken_codings = self._elsewhere("coding", (coding.guid for p in passages for coding in p.codings))
        for passage in passages:
            span = self._span(passage, lines, place)
            if span is not None:
                self._merge_codings(self._merge(passage, span), passage)
        self._write()

    def _read(self) -> None:
        session = self.merging.edit.session
        by_id: dict[int, PassageRow] = {}
        statement = """
            SELECT id, guid, start, "end", coder_id, comment, created, modified FROM annotation
            WHERE document_id = ? ORDER BY id DESC"""
        for number, guid, start, end, coder, comment, created, modified in raw(session, statement, [self.document_id]):
            row = by_id[number] = self.known[guid] = PassageRow(number, guid, start, end, coder, comment)
            row.created, row.modified = created, modified
            self.by_place[start, end, coder] = row
        statement = """
            SELECT annotation_id, id, guid, code_id, coder_id, weight FROM coding
            WHERE annotation_id IN (SELECT id FROM annotation WHERE document_id = ?)"""
        for annotation, number, guid, code, coder, weight in raw(session, statement, [self.document_id]):
            by_id[annotation].codings[code, coder] = CodingRow(number, guid, weight)
            self.owner[guid] = by_id[annotation]

    def _elsewhere(self, table: str, guids: Any) -> set[str]:
        """Those of some GUIDs that rows of other documents have."""
        statement = f"SELECT guid FROM {table} WHERE guid {AMONG}"
        keys = set(map(key_of, guids))
        found = {guid for (guid,) in raw(self.merging.edit.session, statement, [listed(keys)])}
        found |= keys & self.waiting.guids[table]
        return found - (self.known.keys() if table == "annotation" else self.owner.keys())

    def _span(
        self, passage: StudyPassage, lines: OurLines | None, place: Callable[[Span], Span | None] | None
    ) -> Span | None:
        """Where a passage stands in the text here; None, and told, where it has no words there."""
        start, end = passage.start, passage.end
        if lines is not None:
            start, end = lines.place(start), lines.place(end)
        moved: Span | None = Span(start, end)
        if place is not None and 0 <= start < end:
            moved = place(Span(start, end))
            if moved is None:
                self._lost(passage, _("Its words are not in the text here."))
                return None
            start, end = moved
        inside = max(start, 0), min(end, len(self.text))
        if inside[0] >= inside[1]:
            told = _("The text has {n} characters, and so no passage {start} to {end}.")
            self._lost(passage, told.format(n=len(self.text), start=passage.start, end=passage.end))
            return None
        snug = snapped(self.text, *inside)
        if snug != (start, end):
            told = _("It stood at {start} to {end}; it was put on the whole letters there: {snug}.")
            words = told.format(start=passage.start, end=passage.end, snug=f"{snug[0]}-{snug[1]}")
            self.merging.lose("passage", self._named(passage), words)
        return Span(*snug)

    def _lost(self, passage: StudyPassage, reason: str) -> None:
        names = [
            self.merging.code_names[self.merging.codes[key]]
            for key in (key_of(coding.code) for coding in passage.codings)
            if key in self.merging.codes
        ]
        if names:
            reason += " " + _("With it went {codes}.").format(codes=", ".join(names))
        if passage.comment:
            reason += " " + _("Its comment was: {comment}").format(comment=passage.comment)
        self.merging.lose("passage", self._named(passage), reason)

    def _merge(self, passage: StudyPassage, span: Span) -> PassageRow:
        """The passage here that one of the study is, made when there is none."""
        merging = self.merging
        coder = merging.coders.get(passage.coder)
        if coder is None:
            coder = merging.coder(passage.coder, "passage", self._named(passage))
        guid = self._guid(passage)
        row = self.known.get(guid) or self.by_place.get((*span, coder))
        comment = in_lines(passage.comment)
        if row is None:
            row = PassageRow(None, guid, *span, coder, comment)
            row.created = mended_time(passage.created, "passage", self.name, merging.losses) or now()
            row.modified = mended_time(passage.modified, "passage", self.name, merging.losses) or row.created
            self.fresh.append(row)
            self.by_place[*span, coder] = row
            merging.report.tallies["passage"].new += 1
        elif row.id is None:
            self._unite(row, passage, comment)
        elif (row.start, row.end) == span and comment in ("", row.comment):
            row.is_met = True
            merging.report.tallies["passage"].equal += 1
        else:
            self._update(row, passage, span, comment)
        merging.link("annotation", passage.guid, row.guid)
        return row

    def _guid(self, passage: StudyPassage) -> str:
        """The GUID of a passage, or, where it is none or another passage has it, one that follows from it."""
        guid = key_of(passage.guid)
        if is_guid(guid) and guid not in self.taken:
            self.taken.add(guid)
            return guid
        if guid:
            told = _("Its id {guid} is no GUID, or another passage has it; it got one.").format(guid=passage.guid)
            self.merging.lose("passage", self._named(passage), told)
        start, end = str(passage.start), str(passage.end)
        other = derived_guid("passage", self.document_guid, guid, start, end, key_of(passage.coder))
        while other in self.taken:
            other = derived_guid(other)
        self.taken.add(other)
        return other

    def _unite(self, row: PassageRow, passage: StudyPassage, comment: str) -> None:
        """Make one of two passages of a study that one coder made of the same words."""
        told = _("There are two passages of these words by one coder; they are one here.")
        self.merging.lose("passage", self._named(passage), told)
        if comment and comment != row.comment:
            row.comment = "\n\n".join(filter(None, (row.comment, comment)))

    def _update(self, row: PassageRow, passage: StudyPassage, span: Span, comment: str) -> None:
        here = {"place": f"{row.start}-{row.end}", "comment": row.comment}
        there = {"place": f"{span.start}-{span.end}", "comment": comment}
        fresh = self.merging.settle("passage", self._named(passage), here, there, may_take=self._may_take(row))
        if "place" in fresh:
            row.start, row.end = span
            if row.id is not None:
                self.moved.append(row.id)
        row.comment = fresh.get("comment", row.comment)
        if fresh:
            self._touch(row, passage)

    def _may_take(self, one: PassageRow | CodingRow) -> bool:
        """Whether a thing here is met for the first time: of two that become one the first counts."""
        is_first = not one.is_met
        one.is_met = True
        return self.may_take and is_first

    def _touch(self, row: PassageRow, passage: StudyPassage) -> None:
        """Say that a passage here was changed, at the time the study tells if it is later."""
        row.touched = True
        row.modified = max(row.modified, mended_time(passage.modified, "passage", self.name, []) or now())

    def _merge_codings(self, row: PassageRow, passage: StudyPassage) -> None:
        merging = self.merging
        for coding in passage.codings:
            code = merging.codes.get(coding.code)
            if code is None:
                code = merging.codes.get(key_of(coding.code))
            if code is None:
                merging.lose("coding", self._named(passage), _("Its code is not in the codebook of the study."))
                continue
            given = coding.coder or passage.coder
            coder = merging.coders.get(given)
            if coder is None:
                coder = row.coder if not coding.coder else merging.coder(given, "coding", self._named(passage))
            self._merge_coding(row, passage, coding, (code, coder))

    def _merge_coding(self, row: PassageRow, passage: StudyPassage, coding: StudyCoding, key: CodingKey) -> None:
        merging = self.merging
        weight = coding.weight
        if weight is not None and not 0 <= weight <= 100:
            told = _("Its weight {weight} is none from 0 to 100.").format(weight=weight)
            merging.lose("coding", self._coded(passage, key), told)
            weight = None
        guid = key_of(coding.guid)
        there = row.codings.get(key)
        if there is None and self.owner.get(guid) is row:
            there = self._recode(row, passage, guid, key)
        if there is None:
            self._add_coding(row, passage, coding, key, weight)
        elif there.id is None:
            told = _("The passage has this code twice by one coder; the higher weight stays.")
            merging.lose("coding", self._coded(passage, key), told)
            there.weight = max(there.weight, weight, key=lambda one: -1 if one is None else one)
        elif weight in (None, there.weight):
            there.is_met = True
            merging.report.tallies["coding"].equal += 1
        else:
            name, here = self._coded(passage, key), {"weight": there.weight}
            fresh = merging.settle("coding", name, here, {"weight": weight}, may_take=self._may_take(there))
            if there.weight is None or fresh:
                there.weight = weight
                self.weighed.append({"id": there.id, "weight": weight})
                self._touch(row, passage)

    def _recode(self, row: PassageRow, passage: StudyPassage, guid: str, key: CodingKey) -> CodingRow:
        """A coding here of a GUID whose code or coder is another one in the study."""
        old, there = next((old, one) for old, one in row.codings.items() if one.guid == guid)
        names = self.merging.code_names
        here = {"code": names[old[0]]}
        taking = {"code": names[key[0]]}
        fresh = self.merging.settle("coding", self._coded(passage, old), here, taking, may_take=self._may_take(there))
        if fresh and there.id is not None:
            self._unfold(key[0])
            row.codings[key] = row.codings.pop(old)
            self.merging.edit.set_many(Coding, [there.id], code_id=key[0])
            self._touch(row, passage)
        return there

    def _add_coding(
        self, row: PassageRow, passage: StudyPassage, coding: StudyCoding, key: CodingKey, weight: int | None
    ) -> None:
        guid = key_of(coding.guid)
        if not is_guid(guid) or guid in self.taken_codings or guid in self.owner:
            if guid:
                told = _("Its id {guid} is no GUID, or another coding has it; it got one.").format(guid=coding.guid)
                self.merging.lose("coding", self._coded(passage, key), told)
            guid = derived_guid("coding", row.guid, guid, key_of(coding.code), key_of(coding.coder))
            while guid in self.taken_codings or guid in self.owner:
                guid = derived_guid(guid)
        self._unfold(key[0])
        created = mended_time(coding.created, "coding", self.name, self.merging.losses) or row.created
        row.codings[key] = CodingRow(None, guid, weight, created)
        self.owner[guid] = row
        self.merging.report.tallies["coding"].new += 1
        if row.id is not None:
            self._touch(row, passage)

    def _unfold(self, code: int) -> None:
        """Let a folder be a code again, because the study applies it."""
        merging = self.merging
        if code not in merging.folders:
            return
        merging.folders.discard(code)
        merging.lose("code", merging.code_names[code], _("It is applied to passages, and so is no folder."))
        merging.edit.set(merging.edit.get(Code, code), is_folder=False)

    def _write(self) -> None:
        edit = self.merging.edit
        touched = [row for row in self.known.values() if row.touched]
        columns = ("id", "start", "end", "comment", "modified")
        edit.set_each(Annotation, [{column: getattr(row, column) for column in columns} for row in touched])
        edit.set_each(Coding, self.weighed)
        self.waiting.add(self.document_id, self.fresh, touched)
        if self.moved:
            self.waiting.write()
            unite_twins(edit, self.moved)

    def _named(self, passage: StudyPassage) -> str:
        return f"{self.name} {passage.start}-{passage.end}"

    def _coded(self, passage: StudyPassage, key: CodingKey) -> str:
        return f"{self._named(passage)}, {self.merging.code_names[key[0]]}"
