"""Ties the document pane to the desk: what lies on the desk is shown, what the reader does reaches the desk."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from otsannot.model.nouns import Code, Document
from otsannot.model.passages import Passage
from otsannot.model.spans import Span
from otsannot.store import Change
from otsannot.store.documents import DocumentRow
from otsannot.ui.desk import Desk
from otsannot.ui.document.document_view import DocumentPane
from otsannot.ui.document.focus_binding import FocusBinding


class DeskBinding(QObject):
    """Carries news both ways, so that neither side knows the other."""

    def __init__(self, desk: Desk, pane: DocumentPane) -> None:
        super().__init__(pane)
        self._desk = desk
        self._pane = pane
        self._view = pane.view
        self._focus = FocusBinding(desk, pane)
        self._shown: str | None = None
        desk.document_changed.connect(self._on_document_changed)
        desk.structure_changed.connect(lambda: self._view.set_structure(desk.structure))
        desk.passage_changed.connect(self._on_passage_changed)
        desk.revealed.connect(self._on_revealed)
        desk.reading_wanted.connect(pane.setFocus)
        self._view.span_changed.connect(self._on_span_changed)
        self._view.caret_moved.connect(desk.place_caret)
        self._view.text_clicked.connect(self._on_text_clicked)
        self._view.passage_clicked.connect(desk.select_passage)
        self._view.code_dropped.connect(self._on_code_dropped)
        pane.margin.passage_clicked.connect(desk.select_passage)
        self._view.ends_moved.connect(desk.shaper.move_ends)
        self._before: Passage | None = None
        desk.live.changed.connect(self._on_changed)
        desk.live.coder_changed.connect(pane.margin.set_reader)
        desk.live.coder_changed.connect(self._on_coder_changed)
        pane.margin.set_reader(desk.live.coder)

    def _on_document_changed(self, document: DocumentRow | None) -> None:
        shown, self._shown = self._shown, None if document is None else document.guid
        if document is None:
            self._pane.clear()
            return
        place = self._view.place() if document.guid == shown else 0
        self._pane.margin.set_book(self._desk.live.book)
        self._pane.set_text(self._desk.text, self._desk.structure)
        self._view.language = document.language
        self._focus.show_passages()
        if place:  # the text was corrected under the reader's eyes
            place = min(place, document.length - 1)
            self._view.select(Span(place, place))
            self._view.reveal(Span(place, place + 1), flash=False)

    def _on_changed(self, change: Change) -> None:
        if change.touches(Code):
            self._pane.margin.set_book(self._desk.live.book)
        if change.touches(Document) and self._desk.document is not None:
            self._view.language = self._desk.document.language

    def _on_passage_changed(self, passage: Passage | None) -> None:
        before, self._before = self._before, passage
        can_move_ends = passage is not None and self._desk.is_own(passage) and self._desk.live.project.store.writable
        self._view.set_current(None if passage is None else passage.annotation_id, can_move_ends=can_move_ends)
        # A code goes to the selection first; one that lies elsewhere would catch codes meant for this passage.
        if passage is not None and self._view.span() not in (None, passage.span):
            self._view.clear_selection()
        if passage is not None and before is not None and passage.annotation_id == before.annotation_id:
            if passage.end != before.end:
                self._view.keep_in_sight(passage.end)
            elif passage.start != before.start:
                self._view.keep_in_sight(passage.start)

    def _on_coder_changed(self, _coder: str) -> None:
        self._on_passage_changed(self._desk.passage)

    def _on_revealed(self, span: Span) -> None:
        is_outlined = self._desk.passage is not None and self._desk.passage.span == span
        self._view.select(Span(span.start, span.start) if is_outlined else span)
        self._view.reveal(span)

    def _on_span_changed(self, span: Span | None) -> None:
        self._desk.select_span(span)
        if span is not None and self._desk.passage is not None and self._desk.passage.span != span:
            self._desk.select_passage(None)

    def _on_text_clicked(self, position: int) -> None:
        if not self._view.passages_at(position):
            self._desk.select_passage(None)

    def _on_code_dropped(self, code_ids: Sequence[int], span: Span) -> None:
        self._desk.pen.apply_codes(code_ids, span)
        self._desk.reading_wanted.emit()
