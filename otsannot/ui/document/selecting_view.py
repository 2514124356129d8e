"""How a reader selects with mouse and keys: by whole words while dragging, by clicks, by steps that grow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QElapsedTimer, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from otsannot.model.spans import Span
from otsannot.text import units, words
from otsannot.text.graphemes import grapheme_at, snap
from otsannot.text.units import Unit
from otsannot.ui.document.drag import Drag, LetterDrag, UnitDrag
from otsannot.ui.document.text_view import TextView

EXACT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
"""What turns a drag by words into one by letters, and the other way round."""


class SelectingView(TextView):
    """A text view in which two clicks select a word, three a sentence and four a paragraph.

    Selections settle on whole letters (graphemes), so that what is shown as selected is what `span` returns.
    `language` is that of the text, as ISO 639 code, empty when unknown; `whole_words` says how a drag goes.
    """

    text_clicked = Signal(int)
    escaped = Signal()

    _is_busy = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.language = ""
        self.whole_words = True
        self._drag: Drag | None = None
        self._pressed_at: QPointF | None = None
        self._clicks = 0
        self._clicked_at = QPointF()
        self._since_click = QElapsedTimer()
        self._grown: list[Span] = []

    # By units

    def select_unit(self, unit: Unit) -> None:
        """Select the whole words, sentences or paragraphs that the selection touches, or the caret."""
        span = self.span() or Span(self.caret(), self.caret())
        first = units.unit_at(self.text, span.start, unit, self.language)
        last = units.unit_at(self.text, max(span.start, span.end - 1), unit, self.language)
        self._select_in_place(first.start, last.end)

    def grow(self) -> None:
        """Select the next larger unit: a word, then its sentence, its paragraph, the text."""
        span = self.span() or Span(self.caret(), self.caret())
        if not self._grown or self._grown[-1] != span:
            self._grown = [span]
        self._grown.append(Span(*units.larger(self.text, *span, self.language)))
        self._select_in_place(*self._grown[-1])

    def shrink(self) -> None:
        """Take back the last growing, or select the largest unit at the beginning of the selection."""
        span = self.span()
        if span is None:
            return
        if len(self._grown) > 1 and self._grown[-1] == span:
            self._grown.pop()
            self._select_in_place(*self._grown[-1])
        else:
            self._select_in_place(*units.smaller(self.text, *span, self.language))

    def _select_in_place(self, anchor: int, caret: int) -> None:
        """Select without scrolling to where the caret comes to stand."""
        place = self.verticalScrollBar().value()
        self._set_selection(anchor, caret)
        self.verticalScrollBar().setValue(place)

    def _extend_by_word(self, *, forwards: bool) -> None:
        """Let the selection end at the next end of a word, or at the beginning of the one before."""
        caret = self.caret()
        found = words.end_after(self.text, caret) if forwards else words.start_before(self.text, caret)
        if found is None:
            found = len(self.text) if forwards else 0
        self._set_selection(self._offsets.from_qt(self.textCursor().anchor()), found)

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._press(event, super().mousePressEvent)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._press(event, super().mouseDoubleClickEvent)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is None or not event.buttons() & Qt.MouseButton.LeftButton:
            self._drag = None  # the button may have been let go where we were not told
            super().mouseMoveEvent(self._on_a_line(event))
            return
        with self._told_once():
            super().mouseMoveEvent(self._on_a_line(event))
            self._drag_to(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        with self._told_once():
            super().mouseReleaseEvent(self._on_a_line(event))
            if event.button() == Qt.MouseButton.LeftButton:
                self._drag_to(event)
                self._drag = None
        pressed_at, self._pressed_at = self._pressed_at, None
        if pressed_at is None or self.textCursor().hasSelection():
            return
        if (event.position() - pressed_at).manhattanLength() < QApplication.startDragDistance():
            position = self.character_at(event.position())
            if position is not None:
                self.text_clicked.emit(position)

    def _press(self, event: QMouseEvent, qts_own: Callable[[QMouseEvent], None]) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            qts_own(event)
            return
        self._pressed_at = None if event.modifiers() else event.position()
        anchor = self._offsets.from_qt(self.textCursor().anchor())
        clicks = self._count_click(event)
        with self._told_once():
            qts_own(self._on_a_line(event))
            if clicks > 1:
                self._drag = UnitDrag(self.text, self._place_under(event.position()), Unit(clicks - 1), self.language)
            elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._drag = LetterDrag(self.text, anchor)
            elif self.textCursor().hasSelection():
                self._drag = None  # it was pressed on, and will be taken elsewhere
            else:
                self._drag = LetterDrag(self.text, self._caret_near(event.position()))
            self._drag_to(event)

    def _count_click(self, event: QMouseEvent) -> int:
        """The number of this click among quick ones at one place; Qt tells of every second one as a double click."""
        is_near = (event.position() - self._clicked_at).manhattanLength() < QApplication.startDragDistance()
        is_quick = self._since_click.isValid() and self._since_click.elapsed() < QApplication.doubleClickInterval()
        is_second = event.type() == QMouseEvent.Type.MouseButtonDblClick
        before = self._clicks if is_near and is_quick else 0
        if before >= (3 if is_second else 2):
            self._clicks = min(before + 1, 4)
        else:
            self._clicks = 2 if is_second else 1
        self._clicked_at = event.position()
        self._since_click.start()
        return self._clicks

    def _drag_to(self, event: QMouseEvent) -> None:
        if self._drag is None:
            return
        if isinstance(self._drag, UnitDrag):
            ends = self._drag.to(self._place_under(event.position()))
        else:
            ends = self._drag.to(self._caret_near(event.position()), exact=self._is_exact(event))
        start, end = snap(self.text, min(ends), max(ends))
        if ends.anchor == ends.caret:
            start = end
        self._select_in_place(*((start, end) if ends.anchor <= ends.caret else (end, start)))

    def _is_exact(self, event: QMouseEvent) -> bool:
        return bool(event.modifiers() & EXACT) == self.whole_words

    def _caret_near(self, point: QPointF) -> int:
        """Where the caret would stand for a point of the viewport."""
        return self._letters_of(self._line_at(point)).caret_at(point.x())

    def _place_under(self, point: QPointF) -> int:
        """The code point under the mouse, or beside the text where the caret would stand."""
        under = self.character_at(point)
        return self._caret_near(point) if under is None else under

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.span() is None:
                self.escaped.emit()
            self.clear_selection()
            return
        is_next = event.matches(QKeySequence.StandardKey.SelectNextWord)
        if is_next or event.matches(QKeySequence.StandardKey.SelectPreviousWord):
            is_right_to_left = self.textCursor().block().textDirection() == Qt.LayoutDirection.RightToLeft
            self._extend_by_word(forwards=is_next != is_right_to_left)
            return
        came_from = self.caret()
        with self._told_once():
            super().keyPressEvent(event)
            self._settle(came_from)
        if self.caret() != came_from:
            self._show_whole_line()

    def _show_whole_line(self) -> None:
        """Scroll until the line of the caret is not cut by the lower edge; Qt reckons with lines of one height."""
        bar = self.verticalScrollBar()
        while self.cursorRect().bottom() >= self.viewport().height() and bar.value() < bar.maximum():
            bar.setValue(bar.value() + 1)

    def _settle(self, came_from: int) -> None:
        """Move the ends of the selection out to borders of letters, and a caret that was moved by a key onwards."""
        cursor = self.textCursor()
        anchor, caret = self._offsets.from_qt(cursor.anchor()), self._offsets.from_qt(cursor.position())
        letter = grapheme_at(self.text, caret)
        caret = letter.start if caret < came_from else letter.end
        if not cursor.hasSelection():
            self._set_selection(caret, caret)
            return
        letter = grapheme_at(self.text, anchor)
        self._set_selection(letter.end if caret < anchor else letter.start, caret)

    @contextmanager
    def _told_once(self) -> Iterator[None]:
        """What Qt does to the selection before we have put it right is nobody's news."""
        caret = self.caret()
        self._is_busy = True
        try:
            yield
        finally:
            self._is_busy = False
        if self.caret() != caret:
            self._on_caret_moved()
        self._on_selection_changed()

    def _on_selection_changed(self) -> None:
        if not self._is_busy:
            super()._on_selection_changed()

    def _on_caret_moved(self) -> None:
        if not self._is_busy:
            super()._on_caret_moved()
