"""Paints the structure of a text beside and under it: pages, speakers, times, numbers of lists, notes, cells, boxes."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPalette, QPen, QRegion, QTextBlock

from otsannot.i18n import _
from otsannot.ui import theme
from otsannot.ui.document.screen_lines import ScreenLine
from otsannot.ui.document.structure_look import SMALL
from otsannot.ui.document.text_view import TextView
from otsannot.ui.document.typesetting import Mark

NAME_SIZE = 0.85
_RISE = 0.55  # of the ascent, by which the mark of a note is raised
_BAR = 2
_BAR_GAP = 9
_HANGING_GAP = 8
_IN_MARGIN = ("page", "time")


class StructurePainter:
    """Paints the marks of the blocks on the screen, in the colours of a palette."""

    def __init__(self, view: TextView, palette: QPalette) -> None:
        self._view = view
        self._quiet = palette.color(QPalette.ColorRole.PlaceholderText)
        self._hairline = QColor(theme.look().outline)

    def paint(self, painter: QPainter, wanted: QRegion, screen: list[ScreenLine]) -> None:
        """Paint what is wanted of one frame; `screen` has all of its lines."""
        if not self._view.typesetting.structure.parts:
            return
        rows: dict[int, list[ScreenLine]] = {}
        for line in screen:
            rows.setdefault(line.block.blockNumber(), []).append(line)
        for lines in rows.values():
            block = lines[0].block
            area = self._view.block_area(block)
            marks = self._view.typesetting.of(block).marks
            if marks and wanted.intersects(area.toAlignedRect().adjusted(0, -2, 0, 2)):
                self._paint_pages(painter, [mark for mark in marks if mark.kind in _IN_MARGIN], area, lines)
                for mark in marks:
                    self._paint_mark(painter, mark, area, lines)

    def _paint_mark(self, painter: QPainter, mark: Mark, area: QRectF, lines: list[ScreenLine]) -> None:
        if mark.kind == "turn":
            self._paint_turn(painter, mark, lines)
        elif mark.kind == "name":
            self._paint_name(painter, mark, lines)
        elif mark.kind == "anchor":
            self._paint_anchor(painter, mark, lines)
        elif mark.kind == "box":
            self._paint_box(painter, mark, area, lines)
        elif mark.kind == "notes":
            self._paint_notes(painter, area, lines)
        elif mark.kind not in _IN_MARGIN and lines[0].is_first_of_block:
            self._paint_hanging(painter, mark, area, lines)

    # Speakers

    def _paint_turn(self, painter: QPainter, mark: Mark, lines: list[ScreenLine]) -> None:
        """A quiet bar along what somebody says."""
        spoken = [line for line in lines if line.end - line.block.position() > mark.at or mark.at == 0]
        if spoken:
            top, bottom = spoken[0].top, spoken[-1].bottom
            left = self._column_right() + _BAR_GAP - _BAR if _is_rtl(lines) else self._column_left() - _BAR_GAP
            painter.fillRect(QRectF(left, top, _BAR, bottom - top), self._view.structure_look.bar_colour(mark.value))

    def _paint_name(self, painter: QPainter, mark: Mark, lines: list[ScreenLine]) -> None:
        """The name of who speaks above the first line, where the text does not write it."""
        if not lines[0].is_first_of_block:
            return
        font = self._font(NAME_SIZE)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(self._view.structure_look.label_colour(mark.value))
        metrics = QFontMetricsF(font)
        left, right = self._left(lines), self._right(lines)
        name = metrics.elidedText(mark.value, Qt.TextElideMode.ElideRight, right - left)
        x = right - metrics.horizontalAdvance(name) if _is_rtl(lines) else left
        painter.drawText(QPointF(x, lines[0].top - metrics.descent() - 3), name)

    # Pages and times

    def _paint_pages(self, painter: QPainter, marks: list[Mark], area: QRectF, lines: list[ScreenLine]) -> None:
        """A hairline where a page begins, with its label in the margin; within a paragraph, a short upright one."""
        asides: dict[float, list[str]] = {}
        for mark in marks:
            line = self._line_of(mark.at, lines)
            if line is None or not (mark.at or line.is_first_of_block):
                continue
            if mark.kind == "time":
                asides.setdefault(line.baseline, []).append(mark.value.partition(".")[0])
                continue
            baseline = line.baseline
            painter.setPen(QPen(self._hairline, 1))
            if mark.at > 0:
                x = round(line.x_of(mark.at)) + 0.5
                painter.drawLine(QPointF(x, line.top - 1), QPointF(x, line.bottom + 1))
            elif line.start:
                y = area.top() + self._view.layout_of_text.ascent * 0.4
                self._paint_hairline(painter, y, self._column_left(), self._column_right())
                baseline = round(y) + QFontMetricsF(self._font(SMALL)).ascent() / 2 - 1
            elif self._view.typesetting.of(line.block).above:
                baseline = line.top - QFontMetricsF(self._font(NAME_SIZE)).descent() - 3
            asides.setdefault(baseline, []).insert(0, _("p. {label}").format(label=mark.value))
        for baseline, words in asides.items():
            self._paint_aside(painter, " · ".join(words), baseline)

    def _paint_aside(self, painter: QPainter, words: str, baseline: float) -> None:
        """Small words in the margin, left of where the paragraph numbers stand."""
        font = theme.tabular(self._font(SMALL))
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(self._quiet)
        right = self._view.aside_right
        words = metrics.elidedText(words, Qt.TextElideMode.ElideLeft, max(right - 4, 0))
        painter.drawText(QPointF(right - metrics.horizontalAdvance(words), baseline), words)

    # What hangs before a paragraph

    def _paint_hanging(self, painter: QPainter, mark: Mark, area: QRectF, lines: list[ScreenLine]) -> None:
        """The number of an item, the mark of a note, or row and column of a cell, before the first line."""
        words = mark.value
        if mark.kind == "cell":
            words = mark.value.partition(":")[2]
            if words.endswith(":1"):
                self._paint_hairline(painter, area.top(), self._column_left(), self._column_right())
        size = 1.0 if mark.kind == "item" else SMALL
        font = theme.tabular(self._font(size))
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(self._quiet)
        width = metrics.horizontalAdvance(words)
        rise = self._view.layout_of_text.ascent * (1 - SMALL) * _RISE if mark.kind in ("footnote", "endnote") else 0.0
        x = self._right(lines) + _HANGING_GAP if _is_rtl(lines) else self._left(lines) - _HANGING_GAP - width
        painter.drawText(QPointF(x, lines[0].baseline - rise), words)

    def _paint_notes(self, painter: QPainter, area: QRectF, lines: list[ScreenLine]) -> None:
        """A short hairline between a text and its notes."""
        if lines[0].is_first_of_block:
            width = (self._column_right() - self._column_left()) / 4
            y = area.top() + self._view.layout_of_text.ascent * 0.5
            if _is_rtl(lines):
                self._paint_hairline(painter, y, self._column_right() - width, self._column_right())
            else:
                self._paint_hairline(painter, y, self._column_left(), self._column_left() + width)

    def _paint_anchor(self, painter: QPainter, mark: Mark, lines: list[ScreenLine]) -> None:
        """The mark of a note, raised, behind the letter it follows."""
        line = self._line_of(max(mark.at - 1, 0), lines)
        if line is None:
            return
        font = self._font(SMALL)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(QColor(theme.look().accent))
        rise = self._view.layout_of_text.ascent * _RISE
        at = line.line.cursorToX(mark.at)[0]  # type: ignore[index]
        width = metrics.horizontalAdvance(mark.value)
        # Room was left behind the letter where the line runs from the left; else the mark is higher, above it.
        if _is_rtl(lines) or line.is_mixed:
            painter.drawText(QPointF(at - width / 2, line.top), mark.value)
        else:
            painter.drawText(QPointF(at - width, line.baseline - rise), mark.value)

    def _paint_box(self, painter: QPainter, mark: Mark, area: QRectF, lines: list[ScreenLine]) -> None:
        """A hairline around a text box, piece by piece."""
        begins, ends = (flag == "1" for flag in mark.value)
        left, right = self._column_left() + 0.5, self._column_right() - 0.5
        top = max(area.top(), -2.0) if not begins else area.top() + 1
        bottom = area.bottom() if not ends else area.bottom() - 1
        painter.setPen(QPen(self._hairline, 1))
        painter.drawLine(QPointF(left, top), QPointF(left, bottom))
        painter.drawLine(QPointF(right, top), QPointF(right, bottom))
        if begins:
            self._paint_hairline(painter, top, left, right)
        if ends:
            self._paint_hairline(painter, bottom, left, right)

    def _paint_hairline(self, painter: QPainter, y: float, left: float, right: float) -> None:
        painter.setPen(QPen(self._hairline, 1))
        painter.drawLine(QPointF(left, round(y) + 0.5), QPointF(right, round(y) + 0.5))

    # Places

    def _font(self, size: float) -> QFont:
        font = QFont(self._view.font())
        font.setPointSizeF(font.pointSizeF() * size)
        return font

    def _column_left(self) -> float:
        return self._view.layout_of_text.left

    def _column_right(self) -> float:
        return self._view.layout_of_text.left + self._view.layout_of_text.width

    def _left(self, lines: list[ScreenLine]) -> float:
        """Where the lines of a block begin at the left, behind what hangs there."""
        return lines[0].line.x()

    def _right(self, lines: list[ScreenLine]) -> float:
        return lines[0].line.x() + lines[0].line.width()

    def _line_of(self, unit: int, lines: list[ScreenLine]) -> ScreenLine | None:
        """The line of the screen that a UTF-16 unit of the block is on."""
        origin = lines[0].block.position()
        for line in lines:
            if line.start - origin <= unit < max(line.end - origin, 1) or (unit == line.end - origin == _length(line)):
                return line
        return None


def _length(line: ScreenLine) -> int:
    return line.block.length() - 1


def _is_rtl(lines: list[ScreenLine]) -> bool:
    block: QTextBlock = lines[0].block
    return block.textDirection() == Qt.LayoutDirection.RightToLeft
