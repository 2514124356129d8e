"""A code on a passage: its colour, its name, its weight, and the cross that takes it off."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QWidget

from otsannot.i18n import _
from otsannot.model.passages import PassageCode
from otsannot.ui import theme
from otsannot.ui.item_models import wording
from otsannot.ui.panels.parts import tool_button

HEIGHT = 6 * theme.UNIT
DOT = 8
CROSS = 20


class CodeChip(QWidget):
    """One coding; `removable` gives it a cross."""

    remove_wanted = Signal(int)

    def __init__(self, code: PassageCode, path: str, *, removable: bool) -> None:
        super().__init__()
        self._code = code
        self._text = code.name if code.weight is None else f"{code.name} · {code.weight}"
        self._cross = tool_button("close", _("Remove {code}").format(code=code.name), self._remove)
        self._cross.setParent(self)
        self._cross.setIconSize(QSize(12, 12))
        self._cross.setVisible(removable)
        self._room = CROSS if removable else theme.GAP
        self.setAccessibleName(path)
        told = "" if code.weight is None else _("Weight {weight}").format(weight=code.weight)
        self.setToolTip(wording.tooltip(path, told))

    def sizeHint(self) -> QSize:
        text = self.fontMetrics().horizontalAdvance(self._text)
        return QSize(theme.GAP + DOT + 6 + text + theme.UNIT + self._room, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(3 * HEIGHT, HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._cross.setGeometry(self.width() - CROSS - 1, (self.height() - CROSS) // 2, CROSS, CROSS)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.code_tint(self._code.colour))
        painter.drawRoundedRect(self.rect(), 4, 4)
        painter.setBrush(theme.code_colour(self._code.colour))
        painter.drawRoundedRect(QRectF(theme.GAP, (self.height() - DOT) / 2, DOT, DOT), 2, 2)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        left = theme.GAP + DOT + 6
        place = QRect(left, 0, self.width() - left - self._room - theme.UNIT + 2, self.height())
        shown = self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)

    def _remove(self) -> None:
        self.remove_wanted.emit(self._code.coding_id)
