"""The tree of codes as a view: its keys, its chevrons, and what stays open."""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QDragLeaveEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QTreeView, QWidget

from otsannot.i18n import _
from otsannot.ui import theme
from otsannot.ui.icons import icon
from otsannot.ui.item_models.code_tree import CodeTreeModel
from otsannot.ui.item_models.delegates import CodeDelegate
from otsannot.ui.keys import keeps
from otsannot.ui.panels.parts import ENTER

_DIGITS = range(Qt.Key.Key_0, Qt.Key.Key_9 + 1)
_CTRL = Qt.KeyboardModifier.ControlModifier
_CTRL_SHIFT = _CTRL | Qt.KeyboardModifier.ShiftModifier


class Way(Enum):
    """Where a code is moved with the keyboard: among its siblings, under the one before it, beside its parent."""

    UP = Qt.Key.Key_Up
    DOWN = Qt.Key.Key_Down
    IN = Qt.Key.Key_Right
    OUT = Qt.Key.Key_Left


_WAYS = {way.value: way for way in Way}


class CodeView(QTreeView):
    """Says what a key or click asks for; which branches are open survives every reload."""

    apply_wanted = Signal()
    rename_wanted = Signal()
    remove_wanted = Signal()
    create_wanted = Signal(bool)
    """A new code is asked for: under the current one (True) or beside it."""
    digit_wanted = Signal(int)
    move_wanted = Signal(object)
    """The current code shall go a Way."""
    told = Signal(str)
    """What letting go would do, or why nothing can be let go here."""

    def __init__(self, model: CodeTreeModel) -> None:
        super().__init__()
        self._codes = model
        self._closed: set[int] = set()
        self._kept: tuple[int | None, list[int], int] = (None, [], 0)
        self._told = ""
        self._restoring = False
        self.setModel(model)
        self._prepare()
        self.setItemDelegate(CodeDelegate(model, self))
        model.modelAboutToBeReset.connect(self._keep_place)
        model.modelReset.connect(self._restore_place)
        self.expanded.connect(lambda index: self._remember(index, is_open=True))
        self.collapsed.connect(lambda index: self._remember(index, is_open=False))
        self._restore_place()

    @property
    def code_id(self) -> int | None:
        """The current code."""
        return self._codes.code_id(self.currentIndex())

    @property
    def chosen(self) -> list[int]:
        """The selected codes, or else the current one, in the order of the codebook."""
        ids = [code_id for index in self.selectedIndexes() if (code_id := self._codes.code_id(index)) is not None]
        return self._codes.ordered(ids) or ([] if self.code_id is None else [self.code_id])

    def go_to(self, code_id: int) -> None:
        """Make a code the only one that is selected, and bring it into view."""
        index = self._codes.index_of(code_id)
        if index.isValid():
            # The view itself would add to the selection while the user holds Ctrl or Shift.
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index)

    def neighbour(self, doomed: Collection[int]) -> int | None:
        """The shown code that takes the place of the current one when some go: the next one, else the one before."""
        for step in (self.indexBelow, self.indexAbove):
            index = self.currentIndex()
            while index.isValid() and (code_id := self._codes.code_id(index)) is not None:
                if code_id not in doomed:
                    return code_id
                index = step(index)
        return None

    def edit_draft(self, parent_id: int | None, place: int) -> None:
        """Open the row in which a new code gets its name."""
        self._keep_place()
        index = self._codes.begin_draft(parent_id, place)
        self.expand(index.parent())
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.edit(index)

    def event(self, event: QEvent) -> bool:
        # The window's own shortcuts must not take these keys while the tree has the focus.
        return keeps(event, _is_ours) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _is_ours(event):
            super().keyPressEvent(event)
        elif event.key() in ENTER:
            self.apply_wanted.emit()
        elif event.key() == Qt.Key.Key_F2:
            self.rename_wanted.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        elif event.key() == Qt.Key.Key_Insert:
            self.create_wanted.emit(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif event.key() in _WAYS:
            self.move_wanted.emit(_WAYS[Qt.Key(event.key())])
        else:
            self.digit_wanted.emit(event.key() - Qt.Key.Key_0)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        on_code = index.isValid() and event.position().x() >= self.visualRect(index).left()
        if on_code and event.button() == Qt.MouseButton.LeftButton:
            self.apply_wanted.emit()
        else:
            super().mouseDoubleClickEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        action = _choose_action(event)
        super().dragMoveEvent(event)
        told = self._codes.told_of_drop(
            event.mimeData(), action, self.indexAt(event.position().toPoint()), is_place=self._is_between()
        )
        self._tell(told)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._tell("")

    def dropEvent(self, event: QDropEvent) -> None:
        _choose_action(event)
        self._tell("")
        super().dropEvent(event)

    def _tell(self, told: str) -> None:
        if told != self._told:
            self._told = told
            self.told.emit(told)

    def _is_between(self) -> bool:
        """Whether what is dragged would be let go between two rows."""
        there = self.dropIndicatorPosition()
        return there in (self.DropIndicatorPosition.AboveItem, self.DropIndicatorPosition.BelowItem)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        if self._codes.has_draft:
            self._codes.end_draft()
            self._choose(*self._kept[:2])

    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        if self._codes.hasChildren(index):
            side = theme.ICON_SMALL
            box = QRect(0, 0, side, side)
            box.moveCenter(QPoint(rect.right() - self.indentation() // 2, rect.center().y()))
            icon("chevron-down" if self.isExpanded(index) else "chevron-right").paint(painter, box)

    def _prepare(self) -> None:
        self.setAccessibleName(_("Codes"))
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(theme.ICON_SMALL)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setAutoExpandDelay(600)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMouseTracking(True)

    def _remember(self, index: QModelIndex, *, is_open: bool) -> None:
        code_id = self._codes.code_id(index)
        if code_id is not None and not self._restoring:
            (self._closed.discard if is_open else self._closed.add)(code_id)

    def _keep_place(self) -> None:
        # A code that a filter hides is the current one again when it comes back.
        ids = [code_id for index in self.selectedIndexes() if (code_id := self._codes.code_id(index)) is not None]
        self._kept = (self.code_id or self._kept[0], ids or self._kept[1], self.verticalScrollBar().value())

    def _restore_place(self) -> None:
        """Open what was open, and everything that a filter has found."""
        code_id, chosen, scroll = self._kept
        self._restoring = True
        self.expandAll()
        if not self._codes.is_filtered:
            for closed in self._closed:
                self.collapse(self._codes.index_of(closed))
        self._restoring = False
        self._choose(code_id, chosen)
        self.verticalScrollBar().setValue(scroll)

    def _choose(self, code_id: int | None, chosen: list[int]) -> None:
        """Select codes again, and make one of them the current one."""
        selection = QItemSelection()
        for index in map(self._codes.index_of, chosen):
            if index.isValid():
                selection.select(index, index)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(selection, flags.ClearAndSelect)
        self.selectionModel().setCurrentIndex(self._codes.index_of(code_id), flags.NoUpdate)


def _choose_action(event: QDropEvent) -> Qt.DropAction:
    """Codes move, and with Ctrl they are copied, which here means merged; platforms propose one or the other."""
    held = bool(event.modifiers() & _CTRL)
    event.setDropAction(Qt.DropAction.CopyAction if held else Qt.DropAction.MoveAction)
    return event.dropAction()


def _is_ours(event: QKeyEvent) -> bool:
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.key() in _DIGITS:
        return held == _CTRL
    if event.key() in _WAYS:
        return held == _CTRL_SHIFT
    return event.key() in (*ENTER, Qt.Key.Key_F2, Qt.Key.Key_Delete, Qt.Key.Key_Insert)
