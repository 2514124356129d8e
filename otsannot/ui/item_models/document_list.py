"""The documents as a list: narrowed by a few letters, with counts, and shares that are computed when they are seen."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from otsannot.i18n import _, ngettext
from otsannot.model.nouns import Annotation, Document
from otsannot.model.spans import covered
from otsannot.store import Change, documents, passages
from otsannot.store.documents import DocumentRow
from otsannot.text.matching import ranked
from otsannot.ui.document_filter import DocumentFilter
from otsannot.ui.item_models import wording
from otsannot.ui.live_project import LiveProject

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

SECONDS_AT_ONCE = 0.01
"""How long shares are computed before the window gets its turn again."""

_FLAGS = (
    Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsEditable
    | Qt.ItemFlag.ItemNeverHasChildren
)


class DocumentListModel(QAbstractListModel):
    """Every document of a project, or those whose names answer a filter."""

    rename_wanted = Signal(int, str)

    def __init__(self, live: LiveProject, asked: DocumentFilter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._live = live
        self._asked = asked
        self._query = ""
        self._all: list[DocumentRow] = []
        self._shown: list[DocumentRow] = []
        self._places: dict[int, int] = {}
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

    def document(self, index: Index) -> DocumentRow:
        """The document of a row."""
        return self._shown[index.row()]

    def index_of(self, document_id: int) -> QModelIndex:
        """The row of a document; invalid when it is not shown."""
        place = self._places.get(document_id)
        return QModelIndex() if place is None else self.index(place)

    def count(self, document_id: int) -> int:
        """How many annotations a document has."""
        return self._counts.get(document_id, 0)

    def share(self, document: DocumentRow) -> float | None:
        """How much of a document is coded, 0 to 1; None when that is only now being computed."""
        if document.id not in self._shares:
            self._wanted[document.id] = None
            self._seen.start()
        return self._shares.get(document.id)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        document = self._shown[index.row()]
        if role in (Role.DisplayRole, Role.EditRole):
            return document.name
        if role == Role.AccessibleTextRole:
            return ", ".join([document.name, *self._facts(document)])
        if role == Role.ToolTipRole:
            return wording.tooltip(document.name, " · ".join(self._facts(document)))
        return None

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        document = self._shown[index.row()]
        if role == Role.EditRole and value != document.name:
            self.rename_wanted.emit(document.id, str(value))
        return False

    def flags(self, index: Index) -> Qt.ItemFlag:
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

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
        if change.touches(Document):
            self._read_rows()

    def _recount(self, change: Change) -> None:
        marks, homes = change.ids(Annotation), change.values(Annotation, "document_id")
        if marks is None or homes is None:
            self._shares.clear()
            self._read_counts()
            self._repaint(0, len(self._shown) - 1)
            return
        with self._live.read() as session:
            touched = homes | passages.homes(session, marks)
            fresh = passages.counts(session, touched)
        self._counts.update(fresh)
        self.largest_count = max([self.largest_count, *fresh.values()])
        for document_id in touched:
            self._shares.pop(document_id, None)
            if document_id in self._places:
                self._repaint(self._places[document_id], self._places[document_id])

    def _read_counts(self) -> None:
        with self._live.read() as session:
            self._counts = passages.counts(session)
        self.largest_count = max(self._counts.values(), default=0)

    def _read_rows(self) -> None:
        with self._live.read() as session:
            rows = documents.rows(session)
        self.beginResetModel()
        self._all = rows
        self._show()
        self.endResetModel()

    def _show_again(self) -> None:
        self.beginResetModel()
        self._show()
        self.endResetModel()

    def _show(self) -> None:
        asked = [document for document in self._all if self._asked.holds(document.id)]
        self._shown = ranked(self._query, asked, _name) if self._query else asked
        self._places = {document.id: place for place, document in enumerate(self._shown)}

    def _repaint(self, first: int, last: int) -> None:
        if last >= first:
            self.dataChanged.emit(self.index(first), self.index(last))

    def _compute_shares(self) -> None:
        """Compute what was asked for since the last time, the rows on screen, for as long as nobody notices."""
        until = perf_counter() + SECONDS_AT_ONCE
        with self._live.read() as session:
            while self._wanted and perf_counter() < until:
                document_id = next(iter(self._wanted))
                del self._wanted[document_id]
                place = self._places.get(document_id)
                if place is not None:
                    length = self._shown[place].length
                    self._shares[document_id] = covered(passages.spans(session, document_id)) / length if length else 0
                    self._repaint(place, place)
        if self._wanted:
            self._seen.start()


def _name(document: DocumentRow) -> str:
    return document.name
