"""A row of our height, and what rows are drawn with: lines of text and the colours of codes."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from otsannot.ui import theme
from otsannot.ui.item_models.shown_rows import Index

SWATCH = 12

_ON_ONE_LINE = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)


class RowDelegate(QStyledItemDelegate):
    """A row of our height on the background the theme gives it; subclasses draw what stands in it."""

    indent = 0
    """Where the name begins, in pixels; its editor begins there too."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(8 * theme.ROW_HEIGHT, theme.ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        widget: QWidget = option.widget
        style = widget.style() if widget is not None else QApplication.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, widget)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(option.font)
        self.draw(painter, rect.adjusted(theme.UNIT, 0, -theme.GAP, 0), option, index)
        painter.restore()

    def draw(self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the content of a row into a rectangle; a bare row has none."""

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        editor.setGeometry(rect.adjusted(self.indent + theme.UNIT - 1, 1, -1, -1))


def draw_line(
    painter: QPainter,
    rect: QRect,
    text: str,
    font: QFont,
    colour: QColor | None = None,
    elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> int:
    """A line of text, shortened to what fits, in the colour of the pen if in no other; returns its width in pixels."""
    painter.save()
    painter.setFont(font)
    if colour is not None:
        painter.setPen(colour)
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(text, elide, rect.width())
    painter.drawText(rect, _ON_ONE_LINE, shown)
    painter.restore()
    return metrics.horizontalAdvance(shown)


def swatch_rect(left: int, rect: QRect) -> QRectF:
    """Where the colour of a code stands in a row."""
    return QRectF(left, rect.top() + (rect.height() - SWATCH) / 2, SWATCH, SWATCH)


def draw_swatch(painter: QPainter, left: int, rect: QRect, colour: str) -> None:
    """The colour of a code (`#rrggbb`) as the theme draws it."""
    fill(painter, swatch_rect(left, rect), theme.code_colour(colour), 3)


def fill(painter: QPainter, rect: QRectF, colour: QColor, radius: float) -> None:
    """A rectangle with round corners, without a frame."""
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(rect, radius, radius)
    painter.restore()
