"""What conditions on documents ask for, read for all documents at once."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from otsannot.model.conditions import Condition, Described, answers
from otsannot.store import attributes, cases, groups
from otsannot.store.rows import raw


def answering(session: Session, conditions: Sequence[Condition]) -> frozenset[int]:
    """The documents that meet conditions."""
    shelved, in_cases, stated = groups.of_documents(session), cases.of_documents(session), attributes.values(session)
    kinds = {row.id: row.kind for row in attributes.rows(session)}
    return frozenset(
        number
        for number, language in raw(session, "SELECT id, language FROM document")
        if answers(
            Described(
                language,
                frozenset(shelved.get(number, ())),
                frozenset(in_cases.get(number, ())),
                stated.get(number, {}),
            ),
            conditions,
            kinds,
        )
    )
