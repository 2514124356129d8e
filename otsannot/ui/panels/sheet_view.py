"""A table that is written in like a spreadsheet: cells are chosen with the arrows, typed in, copied and pasted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QWidget

from otsannot.ui.item_models.facts_table import FactsTableModel, Index
from otsannot.ui.item_models.sheet_delegate import CellLine, SheetDelegate
from otsannot.ui.keys import keeps
from otsannot.ui.panels.frozen_names import FrozenNames
from otsannot.ui.panels.parts import ENTER
from otsannot.ui.panels.table_parts import TableView, tab_separated
from otsannot.ui.window_state import WindowState


class Typing(NamedTuple):
    """What is being typed, and in which cell."""

    row_id: int
    column: str
    text: str
    caret: int


class SheetView(TableView):
    """F2 or typing begins to write, Enter writes and goes down, Tab goes to the right, Delete empties cells."""

    emptied = Signal()
    pasted = Signal()
    toggled = Signal(str)
    """A key was pressed in a cell that holds yes or no."""
    head_menu_wanted = Signal(int, QPoint)
    """The menu of a column is asked for, at a point of the head."""

    names: FrozenNames | None = None
    """Qt scrolls the table while it is only being made, and has none."""

    def __init__(self, name: str, model: FactsTableModel, state: WindowState) -> None:
        super().__init__(name, state)
        self._is_committing = False
        self.sheet = model
        self.setModel(model)
        self.delegate = SheetDelegate(model, self)
        self.setItemDelegate(self.delegate)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setTabKeyNavigation(True)
        self.delegate.stepped.connect(self.step)
        self.names = FrozenNames(self)

    def step(self, rows: int, columns: int) -> None:
        """Move the current cell among the rows and the columns that are shown."""
        at = self.currentIndex()
        shown = self.shown_columns()
        place = shown.index(at.column()) + columns if at.column() in shown else 0
        row = min(max(at.row() + rows, 0), self.sheet.rowCount() - 1)
        self.go(self.sheet.index(row, shown[min(max(place, 0), len(shown) - 1)]))
        self.setFocus()

    def go(self, index: QModelIndex) -> None:
        """Choose one cell, whatever keys are held down."""
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def chosen_ids(self) -> list[int]:
        """The documents or cases in whose rows a cell is selected, from top to bottom."""
        rows = sorted({row for first, last in self.selected_ranges() for row in range(first, last + 1)})
        return [self.sheet.shown_ids[row] for row in rows]

    def copied(self) -> str:
        """The selected cells as spreadsheets paste them: the rectangle around them."""
        chosen = self.selectionModel().selection()
        parts = [chosen.at(number) for number in range(chosen.count())]
        if not parts:
            return ""
        top, bottom = min(part.top() for part in parts), max(part.bottom() for part in parts)
        wanted = {section for part in parts for section in range(part.left(), part.right() + 1)}
        columns = [section for section in self.shown_columns() if section in wanted]
        return tab_separated([self.sheet.text(row, section) for section in columns] for row in range(top, bottom + 1))

    def choose(self, ids: Iterable[int], column: int, current: int) -> None:
        """Select rows again after the table was read anew."""
        row = self.sheet.row_of(current)
        if row >= 0 and column >= 0:
            index = self.sheet.index(row, column)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        for number in ids:
            place = self.sheet.row_of(number)
            if place >= 0:
                index = self.sheet.index(place, max(column, 0))
                self.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)

    def typing(self) -> Typing | None:
        """What is being typed, unless it is just being written."""
        for line in [] if self._is_committing else self._open_lines():
            assert line.cell is not None
            row_id, column = self.sheet.shown_ids[line.cell.row()], self.sheet.columns[line.cell.column()]
            return Typing(row_id, column.key, line.typed, line.cursorPosition())
        return None

    def type_on(self, typing: Typing) -> None:
        """Open the cell again in which something was being typed before the table was read anew, if it is there."""
        row = self.sheet.row_of(typing.row_id)
        keys = [column.key for column in self.sheet.columns]
        if row < 0 or typing.column not in keys:
            return
        index = self.sheet.index(row, keys.index(typing.column))
        self.go(index)
        self.edit(index)
        for line in self._open_lines():
            line.setText(typing.text)
            line.setCursorPosition(typing.caret)

    def _open_lines(self) -> list[CellLine]:
        lines = self.viewport().findChildren(CellLine)
        return [line for line in lines if self.delegate.is_open(line) and not line.isHidden()]  # or else they are done

    def write_down(self) -> None:
        """Take what is being typed, if it fits."""
        for editor in self.viewport().findChildren(CellLine):
            if self.delegate.is_open(editor) and not self.delegate.problem(editor):
                self.commitData(editor)
                self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def _show_columns_menu(self, point: QPoint) -> None:
        section = self.horizontalHeader().logicalIndexAt(point)
        if section < 0:
            super()._show_columns_menu(point)
        else:
            self.head_menu_wanted.emit(section, point)

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        super().scrollTo(index, hint)
        if self.names is None:
            return
        under = self.names.covered() - self.visualRect(index).left()
        if index.column() and under > 0:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - under)

    def commitData(self, editor: QWidget) -> None:
        if self.delegate.problem(editor):
            self.delegate.refuse(editor)
        elif self.delegate.is_open(editor):
            self._is_committing = True
            super().commitData(editor)
            self._is_committing = False

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        # What cannot be written stays in its line, until it fits or Esc gives it up.
        gives_up = hint == QAbstractItemDelegate.EndEditHint.RevertModelCache
        if self.delegate.is_open(editor) and (gives_up or not self.delegate.problem(editor)):
            self.delegate.forget_problem()
            super().closeEditor(editor, hint)

    def event(self, event: QEvent) -> bool:
        return keeps(event, _is_ours) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1, 0)
        elif event.key() in ENTER:
            self.open_wanted.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not event.modifiers():
            self.emptied.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.copied())
        elif self._is_toggle(event):
            self.toggled.emit(event.text())
        else:
            QAbstractItemView.keyPressEvent(self, event)

    def mouseDoubleClickEvent(self, event: object) -> None:
        QAbstractItemView.mouseDoubleClickEvent(self, event)  # type: ignore[arg-type]

    def _is_toggle(self, event: QKeyEvent) -> bool:
        at: QModelIndex = self.currentIndex()
        if not at.isValid() or (not event.text().strip() and event.key() != Qt.Key.Key_Space):
            return False
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        return plain and self.sheet.columns[at.column()].kind == "yes_no" and event.key() != Qt.Key.Key_F2


def _is_ours(event: QKeyEvent) -> bool:
    keys = (Qt.Key.Key_F2, Qt.Key.Key_Backspace, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
    return event.key() in keys or event.matches(QKeySequence.StandardKey.Paste)
