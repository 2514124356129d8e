"""The focus: which codes and coders the reader wants to see in the text."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from otsannot.model.nouns import Code, Coder
from otsannot.model.passages import PassageCode
from otsannot.store import Change, coders
from otsannot.ui.live_project import LiveProject
from otsannot.ui.window_state import WindowState


class Focus(QObject):
    """Chosen codes, with everything under them, and chosen coders; None is all of them."""

    changed = Signal()

    def __init__(self, live: LiveProject, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._live = live
        self.codes: frozenset[int] | None = None
        self.coders: frozenset[int] | None = None
        self._with_under: frozenset[int] = frozenset()
        live.changed.connect(self._on_changed)

    @property
    def is_on(self) -> bool:
        """Whether anything is out of focus."""
        return self.codes is not None or self.coders is not None

    def on_codes(self, code_ids: Iterable[int] | None) -> None:
        """Look at these codes and everything under them; at all for None."""
        self.codes = None if code_ids is None else frozenset(code_ids)
        self._spread()
        self.changed.emit()

    def on_coders(self, coder_ids: Iterable[int] | None) -> None:
        """Look at what these coders made; at everybody's for None."""
        self.coders = None if coder_ids is None else frozenset(coder_ids)
        self.changed.emit()

    def restore(self, state: WindowState) -> None:
        """Look again at what the reader looked at when the window was closed, as far as it is still there."""
        with self._live.read() as session:
            known = {row.id for row in coders.rows(session)}
        code_ids = frozenset(state.focus_codes) & self._live.book.by_id.keys()
        coder_ids = frozenset(state.focus_coders) & known
        self.codes, self.coders = code_ids or None, coder_ids or None
        self._spread()
        if self.is_on:
            self.changed.emit()

    def on_all(self) -> None:
        """Look at everything again."""
        if self.is_on:
            self.codes = self.coders = None
            self.changed.emit()

    def holds(self, coding: PassageCode) -> bool:
        """Whether a coding is in focus."""
        return self._holds_coder(coding.coder_id) and (self.codes is None or coding.code_id in self._with_under)

    def holds_bare(self, coder_id: int) -> bool:
        """Whether a passage without code is in focus, which it is where no codes are chosen."""
        return self.codes is None and self._holds_coder(coder_id)

    def _holds_coder(self, coder_id: int) -> bool:
        return self.coders is None or coder_id in self.coders

    def _spread(self) -> None:
        book = self._live.book
        known = (self.codes or frozenset()) & book.by_id.keys()
        self._with_under = frozenset(under for code_id in known for under in book.descendants(code_id))

    def _on_changed(self, change: Change) -> None:
        if not self.is_on or not change.touches(Code, Coder):
            return
        if self.codes is not None and not self.codes & self._live.book.by_id.keys():
            self.codes = None
        self._spread()
        self.changed.emit()
