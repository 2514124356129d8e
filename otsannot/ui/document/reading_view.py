"""The reading view: a text with its passages, to read, to select in and to drop codes on."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QMimeData, QPointF, QVariantAnimation, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from otsannot.model.passages import Passage
from otsannot.model.spans import Span
from otsannot.ui.document.page_painter import Emphasis, PagePainter
from otsannot.ui.document.passage_index import InFocus, PassageIndex
from otsannot.ui.document.selecting_view import SelectingView
from otsannot.ui.mime import CODE_MIME, dragged_codes

FLASH_MILLISECONDS = 900
TARGET_GLOW = 0.6


class ReadingView(SelectingView):
    """Shows passages under the text of a document; it knows rows and positions, and no project.

    `passage_clicked` gives an annotation's id, `code_dropped` the ids of codes and the span they were dropped on.
    Where passages overlap, clicks on one place go from the shortest to the longest and around again.
    """

    passage_clicked = Signal(int)
    code_dropped = Signal(object, object)
    passages_changed = Signal()
    current_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("documentView")
        self.index = PassageIndex("", ())
        self._in_focus: InFocus | None = None
        self._is_rest_dimmed = False
        self._emphasis = Emphasis()
        self._clicked: tuple[list[int], int] = ([], 0)
        self._painter = PagePainter(self, self.palette())
        self._flash = QVariantAnimation(self)
        self._flash.setStartValue(1.0)
        self._flash.setEndValue(0.0)
        self._flash.setDuration(FLASH_MILLISECONDS)
        self._flash.valueChanged.connect(self._on_flash)
        self.text_clicked.connect(self._on_text_clicked)

    def set_text(self, text: str) -> None:
        """Show a text from its beginning, without passages."""
        self._flash.stop()
        self._emphasis = Emphasis()
        self._show(PassageIndex(text, (), self._in_focus))
        super().set_text(text)

    def set_passages(self, passages: Sequence[Passage]) -> None:
        """Show these passages, in the order of the text, and no others."""
        self._show(self.index.with_passages(passages))

    def update_passages(self, removed: Collection[int], added: Sequence[Passage]) -> None:
        """Take away the annotations of these ids, and show these ones, in the place of any of the same id."""
        self._show(self.index.updated(removed, added))

    def set_focus(self, in_focus: InFocus | None, *, is_rest_dimmed: bool) -> None:
        """Let the passages step back that are not in focus; for None all are. The words outside may step back too."""
        self._in_focus = in_focus
        self._is_rest_dimmed = is_rest_dimmed
        self._show(self.index.focused_on(in_focus))

    def passages_at(self, position: int) -> list[Passage]:
        """The passages over a code point: what is in focus before the rest, the shortest first."""
        return self.index.at(position)

    def set_current(self, annotation_id: int | None) -> None:
        """Outline a passage, or none."""
        if annotation_id != self._emphasis.current:
            self._emphasis.current = annotation_id
            self.viewport().update()
            self.current_changed.emit()

    def current(self) -> int | None:
        """The id of the outlined annotation."""
        return self._emphasis.current

    def set_hovered(self, coding_id: int | None) -> None:
        """Light up the passage of a coding, or none."""
        if coding_id != self._emphasis.hovered:
            self._emphasis.hovered = coding_id
            self.viewport().update()

    def reveal(self, span: Span, flash: bool = True) -> None:
        """Scroll so that a span begins in the upper third, unless all of it can be read, and let it flash once."""
        if not self.is_in_sight(span):
            super().reveal(span)
        if flash:
            self._glow(span, 1.0)
            self._flash.start()

    def is_in_sight(self, span: Span) -> bool:
        """Whether all of a span is on the screen, and what follows it, a quarter of the screen, as well."""
        lines = self.screen_lines()
        seen = self.span_of(lines)
        if not (seen.start <= span.start and span.end <= seen.end):
            return False
        found = self.lines_of(span, lines)
        return bool(found) and found[0][0].top >= 0 and found[-1][0].bottom <= self.viewport().height() * 3 / 4

    def place(self) -> int:
        """The code point the reader is at: the caret's, or the first on the screen when the caret is not on it."""
        seen = self.span_of(self.screen_lines())
        return self.caret() if seen.start <= self.caret() <= seen.end else seen.start

    def _show(self, index: PassageIndex) -> None:
        self.index = index
        self._clicked = ([], 0)
        self.viewport().update()
        self.passages_changed.emit()

    def _glow(self, span: Span | None, strength: float) -> None:
        self._flash.stop()
        self._emphasis.glowing, self._emphasis.glow = span, strength
        self.viewport().update()

    def _on_flash(self, strength: float) -> None:
        self._emphasis.glow = strength
        self.viewport().update()

    def _on_text_clicked(self, position: int) -> None:
        ids = [passage.annotation_id for passage in self.passages_at(position)]
        before, turn = self._clicked
        turn = turn + 1 if ids == before else 0
        self._clicked = (ids, turn)
        if ids:
            self.passage_clicked.emit(ids[turn % len(ids)])

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:
            self._painter.paint(painter, self.index, self._emphasis)
        super().paintEvent(event)
        if self._is_rest_dimmed:
            with QPainter(self.viewport()) as painter:
                self._painter.paint_veil(painter)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._painter = PagePainter(self, self.palette())

    # Codes dropped on the text

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._on_drag(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._on_drag(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._glow(None, 0.0)

    def dropEvent(self, event: QDropEvent) -> None:
        self._glow(None, 0.0)
        target = self._drop_target(event.mimeData(), event.position())
        if target is None:
            event.ignore()
            return
        event.acceptProposedAction()
        self.code_dropped.emit(dragged_codes(event.mimeData()), target)

    def _on_drag(self, event: QDragMoveEvent) -> None:
        target = self._drop_target(event.mimeData(), event.position())
        if target != self._emphasis.glowing:
            self._glow(target, TARGET_GLOW)
        if target is not None:
            event.acceptProposedAction()
        elif event.mimeData().hasFormat(CODE_MIME) and event.type() == QEvent.Type.DragEnter:
            # Whoever refuses the entering is not told of the moves that follow.
            event.accept()
        else:
            event.ignore()

    def _drop_target(self, data: QMimeData, point: QPointF) -> Span | None:
        """What a code would be given to: the selection, else the shortest passage under the mouse.

        A selection that is the current passage has its code; what is brought to another passage is not meant for it.
        """
        if not data.hasFormat(CODE_MIME):
            return None
        selected, position = self.span(), self.character_at(point)
        under = [] if position is None else [passage.span for passage in self.passages_at(position)]
        if selected and (not under or selected in under or not self._is_current(selected)):
            return selected
        return under[0] if under else None

    def _is_current(self, span: Span) -> bool:
        same = (passage for passage in self.passages_at(span.start) if passage.span == span)
        return any(passage.annotation_id == self.current() for passage in same)
