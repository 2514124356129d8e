"""Tables come in: which are codebooks, and which say something about documents."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from otsannot.errors import OtsannotError
from otsannot.formats.attribute_table import read_attribute_table
from otsannot.formats.table_kind import TableKind, kind_of_table


def table_kind(path: Path, names: Collection[str], encoding: str | None = None) -> TableKind | None:
    """Whether a file is a codebook or says something about documents of these names; None when it may be either."""
    try:
        table = read_attribute_table(path, encoding)
    except OtsannotError:
        return TableKind.CODEBOOK  # whose reader takes one column too, and says what is wrong
    return kind_of_table(table, names)
