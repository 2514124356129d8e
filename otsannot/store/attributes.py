"""Attributes: typed facts about documents and cases, their kinds, and what is stated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from otsannot.errors import OtsannotError
from otsannot.i18n import _
from otsannot.model.attribute_values import PLAIN, Conventions, canonical, decimal_mark
from otsannot.model.nouns import KINDS, SUBJECTS, Attribute, AttributeValue, Case, Document
from otsannot.store.change import Change
from otsannot.store.edit import Edit
from otsannot.store.names import one_line
from otsannot.store.rows import AMONG, listed, raw
from otsannot.store.schema import table_of

_attribute = table_of(Attribute).c
_OWNERS = {"document": "document", "case": "study_case"}
"""The table of what an attribute is stated of."""


class AttributeRow(NamedTuple):
    """An attribute as tables show one."""

    id: int
    guid: str
    name: str
    subject: str
    kind: str
    choices: tuple[str, ...]
    position: int


class Misfit(NamedTuple):
    """A value that is kept and does not fit the kind of its attribute."""

    owner: str
    attribute: str
    value: str
    sentence: str


class _Held(NamedTuple):
    id: int
    owner: str
    value: str


def rows(session: Session, subject: str = "document") -> list[AttributeRow]:
    """The attributes of documents or of cases, in their order."""
    statement = """
        SELECT id, guid, name, subject, kind, choices, position FROM attribute
        WHERE subject = ? ORDER BY position, id"""
    return [
        AttributeRow(number, guid, name, of, kind, _split(choices), position)
        for number, guid, name, of, kind, choices, position in raw(session, statement, [subject])
    ]


def row(session: Session, attribute_id: int) -> AttributeRow | None:
    """One attribute, or None when it is gone."""
    found = (row for subject in SUBJECTS for row in rows(session, subject) if row.id == attribute_id)
    return next(found, None)


def find_attribute(session: Session, name: str, subject: str = "document") -> AttributeRow:
    """The attribute of a name. Raises OtsannotError when there is none."""
    for found in rows(session, subject):
        if found.name == name:
            return found
    raise OtsannotError(_("There is no attribute “{name}”.").format(name=name))


def names(session: Session, subject: str = "document") -> list[str]:
    """The names of the attributes, in their order."""
    return [found.name for found in rows(session, subject)]


def facts(session: Session, owner_id: int, subject: str = "document") -> dict[str, str]:
    """What is stated about one document or case, by the name of the attribute."""
    statement = f"""
        SELECT name, value FROM attribute_value JOIN attribute ON attribute.id = attribute_id
        WHERE {subject}_id = ? ORDER BY position, attribute.id"""
    return dict(raw(session, statement, [owner_id]))


def values(
    session: Session, subject: str = "document", owners: Iterable[int] | None = None
) -> dict[int, dict[int, str]]:
    """What is stated about all documents or cases, or some: by their number, then by that of the attribute."""
    found: dict[int, dict[int, str]] = {}
    among = "IS NOT NULL" if owners is None else AMONG
    statement = f"SELECT {subject}_id, attribute_id, value FROM attribute_value WHERE {subject}_id {among}"
    for owner, attribute, value in raw(session, statement, [] if owners is None else [listed(owners)]):
        found.setdefault(owner, {})[attribute] = value
    return found


def owners_touched(session: Session, change: Change, subject: str) -> set[int] | None:
    """The documents or cases about which a change stated something; None when they are too many to name."""
    ids, named = change.ids(AttributeValue), change.values(AttributeValue, f"{subject}_id")
    if ids is None or named is None:
        return None
    statement = f"SELECT {subject}_id FROM attribute_value WHERE {subject}_id IS NOT NULL AND id {AMONG}"
    return {number for number in named if number} | {number for (number,) in raw(session, statement, [listed(ids)])}


def misfits(session: Session, attribute: AttributeRow) -> list[Misfit]:
    """The values of an attribute that do not fit its kind, by owner."""
    found = []
    for held in _held(session, attribute):
        try:
            kept = canonical(attribute.kind, held.value, attribute.choices)
        except OtsannotError as error:
            found.append(Misfit(held.owner, attribute.name, held.value, str(error)))
        else:
            if kept != held.value:
                told = _("“{value}” is kept in another form than “{kept}”.").format(value=held.value, kept=kept)
                found.append(Misfit(held.owner, attribute.name, held.value, told))
    return found


def create_attribute(
    edit: Edit, name: str, subject: str = "document", kind: str = "text", choices: Iterable[str] = ()
) -> int:
    """Add an attribute after the others. Raises OtsannotError for a name that is taken and a kind that is none."""
    name = _free_name(edit.session, name, subject)
    last = max((found.position for found in rows(edit.session, subject)), default=-1)
    record = Attribute(name=name, subject=subject, kind=_known_kind(kind), choices=_joined(choices), position=last + 1)
    added = edit.add(record).id
    assert added is not None
    return added


def rename_attribute(edit: Edit, attribute_id: int, name: str) -> None:
    """Give an attribute another name. Raises OtsannotError when it is taken."""
    record = edit.get(Attribute, attribute_id)
    if " ".join(name.split()) != record.name:
        edit.set(record, name=_free_name(edit.session, name, record.subject))


def set_kind(edit: Edit, attribute_id: int, kind: str, choices: Iterable[str] | None = None) -> list[Misfit]:
    """Change what the values are; they take the form of the new kind, and those that do not fit are kept and returned.

    A choice without choices takes the values there are.
    """
    record = edit.get(Attribute, attribute_id)
    listed_choices = record.choices if choices is None else _joined(choices)
    if _known_kind(kind) == "choice" and choices is None and not listed_choices:
        stated = {" ".join(held.value.split()): None for held in _held(edit.session, _row_of(record))}
        listed_choices = _joined(sorted(value for value in stated if value))
    edit.set(record, kind=kind, choices=listed_choices)
    return _rewrite(edit, _row_of(record))


def set_choices(edit: Edit, attribute_id: int, choices: Iterable[str]) -> list[Misfit]:
    """Say which choices there are, in order; values that are none of them are kept and returned."""
    record = edit.get(Attribute, attribute_id)
    edit.set(record, choices=_joined(choices))
    return _rewrite(edit, _row_of(record)) if record.kind == "choice" else []


def rename_choice(edit: Edit, attribute_id: int, choice: str, name: str) -> None:
    """Write a choice in another way, wherever it was chosen; one that is there already takes its values."""
    record = edit.get(Attribute, attribute_id)
    (name,) = _split(_joined([name])) or (choice,)
    fresh = [name if known == choice else known for known in _split(record.choices)]
    chosen = [held.id for held in _held(edit.session, _row_of(record)) if held.value == choice]
    edit.set(record, choices=_joined(fresh))
    edit.set_many(AttributeValue, chosen, value=name)


def move_attribute(edit: Edit, attribute_id: int, position: int) -> None:
    """Put an attribute at a place among those of its subject, counted from 0."""
    record = edit.get(Attribute, attribute_id)
    ids = [found.id for found in rows(edit.session, record.subject) if found.id != attribute_id]
    ids.insert(max(0, position), attribute_id)
    for place, number in enumerate(ids):
        edit.set(edit.get(Attribute, number), position=place)


def remove_attribute(edit: Edit, attribute_id: int) -> int:
    """Remove an attribute and return how many values went with it."""
    record = edit.get(Attribute, attribute_id)
    held = [one.id for one in _held(edit.session, _row_of(record))]
    edit.remove_many(AttributeValue, held)
    edit.remove(record)
    return len(held)


def state(edit: Edit, facts: Mapping[tuple[int, int], str], subject: str = "document") -> int:
    """State many facts, by numbers of owner and attribute, and return how many were news.

    An empty value takes the fact away. Raises OtsannotError for a value that does not fit its kind, and when what it is
    about is gone.
    """
    known = {found.id: found for found in rows(edit.session, subject)}
    there = _there(edit.session, {owner for owner, _attribute_id in facts}, subject)
    gone: list[int] = []
    fresh: list[dict[str, Any]] = []
    changed: list[dict[str, object]] = []
    for (owner, attribute_id), written in facts.items():
        attribute = known.get(attribute_id)
        if attribute is None:
            raise OtsannotError(_("The attribute is no longer in the project."))
        number, before = there.get((owner, attribute_id), (None, ""))
        value = canonical(attribute.kind, written, attribute.choices)
        if number is None and value:
            fresh.append({f"{subject}_id": owner, "attribute_id": attribute_id, "value": value})
        elif number is not None and not value:
            gone.append(number)
        elif number is not None and value != before:
            changed.append({"id": number, "value": value})
    edit.check_there(Document if subject == "document" else Case, {row[f"{subject}_id"] for row in fresh})
    edit.remove_many(AttributeValue, gone)
    edit.set_each(AttributeValue, changed)
    edit.add_many(AttributeValue, fresh)
    return len(gone) + len(changed) + len(fresh)


def state_facts(edit: Edit, owner_id: int, facts: Mapping[str, str], subject: str = "document") -> None:
    """State facts about one document or case by name; an attribute that is new to the project is added as a text."""
    known = {found.name: found.id for found in rows(edit.session, subject)}
    stated: dict[tuple[int, int], str] = {}
    for given, value in facts.items():
        name = one_line(given, _("An attribute needs a name."))
        if name not in known:
            known[name] = create_attribute(edit, name, subject)
        stated[owner_id, known[name]] = value
    state(edit, stated, subject)


def _there(session: Session, owners: Iterable[int], subject: str) -> dict[tuple[int, int], tuple[int, str]]:
    statement = f"SELECT {subject}_id, attribute_id, id, value FROM attribute_value WHERE {subject}_id {AMONG}"
    return {(owner, of): (number, value) for owner, of, number, value in raw(session, statement, [listed(owners)])}


def _held(session: Session, attribute: AttributeRow) -> list[_Held]:
    owner = _OWNERS[attribute.subject]
    statement = f"""
        SELECT attribute_value.id, name, value
        FROM attribute_value JOIN {owner} ON {owner}.id = {attribute.subject}_id
        WHERE attribute_id = ? ORDER BY name"""
    return list(map(_Held._make, raw(session, statement, [attribute.id])))


def _rewrite(edit: Edit, attribute: AttributeRow) -> list[Misfit]:
    """Bring every value that can be read into the form of the attribute's kind."""
    held = _held(edit.session, attribute)
    ways = Conventions(decimal_mark(one.value for one in held), PLAIN.day_first, PLAIN.months)
    fresh: list[dict[str, object]] = []
    left: list[Misfit] = []
    for one in held:
        try:
            value = canonical(attribute.kind, one.value, attribute.choices, ways)
        except OtsannotError as error:
            left.append(Misfit(one.owner, attribute.name, one.value, str(error)))
        else:
            if value != one.value:
                fresh.append({"id": one.id, "value": value})
    edit.set_each(AttributeValue, fresh)
    return left


def _row_of(record: Attribute) -> AttributeRow:
    assert record.id is not None
    return AttributeRow(
        record.id, record.guid, record.name, record.subject, record.kind, _split(record.choices), record.position
    )


def _free_name(session: Session, name: str, subject: str) -> str:
    if subject not in SUBJECTS:
        raise OtsannotError(_("Attributes are of a document or of a case, not of “{what}”.").format(what=subject))
    name = one_line(name, _("An attribute needs a name."))
    taken = session.scalar(select(_attribute.id).where(_attribute.subject == subject, _attribute.name == name))
    if taken is not None:
        raise OtsannotError(_("There is an attribute “{name}” already.").format(name=name))
    return name


def _known_kind(kind: str) -> str:
    if kind not in KINDS:
        raise OtsannotError(
            _("There is no kind “{kind}”. Choose one of {known}.").format(kind=kind, known=", ".join(KINDS))
        )
    return kind


def _joined(choices: Iterable[str]) -> str:
    """Choices as they are kept, each once and on a line."""
    plain = (" ".join(choice.split()) for choice in choices)
    return "\n".join(dict.fromkeys(choice for choice in plain if choice))


def _split(choices: str) -> tuple[str, ...]:
    return tuple(choices.split("\n")) if choices else ()
