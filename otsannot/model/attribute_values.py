"""The values of attributes: how people write numbers, dates and answers, and the one form each is kept in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from otsannot.errors import OtsannotError
from otsannot.i18n import _
from otsannot.text.matching import fold

YES, NO = "yes", "no"
_YES = frozenset(
    map(fold, ("yes", "y", "true", "x", "✓", "✔", "evet", "e", "bəli", "иә", "ия", "да", "oui", "sí", "ja"))
)
_NO = frozenset(map(fold, ("no", "n", "false", "hayır", "h", "xeyr", "жоқ", "нет", "non", "nein")))

_MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
    "october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8,
    "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip

MOST_CHOICES = 12
"""How many distinct values a column may have and still be taken for a choice."""
LONGEST_CHOICE = 60
LARGEST_EXPONENT = 30

_ISO = re.compile(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?)(?:[T ]00:00(?::00(?:\.0+)?)?)?)?)?")
_YEAR_FIRST = re.compile(r"(\d{4})[-./ ](\d\d?)[-./ ](\d\d?)")
_THREE = re.compile(r"(\d\d?)[-./ ](\d\d?)[-./ ](\d{4}|\d\d)")
_NAMED = re.compile(r"(?:(\d\d?)\.? )?([^\W\d]+)\.?(?: (\d\d?),)? (\d{4})")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?P<mark>[.,])\d{3}((?P=mark)\d{3})*")
_GROUPS = r"[+-]?\d{{1,3}}([{0}]\d{{2,3}})*[{0}]\d{{3}}"
_BLANKS = re.compile(r"[\s'\u2019\u202f]")


class Conventions(NamedTuple):
    """How numbers and dates are written where a value comes from; `months` are names of months, folded."""

    decimal: str = "."
    day_first: bool = True
    months: Mapping[str, int] = _MONTHS


PLAIN = Conventions()
"""Those of files and scripts: a decimal point, the day before the month."""


def canonical(kind: str, written: str, choices: Sequence[str] = (), ways: Conventions = PLAIN) -> str:
    """The form in which a value is kept; empty when nothing is written. Raises OtsannotError when it does not fit."""
    if kind == "text":
        return written
    given = " ".join(written.split())
    if not given:
        return ""
    if kind == "number":
        return _number(given, ways.decimal)
    if kind == "date":
        return _date(given, ways)
    if kind == "yes_no":
        return _answer(given)
    return _choice(given, choices)


def fits(kind: str, value: str, choices: Sequence[str] = ()) -> bool:
    """Whether a value is in the form in which its kind is kept."""
    try:
        return canonical(kind, value, choices) == value
    except OtsannotError:
        return False


def order(kind: str, value: str, choices: Sequence[str] = ()) -> tuple[int, Decimal | int | str]:
    """A key that sorts values of one kind; what does not fit comes after what fits, and nothing at the end."""
    if not value:
        return (3, "")
    if kind == "number" and (figure := number_of(value)) is not None:
        return (0, figure)
    if kind == "choice" and value in choices:
        return (0, choices.index(value))
    if kind == "yes_no" and value in (YES, NO):
        return (0, (YES, NO).index(value))
    if kind == "date" and fits(kind, value):
        return (1, value)
    return (1 if kind == "text" else 2, fold(value))


def number_of(value: str) -> Decimal | None:
    """A kept number as a number; None when it is none."""
    return Decimal(value) if _NUMBER.fullmatch(value) else None


def decimal_mark(values: Iterable[str]) -> str:
    """Whether a column writes `3,5` or `3.5`: the comma needs a proof, since `1,234` may be a thousand."""
    for value in values:
        given = _BLANKS.sub("", value)
        comma, point = given.rfind(","), given.rfind(".")
        if comma > point >= 0:
            return ","
        if point < 0 <= comma and given.count(",") == 1 and not _GROUPED.fullmatch(given):
            return ","
    return "."


def guess_kind(values: Sequence[str]) -> tuple[str, list[str]]:
    """The kind that fits every value of a column, and its choices; `text` where nothing else does."""
    given = [" ".join(value.split()) for value in values if value.strip()]
    distinct = list(dict.fromkeys(given))
    if not distinct:
        return "text", []
    if all(map(_is_answer, distinct)):
        return "yes_no", []
    if all(map(_is_plain_number, distinct)):
        return "number", []
    if any(len(value) > 4 for value in distinct) and all(
        _ISO.fullmatch(value) and _reads_as_date(value) for value in distinct
    ):
        return "date", []
    few = 1 < len(distinct) <= MOST_CHOICES and 2 * len(distinct) <= len(given)
    if few and all(len(value) <= LONGEST_CHOICE for value in distinct):
        return "choice", sorted(distinct, key=fold)
    return "text", []


def _number(given: str, decimal: str) -> str:
    compact = _BLANKS.sub("", given).replace("\u2212", "-")
    grouped = _GROUPED.fullmatch(compact)
    if "," in compact and "." in compact:
        decimal = max(",.", key=compact.rfind)
    elif grouped and not (grouped["mark"] == decimal and compact.count(decimal) == 1):
        compact = compact.replace(grouped["mark"], "")
    elif compact.count(",") == 1:
        decimal = ","
    elif compact.count(".") == 1:
        decimal = "."
    group = "." if decimal == "," else ","
    whole = compact.partition(decimal)[0]
    plain = compact.replace(group, "").replace(decimal, ".")
    is_sound = _NUMBER.fullmatch(plain) and (group not in compact or re.fullmatch(_GROUPS.format(group), whole))
    figure = Decimal(plain) if is_sound else Decimal("nan")
    if not figure.is_finite() or abs(figure.adjusted()) > LARGEST_EXPONENT:
        raise OtsannotError(_("“{value}” is not a number. Write it like 12 or 3.5.").format(value=given))
    short = figure.normalize() if figure else Decimal(0)
    return f"{short:f}"


def _date(given: str, ways: Conventions) -> str:
    for year, month, day in _readings(given, ways):
        try:
            whole = date(year, month or 1, day or 1)
        except ValueError:
            continue
        return whole.isoformat()[: 10 if day else 7 if month else 4]
    raise OtsannotError(
        _("“{value}” is not a date. Write it like 2024-10-21, or 2024-10 or 2024 where less is known.").format(
            value=given
        )
    )


def _readings(given: str, ways: Conventions) -> Iterable[tuple[int, int | None, int | None]]:
    """What a date may mean, the likeliest first: year, month, day."""
    if found := _ISO.fullmatch(given):
        year, month, day = found.groups()
        yield int(year), int(month) if month else None, int(day) if day else None
    elif found := _YEAR_FIRST.fullmatch(given):
        year, month, day = map(int, found.groups())
        yield year, month, day
    elif found := _THREE.fullmatch(given):
        first, second, year = int(found[1]), int(found[2]), _full_year(found[3])
        yield (year, second, first) if ways.day_first else (year, first, second)
        yield (year, first, second) if ways.day_first else (year, second, first)
    elif found := _NAMED.fullmatch(given):
        named = ways.months.get(fold(found[2])) or _MONTHS.get(fold(found[2]))
        day = found[1] or found[3]
        if named:
            yield int(found[4]), named, int(day) if day else None


def _full_year(written: str) -> int:
    """Two digits as spreadsheets read them: 00 to 29 are of this century."""
    year = int(written)
    return year if len(written) == 4 else year + (2000 if year < 30 else 1900)


def _answer(given: str) -> str:
    folded = fold(given)
    if folded in _YES or folded in ("1", fold(_("yes"))):
        return YES
    if folded in _NO or folded in ("0", fold(_("no"))):
        return NO
    raise OtsannotError(_("“{value}” is neither yes nor no.").format(value=given))


def _choice(given: str, choices: Sequence[str]) -> str:
    if given in choices:
        return given
    alike = [choice for choice in choices if fold(choice) == fold(given)]
    if len(alike) == 1:
        return alike[0]
    raise OtsannotError(
        _("“{value}” is none of the choices: {choices}.").format(value=given, choices=", ".join(choices) or "—")
    )


def _is_answer(value: str) -> bool:
    return fold(value) in _YES | _NO and len(value) > 1


def _is_plain_number(value: str) -> bool:
    """A number, and not a name that is made of figures, such as 007."""
    if re.match(r"[+-]?0\d", value):
        return False
    try:
        return bool(_number(value, "."))
    except OtsannotError:
        return False


def _reads_as_date(value: str) -> bool:
    try:
        return bool(_date(value, PLAIN))
    except OtsannotError:
        return False
