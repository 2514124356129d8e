"""The headings of the text as a list to jump from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from otsannot.i18n import _
from otsannot.ui.choosing.steered_box import SteeredBox
from otsannot.ui.choosing.steering_line import SteeringLine
from otsannot.ui.item_models.heading_list import Heading, HeadingDelegate, HeadingList

WIDTH = 440
MOST_ROWS = 14


class OutlineBox(SteeredBox):
    """A few letters narrow the list, Enter goes to the heading; the one the reader is under is highlighted first."""

    chosen = Signal(object)
    """The Span of a heading."""

    def __init__(self, parent: QWidget, found: Sequence[Heading], place: int) -> None:
        self.model = HeadingList(found)
        super().__init__(parent, _("Headings"), SteeringLine(_("Go to a heading"), MOST_ROWS), self.model)
        self.setObjectName("outlineBox")
        self.setFixedWidth(WIDTH)
        self.list.setItemDelegate(HeadingDelegate(self.model, self.list))
        self.list.show_rows(max(2, min(MOST_ROWS, len(found))))
        self.hint.setText(_("Enter goes there."))
        self.refresh()
        self.list.go_to(sum(heading.span.start <= place for heading in found) - 1)

    def find_rows(self) -> None:
        self.model.find(self.line.text())

    def accept(self) -> None:
        index = self.list.currentIndex()
        if index.isValid():
            span = self.model.choice(index).span
            self.close()
            self.chosen.emit(span)
