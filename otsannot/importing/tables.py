"""Tables come in: codebooks, facts about documents, annotations, and answers, which are texts."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from otsannot.errors import OtsannotError
from otsannot.formats.attribute_table import read_attribute_table
from otsannot.formats.table_kind import TableKind, kind_of_table


def table_kind(path: Path, names: Collection[str], encoding: str | None = None) -> TableKind | None:
    """What a table is beside documents of these names; None when it may be a codebook or facts about them."""
    try:
        table = read_attribute_table(path, encoding)
    except OtsannotError:
        return TableKind.CODEBOOK  # whose reader takes one column too, and says what is wrong
    return kind_of_table(table, names)


def is_of_answers(path: Path, names: Collection[str], encoding: str | None = None) -> bool:
    """Whether a table holds texts to code, such as the answers of a survey."""
    return table_kind(path, names, encoding) is TableKind.ANSWERS
