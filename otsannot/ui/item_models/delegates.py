"""How rows of documents and of codes are drawn."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from otsannot.ui import theme
from otsannot.ui.icons import icon
from otsannot.ui.item_models import wording
from otsannot.ui.item_models.code_list import CodeListModel
from otsannot.ui.item_models.code_tree import CodeTreeModel
from otsannot.ui.item_models.document_list import DocumentListModel

Index = QModelIndex | QPersistentModelIndex

SWATCH = 12
BAR = QSize(28, 3)
BADGE = 16

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RowDelegate(QStyledItemDelegate):
    """A row of our height on the background the theme gives it; subclasses draw what stands in it."""

    indent = 0
    """Where the name begins, in pixels; its editor begins there too."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(8 * theme.ROW_HEIGHT, theme.ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        widget: QWidget = option.widget
        style = widget.style() if widget is not None else QApplication.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, widget)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(option.font)
        self.draw(painter, rect.adjusted(theme.UNIT, 0, -theme.GAP, 0), option, index)
        painter.restore()

    def draw(self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the content of a row into a rectangle; a bare row has none."""

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        editor.setGeometry(rect.adjusted(self.indent + theme.UNIT - 1, 1, -1, -1))


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
            _text(painter, rest, heading.name, font)
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
            _fill(painter, mark, _role(option, QPalette.ColorRole.Accent), 1.5)
            font.setWeight(QFont.Weight.DemiBold)
        _text(painter, rest.adjusted(self.indent, 0, 0, 0), document.name, font, Qt.TextElideMode.ElideMiddle)

    def _bar(self, painter: QPainter, rect: QRect, share: float | None) -> QRect:
        rest = rect.adjusted(0, 0, -BAR.width() - theme.GAP, 0)
        if share:
            track = QRectF(rest.right() + theme.GAP, rect.center().y(), BAR.width(), BAR.height())
            _fill(painter, track, QColor(theme.look().hairline), 1.5)
            done = QRectF(track.topLeft(), track.size())
            done.setWidth(max(BAR.height(), share * BAR.width()))
            _fill(painter, done, QColor(theme.look().quiet), 1.5)
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
            _swatch(painter, rect.left(), rect, code.colour)
        if not self._model.is_hit(code.id):
            painter.setPen(_role(option, QPalette.ColorRole.PlaceholderText))
        _text(painter, rest.adjusted(self.indent, 0, 0, 0), code.name, painter.font())

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
            _text(painter, rect.adjusted(2 * theme.ICON_SMALL + theme.GAP, 0, 0, 0), choice.text, painter.font())
            return
        if self._model.is_ticked(choice.code.id):
            icon("check").paint(painter, QRect(rect.topLeft(), QSize(theme.ICON_SMALL, rect.height())))
        left = rect.left() + theme.ICON_SMALL + theme.UNIT
        _swatch(painter, left, rect, choice.code.colour)
        rest = rect.adjusted(left + SWATCH + theme.GAP - rect.left(), 0, 0, 0)
        if choice.code.digit is not None:
            rest = _badge(painter, rest, str(choice.code.digit))
        used = _text(painter, rest, choice.code.name, painter.font())
        painter.setPen(_role(option, QPalette.ColorRole.PlaceholderText))
        _text(painter, rest.adjusted(used + theme.GAP, 0, 0, 0), choice.above, painter.font())


def swatch_rect(left: int, rect: QRect) -> QRectF:
    """Where the colour of a code stands in a row."""
    return QRectF(left, rect.top() + (rect.height() - SWATCH) / 2, SWATCH, SWATCH)


def _swatch(painter: QPainter, left: int, rect: QRect, colour: str) -> None:
    _fill(painter, swatch_rect(left, rect), theme.code_colour(colour), 3)


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


def _text(
    painter: QPainter, rect: QRect, text: str, font: QFont, elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight
) -> int:
    """A line of text, shortened to what fits; returns its width in pixels."""
    painter.setFont(font)
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, elide, rect.width())
    painter.drawText(rect, _LEFT | Qt.TextFlag.TextSingleLine, shown)
    return metrics.horizontalAdvance(shown)


def _fill(painter: QPainter, rect: QRectF, colour: QColor, radius: float) -> None:
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(rect, radius, radius)
    painter.restore()


def _role(option: QStyleOptionViewItem, role: QPalette.ColorRole) -> QColor:
    palette: QPalette = option.palette
    return palette.color(role)
