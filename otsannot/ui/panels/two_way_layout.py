"""Lays paragraphs that run from right to left out along the right edge, which Qt's plain text does not."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QTextBlock, QTextOption
from PySide6.QtWidgets import QPlainTextDocumentLayout


class TwoWayLayout(QPlainTextDocumentLayout):
    """Paragraphs that run from left to right are Qt's; the others are placed here before Qt asks for them.

    `width` is that of the field in pixels.
    """

    width = 600.0

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        if block.isValid() and _runs_left(block) and not block.layout().lineCount():
            self._lay_out(block)
        return super().blockBoundingRect(block)

    def documentChanged(self, position: int, removed: int, added: int) -> None:
        super().documentChanged(position, removed, added)
        # What was typed into, Qt may have laid out itself.
        block = self.document().findBlock(position)
        while block.isValid() and block.position() <= position + added:
            if _runs_left(block):
                block.clearLayout()
            block = block.next()

    def _lay_out(self, block: QTextBlock) -> None:
        option = QTextOption(self.document().defaultTextOption())
        option.setAlignment(Qt.AlignmentFlag.AlignRight)
        margin = self.document().documentMargin()
        layout = block.layout()
        layout.setTextOption(option)
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1.0, self.width - 2 * margin))
            line.setPosition(QPointF(margin, height))
            height += line.height()
        layout.endLayout()
        if block.lineCount() != layout.lineCount():
            block.setLineCount(layout.lineCount())


def _runs_left(block: QTextBlock) -> bool:
    return block.length() > 1 and block.textDirection() == Qt.LayoutDirection.RightToLeft
