"""Writes memos as a research journal: one Markdown file in the order of time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from pathlib import Path

from otsannot.formats.files import replacing, shown
from otsannot.i18n import _
from otsannot.model.report import Cell, Report
from otsannot.progress import SILENT, Progress, stretch


def write_journal(report: Report, out: Path, progress: Progress = SILENT) -> int:
    """Write the listing of memos with a heading for each day; gives the number of memos.

    Days and hours are those of the clock on the wall. Raises OtsannotError for a place that cannot be written.
    """
    entries = (dict(zip(report.columns, row, strict=True)) for row in report.rows)
    written = 0
    with stretch(progress, _("Writing {name}").format(name=shown(Path(out.name))), 0), replacing(out) as handle:
        handle.write(f"# {report.title}\n".encode())
        for day, memos in groupby(entries, key=lambda memo: _moment(memo).date()):
            handle.write(f"\n## {day.isoformat()}\n".encode())
            for memo in memos:
                handle.write("".join(_entry(memo)).encode())
                written += 1
                progress.advance()
    return written


def _entry(memo: dict[str, Cell]) -> Iterator[str]:
    if memo["title"]:
        yield f"\n### {memo['title']}\n"
    yield f"\n*{' · '.join(_facts(memo))}*\n"
    if str(memo["text"]).strip():
        yield f"\n{str(memo['text']).rstrip()}\n"


def _facts(memo: dict[str, Cell]) -> Iterator[str]:
    yield f"{_moment(memo):%H:%M}"
    yield str(memo["coder"])
    about = {
        "document": _("about the document “{name}”"),
        "code": _("about the code “{name}”"),
        "case": _("about the case “{name}”"),
    }
    if memo["about"] in about:
        yield about[str(memo["about"])].format(name=memo["subject"])


def _moment(memo: dict[str, Cell]) -> datetime:
    return datetime.fromisoformat(str(memo["created"])).astimezone()
