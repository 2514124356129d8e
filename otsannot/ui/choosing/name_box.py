"""A group or a case found by a few letters, or a new one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Signal
from PySide6.QtWidgets import QWidget

from otsannot.i18n import _
from otsannot.text.matching import ranked
from otsannot.ui.choosing.steered_box import SteeredBox
from otsannot.ui.choosing.steering_line import SteeringLine


class NameBox(SteeredBox):
    """Enter takes the name that is highlighted, a new one where it `makes` some; Esc leaves things as they are."""

    chosen = Signal(str)

    def __init__(self, prompt: str, hint: str, names: Sequence[str], parent: QWidget, *, makes: bool = True) -> None:
        self._names = list(names)
        self._makes = makes
        self._found: list[str] = []
        self._model = QStringListModel()
        super().__init__(parent, prompt, SteeringLine(prompt), self._model)
        self.setObjectName("nameBox")
        self.hint.setText(hint)
        self.refresh()

    def find_rows(self) -> None:
        name = " ".join(self.line.text().split())
        self._found = ranked(name, self._names, str) if name else list(self._names)
        shown = list(self._found)
        if self._makes and name and name not in self._names:
            self._found.append(name)
            shown.append(_("New: {name}").format(name=name))
        self._model.setStringList(shown)

    def accept(self) -> None:
        index = self.list.currentIndex()
        if index.isValid():
            name = self._found[index.row()]
            self.close()
            self.chosen.emit(name)
