"""The passages of one code as a list in which some are ticked, narrowed by document, coder and words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from otsannot.i18n import _
from otsannot.model.spans import Span
from otsannot.progress import Progress, stretch
from otsannot.project import Project
from otsannot.store import documents, recoding
from otsannot.text.graphemes import snap
from otsannot.text.matching import fold

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

SHOWN = 300
"""How many code points of a passage are shown in its row."""

WORDS, DOCUMENT, CODER = range(3)


class Quote(NamedTuple):
    """A coding with the words of its passage; `folded` is all that a filter searches."""

    coding_id: int
    document_id: int
    document: str
    coder: str
    span: Span
    words: str
    folded: str


def read_quotes(project: Project, code_id: int, progress: Progress) -> list[Quote]:
    """The passages of a code, by document and in the order of the text."""
    quotes: list[Quote] = []
    with project.read() as session:
        names = {row.id: row.name for row in documents.rows(session)}
        found = list(recoding.coded_passages(session, code_id))
        with stretch(progress, _("Reading passages"), len(found)):
            for document_id, rows in groupby(found, attrgetter("document_id")):
                text = documents.text(session, document_id)
                for row in rows:
                    words = text[row.start : row.end]
                    span, shown = Span(row.start, row.end), _shortened(text, row.start, row.end)
                    folded = fold(f"{words}\n{row.comment}")
                    quotes.append(Quote(row.coding_id, document_id, names[document_id], row.coder, span, shown, folded))
                    progress.advance()
    return quotes


class CodedPassages(QAbstractTableModel):
    """Rows of quotes; a tick stays while its row is filtered away, and counts only where the row is shown."""

    ticks_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.quotes: Sequence[Quote] = ()
        self._shown: list[Quote] = []
        self._ticked: set[int] = set()
        self._wanted: tuple[str, str, tuple[str, ...]] = ("", "", ())

    @property
    def ticked(self) -> list[int]:
        """The codings that are ticked and shown."""
        return [quote.coding_id for quote in self._shown if quote.coding_id in self._ticked]

    def quote(self, index: Index) -> Quote:
        """What stands in a row."""
        return self._shown[index.row()]

    def set_quotes(self, quotes: Sequence[Quote]) -> None:
        """Show other passages; those that were ticked and are still there stay so."""
        self.quotes = quotes
        self._ticked &= {quote.coding_id for quote in quotes}
        self._reset()

    def narrow(self, document: str, coder: str, query: str) -> None:
        """Show the passages of a document and a coder in which all words of a query stand; empty is any."""
        self._wanted = (document, coder, tuple(fold(query).split()))
        self._reset()

    def tick(self, rows: Iterable[int], *, on: bool) -> None:
        """Tick rows, or take their ticks away."""
        changed = {self._shown[row].coding_id for row in rows}
        self._ticked = self._ticked | changed if on else self._ticked - changed
        if self._shown:
            self.dataChanged.emit(self.index(0, WORDS), self.index(len(self._shown) - 1, WORDS), [Role.CheckStateRole])
        self.ticks_changed.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        if role == Role.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return (_("Passage"), _("Document"), _("Coder"))[section]
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        quote = self._shown[index.row()]
        if role == Role.DisplayRole:
            return (quote.words, quote.document, quote.coder)[index.column()]
        if role == Role.CheckStateRole and index.column() == WORDS:
            return Qt.CheckState.Checked if quote.coding_id in self._ticked else Qt.CheckState.Unchecked
        return None

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        if role != Role.CheckStateRole:
            return False
        self.tick([index.row()], on=Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == WORDS else flags

    def _reset(self) -> None:
        document, coder, words = self._wanted
        self.beginResetModel()
        self._shown = [
            quote
            for quote in self.quotes
            if document in ("", quote.document)
            and coder in ("", quote.coder)
            and all(word in quote.folded for word in words)
        ]
        self.endResetModel()
        self.ticks_changed.emit()


def _shortened(text: str, start: int, end: int) -> str:
    """The words of a passage on one line, cut between letters where they are many."""
    cut = end if end - start <= SHOWN else max(start, snap(text, start, start + SHOWN)[1])
    return " ".join(text[start:cut].split()) + ("" if cut == end else " …")
