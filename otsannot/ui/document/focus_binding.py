"""Ties the document pane to the focus: what is out of it steps back, and a line above the text says so."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from PySide6.QtCore import QObject

from otsannot.i18n import _
from otsannot.model.passages import Passage
from otsannot.store import coders
from otsannot.ui.desk import Desk
from otsannot.ui.document.document_view import DocumentPane

NAMED = 3
"""So many codes or coders are named; the others are counted."""


class FocusBinding(QObject):
    """Shows passages as far as they are to be seen, and keeps the line above the text up to date."""

    def __init__(self, desk: Desk, pane: DocumentPane) -> None:
        super().__init__(pane)
        self._desk = desk
        self._focus = desk.focus
        self._pane = pane
        self._was_hiding = False
        self._is_leaving = False
        desk.passages_changed.connect(self._on_passages_changed)
        desk.passages_reloaded.connect(self.show_passages)
        desk.passage_changed.connect(self._stay)
        desk.span_changed.connect(self._stay)
        desk.focus.changed.connect(self._on_focus_changed)
        desk.structure_changed.connect(self._on_structure_changed)
        pane.focus_bar.all_wanted.connect(desk.focus.on_all)
        pane.view.escaped.connect(self._on_escaped)

    def show_passages(self) -> None:
        """Show the passages that lie on the desk, as far as they are to be seen."""
        self._pane.view.set_passages(self._focus.seen(self._desk.passages))

    def _on_passages_changed(self, removed: Collection[int], added: Sequence[Passage]) -> None:
        self._pane.view.update_passages(removed, self._focus.seen(added))

    def _on_focus_changed(self) -> None:
        focus = self._focus
        self._is_leaving = False
        in_focus = focus.holds_code if focus.is_on else None  # and where all is in focus, there is no rest
        self._pane.view.set_focus(in_focus, is_rest_dimmed=focus.is_on and focus.rest_dimmed)
        if self._was_hiding or focus.is_hiding:
            self._was_hiding = focus.is_hiding
            self.show_passages()
        self._pane.focus_bar.say(self._sentence())
        current = self._desk.passage
        if current is not None and not focus.shows(current):
            self._desk.select_passage(None)

    def _on_structure_changed(self) -> None:
        if self._focus.speaker is not None:
            self._on_focus_changed()

    def _sentence(self) -> str:
        parts = []
        if self._focus.codes is not None:
            book = self._desk.live.book
            known = sorted(self._focus.codes & book.by_id.keys(), key=book.order)
            parts.append(_listed(book.by_id[code_id].name for code_id in known))
        if self._focus.coders is not None:
            with self._desk.live.read() as session:
                names = [row.name for row in coders.rows(session) if row.id in self._focus.coders]
            parts.append(_("coder {names}").format(names=_listed(names)))
        if self._focus.speaker is not None:
            parts.append(_("speaker {name}").format(name=self._focus.speaker))
        if not self._focus.others_shown:
            parts.append(_("coder {names}, others hidden").format(names=self._desk.live.coder))
        return _("Only: {parts}").format(parts=" · ".join(parts)) if parts else ""

    def _on_escaped(self) -> None:
        """Twice, because once is pressed by habit."""
        if self._desk.passage is not None:
            self._desk.select_passage(None)
        elif self._is_leaving:
            self._focus.on_all()
        elif self._pane.focus_bar.sentence:
            self._is_leaving = True
            self._desk.said.emit(_("Press Esc again to show all codings."))

    def _stay(self, _news: object) -> None:
        self._is_leaving = False


def _listed(names: Iterable[str]) -> str:
    """The first names, and how many more there are."""
    known = list(names)
    more = len(known) - NAMED
    return ", ".join(known[:NAMED]) + (f" +{more}" if more > 0 else "")
