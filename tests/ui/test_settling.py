"""Tests of otsannot.ui.settling: who types while a study opens codes nothing by accident."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from otsannot.model.spans import Span
from otsannot.project import Project
from otsannot.ui import windows
from otsannot.ui.main_window import MainWindow
from otsannot.ui.settling import Settling


@pytest.fixture
def opened(sample: Project, qtbot: QtBot) -> Iterator[MainWindow]:
    """The sample study as it opens, with words selected and the keyboard in the text."""
    window = windows.show_project(sample)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.pane.view.setFocus()
    window.pane.view.select(Span(0, 6))
    yield window
    window.close()


def is_settled(window: MainWindow) -> bool:
    return window.pane.view.findChild(Settling) is None


def history(window: MainWindow) -> tuple[str | None, str | None]:
    return window.project.store.undoable()


def test_letters_typed_while_a_study_opens_are_no_actions(opened: MainWindow) -> None:
    before = history(opened)
    QTest.keyClicks(opened.pane.view, "h1.")
    QTest.keyClick(opened.pane.view, Qt.Key.Key_Delete)
    assert history(opened) == before
    assert opened.status.notice.sentence == "Keys typed before the text was there were left out."


def test_after_a_moment_without_keys_they_are(opened: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: is_settled(opened))
    QTest.keyClicks(opened.pane.view, "h")
    assert history(opened)[0] == "Highlight"


def test_the_palette_opens_at_once_and_gets_the_letters(opened: MainWindow) -> None:
    QTest.keyClick(opened.pane.view, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert opened.palette_box.isVisible()
    QTest.keyClicks(opened.palette_box.line, "defence")
    assert opened.palette_box.line.text() == "defence"


def test_whoever_types_on_is_waited_for(opened: MainWindow) -> None:
    QTest.keyClicks(opened.pane.view, "hhhh", delay=200)
    assert not is_settled(opened)
    assert opened.desk.passage is None


def test_whoever_moves_the_caret_has_seen_the_text(opened: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClick(opened.pane.view, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(opened.pane.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(opened.pane.view, Qt.Key.Key_Return)
    assert opened.quick_code.isVisible()
    opened.quick_code.close()
    qtbot.waitUntil(lambda: is_settled(opened))
