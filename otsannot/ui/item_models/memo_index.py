"""Which memos are about something, and which link to it; read once and kept up with."""

from __future__ import annotations

from collections import defaultdict

from PySide6.QtCore import QObject, Signal

from otsannot.model.links import Target, links
from otsannot.model.memos import Subject
from otsannot.model.nouns import Memo
from otsannot.store import Change, memos
from otsannot.ui.live_project import LiveProject


class MemoIndex(QObject):
    """Numbers of memos by their subject and by the targets of their links."""

    changed = Signal()

    def __init__(self, live: LiveProject, parent: QObject) -> None:
        super().__init__(parent)
        self._live = live
        self._about: dict[Subject, set[int]] = defaultdict(set)
        self._linking: dict[Target, set[int]] = defaultdict(set)
        self._places: dict[int, tuple[Subject, set[Target]]] = {}
        self._read(None)
        live.changed.connect(self._on_changed)

    def about(self, subject: Subject) -> set[int]:
        """The memos about something."""
        return self._about.get(subject, set())

    def linking(self, target: Target) -> set[int]:
        """The memos that link to something."""
        return self._linking.get(target, set())

    @property
    def count(self) -> int:
        """How many memos there are."""
        return len(self._places)

    @property
    def has_links(self) -> bool:
        """Whether any memo links to anything."""
        return bool(self._linking)

    def _on_changed(self, change: Change) -> None:
        if change.touches(Memo):
            self._read(change.ids(Memo))
            self.changed.emit()

    def _read(self, touched: set[int] | None) -> None:
        """Read some memos anew, or all for None."""
        for memo_id in list(self._places) if touched is None else touched:
            self._forget(memo_id)
        with self._live.read() as session:
            for memo_id, subject, text in memos.backlinks(session, touched):
                targets = {link.target for link in links(text)}
                self._places[memo_id] = (subject, targets)
                self._about[subject].add(memo_id)
                for target in targets:
                    self._linking[target].add(memo_id)

    def _forget(self, memo_id: int) -> None:
        subject, targets = self._places.pop(memo_id, (Subject(), set[Target]()))
        self._about[subject].discard(memo_id)
        for target in targets:
            self._linking[target].discard(memo_id)
            if not self._linking[target]:
                del self._linking[target]
