"""The list that opens under `[[`: what a link can lead to."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QListView, QWidget

from otsannot.i18n import _
from otsannot.ui import theme
from otsannot.ui.desk import Desk
from otsannot.ui.item_models.link_choices import LinkChoiceDelegate, LinkChoices
from otsannot.ui.panels.parts import ENTER, panel_layout

WIDTH = 520
ROWS = 8

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -ROWS, Qt.Key.Key_PageDown: ROWS}


class LinkPopup(QFrame):
    """Never has the focus: whoever is typed into hands it the keys that steer it."""

    chosen = Signal(object)
    """A Choice was taken."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("linkPopup")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("What to link to"))
        self.model = LinkChoices(desk, self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(LinkChoiceDelegate(self.model, self.list))
        self.list.setAccessibleName(_("What to link to"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = panel_layout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.list)
        self.list.clicked.connect(self._take)
        self.model.grown.connect(self._fit)

    def offer(self, query: str, place: QRect) -> None:
        """Offer what answers a query, beside a place on the screen."""
        self.model.find(query)
        self._place = place
        self.list.setCurrentIndex(self.model.index(0))
        self._fit()

    def withdraw(self) -> None:
        """Offer nothing more."""
        self.hide()
        self.model.stop()

    def take_key(self, event: QKeyEvent) -> bool:
        """Move or take what is current; whether the key was for this list."""
        if event.key() in _STEPS:
            last = self.model.rowCount() - 1
            row = max(0, min(last, self.list.currentIndex().row() + _STEPS[Qt.Key(event.key())]))
            self.list.setCurrentIndex(self.model.index(row))
            return True
        if (event.key() in ENTER and not event.modifiers()) or event.key() == Qt.Key.Key_Tab:
            self._take(self.list.currentIndex())
            return True
        return False

    def _take(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.model.choice(index))

    def _fit(self) -> None:
        """Be as high as there are choices, and not there without any."""
        rows = min(ROWS, self.model.rowCount())
        if rows == 0:
            self.hide()  # and go on looking
            return
        if not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(0))
        height = rows * theme.ROW_HEIGHT + 2
        screen = QGuiApplication.screenAt(self._place.center()) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        y = self._place.bottom() + theme.UNIT
        if y + height > room.bottom():
            y = max(room.top(), self._place.top() - theme.UNIT - height)
        self.setGeometry(max(room.left(), min(self._place.left(), room.right() - WIDTH)), y, WIDTH, height)
        self.show()
