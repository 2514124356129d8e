"""The listings a study is exported as, read from its store as they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from otsannot.analysis import listings
from otsannot.model.report import Report
from otsannot.store import Snapshot, attributes, cases, codes, documents, groups, log, memos, passages


def _annotations(session: Snapshot) -> Report:
    names = attributes.names(session)

    def coded() -> Iterator[listings.Coded]:
        for row in documents.rows(session):
            found = passages.export_rows(session, row.id)
            if found:
                facts = attributes.facts(session, row.id) if names else {}
                yield listings.Coded(row.name, documents.text(session, row.id), found, facts)

    return listings.annotation_listing(coded(), codes.tree(session), names)


def _codebook(session: Snapshot) -> Report:
    return listings.codebook_listing(codes.tree(session), codes.definitions(session), codes.uses(session))


def _documents(session: Snapshot) -> Report:
    names = attributes.names(session)
    counts = passages.counts(session)

    def facts(number: int) -> dict[str, str]:
        return attributes.facts(session, number)

    def shelves(number: int) -> tuple[list[str], list[str]]:
        return groups.names_of(session, number), cases.names_of(session, number)

    return listings.document_listing(documents.rows(session), counts, names, facts, shelves)


def _cases(session: Snapshot) -> Report:
    names = attributes.names(session, "case")

    def facts(number: int) -> dict[str, str]:
        return attributes.facts(session, number, "case")

    return listings.case_listing(cases.rows(session), cases.document_names(session), names, facts)


def _memos(session: Snapshot) -> Report:
    return listings.memo_listing(memos.rows(session, codes.tree(session)))


def _history(session: Snapshot) -> Report:
    return listings.history_listing(log.rows(session))


LISTINGS: Mapping[str, Callable[[Snapshot], Report]] = {
    "annotations": _annotations,
    "codebook": _codebook,
    "documents": _documents,
    "cases": _cases,
    "memos": _memos,
    "history": _history,
}

EXPORTS = tuple(LISTINGS)
