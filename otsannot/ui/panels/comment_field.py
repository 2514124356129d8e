"""The comment of a passage, which is written down by itself at every pause."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from otsannot.i18n import _
from otsannot.model.passages import Passage
from otsannot.store import Change
from otsannot.ui.desk import Desk
from otsannot.ui.panels.parts import NoteField

MILLISECONDS_OF_PAUSE = 2000


class CommentField(NoteField):
    """Shows the comment of one passage; each pause in typing makes one edit.

    Typing is undone in the field first. When that leads back to what stood there before the last edit, the edit is
    undone with it, so that the history does not fill up with steps to and fro.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Comment"), lines=(3, 14))
        self._desk = desk
        self._passage_id: int | None = None
        self._stored = ""
        self._revision = 0
        self._before: tuple[int, str] | None = None
        self._pause = QTimer(self, singleShot=True, interval=MILLISECONDS_OF_PAUSE)
        self._pause.timeout.connect(self.flush)
        self.textChanged.connect(self._on_typed)
        self.left.connect(self.flush)
        self.done.connect(self._on_done)
        desk.live.changed.connect(self._on_changed)
        desk.leaving.connect(self.flush)
        desk.live.leaving.connect(self.flush)

    def show_passage(self, passage: Passage | None) -> None:
        """Show the comment of a passage; what the user is typing into the same one is left alone."""
        passage_id = None if passage is None else passage.annotation_id
        is_other = passage_id != self._passage_id
        if is_other:
            self._before = None
            if self._is_typed():
                self._desk.said.emit(_("The comment that was being written could not be kept: its passage is gone."))
        elif self._is_typed():
            return
        self._passage_id = passage_id
        own = passage is not None and self._desk.is_own(passage)
        self.setReadOnly(not own)
        self.setPlaceholderText(_("Why this code?") if own else _("No comment"))
        self.set_note("" if passage is None else passage.comment)
        self._stored = self.note()
        self._pause.stop()
        if is_other:
            self.document().clearUndoRedoStacks()

    def flush(self) -> None:
        """Write down what was typed."""
        self._pause.stop()
        if self._passage_id is not None and self._is_typed():
            text, stored = self.note(), self._stored
            if self._before is not None:
                self._desk.live.project.store.catch_up()  # undo would take back what another window did since
            if self._before == (self._revision, text):
                self._before = None
                self._desk.live.undo()
            else:
                self._desk.pen.comment(self._passage_id, text)
                self._before = (self._revision, stored)
            self._stored = text  # only now: what could not be written down is still typed

    def _on_changed(self, change: Change) -> None:
        self._revision = change.revision

    def _on_done(self) -> None:
        if not self._is_typed():  # or else it could not be written down
            self._desk.reading_wanted.emit()

    def _is_typed(self) -> bool:
        return self.note() != self._stored

    def _on_typed(self) -> None:
        if self._is_typed():
            self._pause.start()
