"""The line above the text that says what is in focus, and leads back to everything."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QWidget

from otsannot.i18n import _
from otsannot.ui import theme
from otsannot.ui.icons import icon
from otsannot.ui.layouts import column, row
from otsannot.ui.panels.parts import hairline, tool_button

ROOM_FOR_KEYS = 560
"""In logical pixels; where there is less the keys are not named."""


class FocusBar(QFrame):
    """Is there only while something is out of focus; `all_wanted` when the reader wants to see everything again."""

    all_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("focusBar")
        sign = QLabel()
        sign.setPixmap(icon("filter").pixmap(theme.ICON_SMALL))
        self._line = _Line(textFormat=Qt.TextFormat.PlainText)
        self._line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._keys = theme.quiet(QLabel(_("Esc twice in the text")))
        self.all_button = QPushButton(_("Show all"))
        self.all_button.clicked.connect(self.all_wanted)
        self._close = tool_button("close", _("Show all codings again"), self.all_wanted.emit)
        lines = column(self, spacing=0)
        layout = row()
        layout.setContentsMargins(theme.MARGIN, theme.UNIT, theme.GAP, theme.UNIT)
        layout.addWidget(sign)
        layout.addWidget(self._line, 1)
        layout.addWidget(self._keys)
        layout.addWidget(self.all_button)
        layout.addWidget(self._close)
        lines.addLayout(layout)
        lines.addWidget(hairline())
        self.hide()

    @property
    def sentence(self) -> str:
        """What the bar says."""
        return self._line.text()

    def say(self, sentence: str) -> None:
        """Say what is in focus; nothing when that is everything."""
        self._line.setText(sentence)
        self._line.setToolTip(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._keys.setVisible(event.size().width() >= ROOM_FOR_KEYS)


class _Line(QLabel):
    """One line of text, shortened to the room there is."""

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        with QPainter(self) as painter:
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
