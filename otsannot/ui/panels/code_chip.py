"""A code on a passage: its colour, its name, its weight, which is typed in place, and the cross that takes it off."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QRegularExpression, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QRegularExpressionValidator,
    QResizeEvent,
)
from PySide6.QtWidgets import QLineEdit, QWidget

from otsannot.i18n import _
from otsannot.model.passages import PassageCode
from otsannot.ui import theme
from otsannot.ui.item_models import wording
from otsannot.ui.panels.parts import ENTER, tool_button

SHIFT_F10 = (Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
"""Not every platform makes a request for a menu of it, nor of the key for menus."""

HEIGHT = 6 * theme.UNIT
DOT = 8
CROSS = 20


class CodeChip(QWidget):
    """One coding; a `changeable` one has a cross, and a weight that a click, a digit or Enter opens for typing."""

    remove_wanted = Signal(int)
    weighed = Signal(int, object, object)
    """A coding's id, its weight or None, and which chip follows: the next (1), the one before (-1), none (0).

    None instead of a number when the focus is somewhere else already.
    """
    menu_wanted = Signal(int, QPoint)

    def __init__(self, code: PassageCode, path: str, *, changeable: bool) -> None:
        super().__init__()
        self.code = code
        self.changeable = changeable
        self._weight_field: _WeightField | None = None
        self._cross = tool_button("close", _("Remove {code}").format(code=code.name), self._remove)
        self._cross.setParent(self)
        self._cross.setIconSize(QSize(12, 12))
        self._cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._cross.setVisible(changeable)
        self._room = CROSS if changeable else theme.GAP
        if changeable:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        weight = "" if code.weight is None else _("Weight {weight}").format(weight=code.weight)
        offer = _("Click to weigh it, 0 to 100 (W)") if changeable else ""
        self.setAccessibleName(path)
        self.setAccessibleDescription(weight)
        self.setToolTip(wording.tooltip(path, weight, offer))

    def weigh(self) -> None:
        """Open the weight for typing."""
        if not self.changeable or self._weight_field is not None:
            return
        field = _WeightField(self, self.code.weight)
        field.done.connect(self._on_typed)
        self._weight_field = field
        self._place_field()
        field.show()
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()

    def write_down(self) -> None:
        """Take the weight that is being typed."""
        if self._weight_field is not None:
            self._weight_field.finish(None)

    def sizeHint(self) -> QSize:
        text = self.fontMetrics().horizontalAdvance(self.code.name)
        return QSize(theme.GAP + DOT + 6 + text + theme.UNIT + self._weight_width() + self._room, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(3 * HEIGHT, HEIGHT)

    def _weight_width(self) -> int:
        if not self.changeable and self.code.weight is None:
            return 0
        return self.fontMetrics().horizontalAdvance("000") + 2 * theme.UNIT

    def _weight_place(self) -> QRect:
        width = self._weight_width()
        return QRect(self.width() - self._room - width, 0, width, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._cross.setGeometry(self.width() - CROSS - 1, (self.height() - CROSS) // 2, CROSS, CROSS)
        self._place_field()

    def _place_field(self) -> None:
        if self._weight_field is not None:
            self._weight_field.setGeometry(self._weight_place().adjusted(0, 2, 0, -2))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.code_tint(self.code.colour))
        painter.drawRoundedRect(self.rect(), 4, 4)
        painter.setBrush(theme.code_colour(self.code.colour))
        painter.drawRoundedRect(QRectF(theme.GAP, (self.height() - DOT) / 2, DOT, DOT), 2, 2)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(self.palette().color(QPalette.ColorRole.Accent))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        left = theme.GAP + DOT + 6
        place = QRect(left, 0, self._weight_place().left() - left, self.height())
        shown = self.fontMetrics().elidedText(self.code.name, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
        self._paint_weight(painter)

    def _paint_weight(self, painter: QPainter) -> None:
        weight = self.code.weight
        if weight is None and not (self.changeable and (self.underMouse() or self.hasFocus())):
            return
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        painter.setFont(theme.tabular(self.font()))
        place = self._weight_place().adjusted(0, 0, -theme.UNIT, 0)
        painter.drawText(
            place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, "–" if weight is None else str(weight)
        )

    # Mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.changeable:
            self.weigh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (*ENTER, Qt.Key.Key_W, Qt.Key.Key_F2):
            self.weigh()
        elif event.text().isascii() and event.text().isdigit():
            self.weigh()
            if self._weight_field is not None:
                self._weight_field.setText(event.text())
        elif event.key() == Qt.Key.Key_Menu or (event.key(), event.modifiers()) == SHIFT_F10:
            self.menu_wanted.emit(self.code.coding_id, self.mapToGlobal(self.rect().bottomLeft()))
        elif event.key() == Qt.Key.Key_Delete:
            self._remove()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        place = self.mapToGlobal(self.rect().bottomLeft()) if by_key else event.globalPos()
        self.menu_wanted.emit(self.code.coding_id, place)

    def _on_typed(self, weight: int | None, step: int | None) -> None:
        field, self._weight_field = self._weight_field, None
        if field is not None:
            field.hide()
            field.deleteLater()
        self.weighed.emit(self.code.coding_id, weight, step)

    def _remove(self) -> None:
        self.remove_wanted.emit(self.code.coding_id)


class _WeightField(QLineEdit):
    """A number from 0 to 100, or nothing; Enter, Tab or leaving take it, Esc leaves the weight as it was."""

    done = Signal(object, object)
    """The weight, or None, and which chip follows."""

    def __init__(self, chip: CodeChip, weight: int | None) -> None:
        super().__init__("" if weight is None else str(weight), chip)
        self._weight = weight
        self._is_done = False
        self.setAccessibleName(_("Weight of {code}, 0 to 100").format(code=chip.code.name))
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setStyleSheet(
            "QLineEdit, QLineEdit:focus { min-height: 0; padding: 0 2px; border-width: 1px; border-radius: 3px; }"
        )
        self.setValidator(QRegularExpressionValidator(QRegularExpression("100|[0-9]{0,2}"), self))

    def event(self, event: QEvent) -> bool:
        # Tab would otherwise move the focus before it becomes a key.
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
            if event.key() in steps:
                self.finish(steps[Qt.Key(event.key())])
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.finish(0)
        elif event.key() == Qt.Key.Key_Escape:
            self.setText("" if self._weight is None else str(self._weight))
            self.finish(0)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.finish(None)

    def finish(self, step: int | None) -> None:
        """Give away what was typed, once."""
        if not self._is_done:
            self._is_done = True
            self.done.emit(int(self.text()) if self.text() else None, step)
