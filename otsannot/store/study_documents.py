"""The documents of a study come into a project, each with its passages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from otsannot.i18n import _
from otsannot.model.comparing import compared
from otsannot.model.nouns import Body, Document, now
from otsannot.model.spans import Span
from otsannot.model.structure import PART_KINDS, Part, hash_of, packed
from otsannot.model.study import StudyDocument
from otsannot.progress import Progress
from otsannot.store import correcting
from otsannot.store.documents import text as text_of
from otsannot.store.layers import keep_layer
from otsannot.store.originals import hash_of_file, keep_file
from otsannot.store.rows import raw
from otsannot.store.study_facts import merge_values
from otsannot.store.study_mending import (
    Guids,
    OurLines,
    free_name,
    in_lines,
    is_variant,
    key_of,
    mended_name,
    mended_time,
    whole,
)
from otsannot.store.study_merging import Merging
from otsannot.store.study_passages import DocumentHere, PassageMerging
from otsannot.store.study_waiting import Waiting

Place = Callable[[Span], Span | None]
"""Where a passage of the study's text is in the text here."""


class _Row(NamedTuple):
    id: int
    guid: str
    name: str
    language: str
    source: str
    encoding: str
    sha256: str
    layer_sha256: str | None
    original_sha256: str | None


def merge_documents(merging: Merging, documents: Iterable[StudyDocument], progress: Progress) -> None:
    """Let each document be the one here of that GUID, else of just that text, else a new one.

    A text that differs corrects the one here with `update`; without it the passages are put on their words in the text
    here. Either way every passage stays on its words, and what has lost them is named.
    """
    merger = _Documents(merging)
    for document in documents:
        merger.merge(document)
        progress.advance()
    merger.waiting.write()


