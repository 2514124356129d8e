"""Whole studies come in from other programs and projects, and go out to them."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from otsannot.errors import OtsannotError
from otsannot.formats.files import replacing, shown
from otsannot.formats.studies import PLAIN, StudyOptions, format_of, module_of, writer_of
from otsannot.formats.tables import write_table
from otsannot.i18n import _
from otsannot.model.report import Report
from otsannot.model.study import Loss, Study
from otsannot.model.study_report import COLUMNS, StudyReport, told_loss
from otsannot.progress import SILENT, Progress
from otsannot.store import Store, opening
from otsannot.store.schema import VERSION
from otsannot.store.study_import import merge_study
from otsannot.store.study_reading import read_study
from otsannot.store.trying import edit_or_try

PROJECT_SUFFIX = ".otsannot"


def is_study(path: Path) -> bool:
    """Whether a file or folder holds the whole study of a program, ours included."""
    return _is_project(path) or format_of(path) is not None


def is_own(store: Store, path: Path) -> bool:
    """Whether a file is that of the project itself."""
    return os.path.realpath(path) == os.path.realpath(store.path)


@contextmanager
def opened_study(path: Path, options: StudyOptions = PLAIN) -> Iterator[Study]:
    """The study in a file or folder, to be read while the block lasts; nothing in the file is changed.

    Raises OtsannotError when it holds none that is known, and when it cannot be read.
    """
    if _is_project(path):
        with _own_study(path) as study:
            yield study
        return
    known = format_of(path)
    if known is None:
        raise OtsannotError(_("{name} is no study of a program that is known.").format(name=shown(path)))
    yield module_of(known).read_study(path, options)


def import_study(
    store: Store,
    coder: str,
    path: Path,
    *,
    update: bool = False,
    dry_run: bool = False,
    options: StudyOptions = PLAIN,
    progress: Progress = SILENT,
) -> StudyReport:
    """Bring the study of a file or folder into a project in one edit, as `merge_study` says; `dry_run` only tells.

    Raises OtsannotError when it cannot be read and CancelledError when the user stops it; nothing has then come in.
    """
    if is_own(store, path):
        raise OtsannotError(_("{name} is the project itself.").format(name=shown(path)))
    report = StudyReport()
    label = _("Import study {name}").format(name=shown(Path(path.name)))
    with opened_study(path, options) as study, edit_or_try(store, label, coder, dry_run=dry_run) as edit:
        report = merge_study(edit, study, update=update, progress=progress)
        report.name = shown(Path(path.name))
    return report


def export_study(
    store: Store,
    out: str | os.PathLike[str],
    *,
    dry_run: bool = False,
    options: StudyOptions = PLAIN,
    progress: Progress = SILENT,
) -> list[Loss]:
    """Write a project as the study of the program that a suffix names, or as a folder; gives what was lost.

    With `dry_run` nothing stays of it. Raises OtsannotError when it cannot be written; what stood there is untouched.
    """
    path = Path(out)
    if path.suffix.lower() == PROJECT_SUFFIX:
        if not dry_run:
            store.save_copy(path, progress)
        return []
    writer = module_of(writer_of(out))
    with store.read() as session:
        study = read_study(session)
        if not dry_run:
            return writer.write_study(study, path, progress, options)
        with tempfile.TemporaryDirectory(prefix="otsannot-") as folder:
            return writer.write_study(study, Path(folder, path.name), progress, options)


def limits(out: str | os.PathLike[str]) -> list[str]:
    """What the program that a name is written for does not know, in sentences. Raises OtsannotError for none."""
    return [] if Path(out).suffix.lower() == PROJECT_SUFFIX else module_of(writer_of(out)).limits()


def _is_project(path: Path) -> bool:
    return path.suffix.lower() == PROJECT_SUFFIX and not os.path.isdir(path)  # noqa: PTH112 - Path.is_dir may raise


@contextmanager
def _own_study(path: Path) -> Iterator[Study]:
    """The study of another project; an older one is brought up to date in a copy."""
    beside = [Path(f"{path}{end}") for end in ("-wal", "-shm")]
    fresh = [log for log in beside if not log.exists()]
    version = opening.recognise(path)
    with tempfile.TemporaryDirectory(prefix="otsannot-") as folder:
        if version != VERSION:
            copy = Path(folder, "older.otsannot")
            shutil.copyfile(path, copy)
            if beside[0].exists():
                shutil.copyfile(beside[0], Path(f"{copy}-wal"))
            for log in fresh:  # a look at a file that is only read leaves empty logs beside it
                log.unlink(missing_ok=True)
            path = copy
        with closing(Store.open(path)) as store, store.read() as session:
            yield read_study(session)


def save_report(report: StudyReport, out: Path) -> None:
    """Write what became of a study as a table, or with .txt in sentences. Raises OtsannotError for another suffix."""
    _save(report.listing(), report.lines(), out)


def save_reports(reports: Sequence[StudyReport], out: Path) -> None:
    """Write what became of several studies into one file, each under a row with its name, as `save_report` writes."""
    if len(reports) == 1:
        save_report(reports[0], out)
        return
    rows = [
        row
        for report in reports
        for row in (("study", "", report.name, "", "", "", report.summary()), *report.listing().rows)
    ]
    lines = (line for report in reports for line in (report.name, *report.lines()))
    _save(Report(_("Import of studies"), COLUMNS, rows), lines, out)


def save_losses(losses: Sequence[Loss], out: Path) -> None:
    """Write what an export could not hold, as `save_report` writes."""
    _save(Report(_("Losses"), ("kind", "name", "why"), losses), map(told_loss, losses), out)


def _save(table: Report, lines: Iterable[str], out: Path) -> None:
    if out.suffix.lower() != ".txt":
        write_table(table, out)
        return
    with replacing(out) as file:
        file.writelines(f"{' '.join(line.splitlines())}\n".encode() for line in lines)
