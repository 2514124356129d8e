"""Paints what lies under the text: tints and underlines of passages, the outline of the current one, the numbers."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from operator import itemgetter

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPalette, QPen, QRegion

from otsannot.model.passages import PassageCode
from otsannot.model.spans import Span
from otsannot.ui import theme
from otsannot.ui.document.passage_index import PassageIndex
from otsannot.ui.document.screen_lines import ScreenLine
from otsannot.ui.document.structure_painter import StructurePainter
from otsannot.ui.document.text_view import TextView
from otsannot.ui.document.tints import STACKED, Tints

UNDERLINE = 2.0
STYLES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)
UNDERLINE_STEP = 3.0
OVERHANG = 12
"""So far above and below its lines, in pixels, is painted what tells of a passage, the handles at its ends too."""
NUMBER_SIZE = 0.72

PULLED_GLOW = 0.5

Place = tuple[ScreenLine, list[QRectF]]


@dataclass(slots=True)
class Emphasis:
    """What stands out: the current annotation and the hovered coding, by id, and a span that glows, 0 to 1.

    `pulled` is where the current annotation would be if the mouse let go of its end now.
    """

    current: int | None = None
    hovered: int | None = None
    glowing: Span | None = None
    glow: float = 0.0
    pulled: Span | None = None


class PagePainter:
    """Paints the page of a view, in the colours of a palette."""

    def __init__(self, view: TextView, palette: QPalette) -> None:
        self._view = view
        self._tints = Tints(palette)
        self._structure = StructurePainter(view, palette)
        self._clear: list[list[Place]] = []

    def paint(
        self, painter: QPainter, wanted: QRegion, screen: list[ScreenLine], index: PassageIndex, emphasis: Emphasis
    ) -> None:
        """Paint what is wanted of the lines on the screen; Qt paints the text over it."""
        lines = [line for line in screen if wanted.intersects(self._band(line, line))]
        self._clear = []
        self._structure.paint(painter, wanted, screen)
        if lines:
            self._paint_lines(painter, screen, lines, index, emphasis)

    def area(self, span: Span, screen: list[ScreenLine]) -> QRect:
        """All that is painted otherwise when a passage over a span is; empty when it is not on the screen."""
        places = self._view.lines_of(span, screen)
        return self._band(places[0][0], places[-1][0]) if places else QRect()

    def _band(self, first: ScreenLine, last: ScreenLine) -> QRect:
        top, bottom = int(first.top) - OVERHANG, ceil(last.bottom) + OVERHANG
        return QRect(0, top, self._view.viewport().width(), bottom - top)

    def _paint_lines(
        self,
        painter: QPainter,
        screen: list[ScreenLine],
        lines: list[ScreenLine],
        index: PassageIndex,
        emphasis: Emphasis,
    ) -> None:
        self._paint_numbers(painter, lines)
        numbers = index.between(*self._view.span_of(lines))
        places = {number: self._view.lines_of(index.passages[number].span, lines) for number in numbers}
        self._paint_tints(painter, index, places, emphasis)
        if emphasis.glowing:
            self._paint_glow(painter, self._view.lines_of(emphasis.glowing, lines), emphasis.glow)
        for number, place in places.items():
            if not index.is_focused(number):
                self._paint_faint_line(painter, place)
        for number, place in places.items():
            codes = index.codes(number)[0] or (None,)
            for code, lane in zip(codes, index.underlines[number], strict=index.is_focused(number)):
                self._paint_underline(painter, place, lane, code, emphasis)
            # One line around all of it: where it goes on beyond what is wanted, it is not closed.
            if index.passages[number].annotation_id == emphasis.current and emphasis.pulled is None:
                self._paint_outline(painter, self._view.lines_of(index.passages[number].span, screen))
        if emphasis.pulled is not None:
            place = self._view.lines_of(emphasis.pulled, screen)
            self._paint_glow(painter, place, PULLED_GLOW)
            self._paint_outline(painter, place)
        self._clear = [place for number, place in places.items() if self._is_clear(index, number, emphasis)]
        self._clear += [
            self._view.lines_of(span, lines) for span in (emphasis.glowing, emphasis.pulled, self._view.span()) if span
        ]

    def paint_veil(self, painter: QPainter) -> None:
        """Let the words step back that lie outside of all that is in focus; painted over the text of the frame."""
        viewport = self._view.viewport().rect()
        left = int(self._view.layout_of_text.left) - 2
        veiled = QRegion(viewport.adjusted(left, 0, 0, 0)) - QRegion(self._view.cursorRect())
        for place in self._clear:
            for rect in (rect for _line, rects in place for rect in rects):
                veiled -= QRegion(rect.adjusted(-1, 0, 1, STACKED * UNDERLINE_STEP + 1).toRect())
        painter.setClipRegion(veiled)
        painter.fillRect(viewport, self._tints.veil)
        painter.setClipping(False)

    def _is_clear(self, index: PassageIndex, number: int, emphasis: Emphasis) -> bool:
        passage = index.passages[number]
        is_hovered = any(code.coding_id == emphasis.hovered for code in passage.codes)
        return is_hovered or passage.annotation_id == emphasis.current or index.is_focused(number)

    def _paint_tints(
        self, painter: QPainter, index: PassageIndex, places: dict[int, list[Place]], emphasis: Emphasis
    ) -> None:
        """One layer for each colour, so that what two coders agree on is no darker than what one of them says."""
        layers: dict[str, QRegion] = {}
        lit: list[tuple[str, QRegion]] = []
        for number, place in places.items():
            passage = index.passages[number]
            area = QRegion()
            for rect in (rect for _line, rects in place for rect in rects):
                area += rect.toRect()
            if index.is_focused(number):
                colours = [code.colour for code in index.codes(number)[0]] or [self._tints.quiet.name()]
                for colour, lane in zip(colours, index.underlines[number], strict=True):
                    if 0 <= lane < STACKED:
                        layers[colour] = layers.get(colour, QRegion()) + area
            lit += [(code.colour, area) for code in passage.codes if code.coding_id == emphasis.hovered]
        # In an order of their own, so that a mixture of colours does not depend on what else is painted.
        for colour, layer in (*sorted(layers.items(), key=itemgetter(0)), *lit):
            painter.setClipRegion(layer)
            painter.fillRect(layer.boundingRect(), self._tints.under_text(colour))
        painter.setClipping(False)

    def _paint_faint_line(self, painter: QPainter, places: list[Place]) -> None:
        """What is out of focus is still known to be there."""
        for line, rects in places:
            for rect in rects:
                painter.fillRect(QRectF(rect.left(), round(line.bottom + 1), rect.width(), 1), self._tints.faint)

    def _paint_underline(
        self, painter: QPainter, places: list[Place], lane: int, code: PassageCode | None, emphasis: Emphasis
    ) -> None:
        thickness = UNDERLINE
        if code is None:
            painter.setPen(QPen(self._tints.quiet, thickness, Qt.PenStyle.DotLine))
        else:
            thickness += code.coding_id == emphasis.hovered
            painter.setPen(QPen(self._tints.line(code.colour), thickness, _style(code), Qt.PenCapStyle.FlatCap))
        below = 1 + (lane if 0 <= lane < STACKED else STACKED - 1) * UNDERLINE_STEP
        for line, rects in places:
            middle = round(line.bottom + below) + thickness / 2
            for rect in rects:
                painter.drawLine(QPointF(rect.left(), middle), QPointF(rect.right(), middle))

    def _paint_outline(self, painter: QPainter, places: list[Place]) -> None:
        """One closed line around the whole passage, across the space between its lines."""
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        for number, (line, rects) in enumerate(places, start=1):
            below = places[number][0].top if number < len(places) else line.bottom + STACKED * UNDERLINE_STEP
            for rect in rects:
                path.addRect(QRectF(rect.left() - 2, line.top - 1, rect.width() + 4, below - line.top + 2))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
        painter.setPen(QPen(self._tints.text, 2 if theme.look().is_strong else 1))
        painter.drawPath(path.simplified())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _paint_glow(self, painter: QPainter, places: list[Place], strength: float) -> None:
        colour = QColor(self._tints.glow)
        colour.setAlphaF(strength)
        for _line, rects in places:
            for rect in rects:
                painter.fillRect(rect.adjusted(-3, -3, 3, 3), colour)

    def _paint_numbers(self, painter: QPainter, lines: list[ScreenLine]) -> None:
        font = QFont(self._view.font())
        font.setPointSizeF(font.pointSizeF() * NUMBER_SIZE)
        painter.setFont(font)
        painter.setPen(self._tints.quiet)
        for line in lines:
            number = self._view.paragraph_number(line)
            if number is not None:
                width = painter.fontMetrics().horizontalAdvance(str(number))
                painter.drawText(QPointF(self._view.gutter_right - width, line.baseline), str(number))


def _style(code: PassageCode) -> Qt.PenStyle:
    """How a code's underline is drawn: themes of high contrast tell codes apart by more than their colour."""
    return STYLES[code.code_id % len(STYLES)] if theme.look().is_strong else Qt.PenStyle.SolidLine
