"""A process that is killed at any moment loses nothing that was finished and leaves no half of what was not."""

from __future__ import annotations

import csv
import os
import random
import signal
import subprocess
import sys
import threading
from pathlib import Path

import openpyxl
import pytest

import otsannot
from otsannot.analysis.listings import ANNOTATION_COLUMNS
from otsannot.cli import main

CRASHING = Path(__file__).with_name("crashing.py")
BATCH = 4
KILLS = 60
ROUNDS = 6


@pytest.mark.parametrize("part", range(ROUNDS))
def test_nothing_finished_is_lost_when_the_process_is_killed(tmp_path: Path, part: int) -> None:
    path = tmp_path / "study.otsannot"
    (tmp_path / "first.txt").write_text("A word 𐱅𐰇𐰼𐰜 👩‍👧. " * 100, encoding="utf-8")
    with otsannot.new(path, coder="Ada") as project:
        project.import_files([tmp_path / "first.txt"])
        project.store.seal()  # one undo is left over by each kill between undo and redo; they must not reach this
    chance = random.Random(part)
    for _ in range(KILLS // ROUNDS):
        said = _work_until_killed(tmp_path, chance)
        assert main(["check", str(path)]) == 0
        with otsannot.open(path, coder="Ada") as project:
            known = {row["annotation_id"] for row in project.annotations()}
            documents = len(project.document_names())
        done = _finished(said)
        assert {line.split()[1] for line in done if line.startswith("coded")} <= known
        assert documents % BATCH == 1
        assert documents >= 1 + BATCH * sum(line.startswith("imported") for line in done)
        _exports_are_whole(tmp_path)


def _work_until_killed(folder: Path, chance: random.Random) -> list[str]:
    """Start the work, kill it after up to three tenths of a second, and return what it said."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, str(CRASHING), str(folder), str(chance.randrange(1 << 30))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as child:
        assert child.stdout is not None
        said = [child.stdout.readline().strip()]
        threading.Timer(chance.uniform(0.001, 0.3), child.send_signal, [signal.SIGKILL]).start()
        said += [line.strip() for line in child.stdout if line.endswith("\n")]
    assert said[0] == "ready"
    assert child.returncode == -signal.SIGKILL
    return said


def _finished(said: list[str]) -> list[str]:
    """The edits that must be there; the last one may have been undone when the kill came before its redo."""
    edits = [line for line in said if line.startswith(("coded", "imported"))]
    return edits[:-1] if said[-1] == "undoing" else edits


def _exports_are_whole(folder: Path) -> None:
    table = folder / "out.csv"
    if table.exists():
        with table.open(encoding="utf-8-sig", newline="") as file:
            assert {len(row) for row in csv.reader(file)} == {len(ANNOTATION_COLUMNS)}
    sheet = folder / "out.xlsx"
    if sheet.exists():
        assert openpyxl.load_workbook(sheet, read_only=True).active is not None
