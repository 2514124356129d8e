"""The list that opens under `[[`: what a link can lead to."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from otsannot.i18n import _
from otsannot.ui import theme
from otsannot.ui.choosing.popup import beside
from otsannot.ui.choosing.steered_list import SteeredList
from otsannot.ui.choosing.steering_line import ROWS, steps
from otsannot.ui.desk import Desk
from otsannot.ui.item_models.link_choices import LinkChoiceDelegate, LinkChoices
from otsannot.ui.panels.parts import ENTER, panel_layout

WIDTH = 520

_STEPS = steps()


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
        self.list = SteeredList(self.model, _("What to link to"))
        self.list.setItemDelegate(LinkChoiceDelegate(self.model, self.list))
        column = panel_layout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.list)
        self.list.clicked.connect(self._take)
        self.model.grown.connect(self._fit)

    def offer(self, query: str, place: QRect) -> None:
        """Offer what answers a query, beside a place on the screen."""
        self.model.find(query)
        self._place = place
        self.list.go_to(0)
        self._fit()

    def withdraw(self) -> None:
        """Offer nothing more."""
        self.hide()
        self.model.stop()

    def take_key(self, event: QKeyEvent) -> bool:
        """Move or take what is current; whether the key was for this list."""
        if event.key() in _STEPS:
            self.list.step(_STEPS[event.key()])
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
            self.list.go_to(0)
        size = QSize(WIDTH, rows * theme.ROW_HEIGHT + 2)
        self.setGeometry(QRect(beside(self._place, size), size))
        self.show()
