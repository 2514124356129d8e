"""Writes in the cells of a table: a line that stays open, and says why, until what it holds fits."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QCompleter,
    QLabel,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from otsannot.i18n import _
from otsannot.ui import theme
from otsannot.ui.item_models.facts_table import FactsTableModel
from otsannot.ui.panels.parts import ENTER

Index = QModelIndex | QPersistentModelIndex


class CellLine(QLineEdit):
    """The line in a cell, which knows its cell once it is filled.

    `typed` is kept beside the widget: a line that goes says so while it has no text any more.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.cell: QPersistentModelIndex | None = None
        self.typed = ""
        self.textChanged.connect(self._keep)

    def fill(self, index: Index) -> None:
        """Show what a cell holds."""
        self.setText(str(index.data(Qt.ItemDataRole.EditRole)))
        self.cell = QPersistentModelIndex(index)

    def _keep(self, text: str) -> None:
        self.typed = text


class SheetDelegate(QStyledItemDelegate):
    """Enter writes and goes down, Tab to the right, with Shift the other way; Ctrl+Enter adds a choice; Esc leaves."""

    stepped = Signal(int, int)
    """What was typed is written; the current cell moves by rows and columns."""
    choice_wanted = Signal(int, object, str)
    """A further choice was typed: the number of the row's document or case, the Column, and the choice."""

    def __init__(self, model: FactsTableModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._note = _Note(parent)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        line = CellLine(parent)
        column = self._model.columns[index.column()]
        line.setAccessibleName(_("{column} of {name}").format(column=column.title, name=self._name(index)))
        offers = self._offers(index)
        if offers:
            line.setCompleter(self._completer(offers, line))
            QTimer.singleShot(0, line, lambda: _offer_all(line))
        line.textEdited.connect(lambda _text: self._note.hide())
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        # Asked again when a cell of the row changes; what is being typed stays.
        if isinstance(editor, CellLine) and editor.cell is None:
            editor.fill(index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, CellLine):
            model.setData(index, editor.typed)

    def is_open(self, editor: QWidget) -> bool:
        """Whether an editor still stands in a cell; it no longer does after the table was read anew."""
        return isinstance(editor, CellLine) and editor.cell is not None and editor.cell.isValid()

    def problem(self, editor: QWidget) -> str:
        """Why what an editor holds cannot be written; nothing when it can, or was not changed."""
        if not isinstance(editor, CellLine) or editor.cell is None or not editor.cell.isValid():
            return ""
        is_same = editor.typed == editor.cell.data(Qt.ItemDataRole.EditRole)
        return "" if is_same else self._model.problem(editor.cell, editor.typed)

    def refuse(self, editor: QWidget) -> None:
        """Say beneath an editor why what it holds cannot be written."""
        if editor.isVisible():
            is_choice = isinstance(editor, CellLine) and self._is_new_choice(editor)
            further = _(" Ctrl+Enter adds it to them.") if is_choice else ""
            self._note.say(self.problem(editor) + further, editor)

    def forget_problem(self) -> None:
        """Take back what was said beneath an editor."""
        self._note.hide()

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(editor, CellLine):
            if _adds(event) and self._is_new_choice(editor):
                self._add_choice(editor)
                return True
            step = _step(event)
            if step is not None:
                self._finish(editor, *step)
                return True
        return super().eventFilter(editor, event)

    def _is_new_choice(self, editor: CellLine) -> bool:
        is_choice = editor.cell is not None and self._model.columns[editor.cell.column()].kind == "choice"
        return is_choice and bool(self.problem(editor))

    def _add_choice(self, editor: CellLine) -> None:
        assert editor.cell is not None
        row_id, column = self._model.shown_ids[editor.cell.row()], self._model.columns[editor.cell.column()]
        typed = editor.typed
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)
        self.choice_wanted.emit(row_id, column, typed)

    def _finish(self, editor: CellLine, rows: int, columns: int) -> None:
        is_refused = bool(self.problem(editor))
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        if not is_refused:
            self.stepped.emit(rows, columns)

    def _completer(self, offers: list[str], line: CellLine) -> QCompleter:
        completer = QCompleter(offers, line)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        popup = completer.popup()
        assert popup is not None
        popup.setAccessibleName(_("Choices"))
        down = Qt.ConnectionType.QueuedConnection
        completer.activated.connect(lambda _text: self._finish(line, 1, 0), down)
        return completer

    def _offers(self, index: Index) -> list[str]:
        column = self._model.columns[index.column()]
        if column.kind == "choice" and column.attribute is not None:
            return list(column.attribute.choices)
        return [_("yes"), _("no")] if column.kind == "yes_no" else []

    def _name(self, index: Index) -> str:
        return self._model.name(self._model.shown_ids[index.row()])


class _Note(QLabel):
    """A sentence beneath the cell it is about."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view
        self.setObjectName("cellNote")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setMargin(theme.GAP)
        self.setAutoFillBackground(True)
        self.hide()

    def say(self, sentence: str, editor: QWidget) -> None:
        view = self._view
        self.setText(sentence)
        editor.setAccessibleDescription(sentence)
        look = theme.look()
        self.setStyleSheet(f"background: {look.raised}; color: {look.error}; border: 1px solid {look.error};")
        self.setFixedWidth(min(max(editor.width(), 9 * theme.ROW_HEIGHT), view.width()))
        self.adjustSize()
        corner = editor.mapTo(view, editor.rect().bottomLeft())
        above = editor.mapTo(view, editor.rect().topLeft()).y() - self.height()
        below = corner.y() + 1
        y = below if below + self.height() <= view.height() else max(0, above)
        self.move(max(0, min(corner.x(), view.width() - self.width())), y)
        self.raise_()
        self.show()


def _adds(event: QKeyEvent) -> bool:
    return event.key() in ENTER and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


def _step(event: QKeyEvent) -> tuple[int, int] | None:
    """Where the current cell goes after a key: rows and columns."""
    shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
    if event.key() in ENTER:
        return (-1, 0) if shift else (1, 0)
    if event.key() == Qt.Key.Key_Backtab:
        return (0, -1)
    return (0, 1) if event.key() == Qt.Key.Key_Tab else None


def _offer_all(line: QLineEdit) -> None:
    """Show all choices when nothing was typed yet, and those that answer otherwise."""
    completer = line.completer()
    if completer is not None and line.isVisible():
        completer.setCompletionPrefix("" if line.selectedText() == line.text() else line.text())
        completer.complete()
