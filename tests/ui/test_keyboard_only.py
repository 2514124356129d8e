"""The main job without a mouse: a new study, texts in, ten passages coded, a comment, annotations and codebook out."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

import otsannot
from otsannot.ui import windows
from otsannot.ui.main_window import MainWindow

NONE, CTRL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
WORD = (Qt.Key.Key_Right, CTRL)
TEXT = "\n".join(f"Line {number}: Türkiye 🇹🇷 and 𐱅𐰇𐰼𐰜, energy, defence." for number in range(1, 11))


class Keyboard:
    """Presses keys where the focus is, as the system does, and answers the system's file dialogs by typing a path."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        for _time in range(times):
            target = QApplication.activePopupWidget() or QApplication.focusWidget() or QApplication.activeWindow()
            assert target is not None
            focused = target.focusWidget() or target
            QTest.keyClick(focused, key, held)

    def write(self, words: str) -> None:
        target = QApplication.activePopupWidget() or QApplication.activeWindow()
        assert target is not None
        QTest.keyClicks(target.focusWidget() or target, words)

    def answer(self, path: Path) -> None:
        """Type a path into the file dialog that the next key opens, and press Enter until the dialog has taken it."""
        waiting = QTimer(QApplication.instance(), interval=50)
        seen: list[QFileDialog] = []

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, QFileDialog):
                seen.append(dialog)
                line = dialog.findChild(QLineEdit, "fileNameEdit")
                assert line is not None
                if line.text() != str(path):
                    QTest.keyClick(line, Qt.Key.Key_A, CTRL)
                    QTest.keyClicks(line, str(path))
                else:
                    QTest.keyClick(line, Qt.Key.Key_Return)
            elif seen:
                waiting.stop()
                waiting.deleteLater()
                # A window manager gives the focus back when a dialog has closed; the offscreen platform has none.
                for window in QApplication.topLevelWidgets():
                    if isinstance(window, QMainWindow) and window.isVisible():
                        window.activateWindow()

        waiting.timeout.connect(look)
        waiting.start()


@pytest.fixture
def keyboard(qtbot: QtBot) -> Keyboard:
    return Keyboard(qtbot)


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of the test's own for everything, and no window left open."""
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(tmp_path))
    yield tmp_path
    for window in QApplication.topLevelWidgets():
        window.close()


def study() -> MainWindow | None:
    return next(
        (one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow) and one.isVisible()), None
    )


def test_the_main_job_needs_no_mouse(place: Path, keyboard: Keyboard, qtbot: QtBot) -> None:
    source, path = place / "speech.txt", place / "study.otsannot"
    source.write_text(TEXT, encoding="utf-8")
    welcome = windows.show_welcome()
    welcome.activateWindow()
    qtbot.waitUntil(welcome.isActiveWindow)

    # A new study: the welcome's first button, and a name for the file.
    keyboard.answer(path)
    welcome.findChild(QLineEdit).setFocus()  # type: ignore[union-attr]
    keyboard.press(Qt.Key.Key_A, CTRL)
    keyboard.write("Ada")
    keyboard.press(Qt.Key.Key_Tab)
    keyboard.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: study() is not None)
    window = study()
    assert window is not None
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)

    # Texts in; the text that came has the focus.
    keyboard.answer(source)
    keyboard.press(Qt.Key.Key_I, CTRL | SHIFT)
    qtbot.waitUntil(lambda: window.desk.document is not None)
    qtbot.waitUntil(window.pane.view.hasFocus)
    qtbot.waitUntil(window.registry["code.new"].isEnabled)  # the import has ended

    # Ten passages: select three words of a line, Enter, the name of a code, Enter; the next line.
    for number in range(10):
        keyboard.press(Qt.Key.Key_Home)
        keyboard.press(*WORD, times=3)
        keyboard.press(Qt.Key.Key_Right, CTRL | SHIFT, times=2)
        assert window.desk.span is not None
        keyboard.press(Qt.Key.Key_Return)
        qtbot.waitUntil(window.quick_code.isVisible)
        keyboard.write(f"Theme > Code {number % 3}")
        keyboard.press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not window.quick_code.isVisible())
        assert len(window.desk.passages) == number + 1
        keyboard.press(Qt.Key.Key_Escape)
        keyboard.press(Qt.Key.Key_Down)

    # A comment on the last passage, then back to the text.
    keyboard.press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    keyboard.press(Qt.Key.Key_C)
    qtbot.waitUntil(window.inspector.comment.hasFocus)
    keyboard.write("why this")
    keyboard.press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(window.pane.view.hasFocus)

    # Annotations out, and a look at what was written.
    keyboard.answer(place / "annotations.csv")
    keyboard.press(Qt.Key.Key_E, CTRL)
    qtbot.waitUntil((place / "annotations.csv").exists)
    with (place / "annotations.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["code_path"] for row in rows] == [f"Theme > Code {number % 3}" for number in range(10)]
    assert all(row["text"] == TEXT[int(row["start"]) : int(row["end"])] for row in rows)
    assert sorted({row["coder"] for row in rows}) == ["Ada"]
    assert [row["comment"] for row in rows].count("why this") == 1
    window.close()
    with otsannot.open(path) as project:
        assert project.check() == []
