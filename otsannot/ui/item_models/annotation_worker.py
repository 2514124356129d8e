"""Reads, filters and sorts the table of annotations on a thread of its own, one thing after the other."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import NamedTuple, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from otsannot.model.code_tree import CodeTree
from otsannot.store import Snapshot
from otsannot.store.annotation_filter import Filter, Order, Ordering, Sieve
from otsannot.store.annotation_reading import first_documents
from otsannot.store.annotation_table import AnnotationTable, Ints
from otsannot.ui.live_project import LiveProject

T = TypeVar("T")

FIRST_ROWS = 200
"""So many are shown while the others are read."""


class Answer(NamedTuple):
    """The rows that were asked for, in order, and what keeps them so."""

    rows: Ints
    sieve: Sieve
    ordering: Ordering


class AnnotationWorker(QObject):
    """What it brings arrives on the window's thread; of several questions only the last is answered."""

    began = Signal(object)
    """The first rows of a table that is being read: an AnnotationTable."""
    loaded = Signal(object)
    """All rows: an AnnotationTable."""
    answered = Signal(object)
    """An Answer to the last question."""
    _ended = Signal(object, object)

    def __init__(self, live: LiveProject, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._live = live
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._jobs = self._question = 0
        self._is_closed = False
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        live.closing.connect(self.close)

    def load(self) -> None:
        """Read the whole table anew."""
        self._submit(self._load, self.loaded.emit)

    def ask(self, table: AnnotationTable, book: CodeTree, wanted: Filter, order: Order) -> None:
        """Filter and sort; what was asked before is forgotten."""
        self._question += 1
        question = self._question

        def work() -> Answer | None:
            return self._answer(table, book, wanted, order, lambda: self._is_closed or question != self._question)

        def done(answer: Answer | None) -> None:
            if answer is not None and question == self._question:
                self.answered.emit(answer)
                self.prepare(table)

        self._submit(work, done)

    def prepare(self, table: AnnotationTable) -> None:
        """Read what later questions may be about, as long as nobody asks one."""
        if not (table.has_facts and table.has_texts):
            number = self._jobs + 1
            self._submit(lambda: self._read_all(table, lambda: self._is_closed or number != self._jobs), _nothing)

    def close(self) -> None:
        """Stop, and wait until nothing is read any more."""
        self._is_closed = True
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _submit(self, work: Callable[[], T], done: Callable[[T], object]) -> None:
        if self._is_closed:
            return
        self._jobs += 1
        future = self._thread.submit(work)
        future.add_done_callback(lambda ended: None if self._is_closed else self._ended.emit(ended, done))

    def _deliver(self, future: Future[object], done: Callable[[object], object]) -> None:
        if not self._is_closed and not future.cancelled():
            # An error of the work is raised here, on the window's thread, and takes the way of any other.
            done(future.result())

    def _load(self) -> AnnotationTable:
        with self._live.read() as session:
            first, table = AnnotationTable(), AnnotationTable()
            first.load(session, self._stopped, first_documents(session, FIRST_ROWS))
            self.began.emit(first)
            table.load(session, self._stopped)
        return table

    def _stopped(self) -> bool:
        return self._is_closed

    def _read_all(self, table: AnnotationTable, stop: Callable[[], bool]) -> None:
        with self._live.read() as session:
            table.read_facts(session, stop)
            table.read_texts(session, stop)

    def _answer(
        self, table: AnnotationTable, book: CodeTree, wanted: Filter, order: Order, stop: Callable[[], bool]
    ) -> Answer | None:
        with self._live.read() as session:
            _complete(table, session, wanted, order, stop)
            if stop():
                return None
            sieve, ordering = Sieve(table, session, book, wanted), Ordering(table, session, book, order)
        rows = table.ordered
        if wanted.is_on:
            rows = rows[sieve.fits(rows)]
        return None if stop() else Answer(ordering.sorted(rows), sieve, ordering)


def _complete(
    table: AnnotationTable, session: Snapshot, wanted: Filter, order: Order, stop: Callable[[], bool]
) -> None:
    """Read of a table what a question is about and is not there yet."""
    if wanted.needs_facts or order.needs_facts:
        table.read_facts(session, stop)
    if wanted.needs_texts or order.needs_texts:
        table.read_texts(session, stop)


def _nothing(_result: object) -> None:
    """Nobody waits for this work."""
