"""Draws brackets and their labels, and finds the labels room."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from otsannot.model.passages import Passage, PassageCode
from otsannot.ui.document.lanes import stack
from otsannot.ui.document.tints import Tints

LANE = 9.0
HOOK = 4.0
BEFORE_LANES = 10.0
BEFORE_LABEL = 8.0
AFTER_LABEL = 2.0
DOT = 6.0
INSET = 3.0
FEWEST_LETTERS = 3


class Bracket(NamedTuple):
    """One coding as it is drawn; `top` and `bottom` lie past the edges where the passage does.

    `initials` are the coder's, and empty where there is one coder only.
    """

    passage: Passage
    code: PassageCode
    lane: int
    top: float
    bottom: float
    initials: str
    label: QRectF | None = None

    @property
    def x(self) -> float:
        return BEFORE_LANES + self.lane * LANE

    def contains(self, point: QPointF) -> bool:
        """Whether a point is on the bracket or on its label."""
        is_on_line = abs(point.x() - self.x) <= LANE / 2 and self.top <= point.y() <= self.bottom
        return is_on_line or (self.label is not None and self.label.contains(point))


class BracketPainter:
    """Draws in the font and the palette of a widget."""

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._tints = Tints(widget.palette())
        self._font = QFont(widget.font())
        self._strong_font = QFont(self._font)
        self._strong_font.setWeight(QFont.Weight.DemiBold)
        self._row = QFontMetricsF(self._strong_font).height()
        self._fitted_names: dict[tuple[str, str, int, bool], str] = {}

    def placed(self, brackets: list[Bracket], height: float) -> list[Bracket]:
        """Give each bracket's label a place of its own, beside the lanes that are taken there, or none."""
        # A label whose passage begins on the screen stands at that line; the others take what room is left.
        brackets = sorted(brackets, key=lambda bracket: (bracket.top < 0, bracket.top, bracket.lane))
        tops = stack([self._wanted(bracket) for bracket in brackets], self._row)
        return [
            bracket if top is None or top > height else bracket._replace(label=self._label(bracket, brackets, top))
            for bracket, top in zip(brackets, tops, strict=True)
        ]

    def _wanted(self, bracket: Bracket) -> tuple[float, float]:
        """The highest and the lowest place a label may take, so that it is seen whose it is."""
        if bracket.top < 0:
            return INSET, max(bracket.bottom - self._row, INSET)
        top = bracket.top + INSET
        return top, max(bracket.bottom - self._row, top + 4 * self._row)

    def paint(self, painter: QPainter, bracket: Bracket, *, is_strong: bool, is_hollow: bool) -> None:
        colour = self._tints.line(bracket.code.colour)
        width = 4.0 if is_strong else 2.0
        left = bracket.x - width / 2
        if is_hollow:
            painter.setPen(QPen(colour, 2.0 if is_strong else 1.0))
            painter.drawRect(QRectF(bracket.x - 2, bracket.top, 4, bracket.bottom - bracket.top))
        else:
            painter.fillRect(QRectF(left, bracket.top, width, bracket.bottom - bracket.top), colour)
        for y in (bracket.top, bracket.bottom - 2):
            painter.fillRect(QRectF(left - HOOK, y, HOOK, 2), colour)
        if bracket.label is not None:
            self._paint_label(painter, bracket, bracket.label, is_strong)

    def _paint_label(self, painter: QPainter, bracket: Bracket, label: QRectF, is_strong: bool) -> None:
        middle = label.center().y()
        painter.fillRect(QRectF(label.left(), middle - DOT / 2 + 1, DOT, DOT), self._tints.line(bracket.code.colour))
        painter.setFont(self._strong_font if is_strong else self._font)
        painter.setPen(self._tints.text if is_strong else self._tints.quiet)
        text = label.adjusted(DOT + 5, 0, 0, 0)
        painter.drawText(
            text,
            int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine),
            self._fitted(bracket, text.width(), is_strong),
        )

    def _label(self, bracket: Bracket, brackets: Iterable[Bracket], top: float) -> QRectF:
        beside = [other.x for other in brackets if other.top < top + self._row and other.bottom > top]
        left = max([bracket.x, *beside]) + BEFORE_LABEL
        right = self._widget.width() - AFTER_LABEL
        return QRectF(left, top, right - left, self._row)

    def _fitted(self, bracket: Bracket, width: float, is_strong: bool) -> str:
        """The code's name, shortened to the room there is, and the coder; nothing where that would say nothing."""
        coder = f" · {bracket.initials}" if bracket.initials else ""
        key = (bracket.code.name, coder, int(width), is_strong)
        if key not in self._fitted_names:
            metrics = QFontMetricsF(self._strong_font if is_strong else self._font)
            room = width - metrics.horizontalAdvance(coder)
            shown = metrics.elidedText(bracket.code.name, Qt.TextElideMode.ElideRight, room)
            says_something = len(shown) > FEWEST_LETTERS or shown == bracket.code.name
            self._fitted_names[key] = shown + coder if says_something else ""
        return self._fitted_names[key]
