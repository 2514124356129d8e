"""The reading view: a text with its passages, to read, to select in and to drop codes on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QCursor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QWidget

from otsannot.model.passages import Passage
from otsannot.model.spans import End, Span
from otsannot.model.structure import NO_STRUCTURE, Structure
from otsannot.ui.document.page_painter import Emphasis, PagePainter
from otsannot.ui.document.passage_ends import PassageEnds, Pull
from otsannot.ui.document.passage_index import InFocus, PassageIndex
from otsannot.ui.document.screen_lines import ScreenLine
from otsannot.ui.document.selecting_view import SelectingView
from otsannot.ui.mime import CODE_MIME, dragged_codes

FLASH_MILLISECONDS = 900
TARGET_GLOW = 0.6
MILLISECONDS_OF_A_SCROLLED_LINE = 60


class ReadingView(SelectingView):
    """Shows passages under the text of a document; it knows rows and positions, and no project.

    `passage_clicked` gives an annotation's id, `code_dropped` the ids of codes and the span they were dropped on,
    `ends_moved` an annotation's id and the span its ends were dragged to. Where passages overlap, clicks on one place
    go from the shortest to the longest and around again.
    """

    passage_clicked = Signal(int)
    code_dropped = Signal(object, object)
    ends_moved = Signal(int, object)
    menu_wanted = Signal(object, QPoint)
    """A menu shall open at a point of the screen: on a code point, or None for the key that opens menus."""
    passages_changed = Signal()
    current_changed = Signal()
    seen_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("documentView")
        self.index = PassageIndex("", ())
        self._in_focus: InFocus | None = None
        self._is_rest_dimmed = False
        self.seen = Span(0, 0)
        """What of the text was painted last."""
        self._emphasis = Emphasis()
        self._clicked: tuple[list[int], int] = ([], 0)
        self._painter = PagePainter(self, self.palette())
        self._ends = PassageEnds(self)
        self._can_move_ends = False
        self._scrolling = QTimer(self, interval=MILLISECONDS_OF_A_SCROLLED_LINE)
        self._scrolling.timeout.connect(self._scroll_while_pulling)
        self.viewport().setMouseTracking(True)
        self._flash = QVariantAnimation(self)
        self._flash.setStartValue(1.0)
        self._flash.setEndValue(0.0)
        self._flash.setDuration(FLASH_MILLISECONDS)
        self._flash.valueChanged.connect(self._on_flash)
        self.text_clicked.connect(self._on_text_clicked)
        self.selectionChanged.connect(self._on_selected)

    def set_text(self, text: str, structure: Structure = NO_STRUCTURE) -> None:
        """Show a text from its beginning, set for its structure and without passages."""
        self._flash.stop()
        self._emphasis = Emphasis()
        self._show(PassageIndex(text, (), self._in_focus))
        super().set_text(text, structure)

    def set_passages(self, passages: Sequence[Passage]) -> None:
        """Show these passages, in the order of the text, and no others."""
        self._show(self.index.with_passages(passages))

    def update_passages(self, removed: Collection[int], added: Sequence[Passage]) -> None:
        """Take away the annotations of these ids, and show these ones, in the place of any of the same id."""
        screen = self.screen_lines()
        seen, before = self.span_of(screen), self.index
        self._let_go()
        self._take(before.updated(removed, added))
        for passage, _lanes in before.looks(*seen) ^ self.index.looks(*seen):
            self.viewport().update(self._painter.area(passage.span, screen))

    def set_focus(self, in_focus: InFocus | None, *, is_rest_dimmed: bool) -> None:
        """Let the passages step back that are not in focus; for None all are. The words outside may step back too."""
        self._in_focus = in_focus
        self._is_rest_dimmed = is_rest_dimmed
        self._show(self.index.focused_on(in_focus))

    def passages_at(self, position: int) -> list[Passage]:
        """The passages over a code point: what is in focus before the rest, the shortest first."""
        return self.index.at(position)

    def set_current(self, annotation_id: int | None, *, can_move_ends: bool = False) -> None:
        """Outline a passage, or none, with handles at its ends if they may be moved."""
        if (annotation_id, can_move_ends) != (self._emphasis.current, self._can_move_ends):
            self._let_go()
            self._update_current()
            self._emphasis.current = annotation_id
            self._can_move_ends = can_move_ends
            self._update_current()
            self.current_changed.emit()

    def current(self) -> int | None:
        """The id of the outlined annotation."""
        return self._emphasis.current

    def set_hovered(self, coding_id: int | None) -> None:
        """Light up the passage of a coding, or none."""
        if coding_id != self._emphasis.hovered:
            self._update_hovered()
            self._emphasis.hovered = coding_id
            self._update_hovered()

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

    def keep_in_sight(self, position: int) -> None:
        """Scroll to a code point if it is not on the screen."""
        seen = self.span_of([line for line in self.screen_lines() if line.top >= 0 and line.bottom <= self.height()])
        if not seen.start <= position <= seen.end:
            super().reveal(Span(position, position + 1))

    def place(self) -> int:
        """The code point the reader is at: the caret's, or the first on the screen when the caret is not on it."""
        seen = self.span_of(self.screen_lines())
        return self.caret() if seen.start <= self.caret() <= seen.end else seen.start

    def _show(self, index: PassageIndex) -> None:
        self._let_go()
        self._take(index)
        self.viewport().update()

    def _take(self, index: PassageIndex) -> None:
        self.index = index
        self._clicked = ([], 0)
        self.passages_changed.emit()

    def _glow(self, span: Span | None, strength: float) -> None:
        self._flash.stop()
        self._update_span(self._emphasis.glowing)
        self._emphasis.glowing, self._emphasis.glow = span, strength
        self._update_span(span)

    def _on_flash(self, strength: float) -> None:
        self._emphasis.glow = strength
        self._update_span(self._emphasis.glowing)

    def _update_current(self) -> None:
        screen = self.screen_lines()
        passage = self._current_on(screen)
        if passage is not None:
            self.viewport().update(self._painter.area(passage.span, screen))

    def _update_hovered(self) -> None:
        hovered = self._emphasis.hovered
        for passage in self._passages_on(self.screen_lines()) if hovered is not None else ():
            if any(code.coding_id == hovered for code in passage.codes):
                self._update_span(passage.span)

    def _update_span(self, span: Span | None) -> None:
        """Have painted anew what tells of a passage over a span."""
        if span is not None:
            self.viewport().update(self._painter.area(span, self.screen_lines()))

    def _on_selected(self) -> None:
        if self._is_rest_dimmed:  # a selection is clear of the veil a little further than Qt paints it anew
            self.viewport().update()

    def _on_text_clicked(self, position: int) -> None:
        ids = [passage.annotation_id for passage in self.passages_at(position)]
        before, turn = self._clicked
        turn = turn + 1 if ids == before else 0
        self._clicked = (ids, turn)
        if ids:
            self.passage_clicked.emit(ids[turn % len(ids)])

    def paintEvent(self, event: QPaintEvent) -> None:
        screen = self.screen_lines()
        with QPainter(self.viewport()) as painter:
            self._painter.paint(painter, event.region(), screen, self.index, self._emphasis)
        super().paintEvent(event)
        if self._is_rest_dimmed:
            with QPainter(self.viewport()) as painter:
                self._painter.paint_veil(painter)
        passage = self._current_on(screen) if self._can_move_ends else None
        span = None if passage is None else passage.span
        if self._ends.pull is not None:
            span = self._ends.pull.now
        self._ends.place(span, screen)
        with QPainter(self.viewport()) as painter:
            self._ends.paint(painter, self.palette())
        seen = self.span_of(screen)
        if seen != self.seen:
            self.seen = seen
            self.seen_changed.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._painter = PagePainter(self, self.palette())

    # The ends of the current passage

    def handle_point(self, end: End) -> QPointF | None:
        """Where the mouse takes hold of an end of the current passage, in pixels of the viewport, if it is shown."""
        handle = self._ends.handle(end)
        return None if handle is None else handle.knob

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._take_hold(event):
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if not self._take_hold(event):
            super().mouseDoubleClickEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._ends.pull is not None:
            self._pull(event.position(), exact=self._is_exact(event))
            return
        if not event.buttons():
            on_handle = self._ends.handle_at(event.position()) is not None
            self.viewport().setCursor(Qt.CursorShape.SizeHorCursor if on_handle else Qt.CursorShape.IBeamCursor)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pull = self._ends.pull
        if pull is None:
            super().mouseReleaseEvent(event)
            return
        self._let_go()
        if pull.now != pull.was:
            self.ends_moved.emit(pull.annotation_id, pull.now)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._ends.pull is not None:
            self._let_go()
        else:
            super().keyPressEvent(event)

    def _current_on(self, screen: list[ScreenLine]) -> Passage | None:
        current = self._emphasis.current
        if current is None:
            return None
        return next((passage for passage in self._passages_on(screen) if passage.annotation_id == current), None)

    def _passages_on(self, screen: list[ScreenLine]) -> Iterator[Passage]:
        return (self.index.passages[number] for number in self.index.between(*self.span_of(screen)))

    def _take_hold(self, event: QMouseEvent) -> bool:
        handle = self._ends.handle_at(event.position()) if event.button() == Qt.MouseButton.LeftButton else None
        passage = self._current_on(self.screen_lines()) if handle is not None else None
        if handle is None or passage is None:
            return False
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._ends.pull = Pull(passage.annotation_id, handle.end, passage.span, passage.span)
        return True

    def _pull(self, point: QPointF, *, exact: bool) -> None:
        self._emphasis.pulled = self._ends.pull_to(self._caret_near(point), exact=exact)
        self.viewport().update()
        is_outside = not 0 <= point.y() < self.viewport().height()
        if is_outside != self._scrolling.isActive():
            self._scrolling.start() if is_outside else self._scrolling.stop()

    def _scroll_while_pulling(self) -> None:
        point = self.viewport().mapFromGlobal(QPointF(QCursor.pos()))
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + (1 if point.y() > 0 else -1))
        self._pull(point, exact=not self.whole_words)

    def _let_go(self) -> None:
        if self._ends.pull is not None:
            self._ends.pull = self._emphasis.pulled = None
            self._scrolling.stop()
            self.viewport().update()

    def ask_for_menu(self) -> None:
        """Ask for a menu at the selection, the current passage or the caret."""
        passage = self._current_on(self.screen_lines())
        span = self.span() or (Span(self.caret(), self.caret() + 1) if passage is None else passage.span)
        self.menu_wanted.emit(None, self.place_on_screen(span).bottomLeft())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.ask_for_menu()
        else:
            self.menu_wanted.emit(self._place_under(QPointF(event.pos())), event.globalPos())

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
