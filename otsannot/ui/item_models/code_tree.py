"""The codebook as a tree: narrowed by a few letters, with counts, and codes that can be dragged and dropped on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from otsannot.i18n import _, ngettext
from otsannot.model.code_tree import CodeRow
from otsannot.model.nouns import Code, Coding
from otsannot.model.spans import Span
from otsannot.store import Change, codes
from otsannot.ui.item_models import wording
from otsannot.ui.item_models.code_search import filtered_codes
from otsannot.ui.live_project import LiveProject
from otsannot.ui.mime import CODE_MIME, SPAN_MIME

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
Shown = dict[int | None, list[int]]

DRAFT = 0
"""The number of the row in which a new code gets its name; no code has it."""

_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable
_DRAGGED = Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled


class CodeTreeModel(QAbstractItemModel):
    """Every code of a project, or those that answer a filter with all above them. Asks for edits by signals."""

    rename_wanted = Signal(int, str)
    create_wanted = Signal(str, object, int)
    """A new code was named: its name, its parent's number or None, its place among its siblings."""
    move_wanted = Signal(int, object, object)
    """A code was dropped: its number, its new parent's or None, its place among the siblings there or None."""
    apply_wanted = Signal(int, object)
    """A passage was dropped on a code: the code's number and the Span."""

    def __init__(self, live: LiveProject, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._live = live
        self._query = ""
        self._hits: set[int] | None = None
        self._draft: tuple[int | None, int] | None = None
        self._counts: dict[int, int] = {}
        self._children: Shown = {}
        self._places: dict[int, tuple[int | None, int]] = {}
        self._read_counts()
        self._show(self._wanted())
        live.changed.connect(self._on_changed)

    def set_filter(self, query: str) -> None:
        """Show only codes that answer a query, and those above them; all for an empty one."""
        self._query = query.strip()
        self.beginResetModel()
        self._show(self._wanted())
        self.endResetModel()

    def code_id(self, index: Index) -> int | None:
        """The code of a row, None for the invisible root and for the draft."""
        return (index.internalId() or None) if index.isValid() else None

    def code(self, index: Index) -> CodeRow | None:
        """The code of a row, None for the draft."""
        return self._live.book.by_id.get(index.internalId())

    def index_of(self, code_id: int | None) -> QModelIndex:
        """The row of a code; invalid when it is not shown."""
        if code_id is None or code_id not in self._places:
            return QModelIndex()
        return self.createIndex(self._places[code_id][1], 0, code_id)

    def count(self, code_id: int) -> int:
        """How many codings a code has."""
        return self._counts.get(code_id, 0)

    def total(self, code_id: int) -> int:
        """How many codings a code and everything under it have."""
        return sum(self.count(under) for under in self._live.book.descendants(code_id))

    def largest_total(self) -> int:
        """The number of all codings, which no total exceeds."""
        return sum(self._counts.values())

    @property
    def has_draft(self) -> bool:
        """Whether there is a row for the name of a new code."""
        return self._draft is not None

    @property
    def is_filtered(self) -> bool:
        """Whether a filter narrows the tree."""
        return bool(self._query)

    def is_shown_hit(self, code_id: int) -> bool:
        """Whether a code is shown and answers the filter itself."""
        return code_id in self._places and self.is_hit(code_id)

    def is_hit(self, code_id: int) -> bool:
        """Whether a code answers the filter itself, and is not only above one that does."""
        return self._hits is None or code_id in self._hits

    def begin_draft(self, parent_id: int | None, place: int) -> QModelIndex:
        """Show the row for the name of a new code, at a place among the siblings."""
        self.end_draft()
        siblings = self._live.book.children(parent_id)
        later = {row.id for row in siblings[place:]}
        shown = self._children.get(parent_id, [])
        at = next((number for number, code_id in enumerate(shown) if code_id in later), len(shown))
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
            return ", ".join([code.name, *self._facts(code)])
        if role == Role.ToolTipRole:
            with self._live.read() as session:
                meaning = codes.definition(session, code.id)
            return wording.tooltip(
                self._live.book.path(code.id), " · ".join(self._facts(code)), meaning.brief_definition, meaning.example
            )
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
        return _FLAGS if index.internalId() == DRAFT else _FLAGS | _DRAGGED

    def mimeTypes(self) -> list[str]:
        return [CODE_MIME, SPAN_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        for index in indexes:
            data.setData(CODE_MIME, str(index.internalId()).encode())
        return data

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        if data.hasFormat(CODE_MIME):
            dragged = int(bytes(data.data(CODE_MIME).data()))
            book = self._live.book
            return dragged in book.by_id and self.code_id(parent) not in book.descendants(dragged)
        return data.hasFormat(SPAN_MIME) and row < 0 and self.code_id(parent) is not None

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Ask for what a drop means. Always False, or the view would remove the rows that were dragged."""
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        if data.hasFormat(CODE_MIME):
            dragged, parent_id = int(bytes(data.data(CODE_MIME).data())), self.code_id(parent)
            self.move_wanted.emit(dragged, parent_id, self._place_of(parent_id, row))
        else:
            start, end = bytes(data.data(SPAN_MIME).data()).decode().split(",")
            self.apply_wanted.emit(parent.internalId(), Span(int(start), int(end)))
        return False

    def _place_of(self, parent_id: int | None, row: int) -> int | None:
        """The place among all siblings of a row among the shown ones."""
        shown = self._children.get(parent_id, [])
        if not 0 <= row < len(shown):
            return None
        siblings = [code.id for code in self._live.book.children(parent_id)]
        return siblings.index(shown[row]) if shown[row] in siblings else None

    def _facts(self, code: CodeRow) -> list[str]:
        count, total = self.count(code.id), self.total(code.id)
        facts = [ngettext("{count} coding", "{count} codings", count)]
        if total != count:
            facts.append(_("{total} with the codes under it").format(total=wording.number(total)))
        if code.digit is not None:
            facts.append(_("digit {digit}").format(digit=code.digit))
        return facts

    def _on_changed(self, change: Change) -> None:
        if change.touches(Coding):
            self._recount(change.values(Coding, "code_id"))
        if change.touches(Code):
            self._reload()

    def _recount(self, code_ids: set[int] | None) -> None:
        if code_ids is None:
            self._read_counts()
            self._repaint(self._places)
            return
        with self._live.read() as session:
            self._counts.update(codes.counts(session, code_ids))
        self._repaint({above for code_id in code_ids for above in self._line(code_id)})

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
        self._hits = filtered_codes(self._query, book) if self._query else None
        rows: Iterable[CodeRow] = book.walk()
        if self._hits is not None:
            kept: set[int] = set()
            for hit in self._hits:
                at: int | None = hit
                while at is not None and at not in kept:
                    kept.add(at)
                    at = book.by_id[at].parent_id
            rows = [row for row in rows if row.id in kept]
        shown: Shown = {}
        for row in rows:
            shown.setdefault(row.parent_id, []).append(row.id)
        return shown

    def _without_draft(self) -> Shown:
        kept = {parent: [code for code in children if code != DRAFT] for parent, children in self._children.items()}
        return {parent: children for parent, children in kept.items() if children}

    def _show(self, children: Shown) -> None:
        self._children = children
        self._places = {code: (parent, row) for parent, ids in children.items() for row, code in enumerate(ids)}

    def _read_counts(self) -> None:
        with self._live.read() as session:
            self._counts = codes.counts(session)

    def _repaint(self, code_ids: Iterable[int]) -> None:
        for code_id in list(code_ids):
            index = self.index_of(code_id)
            self.dataChanged.emit(index, index)
