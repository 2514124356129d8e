"""The codebook of a project."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from otsannot.importing import CodebookReport, codebook_label, compare_codebook, import_codebook
from otsannot.progress import SILENT, Progress
from otsannot.project.base import Base
from otsannot.store.codebook_import import keep_ours, take_theirs


class Codebook(Base):
    """Verbs on codes."""

    def import_codebook(
        self,
        path: str | PathLike[str],
        *,
        update: bool = False,
        dry_run: bool = False,
        progress: Progress = SILENT,
    ) -> CodebookReport:
        """Add the codes of a CSV or XLSX file that are missing, and the definitions they lack.

        Where a field differs, the study's words stay, or with `update` the file's take their place; `dry_run` only
        tells. Raises OtsannotError when the file cannot be read.
        """
        path, take = Path(path), take_theirs if update else keep_ours
        if dry_run:
            with self.read() as session:
                return compare_codebook(session, path, take)
        with self.edit(codebook_label(path)) as edit:
            return import_codebook(edit, path, take, progress)
