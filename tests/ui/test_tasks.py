"""Tests of otsannot.ui.tasks."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMainWindow, QProgressBar, QToolButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from otsannot.errors import OtsannotError
from otsannot.progress import Progress
from otsannot.ui import alerts, tasks
from otsannot.ui.alerts import AlertBar


@pytest.fixture
def plain(qtbot: QtBot) -> Iterator[QMainWindow]:
    """A window with a status bar and a bar for alerts."""
    made = QMainWindow()
    made.setCentralWidget(AlertBar(made))
    made.show()
    qtbot.waitExposed(made)
    yield made
    tasks.stop_all(made)
    made.close()


class Stepping:
    """Work that takes a step whenever the test allows one, and goes on for ever."""

    def __init__(self) -> None:
        self.ended = threading.Event()

    def __call__(self, progress: Progress) -> str:
        try:
            progress.start("Counting", 1_000_000)
            while True:
                progress.advance()
                threading.Event().wait(0.001)
        finally:
            self.ended.set()


def test_a_result_arrives_on_the_thread_of_the_window(plain: QMainWindow, qtbot: QtBot) -> None:
    seen: list[tuple[str, bool, bool]] = []
    here = threading.current_thread()

    def work(progress: Progress) -> bool:
        return threading.current_thread() is here

    tasks.run(plain, "Work", work, lambda got: seen.append(("done", got, threading.current_thread() is here)))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [("done", False, True)]
    qtbot.waitUntil(lambda: not tasks.running(plain))


class Asker(QWidget):
    """Waits for a result, which its label shows."""

    def __init__(self) -> None:
        super().__init__()
        self.label = QLabel(self)

    def show_result(self, words: str) -> None:
        self.label.setText(words)


def test_a_result_for_a_dialog_that_was_closed_meanwhile_is_dropped(plain: QMainWindow, qtbot: QtBot) -> None:
    asker, may_end = Asker(), threading.Event()

    def work(_progress: Progress) -> str:
        may_end.wait()
        return "too late"

    tasks.run(plain, "Work", work, asker.show_result)
    asker.deleteLater()
    qtbot.waitUntil(lambda: not isValid(asker))
    may_end.set()
    qtbot.waitUntil(lambda: not tasks.running(plain))


def test_the_end_of_the_shortest_work_is_told_to_who_listens_afterwards(plain: QMainWindow, qtbot: QtBot) -> None:
    for _turn in range(50):
        with qtbot.waitSignal(tasks.run(plain, "Work", lambda progress: None, lambda _nothing: None).ended):
            pass


def test_short_work_shows_no_bar(plain: QMainWindow, qtbot: QtBot) -> None:
    seen: list[int] = []
    tasks.run(plain, "Work", lambda progress: 3, seen.append)
    qtbot.waitUntil(lambda: seen == [3])
    assert [bar.isVisible() for bar in plain.findChildren(QProgressBar)] in ([], [False])


def test_long_work_shows_how_far_it_is(plain: QMainWindow, qtbot: QtBot) -> None:
    tasks.run(plain, "Work", Stepping(), print)
    bar = plain.findChild(QProgressBar)
    assert isinstance(bar, QProgressBar)
    assert not bar.isVisible()
    qtbot.waitUntil(lambda: bar.isVisible() and bar.maximum() == 1_000_000 and bar.value() > 0)


def test_the_button_stops_the_work_without_a_word(plain: QMainWindow, qtbot: QtBot, caught: list[str]) -> None:
    work = Stepping()
    tasks.run(plain, "Work", work, print)
    stop = plain.findChild(QToolButton, "stopTask")
    assert isinstance(stop, QToolButton)
    qtbot.waitUntil(stop.isVisible)
    qtbot.mouseClick(stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not tasks.running(plain))
    assert work.ended.is_set()
    assert not plain.findChildren(AlertBar)[0].isVisible()
    assert caught == []


@pytest.fixture
def caught(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The kinds of errors that reached the crash report."""
    found: list[str] = []
    monkeypatch.setattr("sys.excepthook", alerts.report)
    monkeypatch.setattr("otsannot.ui.crash.report", lambda kind, error, trace: found.append(kind.__name__))
    return found


def test_an_error_of_the_work_becomes_an_alert(plain: QMainWindow, qtbot: QtBot, caught: list[str]) -> None:
    def work(progress: Progress) -> None:
        raise OtsannotError("The disk is full.")

    tasks.run(plain, "Work", work, print)
    bar = plain.findChildren(AlertBar)[0]
    qtbot.waitUntil(bar.isVisible)
    assert bar.sentence == "The disk is full."
    assert caught == []


def test_a_bug_in_the_work_reaches_the_crash_report(plain: QMainWindow, qtbot: QtBot, caught: list[str]) -> None:
    tasks.run(plain, "Work", lambda progress: 1 // 0, print)
    qtbot.waitUntil(lambda: caught == ["ZeroDivisionError"])


def test_closing_waits_until_the_work_has_stopped(plain: QMainWindow, qtbot: QtBot) -> None:
    work, seen = Stepping(), list[str]()
    tasks.run(plain, "Work", work, seen.append)
    tasks.stop_all(plain)
    assert work.ended.is_set()
    assert seen == []
