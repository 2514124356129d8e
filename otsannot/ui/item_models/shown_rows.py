"""A list of rows that are shown as they were found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

Row = TypeVar("Row")


class ShownRows(QAbstractListModel, Generic[Row]):
    """Holds rows of one kind; subclasses find them, and say what is read of one."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    def words(self, row: Row) -> tuple[str, ...]:
        """What is read of a row: its name, and what a reader of the screen says after it; empty words are left out."""
        raise NotImplementedError

    def choice(self, index: Index) -> Row:
        """What stands in a row."""
        return self._rows[index.row()]

    def show_rows(self, rows: Iterable[Row]) -> None:
        """Show these, and no others."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == Role.DisplayRole:
            return self.words(self.choice(index))[0]
        if role == Role.AccessibleTextRole:
            return ", ".join(filter(None, self.words(self.choice(index))))
        return None
