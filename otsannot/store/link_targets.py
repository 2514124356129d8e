"""What links in memos lead to: names, places, and the passages a link can be made to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sqlalchemy.orm import Session

from otsannot.model.code_tree import CodeTree
from otsannot.model.links import Target, quoted
from otsannot.model.memos import heading_of
from otsannot.store import documents
from otsannot.store.annotation_lines import Texts
from otsannot.store.rows import raw

LOOKED_AT = 400
"""A passage is quoted from at most so many code points of it."""

_TABLES = {"document": "document", "code": "code", "case": "study_case", "annotation": "annotation", "memo": "memo"}


class Place(NamedTuple):
    """What a link leads to, by its number; an annotation lies in a document."""

    noun: str
    id: int
    document_id: int | None = None


class Quote(NamedTuple):
    """A passage by its first words, and who marked it."""

    guid: str
    words: str
    coder: str


def place(session: Session, target: Target) -> Place | None:
    """Where a link leads; None when that is gone."""
    document = "document_id" if target.noun == "annotation" else "NULL"
    statement = f"SELECT id, {document} FROM {_TABLES[target.noun]} WHERE guid = ?"
    return next((Place(target.noun, *row) for row in raw(session, statement, [target.guid])), None)


def target(session: Session, noun: str, number: int) -> Target | None:
    """What a link to something would name; None when that is gone."""
    statement = f"SELECT guid FROM {_TABLES[noun]} WHERE id = ?"
    return next((Target(noun, guid) for (guid,) in raw(session, statement, [number])), None)


def targets(session: Session, noun: str) -> dict[int, Target]:
    """What links to everything of one kind would name, by its number."""
    return {number: Target(noun, guid) for number, guid in raw(session, f"SELECT id, guid FROM {_TABLES[noun]}")}


def names(session: Session, noun: str) -> list[tuple[str, Target]]:
    """Every document, or every case, by name, with what a link to it would name."""
    statement = f"SELECT name, guid FROM {_TABLES[noun]} ORDER BY name"
    return [(name, Target(noun, guid)) for name, guid in raw(session, statement)]


def gone(session: Session, wanted: Iterable[Target]) -> frozenset[Target]:
    """Those targets of links that are no longer in the study."""
    return frozenset(one for one in set(wanted) if place(session, one) is None)


def labels(session: Session, wanted: Iterable[Target], book: CodeTree) -> dict[Target, str]:
    """What the targets of links are called now; those that are gone are left out."""
    found: dict[Target, str] = {}
    texts = Texts()
    for one in dict.fromkeys(wanted):
        there = place(session, one)
        if there is not None:
            found[one] = label(session, there, book, texts)
    return found


def quotes(session: Session, document_id: int, text: str | None = None) -> Iterator[Quote]:
    """The passages of a document by their first words, in the order of the text."""
    if text is None:
        text = documents.text(session, document_id)
    coders = dict(raw(session, "SELECT id, name FROM coder"))
    statement = 'SELECT guid, start, "end", coder_id FROM annotation WHERE document_id = ? ORDER BY start, "end" DESC'
    for guid, start, end, coder_id in raw(session, statement, [document_id]):
        yield Quote(guid, text[start : min(end, start + LOOKED_AT)], coders[coder_id])


def annotated_documents(session: Session) -> list[tuple[int, str]]:
    """The documents that passages lie in, with their names, by name."""
    statement = """
        SELECT id, name FROM document WHERE EXISTS (SELECT 1 FROM annotation WHERE document_id = document.id)
        ORDER BY name"""
    return list(raw(session, statement))


def label(session: Session, there: Place, book: CodeTree, texts: Texts | None = None) -> str:
    """What something is called now: a path, a name, the first words of a passage."""
    if there.noun == "code":
        return book.path(there.id)
    if there.noun == "memo":
        return heading_of(*next(raw(session, "SELECT title, text FROM memo WHERE id = ?", [there.id])))
    if there.document_id is not None:
        text = (texts or Texts()).of(session, [there.document_id])[there.document_id]
        start, end = next(raw(session, 'SELECT start, "end" FROM annotation WHERE id = ?', [there.id]))
        return quoted(text[start : min(end, start + LOOKED_AT)])
    return str(next(raw(session, f"SELECT name FROM {_TABLES[there.noun]} WHERE id = ?", [there.id]))[0])
