"""Which documents belong to a group or a case: reading and editing either list the same way."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from otsannot.model.nouns import Case, CaseMember, Document, DocumentGroup, GroupMember
from otsannot.store.edit import Edit
from otsannot.store.rows import AMONG, listed, raw

Member = type[GroupMember] | type[CaseMember]
_OWNER: dict[Member, str] = {GroupMember: "group_id", CaseMember: "case_id"}


def put_in(edit: Edit, noun: Member, owner_id: int, document_ids: Iterable[int]) -> int:
    """Let documents belong to a group or case; returns how many did not before. Raises OtsannotError for one gone."""
    edit.check_there(DocumentGroup if noun is GroupMember else Case, [owner_id])
    there = documents_of(edit.session, noun, owner_id)
    fresh = [number for number in dict.fromkeys(document_ids) if number not in there]
    edit.check_there(Document, fresh)
    edit.add_many(noun, [{_OWNER[noun]: owner_id, "document_id": number} for number in fresh])
    return len(fresh)


def take_out(edit: Edit, noun: Member, owner_id: int, document_ids: Iterable[int]) -> int:
    """Let documents belong to a group or case no longer; returns how many did."""
    statement = f"SELECT id FROM {noun.__tablename__} WHERE {_OWNER[noun]} = ? AND document_id {AMONG}"
    ids = [number for (number,) in raw(edit.session, statement, [owner_id, listed(document_ids)])]
    edit.remove_many(noun, ids)
    return len(ids)


def empty(edit: Edit, noun: Member, owner_ids: Iterable[int]) -> None:
    """Take all documents out of groups or cases."""
    statement = f"SELECT id FROM {noun.__tablename__} WHERE {_OWNER[noun]} {AMONG}"
    edit.remove_many(noun, [number for (number,) in raw(edit.session, statement, [listed(owner_ids)])])


def documents_of(session: Session, noun: Member, owner_id: int) -> set[int]:
    """The documents that belong to one group or case."""
    statement = f"SELECT document_id FROM {noun.__tablename__} WHERE {_OWNER[noun]} = ?"
    return {number for (number,) in raw(session, statement, [owner_id])}


def owners(session: Session, noun: Member) -> dict[int, list[int]]:
    """The groups or cases of each document that has any, in the order of their names."""
    table = "document_group" if noun is GroupMember else "study_case"
    owner = _OWNER[noun]
    found: dict[int, list[int]] = {}
    statement = f"""
        SELECT document_id, {owner} FROM {noun.__tablename__} JOIN {table} ON {table}.id = {owner} ORDER BY name"""
    for document, number in raw(session, statement):
        found.setdefault(document, []).append(number)
    return found
