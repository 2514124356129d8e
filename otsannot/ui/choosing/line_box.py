"""One line to type in."""

from __future__ import annotations

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from otsannot.ui import theme
from otsannot.ui.choosing.popup import Popup
from otsannot.ui.layouts import column
from otsannot.ui.panels.parts import plain_label


class LineBox(Popup):
    """`typed` is what stands in the line, at every key; `accepted` when Enter is pressed."""

    typed = Signal(str)
    accepted = Signal(str)

    def __init__(self, parent: QWidget, title: str, text: str = "", hint: str = "") -> None:
        super().__init__(parent, title)
        self.line = QLineEdit(text)
        self.line.setAccessibleName(title)
        self.line.setClearButtonEnabled(True)
        box = column(self, margin=theme.MARGIN - theme.UNIT)
        box.addWidget(plain_label(title))
        box.addWidget(self.line)
        if hint:
            box.addWidget(plain_label(hint, quiet=True))
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self.typed)
        self.line.returnPressed.connect(self._accept)

    def open_at(self, place: QRect) -> None:
        super().open_at(place)
        self.line.selectAll()

    def _accept(self) -> None:
        text = self.line.text()
        self.close()
        self.accepted.emit(text)
