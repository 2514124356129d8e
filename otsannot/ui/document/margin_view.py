"""The stripes beside the text: one bracket for each coding, with the name of its code."""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from otsannot.i18n import _
from otsannot.model.code_tree import CodeTree
from otsannot.ui.document import tip_texts
from otsannot.ui.document.bracket_painter import BracketPainter
from otsannot.ui.document.brackets import Bracket, More, Stripes, arranged, lanes_in, place_labels
from otsannot.ui.document.passage_index import Room
from otsannot.ui.document.reading_view import ReadingView
from otsannot.ui.document.tip import Tip
from otsannot.ui.icons import swatch_icon
from otsannot.ui.panels.parts import named_menu

MARGIN_WIDTH = 240
NARROWEST, WIDEST = 96, 640
GRIP = 6

_BEYOND = 100.0  # so far past the edge is drawn what goes on there; its end is out of sight


class MarginView(QWidget):
    """Draws the codings of the passages a reading view shows, line by line beside it.

    `coding_hovered` gives a coding's id, or None when the mouse is on none; `passage_clicked` an annotation's;
    `width_wanted` pixels; `menu_wanted` a Bracket and the place on the screen where a menu about it was asked for.
    """

    coding_hovered = Signal(object)
    passage_clicked = Signal(int)
    width_wanted = Signal(int)
    menu_wanted = Signal(object, QPoint)

    def __init__(self, view: ReadingView) -> None:
        super().__init__(view)
        self.setObjectName("marginView")
        self.setAccessibleName(_("Codes beside the text"))
        self.setMouseTracking(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.book = CodeTree(())
        self._digits: dict[int, int] = {}
        self.reader = ""
        self.stripes = Stripes([], [])
        self._view = view
        self._painter = BracketPainter(self)
        self.tip = Tip(self, view)
        self._hovered: int | None = None
        self._grip_offset: int | None = None
        self._is_on_grip = False
        view.updateRequest.connect(self._on_view_updated)
        view.passages_changed.connect(self.update)
        view.current_changed.connect(self.update)
        view.verticalScrollBar().valueChanged.connect(self.tip.withdraw)

    @property
    def brackets(self) -> list[Bracket]:
        """What was drawn last."""
        return self.stripes.brackets

    def set_book(self, book: CodeTree) -> None:
        """Say what codes mean: their digits stand at the labels, their paths and definitions in the tips."""
        self.book = book
        self._digits = {row.id: row.digit for row in book.by_id.values() if row.digit is not None}
        self.update()

    def set_reader(self, coder: str) -> None:
        """Say who is coding now; the lines of this coder are plain ones."""
        self.reader = coder
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(MARGIN_WIDTH, 400)

    def bracket_at(self, point: QPointF) -> Bracket | None:
        """The bracket drawn at a point, or whose label is; of several the shortest that is not the current one."""
        found = sorted((bracket for bracket in self.brackets if bracket.contains(point)), key=_length)
        others = [bracket for bracket in found if bracket.passage.annotation_id != self._view.current()]
        return next(iter(others or found), None)

    def more_at(self, point: QPointF) -> More | None:
        """What stands at a point for the codings that have no lane."""
        return next((more for more in self.stripes.more if more.contains(point)), None)

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        view, current = self._view, self._view.current()
        room = Room(lanes_in(self.width()), view.longest_line)
        view.index.fit_brackets(room)
        visible = self._visible_brackets()
        strong = [bracket for bracket in visible if self._is_strong(bracket, current)]
        self.stripes = arranged(visible, strong, room.brackets)
        named = [bracket for bracket in self.brackets if bracket.is_focused or bracket in strong]
        place_labels(self.stripes, named, strong, self.size().toSizeF(), self._painter.row)
        self._painter.digits = self._digits
        self._painter.turns = _turns(view.index.coders, self.reader)
        with QPainter(self) as painter:
            self._painter.paint(painter, self.stripes, strong)
            if self._is_on_grip or self._grip_offset is not None:
                painter.fillRect(QRectF(0, 0, 2, self.height()), self.palette().color(QPalette.ColorRole.Accent))

    def _is_strong(self, bracket: Bracket, current: int | None) -> bool:
        return bracket.passage.annotation_id == current or bracket.code.coding_id == self._hovered

    def _visible_brackets(self) -> list[Bracket]:
        view, index = self._view, self._view.index
        initials = _initials(index.coders)
        lines = view.screen_lines()
        seen = view.span_of(lines)
        starts = [view.span_of([line]).start for line in lines]
        brackets: list[Bracket] = []
        for number in index.between(*seen):
            passage = index.passages[number]
            if not passage.codes:
                continue
            # Past the edge where it begins or ends off the screen.
            top = lines[bisect_right(starts, passage.start) - 1].top if passage.start >= seen.start else -_BEYOND
            last = lines[bisect_right(starts, passage.end - 1) - 1]
            bottom = last.bottom if passage.end <= seen.end else self.height() + _BEYOND
            used = index.brackets.used_around(number)
            inside, outside = index.codes(number)
            for place, code in enumerate((*inside, *outside)):
                lane, is_focused = index.brackets[number][place], place < len(inside)
                short = initials.get(code.coder_id, "")
                brackets.append(Bracket(passage, code, lane, used, top, bottom, short, is_focused))
        return brackets

    def _on_view_updated(self, rect: QRect, dy: int) -> None:
        # A blinking caret is no reason to draw everything again.
        if dy or rect.height() >= self._view.viewport().height():
            self.update()

    # The mouse

    def _hover(self, bracket: Bracket | None) -> None:
        hovered = bracket.code.coding_id if bracket else None
        if hovered != self._hovered:
            self._hovered = hovered
            self.update()
            self.coding_hovered.emit(hovered)

    def _say(self, point: QPointF, bracket: Bracket | None, more: More | None) -> None:
        coders = self._view.index.coders
        if bracket is not None:
            text = tip_texts.of_coding(bracket.passage, bracket.code, coders, self.book)
        elif more is not None:
            text = tip_texts.of_codings([(one.code.name, one.code.coder_id) for one in more.hidden], coders)
        else:
            self.tip.withdraw()
            return
        self.tip.say(text, round(point.y()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip_offset is not None:
            wanted = self.width() - round(event.position().x()) + self._grip_offset
            self.width_wanted.emit(min(max(wanted, NARROWEST), WIDEST))
            return
        point = event.position()
        bracket = self.bracket_at(point)
        more = None if bracket else self.more_at(point)
        self._show_grip(point.x() < GRIP)
        if not self._is_on_grip:
            is_something = bracket is not None or more is not None
            self.setCursor(Qt.CursorShape.PointingHandCursor if is_something else Qt.CursorShape.ArrowCursor)
        self._hover(bracket)
        self._say(point, bracket, more)

    def _show_grip(self, is_on_grip: bool) -> None:
        if is_on_grip != self._is_on_grip:
            self._is_on_grip = is_on_grip
            self.update()
        if is_on_grip:
            self.setCursor(Qt.CursorShape.SplitHCursor)

    def leaveEvent(self, event: QEvent) -> None:
        self._show_grip(False)
        self._hover(None)
        self.tip.withdraw()

    def hideEvent(self, event: QEvent) -> None:
        self.tip.withdraw()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.tip.withdraw()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point = event.position()
        if point.x() < GRIP:
            self._grip_offset = round(point.x())
            return
        bracket, more = self.bracket_at(point), self.more_at(point)
        if bracket is not None:
            self.passage_clicked.emit(bracket.passage.annotation_id)
        elif more is not None:
            self._choose_among(more, event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip_offset = None

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.tip.withdraw()
        bracket = self.bracket_at(QPointF(event.pos()))
        if bracket is not None:
            self.menu_wanted.emit(bracket, event.globalPos())

    def _choose_among(self, more: More, point: QPoint) -> None:
        """A menu of the codings that found no lane, to go to one of them."""
        menu = named_menu(_("What to do with the coding"), self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        coders = self._view.index.coders
        for bracket in more.hidden:
            name = tip_texts.named(bracket.code.name, coders.get(bracket.code.coder_id, ""), len(coders) > 1)
            entry = menu.addAction(swatch_icon(bracket.code.colour), name.replace("&", "&&"))
            number = bracket.passage.annotation_id
            entry.triggered.connect(lambda _checked=False, number=number: self.passage_clicked.emit(number))
        menu.popup(point)

    def wheelEvent(self, event: QWheelEvent) -> None:
        QApplication.sendEvent(self._view.viewport(), event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._painter = BracketPainter(self)


def _length(bracket: Bracket) -> int:
    return bracket.passage.end - bracket.passage.start


def _turns(coders: dict[int, str], reader: str) -> dict[int, int]:
    """How each coder's lines are drawn: the reader's plain, and where the reader has none the first coder's."""
    own = " ".join(reader.split())
    ordered = sorted(coders, key=lambda coder: (coders[coder] != own, coder))
    return {coder: turn for turn, coder in enumerate(ordered)}


def _initials(coders: dict[int, str]) -> dict[int, str]:
    """What tells coders apart in few letters; nothing where there is one only."""
    if len(coders) < 2:
        return {}
    short = {coder: "".join(word[0] for word in name.split()[:2]).upper() for coder, name in coders.items()}
    letters = 1
    while len(set(short.values())) < len(set(coders.values())):
        letters += 1
        short = {coder: name[:letters] for coder, name in coders.items()}
    return short
