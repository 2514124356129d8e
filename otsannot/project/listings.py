"""A project as tables: for scripts, and written to files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from os import PathLike
from pathlib import Path

from otsannot import exporting
from otsannot.errors import OtsannotError
from otsannot.exporting import Exported
from otsannot.i18n import _
from otsannot.model.report import Cell, Report
from otsannot.progress import SILENT, Progress
from otsannot.project.studies import Studies
from otsannot.store.documents import find_document


class Listings(Studies):
    """Each listing as dictionaries, and every one as a file."""

    def annotations(self) -> list[dict[str, Cell]]:
        """The annotations export as dictionaries; `pandas.DataFrame` takes them as they are."""
        return self._records("annotations")

    def codebook(self) -> list[dict[str, Cell]]:
        """The codebook export as dictionaries."""
        return self._records("codebook")

    def documents(self) -> list[dict[str, Cell]]:
        """The documents with their attributes, as dictionaries."""
        return self._records("documents")

    def memos(self) -> list[dict[str, Cell]]:
        """The memos in the order of time, as dictionaries."""
        return self._records("memos")

    def matrix(self) -> list[dict[str, Cell]]:
        """The documents with their attributes and the number of passages of each code, as dictionaries."""
        return self._records("matrix")

    def cases(self) -> list[dict[str, Cell]]:
        """The cases with their documents and attributes, as dictionaries."""
        return self._records("cases")

    def history(self) -> list[dict[str, Cell]]:
        """Every edit since the project began, as dictionaries."""
        return self._records("history")

    def export(
        self,
        kind: str,
        out: str | PathLike[str],
        progress: Progress = SILENT,
        *,
        examples: bool = False,
        documents: Iterable[str] | None = None,
    ) -> Exported:
        """Write a listing to a file whose suffix chooses the format; returns the file and its number of rows.

        `kind` is one of `EXPORTS`, `project` as in `export_project`, or `coded` for texts with what is coded in them
        (.html, .docx, .md): those of the names in `documents`, or all, and the number is theirs. `examples` puts coded
        passages under the codes of a codebook that is written to be read (.docx, .html, .md). Raises OtsannotError for
        another kind or suffix, or when the file cannot be written; what stood there before is then untouched.
        """
        if kind == "project":
            return self.export_project(out, progress)
        if documents is not None and kind != exporting.CODED:
            raise OtsannotError(_("Documents are chosen for an export of coded documents only."))
        with self.read() as session:
            if kind == exporting.CODED:
                chosen = None if documents is None else [find_document(session, name).id for name in documents]
                return exporting.export_coded(session, Path(out), chosen, progress)
            return exporting.export(session, kind, Path(out), progress, examples=examples)

    @contextmanager
    def listing(self, kind: str) -> Iterator[Report]:
        """A listing whose rows are read as they are asked for, all of one moment, while the block lasts."""
        with self.read() as session:
            yield exporting.listing(session, kind)

    def _records(self, kind: str) -> list[dict[str, Cell]]:
        with self.listing(kind) as report:
            return report.records()
