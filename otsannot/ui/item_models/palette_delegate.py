"""How a row of the command palette is drawn: a sign, a name and what stands beside it, and the keys at the right."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from otsannot.ui import theme
from otsannot.ui.icons import icon
from otsannot.ui.item_models.palette_list import Entry, PaletteModel
from otsannot.ui.item_models.row_delegate import RowDelegate, draw_swatch
from otsannot.ui.item_models.shown_rows import Index

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PaletteDelegate(RowDelegate):
    """What cannot be done now is drawn as disabled."""

    def __init__(self, model: PaletteModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def draw(self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem, index: Index) -> None:
        entry = self._model.choice(index)
        look = theme.look()
        place = rect.adjusted(theme.GAP, 0, 0, 0)
        self._sign(painter, place, entry)
        place.setLeft(place.left() + theme.ICON_SMALL + theme.GAP)
        painter.setPen(QColor(look.disabled if entry.why_not else look.quiet))
        beside = entry.keys or ("" if entry.icon == "" and not entry.colour else entry.kind)
        painter.drawText(place, _RIGHT, beside)
        metrics = painter.fontMetrics()
        place.setRight(place.right() - metrics.horizontalAdvance(beside) - theme.GAP)
        name = metrics.elidedText(entry.name, Qt.TextElideMode.ElideMiddle, place.width())
        after = place.adjusted(metrics.horizontalAdvance(name) + theme.GAP, 0, 0, 0)
        painter.drawText(after, _LEFT, metrics.elidedText(entry.beside, Qt.TextElideMode.ElideRight, after.width()))
        painter.setPen(QColor(look.disabled if entry.why_not else look.text))
        painter.drawText(place, _LEFT | Qt.TextFlag.TextSingleLine, name)

    def _sign(self, painter: QPainter, rect: QRect, entry: Entry) -> None:
        if entry.colour:
            draw_swatch(painter, rect.left() + 2, rect, entry.colour)
        elif entry.icon:
            size = QSize(theme.ICON_SMALL, theme.ICON_SMALL)
            top = rect.top() + (rect.height() - size.height()) // 2
            icon(entry.icon).paint(painter, QRect(QPoint(rect.left(), top), size))
