"""What this program is, and its version."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QWidget

from otsannot import __version__
from otsannot.i18n import _
from otsannot.ui import theme
from otsannot.ui.icons import app_icon
from otsannot.ui.layouts import column, row

PICTURE = 64


class AboutDialog(QDialog):
    """Name, version, licence."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("aboutDialog")
        self.setWindowTitle(_("About otsannot"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sign = QLabel(self)
        sign.setPixmap(app_icon().pixmap(PICTURE))
        what = _("Highlight passages of texts, give them codes from a codebook, and take both anywhere.")
        licence = _("Free software under the MIT licence.")
        told = QLabel(f"{what}\n\n{licence}", self, wordWrap=True)
        told.setMinimumWidth(320)
        words = column()
        words.addWidget(theme.heading(QLabel(_("otsannot {version}").format(version=__version__), self)))
        words.addWidget(told)
        top = row(spacing=theme.MARGIN)
        top.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout = column(self, spacing=theme.MARGIN, margin=theme.MARGIN)
        layout.addLayout(top)
        layout.addWidget(buttons)
