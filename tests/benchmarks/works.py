"""The works that are measured, each beside its floor where it has one."""

from __future__ import annotations

import csv
import os
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

from tests.benchmarks import (
    data,
    exchange_works,
    memo_works,
    page_works,
    reader_works,
    refi_works,
    table_works,
    window_works,
)


class Figure(NamedTuple):
    """One thing measured. With a floor, `reach` is the largest ratio to it; without one, the largest value."""

    what: str
    value: float
    floor: float | None
    reach: float
    unit: str = "ms"


def timed(work: Callable[[], object], times: int = 1) -> float:
    """The median of so many runs, in milliseconds."""
    runs = []
    for _ in range(times):
        started = perf_counter()
        work()
        runs.append((perf_counter() - started) * 1000)
    return statistics.median(runs)


def memory() -> float:
    """The most memory this process has had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def import_texts(folder: Path) -> list[dict[str, Any]]:
    """1,000 files of 50 MB together, beside reading and decoding them."""
    import otsannot

    texts = sorted((folder / data.TEXTS).iterdir())
    for path in texts:  # so that neither side pays for the disk
        path.read_bytes()
    floors, runs = [], []
    for number in range(3):
        floors.append(timed(lambda: [path.read_bytes().decode() for path in texts]))
        study = folder / f"imported {number}.otsannot"
        study.unlink(missing_ok=True)
        with otsannot.new(study, "bench") as project:
            runs.append(timed(lambda: project.import_files([folder / data.TEXTS])))
        study.unlink()
    return [Figure("import 1,000 files, 50 MB", min(runs), min(floors), 5)._asdict()]


def import_pdfs(folder: Path) -> list[dict[str, Any]]:
    """100 PDFs of 20 pages, beside reading them one after the other on one core, shared out on all cores."""
    import otsannot
    from otsannot.formats import read_texts

    paths = sorted((folder / data.PDFS).iterdir())
    study = folder / "imported.otsannot"
    study.unlink(missing_ok=True)
    with otsannot.new(study, "bench") as project:
        spent = timed(lambda: project.import_files([folder / data.PDFS]))
    study.unlink()
    alone = timed(lambda: [list(read_texts(path)) for path in paths])
    return [Figure("import 100 PDFs of 20 pages", spent, alone / (os.cpu_count() or 1), 1.5)._asdict()]


EXPORTED = """
    SELECT annotation.guid, document.name, start, annotation."end",
        substr(content, start + 1, annotation."end" - start), code.name, parent.name || ' > ' || code.name,
        coder.name, weight, comment, 1, annotation.created, modified
    FROM coding JOIN annotation ON annotation.id = annotation_id JOIN document ON document.id = document_id
    JOIN body ON body.sha256 = document.sha256 JOIN code ON code.id = code_id
    LEFT JOIN code AS parent ON parent.id = code.parent_id JOIN coder ON coder.id = coding.coder_id
    ORDER BY document.name, start, annotation."end" """


def export_annotations(folder: Path) -> list[dict[str, Any]]:
    """1,000,000 annotations to CSV, beside a bare SELECT and csv.writer of the same rows."""
    import otsannot

    out = folder / "annotations.csv"
    with otsannot.open(folder / data.MILLION) as project:
        project.export("codebook", folder / "codebook.csv")
        before = memory()
        spent = timed(lambda: project.export("annotations", out))
        grown = memory() - before
    floor = timed(lambda: _bare_export(folder / data.MILLION, folder / "floor.csv"))
    return [
        Figure("export 1,000,000 annotations to CSV", spent, floor, 3)._asdict(),
        Figure("  memory it takes beyond that of the open project", grown, None, 50, "MB")._asdict(),
    ]


def _bare_export(study: Path, out: Path) -> None:
    connection = sqlite3.connect(study)
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(connection.execute(EXPORTED))
    connection.close()


def start(folder: Path) -> list[dict[str, Any]]:
    """From nothing to the welcome on the screen, beside importing QtWidgets and showing a bare window."""
    shutil.rmtree(folder / "settings", ignore_errors=True)

    def run(script: str) -> None:
        subprocess.run([sys.executable, "-c", script], check=True, stdout=subprocess.DEVNULL)

    run(window_works.WELCOME)
    floors, runs = [], []
    for _ in range(9):
        floors.append(timed(lambda: run(window_works.BARE)))
        runs.append(timed(lambda: run(window_works.WELCOME)))
    return [Figure("start to window", statistics.median(runs), statistics.median(floors), 3)._asdict()]


def open_million(folder: Path) -> list[dict[str, Any]]:
    """A project of 10,000 documents and 1,000,000 codings, until its window is painted and answers."""
    spent, used = window_works.open_million(folder / data.MILLION)
    return [
        Figure("open 10,000 documents with 1,000,000 codings", spent, None, 1500)._asdict(),
        Figure("  resident memory then", used, None, 300, "MB")._asdict(),
    ]


def open_document(folder: Path) -> list[dict[str, Any]]:
    """A 5 MB document with 20,000 codings until painted, beside its text in a bare QPlainTextEdit; and scrolling."""
    spent, floor, steps = window_works.open_document(folder / data.LONG)
    last = statistics.quantiles(steps, n=100)[98]
    return [
        Figure("open 5 MB with 20,000 codings until painted", spent, floor, 3)._asdict(),
        Figure("  a scroll step in it, median", statistics.median(steps), None, 16)._asdict(),
        Figure("  a scroll step in it, 99th percentile", last, None, 33)._asdict(),
    ]


def open_structured(folder: Path) -> list[dict[str, Any]]:
    """The same document with 29,000 parts of a structure beside its text."""
    spent, floor, steps = window_works.open_document(folder / data.STRUCTURED)
    last = statistics.quantiles(steps, n=100)[98]
    return [
        Figure("open it with 29,000 headings, turns, times, pages", spent, floor, 4)._asdict(),
        Figure("  a scroll step in it, median", statistics.median(steps), None, 16)._asdict(),
        Figure("  a scroll step in it, 99th percentile", last, None, 33)._asdict(),
    ]


def apply_code(folder: Path) -> list[dict[str, Any]]:
    """A digit pressed until the code is painted, in a project of 1,000,000 codings."""
    copy = folder / "pressed.otsannot"
    shutil.copy(folder / data.MILLION, copy)
    steps = window_works.apply_code(copy)
    copy.unlink()
    return [Figure("apply a code, key press to painted", statistics.median(steps), None, 30)._asdict()]


def filter_codes(folder: Path) -> list[dict[str, Any]]:
    """Letters in the filter of a codebook of 2,000 codes, each with all its definitions."""
    steps = window_works.filter_codes(folder / data.CODEBOOK)
    return [Figure("a letter in the filter of 2,000 codes", statistics.median(steps), None, 50)._asdict()]


def merge_codes(folder: Path) -> list[dict[str, Any]]:
    """Two codes of 100,000 codings made one in the window, and that taken back."""
    copy = folder / "merged.otsannot"
    shutil.copy(folder / data.TWO, copy)
    merged, undone, waited = window_works.merge_codes(copy)
    copy.unlink()
    return [
        Figure("merge two codes of 100,000 codings", merged, None, 5_000)._asdict(),
        Figure("  undo of it", undone, None, 5_000)._asdict(),
        Figure("  the longest the window stands still meanwhile", waited, None, 1_000)._asdict(),
    ]


def quick_code(folder: Path) -> list[dict[str, Any]]:
    """The box that gives the selection a code, opened among 2,000 codes, and a key pressed in it."""
    copy = folder / "quick.otsannot"
    shutil.copy(folder / data.CODEBOOK, copy)
    opened, typed = window_works.quick_code(copy, data.text_of(20_000, 1))
    copy.unlink()
    return [
        Figure("quick-code box opens among 2,000 codes", statistics.median(opened), None, 50)._asdict(),
        Figure("  a key pressed in it until the codes are shown", statistics.median(typed), None, 30)._asdict(),
    ]


def annotation_table(folder: Path) -> list[dict[str, Any]]:
    """The table of 1,000,000 annotations: opened, filtered, sorted, and open while one codes."""
    copy = folder / "table.otsannot"
    shutil.copy(folder / data.MILLION, copy)
    table_works.comment_some(copy)
    found = table_works.measure(copy)
    copy.unlink()
    return [
        Figure("open the table of 1,000,000 annotations", found.opened, None, 300)._asdict(),
        Figure("  memory it takes when all is read", found.memory, None, 150, "MB")._asdict(),
        Figure("  filter them by a code, until the first rows are shown", found.code, None, 200)._asdict(),
        Figure("  by words of the passage", found.text, None, 200)._asdict(),
        Figure("  by words of the comment", found.comment, None, 200)._asdict(),
        Figure("  by anything, a key of two words", found.words, None, 200)._asdict(),
        Figure("  sort them by code", found.by_code, None, 1000)._asdict(),
        Figure("  sort them by passage", found.by_passage, None, 1000)._asdict(),
        Figure("  the longest the window did not answer meanwhile", found.stall, None, 100)._asdict(),
        Figure("  apply a code, key press to painted", statistics.median(found.applied), None, 30)._asdict(),
    ]


def memos(folder: Path) -> list[dict[str, Any]]:
    """A panel of 10,000 memos that is opened, narrowed and written in."""
    study = folder / "memos.otsannot"
    study.unlink(missing_ok=True)
    memo_works.build(study)
    found = memo_works.measure(study)
    study.unlink()
    return [
        Figure("open the panel of 10,000 memos", found.opened, None, 600)._asdict(),
        Figure("  narrow it by a letter", found.letter, None, 300)._asdict(),
        Figure("  a key in a memo, to painted", found.key, None, 60)._asdict(),
        Figure("  write the memo down", found.written, None, 120)._asdict(),
    ]


def readers(folder: Path) -> list[dict[str, Any]]:
    """Office documents, pages and books of 5 MB of text and a PDF of 300 pages, beside their parsers alone."""
    found = []
    for kind, paths in ((reader_works, reader_works.build(folder)), (page_works, page_works.build(folder))):
        for path in paths:
            reader_works.read(path)
            spent = timed(lambda path=path: reader_works.read(path), 5)  # type: ignore[misc]
            least = timed(kind.floor(path), 5)
            label = "read a PDF of 300 pages" if path.suffix == ".pdf" else f"read 5 MB of text in {path.suffix}"
            found.append(Figure(label, spent, least, page_works.REACHES.get(path.suffix, 4))._asdict())
            path.unlink()
    return found


def exchange(folder: Path) -> list[dict[str, Any]]:
    """A study of 500 documents of 5 MB with 20,000 codings that comes in, goes out as plain text, and comes back."""
    found = exchange_works.measure(folder / data.STUDY, folder)
    refi = refi_works.measure(folder)
    return [
        Figure("read a study of 500 documents, 20,000 codings", found.read, None, 500)._asdict(),
        Figure("  bring it into an empty project", found.merged, None, 3000)._asdict(),
        Figure("  the same again, which changes nothing", found.again, None, 1000)._asdict(),
        Figure("  undo of it", found.undone, None, 1000)._asdict(),
        Figure("  write it as a folder of plain text", found.written, None, 1500)._asdict(),
        Figure("  bring that into an empty project", found.opened, None, 4000)._asdict(),
        Figure("  write it as REFI-QDA", refi.written, refi.written_floor, 2)._asdict(),
        Figure("  read that", refi.read, refi.read_floor, 2)._asdict(),
    ]


WORKS: dict[str, Callable[[Path], list[dict[str, Any]]]] = {
    "open-document": open_document,
    "open-structured": open_structured,
    "apply-code": apply_code,
    "merge-codes": merge_codes,
    "filter-codes": filter_codes,
    "quick-code": quick_code,
    "open-project": open_million,
    "table": annotation_table,
    "memos": memos,
    "export": export_annotations,
    "import": import_texts,
    "import-pdfs": import_pdfs,
    "readers": readers,
    "exchange": exchange,
    "start": start,
}
