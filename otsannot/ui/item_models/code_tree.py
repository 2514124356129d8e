"""The codebook as a tree: narrowed, sorted, with counts, and with codes that can be dragged and dropped on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from otsannot.model.code_tree import CodeRow
from otsannot.model.nouns import Code, Coding
from otsannot.model.spans import Span
from otsannot.store import Change, codes
from otsannot.ui.item_models import code_drops, wording
from otsannot.ui.item_models.code_counts import CodeCounts
from otsannot.ui.item_models.code_drops import Drop
from otsannot.ui.item_models.code_order import Order, Shown, shown_codes
from otsannot.ui.live_project import LiveProject
from otsannot.ui.mime import CODE_MIME, SPAN_MIME, code_data, dragged_codes

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

DRAFT = 0
"""The number of the row in which a new code gets its name; no code has it."""

_OF_DRAFT = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable
_OF_CODE = _OF_DRAFT | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled


class CodeTreeModel(QAbstractItemModel):
    """Every code of a project, or those that answer a filter with all above them. Asks for edits by signals."""

    rename_wanted = Signal(int, str)
    create_wanted = Signal(str, object, int)
    """A new code was named: its name, its parent's number or None, its place among its siblings."""
    move_wanted = Signal(object, object, object)
    """Codes were dropped: their numbers, their new parent's or None, their place among the siblings there or None."""
    merge_wanted = Signal(object, int)
    """Codes were dropped on one they shall become: their numbers and its number."""
    apply_wanted = Signal(int, object)
    """A passage was dropped on a code: the code's number and the Span."""

    def __init__(self, live: LiveProject, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._live = live
        self._query = ""
        self._hits: set[int] | None = None
        self._draft: tuple[int | None, int] | None = None
        self._order = Order.TREE
        self.counts = CodeCounts(live)
        self._children: Shown = {}
        self._places: dict[int, tuple[int | None, int]] = {}
        self._show(self._wanted())
        live.changed.connect(self._on_changed)
        live.code_index_complete.connect(self._on_more_found)

    def set_filter(self, query: str) -> None:
        """Show only codes that answer a query, and those above them; all for an empty one."""
        self._query = query.strip()
        self.beginResetModel()
        self._show(self._wanted())
        self.endResetModel()

    @property
    def order(self) -> Order:
        """How siblings are sorted."""
        return self._order

    def set_order(self, order: Order) -> None:
        """Sort siblings otherwise."""
        self._order = order
        self._reload()

    def code_id(self, index: Index) -> int | None:
        """The code of a row, None for the invisible root and for the draft."""
        return (index.internalId() or None) if index.isValid() else None

    def code(self, index: Index) -> CodeRow | None:
        """The code of a row, None for the draft."""
        return self._live.book.by_id.get(index.internalId())

    def ordered(self, code_ids: Iterable[int]) -> list[int]:
        """Codes in the order of the codebook; those that are gone are left out."""
        book = self._live.book
        return sorted((code_id for code_id in code_ids if code_id in book.by_id), key=book.order)

    def index_of(self, code_id: int | None) -> QModelIndex:
        """The row of a code; invalid when it is not shown."""
        if code_id is None or code_id not in self._places:
            return QModelIndex()
        return self.createIndex(self._places[code_id][1], 0, code_id)

    @property
    def has_draft(self) -> bool:
        """Whether there is a row for the name of a new code."""
        return self._draft is not None

    @property
    def is_filtered(self) -> bool:
        """Whether a filter narrows the tree."""
        return bool(self._query)

    def first_hit(self) -> int | None:
        """The first code in the tree that answers the filter itself."""
        waiting = [*reversed(self._children.get(None, []))]
        while waiting:
            code_id = waiting.pop()
            if self.is_hit(code_id):
                return code_id
            waiting.extend(reversed(self._children.get(code_id, [])))
        return None

    def is_hit(self, code_id: int) -> bool:
        """Whether a code answers the filter itself, and is not only above one that does."""
        return self._hits is None or code_id in self._hits

    def begin_draft(self, parent_id: int | None, place: int) -> QModelIndex:
        """Show the row for the name of a new code, at a place among the siblings."""
        self.end_draft()
        before = {row.id for row in self._live.book.children(parent_id)[place - 1 : place]}
        shown = self._children.get(parent_id, [])
        last = len(shown) if before else 0
        at = next((number for number, code_id in enumerate(shown, 1) if code_id in before), last)
        self.beginInsertRows(self.index_of(parent_id), at, at)
        self._draft = (parent_id, place)
        self._show({**self._children, parent_id: [*shown[:at], DRAFT, *shown[at:]]})
        self.endInsertRows()
        return self.index_of(DRAFT)

    def end_draft(self) -> None:
        """Take the row for a new code away."""
        if self._draft is None:
            return
        parent_id, at = self._places[DRAFT]
        self.beginRemoveRows(self.index_of(parent_id), at, at)
        self._draft = None
        self._show(self._without_draft())
        self.endRemoveRows()

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        shown = self._children.get(parent.internalId() if parent.isValid() else None, [])
        if column != 0 or not 0 <= row < len(shown):
            return QModelIndex()
        return self.createIndex(row, 0, shown[row])

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        if not index.isValid() or index.internalId() not in self._places:
            return QModelIndex()
        return self.index_of(self._places[index.internalId()][0])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(self._children.get(parent.internalId() if parent.isValid() else None, []))

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 1

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        code = self.code(index) if index.isValid() else None
        if code is None:
            return None
        if role in (Role.DisplayRole, Role.EditRole):
            return code.name
        if role == Role.AccessibleTextRole:
            return ", ".join([code.name, *self.counts.facts(code)])
        if role == Role.ToolTipRole:
            with self._live.read() as session:
                meaning = codes.definition(session, code.id)
            path, facts = self._live.book.path(code.id), " · ".join(self.counts.facts(code))
            return wording.tooltip(path, facts, meaning.brief_definition, meaning.example)
        return None

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        name, code_id = str(value), index.internalId()
        if code_id == DRAFT and self._draft is not None:
            parent_id, place = self._draft
            if name.strip():
                self.create_wanted.emit(name, parent_id, place)
        elif name != self._live.book.by_id[code_id].name:
            self.rename_wanted.emit(code_id, name)
        return False

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return _OF_DRAFT if index.internalId() == DRAFT else _OF_CODE

    def mimeTypes(self) -> list[str]:
        return [CODE_MIME, SPAN_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        return code_data(self.ordered(index.internalId() for index in indexes))

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        return self._meaning(data, action, row, parent) is not None

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Ask for what a drop means. Always False, or the view would remove the rows that were dragged."""
        target = self.code_id(parent)
        match self._meaning(data, action, row, parent):
            case Drop.MOVE:
                self.move_wanted.emit(self.ordered(dragged_codes(data)), target, self._place_of(target, row))
            case Drop.MERGE:
                self.merge_wanted.emit(self.ordered(dragged_codes(data)), target)
            case Drop.APPLY:
                start, end = bytes(data.data(SPAN_MIME).data()).decode().split(",")
                self.apply_wanted.emit(target, Span(int(start), int(end)))
        return False

    def told_of_drop(self, data: QMimeData, action: Qt.DropAction, index: Index, *, is_place: bool) -> str:
        """What letting go on a row would do, or between two; nothing where there is nothing to say."""
        target = self.code(index) if index.isValid() else None
        return code_drops.told(data, action, target, self._live.book, self._order, is_place=is_place)

    def _meaning(self, data: QMimeData, action: Qt.DropAction, row: int, parent: Index) -> Drop | None:
        target = self.code(parent) if parent.isValid() else None
        found = code_drops.meaning(data, action, target, self._live.book, is_place=row >= 0)
        return None if found is Drop.MOVE and row >= 0 and self._order is not Order.TREE else found

    def _place_of(self, parent_id: int | None, row: int) -> int | None:
        """The place among all siblings of a row among the shown ones."""
        shown = self._children.get(parent_id, [])
        if not 0 <= row < len(shown):
            return None
        siblings = [code.id for code in self._live.book.children(parent_id)]
        return siblings.index(shown[row]) if shown[row] in siblings else None

    def _on_changed(self, change: Change) -> None:
        if change.touches(Coding):
            self._recount(change.values(Coding, "code_id"))
        if change.touches(Code):
            self.counts.forget_sums()
            self._reload()

    def _on_more_found(self) -> None:
        if self._query:
            self._reload()

    def _recount(self, code_ids: set[int] | None) -> None:
        self.counts.read(code_ids)
        if self._order is Order.COUNT:
            self._reload()
        shown = self._places if code_ids is None else {code for code_id in code_ids for code in self._line(code_id)}
        self._repaint(shown)

    def _line(self, code_id: int | None) -> Iterable[int]:
        """A code that is shown and those above it."""
        while code_id is not None and code_id in self._places:
            yield code_id
            code_id = self._places[code_id][0]

    def _reload(self) -> None:
        wanted = self._wanted()
        if wanted == self._without_draft():
            self._repaint(self._places)
            return
        self.beginResetModel()
        self._draft = None
        self._show(wanted)
        self.endResetModel()

    def _wanted(self) -> Shown:
        """What the codebook and the filter say should be shown, by parent."""
        book = self._live.book
        self._hits = self._live.code_index.narrowed(self._query) if self._query else None
        return shown_codes(book, self._hits, self._order, self.counts)

    def _without_draft(self) -> Shown:
        if DRAFT not in self._places:
            return self._children
        kept = {parent: [code for code in children if code != DRAFT] for parent, children in self._children.items()}
        return {parent: children for parent, children in kept.items() if children}

    def _show(self, children: Shown) -> None:
        self._children = children
        self._places = {code: (parent, row) for parent, ids in children.items() for row, code in enumerate(ids)}

    def _repaint(self, code_ids: Iterable[int]) -> None:
        for code_id in list(code_ids):
            index = self.index_of(code_id)
            self.dataChanged.emit(index, index)
