"""The document in the middle of the window: the text, the stripes beside it, and what is said when there is none."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QStackedLayout, QWidget

from otsannot.model.structure import NO_STRUCTURE, Structure
from otsannot.ui.document.focus_bar import FocusBar
from otsannot.ui.document.margin_view import MARGIN_WIDTH, NARROWEST, WIDEST, MarginView
from otsannot.ui.document.overview import Overview
from otsannot.ui.document.reading_view import ReadingView
from otsannot.ui.layouts import column


class DocumentPane(QWidget):
    """Holds `view` and `margin` in step; `empty_text` stands there until a text is shown."""

    def __init__(self, empty_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = ReadingView()
        self.overview = Overview(self.view)
        self.view.setVerticalScrollBar(self.overview)
        self.margin = MarginView(self.view)
        self._stripes_width = MARGIN_WIDTH
        self.view.set_side(self.margin, MARGIN_WIDTH)
        self._empty = QLabel(empty_text)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._empty.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.focus_bar = FocusBar()
        self._pages = QStackedLayout()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self.view)
        lines = column(self, spacing=0)
        lines.addWidget(self.focus_bar)
        lines.addLayout(self._pages, 1)
        self.setFocusProxy(self.view)
        self.margin.coding_hovered.connect(self.view.set_hovered)
        self.margin.width_wanted.connect(self.set_stripes_width)

    @property
    def stripes_width(self) -> int:
        """How wide the stripes shall be, in pixels, where there is room for them."""
        return self._stripes_width

    def set_stripes_width(self, width: int) -> None:
        """Make the stripes so many pixels wide, where there is room for them."""
        self._stripes_width = min(max(width, NARROWEST), WIDEST)
        self.view.set_side(self.margin, self._stripes_width)

    def widen_stripes(self, by: int) -> None:
        """Make the stripes wider by so many pixels, or narrower when they are negative; from what is seen now."""
        self.set_stripes_width(self.margin.width() + by)

    def set_text(self, text: str, structure: Structure = NO_STRUCTURE) -> None:
        """Show a text set for its structure, without passages."""
        self.view.set_text(text, structure)
        self._pages.setCurrentWidget(self.view)

    def clear(self) -> None:
        """Show no text, and say what to do next."""
        self.view.set_text("")
        self._pages.setCurrentWidget(self._empty)
