"""What tests of the codebook's commands do by hand: choose codes, drag them, and read what is said."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from otsannot.model.code_tree import CodeRow
from otsannot.store import codes
from otsannot.ui.choosing.code_chooser import CodeChooser
from otsannot.ui.main_window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


def code(window: MainWindow, name: str) -> CodeRow:
    return codes.find_code(window.live.book, name)


def select(window: MainWindow, qtbot: QtBot, *names: str) -> None:
    """Click codes, all but the first with Ctrl."""
    tree = window.codebook.tree
    for number, name in enumerate(names):
        index = window.codebook.model.index_of(code(window, name).id)
        tree.scrollTo(index)
        held = CTRL if number else NONE
        qtbot.mouseClick(tree.viewport(), LEFT, held, pos=tree.visualRect(index).center())


def counts(window: MainWindow) -> dict[str, int]:
    numbers = window.codebook.model.counts
    return {row.name: numbers.own(row.id) for row in window.live.book.walk()}


def under(window: MainWindow, name: str) -> list[str]:
    return [row.name for row in window.live.book.children(code(window, name).id)]


def chooser() -> CodeChooser:
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, CodeChooser)
    return popup


def said(window: MainWindow) -> str:
    return window.status.notice.sentence
