"""Lays paragraphs out as a column with generous line spacing, each one when it is first looked at."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QTextBlock, QTextDocument, QTextLayout, QTextOption
from PySide6.QtWidgets import QPlainTextDocumentLayout

from otsannot.ui.document.structure_look import StructureLook
from otsannot.ui.document.typesetting import PLAIN, Setting, Typesetting

LINE_SPACING = 1.5
"""The usual distance between baselines, in heights of a line of the font."""
PARAGRAPH_SPACING = 0.35
_NARROWEST = 40.0


class SpacedLayout(QPlainTextDocumentLayout):
    """Qt's plain text layout has no line height; here the lines of a block are placed by us before Qt asks for them.

    `left` and `width` are the column in pixels; `ascent` and `descent` are those of the reader's font, which decide
    the distance between baselines, so that a word in another script does not push lines apart. `spacing`
    is that distance in heights of the font, and counts from the next `set_font_metrics`. `typesetting` says how blocks
    are set for what they are, such as headings, and `structure_look` in which fonts and colours.
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
    typesetting: Typesetting | None = None
    structure_look: StructureLook | None = None

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
        setting = PLAIN if self.typesetting is None else self.typesetting.of(block)
        if setting.stretches or layout.formats():
            layout.setFormats(self._formats(setting))
        height = self.ascent + self.descent
        left, width = self._column_of(block, setting)
        layout.beginLayout()
        if block.length() == 1:
            line = layout.createLine()
            line.setLineWidth(width)
            line.setPosition(QPointF(left, setting.above * height))
        baseline = self._paragraph_gap / 2 + setting.above * height
        ascent, descent = self.ascent * setting.scale, self.descent * setting.scale
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            baseline += max(ascent + self._half_gap, line.ascent())
            line.setPosition(QPointF(left, baseline - line.ascent()))
            baseline += max(descent + self._half_gap, line.descent())
        layout.endLayout()
        self._count_lines(block, layout.lineCount())

    def _column_of(self, block: QTextBlock, setting: Setting) -> tuple[float, float]:
        """Where the lines of a block begin, and how wide they are, in pixels."""
        height = self.ascent + self.descent
        before, behind = setting.indent * height, setting.margin * height
        if block.textDirection() == Qt.LayoutDirection.RightToLeft:
            before, behind = behind, before
        return self.left + before, max(self.width - before - behind, _NARROWEST)

    def _formats(self, setting: Setting) -> list[QTextLayout.FormatRange]:
        look, font = self.structure_look, self.document().defaultFont()
        if look is None:
            return []
        found = []
        for stretch in setting.stretches:
            one = QTextLayout.FormatRange()
            one.start, one.length = stretch.start, stretch.end - stretch.start
            one.format = look.format_of(stretch, font, setting.scale)
            found.append(one)
        return found

    def _count_lines(self, block: QTextBlock, lines: int) -> None:
        """Tell the scroll bar when there are more lines than it thought; it asks for layouts itself meanwhile."""
        if block.lineCount() == lines:
            return
        block.setLineCount(lines)
        if not self._telling:
            self._telling = True
            self.documentSizeChanged.emit(self.documentSize())
            self._telling = False
