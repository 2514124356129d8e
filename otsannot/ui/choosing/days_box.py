"""Two days, between which something lies."""

from __future__ import annotations

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QDateEdit, QWidget

from otsannot.i18n import _
from otsannot.ui import theme
from otsannot.ui.choosing.popup import Popup
from otsannot.ui.layouts import column, row
from otsannot.ui.panels.parts import plain_label

FIRST_DAY = QDate(1970, 1, 1)


class DaysBox(Popup):
    """The first and the last day of a time, either of which may be open."""

    chosen = Signal(object, object)
    """The two as QDate, or None."""

    def __init__(self, parent: QWidget, title: str, since: QDate | None, until: QDate | None) -> None:
        super().__init__(parent, title)
        self.since, self.until = _day(_("From"), since), _day(_("To"), until)
        box = column(self, margin=theme.MARGIN - theme.UNIT)
        box.addWidget(plain_label(title))
        days = row()
        for field in (self.since, self.until):
            field.dateChanged.connect(self._tell)
            days.addWidget(field, 1)
        box.addLayout(days)
        self.setFocusProxy(self.since)

    def _tell(self) -> None:
        days = [None if field.date() == FIRST_DAY else field.date() for field in (self.since, self.until)]
        self.chosen.emit(*days)


def _day(name: str, day: QDate | None) -> QDateEdit:
    """A field for a day; the earliest one stands for none."""
    field = QDateEdit()
    field.setAccessibleName(name)
    field.setToolTip(name)
    field.setMinimumDate(FIRST_DAY)
    field.setSpecialValueText(_("{name} any day").format(name=name))
    field.setCalendarPopup(True)
    field.setDate(FIRST_DAY if day is None else day)
    return field
