"""Groups of documents: reading them and editing them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from otsannot.errors import OtsannotError
from otsannot.i18n import _
from otsannot.model.nouns import DocumentGroup, GroupMember
from otsannot.store import members
from otsannot.store.edit import Edit
from otsannot.store.names import one_line
from otsannot.store.rows import raw
from otsannot.store.schema import table_of

_group = table_of(DocumentGroup).c


class GroupRow(NamedTuple):
    """A group as lists show one."""

    id: int
    guid: str
    name: str
    documents: int


def rows(session: Session) -> list[GroupRow]:
    """Every group, by name."""
    statement = """
        SELECT id, guid, name, (SELECT count(*) FROM group_member WHERE group_id = document_group.id)
        FROM document_group ORDER BY name"""
    return list(map(GroupRow._make, raw(session, statement)))


def of_documents(session: Session) -> dict[int, list[int]]:
    """The groups of each document that is in any, by name."""
    return members.owners(session, GroupMember)


def names_of(session: Session, document_id: int) -> list[str]:
    """The names of the groups that a document is in."""
    statement = """
        SELECT name FROM group_member JOIN document_group ON document_group.id = group_id
        WHERE document_id = ? ORDER BY name"""
    return [name for (name,) in raw(session, statement, [document_id])]


def find_group(session: Session, name: str) -> GroupRow:
    """The group of a name. Raises OtsannotError when there is none."""
    for found in rows(session):
        if found.name == name:
            return found
    raise OtsannotError(_("There is no group “{name}”.").format(name=name))


def create_group(edit: Edit, name: str, document_ids: Iterable[int] = ()) -> int:
    """Make a group of documents. Raises OtsannotError when the name is taken."""
    number = edit.add(DocumentGroup(name=_free_name(edit.session, name))).id
    assert number is not None
    add_to_group(edit, number, document_ids)
    return number


def ensure_group(edit: Edit, name: str) -> int:
    """The number of the group with this name, which is made when it is new."""
    name = one_line(name, _("A group needs a name."))
    found = edit.session.scalar(select(_group.id).where(_group.name == name))
    return create_group(edit, name) if found is None else int(found)


def rename_group(edit: Edit, group_id: int, name: str) -> None:
    """Give a group another name. Raises OtsannotError when it is taken."""
    record = edit.get(DocumentGroup, group_id)
    if " ".join(name.split()) != record.name:
        edit.set(record, name=_free_name(edit.session, name))


def remove_groups(edit: Edit, group_ids: Collection[int]) -> None:
    """Remove groups; their documents stay."""
    members.empty(edit, GroupMember, group_ids)
    edit.remove_many(DocumentGroup, group_ids)


def add_to_group(edit: Edit, group_id: int, document_ids: Iterable[int]) -> int:
    """Put documents in a group too; returns how many were not in it."""
    return members.put_in(edit, GroupMember, group_id, document_ids)


def take_out(edit: Edit, group_id: int, document_ids: Iterable[int]) -> int:
    """Take documents out of a group; returns how many were in it."""
    return members.take_out(edit, GroupMember, group_id, document_ids)


def _free_name(session: Session, name: str) -> str:
    name = one_line(name, _("A group needs a name."))
    if session.scalar(select(_group.id).where(_group.name == name)) is not None:
        raise OtsannotError(_("There is a group “{name}” already.").format(name=name))
    return name
