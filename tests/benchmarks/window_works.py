"""What is measured through the window itself, with real key presses and real painting."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

BARE = """
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
window = QWidget()
window.resize(900, 640)
window.show()
window.grab()
app.processEvents()
"""

WELCOME = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from otsannot.ui import app, windows

def shown(show=windows.show_welcome):
    window = show()
    window.grab()
    QTimer.singleShot(0, QApplication.quit)
    return window

windows.show_welcome = shown
app._warm_up = lambda: None
app.run(None)
"""


def application() -> QApplication:
    """The application as a user's start makes it, but for the day's backup, which would run beside what is measured."""
    from PySide6.QtWidgets import QApplication

    from otsannot import settings
    from otsannot.ui import theme

    known = settings.load()
    known.backups = False
    known.save()
    app = QApplication([])
    theme.apply(app, "light")
    return app


def resident() -> float:
    """The memory this process has now, in megabytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


def open_million(study: Path) -> tuple[float, float]:
    """Milliseconds until the window is painted and idle, everything imported on the way, and the memory then."""
    started = perf_counter()
    app = application()
    import otsannot
    from otsannot.ui import windows

    window = windows.show_project(otsannot.open(study))
    window.resize(1400, 900)
    app.processEvents()
    window.grab()
    app.processEvents()
    spent = (perf_counter() - started) * 1000
    used = resident()
    window.close()
    return spent, used


def open_document(study: Path) -> tuple[float, float, list[float]]:
    """Milliseconds to open the document, to show its bare text, and of each scroll step."""
    from PySide6.QtWidgets import QPlainTextEdit

    app = application()
    import otsannot
    from otsannot.ui import windows

    project = otsannot.open(study)
    (name,) = project.document_names()
    text = project.document_text(name)
    window = windows.show_project(project)
    window.resize(1400, 900)
    app.processEvents()
    opened, bare = [], []
    view = reading_view(window)
    for _ in range(5):
        window.desk.close_document()
        app.processEvents()
        started = perf_counter()
        window.open_document(name)
        app.processEvents()
        view.parentWidget().repaint()
        opened.append((perf_counter() - started) * 1000)
        started = perf_counter()
        plain = QPlainTextEdit()
        plain.resize(view.size())
        plain.show()
        plain.setPlainText(text)
        app.processEvents()
        plain.viewport().repaint()
        bare.append((perf_counter() - started) * 1000)
        plain.deleteLater()
        app.processEvents()
    window.open_document(name)
    app.processEvents()
    steps = scroll(app, view)
    window.close()
    return statistics.median(opened), statistics.median(bare), steps


def reading_view(window: Any) -> Any:
    """The text in the window, as anything outside finds it."""
    from PySide6.QtWidgets import QPlainTextEdit

    view = window.findChild(QPlainTextEdit, "documentView")
    assert view is not None
    return view


def go_to_text(window: Any) -> Any:
    """Put the caret into the text, as who has seen it does, and give the view; keys act in it from now on."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    view = reading_view(window)
    window.activateWindow()
    view.setFocus()
    QTest.qWaitForWindowActive(window)
    QTest.keyClick(view, Qt.Key.Key_Home)
    return view


def scroll(app: QApplication, view: Any) -> list[float]:
    """Milliseconds of each of 400 steps of three lines, text and stripes painted."""
    bar, steps = view.verticalScrollBar(), []
    for number in range(400):
        if number % 100 == 0:
            bar.setValue(bar.maximum() // 5 * (number // 100 + 1))
            app.processEvents()
        started = perf_counter()
        bar.setValue(bar.value() + 3)
        view.viewport().repaint()
        app.processEvents()
        steps.append((perf_counter() - started) * 1000)
    return steps


def filter_codes(study: Path) -> list[float]:
    """Milliseconds of each letter typed into the filter of a codebook of 2,000 codes, until the tree is painted."""
    from PySide6.QtTest import QTest

    app = application()
    import otsannot
    from otsannot.ui import windows

    window = windows.show_project(otsannot.open(study))
    window.resize(1400, 900)
    app.processEvents()
    line, steps = window.codebook.filter_line, []
    for letter in "corridor of energy":
        started = perf_counter()
        QTest.keyClicks(line, letter)
        app.processEvents()
        steps.append((perf_counter() - started) * 1000)
    window.close()
    return steps


def merge_codes(study: Path) -> tuple[float, float, float]:
    """Milliseconds to merge two codes and to undo that, until both are painted, and of the longest wait meanwhile."""
    from PySide6.QtCore import QEventLoop, QTimer

    app = application()
    import otsannot
    from otsannot.store import codes
    from otsannot.ui import tasks, windows

    window = windows.show_project(otsannot.open(study))
    window.resize(1400, 900)
    app.processEvents()
    source, target = (codes.find_code(window.live.book, name).id for name in ("Code 0", "Code 1"))
    ticks: list[float] = []
    clock = QTimer(interval=5)
    clock.timeout.connect(lambda: ticks.append(perf_counter()))
    clock.start()

    def until_done(begin: Callable[[], object]) -> float:
        started = perf_counter()
        begin()
        task = tasks.running(window)[-1]
        loop = QEventLoop()
        task.ended.connect(loop.quit)
        loop.exec()
        window.repaint()
        return (perf_counter() - started) * 1000

    merged = until_done(lambda: window.codebook.merge_wanted.emit([source], target))
    undone = until_done(window.registry["edit.undo"].trigger)
    app.processEvents()
    window.close()
    return merged, undone, max((after - before) * 1000 for before, after in pairwise(ticks))


def apply_code(study: Path) -> list[float]:
    """Milliseconds of 60 presses of a digit on 60 selections, until all that shows it is painted."""
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
    view = go_to_text(window)
    app.processEvents()
    steps, before = [], len(window.desk.passages)
    for number in range(60):
        view.select(Span(number * 20 + 1, number * 20 + 14))
        app.processEvents()
        started = perf_counter()
        QTest.keyClick(view, Qt.Key.Key_1)
        app.processEvents()
        steps.append((perf_counter() - started) * 1000)
    assert len(window.desk.passages) > before
    window.close()
    return steps


def quick_code(study: Path, text: str) -> tuple[list[float], list[float]]:
    """Milliseconds of nine openings of the quick-code box, and of each key of a word typed in it, until painted."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    app = application()
    import otsannot
    from otsannot.model.spans import Span
    from otsannot.ui import windows

    source = study.with_suffix(".txt")
    source.write_text(text, encoding="utf-8")
    project = otsannot.open(study)
    project.import_files([source])
    source.unlink()
    window = windows.show_project(project)
    window.resize(1400, 900)
    window.open_document(project.document_names()[0])
    view = go_to_text(window)
    view.select(Span(1, 14))
    app.processEvents()
    opened, typed = [], []
    for _ in range(9):
        started = perf_counter()
        QTest.keyClick(view, Qt.Key.Key_Return)
        app.processEvents()
        opened.append((perf_counter() - started) * 1000)
        assert window.quick_code.isVisible()
        for key in "corri":
            started = perf_counter()
            QTest.keyClick(window.quick_code.line, key)
            app.processEvents()
            typed.append((perf_counter() - started) * 1000)
        QTest.keyClick(window.quick_code.line, Qt.Key.Key_Escape)
        app.processEvents()
    window.close()
    return opened, typed
