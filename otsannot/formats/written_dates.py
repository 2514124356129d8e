"""Finds the day that a line of print names, in the languages that press archives are read in."""

from __future__ import annotations

import re
from datetime import date

from otsannot.text.matching import fold

_MONTHS = (
    "january january janvier januar enero gennaio janeiro januari ocak yanvar января қаңтар январь jan",
    "february fevrier februar febrero febbraio fevereiro februari subat fevral февраля ақпан февраль feb",
    "march mars marz marzo marco maart mart наурыз марта март mar",
    "april avril abril aprile nisan aprel апреля сәуір апрель apr",
    "may mai mayo maggio maio mei mayis мая мамыр май",
    "june juin juni junio giugno junho haziran iyun июня маусым июнь jun",
    "july juillet juli julio luglio julho temmuz iyul июля шілде июль jul",
    "august aout agosto augustus agustos avqust августа тамыз август aug",
    "september septembre septiembre settembre setembro eylul sentyabr сентября қыркүйек сентябрь sep sept",
    "october octobre oktober octubre ottobre outubro ekim oktyabr октября қазан октябрь oct",
    "november novembre noviembre novembro kasim noyabr ноября қараша ноябрь nov",
    "december decembre dezember diciembre dicembre dezembro aralik dekabr декабря желтоқсан декабрь dec",
)
_NUMBERS = {fold(name): number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}
_DAY_FIRST = re.compile(
    r"\b(\d{1,2})(?:er|st|nd|rd|th|\.|º)?\s+(?:de\s+)?([^\W\d_]{3,12})\.?,?\s+(?:de\s+)?((?:19|20)\d\d)\b"
)
_MONTH_FIRST = re.compile(r"\b([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)\b")
_FIGURES = re.compile(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b")
_LONGEST = 300
"""Code points of a line in which a day is looked for."""


def iso_date(line: str) -> str:
    """The first day that a line names, as ISO 8601, or an empty string."""
    line = line[:_LONGEST]
    for pattern, (year, month, day) in ((_DAY_FIRST, (3, 2, 1)), (_MONTH_FIRST, (3, 1, 2)), (_FIGURES, (1, 2, 3))):
        for found in pattern.finditer(line):
            name = found[month]
            number = int(name) if name.isdigit() else _NUMBERS.get(fold(name), 0)
            try:
                return date(int(found[year]), number, int(found[day])).isoformat()
            except ValueError:  # the thirtieth of February, or a word that is no month
                continue
    return ""
