"""The desk: the document that is open, its passages, what is selected in it, and the current passage."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from PySide6.QtCore import QObject, Signal

from otsannot.i18n import _
from otsannot.model.nouns import Annotation, Code, Coder, Coding, Document
from otsannot.model.passages import Passage, PassageCode, in_text_order
from otsannot.model.places import Place, Places
from otsannot.model.spans import Span
from otsannot.model.structure import NO_STRUCTURE, Structure
from otsannot.store import Change, documents, layers, passages
from otsannot.store.documents import DocumentRow
from otsannot.store.rows import uncollected
from otsannot.ui import window_state
from otsannot.ui.document_filter import DocumentFilter
from otsannot.ui.focus import Focus
from otsannot.ui.live_project import LiveProject
from otsannot.ui.pen import Pen
from otsannot.ui.shaper import Shaper
from otsannot.ui.walker import Walker


class Desk(QObject):
    """State that the reading view, the panels and the actions share; it knows none of them.

    `pen` codes what lies here, `shaper` shapes it, `walker` leads through it. `focus` says which codings the reader
    looks at, `filter` which documents, and `state` what the window of the study finds again.
    """

    document_changed = Signal(object)
    """Another document lies on the desk: its DocumentRow, or None. `text`, `structure` and `passages` are ready."""
    structure_changed = Signal()
    """More, or something else, is known of the structure of the same text."""
    passages_changed = Signal(object, object)
    """Passages of the document changed: a set of annotation ids that went or changed, and the Passages that came."""
    passages_reloaded = Signal()
    """All passages were read anew."""
    passage_changed = Signal(object)
    """Another passage is the current one, or it has changed: the Passage, or None."""
    span_changed = Signal(object)
    """Another Span is selected, or None."""
    caret_moved = Signal(int)
    """The caret stands before another code point."""
    walked = Signal()
    """The walker found what it was sent for."""
    revealed = Signal(object)
    """A Span to scroll to and flash."""
    leaving = Signal()
    """Another passage or document follows: what is being typed about this one must be written down now."""
    reading_wanted = Signal()
    """The reader is done beside the text and goes on in it: it shall have the focus."""
    said = Signal(str)
    """A sentence for the status bar."""

    def __init__(self, live: LiveProject, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.live = live
        self.state = window_state.recall(live.project.path)
        self.document: DocumentRow | None = None
        self.text = ""
        self._structure = NO_STRUCTURE
        self._places: Places | None = None
        self.span: Span | None = None
        self.caret = 0
        self.focus = Focus(live, self)
        self.filter = DocumentFilter(live, self)
        self.pen = Pen(self)
        self.shaper = Shaper(self)
        self.walker = Walker(self)
        self._passages: dict[int, Passage] = {}
        self._ordered: list[Passage] | None = None
        self._current: int | None = None
        live.changed.connect(self._on_changed)

    @property
    def structure(self) -> Structure:
        """What is known of the text beside its words."""
        return self._structure

    @structure.setter
    def structure(self, structure: Structure) -> None:
        self._structure, self._places = structure, None
        self.focus.structure = structure

    def place_of(self, span: Span) -> Place:
        """On which page, by whom, when and under which heading a passage of the text stands."""
        if self._places is None:
            self._places = Places(self._structure, self.text)
        return self._places.of(*span)

    @property
    def passages(self) -> list[Passage]:
        """The passages of the document in the order of the text."""
        if self._ordered is None:
            self._ordered = in_text_order(self._passages.values())
        return self._ordered

    @property
    def has_passages(self) -> bool:
        """Whether anything is highlighted in the document."""
        return bool(self._passages)

    @property
    def passage(self) -> Passage | None:
        """The current passage."""
        return None if self._current is None else self._passages.get(self._current)

    def open_document(self, document_id: int, span: Span | None = None) -> None:
        """Lay a document on the desk, and reveal a passage of it."""
        if self.document is None or self.document.id != document_id:
            self.leaving.emit()
            with uncollected():
                self._lay_down(document_id)
        if span is not None:
            self.revealed.emit(span)

    def _lay_down(self, document_id: int) -> None:
        with self.live.read() as session:
            row = documents.row(session, document_id)
            self.text = "" if row is None else documents.text(session, document_id)
            self.structure = layers.structure(session, document_id)
            found = passages.passages(session, document_id, self.live.book)
        self.document = row
        self._keep(found)
        self._current = self.span = None
        self.document_changed.emit(row)
        self.passage_changed.emit(None)
        self.span_changed.emit(None)

    def close_document(self) -> None:
        """Clear the desk."""
        self.leaving.emit()
        self._clear()

    def _clear(self) -> None:
        self.document, self.text, self.span, self._current = None, "", None, None
        self.structure = NO_STRUCTURE
        self._keep([])
        self.document_changed.emit(None)
        self.passage_changed.emit(None)
        self.span_changed.emit(None)

    def select_span(self, span: Span | None) -> None:
        """Say which part of the text is selected, if any."""
        if span != self.span:
            self.span = span
            self.span_changed.emit(span)

    def place_caret(self, position: int) -> None:
        """Say where the caret stands."""
        self.caret = position
        self.caret_moved.emit(position)

    def select_passage(self, annotation_id: int | None, *, reveal: bool = False) -> None:
        """Make a passage the current one."""
        if annotation_id != self._current:
            self.leaving.emit()
            self._current = annotation_id
            self.passage_changed.emit(self.passage)
        if reveal and self.passage is not None:
            self.revealed.emit(self.passage.span)

    def show_change(self, change: Change) -> None:
        """Bring the passage that was undone or redone into view; words that lost theirs are selected again.

        After an edit in several documents only what stands in the open one is shown.
        """
        ids = (change.ids(Annotation) or set()) | (change.values(Coding, "annotation_id") or set())
        gone = [row.before for row in change.rows or () if row.table == Annotation.__tablename__ and row.after is None]
        lost = [(row["document_id"], Span(row["start"], row["end"])) for row in gone if row is not None]
        with self.live.read() as session:
            homes = passages.homes(session, ids) | {document_id for document_id, _span in lost}
        here = None if self.document is None else self.document.id
        home = here if here in homes else next(iter(homes), None)
        if home is None or change.touches(Document) or (home != here and len(homes) > 1):
            return
        self.open_document(home)
        found = in_text_order(self._passages[number] for number in ids & self._passages.keys())
        if found:
            self.select_passage(found[0].annotation_id, reveal=True)
        else:
            self.revealed.emit(min(span for document_id, span in lost if document_id == home))

    def target(self) -> Span | None:
        """What a code would be applied to: the selection, else the current passage."""
        if self.span is not None:
            return self.span
        return None if self.passage is None else self.passage.span

    def is_own(self, passage: Passage) -> bool:
        """Whether a passage was made by who is coding now."""
        return passage.coder == " ".join(self.live.coder.split())

    def own_passage(self) -> Passage | None:
        """The current passage, if it may be changed; why not is said."""
        passage = self.passage
        if passage is None:
            self.said.emit(_("Click a passage first, or go to one with Alt+Down."))
            return None
        return passage if self._may_change(passage) else None

    def coding(self, coding_id: int) -> tuple[Passage, PassageCode] | None:
        """A coding of this document with its passage, if it is there."""
        return next(self._with_codings({coding_id}), None)

    def own_coding(self, coding_id: int) -> tuple[Passage, PassageCode] | None:
        """A coding of this document with its passage, if it may be changed; why not is said."""
        found = self.coding(coding_id)
        return found if found is not None and self._may_change(found[0]) else None

    def _may_change(self, passage: Passage) -> bool:
        if not self.is_own(passage):
            told = _("This passage is {coder}’s. Change the coder to {coder} to change it.")
            self.said.emit(told.format(coder=passage.coder))
            return False
        return True

    def _keep(self, found: Sequence[Passage]) -> None:
        self._passages = {passage.annotation_id: passage for passage in found}
        self._ordered = list(found)

    def _on_changed(self, change: Change) -> None:
        if self.document is None:
            return
        if change.touches(Document):
            self._reread_document()
        if self.document is None or not change.touches(Annotation, Coding, Code, Coder):
            return
        touched = self._touched(change)
        if touched is None:
            with self.live.read() as session:
                self._keep(passages.passages(session, self.document.id, self.live.book))
            self.passages_reloaded.emit()
        elif touched:
            self._update(touched)
        else:
            return
        if self._current is not None and (touched is None or self._current in touched):
            self._current = self._current if self._current in self._passages else None
            self.passage_changed.emit(self.passage)

    def _touched(self, change: Change) -> set[int] | None:
        """The annotations that a change may concern, or None when they are too many to name."""
        annotations, moved = change.ids(Annotation), change.values(Coding, "annotation_id")
        if change.rows is None or annotations is None or moved is None or change.touches(Code, Coder):
            return None
        weighed = {row.row_id for row in change.rows if row.table == Coding.__tablename__ and row.verb == "set"}
        return annotations | moved | {passage.annotation_id for passage, _code in self._with_codings(weighed)}

    def _with_codings(self, coding_ids: Collection[int]) -> Iterator[tuple[Passage, PassageCode]]:
        if not coding_ids:
            return
        for passage in self._passages.values():
            for code in passage.codes:
                if code.coding_id in coding_ids:
                    yield passage, code

    def _update(self, touched: set[int]) -> None:
        assert self.document is not None
        with self.live.read() as session:
            found = passages.passages_by_id(session, self.document.id, touched, self.live.book)
        for annotation_id in touched:
            self._passages.pop(annotation_id, None)
        self._passages.update({passage.annotation_id: passage for passage in found})
        self._ordered = None
        self.passages_changed.emit(touched, found)

    def _reread_document(self) -> None:
        assert self.document is not None
        with self.live.read() as session:
            row = documents.row(session, self.document.id)
        # A new document may have been given the number of one that is gone.
        if row is None or row.guid != self.document.guid:
            self._clear()
        elif row.sha256 != self.document.sha256:
            self._take_corrected(row)
        else:
            has_new_structure = row.layer_sha256 != self.document.layer_sha256
            self.document = row
            if has_new_structure:
                self._reread_structure(row.id)

    def _reread_structure(self, document_id: int) -> None:
        with self.live.read() as session:
            self.structure = layers.structure(session, document_id)
        self.structure_changed.emit()

    def _take_corrected(self, row: DocumentRow) -> None:
        """Lay the same document down again with its corrected text, and passages where their words are now."""
        current = self._current
        with self.live.read() as session:
            self.text = documents.text(session, row.id)
            self.structure = layers.structure(session, row.id)
            found = passages.passages(session, row.id, self.live.book)
        self.document, self.span = row, None
        self._keep(found)
        self._current = current if current in self._passages else None
        self.document_changed.emit(row)
        self.passage_changed.emit(self.passage)
        self.span_changed.emit(None)
