"""The list of a box, which is steered from where one types."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QListView

from otsannot.ui import theme


class SteeredList(QListView):
    """Never has the focus; its current row is what Enter takes."""

    def __init__(self, model: QAbstractItemModel, name: str) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_rows(self, count: int) -> None:
        """Be as high as so many rows."""
        self.setFixedHeight(count * theme.ROW_HEIGHT)

    def go_to(self, row: int) -> None:
        """Make a row current, the nearest one where there are fewer."""
        model = self.model()
        self.setCurrentIndex(model.index(max(0, min(model.rowCount() - 1, row)), 0))

    def step(self, rows: int) -> None:
        """Go so many rows down, or up where they are negative."""
        self.go_to(self.currentIndex().row() + rows)
