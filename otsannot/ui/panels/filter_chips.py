"""The conditions that documents are asked to meet, as chips that a click or Delete takes off."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

from otsannot.i18n import _
from otsannot.model.conditions import Condition
from otsannot.ui.document_filter import DocumentFilter
from otsannot.ui.icons import icon
from otsannot.ui.live_project import LiveProject
from otsannot.ui.panels.flow_layout import FlowLayout


class FilterChips(QWidget):
    """One chip for each condition; without conditions it takes no room."""

    def __init__(self, live: LiveProject, asked: DocumentFilter) -> None:
        super().__init__()
        self.setAccessibleName(_("Conditions on documents"))
        self._asked = asked
        self._chips: list[QToolButton] = []
        self._flow = FlowLayout()
        self.setLayout(self._flow)
        asked.changed.connect(self._reload)
        self._reload()

    @property
    def chips(self) -> list[QToolButton]:
        """The chips, in the order of the conditions."""
        return list(self._chips)

    def _reload(self) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for condition, words in zip(self._asked.conditions, self._asked.words(), strict=True):
            chip = QToolButton(self)
            chip.setObjectName("filterChip")
            chip.setText(words)
            chip.setIcon(icon("close"))
            chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            chip.setToolTip(_("No longer ask for this"))
            chip.setAccessibleName(_("{condition}: no longer ask for this").format(condition=words))
            chip.clicked.connect(partial(self._drop, condition))
            self._flow.addWidget(chip)
            self._chips.append(chip)
        self.setVisible(bool(self._chips))
        self.updateGeometry()

    def _drop(self, condition: Condition, _checked: bool = False) -> None:
        self._asked.toggle(condition)
