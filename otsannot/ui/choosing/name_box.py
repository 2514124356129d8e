"""A group or a case found by a few letters, or a new one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from otsannot.i18n import _
from otsannot.ui.choosing.steered_box import SteeredBox
from otsannot.ui.choosing.steering_line import SteeringLine
from otsannot.ui.item_models.choice_list import Choice, ChoiceDelegate, ChoiceList


class NameBox(SteeredBox):
    """Enter takes the name that is highlighted, a new one where it `makes` some; Esc leaves things as they are."""

    chosen = Signal(str)

    def __init__(self, prompt: str, hint: str, names: Sequence[str], parent: QWidget, *, makes: bool = True) -> None:
        self._names = set(names)
        self._makes = makes
        self.model = ChoiceList([Choice(name, name) for name in names])
        super().__init__(parent, prompt, SteeringLine(prompt), self.model)
        self.setObjectName("nameBox")
        self.list.setItemDelegate(ChoiceDelegate(self.model, self.list))
        self.hint.setText(hint)
        self.refresh()

    def find_rows(self) -> None:
        name = " ".join(self.line.text().split())
        is_new = self._makes and name and name not in self._names
        self.model.find(name, *[Choice(name, _("New: {name}").format(name=name))] if is_new else [])

    def accept(self) -> None:
        index = self.list.currentIndex()
        if index.isValid():
            name = str(self.model.choice(index).key)
            self.close()
            self.chosen.emit(name)
