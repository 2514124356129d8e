"""A line to type in, whose keys steer a list beneath it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from otsannot.ui.panels.parts import ENTER

ROWS = 8
"""So many rows a list shows, and a page has."""


class SteeringLine(QLineEdit):
    """Says what its keys ask of the list; letters and all others are the line's own."""

    moved = Signal(int)
    """By so many rows, upwards where they are negative."""
    ticked = Signal()
    accepted = Signal(bool)
    """Enter was pressed, with Ctrl or without."""

    def __init__(self, prompt: str, page: int = ROWS) -> None:
        super().__init__()
        self._steps = steps(page)
        self.setPlaceholderText(prompt)
        self.setAccessibleName(prompt)
        self.setFrame(False)
        self.setStyleSheet("QLineEdit { border: none; border-radius: 0; padding: 6px 12px; }")

    def event(self, event: QEvent) -> bool:
        # Tab would otherwise move the focus before it becomes a key.
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab:
            self.ticked.emit()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in self._steps:
            self.moved.emit(self._steps[event.key()])
        elif event.key() in ENTER:
            self.accepted.emit(bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        else:
            super().keyPressEvent(event)


def steps(page: int = ROWS) -> dict[int, int]:
    """By how many rows each key that steers a list goes."""
    return {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page}
