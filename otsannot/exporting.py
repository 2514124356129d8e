"""What a study is written as: listings for other programs, and documents for people."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from otsannot.analysis import listings
from otsannot.analysis.appendix import Study, codebook_appendix
from otsannot.errors import OtsannotError
from otsannot.formats.appendix import APPENDIX_SUFFIXES, write_appendix
from otsannot.formats.coded import CODED_SUFFIXES, write_coded
from otsannot.formats.files import shown
from otsannot.formats.journal import write_journal
from otsannot.formats.tables import TABLE_SUFFIXES, write_table
from otsannot.i18n import _
from otsannot.model.appendix import Appendix
from otsannot.model.report import Report
from otsannot.model.study import Loss
from otsannot.progress import SILENT, Progress
from otsannot.store import (
    Snapshot,
    attributes,
    cases,
    codes,
    documents,
    groups,
    info,
    layers,
    log,
    memos,
    passages,
    quotes,
)
from otsannot.store.annotation_lines import Mark
from otsannot.store.study_reading import read_study, study_codes

EXPORTS = ("annotations", "codebook", "documents", "cases", "memos", "history", "matrix")

CODED = "coded"
"""What is coded, in the texts themselves: documents to read, and no listing."""

QDC = ".qdc"
_FOR_READERS = {"codebook": (*APPENDIX_SUFFIXES, QDC), "memos": (".md",)}
"""What is also written as a document to read, or for other programs, and with which suffixes."""


class Exported(NamedTuple):
    """A file that was written, how many rows or documents it holds, and what it could not hold."""

    path: Path
    rows: int
    losses: tuple[Loss, ...] = ()


def suffixes(kind: str) -> tuple[str, ...]:
    """The suffixes that an export may have."""
    return CODED_SUFFIXES if kind == CODED else (*TABLE_SUFFIXES, *_FOR_READERS.get(kind, ()))


def listing(session: Snapshot, kind: str) -> Report:
    """A listing whose rows are read as they are asked for. Raises OtsannotError for an unknown kind."""
    _check_kind(kind)
    return _LISTINGS[kind](session)


def export(session: Snapshot, kind: str, out: Path, progress: Progress = SILENT, *, examples: bool = False) -> Exported:
    """Write a listing, or a document to read, to a file whose suffix chooses the format.

    `examples` puts coded passages under the codes of a codebook that is written to be read. Raises OtsannotError for
    an unknown kind or suffix, for examples where there is no place for them, and when the file cannot be written.
    """
    _check_kind(kind)
    suffix = out.suffix.lower()
    if suffix not in suffixes(kind):
        raise OtsannotError(
            _("{name} cannot be written: the name must end in one of {known}.").format(
                name=shown(out), known=", ".join(suffixes(kind))
            )
        )
    if examples and (kind != "codebook" or suffix not in APPENDIX_SUFFIXES):
        known = ", ".join(APPENDIX_SUFFIXES)
        raise OtsannotError(_("Examples go into a codebook that ends in one of {known}.").format(known=known))
    if suffix not in _FOR_READERS.get(kind, ()):
        return Exported(out, write_table(listing(session, kind), out, progress))
    if kind == "memos":
        return Exported(out, write_journal(listing(session, kind), out, progress))
    if suffix == QDC:
        from otsannot.formats.refi.codebook import write_codebook  # loaded when such a file is wanted

        return Exported(out, write_codebook(study_codes(session), out))
    return Exported(out, write_appendix(_appendix(session, with_quotes=examples), out, progress))


def export_coded(
    session: Snapshot, out: Path, chosen: Collection[int] | None = None, progress: Progress = SILENT
) -> Exported:
    """Write documents with what is coded in them, of some numbers or all; the suffix of the file chooses the kind.

    Raises OtsannotError for another suffix, and when the file cannot be written.
    """
    return Exported(out, write_coded(read_study(session, chosen), out, progress))


def export_marks(session: Snapshot, marks: Iterable[Mark], out: Path, progress: Progress = SILENT) -> Exported:
    """Write some rows of the table of annotations, in the columns and the order of the listing of all of them."""
    chosen: dict[int, list[tuple[int, int]]] = {}
    for mark in marks:
        chosen.setdefault(mark.document_id, []).append((mark.annotation_id, mark.coding_id))
    return Exported(out, write_table(_annotations(session, chosen), out, progress))


def _check_kind(kind: str) -> None:
    if kind not in EXPORTS:
        known = ", ".join((*EXPORTS, CODED))
        raise OtsannotError(_("There is no export “{kind}”. Choose one of {known}.").format(kind=kind, known=known))


def _annotations(session: Snapshot, chosen: Mapping[int, Collection[tuple[int, int]]] | None = None) -> Report:
    names = attributes.names(session)

    def coded() -> Iterator[listings.Coded]:
        for row in documents.rows(session):
            if chosen is not None and row.id not in chosen:
                continue
            found = passages.export_rows(session, row.id, None if chosen is None else chosen[row.id])
            if found:
                facts = attributes.facts(session, row.id) if names else {}
                structure = layers.structure(session, row.id)
                yield listings.Coded(row.name, documents.text(session, row.id), found, facts, structure)

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


def _matrix(session: Snapshot) -> Report:
    def facts(number: int) -> dict[str, str]:
        return attributes.facts(session, number)

    def uses(number: int) -> dict[int, int]:
        return codes.uses_in(session, number)

    return listings.matrix_listing(documents.rows(session), codes.tree(session), attributes.names(session), facts, uses)


def _appendix(session: Snapshot, *, with_quotes: bool) -> Appendix:
    held = info.info(session)
    return codebook_appendix(
        Study(held.title, held.annotations, held.documents, date.today()),
        codes.tree(session),
        codes.definitions(session),
        codes.uses(session),
        quotes.quotes(session) if with_quotes else {},
    )


_LISTINGS = {
    "annotations": _annotations,
    "codebook": _codebook,
    "documents": _documents,
    "cases": _cases,
    "memos": _memos,
    "history": _history,
    "matrix": _matrix,
}
