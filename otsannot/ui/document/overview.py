"""The scroll bar of the reading view, which is an overview of the whole document as well."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QScrollBar

from otsannot.i18n import _
from otsannot.model.passages import Passage, PassageCode
from otsannot.model.spans import Span
from otsannot.ui import theme
from otsannot.ui.document import tip_texts
from otsannot.ui.document.overview_rows import LANES, NO_COLOUR, Row, overview_rows
from otsannot.ui.document.reading_view import ReadingView
from otsannot.ui.document.tints import Tints
from otsannot.ui.document.tip import Tip
from otsannot.ui.item_models import wording

ROW = 2
LANE, MARK = 4, 3
INSET = 2
WIDTH = 2 * INSET + LANES * LANE
SMALLEST_SCREEN = 12
SMALLEST_CURRENT = 6
REST_MILLISECONDS = 120
"""So long after the last change of passages their marks are drawn anew."""
NEAR = 2
"""So many rows beside a mark still mean it."""


class Overview(QScrollBar):
    """Shows where the codes are, where the screen is and where the current passage is; a click or a drag goes there.

    Places are code points of the text and not lines: how many lines there are is known only of what has been looked
    at, and a mark would wander away from its passage. Values and steps are the scroll bar's own, lines.
    """

    def __init__(self, view: ReadingView) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self.setObjectName("overview")
        self.setAccessibleName(_("Overview of the document"))
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._view = view
        self._tints = Tints(view.palette())
        self.tip = Tip(self, view)
        self._rows: list[Row] = []
        self._picture: QPixmap | None = None
        self._pictured = ""
        self._redrawing = QTimer(self, singleShot=True, interval=REST_MILLISECONDS)
        self._redrawing.timeout.connect(self._redraw)
        self._held: int | None = None
        view.passages_changed.connect(self._on_passages_changed)
        view.current_changed.connect(self.update)
        view.seen_changed.connect(self.update)
        self.valueChanged.connect(self.tip.withdraw)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, super().sizeHint().height())

    def position_at(self, y: float) -> int:
        """The code point that a height in pixels stands for."""
        length = len(self._view.text)
        return min(max(int(y * length / max(self.height(), 1)), 0), max(length - 1, 0))

    def y_of(self, position: int) -> float:
        """The height in pixels that stands for a code point."""
        return position * self.height() / max(len(self._view.text), 1)

    def screen_rect(self) -> QRectF:
        """What stands for the words that are on the screen; empty when all of them are."""
        if self.maximum() == self.minimum():
            return QRectF()
        return self._stretch(self._view.span_of(self._view.screen_lines()), SMALLEST_SCREEN)

    def _stretch(self, span: Span, smallest: float) -> QRectF:
        top, height = self.y_of(span.start), max(self.y_of(span.end) - self.y_of(span.start), smallest)
        return QRectF(0, min(max(top, 0.0), self.height() - height), self.width(), height)

    # Drawing

    def _on_passages_changed(self) -> None:
        """Another text is drawn at once; marks of a text with many passages shall not keep who codes waiting."""
        if self._pictured is self._view.text:
            self._redrawing.start()
        else:
            self._redraw()

    def _redraw(self) -> None:
        self._redrawing.stop()
        self._picture = None
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture is None:
            self._picture = self._drawn()
        quiet = QColor(self._tints.quiet)
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._view.palette().base())
            painter.drawPixmap(0, 0, self._picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.maximum() > self.minimum():
                screen = self._stretch(self._view.seen, SMALLEST_SCREEN)
                quiet.setAlphaF(1.0 if theme.look().is_strong else 0.6)
                painter.setPen(QPen(quiet, 1))
                quiet.setAlphaF(0.24 if self._held is not None or self.underMouse() else 0.12)
                painter.setBrush(quiet)
                painter.drawRoundedRect(screen.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
            current = self._current()
            if current is not None:
                painter.setPen(QPen(self._tints.text, 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(self._stretch(current.span, SMALLEST_CURRENT).adjusted(1, 1, -1, -1))

    def _drawn(self) -> QPixmap:
        """The marks of all passages; drawn anew only when passages, colours or the height change."""
        self._pictured = self._view.text
        count = max(self.height() // ROW, 1)
        length = max(len(self._view.text), 1)
        self._rows = overview_rows(self._view.index, length, count, self._tints.quiet.name())
        picture = QPixmap(self.size() * self.devicePixelRatio())
        picture.setDevicePixelRatio(self.devicePixelRatio())
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            for lane in range(LANES):
                first = 0
                for number in range(1, len(self._rows) + 1):
                    colour = self._rows[first][lane]
                    if number < len(self._rows) and self._rows[number][lane] == colour:
                        continue
                    if colour != NO_COLOUR:
                        area = QRectF(INSET + lane * LANE, first * ROW, MARK, (number - first) * ROW)
                        painter.fillRect(area, self._tints.line(colour))
                    first = number
        return picture

    def _current(self) -> Passage | None:
        number = self._view.current()
        return None if number is None else self._view.index.by_id(number)

    # The mouse

    def passage_at(self, x: float, y: float) -> Passage | None:
        """The first passage that the mark at a point stands for, in pixels; a near mark will do."""
        lane = min(max(int(x - INSET) // LANE, 0), LANES - 1)
        row = int(y) // ROW
        near = sorted(range(row - NEAR, row + NEAR + 1), key=lambda other: abs(other - row))
        for other in near:
            if 0 <= other < len(self._rows) and self._rows[other][lane] != NO_COLOUR:
                colour = self._rows[other][lane]
                found = (passage for passage, code in self._codings(other, other) if self._colour(code) == colour)
                return next(found, None)
        return None

    def _codings(self, first: int, last: int) -> list[tuple[Passage, PassageCode | None]]:
        """The codings in focus that rows stand for, in the order of the text."""
        index, length, count = self._view.index, len(self._view.text), max(len(self._rows), 1)
        start, end = -(-first * length // count), -(-(last + 1) * length // count)
        found: list[tuple[Passage, PassageCode | None]] = []
        for number in index.between(max(start, 0), min(end, length)):
            passage = index.passages[number]
            if index.is_focused(number):
                found += [(passage, code) for code in index.codes(number)[0] or (None,)]
        return found

    def _colour(self, code: PassageCode | None) -> str:
        return self._tints.quiet.name() if code is None else code.colour

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.tip.withdraw()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point, screen = event.position(), self.screen_rect()
        if screen.contains(point):
            self._held = round(point.y() - screen.center().y())
            return
        passage = self.passage_at(point.x(), point.y())
        if passage is not None and self._stretch(passage.span, 0).height() <= 2 * NEAR * ROW:
            self._view.reveal(passage.span)
        else:
            self._held = 0
            self._view.scroll_to(self.position_at(point.y()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position()
        if self._held is not None:
            self._view.scroll_to(self.position_at(point.y() - self._held))
            return
        row = int(point.y()) // ROW
        head = _("Paragraph {number}").format(
            number=wording.number(self._view.text.count("\n", 0, self.position_at(point.y())) + 1)
        )
        found = [
            (_("Without a code") if code is None else code.name, passage.coder_id)
            for passage, code in self._codings(row - 1, row + 1)
        ]
        said = tip_texts.of_codings(found, self._view.index.coders)
        self.tip.say(f"<b>{head}</b><br>{said}" if said else f"<b>{head}</b>", round(point.y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None
        self.update()

    def enterEvent(self, event: QEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.tip.withdraw()
        self.update()

    def hideEvent(self, event: QEvent) -> None:
        self.tip.withdraw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._redraw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.DevicePixelRatioChange):
            self._tints = Tints(self._view.palette())
            self._redraw()
