"""The documents as a list or under their groups, with counts, and shares that are computed when they are seen."""

from __future__ import annotations

from collections.abc import Sequence
from time import perf_counter

from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from otsannot.i18n import _, ngettext
from otsannot.model.nouns import Annotation, Attribute, AttributeValue, Document, DocumentGroup, GroupMember
from otsannot.model.spans import covered
from otsannot.store import Change, documents, passages
from otsannot.store.documents import DocumentRow
from otsannot.text.matching import ranked
from otsannot.ui.document_filter import DocumentFilter
from otsannot.ui.item_models import wording
from otsannot.ui.item_models.document_order import ATTRIBUTE, NAME, Heading, headed, ordered
from otsannot.ui.live_project import LiveProject
from otsannot.ui.mime import DOCUMENT_MIME, document_data, dragged_documents

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

SECONDS_AT_ONCE = 0.01
"""How long shares are computed before the window gets its turn again."""

_PLAIN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable
_DOCUMENT = _PLAIN | Qt.ItemFlag.ItemNeverHasChildren | Qt.ItemFlag.ItemIsDragEnabled
_HEADING = _PLAIN | Qt.ItemFlag.ItemIsDropEnabled


class DocumentListModel(QAbstractItemModel):
    """Every document of a project, or those that answer a filter, as a list or under the headings of their groups."""

    rename_wanted = Signal(int, str)
    group_rename_wanted = Signal(int, str)
    dropped = Signal(object, object, object)
    """Documents were dropped: their numbers, the group they come from and the one they came to; None is no group."""

    def __init__(self, live: LiveProject, asked: DocumentFilter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._live = live
        self._asked = asked
        self._query = ""
        self.order = NAME
        self.is_grouped = False
        self._all: list[DocumentRow] = []
        self._shown: list[DocumentRow] = []
        self._headings: list[Heading] = []
        self._places: dict[int, list[tuple[int, int]]] = {}
        self._counts: dict[int, int] = {}
        self.largest_count = 0
        """The most annotations that a document has had; what the column of counts has room for."""
        self._shares: dict[int, float] = {}
        self._wanted: dict[int, None] = {}
        self._seen = QTimer(self, singleShot=True, interval=0)
        self._seen.timeout.connect(self._compute_shares)
        self._read_counts()
        self._read_rows()
        live.changed.connect(self._on_changed)
        asked.changed.connect(self._show_again)

    @property
    def shown(self) -> int:
        """How many documents answer the filters."""
        return len(self._shown)

    @property
    def total(self) -> int:
        """How many documents there are, shown or not."""
        return len(self._all)

    def set_filter(self, query: str) -> None:
        """Show only documents whose names answer a query, best first; all for an empty one."""
        self._query = query.strip()
        self._show_again()

    def arrange(self, order: str, *, grouped: bool) -> None:
        """Show the documents in another order, and under the headings of their groups or not."""
        with self._live.read() as session:
            rows = ordered(session, documents.rows(session), order)
        self.beginResetModel()
        self.order, self.is_grouped, self._all = order, grouped, rows
        self._show()
        self.endResetModel()

    def shown_ids(self) -> list[int]:
        """The documents that are shown, from top to bottom, each once."""
        parts = [heading.documents for heading in self._headings] if self.is_grouped else [self._shown]
        return list(dict.fromkeys(document.id for part in parts for document in part))

    def document(self, index: Index) -> DocumentRow:
        """The document of a row, which is not a heading."""
        if not self.is_grouped:
            return self._shown[index.row()]
        return self._headings[index.internalId() - 1].documents[index.row()]

    def heading(self, index: Index) -> Heading | None:
        """The group whose heading a row is; None for a document."""
        is_heading = self.is_grouped and index.isValid() and not index.internalId()
        return self._headings[index.row()] if is_heading else None

    def group_of(self, index: Index) -> int | None:
        """The group under whose heading a row stands, or whose heading it is."""
        if not self.is_grouped or not index.isValid():
            return None
        return self._headings[index.internalId() - 1 if index.internalId() else index.row()].group_id

    def index_of(self, document_id: int) -> QModelIndex:
        """The first row of a document; invalid when it is not shown."""
        places = self._places.get(document_id)
        return self._index_at(*places[0]) if places else QModelIndex()

    def count(self, document_id: int) -> int:
        """How many annotations a document has."""
        return self._counts.get(document_id, 0)

    def share(self, document: DocumentRow) -> float | None:
        """How much of a document is coded, 0 to 1; None when that is only now being computed."""
        if document.id not in self._shares:
            self._wanted[document.id] = None
            self._seen.start()
        return self._shares.get(document.id)

    # What Qt asks

    def index(self, row: int, column: int = 0, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 - as Qt has it
        if column or not 0 <= row < self.rowCount(parent):
            return QModelIndex()
        return self._index_at(parent.row() + 1 if parent.isValid() else 0, row)

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008 - as Qt has it
        if not index.isValid() or not index.internalId():
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        if not parent.isValid():
            return len(self._headings) if self.is_grouped else len(self._shown)
        heading = self.heading(parent)
        return 0 if heading is None else len(heading.documents)

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 1

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        heading = self.heading(index)
        if heading is not None:
            return _heading_data(heading, role)
        document = self.document(index)
        if role in (Role.DisplayRole, Role.EditRole):
            return document.name
        if role == Role.AccessibleTextRole:
            return ", ".join([document.name, *self._facts(document)])
        if role == Role.ToolTipRole:
            return wording.tooltip(document.name, " · ".join(self._facts(document)))
        return None

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        heading = self.heading(index)
        if heading is not None:
            if heading.group_id is not None and role == Role.EditRole and value != heading.name:
                self.group_rename_wanted.emit(heading.group_id, str(value))
            return False
        document = self.document(index)
        if role == Role.EditRole and value != document.name:
            self.rename_wanted.emit(document.id, str(value))
        return False

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        heading = self.heading(index)
        if heading is None:
            return _DOCUMENT
        return _HEADING if heading.group_id is not None else _HEADING & ~Qt.ItemFlag.ItemIsEditable

    def mimeTypes(self) -> list[str]:
        return [DOCUMENT_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        documents = [index for index in indexes if self.heading(index) is None]
        sources = {self.group_of(index) for index in documents}
        source = sources.pop() if len(sources) == 1 else None
        return document_data([self.document(index).id for index in documents], source)

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def canDropMimeData(self, data: QMimeData, _action: Qt.DropAction, _row: int, _column: int, parent: Index) -> bool:
        return data.hasFormat(DOCUMENT_MIME) and self.heading(parent) is not None

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        heading = self.heading(parent)
        if heading is None or not self.canDropMimeData(data, action, row, column, parent):
            return False
        ids, source = dragged_documents(data)
        self.dropped.emit(ids, source if action == Qt.DropAction.MoveAction else None, heading.group_id)
        return False  # the change itself moves the rows

    def _index_at(self, heading: int, row: int) -> QModelIndex:
        return self.createIndex(row, 0, heading)

    def _facts(self, document: DocumentRow) -> list[str]:
        facts = [wording.language_name(document.language)] if document.language else []
        facts.append(ngettext("{count} annotation", "{count} annotations", self.count(document.id)))
        share = self.share(document)
        if share is not None:
            facts.append(_("{share} coded").format(share=wording.percent(share)))
        return facts

    def _on_changed(self, change: Change) -> None:
        if change.touches(Annotation):
            self._recount(change)
        if (
            change.touches(Document)
            or (self.is_grouped and change.touches(DocumentGroup, GroupMember))
            or (self.order.startswith(ATTRIBUTE) and change.touches(Attribute, AttributeValue))
        ):
            self._read_rows()

    def _recount(self, change: Change) -> None:
        marks, homes = change.ids(Annotation), change.values(Annotation, "document_id")
        if marks is None or homes is None:
            self._shares.clear()
            self._read_counts()
            self._repaint_all()
            return
        with self._live.read() as session:
            touched = homes | passages.homes(session, marks)
            fresh = passages.counts(session, touched)
        self._counts.update(fresh)
        self.largest_count = max([self.largest_count, *fresh.values()])
        for document_id in touched:
            self._shares.pop(document_id, None)
        self._repaint(*touched)

    def _read_counts(self) -> None:
        with self._live.read() as session:
            self._counts = passages.counts(session)
        self.largest_count = max(self._counts.values(), default=0)

    def _read_rows(self) -> None:
        self.arrange(self.order, grouped=self.is_grouped)

    def _show_again(self) -> None:
        self.beginResetModel()
        self._show()
        self.endResetModel()

    def _show(self) -> None:
        asked = [document for document in self._all if self._asked.holds(document.id)]
        self._shown = ranked(self._query, asked, _name) if self._query else asked
        self._places = {}
        if not self.is_grouped:
            self._places = {document.id: [(0, place)] for place, document in enumerate(self._shown)}
            return
        with self._live.read() as session:
            everything = len(self._shown) == len(self._all)
            self._headings = headed(session, self._shown, _("In no group"), with_empty=everything)
        for number, heading in enumerate(self._headings, 1):
            for place, document in enumerate(heading.documents):
                self._places.setdefault(document.id, []).append((number, place))

    def _repaint(self, *document_ids: int) -> None:
        for document_id in document_ids:
            for place in self._places.get(document_id, ()):
                index = self._index_at(*place)
                self.dataChanged.emit(index, index)

    def _repaint_all(self) -> None:
        for parent in [self.index(row) for row in range(self.rowCount())] if self.is_grouped else [QModelIndex()]:
            if self.rowCount(parent):
                self.dataChanged.emit(self.index(0, 0, parent), self.index(self.rowCount(parent) - 1, 0, parent))

    def _compute_shares(self) -> None:
        """Compute what was asked for since the last time, the rows on screen, for as long as nobody notices."""
        until = perf_counter() + SECONDS_AT_ONCE
        with self._live.read() as session:
            while self._wanted and perf_counter() < until:
                document_id = next(iter(self._wanted))
                del self._wanted[document_id]
                if document_id in self._places:
                    length = self.document(self.index_of(document_id)).length
                    self._shares[document_id] = covered(passages.spans(session, document_id)) / length if length else 0
                    self._repaint(document_id)
        if self._wanted:
            self._seen.start()


def _name(document: DocumentRow) -> str:
    return document.name


def _heading_data(heading: Heading, role: int) -> object:
    if role in (Role.DisplayRole, Role.EditRole):
        return heading.name
    if role == Role.AccessibleTextRole:
        count = ngettext("{count} document", "{count} documents", len(heading.documents))
        return _("Group {name}, {documents}").format(name=heading.name, documents=count)
    return None
