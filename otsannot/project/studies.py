"""Whole studies of other programs and projects: they come in, and this one goes out to them."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from otsannot import exchange
from otsannot.exporting import Exported
from otsannot.formats.studies import StudyOptions
from otsannot.importing.annotations import import_annotations
from otsannot.model.study_report import StudyReport
from otsannot.progress import SILENT, Progress
from otsannot.project.base import Base


class Studies(Base):
    """Verbs on whole studies."""

    def import_study(
        self,
        path: str | PathLike[str],
        update: bool = False,
        *,
        dry_run: bool = False,
        encoding: str | None = None,
        study: str = "",
        dots: bool = True,
        progress: Progress = SILENT,
    ) -> StudyReport:
        """Bring in the study of another program or project, in one edit; the same again changes nothing.

        `study` names the one that is meant where a file holds several; with `dots`, a tag `a.b` is the code b under a.
        What is empty here is filled. Where something differs ours stays, or with `update` theirs takes its place;
        nothing is removed. `dry_run` only tells. Raises OtsannotError when the file is no study or cannot be read.
        """
        return exchange.import_study(
            self.store,
            self.coder,
            Path(path),
            update=update,
            dry_run=dry_run,
            options=StudyOptions(encoding, study, dots),
            progress=progress,
        )

    def import_annotations(
        self,
        path: str | PathLike[str],
        update: bool = False,
        *,
        dry_run: bool = False,
        encoding: str | None = None,
        progress: Progress = SILENT,
    ) -> StudyReport:
        """Bring in what a table says was coded: our own export, or another program's list of coded passages.

        A row finds its place by its numbers when its words are there, else by its words; codes and coders that are not
        there are made. `update` and `dry_run` are those of `import_study`. Raises OtsannotError when the file cannot be
        read or is no such table; what has no place is told, row by row.
        """
        return import_annotations(
            self.store, self.coder, Path(path), encoding, update=update, dry_run=dry_run, progress=progress
        )

    def export_project(
        self, out: str | PathLike[str], progress: Progress = SILENT, *, dry_run: bool = False, utf16: bool = False
    ) -> Exported:
        """Write the whole study for another program, or as a folder of plain text; the suffix chooses which.

        A name without a suffix, or that ends in `/`, is a folder. What the file cannot hold is in `losses`; `dry_run`
        only tells. With `utf16` a .qdpx counts positions in UTF-16 units, as NVivo does. Raises OtsannotError for
        another suffix, or when it cannot be written.
        """
        options = StudyOptions(utf16=utf16)
        losses = exchange.export_study(self.store, out, dry_run=dry_run, options=options, progress=progress)
        return Exported(Path(out), self.info().documents, tuple(losses))
