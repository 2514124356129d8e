"""A line to write the coder's name in, above the place in the status bar where it stands."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QCompleter, QLabel, QLineEdit, QWidget

from otsannot.i18n import _
from otsannot.store import coders
from otsannot.ui import theme
from otsannot.ui.choosing.popup import Popup
from otsannot.ui.layouts import column
from otsannot.ui.live_project import LiveProject

WIDTH = 240


class CoderPopover(Popup):
    """Gives the name when Enter is pressed; Escape or a click elsewhere leaves things as they are."""

    chosen = Signal(str)

    def __init__(self, live: LiveProject, parent: QWidget) -> None:
        super().__init__(parent, _("Who codes from now on?"))
        self.setObjectName("coderPopover")
        self.setFixedWidth(WIDTH)
        with live.read() as session:
            known = [row.name for row in coders.rows(session)]
        self.name = QLineEdit(live.coder, self)
        self.name.setObjectName("coderName")
        self.name.setAccessibleName(_("Who codes from now on"))
        completer = QCompleter(known, self.name)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.name.setCompleter(completer)
        self.name.returnPressed.connect(self._on_return)
        self.setFocusProxy(self.name)
        hint = theme.quiet(QLabel(_("Enter keeps the name. Passages coded before stay with who coded them."), self))
        hint.setWordWrap(True)
        self._layout = column(self, margin=theme.MARGIN)
        self._layout.addWidget(theme.heading(QLabel(_("Who codes from now on?"), self)))
        self._layout.addWidget(self.name)
        self._layout.addWidget(hint)

    def open_above(self, place: QWidget) -> None:
        """Show the line right above a widget, with the name selected."""
        self.resize(WIDTH, self._layout.totalHeightForWidth(WIDTH))
        corner = place.mapToGlobal(QPoint(place.width() - self.width(), -self.height() - theme.UNIT))
        self.move(corner)
        self.show()
        self.name.selectAll()
        self.setFocus()

    def _on_return(self) -> None:
        name = " ".join(self.name.text().split())
        if name:
            self.chosen.emit(name)
            self.close()
