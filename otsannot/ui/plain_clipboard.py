"""What is copied stays in the clipboard when the program ends."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QClipboard, QGuiApplication

MARK = "application/x-otsannot-copied"


class PlainClipboard(QObject):
    """Leaves plain words in the clipboard: Qt would look for an object of Python's after Python has ended."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._has_copied = False
        QGuiApplication.clipboard().changed.connect(self._on_changed)

    def mark(self, data: QMimeData) -> None:
        """Say that these data, made by Python, may come to lie in the clipboard."""
        data.setData(MARK, b"1")
        self._has_copied = True

    def _on_changed(self, mode: QClipboard.Mode) -> None:
        clipboard = QGuiApplication.clipboard()
        if self._has_copied and clipboard.mimeData(mode).hasFormat(MARK):
            clipboard.setText(clipboard.text(mode), mode)
        self._has_copied = False
