"""Documents and their texts: reading them and editing them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from otsannot.errors import OtsannotError
from otsannot.i18n import _
from otsannot.model.new_text import NewText
from otsannot.model.nouns import AttributeValue, Body, CaseMember, Document, GroupMember, Memo, Record
from otsannot.store import memos
from otsannot.store.edit import Edit
from otsannot.store.layers import keep_layer
from otsannot.store.names import one_line
from otsannot.store.originals import keep_original, keep_plain
from otsannot.store.passages import remove_annotations
from otsannot.store.rows import AMONG, listed, raw
from otsannot.store.schema import table_of

_document = table_of(Document).c
_STATED = (AttributeValue, GroupMember, CaseMember)
"""What is stated about a document beside its text, its annotations and its memos."""


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
    original_sha256: str | None
    layer_sha256: str | None


def rows(session: Session) -> list[DocumentRow]:
    """Every document, by name."""
    columns = ", ".join(DocumentRow._fields)
    return list(map(DocumentRow._make, raw(session, f"SELECT {columns} FROM document ORDER BY name")))


def names(session: Session) -> list[tuple[int, str]]:
    """The number and the name of every document, by name."""
    return list(raw(session, "SELECT id, name FROM document ORDER BY name"))


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


def texts(session: Session, document_ids: Iterable[int]) -> dict[int, str]:
    """The texts of some documents, by their ids; a document that is gone has none."""
    statement = f"""
        SELECT document.id, content FROM document JOIN body ON body.sha256 = document.sha256
        WHERE document.id {AMONG} ORDER BY document.id"""
    return dict(raw(session, statement, [listed(document_ids)]))


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


def by_original(session: Session) -> dict[int, dict[str, list[str]]]:
    """The names of the documents of each file that was kept, by its size in bytes and its hash."""
    found: dict[int, dict[str, list[str]]] = {}
    statement = """
        SELECT size, original.sha256, name FROM document JOIN original ON original.sha256 = original_sha256
        ORDER BY document.id"""
    for size, sha256, name in raw(session, statement):
        found.setdefault(size, {}).setdefault(sha256, []).append(name)
    return found


def by_source(session: Session) -> dict[str, list[tuple[int, str]]]:
    """The numbers and names of the documents that came from each file."""
    found: dict[str, list[tuple[int, str]]] = {}
    for number, name, source in raw(session, "SELECT id, name, source FROM document ORDER BY id"):
        found.setdefault(source, []).append((number, name))
    return found


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
            edit.keep(Body, sha256=new.sha256, content=new.text)
            yield {
                "name": name,
                "language": new.language,
                "source": new.source,
                "encoding": new.encoding,
                "sha256": new.sha256,
                "length": len(new.text),
                "paragraphs": new.text.count("\n") + 1,
                "layer_sha256": keep_layer(edit, new.parts),
                "original_sha256": _original(edit, new),
            }

    edit.add_many(Document, new_rows())
    return names


def _original(edit: Edit, new: NewText) -> str | None:
    if new.original_sha256 == new.sha256:
        return keep_plain(edit, new.sha256, len(new.text.encode()))
    if new.original is not None:
        return keep_original(edit, new.original)
    return new.original_sha256


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
    """Remove documents with their annotations and all that is stated about them; memos about them stay."""
    ids = listed(document_ids)
    made = [number for (number,) in raw(edit.session, f"SELECT id FROM annotation WHERE document_id {AMONG}", [ids])]
    remove_annotations(edit, made)
    memos.remove_about(edit, document_ids=document_ids)
    for noun in _STATED:
        edit.remove_many(noun, _about(edit.session, noun, document_ids))
    edit.remove_many(Document, document_ids)


def replace_document(edit: Edit, document_id: int, new: NewText) -> None:
    """Put another text in a document's place; all that is stated and noted about the old one is about the new.

    The name and the GUID are the old one's, and annotations, which would point at other words, go.
    """
    old = edit.get(Document, document_id)
    name, guid = old.name, old.guid
    free = FreeNames(edit.session).take(name)
    add_documents(edit, [new._replace(name=free)])
    number = find_document(edit.session, free).id
    for noun in (*_STATED, Memo):
        edit.set_many(noun, _about(edit.session, noun, [document_id]), document_id=number)
    remove_documents(edit, [document_id])
    edit.set(edit.get(Document, number), name=name, guid=guid)


def take_over(edit: Edit, document_id: int, new: NewText) -> None:
    """Let a document whose text was corrected from its file have what the file says of its structure now, too."""
    edit.set(
        edit.get(Document, document_id),
        source=new.source,
        encoding=new.encoding,
        layer_sha256=keep_layer(edit, new.parts),
        original_sha256=_original(edit, new),
    )


def _about(session: Session, noun: type[Record], document_ids: Iterable[int]) -> list[int]:
    statement = f"SELECT id FROM {noun.__tablename__} WHERE document_id {AMONG}"
    return [number for (number,) in raw(session, statement, [listed(document_ids)])]
