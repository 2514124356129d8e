"""A list to choose from, in which one thing is taken or several are ticked."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from otsannot.i18n import _
from otsannot.ui.choosing.steered_box import SteeredBox
from otsannot.ui.choosing.steering_line import ROWS, SteeringLine
from otsannot.ui.item_models.choice_list import Choice, ChoiceDelegate, ChoiceList


class ChoiceBox(SteeredBox):
    """A few letters narrow the list. Enter takes one and closes, Tab or a click ticks and goes on."""

    chosen = Signal(object)
    """A frozenset of keys, at every tick."""

    def __init__(self, parent: QWidget, title: str, choices: Sequence[Choice], ticked: Iterable[Hashable] = ()) -> None:
        self.model = ChoiceList(choices, ticked)
        super().__init__(parent, title, SteeringLine(title), self.model)
        self.setObjectName("choiceBox")
        self.list.setItemDelegate(ChoiceDelegate(self.model, self.list))
        self.list.show_rows(max(2, min(ROWS, len(choices))))
        self.hint.setText(_("Enter takes one, Tab ticks several."))
        self.refresh()

    def find_rows(self) -> None:
        self.model.find(self.line.text())

    def tick(self) -> None:
        index = self.list.currentIndex()
        if index.isValid():
            self.model.toggle(index)
            self.line.selectAll()
            self.chosen.emit(frozenset(self.model.ticked))

    def take_clicked(self) -> None:
        self.tick()

    def accept(self) -> None:
        index = self.list.currentIndex()
        if index.isValid():
            key = self.model.choice(index).key
            self.close()
            self.chosen.emit(frozenset({key}))
