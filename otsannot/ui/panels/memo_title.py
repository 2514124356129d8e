"""The title of a memo, written in place."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from otsannot.i18n import _
from otsannot.ui.keys import keeps
from otsannot.ui.panels.parts import ENTER

_LEAVING = (*ENTER, Qt.Key.Key_Down, Qt.Key.Key_Escape)


class TitleLine(QLineEdit):
    """A title; Enter or Down goes to the text beneath, Esc back to what is read."""

    left_downwards = Signal()
    done = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("memoTitle")
        self.setPlaceholderText(_("Title"))
        self.setAccessibleName(_("Title of the memo"))
        self.setStyleSheet("QLineEdit { border: none; background: transparent; font-weight: 600; padding: 0; }")

    def event(self, event: QEvent) -> bool:
        return keeps(event, lambda key: key.key() in _LEAVING) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.editingFinished.emit()
            self.done.emit()
        elif event.key() in _LEAVING:
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)
