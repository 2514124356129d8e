"""The crash report: what went wrong inside the program, to copy and send; nothing of the study is lost."""

from __future__ import annotations

import platform
import sys
import traceback
from types import TracebackType

import PySide6
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QWidget

from otsannot import __version__
from otsannot.i18n import _
from otsannot.ui import theme
from otsannot.ui.layouts import column, fit_screen


class CrashDialog(QDialog):
    """Shows a traceback, calmly."""

    def __init__(self, details: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("crashReport")
        self.setWindowTitle(_("otsannot made a mistake"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.details = QPlainTextEdit(details, self, readOnly=True, lineWrapMode=QPlainTextEdit.LineWrapMode.NoWrap)
        self.details.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.details.setAccessibleName(_("What went wrong, for those who mend it"))
        told = QLabel(
            _(
                "Something went wrong inside the program. Everything you did before is saved. You can go on; if it "
                "happens again, please send this report to the people who make otsannot."
            ),
            self,
            wordWrap=True,
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        copy = buttons.addButton(_("Copy report"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(self._copy)
        buttons.rejected.connect(self.reject)
        layout = column(self, spacing=theme.MARGIN, margin=theme.MARGIN)
        for widget in (theme.heading(QLabel(_("This should not have happened"), self)), told, self.details, buttons):
            layout.addWidget(widget)
        fit_screen(self, 640, 400)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details.toPlainText())


def report(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    """Print a traceback, and show it unless one is shown already."""
    told = "".join(traceback.format_exception(kind, error, trace))
    print(told, file=sys.stderr, end="")  # noqa: T201 - whoever started us from a terminal reads it there
    if not isinstance(QApplication.instance(), QApplication):
        return
    if not any(isinstance(window, CrashDialog) and window.isVisible() for window in QApplication.topLevelWidgets()):
        CrashDialog(f"{_versions()}\n\n{told}", QApplication.activeWindow()).show()


def _versions() -> str:
    return (
        f"otsannot {__version__}, Python {platform.python_version()}, PySide6 {PySide6.__version__}, "
        f"{platform.platform()}"
    )
