"""A stretch of a scholar's day: a real text is coded with mouse and keys, and the export says what was coded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import otsannot
from otsannot.model.spans import End, Span
from otsannot.project import Project
from otsannot.ui.main_window import MainWindow

LEFT, ALT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(shared: Path, tmp_path: Path, open_window: Callable[[Project], MainWindow]) -> MainWindow:
    """A press article in a new study."""
    project = otsannot.new(tmp_path / "press.otsannot", coder="Ada")
    project.import_files([next((shared / "seeds").glob("000_*.txt"))])
    return open_window(project)


class Reader:
    """Finds words on the screen, and does with them what a reader does."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.view = window.pane.view
        self.view.setFocus()

    def on(self, words: str, letter: int = 2) -> QPoint:
        """The middle of a letter of some words, which are brought on the screen."""
        at = self.view.text.index(words) + letter
        self.view.reveal(Span(at, at + 1), flash=False)
        (line,) = self.view.lines_of(Span(at, at + 1), self.view.screen_lines())
        return line[1][0].center().toPoint()

    def click(self, words: str, times: int) -> None:
        place = self.on(words)
        for number in range(times):
            (QTest.mouseDClick if number % 2 else QTest.mouseClick)(self.view.viewport(), LEFT, pos=place)

    def drag(self, first: str, last: str) -> None:
        QTest.mousePress(self.view.viewport(), LEFT, pos=self.on(first))
        QTest.mouseMove(self.view.viewport(), self.on(last, len(last) - 2))
        QTest.mouseRelease(self.view.viewport(), LEFT, pos=self.on(last, len(last) - 2))

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.view, key, held)

    def write(self, words: str, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClicks(QApplication.focusWidget() or self.view, words)
        self.press(Qt.Key.Key_Return, held)

    def code(self, name: str) -> None:
        self.press(Qt.Key.Key_Return)
        self.write(name)


def test_what_a_reader_codes_is_what_the_export_says(window: MainWindow, qtbot: QtBot) -> None:
    reader = Reader(window)
    reader.drag("common history", "culture and traditions")
    reader.code("Identity > Family")
    reader.click("Can there be a stronger", 3)
    reader.code("fam")
    reader.press(Qt.Key.Key_W)
    reader.write("80")
    reader.press(Qt.Key.Key_C)
    reader.write("A question that wants no answer.", CTRL)
    reader.drag("military power", "large economy")
    reader.code("Power")
    reader.press(Qt.Key.Key_Right, ALT)
    reader.press(Qt.Key.Key_Right, ALT)
    window.pane.view.viewport().repaint()
    handle = reader.view.handle_point(End.START)
    assert handle is not None
    QTest.mousePress(reader.view.viewport(), LEFT, pos=handle.toPoint())
    QTest.mouseMove(reader.view.viewport(), reader.on("large territory", 0))
    QTest.mouseRelease(reader.view.viewport(), LEFT, pos=reader.on("large territory", 0))
    coded = [(row["text"], row["code_path"], row["weight"], row["comment"]) for row in window.project.annotations()]
    assert coded == [
        ("common history, common language, culture and traditions", "Identity > Family", None, ""),
        (
            "large territory, a large military power, a large economy, natural resources",
            "Power",
            None,
            "",
        ),
        (
            "Can there be a stronger union than this?",
            "Identity > Family",
            80,
            "A question that wants no answer.",
        ),
    ]
    while window.project.undo() is not None and window.project.annotations():
        pass
    assert window.project.annotations() == []
