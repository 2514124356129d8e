"""A box with a line over the codes that answer it: what the quick-code box and the choice of a code are made of."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from otsannot.i18n import _
from otsannot.model.nouns import Code
from otsannot.store import Change
from otsannot.ui import theme
from otsannot.ui.choosing.steered_box import SteeredBox
from otsannot.ui.choosing.steering_line import SteeringLine
from otsannot.ui.item_models.code_list import CodeListModel
from otsannot.ui.item_models.delegates import CodeChoiceDelegate
from otsannot.ui.live_project import LiveProject

WIDTH = 400


class CodeBox(SteeredBox):
    """Lists codes as they are now; Space ticks one while nothing is typed, as Tab and Ctrl+Enter do at any time."""

    hint_lines = 3
    """So much room there is for what is said of a row, whether it is taken up or not: nothing jumps."""

    def __init__(self, live: LiveProject, title: str, parent: QWidget | None, *, kept: bool = False) -> None:
        self._live = live
        self.model = CodeListModel()
        super().__init__(parent, title, _Line(), self.model, kept=kept)
        self.setFixedWidth(WIDTH)
        self.list.setItemDelegate(CodeChoiceDelegate(self.model, self.list))
        self.list.setAccessibleName(_("Codes"))
        self.hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.hint.setFixedHeight(self.hint_lines * self.hint.fontMetrics().lineSpacing() + 2 * theme.GAP)
        live.changed.connect(self._on_changed)
        live.code_index_complete.connect(self._on_more_found)
        live.prepare_search()

    def open_at(self, place: QRect) -> None:
        self.line.clear()
        self.model.untick_all()
        self.refresh()
        super().open_at(place)

    def hint_text(self) -> str:
        """What is said of the row that is highlighted."""
        raise NotImplementedError

    def accept_otherwise(self) -> None:
        self.tick()

    def tell_row(self) -> None:
        super().tell_row()
        self.hint.setText(self.hint_text())

    def _on_changed(self, change: Change) -> None:
        if self.isVisible() and change.touches(Code):
            self.refresh()

    def _on_more_found(self) -> None:
        """Definitions may answer now that were not searched before; what is highlighted stays."""
        if self.isVisible() and self.line.text().strip():
            row = self.list.currentIndex().row()
            self.find_rows()
            self.list.go_to(row)
            self.tell_row()


class _Line(SteeringLine):
    """Codes are named by it; a space before any letter is none of a name."""

    def __init__(self) -> None:
        super().__init__(_("Code"))
        self.setPlaceholderText(_("Code, or a new name"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not self.text().strip():
            self.ticked.emit()
        else:
            super().keyPressEvent(event)
