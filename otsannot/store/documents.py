"""Documents, their texts and their attributes: reading them and editing them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from otsannot.errors import OtsannotError
from otsannot.i18n import _
from otsannot.model.nouns import Attribute, AttributeValue, Body, Document
from otsannot.store import memos
from otsannot.store.edit import Edit
from otsannot.store.names import one_line
from otsannot.store.passages import remove_annotations
from otsannot.store.rows import AMONG, listed, raw
from otsannot.store.schema import table_of

_document = table_of(Document).c
_attribute = table_of(Attribute).c
_value = table_of(AttributeValue).c


class DocumentRow(NamedTuple):
    """A document without its text, which lies under `sha256`; `length` is in code points."""

    id: int
    guid: str
    name: str
    language: str
    source: str
    encoding: str
    length: int
    paragraphs: int
    created: str
    sha256: str


class NewText(NamedTuple):
    """A text to keep as a document; `sha256` is of its UTF-8 bytes."""

    name: str
    text: str
    sha256: str
    source: str
    encoding: str
    language: str = ""


def rows(session: Session) -> list[DocumentRow]:
    """Every document, by name."""
    columns = ", ".join(DocumentRow._fields)
    return list(map(DocumentRow._make, raw(session, f"SELECT {columns} FROM document ORDER BY name")))


def row(session: Session, document_id: int) -> DocumentRow | None:
    """One document, or None when it is gone."""
    columns = [_document[field] for field in DocumentRow._fields]
    found = session.execute(select(*columns).where(_document.id == document_id)).first()
    return None if found is None else DocumentRow(*found)


def text(session: Session, document_id: int) -> str:
    """The whole text of a document. Raises OtsannotError when the document is gone."""
    body = table_of(Body).c
    joined = select(body.content).join(Document, _document.sha256 == body.sha256)
    content = session.scalar(joined.where(_document.id == document_id))
    if content is None:
        raise OtsannotError(_("This document is no longer in the project."))
    return str(content)


def find_document(session: Session, name: str) -> DocumentRow:
    """The one document a name means. Raises OtsannotError when there is none, or several whose names begin so."""
    columns = [_document[field] for field in DocumentRow._fields]
    exact = session.execute(select(*columns).where(_document.name == name)).first()
    if exact is not None:
        return DocumentRow(*exact)
    beginning = _document.name.startswith(name, autoescape=True)
    found = session.execute(select(*columns).where(beginning).order_by(_document.name)).all()
    if len(found) == 1 and name:
        return DocumentRow(*found[0])
    if found and name:
        names = ", ".join(f"“{row.name}”" for row in found[:9])
        raise OtsannotError(_("“{name}” may be any of {names}. Write the whole name.").format(name=name, names=names))
    raise OtsannotError(_("There is no document “{name}”.").format(name=name))


def by_hash(session: Session) -> dict[str, str]:
    """The names of the documents by the hash of their texts."""
    return dict(raw(session, "SELECT sha256, name FROM document"))


class FreeNames:
    """Gives names that no document has and that were not given before."""

    def __init__(self, session: Session) -> None:
        self._taken = set(session.scalars(select(_document.name)))
        self._numbers = Counter[str]()

    def take(self, name: str) -> str:
        """The name, or the first of `name (2)`, `name (3)` ... that is free."""
        free = name
        while free in self._taken:
            self._numbers[name] += 1
            free = f"{name} ({self._numbers[name] + 1})"
        self._taken.add(free)
        return free


def add_documents(edit: Edit, texts: Iterable[NewText]) -> list[str]:
    """Keep texts as documents and return their names; a name that is taken gets a number: `name (2)`."""
    free = FreeNames(edit.session)
    names: list[str] = []

    def new_rows() -> Iterable[Mapping[str, object]]:
        for new in texts:
            name = free.take(new.name)
            names.append(name)
            edit.keep_text(new.sha256, new.text)
            yield {
                "name": name,
                "language": new.language,
                "source": new.source,
                "encoding": new.encoding,
                "sha256": new.sha256,
                "length": len(new.text),
                "paragraphs": new.text.count("\n") + 1,
            }

    edit.add_many(Document, new_rows())
    return names


def rename_document(edit: Edit, document_id: int, name: str) -> None:
    """Give a document another name. Raises OtsannotError when it can be none, or is taken."""
    name = one_line(name, _("A document needs a name."))
    other = edit.session.scalar(select(_document.id).where(_document.name == name))
    if other not in (None, document_id):
        raise OtsannotError(_("There is a document “{name}” already.").format(name=name))
    edit.set(edit.get(Document, document_id), name=name)


def set_language(edit: Edit, document_id: int, language: str) -> None:
    """Say in which language a document is, as an ISO 639 code; empty when unknown."""
    edit.set(edit.get(Document, document_id), language=language)


def remove_documents(edit: Edit, document_ids: Collection[int]) -> None:
    """Remove documents with their annotations and attributes; memos about them stay."""
    ids = listed(document_ids)
    made = [number for (number,) in raw(edit.session, f"SELECT id FROM annotation WHERE document_id {AMONG}", [ids])]
    facts = [
        number for (number,) in raw(edit.session, f"SELECT id FROM attribute_value WHERE document_id {AMONG}", [ids])
    ]
    remove_annotations(edit, made)
    memos.remove_about(edit, document_ids=document_ids)
    edit.remove_many(AttributeValue, facts)
    edit.remove_many(Document, document_ids)


def set_attributes(edit: Edit, document_id: int, facts: Mapping[str, str]) -> None:
    """State facts about a document; an attribute that is new to the project is added to it."""
    known = {name: number for number, name in edit.session.execute(select(_attribute.id, _attribute.name))}
    for given, value in facts.items():
        name = one_line(given, _("An attribute needs a name."))
        if name not in known:
            known[name] = edit.add(Attribute(name=name)).id
        chosen = (_value.document_id == document_id) & (_value.attribute_id == known[name])
        there = edit.session.scalar(select(_value.id).where(chosen))
        if there is None:
            edit.add(AttributeValue(document_id=document_id, attribute_id=known[name], value=value))
        else:
            edit.set(edit.get(AttributeValue, there), value=value)


def attribute_names(session: Session) -> list[str]:
    """The attributes of documents, in the order in which they came into the project."""
    return list(session.scalars(select(_attribute.name).order_by(_attribute.id)))


def attributes(session: Session, document_id: int) -> dict[str, str]:
    """The facts stated about one document."""
    statement = """
        SELECT name, value FROM attribute_value JOIN attribute ON attribute.id = attribute_id
        WHERE document_id = ? ORDER BY attribute.id"""
    return dict(raw(session, statement, [document_id]))
