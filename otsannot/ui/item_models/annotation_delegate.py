"""How the cells of the table of annotations are drawn."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from otsannot.text.folded import found_in, phrase_of, words_of
from otsannot.ui import theme
from otsannot.ui.item_models.annotation_cells import KEYS, NUMBERS, WIDTHS, alignment, reads_from_right
from otsannot.ui.item_models.annotation_table import AnnotationTableModel
from otsannot.ui.item_models.row_delegate import SWATCH, RowDelegate, draw_swatch
from otsannot.ui.offsets import Offsets

Index = QModelIndex | QPersistentModelIndex

_LOUD = frozenset({"passage", "code"})

BEFORE = 24
"""So many characters are shown before the first word that was looked for, where the cell has no room for all."""


class AnnotationDelegate(RowDelegate):
    """The passage and its code stand out, the rest steps back; rows of the current passage have a bar before them.

    Words that the filter asks for are marked, and a long passage is shown from shortly before the first of them.
    """

    def __init__(self, model: AnnotationTableModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.current: frozenset[int] = frozenset()
        """The rows of the passage that is current in the text."""
        self.first_column = 0

    def draw(self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem, index: Index) -> None:
        key = KEYS[index.column()]
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        palette: QPalette = option.palette
        quiet = key not in _LOUD and not option.state & QStyle.StateFlag.State_Selected
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText if quiet else QPalette.ColorRole.Text))
        if index.column() == self.first_column and index.row() in self.current:
            _mark(painter, rect, palette.color(QPalette.ColorRole.Accent))
        rect = rect.adjusted(theme.UNIT, 0, 0, 0)
        code = self._model.row(index).code
        if key == "code" and code is not None:
            draw_swatch(painter, rect.left(), rect, code.colour)
            rect = rect.adjusted(SWATCH + theme.GAP, 0, 0, 0)
        if key in NUMBERS:
            painter.setFont(theme.tabular(painter.font()))
        found = found_in(text, self._wanted(key)) if text else []
        if found:
            _draw_found(painter, rect, text, found, alignment(key, text))
        else:
            side = alignment(key, text) | Qt.TextFlag.TextSingleLine
            if reads_from_right(text):
                side |= Qt.AlignmentFlag.AlignAbsolute | Qt.TextFlag.TextForceRightToLeft
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(rect, side, shown)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = option.fontMetrics.horizontalAdvance(str(index.data(Qt.ItemDataRole.DisplayRole)))
        return QSize(min(width, 2 * WIDTHS["passage"]) + 4 * theme.GAP, theme.ROW_HEIGHT)

    def _wanted(self, key: str) -> list[str]:
        """The words that the filter looks for in a column."""
        asked = self._model.wanted
        phrases = {"passage": asked.passage, "comment": asked.comment}
        words = words_of(asked.words) if key in ("passage", "comment", "code") else []
        return [word for word in (*words, phrase_of(phrases.get(key, ""))) if word]


def _draw_found(
    painter: QPainter, rect: QRect, text: str, found: Sequence[tuple[int, int]], side: Qt.AlignmentFlag
) -> None:
    """Draw a line with some of its characters marked, from shortly before the first where not all has room."""
    metrics = painter.fontMetrics()
    first = found[0][0]
    cut = 0
    if first > BEFORE and metrics.horizontalAdvance(text[: found[0][1]]) > rect.width():
        cut = text.rfind(" ", 0, first - BEFORE) + 1 or first - BEFORE
    shown = ("…" if cut else "") + text[cut:]
    moved = (1 if cut else 0) - cut
    shown = metrics.elidedText(shown, Qt.TextElideMode.ElideRight, rect.width())
    layout = QTextLayout(shown, painter.font())
    option = QTextOption(side | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    layout.setTextOption(option)
    layout.setFormats([_format(shown, start + moved, end + moved) for start, end in found if end + moved <= len(shown)])
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(rect.width())
    layout.endLayout()
    layout.draw(painter, QPointF(rect.left(), rect.top() + (rect.height() - line.height()) / 2))


def _format(shown: str, start: int, end: int) -> QTextLayout.FormatRange:
    marked = QTextLayout.FormatRange()
    offsets = Offsets(shown)
    marked.start = offsets.to_qt(start)
    marked.length = offsets.to_qt(end) - marked.start
    marked.format = QTextCharFormat()
    marked.format.setFontWeight(QFont.Weight.DemiBold)
    marked.format.setBackground(QColor(theme.look().marked))
    return marked


def _mark(painter: QPainter, rect: QRect, colour: QColor) -> None:
    painter.fillRect(QRectF(rect.left() - theme.UNIT, rect.top() + 6, 3, rect.height() - 12), colour)
    font = QFont(painter.font())
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
