"""A table of what is known about documents or cases: columns of their own, and one for each attribute."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from otsannot.errors import OtsannotError
from otsannot.i18n import _
from otsannot.model.attribute_values import canonical, fits, order
from otsannot.model.nouns import Attribute, AttributeValue
from otsannot.store import Change, attributes
from otsannot.store.attributes import AttributeRow
from otsannot.text.matching import fold
from otsannot.ui.conventions import conventions, kind_name, shown
from otsannot.ui.icons import icon
from otsannot.ui.item_models import wording
from otsannot.ui.live_project import LiveProject
from otsannot.ui.panels.table_parts import KEY_ROLE

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_PLAIN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


class Column(NamedTuple):
    """A column; `key` names it for what is remembered, and one of an attribute has its row."""

    key: str
    title: str
    kind: str = "text"
    is_editable: bool = False
    attribute: AttributeRow | None = None


class FactsTableModel(QAbstractTableModel):
    """Rows of documents or cases, those that answer a query, sorted by one column; attributes can be written."""

    written = Signal(int, object, str)
    """The user wrote something: the number of the document or case, the Column, and what."""

    subject = "document"
    worded_keys: tuple[str, ...] = ("name",)
    """The own columns in whose words a query looks."""

    def __init__(self, live: LiveProject, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.live = live
        self.columns: list[Column] = []
        self.shown_ids: list[int] = []
        self._all: list[int] = []
        self._values: dict[int, dict[int, str]] = {}
        self._texts: dict[int, str] = {}
        self._places: dict[int, int] = {}
        self._query: list[str] = []
        self._worded: list[Column] = []
        self._sorting = (-1, Qt.SortOrder.AscendingOrder)
        self.read()
        live.changed.connect(self._on_changed)

    # What a table of documents or of cases says of itself

    @abstractmethod
    def own_columns(self) -> list[Column]:
        """The columns before those of the attributes."""

    @abstractmethod
    def read_rows(self) -> list[int]:
        """Read what the own columns need, and give the numbers of all rows in their usual order."""

    @abstractmethod
    def own_value(self, row_id: int, key: str) -> str | int | float:
        """What an own column holds, as it is sorted."""

    @abstractmethod
    def own_text(self, row_id: int, key: str) -> str:
        """What an own column shows."""

    @abstractmethod
    def name(self, row_id: int) -> str:
        """The name of a document or case."""

    def is_asked_for(self, row_id: int) -> bool:
        """Whether a row is among those that the window looks at."""
        return True

    def own_problem(self, row_id: int, key: str, text: str) -> str:
        """Why an own column cannot hold a text; nothing when it can."""
        return ""

    # Reading

    @property
    def total(self) -> int:
        """How many rows there are, shown or not."""
        return len(self._all)

    def read(self) -> None:
        """Read everything anew."""
        self.beginResetModel()
        self._all = self.read_rows()
        with self.live.read() as session:
            self._values = attributes.values(session, self.subject)
            stated = attributes.rows(session, self.subject)
        self.columns = [
            *self.own_columns(),
            *(Column(f"attribute:{row.guid}", row.name, row.kind, True, row) for row in stated),
        ]
        self._worded = [one for one in self.columns if one.attribute is not None or one.key in self.worded_keys]
        self._texts.clear()
        self._show()
        self.endResetModel()

    def show_again(self) -> None:
        """Choose and sort the rows anew."""
        self.beginResetModel()
        self._show()
        self.endResetModel()

    def set_query(self, query: str) -> None:
        """Show only rows that hold every word of a query, in their names and attributes."""
        self._query = fold(query).split()
        self.show_again()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorting = (column, order)
        self.show_again()

    def row_of(self, row_id: int) -> int:
        """The place of a document or case; -1 when it is not shown."""
        return self._places.get(row_id, -1)

    def value(self, row_id: int, attribute_id: int) -> str:
        """What an attribute is for a document or case, as it is kept."""
        return self._values.get(row_id, {}).get(attribute_id, "")

    def values_of(self, attribute_id: int) -> list[str]:
        """All values of an attribute."""
        return [stated[attribute_id] for stated in self._values.values() if attribute_id in stated]

    def text(self, row: int, column: int) -> str:
        """What a cell shows, which is also what is copied and can be written."""
        return self._text(self.shown_ids[row], self.columns[column])

    def problem(self, index: Index, text: str) -> str:
        """Why a cell cannot hold a text, in a sentence; nothing when it can."""
        column = self.columns[index.column()]
        if column.attribute is None:
            return self.own_problem(self.shown_ids[index.row()], column.key, text)
        try:
            self.canonical(column, text)
        except OtsannotError as error:
            return str(error)
        return ""

    def canonical(self, column: Column, text: str) -> str:
        """The form in which a text is kept in a column of an attribute. Raises OtsannotError when it does not fit."""
        assert column.attribute is not None
        return canonical(column.kind, text, column.attribute.choices, conventions())

    # What Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(self.shown_ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        if orientation == Qt.Orientation.Vertical or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Role.DisplayRole:
            return column.title
        if role == KEY_ROLE:
            return column.key
        if role == Role.TextAlignmentRole:
            return _RIGHT if column.kind == "number" else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role == Role.ToolTipRole and column.attribute is not None:
            return wording.tooltip(column.title, kind_name(column.kind))
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        row_id, column = self.shown_ids[index.row()], self.columns[index.column()]
        if role in (Role.DisplayRole, Role.EditRole):
            text = self._text(row_id, column)
            return text if role == Role.EditRole else " ".join(text.split())
        if role == Role.TextAlignmentRole:
            return _RIGHT if column.kind == "number" else None
        if role == Role.AccessibleTextRole:
            return f"{column.title}: {self._text(row_id, column) or _('empty')}"
        if role in (Role.DecorationRole, Role.ToolTipRole):
            return self._warning(index, role)
        return None

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        row_id, column = self.shown_ids[index.row()], self.columns[index.column()]
        if role == Role.EditRole and str(value) != self._text(row_id, column):
            self.written.emit(row_id, column, str(value))
        return False

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        writable = self.live.project.store.writable and self.columns[index.column()].is_editable
        return _PLAIN | Qt.ItemFlag.ItemIsEditable if writable else _PLAIN

    # Keeping up

    def concerns(self, change: Change) -> bool:
        """Whether everything must be read anew."""
        return change.touches(Attribute)

    def repaint(self, row_id: int) -> None:
        """Draw a row anew."""
        self._texts.pop(row_id, None)
        place = self._places.get(row_id)
        if place is not None:
            self.dataChanged.emit(self.index(place, 0), self.index(place, len(self.columns) - 1))

    def _on_changed(self, change: Change) -> None:
        if self.concerns(change):
            self.read()
        elif change.touches(AttributeValue):
            self._reread(change)

    def _reread(self, change: Change) -> None:
        """Read the values that a change touched, and draw their rows anew; everything when they are too many."""
        with self.live.read() as session:
            touched = attributes.owners_touched(session, change, self.subject)
            if touched is not None:
                fresh = attributes.values(session, self.subject, touched)
        if touched is None:
            self.read()
            return
        for number in touched:
            self._values[number] = fresh.get(number, {})
            self.repaint(number)

    def _text(self, row_id: int, column: Column) -> str:
        if column.attribute is None:
            return self.own_text(row_id, column.key)
        return shown(column.kind, self.value(row_id, column.attribute.id))

    def _warning(self, index: Index, role: int) -> object:
        """The sign and the sentence at a value that does not fit the kind of its attribute."""
        column = self.columns[index.column()]
        if column.attribute is None or column.kind == "text":
            return None
        value = self.value(self.shown_ids[index.row()], column.attribute.id)
        if not value or fits(column.kind, value, column.attribute.choices):
            return None
        return icon("warning") if role == Role.DecorationRole else wording.tooltip(self.problem(index, value))

    def _show(self) -> None:
        ids = [number for number in self._all if self.is_asked_for(number) and self._answers(number)]
        column, direction = self._sorting
        if 0 <= column < len(self.columns):
            ids = self._sorted(ids, self.columns[column], direction == Qt.SortOrder.DescendingOrder)
        self.shown_ids = ids
        self._places = {number: place for place, number in enumerate(ids)}

    def _sorted(self, ids: Sequence[int], column: Column, is_descending: bool) -> list[int]:
        """The rows by one column; those in which it is empty come last either way."""
        if column.attribute is None:
            return sorted(ids, key=lambda number: self.own_value(number, column.key), reverse=is_descending)
        of, kind, choices = column.attribute.id, column.kind, column.attribute.choices
        filled = [number for number in ids if self.value(number, of)]
        empty = [number for number in ids if not self.value(number, of)]
        filled.sort(key=lambda number: order(kind, self.value(number, of), choices), reverse=is_descending)
        return filled + empty

    def _answers(self, row_id: int) -> bool:
        if not self._query:
            return True
        if row_id not in self._texts:
            self._texts[row_id] = fold("\n".join(self._text(row_id, column) for column in self._worded))
        return all(word in self._texts[row_id] for word in self._query)
