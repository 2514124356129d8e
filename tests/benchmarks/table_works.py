"""What is measured in the table of a million annotations, with real keys and real painting."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.benchmarks.window_works import application, reading_view, resident

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

PREPARED = 60.0
"""Seconds after which something must be wrong."""


class TableFigures(NamedTuple):
    """Milliseconds, and megabytes that the table takes; `stall` is the longest that the window did not answer."""

    opened: float
    memory: float
    code: float
    text: float
    words: float
    comment: float
    by_code: float
    by_passage: float
    applied: list[float]
    stall: float


class Watch:
    """Notes the longest time that the window's events had to wait."""

    def __init__(self, app: QApplication) -> None:
        from PySide6.QtCore import QEventLoop, QTimer

        self._flags = QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents
        self.longest = 0.0
        self._last = perf_counter()
        self._timer = QTimer(interval=2)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        self._app = app

    def until(self, done: Callable[[], bool]) -> float:
        """Let the window work until something is so; how long that took, in milliseconds."""
        started = self._last = perf_counter()
        while not done():
            self._app.processEvents(self._flags)
            assert perf_counter() - started < PREPARED
        return (perf_counter() - started) * 1000

    def _tick(self) -> None:
        at = perf_counter()
        self.longest = max(self.longest, (at - self._last) * 1000)
        self._last = at


def comment_some(study: Path) -> None:
    """Write comments on some passages of a study."""
    import otsannot
    from otsannot.model.nouns import Annotation

    with otsannot.open(study) as project, project.edit("Comment") as edit:
        for kind in range(20):
            ids = range(kind * 1_000 + 1, (kind + 1) * 1_000 + 1)
            edit.set_many(Annotation, ids, comment=f"Kind {kind}: compare the minister's second speech")


def measure(study: Path) -> TableFigures:
    """Open the table, ask it, sort it, and code while it is open."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    app = application()
    import otsannot
    from otsannot.model.spans import Span
    from otsannot.store import codes
    from otsannot.ui import windows

    project = otsannot.open(study)
    with project.edit("Bind") as edit:
        codes.bind_digit(edit, codes.find_code(codes.tree(edit.session), "Code 7").id, 1)
    window = windows.show_project(project)
    window.resize(1400, 900)
    window.open_document(project.document_names()[5000])
    app.processEvents()
    before, watch = resident(), Watch(app)
    started = perf_counter()
    window.registry["view.annotations"].trigger()
    panel = window.tables.panel
    watch.until(lambda: panel.model.rowCount() > 0)
    panel.table.viewport().repaint()
    opened = (perf_counter() - started) * 1000
    watch.until(lambda: panel.model.is_whole and not panel.model.is_asking)
    watch.until(lambda: panel.model._table.has_texts and panel.model._table.has_facts)
    memory = resident() - before
    watch.longest = 0.0

    def asked(ask: Callable[[], object]) -> float:
        runs = []
        for _ in range(3):
            panel.bar.clear()
            watch.until(lambda: not panel.model.is_asking)
            started = perf_counter()
            ask()
            watch.until(lambda: not panel.model.is_asking)
            panel.table.viewport().repaint()
            runs.append((perf_counter() - started) * 1000)
        return statistics.median(runs)

    def filtered(**values: Any) -> float:
        return asked(lambda: panel.bar.ask(panel.bar.wanted.asking(**values)))

    def typed(text: str) -> float:
        panel.bar.clear()
        watch.until(lambda: not panel.model.is_asking)
        panel.edit_filter()
        runs = []
        for letter in text:
            started = perf_counter()
            QTest.keyClicks(panel.bar.line, letter)
            watch.until(lambda: not panel.model.is_asking)
            panel.table.viewport().repaint()
            runs.append((perf_counter() - started) * 1000)
        return statistics.median(runs)

    def sorted_by(key: str) -> float:
        from otsannot.ui.item_models.annotation_cells import KEYS

        def sort() -> None:
            panel.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
            panel.table.sortByColumn(KEYS.index(key), Qt.SortOrder.AscendingOrder)

        spent = asked(sort)
        panel.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        watch.until(lambda: not panel.model.is_asking)
        return spent

    code = filtered(codes=frozenset({codes.find_code(window.live.book, "Code 7").id}))
    text = filtered(passage="critical raw")
    comment = filtered(comment="second speech")
    words = typed("ministers open")
    by_code, by_passage = sorted_by("code"), sorted_by("passage")
    panel.bar.clear()
    watch.until(lambda: not panel.model.is_asking)
    stall = watch.longest
    view, applied = reading_view(window), []
    view.setFocus()
    for number in range(60):
        view.select(Span(number * 20 + 1, number * 20 + 14))
        app.processEvents()
        started = perf_counter()
        QTest.keyClick(view, Qt.Key.Key_1)
        app.processEvents()
        applied.append((perf_counter() - started) * 1000)
    window.close()
    return TableFigures(opened, memory, code, text, words, comment, by_code, by_passage, applied, stall)
