"""How rows of documents and of codes are drawn."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from otsannot.ui import theme
from otsannot.ui.icons import icon
from otsannot.ui.item_models import wording
from otsannot.ui.item_models.code_list import CodeListModel
from otsannot.ui.item_models.code_tree import CodeTreeModel
from otsannot.ui.item_models.document_list import DocumentListModel
from otsannot.ui.item_models.row_delegate import SWATCH, RowDelegate, draw_line, draw_swatch, fill, swatch_rect
from otsannot.ui.item_models.shown_rows import Index

BAR = QSize(28, 3)
BADGE = 16

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class DocumentDelegate(RowDelegate):
    """Name, language, share coded and count of annotations; the open document has a bar before a bold name."""

    indent = theme.GAP

    def __init__(self, model: DocumentListModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.open_id: int | None = None

    def draw(self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem, index: Index) -> None:
        heading = self._model.heading(index)
        if heading is not None:
            count = wording.number(len(heading.documents))
            rest = _number(painter, rect, count, QFontMetrics(theme.tabular(painter.font())).horizontalAdvance(count))
            font = QFont(painter.font())
            font.setWeight(QFont.Weight.DemiBold)
            draw_line(painter, rest, heading.name, font)
            return
        document = self._model.document(index)
        font = QFont(painter.font())
        counts = wording.number(self._model.count(document.id))
        wide = QFontMetrics(theme.tabular(font)).horizontalAdvance(wording.number(self._model.largest_count))
        share = self._model.share(document)
        taken = _number(painter, rect, counts if counts != "0" else "", wide)
        rest = taken if counts != "0" else rect
        taken = self._bar(painter, taken, share)
        rest = taken if share else rest
        taken = _quiet(painter, taken, document.language, QFontMetrics(font).horizontalAdvance("mm"))
        rest = taken if document.language else rest
        if document.id == self.open_id:
            mark = QRectF(rect.left(), rect.top() + 6, 3, rect.height() - 12)
            fill(painter, mark, _role(option, QPalette.ColorRole.Accent), 1.5)
            font.setWeight(QFont.Weight.DemiBold)
        elide = Qt.TextElideMode.ElideMiddle
        draw_line(painter, rest.adjusted(self.indent, 0, 0, 0), document.name, font, elide=elide)

    def _bar(self, painter: QPainter, rect: QRect, share: float | None) -> QRect:
        rest = rect.adjusted(0, 0, -BAR.width() - theme.GAP, 0)
        if share:
            done = QRectF(rest.right() + theme.GAP, rect.center().y() - 1, BAR.width(), BAR.height())
            # Thinner too: in high contrast both are black, or white.
            track = done.adjusted(0, 1, 0, -1)
            fill(painter, track, QColor(theme.look().hairline), 0)
            done.setWidth(max(BAR.height(), share * BAR.width()))
            fill(painter, done, QColor(theme.look().quiet), 1.5)
        return rest


class CodeDelegate(RowDelegate):
    """Colour or the sign of a folder, name, digit, sum of the codings under it too, and count of its own codings."""

    indent = SWATCH + theme.GAP

    def __init__(self, model: CodeTreeModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def draw(self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem, index: Index) -> None:
        code = self._model.code(index)
        if code is None:
            _ring(painter, rect)
            return
        rest = self._numbers(painter, rect, code.id)
        if code.digit is not None:
            rest = _badge(painter, rest, str(code.digit))
        if code.is_folder:
            icon("folder").paint(painter, QRect(rect.left() - 2, rect.top(), theme.ICON_SMALL, rect.height()))
        else:
            draw_swatch(painter, rect.left(), rect, code.colour)
        if not self._model.is_hit(code.id):
            painter.setPen(_role(option, QPalette.ColorRole.PlaceholderText))
        draw_line(painter, rest.adjusted(self.indent, 0, 0, 0), code.name, painter.font())

    def _numbers(self, painter: QPainter, rect: QRect, code_id: int) -> QRect:
        """Own codings in a column at the right, and before it the sum where it says more."""
        counts = self._model.counts
        own, total = counts.own(code_id), counts.total(code_id)
        metrics = QFontMetrics(theme.tabular(painter.font()))
        width = metrics.horizontalAdvance(wording.number(counts.largest()))
        rest = _number(painter, rect, wording.number(own) if own else "", width)
        if total == own:
            return rest
        told = f"Σ\u2009{wording.number(total)}"
        return _number(painter, rest, told, metrics.horizontalAdvance(told))


class CodeChoiceDelegate(RowDelegate):
    """Tick, colour, name and the path above it, digit."""

    def __init__(self, model: CodeListModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def draw(self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem, index: Index) -> None:
        choice = self._model.choice(index)
        if choice.code is None:
            sign = QRect(rect.left() + theme.ICON_SMALL + theme.UNIT - 2, rect.top(), theme.ICON_SMALL, rect.height())
            icon("add").paint(painter, sign)
            draw_line(painter, rect.adjusted(2 * theme.ICON_SMALL + theme.GAP, 0, 0, 0), choice.text, painter.font())
            return
        if self._model.is_ticked(choice.code.id):
            icon("check").paint(painter, QRect(rect.topLeft(), QSize(theme.ICON_SMALL, rect.height())))
        left = rect.left() + theme.ICON_SMALL + theme.UNIT
        draw_swatch(painter, left, rect, choice.code.colour)
        rest = rect.adjusted(left + SWATCH + theme.GAP - rect.left(), 0, 0, 0)
        if choice.code.digit is not None:
            rest = _badge(painter, rest, str(choice.code.digit))
        used = draw_line(painter, rest, choice.code.name, painter.font())
        quiet = _role(option, QPalette.ColorRole.PlaceholderText)
        draw_line(painter, rest.adjusted(used + theme.GAP, 0, 0, 0), choice.above, painter.font(), quiet)


def _ring(painter: QPainter, rect: QRect) -> None:
    painter.setPen(QColor(theme.look().outline))
    painter.drawRoundedRect(swatch_rect(rect.left(), rect).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)


def _badge(painter: QPainter, rect: QRect, digit: str) -> QRect:
    """A digit in a frame at the right; returns what is left of the rectangle."""
    box = QRectF(rect.right() - BADGE, rect.top() + (rect.height() - BADGE) / 2 + 0.5, BADGE, BADGE)
    before = painter.pen(), painter.font()
    painter.setPen(QColor(theme.look().outline))
    painter.drawRoundedRect(box, 3, 3)
    small = theme.tabular(painter.font())
    small.setPointSizeF(small.pointSizeF() - 1.5)
    painter.setFont(small)
    painter.setPen(QColor(theme.look().quiet))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, digit)
    painter.setPen(before[0])
    painter.setFont(before[1])
    return rect.adjusted(0, 0, -BADGE - theme.GAP, 0)


def _number(painter: QPainter, rect: QRect, text: str, width: int) -> QRect:
    """A number at the right in figures of one width; returns what is left of the rectangle."""
    before = painter.pen(), painter.font()
    font = theme.tabular(painter.font())
    painter.setFont(font)
    painter.setPen(QColor(theme.look().quiet))
    painter.drawText(rect, _RIGHT, text)
    painter.setPen(before[0])
    painter.setFont(before[1])
    return rect.adjusted(0, 0, -width - theme.GAP, 0)


def _quiet(painter: QPainter, rect: QRect, text: str, width: int) -> QRect:
    """A word that steps back, in a column at the right; returns what is left of the rectangle."""
    before = painter.pen()
    painter.setPen(QColor(theme.look().quiet))
    painter.drawText(QRect(rect.right() - width, rect.top(), width, rect.height()), _LEFT, text)
    painter.setPen(before)
    return rect.adjusted(0, 0, -width - theme.GAP, 0)


def _role(option: QStyleOptionViewItem, role: QPalette.ColorRole) -> QColor:
    palette: QPalette = option.palette
    return palette.color(role)
