"""One batch of files into one edit, and its report."""

from otsannot.importing.batch import import_paths, read_again
from otsannot.importing.codebooks import (
    CodebookReport,
    codebook_label,
    compare_codebook,
    import_codebook,
    is_codebook,
)
from otsannot.importing.reports import Changed, Imported, ImportReport, counted_parts, shortened
from otsannot.importing.tables import table_kind
from otsannot.importing.wishes import AS_USUAL, Wishes

__all__ = [
    "AS_USUAL",
    "Changed",
    "CodebookReport",
    "ImportReport",
    "Imported",
    "Wishes",
    "codebook_label",
    "compare_codebook",
    "counted_parts",
    "import_codebook",
    "import_paths",
    "is_codebook",
    "read_again",
    "shortened",
    "table_kind",
]