class _Documents:
    """The documents here while others come in; texts are read when they are needed."""

    def __init__(self, merging: Merging) -> None:
        self.merging = merging
        statement = f"SELECT {', '.join(_Row._fields)} FROM document"
        rows = [_Row._make(row) for row in raw(merging.edit.session, statement)]
        self.by_guid = {row.guid: row for row in rows}
        self.by_text: dict[str, list[_Row]] = {}
        for row in rows:
            self.by_text.setdefault(row.sha256, []).append(row)
        self.names = {row.name: row.id for row in rows}
        self.claimed: set[int] = set()
        self.waiting = Waiting(merging.edit)
        self.guids = Guids("document", merging.losses)

    def merge(self, document: StudyDocument) -> None:
        """Bring a document in with all that is known of it."""
        merging = self.merging
        name = mended_name("document", document.name, merging.losses)
        guid = self.guids.take(document.guid, name)
        text = in_lines(document.text)
        if whole(document.text) != document.text:
            merging.lose("document", name, _("Halves of characters in its text became U+FFFD."))
        lines = OurLines(document.text)
        sha256 = hash_of(text)
        row = self.by_guid.get(guid) or self._of_text(sha256)
        place: Place | None = None
        parts = self._parts(document, name, lines, len(text))
        if row is None:
            number, own, name = self._add(document, guid, name, text, sha256, parts)
        else:
            number, own, name = row.id, row.guid, row.name
            place, text = self._update(row, document, name, text, sha256, parts)
        is_first = number not in self.claimed
        self.claimed.add(number)
        merging.documents.setdefault(key_of(document.guid), number)
        merging.link("document", document.guid, own)
        merge_values(merging, "document", number, name, document.values, is_new=row is None)
        if not is_first:
            self.waiting.write()
        here = DocumentHere(number, own, name, text)
        passages = PassageMerging(merging, self.waiting, here, is_new=row is None, may_take=is_first)
        passages.merge(document.passages, lines if "\r" in document.text else None, place)

    def _of_text(self, sha256: str) -> _Row | None:
        """A document here of just this text that no other one of the study is yet."""
        return next((row for row in self.by_text.get(sha256, ()) if row.id not in self.claimed), None)

    def _add(
        self, document: StudyDocument, guid: str, name: str, text: str, sha256: str, parts: list[Part]
    ) -> tuple[int, str, str]:
        edit = self.merging.edit
        free = free_name(name, self.names)
        if free != name:
            told = _("There is another document “{name}”.").format(name=name)
            self.merging.lose("document", free, told)
        edit.keep(Body, sha256=sha256, content=text)
        values = {
            "guid": guid,
            "name": free,
            "language": whole(document.language),
            "source": whole(document.source),
            "encoding": whole(document.encoding),
            "sha256": sha256,
            "length": len(text),
            "paragraphs": text.count("\n") + 1,
            "created": mended_time(document.created, "document", free, self.merging.losses) or now(),
            "layer_sha256": keep_layer(edit, parts),
            "original_sha256": None if document.original is None else keep_file(edit, document.original, free),
        }
        (number,) = edit.add_many(Document, [values])
        self.names[free] = number
        self.merging.added("document", free)
        return number, guid, free

    def _update(
        self, row: _Row, document: StudyDocument, name: str, text: str, sha256: str, parts: list[Part]
    ) -> tuple[Place | None, str]:
        """Fill in and change a document that is here; gives where passages of the study are, and the text here."""
        edit, merging = self.merging.edit, self.merging
        here = row._asdict() | {"text": row.sha256}
        there = {
            "name": self._wanted_name(row, document),
            "language": whole(document.language),
            "source": whole(document.source),
            "encoding": whole(document.encoding),
            "text": sha256 if text.strip() else "",
            "layer_sha256": hash_of(packed(parts)) if parts and sha256 == row.sha256 else None,
            "original_sha256": None if document.original is None else hash_of_file(document.original)[0],
        }
        fresh = merging.settle("document", row.name, here, there, may_take=row.id not in self.claimed)
        place: Place | None = None
        corrected = fresh.pop("text", None) is not None
        if sha256 != row.sha256:
            ours = text_of(edit.session, row.id)
            if corrected:
                self._correct(row, ours, text)
                fresh["layer_sha256"] = keep_layer(edit, parts) if parts else None
            else:
                place = compared(text, ours).moved
                text = ours
        if fresh.get("layer_sha256") is not None:
            keep_layer(edit, parts)
        elif "layer_sha256" in fresh:
            del fresh["layer_sha256"]
        if fresh.get("original_sha256") is not None and document.original is not None:
            keep_file(edit, document.original, row.name)
        if fresh:
            edit.set(edit.get(Document, row.id), **fresh)
        if "name" in fresh:
            self.names.pop(row.name, None)
            self.names[fresh["name"]] = row.id
        return place, text

    def _wanted_name(self, row: _Row, document: StudyDocument) -> str:
        """The name of the study, or the one here where another document has that."""
        unheard = list(self.merging.losses)
        name = mended_name("document", document.name, unheard)
        if is_variant(row.name, name):
            return row.name
        if self.names.get(name, row.id) == row.id:
            return name
        self.merging.lose("document", row.name, _("There is another document “{name}”.").format(name=name))
        return row.name

    def _correct(self, row: _Row, ours: str, text: str) -> None:
        """Give a document the text of the study; what loses its words stays on what came instead, if anything did."""
        correction = compared(ours, text)
        lost = correcting.outcome(self.merging.edit.session, row.id, correction).lost
        found = correcting.correct_text(self.merging.edit, row.id, correction, {one.annotation_id for one in lost})
        for one in found.lost:
            told = _("“{words}” is no longer in the text; the passage of {coder} with {codes} went.")
            words = ours[one.span.start : one.span.end]
            reason = told.format(words=words[:80], coder=one.coder, codes=", ".join(one.codes) or _("no code"))
            self.merging.lose("passage", f"{row.name} {one.span.start}-{one.span.end}", reason)

    def _parts(self, document: StudyDocument, name: str, lines: OurLines, length: int) -> list[Part]:
        """The structure of a document, without what is of no kind or outside the text."""
        found = []
        for part in document.parts:
            start, end = lines.place(part.start), lines.place(part.end)
            if part.kind not in PART_KINDS or not 0 <= start <= end <= length:
                told = _("A part of its structure, {kind} {start}-{end}, is of no kind that is known, or outside it.")
                reason = told.format(kind=part.kind, start=part.start, end=part.end)
                self.merging.lose("document", name, reason)
            else:
                found.append(Part(start, end, part.kind, whole(part.value)))
        return found
