"""A column of text to read and to select in; every position it takes or gives is a code point of the stored text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from PySide6.QtCore import QEvent, QMimeData, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QMouseEvent,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from otsannot.i18n import _
from otsannot.model.spans import Span
from otsannot.model.structure import NO_STRUCTURE, Structure
from otsannot.text.graphemes import snap
from otsannot.ui.document.display_text import display_text
from otsannot.ui.document.letters import Letters
from otsannot.ui.document.screen_lines import ScreenLine, has_right_to_left
from otsannot.ui.document.structured_view import StructuredView
from otsannot.ui.mime import SPAN_MIME
from otsannot.ui.offsets import Offsets
from otsannot.ui.plain_clipboard import PlainClipboard

COLUMN_CHARACTERS = 80
AROUND_TEXT = 24
NARROWEST_COLUMN = 420  # of the text with what is around it, where the side is made as wide as it may be
SMALLEST_FONT, LARGEST_FONT = 6, 48
NOTCH = 120  # of a wheel, in eighths of a degree

# An even sample of the letters of running prose; the font's own average counts capitals and digits alike.
_NARROW_LETTERS = 1.4  # so much more than of this sample may stand on a line of other words and scripts
_SAMPLE = "the quick brown fox jumps over a lazy dog, and so does everyone else in the house "


class TextView(StructuredView):
    """Shows a text that cannot be changed, with a caret, in a centred column with wide lines.

    Every selection it tells of is widened to whole letters (graphemes).
    """

    span_changed = Signal(object)
    caret_moved = Signal(int)
    zoomed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Text of the document"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCursorWidth(2)
        self.text = ""
        self._offsets = Offsets("")
        self._breaks: list[int] = []
        self._paragraphs = 1
        self._span: Span | None = None
        self._clipboard = PlainClipboard(self)
        self._chosen_font: QFont | None = None
        self._turned = 0
        self._side: QWidget | None = None
        self._side_width = 0
        self.longest_line = 0
        """How many code points may stand on a line of the column; marks that combine with letters aside."""
        self._characters = COLUMN_CHARACTERS
        self.document().setDocumentMargin(AROUND_TEXT)
        self.selectionChanged.connect(self._on_selection_changed)
        self.cursorPositionChanged.connect(self._on_caret_moved)

    # The text

    def set_text(self, text: str, structure: Structure = NO_STRUCTURE) -> None:
        """Show a text from its beginning, set for its structure."""
        self.text = text
        self._offsets = Offsets(text)
        self.take_structure(structure, text, self._offsets)
        shown, self._breaks = display_text(text)
        self._paragraphs = text.count("\n") + 1
        self._set_column()
        self.setPlainText(shown)
        self._on_selection_changed()

    def set_structure(self, structure: Structure) -> None:
        """Set the same text for another structure; what is on the screen stays there."""
        self.take_structure(structure, self.text, self._offsets)
        self._lay_out_anew()

    def set_font(self, family: str, size: int) -> None:
        """Change the reader's font; `size` is in points, an empty family is the system's."""
        font = QFont(family) if family else QApplication.font()
        font.setPointSize(size)
        self._wear(font)

    def set_spacing(self, spacing: float) -> None:
        """Set lines so many heights of the font apart, 1 or more; the text on the screen stays there."""
        if spacing != self.layout_of_text.spacing:
            self.layout_of_text.spacing = spacing
            self._lay_out_anew()

    def set_column_characters(self, count: int) -> None:
        """Make the column so many average characters wide, where there is room; the text on the screen stays there."""
        if count != self._characters:
            self._characters = count
            self._lay_out_anew()

    def _lay_out_anew(self) -> None:
        self.changeEvent(QEvent(QEvent.Type.FontChange))

    def zoom(self, step: int) -> None:
        """Make the text `step` points larger, or smaller when it is negative."""
        font = self.font()
        font.setPointSize(min(max(font.pointSize() + step, SMALLEST_FONT), LARGEST_FONT))
        self._wear(font)
        self.zoomed.emit(font.pointSize())

    def _wear(self, font: QFont) -> None:
        self._chosen_font = font
        self.setFont(font)

    # Selection and caret

    def span(self) -> Span | None:
        """The selection, widened to whole letters, or None when nothing is selected."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        start = self._offsets.from_qt(cursor.selectionStart())
        end = self._offsets.from_qt(cursor.selectionEnd())
        return Span(*snap(self.text, start, max(end, start + 1)))

    def select(self, span: Span) -> None:
        """Select a span, with the caret at its end."""
        self._set_selection(span.start, span.end)

    def clear_selection(self) -> None:
        """Select nothing; the caret stays."""
        caret = self.caret()
        self._set_selection(caret, caret)

    def caret(self) -> int:
        """The code point the caret stands before."""
        return self._offsets.from_qt(self.textCursor().position())

    def _set_selection(self, anchor: int, caret: int) -> None:
        cursor = self.textCursor()
        wanted = self._offsets.to_qt(anchor), self._offsets.to_qt(caret)
        if wanted == (cursor.anchor(), cursor.position()):
            return
        cursor.setPosition(wanted[0])
        cursor.setPosition(wanted[1], QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def _on_selection_changed(self) -> None:
        span = self.span()
        if span != self._span:
            self._span = span
            self.span_changed.emit(span)

    def _on_caret_moved(self) -> None:
        self.caret_moved.emit(self.caret())

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        self._clipboard.mark(data)
        span = self.span()
        if span:
            data.setText(self.text[span.start : span.end])
            data.setData(SPAN_MIME, f"{span.start},{span.end}".encode())
        return data

    # What is on the screen

    def span_of(self, lines: list[ScreenLine]) -> Span:
        """The code points of lines that follow each other."""
        return Span(self._offsets.from_qt(lines[0].start), self._offsets.from_qt(lines[-1].end))

    def screen_lines(self) -> list[ScreenLine]:
        """The lines that are on the screen, in part or whole, from the top down; there is at least one."""
        lines: list[ScreenLine] = []
        block = self.firstVisibleBlock()
        top = self.contentOffset().y()
        height = self.viewport().height()
        while block.isValid() and (top < height or not lines):
            block_height = self.layout_of_text.blockBoundingRect(block).height()
            lines += self._lines_of_block(block, top)
            top += block_height
            block = block.next()
        on_screen = [line for line in lines if line.bottom >= 0 and line.top <= height]
        return on_screen or lines[:1]

    def _lines_of_block(self, block: QTextBlock, top: float) -> Iterator[ScreenLine]:
        origin = block.position()
        scale = self.typesetting.of(block).scale
        ascent, descent = self.layout_of_text.ascent * scale, self.layout_of_text.descent * scale
        is_mixed = has_right_to_left(self._stored(origin, origin + block.length() - 1))
        layout = block.layout()
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            start = origin + line.textStart()
            end = start + line.textLength()
            baseline = top + line.y() + line.ascent()
            yield ScreenLine(block, line, start, end, baseline - ascent, baseline, baseline + descent, is_mixed)

    def _stored(self, start: int, end: int) -> str:
        return self.text[self._offsets.from_qt(start) : self._offsets.from_qt(end)]

    def units(self, span: Span) -> tuple[int, int]:
        """A span in UTF-16 units of the document."""
        return self._offsets.to_qt(span.start), self._offsets.to_qt(span.end)

    def lines_of(self, span: Span, lines: list[ScreenLine]) -> list[tuple[ScreenLine, list[QRectF]]]:
        """The lines among `lines` a span lies on, with the areas it fills there."""
        start, end = self.units(span)
        first = bisect_left(lines, start, key=lambda line: line.end)
        found = []
        for line in lines[first:]:
            if line.start >= end:
                break
            rects = line.rects(start, end)
            if rects:
                found.append((line, rects))
        return found

    def is_on_screen(self, span: Span) -> bool:
        """Whether a part of a span is on the screen."""
        return bool(self.lines_of(span, self.screen_lines()))

    def place_on_screen(self, span: Span) -> QRect:
        """Where the part of a span lies that is on the screen, in pixels of the screen; else the corner of the text."""
        area = QRectF()
        for rect in (rect for _line, rects in self.lines_of(span, self.screen_lines()) for rect in rects):
            area = area.united(rect)
        return QRect(self.viewport().mapToGlobal(area.topLeft().toPoint()), area.size().toSize())

    def paragraph_number(self, line: ScreenLine) -> int | None:
        """The number of the paragraph a line begins, or None for a further line or a blank paragraph."""
        if not line.is_first_of_block or line.start == line.end:
            return None
        position = self._offsets.from_qt(line.start)
        before = bisect_left(self._breaks, position)
        if before and self._breaks[before - 1] == position - 1:
            return None
        return line.block.blockNumber() + 1 - before

    def reveal(self, span: Span) -> None:
        """Scroll so that a span begins in the upper third."""
        third = self.viewport().height() / 3 / self.layout_of_text.pitch
        self._scroll_to(self._offsets.to_qt(span.start), int(third))

    def scroll_to(self, position: int) -> None:
        """Scroll so that a code point is in the middle of the screen."""
        half = self.viewport().height() / 2 / self.layout_of_text.pitch
        self._scroll_to(self._offsets.to_qt(position), int(half))

    def _first_visible(self) -> int:
        return self.screen_lines()[0].start

    def _scroll_to(self, position: int, lines_above: int) -> None:
        """Scroll until so many lines are above the one of a UTF-16 position."""
        block = self.document().findBlock(position)
        self.layout_of_text.blockBoundingRect(block)
        number = block.layout().lineForTextPosition(position - block.position()).lineNumber() - lines_above
        while number < 0 and block.previous().isValid():
            block = block.previous()
            self.layout_of_text.blockBoundingRect(block)
            number += block.layout().lineCount()
        self.verticalScrollBar().setValue(block.firstLineNumber() + max(number, 0))

    # The column

    def set_side(self, widget: QWidget, width: int) -> None:
        """Put a widget between the text and the scroll bar, `width` pixels wide where there is room for it."""
        widget.setParent(self)
        self._side = widget
        self._side_width = width
        self._place_side()

    @property
    def gutter_right(self) -> float:
        """Where the paragraph numbers end, in pixels of the viewport."""
        return self.layout_of_text.left - AROUND_TEXT * 2 / 3

    @property
    def aside_right(self) -> float:
        """Where times and the labels of pages end, left of the paragraph numbers, in pixels of the viewport."""
        return self.gutter_right - self._number_width() - AROUND_TEXT / 3

    def _number_width(self) -> float:
        return QFontMetricsF(self.font()).horizontalAdvance("0" * len(str(self._paragraphs))) * 0.8

    def _place_side(self) -> None:
        if self._side is None:
            return
        width = min(self._side_width, max(self.width() * 2 // 7, self.width() - NARROWEST_COLUMN))
        self.setViewportMargins(0, 0, width, 0)
        viewport = self.viewport().geometry()
        self._side.setGeometry(viewport.right() + 1, viewport.top(), width, viewport.height())

    def _set_column(self) -> None:
        metrics = QFontMetricsF(self.font())
        gutter = AROUND_TEXT * 5 / 3 + self._number_width()
        aside = self.typesetting.widest_aside()
        if aside:
            gutter += metrics.horizontalAdvance(aside) * 0.8 + AROUND_TEXT / 3
        letter = metrics.horizontalAdvance(_SAMPLE) / len(_SAMPLE)
        widest = letter * self._characters
        viewport = self.viewport().width()
        width = max(min(widest, viewport - gutter - AROUND_TEXT), 40.0)
        self.longest_line = int(width / letter * _NARROW_LETTERS) + 1
        self.layout_of_text.set_column(max(gutter, (viewport - width) / 2), width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        place = self._first_visible()
        self._place_side()
        self._set_column()
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._scroll_to(place, lines_above=0)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange and self.typesetting.structure.parts:
            self._lay_out_anew()  # names and stamps are written in colours of the theme
        if event.type() != QEvent.Type.FontChange:
            super().changeEvent(event)
            return
        if self._chosen_font is not None and self.font().key() != self._chosen_font.key():
            # A style sheet that is replaced, as with every new theme, gives its widgets the application's font again.
            self.setFont(self._chosen_font)
            return
        place = self._first_visible()
        metrics = QFontMetricsF(self.font())
        self.layout_of_text.set_font_metrics(metrics)
        self._set_column()
        self.take_look()
        super().changeEvent(event)
        self.setTabStopDistance(4 * metrics.horizontalAdvance("n"))
        self._scroll_to(place, lines_above=0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            # A touchpad sends a notch of a wheel in many small parts.
            self._turned += event.angleDelta().y()
            steps = int(self._turned / NOTCH)
            self._turned -= steps * NOTCH
            if steps:
                self.zoom(steps)
            return
        super().wheelEvent(event)

    def character_at(self, point: QPointF) -> int | None:
        """The code point drawn at a point of the viewport, or None beside the text."""
        letter = self._letters_of(self._line_near(point.y())).under(point.x())
        return None if letter is None else letter.start

    def _letters_of(self, line: ScreenLine) -> Letters:
        return Letters(line, self._stored(line.start, line.end), self._offsets.from_qt(line.start))

    def _line_near(self, y: float) -> ScreenLine:
        return _nearest(self.screen_lines(), y)

    def _line_at(self, point: QPointF) -> ScreenLine:
        """The line at a point of the viewport, or of what lies above and below it."""
        if 0 <= point.y() < self.viewport().height():
            return self._line_near(point.y())
        block = self.cursorForPosition(point.toPoint()).block()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        return _nearest(self._lines_of_block(block, top), point.y())

    def _on_a_line(self, event: QMouseEvent) -> QMouseEvent:
        """The event moved up or down to the nearest line: between two lines Qt sees nothing but the end of one."""
        point = event.position()
        if not 0 <= point.y() < self.viewport().height():
            return event
        line = self._line_near(point.y())
        return QMouseEvent(
            event.type(),
            QPointF(point.x(), line.baseline - 1),
            event.scenePosition(),
            event.globalPosition(),
            event.button(),
            event.buttons(),
            event.modifiers(),
            event.pointingDevice(),
        )


def _nearest(lines: Iterable[ScreenLine], y: float) -> ScreenLine:
    return min(lines, key=lambda line: max(line.top - y, y - line.bottom))
