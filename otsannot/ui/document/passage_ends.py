"""The handles at the two ends of the current passage, and what dragging one of them does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple
from unicodedata import bidirectional

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPalette, QPen

from otsannot.model.spans import End, Span
from otsannot.text import words
from otsannot.text.graphemes import grapheme_at, snap
from otsannot.ui.document.screen_lines import ScreenLine
from otsannot.ui.document.text_view import TextView

KNOB = 4.0
"""The radius of a handle's knob, in pixels."""

_REACH = 7.0  # so near to a knob, in pixels, the mouse takes hold of it
_STROKE = 2.0


class Handle(NamedTuple):
    """A handle on the screen: its stroke from top to bottom, and its knob, over the start and under the end."""

    end: End
    x: float
    top: float
    bottom: float

    @property
    def knob(self) -> QPointF:
        return QPointF(self.x, self.top - KNOB if self.end is End.START else self.bottom + KNOB)

    def distance(self, point: QPointF) -> float:
        """How far a point is from the handle, in pixels, the stroke being harder to hit than the knob."""
        from_knob = (point - self.knob).manhattanLength()
        if self.top <= point.y() <= self.bottom:
            return min(from_knob, abs(point.x() - self.x) + _REACH - _STROKE - 1)
        return from_knob


@dataclass(slots=True)
class Pull:
    """A handle that is being dragged: where the passage was, and where it would be now."""

    annotation_id: int
    end: End
    was: Span
    now: Span


class PassageEnds:
    """Where the handles of one passage are, and which span a drag of one makes; positions are code points."""

    def __init__(self, view: TextView) -> None:
        self._view = view
        self._handles: list[Handle] = []
        self.pull: Pull | None = None

    def place(self, span: Span | None, lines: list[ScreenLine]) -> None:
        """Put the handles at the ends of a span, as far as they are on the screen; none without a span."""
        self._handles = []
        if span is None:
            return
        for end in End:
            handle = self._handle(end, span, lines)
            if handle is not None:
                self._handles.append(handle)

    def handle_at(self, point: QPointF) -> Handle | None:
        """The handle the mouse can take hold of at a point, the nearer one of two."""
        near = [handle for handle in self._handles if handle.distance(point) <= _REACH]
        return min(near, key=lambda handle: handle.distance(point), default=None)

    def handle(self, end: End) -> Handle | None:
        """The handle of one end, if it is on the screen."""
        return next((handle for handle in self._handles if handle.end is end), None)

    def pull_to(self, position: int, *, exact: bool) -> Span:
        """Let the pulled end follow the mouse to a place between letters: to the nearest word, or exactly there."""
        assert self.pull is not None
        text, was = self._view.text, self.pull.was
        if self.pull.end is End.START:
            position = position if exact else _start_near(text, position, was.end)
            position = min(position, grapheme_at(text, was.end - 1).start)
            self.pull.now = Span(*snap(text, position, was.end))
        else:
            position = position if exact else _end_near(text, position, was.start)
            position = max(position, grapheme_at(text, was.start + 1).end)
            self.pull.now = Span(*snap(text, was.start, position))
        return self.pull.now

    def paint(self, painter: QPainter, palette: QPalette) -> None:
        """Draw the handles over the text."""
        colour, page = palette.color(QPalette.ColorRole.Accent), palette.color(QPalette.ColorRole.Base)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for handle in self._handles:
            painter.fillRect(QRectF(handle.x - _STROKE / 2, handle.top, _STROKE, handle.bottom - handle.top), colour)
            painter.setPen(QPen(page, 1))
            painter.setBrush(colour)
            painter.drawEllipse(handle.knob, KNOB, KNOB)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _handle(self, end: End, span: Span, lines: list[ScreenLine]) -> Handle | None:
        text = self._view.text
        at = span.start
        if end is End.END:
            at = span.end - 1
            while at > span.start and text[at] == "\n":  # a line feed is nowhere on the screen
                at -= 1
        letter = Span(*snap(text, at, at + 1))
        found = self._view.lines_of(letter, lines)
        if not found:
            return None
        line, rects = found[0 if end is End.START else -1]
        is_right = (bidirectional(text[letter.start]) in ("R", "AL")) == (end is End.START)
        x = rects[-1].right() if is_right else rects[0].left()
        return Handle(end, x, line.top, line.bottom)


def _end_near(text: str, position: int, start: int) -> int:
    """The end of a word after `start` that is nearest to a place, or the place itself after a sign."""
    word = words.word_at(text, position)
    if word.start < position < word.end:
        before = words.end_before(text, position)
        is_early = 2 * position < word.start + word.end
        return before if is_early and before is not None and before > start else word.end
    while position > start and text[position - 1].isspace():
        position -= 1
    return position


def _start_near(text: str, position: int, end: int) -> int:
    """The beginning of a word before `end` that is nearest to a place, or the place itself before a sign."""
    word = words.word_at(text, position)
    if word.start < position < word.end:
        after = words.start_after(text, position)
        is_late = 2 * position > word.start + word.end
        return after if is_late and after is not None and after < end else word.start
    while position < end and text[position].isspace():
        position += 1
    return position
