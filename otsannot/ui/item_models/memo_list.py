"""The memos as a list under headings: by day, or by what they are about; narrowed by words, kind and coder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from enum import Enum, auto
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from time import perf_counter

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer

from otsannot.i18n import _
from otsannot.model.memos import SUBJECTS
from otsannot.model.nouns import Case, Code, Coder, Document, Memo
from otsannot.store import Change, memos
from otsannot.store.memos import MemoRow
from otsannot.text.matching import fold
from otsannot.ui.item_models import wording
from otsannot.ui.live_project import LiveProject

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
Entry = MemoRow | str
"""A row of the list: a memo, or the heading over some."""


SECONDS_AT_ONCE = 0.01
MILLISECONDS_BEFORE_FOLDING = 20
"""How long texts are prepared for searching before the window gets its turn, and how long that lasts at least."""

_OF_HEADING = Qt.ItemFlag.ItemNeverHasChildren
_OF_MEMO = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


class Order(Enum):
    """How memos follow one another."""

    NEWEST = auto()
    OLDEST = auto()
    SUBJECT = auto()


class MemoListModel(QAbstractListModel):
    """Every memo of a project, or those that answer the words, the kind and the coder they are narrowed to."""

    def __init__(self, live: LiveProject, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._live = live
        self._rows: dict[int, MemoRow] = {}
        self._haystacks: dict[int, str] = {}
        self._entries: list[Entry] = []
        self._places: dict[int, int] = {}
        self._words: list[str] = []
        self._kind = ""
        self.coder = ""
        """Whose memos are shown; everybody's when empty."""
        self.order = Order.NEWEST
        self.coders: list[str] = []
        """Who wrote memos, by name."""
        self._idle = QTimer(self, singleShot=True, interval=MILLISECONDS_BEFORE_FOLDING)
        self._idle.timeout.connect(self._fold_some)
        self._read()
        live.changed.connect(self._on_changed)

    @property
    def total(self) -> int:
        """How many memos there are, shown or not."""
        return len(self._rows)

    @property
    def shown(self) -> list[MemoRow]:
        """The memos that are shown, from the top down."""
        return [entry for entry in self._entries if isinstance(entry, MemoRow)]

    def set_filter(self, query: str) -> None:
        """Show memos that hold these words in title, text or the name of what they are about; all for none."""
        self._words = fold(query).split()
        self._show()

    def set_kind(self, kind: str) -> None:
        """Show memos about one kind of thing, one of `SUBJECTS`; about everything for an empty one."""
        self._kind = kind
        self._show()

    def set_coder(self, coder: str) -> None:
        """Show the memos of one coder; everybody's for an empty name."""
        self.coder = coder
        self._show()

    def set_order(self, order: Order) -> None:
        """Let memos follow one another in another way."""
        self.order = order
        self._show()

    def row(self, memo_id: int) -> MemoRow | None:
        """A memo, shown or not; None when it is gone."""
        return self._rows.get(memo_id)

    def entry(self, index: Index) -> Entry:
        """What stands in a row."""
        return self._entries[index.row()]

    def index_of(self, memo_id: int) -> QModelIndex:
        """The row of a memo; invalid when it is not shown."""
        place = self._places.get(memo_id)
        return QModelIndex() if place is None else self.index(place)

    def neighbour(self, memo_id: int | None, direction: int) -> MemoRow | None:
        """The memo shown after (1) or before (-1) another one; the first or last when that is not shown."""
        shown = self.shown
        places = {row.id: place for place, row in enumerate(shown)}
        if memo_id not in places:
            return (shown[0] if direction > 0 else shown[-1]) if shown else None
        place = places[memo_id] + direction
        return shown[place] if 0 <= place < len(shown) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if isinstance(entry, str):
            return entry if role in (Role.DisplayRole, Role.AccessibleTextRole) else None
        if role == Role.DisplayRole:
            return named(entry)
        if role == Role.AccessibleTextRole:
            return ", ".join((named(entry), *facts(entry)))
        if role == Role.ToolTipRole:
            return wording.tooltip(named(entry), " · ".join(facts(entry)))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return _OF_MEMO if index.isValid() and isinstance(self._entries[index.row()], MemoRow) else _OF_HEADING

    def _on_changed(self, change: Change) -> None:
        touched = change.ids(Memo)
        if touched is None or change.touches(Document, Code, Case, Coder):
            self._read()
        elif touched:
            with self._live.read() as session:
                found = memos.rows_by_id(session, touched, self._live.book)
            for memo_id in touched:
                self._rows.pop(memo_id, None)
                self._haystacks.pop(memo_id, None)
            self._rows.update((row.id, row) for row in found)
            self._show(touched)

    def _read(self) -> None:
        with self._live.read() as session:
            self._rows = {row.id: row for row in memos.rows(session, self._live.book)}
        self._haystacks.clear()
        self._show()
        self._idle.start()

    def _show(self, touched: Iterable[int] = ()) -> None:
        """Put the list together; where the same rows stay, only those that changed are drawn anew."""
        self.coders = sorted({row.coder for row in self._rows.values()})
        entries = list(self._arranged(row for row in self._rows.values() if self._is_shown(row)))
        if touched and [_key(entry) for entry in entries] == [_key(entry) for entry in self._entries]:
            self._entries = entries
            for place in (self._places[memo_id] for memo_id in touched if memo_id in self._places):
                self.dataChanged.emit(self.index(place), self.index(place))
            return
        self.beginResetModel()
        self._entries = entries
        self._places = {entry.id: place for place, entry in enumerate(entries) if isinstance(entry, MemoRow)}
        self.endResetModel()

    def _is_shown(self, row: MemoRow) -> bool:
        if self._kind not in ("", row.subject.noun) or self.coder not in ("", row.coder):
            return False
        if not self._words:
            return True
        haystack = self._haystack(row)
        return all(word in haystack for word in self._words)

    def _haystack(self, row: MemoRow) -> str:
        """What words are looked for in; kept here, and therefore not also by `fold`."""
        if row.id not in self._haystacks:
            self._haystacks[row.id] = fold.__wrapped__("\n".join((row.title, row.about, row.text)))
        return self._haystacks[row.id]

    def _fold_some(self) -> None:
        """Prepare to be searched while nobody waits."""
        until = perf_counter() + SECONDS_AT_ONCE
        for row in self._rows.values():
            if perf_counter() > until:
                self._idle.start()
                return
            self._haystack(row)

    def _arranged(self, rows: Iterable[MemoRow]) -> Iterator[Entry]:
        in_time = sorted(rows, key=attrgetter("created", "id"), reverse=self.order is not Order.OLDEST)
        over: Callable[[MemoRow], object] = _day
        if self.order is Order.SUBJECT:
            over = attrgetter("subject")
            in_time.sort(key=lambda row: (SUBJECTS.index(row.subject.noun), fold(row.about), row.subject.id or 0))
        for _group, some in groupby(in_time, key=over):
            together = list(some)
            yield about(together[0]) if self.order is Order.SUBJECT else wording.local_day(together[0].created)
            yield from together


def named(row: MemoRow) -> str:
    """What a memo is called in lists."""
    return row.heading or _("Untitled memo")


def about(row: MemoRow) -> str:
    """What a memo is about, in words."""
    return row.about or _("The project")


def facts(row: MemoRow) -> list[str]:
    """What else there is to know of a memo: what it is about, by whom, and when."""
    words = {
        "document": _("about the document {name}"),
        "code": _("about the code {name}"),
        "case": _("about the case {name}"),
        "project": _("about the project"),
    }
    told = [words[row.subject.noun].format(name=row.about), row.coder, wording.local_time(row.created)]
    if row.modified != row.created:
        told.append(_("changed {time}").format(time=wording.local_time(row.modified)))
    return told


def _day(row: MemoRow) -> date:
    return _date_of(row.created)


@lru_cache(maxsize=65_536)
def _date_of(moment: str) -> date:
    """The day on the wall's calendar; asked for every memo whenever the list is put together."""
    return datetime.fromisoformat(moment).astimezone().date()


def _key(entry: Entry) -> str | int:
    return entry if isinstance(entry, str) else entry.id
