"""Keeps keys that were typed before a window was there from acting in its text."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from otsannot.ui.keys import keeps

MILLISECONDS_OF_PAUSE = 600
"""Who has pressed no key for so long, has seen the text and means it."""

_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


_MOVES = {
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End,
    Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
}  # fmt: skip


class Settling(QObject):
    """Leaves out plain keys until the window is active and nothing was typed for a moment; then it is gone.

    While a study opens, Ctrl+K goes to the window before it and the letters meant for the palette to the text, where
    each of them is an action. Who moves the caret in the active window has seen it.
    """

    def __init__(self, text: QWidget, left_out: Callable[[], object]) -> None:
        super().__init__(text)
        self._text = text
        self._left_out = left_out
        self._pause = QTimer(self, singleShot=True, interval=MILLISECONDS_OF_PAUSE)
        self._pause.timeout.connect(self.deleteLater)
        text.installEventFilter(self)
        if text.isActiveWindow():
            self._pause.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate:
            self._pause.start()
        if isinstance(event, QKeyEvent) and self._text.isActiveWindow() and _is_meant(event):
            watched.removeEventFilter(self)
            self.deleteLater()
            return False
        if keeps(event, _is_plain):
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and _is_plain(event):
            self._pause.start()
            self._left_out()
            return True
        return super().eventFilter(watched, event)


def _is_meant(event: QKeyEvent) -> bool:
    return event.type() == QEvent.Type.KeyPress and event.key() in _MOVES


def _is_plain(event: QKeyEvent) -> bool:
    return bool(event.text()) and not event.modifiers() & _HELD
