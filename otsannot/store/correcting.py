"""Corrects the text of a document that is coded already: every passage stays on the words it covers."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from otsannot.errors import OtsannotError
from otsannot.i18n import _
from otsannot.model.corrections import Correction
from otsannot.model.nouns import Annotation, Body, Document
from otsannot.model.spans import Span
from otsannot.model.structure import hash_of
from otsannot.store.change import unpack
from otsannot.store.edit import Edit
from otsannot.store.layers import keep_layer, structure
from otsannot.store.passages import remove_annotations
from otsannot.store.rows import raw
from otsannot.store.schema import table_of
from otsannot.store.shaping import unite_twins

_document = table_of(Document).c


class Lost(NamedTuple):
    """An annotation whose words a correction takes away; `place` is what stands there instead, if anything does."""

    annotation_id: int
    span: Span
    coder: str
    codes: tuple[str, ...]
    comment: str
    place: Span | None


class Outcome(NamedTuple):
    """What a correction means for the annotations of a document: new places by id, and those without words."""

    moved: dict[int, Span]
    lost: list[Lost]


class EarlierText(NamedTuple):
    """A text that a document had until somebody corrected it; `at` is ISO 8601 UTC."""

    sha256: str
    at: str
    coder: str


def outcome(session: Session, document_id: int, correction: Correction) -> Outcome:
    """What a correction would do to the annotations of every coder; nothing is written."""
    moved: dict[int, Span] = {}
    lost: dict[int, Span] = {}
    statement = 'SELECT id, start, "end" FROM annotation WHERE document_id = ? ORDER BY start, "end", id'
    for annotation_id, start, end in raw(session, statement, [document_id]):
        span = Span(start, end)
        place = correction.moved(span)
        if place is None:
            lost[annotation_id] = span
        elif place != span:
            moved[annotation_id] = place
    return Outcome(moved, [_told(session, number, span, correction) for number, span in lost.items()])


def correct_text(edit: Edit, document_id: int, correction: Correction, keep: Collection[int] = ()) -> Outcome:
    """Give a document its corrected text, move the annotations with their words, and remove those without words.

    The annotations in `keep` stay on what stands in the place of their words; those of one coder that come to cover the
    same words become one. Raises OtsannotError when the document
    has another text by now, or none would be left.
    """
    document = edit.get(Document, document_id)
    if document.sha256 != hash_of(correction.earlier):
        raise OtsannotError(
            _("The text of “{name}” was changed meanwhile. Copy your correction and begin again.").format(
                name=document.name
            )
        )
    if not correction.text.strip():
        raise OtsannotError(_("A document needs a text. To take it out of the study, remove it."))
    found = outcome(edit.session, document_id, correction)
    kept = {lost.annotation_id: lost.place for lost in found.lost if lost.place and lost.annotation_id in keep}
    sha256 = hash_of(correction.text)
    edit.keep(Body, sha256=sha256, content=correction.text)
    layer = keep_layer(edit, structure(edit.session, document_id).moved(correction).parts)
    length, paragraphs = len(correction.text), correction.text.count("\n") + 1
    edit.set(document, sha256=sha256, length=length, paragraphs=paragraphs, layer_sha256=layer)
    places = found.moved | kept
    edit.set_each(Annotation, ({"id": n, "start": span.start, "end": span.end} for n, span in places.items()))
    remove_annotations(edit, [lost.annotation_id for lost in found.lost if lost.annotation_id not in kept])
    unite_twins(edit, places)
    return Outcome(places, [lost for lost in found.lost if lost.annotation_id not in kept])


def earlier_texts(session: Session, document_id: int) -> list[EarlierText]:
    """The texts a document had before, the last one first, with who corrected each and when."""
    guid = session.scalar(select(_document.guid).where(_document.id == document_id))
    statement = """
        SELECT at, history.coder, payload FROM history JOIN history_rows ON history_id = history.id
        WHERE state IN ('base', 'done') AND changed + removed > 0 AND ' ' || nouns || ' ' LIKE '% document %'
        ORDER BY history.id DESC"""
    found: list[EarlierText] = []
    for at, coder, payload in raw(session, statement):
        for row in unpack(payload):
            if row.table == Document.__tablename__ and row.row_id == document_id and guid is not None:
                if row.verb != "set":
                    return found  # before this, another document had the number
                if row.before and "sha256" in row.before:
                    found.append(EarlierText(row.before["sha256"], at, coder))
    return found


def kept_text(session: Session, sha256: str) -> str:
    """The text that lies under a hash. Raises OtsannotError when there is none."""
    content = next(raw(session, "SELECT content FROM body WHERE sha256 = ?", [sha256]), None)
    if content is None:
        raise OtsannotError(_("This text is no longer in the project."))
    return str(content[0])


def _told(session: Session, annotation_id: int, span: Span, correction: Correction) -> Lost:
    statement = """
        SELECT coder.name, comment FROM annotation JOIN coder ON coder.id = coder_id WHERE annotation.id = ?"""
    coder, comment = next(raw(session, statement, [annotation_id]))
    codes = """
        SELECT DISTINCT code.name FROM coding JOIN code ON code.id = code_id
        WHERE annotation_id = ? ORDER BY code.name"""
    names = tuple(name for (name,) in raw(session, codes, [annotation_id]))
    return Lost(annotation_id, span, coder, names, comment, correction.in_place_of(span))
