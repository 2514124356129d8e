"""How numbers, times and languages are written for the reader."""

from __future__ import annotations

from datetime import datetime
from html import escape

from PySide6.QtCore import QDateTime, QLocale, Qt

from otsannot.i18n import _
from otsannot.model.places import Place
from otsannot.text.graphemes import grapheme_at
from otsannot.text.matching import fold


def number(value: int) -> str:
    """A number with its thousands grouped as the user's country does; with commas where no country is known."""
    locale = QLocale()
    locale.setNumberOptions(QLocale.NumberOption.DefaultNumberOptions)  # the locale C would not group them
    return locale.toString(value)


def percent(share: float) -> str:
    """A share from 0 to 1 in whole per cent; a little is never written as nothing."""
    whole = round(100 * share)
    return f"< 1 {QLocale().percent()}" if share > 0 and whole == 0 else f"{whole} {QLocale().percent()}"


def language_name(code: str) -> str:
    """The name of a language given as ISO 639 code; the code itself when Qt knows no name."""
    language = QLocale.codeToLanguage(code)
    return code if language == QLocale.Language.AnyLanguage else QLocale.languageToString(language)


def language_code(text: str) -> str | None:
    """The ISO 639 code of a language given by its name or its code; empty for nothing, None for what is unknown."""
    wanted = fold(text.strip())
    if not wanted:
        return ""
    for language in QLocale.Language:
        code = QLocale.languageToCode(language)
        if code and wanted in (fold(code), fold(QLocale.languageToString(language))):
            return code
    return None


def local_time(moment: str) -> str:
    """An ISO 8601 time as the clock on the wall shows it, in the user's short form."""
    there = QDateTime.fromString(moment, Qt.DateFormat.ISODate).toLocalTime()
    return QLocale().toString(there, QLocale.FormatType.ShortFormat)


def clock_time(moment: datetime) -> str:
    """A time of the clock on the wall in the user's short form."""
    return QLocale().toString(
        QDateTime.fromString(moment.isoformat(), Qt.DateFormat.ISODate), QLocale.FormatType.ShortFormat
    )


def local_day(moment: str) -> str:
    """The day of an ISO 8601 time on the wall's calendar, with its weekday."""
    there = QDateTime.fromString(moment, Qt.DateFormat.ISODate).toLocalTime()
    return QLocale().toString(there.date(), QLocale.FormatType.LongFormat)


def local_date(moment: str) -> str:
    """The day of an ISO 8601 time on the wall's calendar, in the user's short form."""
    there = QDateTime.fromString(moment, Qt.DateFormat.ISODate).toLocalTime()
    return QLocale().toString(there.date(), QLocale.FormatType.ShortFormat)


def local_hour(moment: str) -> str:
    """The hour and minute of an ISO 8601 time on the wall's clock, in the user's short form."""
    there = QDateTime.fromString(moment, Qt.DateFormat.ISODate).toLocalTime()
    return QLocale().toString(there.time(), QLocale.FormatType.ShortFormat)


def place_words(place: Place) -> str:
    """Page, speaker, time and heading on one line, as far as they are known."""
    page = _("p. {label}").format(label=place.page) if place.page else ""
    clock = "–".join(time.partition(".")[0] for time in place.time.split("-")) if place.time else ""
    return " · ".join(filter(None, (page, place.speaker, clock, place.heading)))


def shortened(text: str, length: int) -> str:
    """A text with at most so many code points; no letter is cut."""
    return text if len(text) <= length else text[: grapheme_at(text, length - 1).start].rstrip() + "…"


def tooltip(*lines: str) -> str:
    """Lines of plain text as a tooltip, which Qt would otherwise take for markup where they look like it."""
    return "<br>".join(f'<span style="white-space: pre-wrap">{escape(line)}</span>' for line in lines if line)
