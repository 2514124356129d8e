"""Writes a report as a table: CSV for every program, XLSX for Excel, ODS for LibreOffice, Parquet for databases."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from otsannot.errors import OtsannotError
from otsannot.formats import ods, parquet, xlsx
from otsannot.formats.files import replacing, shown
from otsannot.i18n import _
from otsannot.model.report import Cell, Report
from otsannot.progress import SILENT, Progress, stretch

TABLE_SUFFIXES = (".csv", ".xlsx", ".ods", ".parquet")

_CHUNK = 1_000


def write_table(report: Report, out: Path, progress: Progress = SILENT) -> int:
    """Write a report in the format its suffix names, in constant memory; gives the number of rows.

    `out` is replaced at the very end, so that work that fails or is cancelled leaves the old file. Raises
    OtsannotError for an unknown suffix, a place that cannot be written, and what a file of its kind cannot hold.
    """
    sheet = _SHEETS.get(out.suffix.lower())
    if sheet is None:
        raise OtsannotError(
            _("{name} cannot be written: the name must end in one of {known}.").format(
                name=shown(out), known=", ".join(TABLE_SUFFIXES)
            )
        )
    rows, written = iter(report.rows), 0
    work = stretch(progress, _("Writing {name}").format(name=shown(Path(out.name))), 0)
    with work, replacing(out) as handle, sheet(handle, report.title, report.columns) as write:
        while chunk := list(islice(rows, _CHUNK)):
            write(chunk)
            written += len(chunk)
            progress.advance(len(chunk))
    return written


@contextmanager
def _csv_sheet(
    handle: BinaryIO, title: str, columns: Sequence[str]
) -> Iterator[Callable[[Sequence[Sequence[Cell]]], None]]:
    """RFC 4180 in UTF-8 with a byte order mark, which Excel needs and R and pandas know."""
    buffer = io.StringIO(newline="")
    rows = csv.writer(buffer)

    def write(chunk: Sequence[Sequence[Cell]]) -> None:
        rows.writerows(chunk)
        handle.write(buffer.getvalue().encode())
        buffer.seek(0)
        buffer.truncate()

    buffer.write("\ufeff")
    write([columns])
    yield write


_SHEETS = {".csv": _csv_sheet, ".xlsx": xlsx.sheet, ".ods": ods.sheet, ".parquet": parquet.sheet}
