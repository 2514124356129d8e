"""The view of the list of memos, and its keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeView

from otsannot.i18n import _
from otsannot.ui.keys import keeps
from otsannot.ui.panels.parts import ENTER

_KEYS = (*ENTER, Qt.Key.Key_Delete, Qt.Key.Key_Escape)


class MemoView(QTreeView):
    """Enter goes to the memo, Delete removes it, Esc goes back to the text.

    A QListView would lay out all its rows anew whenever one of them changes.
    """

    write_wanted = Signal()
    remove_wanted = Signal()
    read_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("memoList")
        self.setAccessibleName(_("Memos"))
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)

    def event(self, event: QEvent) -> bool:
        # The window's own shortcuts must not take these keys while the list has the focus.
        return keeps(event, _is_ours) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.write_wanted.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.read_wanted.emit()
        else:
            super().keyPressEvent(event)


def _is_ours(event: QKeyEvent) -> bool:
    return event.key() in _KEYS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
