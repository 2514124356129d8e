"""How long a whole study takes that comes in, goes out as plain text, and comes back."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import otsannot
from otsannot.project import Project
from otsannot.store.study_reading import read_study


class Exchanged(NamedTuple):
    """Each in milliseconds; of three runs the best."""

    read: float
    merged: float
    again: float
    undone: float
    written: float
    opened: float


def measure(study: Path, folder: Path) -> Exchanged:
    """Read a study, bring it into an empty project twice, take it back, and go by a folder of plain text."""
    plain = folder / "plain"
    runs = [_run(study, folder / f"exchanged {number}.otsannot", plain) for number in range(3)]
    shutil.rmtree(plain)
    return Exchanged(*map(min, zip(*runs, strict=True)))


def _run(study: Path, copy: Path, plain: Path) -> Exchanged:
    copy.unlink(missing_ok=True)
    with otsannot.open(study) as project:
        read = _timed(lambda: _read(project))
        written = _timed(lambda: project.export("project", plain))
    with otsannot.new(copy, "bench") as project:
        merged = _timed(lambda: project.import_study(study))
        again = _timed(lambda: project.import_study(study))
        undone = _timed(project.undo)
        opened = _timed(lambda: project.import_study(plain))
    copy.unlink()
    return Exchanged(read, merged, again, undone, written, opened)


def _read(project: Project) -> int:
    with project.read() as session:
        return sum(len(passage.codings) for one in read_study(session).documents for passage in one.passages)


def _timed(work: Callable[[], object]) -> float:
    started = perf_counter()
    work()
    return (perf_counter() - started) * 1000
