"""What several tests need: the state of a project as plain data, texts that are hard on positions, other users."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shlex import quote
from types import FrameType
from typing import Any

import pytest

from otsannot.model.new_text import NewText
from otsannot.store import Store, documents
from otsannot.store.rows import raw
from otsannot.store.schema import noun_tables

CODER = "Ada"
SHARED = Path(__file__).resolve().parents[2] / "shared"
AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
NOBODY = 65534

HARD_TEXT = (
    "Dear reader 👩‍👩‍👧‍👦, the flag 🇹🇷 waves.\n"
    "𐱅𐰇𐰼𐰜 𐰋𐰃𐰠𐰏𐰀 𐰴𐰍𐰣 stands on the stone.\n"
    "e\u0301 and a\u0308\u0323 carry marks; \u0627\u0644\u0639\u0631\u0628\u064a\u0629 runs the other way.\n"
    "\n"
    "A last line with a tab\tand a no-break\u00a0space."
)
"""Emoji families, flags, Old Turkic, combining marks, right-to-left letters and an empty paragraph."""


def new_text(name: str, text: str) -> NewText:
    """A text as importing hands it to the store."""
    return NewText(name, text, hashlib.sha256(text.encode()).hexdigest(), f"{name}.txt", "utf-8")


def add_text(store: Store, name: str, text: str) -> int:
    """Keep a text as a document and return its number."""
    with store.edit(f"Import {name}", CODER) as edit:
        documents.add_documents(edit, [new_text(name, text)])
        return documents.find_document(edit.session, name).id


def dump(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every noun: two projects with equal dumps hold the same study."""
    with store.read() as session:
        return {table: list(raw(session, f"SELECT * FROM {table} ORDER BY id")) for table in noun_tables()}


@contextmanager
def as_anybody() -> Iterator[None]:
    """Let root meet the permissions that everybody else meets."""
    if AS_ROOT:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if AS_ROOT:
            os.seteuid(0)


def in_mount(mount: str, script: str, path: Path) -> str:
    """What a script says that runs where root has mounted something that nobody else sees."""
    if not AS_ROOT or shutil.which("unshare") is None:
        pytest.skip("only root can mount what this test needs")
    if subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nobody mount what this test needs")
    shell = f"{mount} && exec {quote(sys.executable)} - {quote(str(path))}"
    return run_script(["unshare", "--mount", "sh", "-c", shell], script)


def run_script(command: list[str], script: str) -> str:
    """What a script says that a command reads, and that complains of nothing."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TMPDIR": "/dev/shm"}
    done = subprocess.run(command, input=script, capture_output=True, text=True, env=environment, check=False)
    assert done.stderr == ""
    return done.stdout


def child_processes() -> set[int]:
    """The processes that this one has started and that are still there."""
    if not Path("/proc/self/stat").exists():
        pytest.skip("this system does not list its processes in /proc")
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # which ended meanwhile
            state, parent = stat.read_text().rpartition(")")[2].split()[:2]
            if int(parent) == os.getpid() and state != "Z":
                found.add(int(stat.parent.name))
    return found


def lines_run(work: Callable[[], object]) -> int:
    """How many lines of Python a piece of work runs: its cost, the same on every machine."""
    count = 0

    def trace(_frame: FrameType, event: str, _value: object) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count
