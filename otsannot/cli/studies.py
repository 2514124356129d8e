"""What the command line says of whole studies that come in and go out."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import otsannot
from otsannot.cli.terminal import complain, progress
from otsannot.errors import OtsannotError
from otsannot.i18n import _, ngettext

if TYPE_CHECKING:
    from otsannot.model.study import Loss
    from otsannot.model.study_report import StudyReport
    from otsannot.project import Project


def import_studies(
    project: Project, paths: Sequence[Path], options: argparse.Namespace, reports: list[StudyReport]
) -> bool:
    """Bring studies in, one edit each, tell what came and add it to `reports`; whether every one could be read."""
    sound = True
    for path in paths:
        try:
            report = project.import_study(
                path,
                options.update,
                dry_run=options.dry_run,
                encoding=options.encoding,
                study=options.study,
                dots=not options.no_dots,
                progress=progress(),
            )
        except OtsannotError as error:
            complain(str(error))
            sound = False
            continue
        tell_study(report)
        reports.append(report)
    if options.dry_run and paths:
        print(_("Nothing was written."))
    return sound


def write_reports(reports: Sequence[StudyReport], out: Path | None) -> None:
    """Write what became of studies and tables of passages to the file that the user named."""
    from otsannot.exchange import save_reports

    if out is None:
        return
    if reports:
        save_reports(reports, out)
    else:
        complain(_("{name} was not written, because neither a study nor a table of passages came in.").format(name=out))


def tell_study(report: StudyReport) -> None:
    """What came with a study, and each thing that did not."""
    print(f"{report.name}: {report.summary()}")
    for line in list(report.lines())[1:]:
        print(line)


def export_project(options: argparse.Namespace) -> None:
    """Write the whole study, and say what the other program will not see."""
    from otsannot.exchange import limits, save_losses

    with otsannot.open(options.project) as project:
        for sentence in limits(options.out):
            print(sentence)
        written = project.export_project(options.out, progress(), dry_run=options.dry_run, utf16=options.utf16)
    _tell_losses(written.losses)
    if options.report is not None:
        save_losses(written.losses, options.report)
    if options.dry_run:
        print(_("Nothing was written."))
    else:
        print(f"{written.path}: {ngettext('{count} document', '{count} documents', written.rows)}")


def _tell_losses(losses: Iterable[Loss]) -> None:
    from otsannot.model.study_report import told_loss

    for loss in losses:
        print(" ".join(told_loss(loss).splitlines()))
