"""What a table is, a codebook, facts about documents, annotations or answers, told by its columns and whom it names."""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum, auto

from otsannot.formats.annotation_list import is_annotation_list
from otsannot.formats.codebook_columns import KNOWN, NAMING, column_of
from otsannot.formats.survey import guessed_columns
from otsannot.model.fact_table import FactTable, cell
from otsannot.text.matching import fold

# People title the names of anything with these, of codes and of those who answer.
_NAMES = frozenset(map(fold, ("name", "nom", "nombre", "nome", "ad", "adı", "имя", "атауы")))


class TableKind(Enum):
    """What a table is imported as."""

    CODEBOOK = auto()
    ATTRIBUTES = auto()
    ANNOTATIONS = auto()
    ANSWERS = auto()


def kind_of_table(table: FactTable, document_names: Collection[str]) -> TableKind | None:
    """What a table is; None when it may be either, because it plainly names codes and documents.

    A column `name` alone does not make a codebook: people title all of them with it. What has no column we know and no
    long answers is left to the reader of codebooks, which finds titles further down and says what is missing.
    """
    if is_annotation_list(table.titles):
        return TableKind.ANNOTATIONS
    columns = {column_of(title) for title in table.titles} & KNOWN
    is_codebook = bool(columns & set(NAMING))
    is_plainly_one = is_codebook and (len(columns) > 1 or any(fold(title) == "code" for title in table.titles))
    names_documents = _names_any(table, {_plain(name) for name in document_names})
    if is_plainly_one:
        return None if names_documents else TableKind.CODEBOOK
    is_about_them = names_documents or (not is_codebook and fold(table.titles[0]) == "document")
    if is_about_them:
        return TableKind.ATTRIBUTES
    is_named_only = not is_codebook or any(fold(title) in _NAMES for title in table.titles)
    return TableKind.ANSWERS if is_named_only and guessed_columns(table).texts else TableKind.CODEBOOK


def _names_any(table: FactTable, names: Collection[str]) -> bool:
    places = [place for place, title in enumerate(table.titles) if fold(title) in ("document", "name", "file", "title")]
    return any(_plain(cell(row, place)) in names for row in table.rows for place in (places or [0]))


def _plain(name: str) -> str:
    """A name as people repeat it: without case, accents, and the suffix of a file of text."""
    return fold(" ".join(name.split())).removesuffix(".txt")
