"""Cases, the units of analysis that documents belong to: reading them and editing them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from otsannot.errors import OtsannotError
from otsannot.i18n import _
from otsannot.model.nouns import AttributeValue, Case, CaseMember
from otsannot.store import members, memos
from otsannot.store.edit import Edit
from otsannot.store.names import one_line
from otsannot.store.rows import AMONG, listed, raw
from otsannot.store.schema import table_of

_case = table_of(Case).c


class CaseRow(NamedTuple):
    """A case as lists show one."""

    id: int
    guid: str
    name: str
    created: str
    documents: int


def rows(session: Session) -> list[CaseRow]:
    """Every case, by name."""
    statement = """
        SELECT id, guid, name, created, (SELECT count(*) FROM case_member WHERE case_id = study_case.id)
        FROM study_case ORDER BY name"""
    return list(map(CaseRow._make, raw(session, statement)))


def of_documents(session: Session) -> dict[int, list[int]]:
    """The cases of each document that belongs to any, by name."""
    return members.owners(session, CaseMember)


def names_of(session: Session, document_id: int) -> list[str]:
    """The names of the cases that a document belongs to."""
    statement = """
        SELECT name FROM case_member JOIN study_case ON study_case.id = case_id
        WHERE document_id = ? ORDER BY name"""
    return [name for (name,) in raw(session, statement, [document_id])]


def of_document(session: Session, document_id: int) -> list[tuple[int, str]]:
    """The numbers and names of the cases that a document belongs to, by name."""
    statement = """
        SELECT study_case.id, name FROM case_member JOIN study_case ON study_case.id = case_id
        WHERE document_id = ? ORDER BY name"""
    return list(raw(session, statement, [document_id]))


def document_names(session: Session) -> dict[int, list[str]]:
    """The names of the documents of each case that has any."""
    found: dict[int, list[str]] = {}
    statement = "SELECT case_id, name FROM case_member JOIN document ON document.id = document_id ORDER BY name"
    for case, name in raw(session, statement):
        found.setdefault(case, []).append(name)
    return found


def find_case(session: Session, name: str) -> CaseRow:
    """The case of a name, in which blanks count as when it was given. Raises OtsannotError when there is none."""
    wanted = " ".join(name.split())
    for found in rows(session):
        if found.name == wanted:
            return found
    raise OtsannotError(_("There is no case “{name}”.").format(name=name))


def create_case(edit: Edit, name: str, document_ids: Iterable[int] = ()) -> int:
    """Make a case that documents belong to. Raises OtsannotError when the name is taken."""
    number = edit.add(Case(name=_free_name(edit.session, name))).id
    assert number is not None
    add_to_case(edit, number, document_ids)
    return number


def ensure_case(edit: Edit, name: str) -> int:
    """The number of the case with this name, which is made when it is new."""
    name = one_line(name, _("A case needs a name."))
    found = edit.session.scalar(select(_case.id).where(_case.name == name))
    return create_case(edit, name) if found is None else int(found)


def rename_case(edit: Edit, case_id: int, name: str) -> None:
    """Give a case another name. Raises OtsannotError when it is taken."""
    record = edit.get(Case, case_id)
    if " ".join(name.split()) != record.name:
        edit.set(record, name=_free_name(edit.session, name))


def remove_cases(edit: Edit, case_ids: Collection[int]) -> None:
    """Remove cases with what is stated about them; their documents stay, and so do memos about them."""
    members.empty(edit, CaseMember, case_ids)
    memos.remove_about(edit, case_ids=case_ids)
    statement = f"SELECT id FROM attribute_value WHERE case_id {AMONG}"
    edit.remove_many(AttributeValue, [number for (number,) in raw(edit.session, statement, [listed(case_ids)])])
    edit.remove_many(Case, case_ids)


def add_to_case(edit: Edit, case_id: int, document_ids: Iterable[int]) -> int:
    """Let documents belong to a case too; returns how many did not."""
    return members.put_in(edit, CaseMember, case_id, document_ids)


def take_out(edit: Edit, case_id: int, document_ids: Iterable[int]) -> int:
    """Let documents belong to a case no longer; returns how many did."""
    return members.take_out(edit, CaseMember, case_id, document_ids)


def _free_name(session: Session, name: str) -> str:
    name = one_line(name, _("A case needs a name."))
    if session.scalar(select(_case.id).where(_case.name == name)) is not None:
        raise OtsannotError(_("There is a case “{name}” already.").format(name=name))
    return name
