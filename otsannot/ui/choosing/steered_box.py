"""A box with a line over the list of what answers it: what the palette and every box to choose from are made of."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QWidget

from otsannot.ui import theme
from otsannot.ui.choosing.popup import Popup
from otsannot.ui.choosing.steered_list import SteeredList
from otsannot.ui.choosing.steering_line import ROWS, SteeringLine
from otsannot.ui.panels.parts import hairline, panel_layout, plain_label


class SteeredBox(Popup):
    """The keys of the line steer the list; what is found, ticked and accepted is for subclasses to say."""

    def __init__(
        self, parent: QWidget | None, title: str, line: SteeringLine, model: QAbstractItemModel, *, kept: bool = False
    ) -> None:
        super().__init__(parent, title, kept=kept)
        self.line = line
        self.list = SteeredList(model, title)
        self.list.show_rows(ROWS)
        self.hint = plain_label(quiet=True)
        side = theme.MARGIN - theme.UNIT
        self.hint.setContentsMargins(side, theme.GAP, side, theme.GAP)
        self.column = panel_layout(self)
        self.column.setContentsMargins(1, 1, 1, 1)
        for widget in (self.line, hairline(), self.list, hairline(), self.hint):
            self.column.addWidget(widget)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self.search)
        self.line.moved.connect(self.list.step)
        self.line.ticked.connect(self.tick)
        self.line.accepted.connect(self._on_enter)
        self.list.clicked.connect(self.take_clicked)
        self.list.selectionModel().currentChanged.connect(self.tell_row)

    def find_rows(self) -> None:
        """Show what answers the line."""
        raise NotImplementedError

    def accept(self) -> None:
        """Do what Enter asks for."""
        raise NotImplementedError

    def accept_otherwise(self) -> None:
        """Do what Ctrl+Enter asks for; the same as Enter, where nothing else is."""
        self.accept()

    def take_clicked(self) -> None:
        """Do what a click asks for."""
        self.accept()

    def tick(self) -> None:
        """Hear of the key that ticks a row; nothing is ticked where one is chosen."""

    def search(self) -> None:
        """Hear that other letters stand in the line."""
        self.refresh()

    def refresh(self) -> None:
        """Show what answers the line, the best highlighted."""
        self.find_rows()
        self.list.go_to(0)
        if not self.list.currentIndex().isValid():  # or else the list has told of another row
            self.tell_row()

    def tell_row(self) -> None:
        """Tell readers of the screen what is highlighted."""
        index = self.list.currentIndex()
        spoken = index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data() or ""
        self.line.setAccessibleDescription(str(spoken))

    def _on_enter(self, ctrl: bool) -> None:
        if ctrl:
            self.accept_otherwise()
        else:
            self.accept()
