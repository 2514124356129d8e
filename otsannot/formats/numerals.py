"""Writes the numbers of lists and notes as word processors do: 4, iv, D, г."""

from __future__ import annotations

from collections.abc import Callable

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_ALPHA = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_HEBREW = "אבגדהוזחטיכלמנסעפצקרשת"
_CHICAGO = "*†‡§"
_MOST = 32_767
"""Numbers beyond it are written in figures, as a numeral of letters would fill a page."""


def numeral(number: int, form: str) -> str:
    """A number in a form, named as in ECMA-376 part 1, 17.18.59; in figures where the form is not known."""
    if form == "none":
        return ""
    write = _FORMS.get(form)
    return write(number) if write and 0 < number <= _MOST else str(number)


def _roman(number: int) -> str:
    written = ""
    for value, sign in _ROMAN:
        written += sign * (number // value)
        number %= value
    return written


def _letters(alphabet: str) -> Callable[[int], str]:
    """After the last letter all are doubled, then tripled."""
    return lambda number: alphabet[(number - 1) % len(alphabet)] * ((number - 1) // len(alphabet) + 1)


def _spread(number: int) -> str:
    """Letters as columns of a spreadsheet are named, which is what OpenDocument does: z, aa, ab."""
    written = ""
    while number:
        number, letter = divmod(number - 1, 26)
        written = _LATIN[letter] + written
    return written


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number % 100 not in (11, 12, 13) else "th"
    return f"{number}{ending}"


_FORMS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02}",
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerLetter": _letters(_LATIN),
    "upperLetter": _letters(_LATIN.upper()),
    "lowerSpread": _spread,
    "upperSpread": lambda number: _spread(number).upper(),
    "ordinal": _ordinal,
    "russianLower": _letters(_RUSSIAN),
    "russianUpper": _letters(_RUSSIAN.upper()),
    "arabicAbjad": _letters(_ABJAD),
    "arabicAlpha": _letters(_ALPHA),
    "hebrew2": _letters(_HEBREW),
    "chicago": _letters(_CHICAGO),
    "numberInDash": lambda number: f"- {number} -",
}
