"""Keys that a widget keeps for itself while it has the focus."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent


def keeps(event: QEvent, is_ours: Callable[[QKeyEvent], bool]) -> bool:
    """Keep a key that is ours from the shortcuts of the window, which would take it first; whether it was one."""
    if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_ours(event):
        event.accept()
        return True
    return False
