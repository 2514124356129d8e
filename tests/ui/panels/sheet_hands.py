"""What tests of the table of documents do by hand: go to a cell, type in it, read a column."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from otsannot.ui.panels.documents_table import DocumentsTable

ENTER = Qt.Key.Key_Return
CTRL = Qt.KeyboardModifier.ControlModifier


def column(panel: DocumentsTable, title: str) -> int:
    return [one.title for one in panel.model.columns].index(title)


def go(panel: DocumentsTable, row: int, title: str) -> None:
    panel.sheet.go(panel.model.index(row, column(panel, title)))


def texts(panel: DocumentsTable, title: str) -> list[str]:
    return [panel.model.text(row, column(panel, title)) for row in range(panel.model.rowCount())]


def place(panel: DocumentsTable) -> tuple[int, str]:
    at = panel.sheet.currentIndex()
    return at.row(), panel.model.columns[at.column()].title


def editor(panel: DocumentsTable) -> QLineEdit:
    return next(line for line in panel.sheet.viewport().findChildren(QLineEdit) if line.isVisible())


def type_in(panel: DocumentsTable, qtbot: QtBot, text: str, last: Qt.Key = ENTER) -> None:
    qtbot.keyClicks(panel.sheet, text[0])
    qtbot.keyClicks(editor(panel), text[1:])
    qtbot.keyClick(editor(panel), last)
