"""A tip beside the mouse that lets every click through, which a tool tip of Qt does not."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QLabel, QStyle, QWidget

from otsannot.ui import theme

WIDEST = 264
"""In logical pixels."""


class Tip(QLabel):
    """Says something about what is under the mouse; it lies in the window and is no window of its own.

    It stands at the right of the view, over a panel that is about something else, or where there is no room at the left
    of its owner. So it covers nothing that the mouse is about to point at.
    """

    def __init__(self, owner: QWidget, view: QWidget) -> None:
        super().__init__(owner.window())
        self.setObjectName("tip")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setTextFormat(Qt.TextFormat.RichText)
        self._owner = owner
        self._view = view
        self._y = 0
        self._delay = QTimer(self, singleShot=True)
        self._delay.timeout.connect(self._appear)
        self.hide()

    def say(self, html: str, y: int) -> None:
        """Say this, at a height of the owner in pixels: after a moment, or at once when the tip is there already."""
        self._y = y
        if html != self.text():
            self.setText(html)
        if self.isVisible():
            self._appear()
        elif not self._delay.isActive():
            self._delay.start(self.style().styleHint(QStyle.StyleHint.SH_ToolTip_WakeUpDelay, None, self))

    def withdraw(self) -> None:
        """Say nothing more."""
        self._delay.stop()
        self.hide()

    def _appear(self) -> None:
        window = self._owner.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        room = min(WIDEST, window.width() - 2 * theme.GAP)
        self.setWordWrap(False)
        wide = min(self.sizeHint().width(), room)
        self.setWordWrap(wide == room)
        self.resize(wide, self.heightForWidth(wide) if wide == room else self.sizeHint().height())
        edges = self._owner.mapTo(window, QPoint(0, self._y))
        right = self._view.mapTo(window, QPoint(self._view.width(), 0)).x() + theme.GAP
        left = max(edges.x() - self.width() - theme.GAP, theme.GAP)
        lowest = max(window.height() - self.height() - theme.GAP, 0)
        fits = right + self.width() + theme.GAP <= window.width()
        self.move(right if fits else left, min(max(edges.y(), theme.GAP), lowest))
        self.show()
        self.raise_()
