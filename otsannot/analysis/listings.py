"""The listings every study can be exported as: annotations, codebook, documents, cases, memos, history, matrix."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from otsannot.i18n import _
from otsannot.model.code_tree import SEPARATOR, CodeRow, CodeTree
from otsannot.model.nouns import DEFINITION_FIELDS
from otsannot.model.places import Places
from otsannot.model.report import Cell, Report
from otsannot.model.structure import Structure
from otsannot.store.cases import CaseRow
from otsannot.store.codes import Definition, Use
from otsannot.store.documents import DocumentRow
from otsannot.store.log import LogRow
from otsannot.store.memos import MemoRow
from otsannot.store.passages import AnnotationRow
from otsannot.text.paragraphs import Paragraphs

ANNOTATION_COLUMNS = (
    "annotation_id", "document", "start", "end", "text", "code", "code_path", "coder", "weight", "comment",
    "paragraph", "created", "modified", "page", "speaker", "time", "heading",
)  # fmt: skip
CODEBOOK_COLUMNS = (
    "code_id", "code", "code_path", "parent_path", "level", "colour", "brief_definition", "full_definition",
    "when_to_use", "when_not_to_use", "example", "memo", "annotations", "documents", "folder",
)  # fmt: skip
DEFINITION_COLUMNS = ("code_path", "colour", *DEFINITION_FIELDS, "folder")
DOCUMENT_COLUMNS = (
    "document_id", "document", "language", "source", "encoding", "characters", "paragraphs", "annotations", "created",
)  # fmt: skip
SHELF_COLUMNS = ("groups", "cases")
"""The last columns of the documents; a name stands on a line each, because names hold every other character."""
MATRIX_COLUMNS = ("document_id", "document", "language")
CASE_COLUMNS = ("case_id", "case", "documents", "created")
MEMO_COLUMNS = ("memo_id", "about", "subject", "title", "text", "coder", "created", "modified")
HISTORY_COLUMNS = ("edit", "time", "coder", "label", "state", "added", "changed", "removed", "nouns")


class Coded(NamedTuple):
    """A document with its text and everything coded in it."""

    name: str
    text: str
    rows: Sequence[AnnotationRow]
    attributes: Mapping[str, str]
    structure: Structure


def attribute_columns(names: Iterable[str]) -> list[str]:
    """The columns that hold attributes of documents."""
    return [f"attribute:{name}" for name in names]


def annotation_listing(documents: Iterable[Coded], book: CodeTree, attributes: Sequence[str]) -> Report:
    """One row for each coding, and one with an empty code for a passage without; one document in memory at a time."""
    return Report(
        _("Annotations"),
        [*ANNOTATION_COLUMNS, *attribute_columns(attributes)],
        _coded_rows(documents, book, attributes),
    )


def _coded_rows(documents: Iterable[Coded], book: CodeTree, attributes: Sequence[str]) -> Iterator[Sequence[Cell]]:
    codes: dict[int | None, tuple[str, str]] = {row.id: (row.name, book.path(row.id)) for row in book.by_id.values()}
    codes[None] = ("", "")
    for document in documents:
        text, number_at = document.text, Paragraphs(document.text).number_at
        place_of = Places(document.structure, text).of
        facts = [document.attributes.get(name, "") for name in attributes]
        keyed = sorted(
            (row.start, row.end, codes[row.code_id][1], row.coder or row.annotation_coder, row) for row in document.rows
        )
        for start, end, path, coder, row in keyed:
            yield (
                row.guid, document.name, start, end, text[start:end], codes[row.code_id][0], path, coder, row.weight,
                row.comment, number_at(start), row.created, row.modified, *place_of(start, end), *facts,
            )  # fmt: skip


def codebook_listing(
    book: CodeTree, definitions: Mapping[int, tuple[str, Definition]], uses: Mapping[int, Use]
) -> Report:
    """The codes in the order of the tree, with their definitions and how often each is used."""
    unused = Use(0, 0, 0)

    def rows() -> Iterator[Sequence[Cell]]:
        for row in book.walk():
            guid, definition = definitions[row.id]
            use, path = uses.get(row.id, unused), book.path(row.id)
            parent = "" if row.parent_id is None else book.path(row.parent_id)
            level = path.count(SEPARATOR) + 1
            counts, folder = (use.annotations, use.documents), "yes" if row.is_folder else ""
            yield (guid, row.name, path, parent, level, row.colour, *definition, *counts, folder)

    return Report(_("Codebook"), CODEBOOK_COLUMNS, rows())


def definition_rows(
    book: CodeTree, definitions: Mapping[int, tuple[str, Definition]], rows: Iterable[CodeRow]
) -> Iterator[Sequence[str]]:
    """What some codes are and mean, and not how often they are used, under `DEFINITION_COLUMNS`."""
    for row in rows:
        yield (book.path(row.id), row.colour, *definitions[row.id][1], "yes" if row.is_folder else "")


def document_listing(
    rows: Sequence[DocumentRow],
    counts: Mapping[int, int],
    attributes: Sequence[str],
    facts: Callable[[int], Mapping[str, str]],
    shelves: Callable[[int], tuple[Sequence[str], Sequence[str]]],
) -> Report:
    """The documents by name; `facts` gives the attributes of one, `shelves` its groups and its cases.

    Lengths are in code points.
    """

    def lines() -> Iterator[Sequence[Cell]]:
        for row in rows:
            stated, (in_groups, of_cases) = facts(row.id), shelves(row.id)
            yield (
                row.guid, row.name, row.language, row.source, row.encoding, row.length, row.paragraphs,
                counts.get(row.id, 0), row.created, *(stated.get(name, "") for name in attributes),
                "\n".join(in_groups), "\n".join(of_cases),
            )  # fmt: skip

    return Report(_("Documents"), [*DOCUMENT_COLUMNS, *attribute_columns(attributes), *SHELF_COLUMNS], lines())


def matrix_listing(
    rows: Sequence[DocumentRow],
    book: CodeTree,
    attributes: Sequence[str],
    facts: Callable[[int], Mapping[str, str]],
    uses: Callable[[int], Mapping[int, int]],
) -> Report:
    """A row for each document with its attributes and, for each code, on how many of its passages it is.

    Titles are the paths of codes. What is under a code does not count for it, and folders, which are on nothing, are
    left out. `facts` and `uses` give the attributes of one document and the passages of its codes.
    """
    codes = [row.id for row in book.walk() if not row.is_folder]
    taken = {*MATRIX_COLUMNS, *attribute_columns(attributes)}
    titles = [f"code:{path}" if path in taken else path for path in map(book.path, codes)]

    def lines() -> Iterator[Sequence[Cell]]:
        for row in rows:
            stated, used = facts(row.id), uses(row.id)
            yield (
                row.guid, row.name, row.language, *(stated.get(name, "") for name in attributes),
                *(used.get(code, 0) for code in codes),
            )  # fmt: skip

    return Report(_("Matrix"), [*MATRIX_COLUMNS, *attribute_columns(attributes), *titles], lines())


def case_listing(
    rows: Sequence[CaseRow],
    documents: Mapping[int, Sequence[str]],
    attributes: Sequence[str],
    facts: Callable[[int], Mapping[str, str]],
) -> Report:
    """The cases by name with their documents, a line each; `facts` gives the attributes of one."""

    def lines() -> Iterator[Sequence[Cell]]:
        for row in rows:
            stated = facts(row.id)
            belonging = "\n".join(documents.get(row.id, ()))
            yield (row.guid, row.name, belonging, row.created, *(stated.get(name, "") for name in attributes))

    return Report(_("Cases"), [*CASE_COLUMNS, *attribute_columns(attributes)], lines())


def memo_listing(rows: Iterable[MemoRow]) -> Report:
    """The memos in the order of time; `about` is the kind of thing a memo is about, `subject` which one."""
    lines = (
        (row.guid, row.subject.noun, row.about, row.title, row.text, row.coder, row.created, row.modified)
        for row in rows
    )
    return Report(_("Memos"), MEMO_COLUMNS, lines)


def history_listing(rows: Iterable[LogRow]) -> Report:
    """Every edit in the order of time: who, what, and whether it stands."""
    return Report(_("History"), HISTORY_COLUMNS, rows)
