"""The structures of texts, kept in layers beside them."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from otsannot.model.nouns import Layer
from otsannot.model.structure import NO_STRUCTURE, Part, Structure, hash_of, packed, unpacked
from otsannot.store.edit import Edit
from otsannot.store.rows import AMONG, listed, raw, uncollected


def structure(session: Session, document_id: int) -> Structure:
    """The structure of a document; one without any has no parts."""
    statement = """
        SELECT content FROM document JOIN layer ON layer.sha256 = document.layer_sha256 WHERE document.id = ?"""
    found = next(raw(session, statement, [document_id]), None)
    if found is None:
        return NO_STRUCTURE
    with uncollected():
        return unpacked(found[0])


def structures(session: Session, document_ids: Iterable[int]) -> dict[int, Structure]:
    """The structures of some documents, by their ids; one without any is left out."""
    statement = f"""
        SELECT document.id, content FROM document JOIN layer ON layer.sha256 = layer_sha256 WHERE document.id {AMONG}"""
    with uncollected():
        return {number: unpacked(content) for number, content in raw(session, statement, [listed(document_ids)])}


def keep_layer(edit: Edit, parts: Iterable[Part]) -> str | None:
    """Keep a structure and give the hash that names it; None when there are no parts."""
    content = packed(parts)
    if not content:
        return None
    sha256 = hash_of(content)
    edit.keep(Layer, sha256=sha256, content=content)
    return sha256
