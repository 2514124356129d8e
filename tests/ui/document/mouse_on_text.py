"""Points of a text on the screen, and what a mouse does there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from otsannot.ui.document.text_view import TextView


def units_of(text: str) -> int:
    return sum(2 if character > "\uffff" else 1 for character in text)


def point_of(view: TextView, position: int) -> QPoint:
    """Where the caret would stand before a code point."""
    cursor = QTextCursor(view.document())
    cursor.setPosition(units_of(view.text[:position]))
    return view.cursorRect(cursor).center()


def drag(qtbot: QtBot, view: TextView, start: QPoint, end: QPoint) -> None:
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view.viewport(), end)
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)


def send_move(view: TextView, point: QPoint, keys: Qt.KeyboardModifier) -> None:
    """Move the mouse, its left button down and keys held."""
    left, place = Qt.MouseButton.LeftButton, view.viewport().mapToGlobal(point)
    event = QMouseEvent(QEvent.Type.MouseMove, QPointF(point), QPointF(place), Qt.MouseButton.NoButton, left, keys)
    QApplication.sendEvent(view.viewport(), event)
