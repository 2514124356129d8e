"""The document in the middle of the window: the text, the stripes beside it, and what is said when there is none."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QStackedLayout, QWidget

from otsannot.ui.document.margin_view import MARGIN_WIDTH, MarginView
from otsannot.ui.document.reading_view import ReadingView


class DocumentPane(QWidget):
    """Holds `view` and `margin` in step; `empty_text` stands there until a text is shown."""

    def __init__(self, empty_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = ReadingView()
        self.margin = MarginView(self.view)
        self.view.set_side(self.margin, MARGIN_WIDTH)
        self._empty = QLabel(empty_text)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._empty.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self.view)
        self.setFocusProxy(self.view)
        self.margin.coding_hovered.connect(self.view.set_hovered)

    def set_text(self, text: str) -> None:
        """Show a text, without passages."""
        self.view.set_text(text)
        self._pages.setCurrentWidget(self.view)

    def clear(self) -> None:
        """Show no text, and say what to do next."""
        self.view.set_text("")
        self._pages.setCurrentWidget(self._empty)
