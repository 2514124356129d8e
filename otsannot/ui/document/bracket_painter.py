"""Draws brackets and their labels."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from otsannot.ui import theme
from otsannot.ui.document.brackets import Bracket, More, Stripes
from otsannot.ui.document.tints import Tints

HOOK = 5.0
LINE = 2.0
DOT = 8.0
KEY = 12.0
FEWEST_LETTERS, ENOUGH_LETTERS = 3, 8

_ARROW = QPointF(3.5, 4.0)
_SMALL = 0.8

# How the lines of other coders are drawn, told apart by their shape; lengths are in widths of the line.
_DOUBLE: list[float] = []
_LINES_OF_OTHERS = (_DOUBLE, [4.0, 2.0], [1.0, 1.0])


class BracketPainter:
    """Draws in the font and the palette of a widget.

    `digits` are those of codes that are bound to one, by the code's id; `turns` say of coders, by id, whose lines are
    drawn in which way: 0 is the reader's own, a plain line.
    """

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._tints = Tints(widget.palette())
        self._font = QFont(widget.font())
        self._strong_font = QFont(self._font)
        self._strong_font.setWeight(QFont.Weight.DemiBold)
        self._small_font = theme.tabular(self._font)
        self._small_font.setPointSizeF(self._font.pointSizeF() * _SMALL)
        self._fonts = tuple((font, QFontMetricsF(font)) for font in (self._font, self._strong_font))
        self.row = float(ceil(QFontMetricsF(self._strong_font).height()))
        self.digits: Mapping[int, int] = {}
        self.turns: Mapping[int, int] = {}
        self._fitted_names: dict[tuple[str, int, bool], str] = {}

    def paint(self, painter: QPainter, stripes: Stripes, strong: Collection[Bracket]) -> None:
        """Draw all codings, and the labels of those that have one."""
        for bracket in stripes.brackets:
            self._paint_bracket(painter, bracket, is_strong=bracket in strong)
        for more in stripes.more:
            self._paint_more(painter, more)
        # Turned on once for all of them: a label waits longer for that than for its letters.
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
        for bracket in stripes.brackets:
            if bracket.label is not None:
                self._paint_label(painter, bracket, bracket.label, is_strong=bracket in strong)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _paint_bracket(self, painter: QPainter, bracket: Bracket, *, is_strong: bool) -> None:
        colour = self._tints.line(bracket.code.colour) if bracket.is_focused or is_strong else self._tints.faint
        width = 1.0 if not bracket.is_focused else LINE
        turn = self.turns.get(bracket.code.coder_id, 0)
        self._paint_line(painter, bracket, colour, width + 2 * is_strong, turn)

    def _paint_more(self, painter: QPainter, more: More) -> None:
        """That there is more, and how much."""
        painter.setPen(_pen(self._tints.quiet if more.is_focused else self._tints.faint, LINE, [1.0, 2.0], 0.0))
        painter.drawLine(QPointF(more.x, max(more.top, 0.0)), QPointF(more.x, min(more.bottom, self._widget.height())))
        if more.label is not None:
            painter.setFont(self._strong_font if more.is_focused else self._font)
            painter.setPen(self._tints.text if more.is_focused else self._tints.quiet)
            painter.drawText(more.label, _LEFT, more.text)

    def _paint_line(self, painter: QPainter, bracket: Bracket, colour: QColor, width: float, turn: int) -> None:
        """The line, and at each end a hook, or an arrow where the passage goes on beyond the screen."""
        x, height = bracket.x, float(self._widget.height())
        goes_up, goes_down = bracket.top < 0, bracket.bottom > height
        top = _ARROW.y() if goes_up else round(bracket.top)
        bottom = height - _ARROW.y() if goes_down else round(bracket.bottom)
        right = x + self._paint_stem(painter, QRectF(x, top, width, bottom - top), colour, turn, top - bracket.top)
        hook = QRectF(x - HOOK, top, right - x + HOOK, min(width, LINE))
        if goes_up:
            self._paint_arrow(painter, QPointF(x, 0), top, colour)
        else:
            painter.fillRect(hook, colour)
        if goes_down:
            self._paint_arrow(painter, QPointF(x, height), bottom, colour)
        else:
            painter.fillRect(hook.translated(0, bottom - top - hook.height()), colour)

    def _paint_stem(self, painter: QPainter, stem: QRectF, colour: QColor, turn: int, gone: float) -> float:
        """A line around the left edge of a rectangle, as wide as that; returns how far it reaches to the right.

        `gone` is how many pixels of it lie beyond the screen, so that a broken line moves with the text.
        """
        x, width = stem.left(), stem.width()
        pattern = _LINES_OF_OTHERS[(turn - 1) % len(_LINES_OF_OTHERS)]
        if not turn:
            painter.fillRect(stem.translated(-width / 2, 0), colour)
        elif pattern is _DOUBLE:
            side = max(width / 2, 1.0)
            for left in (x - 1 - side, x + 1):
                painter.fillRect(QRectF(left, stem.top(), side, stem.height()), colour)
            return 1 + side
        else:
            painter.setPen(_pen(colour, width, pattern, gone))
            painter.drawLine(stem.topLeft(), stem.bottomLeft())
        return width / 2

    def _paint_arrow(self, painter: QPainter, tip: QPointF, base: float, colour: QColor) -> None:
        """The end of a bracket whose passage goes on beyond the screen."""
        corners = [QPointF(tip.x() - _ARROW.x(), base), QPointF(tip.x() + _ARROW.x(), base), tip]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF(corners))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _paint_label(self, painter: QPainter, bracket: Bracket, label: QRectF, *, is_strong: bool) -> None:
        """A dot, hollow for other coders, the name, the key that applies the code, the coder's initials."""
        self._paint_dot(painter, bracket, label)
        rest = label.adjusted(DOT + 6, 0, 0, 0)
        font, metrics = self._fonts[is_strong]
        name, key, coder = self._said(bracket, metrics, rest.width(), is_strong)
        painter.setFont(font)
        painter.setPen(self._tints.text if is_strong else self._tints.quiet)
        painter.drawText(rest, _LEFT, name)
        if key or coder:
            rest.setLeft(rest.left() + metrics.horizontalAdvance(name) + 4)
        if key:
            self._paint_key(painter, rest, key)
            rest.setLeft(rest.left() + KEY + 6)
        if coder:
            painter.setFont(font)
            painter.drawText(rest, _LEFT, coder)

    def _said(self, bracket: Bracket, metrics: QFontMetricsF, room: float, is_strong: bool) -> tuple[str, str, str]:
        """Name, key and coder as far as there is room; the coder gives way first, whose line tells as well, then the
        key."""
        digit = self.digits.get(bracket.code.code_id)
        key = "" if digit is None else str(digit)
        coder = f"· {bracket.initials}" if bracket.initials else ""
        for said in dict.fromkeys(((key, coder), (key, ""), ("", ""))):
            after = (KEY + 6) * bool(said[0]) + (metrics.horizontalAdvance(said[1]) + 4) * bool(said[1])
            name = self._fitted(bracket.code.name, room - after, is_strong)
            if len(name) > ENOUGH_LETTERS or name == bracket.code.name:
                return name, *said
        return name, "", ""

    def _paint_dot(self, painter: QPainter, bracket: Bracket, label: QRectF) -> None:
        colour = self._tints.line(bracket.code.colour)
        dot = QRectF(round(label.left()), round(label.center().y() - DOT / 2), DOT, DOT)
        is_others = bool(self.turns.get(bracket.code.coder_id, 0))
        painter.setPen(QPen(colour, 1.5) if is_others else Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush if is_others else colour)
        inner = 0.75 if is_others else 0.0
        painter.drawRoundedRect(dot.adjusted(inner, inner, -inner, -inner), 2, 2)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_key(self, painter: QPainter, rest: QRectF, digit: str) -> None:
        pen = painter.pen()
        key = QRectF(round(rest.left()) + 0.5, round(rest.center().y() - KEY / 2) + 0.5, KEY, KEY)
        painter.setFont(self._small_font)
        painter.drawText(key, Qt.AlignmentFlag.AlignCenter, digit)
        painter.setPen(QColor(theme.look().outline))
        painter.drawRoundedRect(key, 3, 3)
        painter.setPen(pen)

    def _fitted(self, name: str, room: float, is_strong: bool) -> str:
        """A name shortened to the room there is; nothing where that would say nothing."""
        key = (name, int(room), is_strong)
        if key not in self._fitted_names:
            _font, metrics = self._fonts[is_strong]
            shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
            self._fitted_names[key] = shown if len(shown) > FEWEST_LETTERS or shown == name else ""
        return self._fitted_names[key]


_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)


def _pen(colour: QColor, width: float, pattern: list[float], gone: float) -> QPen:
    """A broken line; `gone` is how many pixels of it lie before its beginning, so that it moves with the text."""
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([2 * length for length in pattern] if width < LINE else pattern)
    pen.setDashOffset(gone / width)
    return pen
