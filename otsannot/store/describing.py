"""What conditions on documents ask for, read for all documents at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy.orm import Session

from otsannot.model.conditions import Condition, Described, answers
from otsannot.store import attributes, cases, groups
from otsannot.store.rows import AMONG, listed, raw


def answering(
    session: Session, conditions: Sequence[Condition], among: Collection[int] | None = None
) -> frozenset[int]:
    """The documents that meet conditions, of all or of some; what nobody asks for is not read."""
    asked = {condition.field for condition in conditions}
    shelved = groups.of_documents(session) if "group" in asked else {}
    in_cases = cases.of_documents(session) if "case" in asked else {}
    stated = attributes.values(session, owners=among) if "attribute" in asked else {}
    kinds = {row.id: row.kind for row in attributes.rows(session)}
    if among is None:
        tongues = raw(session, "SELECT id, language FROM document")
    else:
        tongues = raw(session, f"SELECT id, language FROM document WHERE id {AMONG}", [listed(among)])

    def described(number: int, language: str) -> Described:
        groups_of, cases_of = shelved.get(number, ()), in_cases.get(number, ())
        return Described(language, frozenset(groups_of), frozenset(cases_of), stated.get(number, {}))

    return frozenset(number for number, language in tongues if answers(described(number, language), conditions, kinds))
