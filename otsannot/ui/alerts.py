"""How an error that is raised in a slot reaches the user: a sentence in a bar, silence, or the crash report."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QSizePolicy, QToolButton, QWidget

from otsannot.errors import CancelledError, OtsannotError
from otsannot.i18n import _
from otsannot.ui import crash, theme
from otsannot.ui.icons import icon
from otsannot.ui.layouts import column, row
from otsannot.ui.panels.parts import hairline, tool_button


class AlertBar(QFrame):
    """One sentence above the content of a window, with a way out where there is one; it waits to be closed."""

    def __init__(self, parent: QWidget, remedy: Callable[[], QAction | None] | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("alertBar")
        self._remedy = remedy
        sign = QLabel(self)
        sign.setPixmap(icon("warning").pixmap(theme.ICON_SMALL))
        self._sentence = QLabel(self, wordWrap=True)
        self._sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._way_out = QToolButton(self)
        self._way_out.setAccessibleName(_("What to do"))
        self._close = tool_button("close", _("Close this message"), self.hide)
        self._close.setObjectName("closeAlert")
        lines = column(self, spacing=0)
        layout = row()
        layout.setContentsMargins(theme.MARGIN, theme.UNIT, theme.GAP, theme.UNIT)
        for widget in (sign, self._sentence, self._way_out, self._close):
            layout.addWidget(widget)
        lines.addLayout(layout)
        lines.addWidget(hairline())
        self.hide()

    @property
    def sentence(self) -> str:
        """What the bar says."""
        return self._sentence.text()

    def show_error(self, error: OtsannotError) -> None:
        """Say what is wrong until the user closes the bar or another error comes."""
        self._sentence.setText(str(error))
        self.setAccessibleName(str(error))
        remedy = self._remedy() if self._remedy is not None else None
        self._way_out.setVisible(remedy is not None)
        if remedy is not None:
            self._way_out.setDefaultAction(remedy)
            self._way_out.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.show()


def install() -> None:
    """Lead what slots raise to `report`; PySide6 hands it to Python's hooks."""
    sys.excepthook = report
    sys.unraisablehook = lambda lost: report(lost.exc_type, lost.exc_value, lost.exc_traceback)


def report(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    """Tell the user about an error nobody caught: an OtsannotError as an alert, a bug as a crash report."""
    if issubclass(kind, CancelledError):
        return
    if issubclass(kind, KeyboardInterrupt):
        QApplication.quit()
        return
    bar = _nearest_bar()
    if isinstance(error, OtsannotError) and bar is not None:
        bar.show_error(error)
    else:
        crash.report(kind, error, trace)


def _nearest_bar() -> AlertBar | None:
    """The bar of the active window, of the window it belongs to, or of any other."""
    candidates: list[QWidget | None] = []
    at = QApplication.activeWindow()
    while at is not None:
        candidates.append(at)
        parent = at.parentWidget()
        at = None if parent is None else parent.window()
    candidates.extend(window for window in QApplication.topLevelWidgets() if window.isVisible())
    bars = (window.findChild(AlertBar) for window in candidates if window is not None)
    return next((bar for bar in bars if bar is not None), None)
