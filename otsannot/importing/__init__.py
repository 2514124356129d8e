"""One batch of files into one edit, and its report."""

from otsannot.importing.batch import import_paths, import_prepared, prepare, read_again
from otsannot.importing.codebooks import (
    CodebookReport,
    codebook_label,
    compare_codebook,
    import_codebook,
    is_codebook,
)
from otsannot.importing.prepared import Page, Prepared, PreparedFile
from otsannot.importing.reading import asks_for_a_look
from otsannot.importing.reports import Changed, Imported, ImportReport, counted_parts, shortened
from otsannot.importing.sources import ARCHIVE
from otsannot.importing.tables import table_kind
from otsannot.importing.wishes import AS_USUAL, Wishes

__all__ = [
    "ARCHIVE",
    "AS_USUAL",
    "Changed",
    "CodebookReport",
    "ImportReport",
    "Imported",
    "Page",
    "Prepared",
    "PreparedFile",
    "Wishes",
    "asks_for_a_look",
    "codebook_label",
    "compare_codebook",
    "counted_parts",
    "import_codebook",
    "import_paths",
    "import_prepared",
    "is_codebook",
    "prepare",
    "read_again",
    "shortened",
    "table_kind",
]
