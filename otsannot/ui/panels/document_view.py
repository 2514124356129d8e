"""The list of documents as a view: its keys, and what is dragged in it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QTreeView

from otsannot.i18n import _
from otsannot.ui import theme
from otsannot.ui.icons import icon
from otsannot.ui.keys import keeps
from otsannot.ui.panels.parts import ENTER

_KEYS = (*ENTER, Qt.Key.Key_F2, Qt.Key.Key_Delete)


class DocumentView(QTreeView):
    """A click or Enter opens, F2 renames, Delete removes; documents are dragged to the heading of another group.

    A QListView would lay out all its rows anew whenever one of them changes.
    """

    open_wanted = Signal()
    read_wanted = Signal()
    """What was opened shall be read: Enter was pressed, where a click may go on to the next row."""
    rename_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Documents"))
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMouseTracking(True)
        self.setIndentation(theme.ICON_SMALL)
        self.setExpandsOnDoubleClick(False)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setAutoScroll(True)

    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        if self.model().hasChildren(index):
            box = QRect(0, 0, theme.ICON_SMALL, theme.ICON_SMALL)
            box.moveCenter(QPoint(rect.right() - self.indentation() // 2, rect.center().y()))
            icon("chevron-down" if self.isExpanded(index) else "chevron-right").paint(painter, box)

    def event(self, event: QEvent) -> bool:
        # The window's own shortcuts must not take these keys while the list has the focus.
        return keeps(event, lambda key: key.key() in _KEYS) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.open_wanted.emit()
            if not self.model().hasChildren(self.currentIndex()):
                self.read_wanted.emit()
        elif event.key() == Qt.Key.Key_F2:
            self.rename_wanted.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        if plain and self.indexAt(event.position().toPoint()).isValid():
            self.open_wanted.emit()
