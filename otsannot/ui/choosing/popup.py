"""The frame of a box that opens beside a place on the screen, and where it lies."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QWidget

from otsannot.ui import theme

WIDTH = 320


class Popup(QFrame):
    """A box that Esc and a click elsewhere close; one that is `kept` is opened again, any other is gone then.

    Its focus proxy has the focus when it opens.
    """

    def __init__(self, parent: QWidget | None, title: str, *, kept: bool = False) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, not kept)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(title)
        self.setFixedWidth(WIDTH)

    def open_at(self, place: QRect) -> None:
        """Open under a rectangle of the screen, or over it where there is no room beneath."""
        self.adjustSize()
        self.move(beside(place, self.size()))
        self.show()
        self.setFocus()

    def open_under(self, widget: QWidget) -> None:
        """Open under a widget."""
        self.open_at(on_screen(widget, widget.rect()))


def on_screen(widget: QWidget, rect: QRect) -> QRect:
    """A rectangle of a widget as one of the screen."""
    return QRect(widget.mapToGlobal(rect.topLeft()), rect.size())


def beside(place: QRect, size: QSize) -> QPoint:
    """Where a box of a size lies under a rectangle of the screen, or over it, inside that screen."""
    room = (QGuiApplication.screenAt(place.center()) or QGuiApplication.primaryScreen()).availableGeometry()
    y = place.bottom() + theme.UNIT
    if y + size.height() > room.bottom():
        y = max(room.top(), place.top() - theme.UNIT - size.height())
    return QPoint(max(room.left(), min(place.left(), room.right() - size.width())), y)
