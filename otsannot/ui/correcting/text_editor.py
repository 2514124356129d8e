"""An editor that knows, splice by splice, what became of the text it was given."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from otsannot.i18n import _
from otsannot.model.comparing import compared
from otsannot.model.corrections import Correction
from otsannot.model.spans import Span
from otsannot.ui.document.display_text import display_text
from otsannot.ui.offsets import Offsets
from otsannot.ui.panels.parts import ENTER
from otsannot.ui.plain_clipboard import PlainClipboard

# What Qt calls the ends of its blocks and lines, where the stored text has a line feed.
_LINE_ENDS = str.maketrans("\u2028\u2029\r", "\n\n\n")


class TextEditor(QPlainTextEdit):
    """Edits a text. `correction` holds it exactly: what nobody touched is never read back from the widget."""

    edited = Signal()

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("textEditor")
        self.setAccessibleName(_("Text to correct"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(False)
        self.correction = Correction(text)
        self._clipboard = PlainClipboard(self)
        self._shown = display_text(text).shown
        self._offsets = Offsets(self._shown)
        self.setPlainText(self._shown)
        self.document().contentsChange.connect(self._on_contents_change)

    def rewrite(self, text: str) -> None:
        """Make it another text where the two differ; one Ctrl+Z takes it back."""
        cursor = QTextCursor(self.document())
        offsets = self._offsets
        cursor.beginEditBlock()
        for stretch in reversed(compared(self.correction.text, text).stretches):
            cursor.setPosition(offsets.to_qt(stretch.start))
            cursor.setPosition(offsets.to_qt(stretch.end), QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(text[stretch.new_start : stretch.new_end])
        cursor.endEditBlock()

    def select(self, span: Span) -> None:
        """Select a span of the text as it is now and bring it into view."""
        self.setTextCursor(self.cursor_over(span))
        self.centerCursor()

    def cursor_over(self, span: Span) -> QTextCursor:
        """A cursor that spans code points, to mark them with."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._offsets.to_qt(span.start))
        cursor.setPosition(self._offsets.to_qt(span.end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def seen(self) -> Span:
        """The code points from the first paragraph on the screen to the last one."""
        last = self.cursorForPosition(self.viewport().rect().bottomRight()).block()
        units = last.position() + last.length() - 1
        return Span(self._offsets.from_qt(self.firstVisibleBlock().position()), self._offsets.from_qt(units))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.textCursor().insertBlock()  # Qt would write a line separator, which looks like a line feed and is none
            return
        super().keyPressEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        # Qt would turn no-break spaces into plain ones.
        cursor = self.textCursor()
        data = QMimeData()
        self._clipboard.mark(data)
        start, end = self._offsets.from_qt(cursor.selectionStart()), self._offsets.from_qt(cursor.selectionEnd())
        data.setText(self.correction.text[start:end])
        return data

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText():
            self.textCursor().insertText(source.text().replace("\r\n", "\n").replace("\0", "").translate(_LINE_ENDS))
            self.ensureCursorVisible()

    def _on_contents_change(self, position: int, removed: int, added: int) -> None:
        """Take over a change that Qt tells of in its units; it may say that more changed, and count the end as well."""
        old_units, new_units = self._offsets.to_qt(len(self._shown)), self.document().characterCount() - 1
        tail = max(0, min(old_units - position - removed, new_units - position - added))
        start = self._offsets.from_qt(min(position, old_units))
        end = self._end_of_character(old_units - tail)
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._offsets.to_qt(start))
        cursor.setPosition(new_units - (old_units - self._offsets.to_qt(end)), QTextCursor.MoveMode.KeepAnchor)
        fresh = cursor.selectedText().replace("\u2029", "\n")
        stale = self._shown[start:end]
        if fresh == stale:
            return
        self._shown = self._shown[:start] + fresh + self._shown[end:]
        self._offsets = Offsets(self._shown)
        # Replacing all, and taking that back, reaches Qt's listeners as one change from the first place to the last.
        for stretch in reversed(compared(stale, fresh).stretches):
            words = fresh[stretch.new_start : stretch.new_end].translate(_LINE_ENDS)
            self.correction.splice(start + stretch.start, start + stretch.end, words)
        self.edited.emit()

    def _end_of_character(self, units: int) -> int:
        place = self._offsets.from_qt(units)
        return place + 1 if self._offsets.to_qt(place) < units else place
