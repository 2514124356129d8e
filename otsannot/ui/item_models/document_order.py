"""In which order documents stand in their list, and under which headings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from otsannot.model.attribute_values import order
from otsannot.model.spans import covered
from otsannot.store import Snapshot, attributes, groups, passages
from otsannot.store.documents import DocumentRow

NAME, IMPORTED, SHARE = "name", "imported", "share"
ATTRIBUTE = "attribute:"
"""Before the GUID of the attribute that documents are sorted by."""


class Heading(NamedTuple):
    """A group with its documents; without a number, those that are in none."""

    group_id: int | None
    name: str
    documents: list[DocumentRow]


def ordered(session: Snapshot, rows: Sequence[DocumentRow], by: str) -> list[DocumentRow]:
    """Documents, given by name, in another order: the latest, the least coded, or the lowest value first.

    Those of which an attribute says nothing come last; equals stay in the order of their names.
    """
    if by == IMPORTED:
        return sorted(rows, key=lambda row: row.created, reverse=True)
    if by == SHARE:
        counts = passages.counts(session)
        shares = {row.id: covered(passages.spans(session, row.id)) / row.length for row in rows if counts.get(row.id)}
        return sorted(rows, key=lambda row: shares.get(row.id, 0.0))
    known = {f"{ATTRIBUTE}{row.guid}": row for row in attributes.rows(session)}
    if by not in known:
        return list(rows)
    stated, of = attributes.values(session), known[by]

    def value(row: DocumentRow) -> tuple[Any, ...]:
        return order(of.kind, stated.get(row.id, {}).get(of.id, ""), of.choices)

    return sorted(rows, key=value)


def headed(session: Snapshot, rows: Sequence[DocumentRow], nowhere: str, *, with_empty: bool) -> list[Heading]:
    """Documents under the groups they are in, in the order given; a document in several stands under each."""
    shelved: Mapping[int, list[int]] = groups.of_documents(session)
    found = {row.id: Heading(row.id, row.name, []) for row in groups.rows(session)}
    loose = Heading(None, nowhere, [])
    for row in rows:
        for group_id in shelved.get(row.id, ()):
            found[group_id].documents.append(row)
        if row.id not in shelved:
            loose.documents.append(row)
    headings = [heading for heading in found.values() if heading.documents or with_empty]
    return [*headings, loose] if loose.documents else headings
