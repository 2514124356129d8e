"""The stripes beside the text: one bracket for each coding, with the name of its code."""

from __future__ import annotations

import html
from bisect import bisect_right

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPalette, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from otsannot.i18n import _
from otsannot.model.passages import Passage
from otsannot.ui.document.bracket_painter import Bracket, BracketPainter
from otsannot.ui.document.reading_view import ReadingView
from otsannot.ui.document.screen_lines import ScreenLine

MARGIN_WIDTH = 208

_BEYOND = 100.0  # so far past the edge is drawn what goes on there; its end is out of sight


class MarginView(QWidget):
    """Draws the codings of the passages a reading view shows, line by line beside it.

    `coding_hovered` gives a coding's id, or None when the mouse is on none; `passage_clicked` an annotation's.
    """

    coding_hovered = Signal(object)
    passage_clicked = Signal(int)

    def __init__(self, view: ReadingView) -> None:
        super().__init__(view)
        self.setObjectName("marginView")
        self.setAccessibleName(_("Codes beside the text"))
        self.setMouseTracking(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._view = view
        self._painter = BracketPainter(self)
        self.brackets: list[Bracket] = []
        self._hovered: int | None = None
        view.updateRequest.connect(self._on_view_updated)
        view.passages_changed.connect(self.update)
        view.current_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(MARGIN_WIDTH, 400)

    def bracket_at(self, point: QPointF) -> Bracket | None:
        """The bracket drawn at a point, or whose label is; of several the shortest that is not the current one."""
        found = sorted((bracket for bracket in self.brackets if bracket.contains(point)), key=_length)
        others = [bracket for bracket in found if bracket.passage.annotation_id != self._view.current()]
        return next(iter(others or found), None)

    def paintEvent(self, event: QPaintEvent) -> None:
        self.brackets = self._painter.placed(self._visible_brackets(), self.height())
        current = self._view.current()
        first_coder = next(iter(self._view.index.coders), None)
        with QPainter(self) as painter:
            for bracket in self.brackets:
                is_strong = bracket.passage.annotation_id == current or bracket.code.coding_id == self._hovered
                is_hollow = bracket.code.coder_id != first_coder
                self._painter.paint(painter, bracket, is_strong=is_strong, is_hollow=is_hollow)

    def _visible_brackets(self) -> list[Bracket]:
        view = self._view
        initials = _initials(view.index.coders)
        lines = view.screen_lines()
        brackets: list[Bracket] = []
        for number in view.index.between(*view.span_of(lines)):
            passage = view.index.passages[number]
            top, bottom = self._reach(passage, lines)
            for code, lane in zip(passage.codes, view.index.brackets[number], strict=True):
                brackets.append(Bracket(passage, code, lane, top, bottom, initials.get(code.coder_id, "")))
        return brackets

    def _reach(self, passage: Passage, lines: list[ScreenLine]) -> tuple[float, float]:
        """From where to where a passage goes; past the edge where it begins or ends off the screen."""
        start, end = self._view.units(passage.span)
        first = bisect_right(lines, start, key=_line_start) - 1
        last = bisect_right(lines, end - 1, key=_line_start) - 1
        top = lines[first].top if first >= 0 else -_BEYOND
        return top, lines[last].bottom if end <= lines[-1].end else self.height() + _BEYOND

    def _on_view_updated(self, rect: QRect, dy: int) -> None:
        # A blinking caret is no reason to draw everything again.
        if dy or rect.height() >= self._view.viewport().height():
            self.update()

    def _hover(self, bracket: Bracket | None) -> None:
        hovered = bracket.code.coding_id if bracket else None
        if hovered != self._hovered:
            self._hovered = hovered
            self.setCursor(Qt.CursorShape.PointingHandCursor if bracket else Qt.CursorShape.ArrowCursor)
            self.setToolTip(self._tool_tip(bracket) if bracket else "")
            self.update()
            self.coding_hovered.emit(hovered)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.bracket_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        bracket = self.bracket_at(event.position())
        if bracket and event.button() == Qt.MouseButton.LeftButton:
            self.passage_clicked.emit(bracket.passage.annotation_id)

    def wheelEvent(self, event: QWheelEvent) -> None:
        QApplication.sendEvent(self._view.viewport(), event)

    def _tool_tip(self, bracket: Bracket) -> str:
        coder = self._view.index.coders.get(bracket.code.coder_id, "")
        lines = [f"<b>{html.escape(bracket.code.name)}</b>", html.escape(coder)]
        lines.append(html.escape(bracket.passage.comment).replace("\n", "<br>"))
        return "<br>".join(line for line in lines if line)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._painter = BracketPainter(self)


def _length(bracket: Bracket) -> int:
    return bracket.passage.end - bracket.passage.start


def _line_start(line: ScreenLine) -> int:
    return line.start


def _initials(coders: dict[int, str]) -> dict[int, str]:
    """What tells coders apart in few letters; nothing where there is one only."""
    if len(coders) < 2:
        return {}
    short = {coder: "".join(word[0] for word in name.split()[:2]).upper() for coder, name in coders.items()}
    return short if len(set(short.values())) == len(short) else coders
