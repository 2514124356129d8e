"""How the user's country writes the values of attributes, and how they are shown."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QLocale

from otsannot.i18n import _
from otsannot.model.attribute_values import NO, YES, Conventions, number_of
from otsannot.text.matching import fold


def conventions() -> Conventions:
    """The conventions of the present locale."""
    return _of(QLocale().name())


def shown(kind: str, value: str) -> str:
    """A kept value as it is read and typed; dates stay in the one form that everybody understands."""
    if kind == "number" and number_of(value) is not None:
        return value.replace(".", conventions().decimal)
    if kind == "yes_no":
        return {YES: _("yes"), NO: _("no")}.get(value, value)
    return value


def kind_name(kind: str) -> str:
    """What a kind of values is called."""
    names = {
        "text": _("Text"),
        "number": _("Number"),
        "date": _("Date"),
        "yes_no": _("Yes or no"),
        "choice": _("Choice"),
    }
    return names[kind]


@lru_cache
def _of(name: str) -> Conventions:
    locale = QLocale(name)
    short = locale.dateFormat(QLocale.FormatType.ShortFormat)
    forms = (QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat)
    months = {
        fold(say(number, form)).rstrip("."): number
        for number in range(1, 13)
        for form in forms
        for say in (locale.monthName, locale.standaloneMonthName)
    }
    day, month = short.find("d"), short.find("M")
    return Conventions("," if locale.decimalPoint() == "," else ".", day < month, months)
