"""Lays paragraphs out as a column with generous line spacing, each one when it is first looked at."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QTextBlock, QTextDocument, QTextOption
from PySide6.QtWidgets import QPlainTextDocumentLayout

LINE_SPACING = 1.5
"""The usual distance between baselines, in heights of a line of the font."""
PARAGRAPH_SPACING = 0.35


class SpacedLayout(QPlainTextDocumentLayout):
    """Qt's plain text layout has no line height; here the lines of a block are placed by us before Qt asks for them.

    `left` and `width` are the column in pixels; `ascent` and `descent` are those of the reader's font, which decide
    the distance between baselines, so that a word in another script does not push lines apart. `spacing`
    is that distance in heights of the font, and counts from the next `set_font_metrics`.
    """

    # Qt calls before the constructor has returned, so these are there from the start.
    left = 0.0
    width = 600.0
    ascent = 0.0
    descent = 0.0
    spacing = LINE_SPACING
    _half_gap = 0.0
    _paragraph_gap = 0.0
    _telling = False

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.set_font_metrics(QFontMetricsF(document.defaultFont()))

    @property
    def pitch(self) -> float:
        """The distance between two baselines, in pixels."""
        return self.ascent + self.descent + 2 * self._half_gap

    def set_column(self, left: float, width: float) -> None:
        """Place the column; counts for what is laid out from now on."""
        self.left = left
        self.width = width

    def set_font_metrics(self, metrics: QFontMetricsF) -> None:
        """Take line height from a font; counts for what is laid out from now on."""
        self.ascent = metrics.ascent()
        self.descent = metrics.descent()
        height = self.ascent + self.descent
        self._half_gap = height * (self.spacing - 1) / 2
        self._paragraph_gap = height * PARAGRAPH_SPACING

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        if block.isValid() and not block.layout().lineCount():
            self._lay_out(block)
        rect = super().blockBoundingRect(block)
        if block.length() == 1:
            # A blank line between paragraphs is a pause, and needs no room of its own around it.
            return rect
        rect.setHeight(rect.height() + self._half_gap + self._paragraph_gap / 2)
        return rect

    def documentChanged(self, position: int, removed: int, added: int) -> None:
        super().documentChanged(position, removed, added)
        # Qt has laid a lone block out itself, without our spacing.
        if self.document().blockCount() == 1:
            self.document().firstBlock().clearLayout()

    def _lay_out(self, block: QTextBlock) -> None:
        option = QTextOption(self.document().defaultTextOption())
        if block.textDirection() == Qt.LayoutDirection.RightToLeft:
            option.setAlignment(Qt.AlignmentFlag.AlignRight)
        layout = block.layout()
        layout.setTextOption(option)
        layout.beginLayout()
        if block.length() == 1:
            line = layout.createLine()
            line.setLineWidth(self.width)
            line.setPosition(QPointF(self.left, 0))
        baseline = self._paragraph_gap / 2
        while (line := layout.createLine()).isValid():
            line.setLineWidth(self.width)
            baseline += max(self.ascent + self._half_gap, line.ascent())
            line.setPosition(QPointF(self.left, baseline - line.ascent()))
            baseline += max(self.descent + self._half_gap, line.descent())
        layout.endLayout()
        self._count_lines(block, layout.lineCount())

    def _count_lines(self, block: QTextBlock, lines: int) -> None:
        """Tell the scroll bar when there are more lines than it thought; it asks for layouts itself meanwhile."""
        if block.lineCount() == lines:
            return
        block.setLineCount(lines)
        if not self._telling:
            self._telling = True
            self.documentSizeChanged.emit(self.documentSize())
            self._telling = False
