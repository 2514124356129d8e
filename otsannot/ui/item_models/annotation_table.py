"""The table of annotations: the rows that a filter asks for, in an order, kept up to date while one codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from otsannot.i18n import _
from otsannot.model.nouns import (
    Annotation,
    AttributeValue,
    Case,
    CaseMember,
    Code,
    Coder,
    Coding,
    Document,
    GroupMember,
)
from otsannot.progress import Progress, stretch
from otsannot.store import Change, coders
from otsannot.store.annotation_filter import Filter, Order
from otsannot.store.annotation_lines import AnnotationLine, Texts, lines
from otsannot.store.annotation_reading import NO_WEIGHT, annotations_of
from otsannot.store.annotation_table import AnnotationTable, Chosen, Ints, place_of
from otsannot.ui.item_models import annotation_cells
from otsannot.ui.item_models.annotation_cells import KEYS, AnnotationRow
from otsannot.ui.item_models.annotation_worker import AnnotationWorker, Answer
from otsannot.ui.live_project import LiveProject

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

MANY = 1_000
"""Of more changed annotations the table is read anew, beside the window."""

READ_AT_ONCE = 32
COPIED_AT_ONCE = 1_000
LARGEST_CACHE = 4_000
LONGEST_PASSAGE = 500
MOST_STEPS = 8
"""Rows that come and go in more places than these are shown in one go."""


class AnnotationTableModel(QAbstractTableModel):
    """A million rows: their order is known, and their words are read when they are seen."""

    shown = Signal()
    """Other rows are shown, or others of them."""

    def __init__(self, live: LiveProject, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._live = live
        self.wanted = Filter()
        self.order = Order()
        self.is_whole = False
        """Whether all rows have been read."""
        self.is_asking = False
        self._table = AnnotationTable()
        self._view: Ints = self._table.ordered
        self._next: AnnotationTable | None = None
        self._answer: Answer | None = None
        self._behind: set[int] = set()
        self._is_late = False
        self._loading = 0
        self._touched: set[int] = set()
        self._cache: dict[int, AnnotationRow] = {}
        self._texts = Texts()
        self._coders: dict[int, str] = {}
        self._worker = AnnotationWorker(live, self)
        self._worker.began.connect(self._on_began)
        self._worker.loaded.connect(self._on_loaded)
        self._worker.answered.connect(self._on_answered)
        live.changed.connect(self._on_changed)
        self._read_coders()
        self._load()

    # What is there

    @property
    def total(self) -> int:
        """How many rows there are, shown or not."""
        return self._table.total

    def set_filter(self, wanted: Filter) -> None:
        """Show the rows that have what is asked for."""
        if wanted != self.wanted:
            self.wanted = wanted
            self._ask()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        fresh = Order(KEYS[column], order == Qt.SortOrder.DescendingOrder) if column >= 0 else Order()
        if fresh != self.order:
            self.order = fresh
            self._ask()

    def row(self, index: Index | int) -> AnnotationRow:
        """What stands in a row; it is read now, with those around it, if it was not seen yet."""
        place = index if isinstance(index, int) else index.row()
        slot = int(self._view[place])
        if slot not in self._cache:
            self._read_around(place)
        return self._cache[slot]

    def chosen(self, ranges: Iterable[tuple[int, int]]) -> Chosen:
        """Rows, given as first and last ones, as they are now."""
        return self._table.chosen(self._slots(ranges))

    def read_rows(self, chosen: Chosen, progress: Progress) -> Iterator[AnnotationRow]:
        """Rows with their whole passages, in their order; on any thread."""
        texts = Texts()
        with self._live.read() as session, stretch(progress, _("Reading rows"), len(chosen)):
            for first in range(0, len(chosen), COPIED_AT_ONCE):
                last = min(first + COPIED_AT_ONCE, len(chosen))
                found = lines(session, chosen.marks(first, last), texts)
                yield from map(self._row, chosen.rows[first:last].tolist(), found)
                progress.advance(last - first)

    def ranges_of(self, chosen: Chosen) -> list[tuple[int, int]]:
        """Where rows that were chosen earlier stand now, as first and last ones; the table may have been read anew."""
        held, view = self._table.columns, self._view
        coded, bare = _flags(chosen.coding), _flags(chosen.annotation[chosen.coding == 0])
        codings = held.coding[view]
        there = coded[np.minimum(codings, len(coded) - 1)]
        there[codings == 0] = bare[np.minimum(held.annotation[view][codings == 0], len(bare) - 1)]
        return _ranges(np.flatnonzero(there))

    def places_of(self, annotation_id: int) -> list[int]:
        """The rows of an annotation that are shown."""
        slots = self._table.rows_of([annotation_id])
        if self._answer is None:
            return [place for slot in slots for place in np.flatnonzero(self._view == slot).tolist()]
        found = [(place_of(self._view, slot, self._answer.ordering.key), slot) for slot in slots]
        return sorted(place for place, slot in found if place < len(self._view) and self._view[place] == slot)

    # What Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(self._view)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(KEYS)

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        return annotation_cells.data(self.row(index), KEYS[index.column()], role) if index.isValid() else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal:
            return annotation_cells.head(section, role)
        return None

    # Reading

    def _load(self) -> None:
        self._loading += 1
        self._worker.load()

    def _on_began(self, table: AnnotationTable) -> None:
        if not self.is_whole and not self.wanted.is_on and self.order == Order():
            self._table = table
            self._show(table.ordered)

    def _on_loaded(self, table: AnnotationTable) -> None:
        self._loading -= 1
        if self._loading:
            return
        behind, self._behind = self._behind, set()
        if self._is_late or len(behind) > MANY:
            self._is_late = False
            self._load()
        elif behind:
            with self._live.read() as session:
                table.update(session, behind)
        # The rows that are shown are of the table before, until it is known which ones of this are.
        self._next = table
        self._ask()

    def _ask(self) -> None:
        if self.is_whole or self._next is not None:
            self.is_asking = True
            self._touched.clear()
            self._worker.ask(self._next or self._table, self._live.book, self.wanted, self.order)

    def _on_answered(self, answer: Answer) -> None:
        self.is_asking = False
        self._answer = answer
        self.beginResetModel()
        self._table, self._next, self.is_whole = self._next or self._table, None, True
        self._view = answer.rows
        if self._touched:
            rest = answer.rows[~np.isin(answer.rows, [*self._touched])]
            held = self._table.columns.annotation
            self._view, _after = self._with(rest, [slot for slot in self._touched if held[slot]])
            self._touched.clear()
        self._cache.clear()
        self.endResetModel()
        self.shown.emit()

    def _show(self, rows: Ints) -> None:
        self.beginResetModel()
        self._view = rows
        self._cache.clear()
        self.endResetModel()
        self.shown.emit()

    # Keeping up

    def _on_changed(self, change: Change) -> None:
        if change.touches(Document):
            self._texts.forget()
        if change.touches(Coder):
            self._read_coders()
        ids = self._changed_annotations(change)
        if ids is None or len(ids) > MANY or change.touches(Document):
            self._is_late = self._loading > 0
            if not self._is_late:
                self._load()
            return
        if self._loading:
            self._behind |= ids
        if ids:
            self._update(ids)
        depends = any(asked is not None for asked in (self.wanted.groups, self.wanted.cases, self.wanted.values))
        if change.touches(Code, Coder) or (depends and change.touches(GroupMember, Case, CaseMember, AttributeValue)):
            self._cache.clear()
            self._ask()

    def _changed_annotations(self, change: Change) -> set[int] | None:
        annotations, homes, weighed = change.ids(Annotation), change.values(Coding, "annotation_id"), change.ids(Coding)
        if annotations is None or homes is None or weighed is None:
            return None
        with self._live.read() as session:
            return {number for number in annotations | homes if number} | annotations_of(session, weighed)

    def _update(self, ids: set[int]) -> None:
        """Read changed rows anew, and tell the view no more than what came and went, so that it keeps its place."""
        before = {int(self._view[place]): place for number in ids for place in self.places_of(number)}
        with self._live.read() as session:
            patch = self._table.update(session, ids)
            if self.is_asking:
                asked = patch if self._next is None else self._next.update(session, ids)
                self._touched.update(asked.fresh, asked.gone)
        for slot in (*patch.fresh, *patch.gone):
            self._cache.pop(slot, None)
        if self._answer is None:
            return
        rest = np.delete(self._view, sorted(before.values())) if before else self._view
        rows, after = self._with(rest, patch.fresh)
        stayed = before.keys() & after.keys()
        gone = _ranges(sorted(before[slot] for slot in before.keys() - stayed))
        came = _ranges(sorted(after[slot] for slot in after.keys() - stayed))
        moved = bool(stayed) and not np.array_equal(_cut(self._view, gone), _cut(rows, came))
        if moved or len(gone) + len(came) > MOST_STEPS:
            self._show(rows)
            return
        self._step(rows, gone, came)
        for slot in stayed:
            self.dataChanged.emit(self.index(after[slot], 0), self.index(after[slot], len(KEYS) - 1))
        self.shown.emit()

    def _step(self, rows: Ints, gone: Sequence[tuple[int, int]], came: Sequence[tuple[int, int]]) -> None:
        for first, last in reversed(gone):
            self.beginRemoveRows(QModelIndex(), first, last)
            self._view = np.delete(self._view, slice(first, last + 1))
            self.endRemoveRows()
        for number, (first, last) in enumerate(came, start=1):
            self.beginInsertRows(QModelIndex(), first, last)
            is_last = number == len(came)
            self._view = rows if is_last else np.insert(self._view, first, rows[first : last + 1])
            self.endInsertRows()

    def _with(self, rows: Ints, slots: Iterable[int]) -> tuple[Ints, dict[int, int]]:
        """Rows in the order that is shown with those of the further ones that fit, and where these are then."""
        assert self._answer is not None
        key, chosen = self._answer.ordering.key, np.array([*slots], np.int32)
        following = sorted(chosen[self._answer.sieve.fits(chosen)].tolist(), key=key)
        places = [place_of(rows, slot, key) for slot in following]
        after = {slot: place + number for number, (slot, place) in enumerate(zip(following, places, strict=True))}
        return np.insert(rows, places, following), after

    # Rows and their words

    def _slots(self, ranges: Iterable[tuple[int, int]]) -> Ints:
        parts = [self._view[first : last + 1] for first, last in ranges]
        return np.concatenate(parts) if parts else np.empty(0, np.int32)

    def _read_around(self, place: int) -> None:
        if len(self._cache) > LARGEST_CACHE:
            self._cache.clear()
        first = place - place % READ_AT_ONCE
        slots = [slot for slot in self._view[first : first + READ_AT_ONCE].tolist() if slot not in self._cache]
        with self._live.read() as session:
            found = lines(session, self._table.chosen(np.array(slots)).marks(), self._texts, LONGEST_PASSAGE)
        for slot, line in zip(slots, found, strict=True):
            self._cache[slot] = self._row(slot, line)

    def _row(self, slot: int, line: AnnotationLine) -> AnnotationRow:
        held = self._table.columns
        code = self._live.book.by_id.get(int(held.code[slot]))
        weight = int(held.weight[slot])
        return AnnotationRow(
            line,
            self._table.names.get(line.mark.document_id, ""),
            code,
            "" if code is None else self._live.book.path(code.id),
            self._coders.get(int(held.coder[slot]), ""),
            None if weight == NO_WEIGHT else weight,
        )

    def _read_coders(self) -> None:
        with self._live.read() as session:
            self._coders = {row.id: row.name for row in coders.rows(session)}


def _flags(ids: Ints) -> NDArray[np.bool_]:
    """A flag for each id, and one behind the last that stands for all that follow."""
    flags = np.zeros(int(ids.max(initial=0)) + 2, np.bool_)
    flags[ids] = True
    return flags


def _cut(rows: Ints, ranges: Iterable[tuple[int, int]]) -> Ints:
    """Rows without those in some places."""
    return np.delete(rows, [place for first, last in ranges for place in range(first, last + 1)])


def _ranges(places: NDArray[np.int64] | Sequence[int]) -> list[tuple[int, int]]:
    """Ascending places as first and last ones of those that follow one another."""
    held = np.asarray(places, np.int64)
    if not len(held):
        return []
    breaks = np.flatnonzero(np.diff(held) != 1)
    firsts = held[np.concatenate([[0], breaks + 1])].tolist()
    lasts = held[np.concatenate([breaks, [len(held) - 1]])].tolist()
    return list(zip(firsts, lasts, strict=True))
