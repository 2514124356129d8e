"""Whether a table is a codebook or says something about documents, told by its columns and by whom its rows name."""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum, auto

from otsannot.formats.codebook_columns import KNOWN, NAMING, column_of
from otsannot.model.fact_table import FactTable, cell
from otsannot.text.matching import fold


class TableKind(Enum):
    """What a table is imported as."""

    CODEBOOK = auto()
    ATTRIBUTES = auto()


def kind_of_table(table: FactTable, document_names: Collection[str]) -> TableKind | None:
    """What a table is; None when it may be either, because it plainly names codes and documents.

    A column `name` alone does not make a codebook: people title both with it. What has no column we know is left to
    the reader of codebooks, which finds titles further down and says what is missing.
    """
    columns = {column_of(title) for title in table.titles} & KNOWN
    is_codebook = bool(columns & set(NAMING))
    is_plainly_one = is_codebook and (len(columns) > 1 or any(fold(title) == "code" for title in table.titles))
    names_documents = _names_any(table, {_plain(name) for name in document_names})
    if is_plainly_one:
        return None if names_documents else TableKind.CODEBOOK
    is_about_them = names_documents or (not is_codebook and fold(table.titles[0]) == "document")
    return TableKind.ATTRIBUTES if is_about_them else TableKind.CODEBOOK


def _names_any(table: FactTable, names: Collection[str]) -> bool:
    places = [place for place, title in enumerate(table.titles) if fold(title) in ("document", "name", "file", "title")]
    return any(_plain(cell(row, place)) in names for row in table.rows for place in (places or [0]))


def _plain(name: str) -> str:
    """A name as people repeat it: without case, accents, and the suffix of a file of text."""
    return fold(" ".join(name.split())).removesuffix(".txt")
