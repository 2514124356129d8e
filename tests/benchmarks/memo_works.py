"""What is measured among ten thousand memos, with real keys and real painting."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

from tests.benchmarks.window_works import application

MEMOS = 10_000
WORDS = ("corridor", "alphabet", "energy", "defence", "brother", "family", "steppe", "language", "cargo", "summit")
LENGTH = 120
"""The words of a memo."""


class MemoFigures(NamedTuple):
    """Milliseconds."""

    opened: float
    letter: float
    key: float
    written: float


def build(study: Path) -> None:
    """Make a study with the memos of two coders, about the project and two codes."""
    import otsannot
    from otsannot.model.nouns import Memo
    from otsannot.store import codes
    from otsannot.store.coders import ensure_coder

    dice = random.Random(1)

    def rows(coders: list[int], code_ids: list[int | None]) -> Iterator[Mapping[str, Any]]:
        for number in range(MEMOS):
            day = f"20{10 + number % 15}-0{1 + number % 9}-1{number % 10}T10:00:00Z"
            yield {
                "coder_id": coders[number % 2],
                "code_id": code_ids[number % 3],
                "title": f"Memo {number}" if number % 2 else "",
                "text": " ".join(dice.choices(WORDS, k=LENGTH)),
                "created": day,
                "modified": day,
            }

    with otsannot.new(study, "bench") as project, project.edit("Memos") as edit:
        coders = [ensure_coder(edit, name) for name in ("bench", "other")]
        edit.add_many(Memo, rows(coders, [None, codes.create_code(edit, "A"), codes.create_code(edit, "B")]))


def measure(study: Path) -> MemoFigures:
    """Open the panel, narrow it by a letter, type into a memo and write that down."""
    from PySide6.QtTest import QTest

    app = application()
    import otsannot
    from otsannot.ui import windows
    from otsannot.ui.panels.memos import MemosPanel

    window = windows.show_project(otsannot.open(study, coder="bench"))
    window.resize(1400, 900)
    app.processEvents()

    def timed(work: Callable[[], object]) -> float:
        started = perf_counter()
        work()
        app.processEvents()
        window.grab()
        return (perf_counter() - started) * 1000

    opened = timed(window.registry["view.memos"].trigger)
    panel = window.bottom.panel("memos")
    assert isinstance(panel, MemosPanel)
    QTest.qWait(2000)  # texts are prepared for searching meanwhile
    letter = timed(lambda: QTest.keyClicks(panel.filter_line, "c"))
    panel.filter_line.clear()
    panel.open_memo(next(row.id for row in panel.model.shown if row.coder == "bench"))
    panel.editor.text.setFocus()
    key = timed(lambda: QTest.keyClicks(panel.editor.text, "x"))
    written = timed(panel.editor.flush)
    window.close()
    return MemoFigures(opened, letter, key, written)
