"""Who speaks when in a plain transcript: turns that begin with a name and a colon, `ANNA: Yes.`"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import NamedTuple

import regex

from otsannot.text.not_speakers import NOT_SPEAKERS
from otsannot.text.stamps import CLOCK, CLOCK_IN_MARKS

# Marks of direction stand before names in texts from the right, stars around them in Markdown, and a stamp may stand
# before the name, or between it and the colon. In a name a blank separates words, and a comment in brackets may follow.
_MARKS = r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff*_]{0,6}"
_WORD = r"[\p{L}\p{N}][\p{L}\p{M}\p{N}\u200c\u200d.'’ʼ‘ʻ`&/#‐‑-]*+"
_NAME = rf"(?=[^\n]{{1,60}}[:：])(?P<name>{_WORD}(?:[ \u00a0]{_WORD}){{0,3}}(?:[ \u00a0]?\([^()\n:]{{1,30}}\))?)"
_STAMP = rf"(?:{CLOCK_IN_MARKS}|{CLOCK})"
_LABEL = regex.compile(
    rf"^[ \t\u00a0]{{0,9}}(?:{_STAMP}[ \t\u00a0]*)?{_MARKS}{_NAME}{_MARKS}"
    rf"(?:[ \t\u00a0]*{_STAMP}?[ \t\u00a0]?{_MARKS}(?::{_MARKS}(?=\s|$)|：)|[ \t\u00a0]+{_STAMP}[ \t]*$)",
    regex.MULTILINE,
)
_DIGITS = regex.compile(r"[\s\p{N}.-]+")
_FEWEST_TURNS = 2
_FEWEST_SPEAKERS = 2


class Speaker(NamedTuple):
    """A name that begins turns, how many, and whether it looks like a speaker's."""

    name: str
    turns: int
    is_likely: bool


class Turn(NamedTuple):
    """What one speaker says, `[start, end)` in code points; the words after the name begin at `said`."""

    start: int
    end: int
    speaker: str
    said: int


def speakers(text: str) -> list[Speaker]:
    """The names that begin turns, in the order in which they first speak.

    They are likely speakers when there are two at least with several turns each; beside those, one who spoke once is
    too, if the name is written like theirs: in capitals, or the same word with another number.
    """
    counts = Counter(label["name"] for label in _LABEL.finditer(text))
    often = {name for name, count in counts.items() if count >= _FEWEST_TURNS and _may_speak(name)}
    if len(often) < _FEWEST_SPEAKERS:
        return [Speaker(name, count, is_likely=False) for name, count in counts.items()]
    shapes = {_shape(name) for name in often} - {""}
    return [
        Speaker(name, count, name in often or (_may_speak(name) and _shape(name) in shapes))
        for name, count in counts.items()
    ]


def turns(text: str, names: Collection[str] | None = None) -> list[Turn]:
    """The turns of the speakers of these names, or else of the likely ones, in order.

    A turn begins with its line and ends before the blanks in front of the next one.
    """
    wanted = {speaker.name for speaker in speakers(text) if speaker.is_likely} if names is None else set(names)
    labels = [label for label in _LABEL.finditer(text) if label["name"] in wanted]
    borders = [*(label.start() for label in labels), len(text)]
    return [
        Turn(label.start(), _before_blanks(text, label.end(), end), label["name"], label.end())
        for label, end in zip(labels, borders[1:], strict=True)
    ]


def name_at(text: str, position: int, name: str) -> tuple[int, int] | None:
    """Where the name of a speaker stands at the beginning of a turn, or None when the text does not write it."""
    label = _LABEL.match(text, position)
    if label and label["name"] == name:
        return label.span("name")
    return (position, position + len(name)) if text.startswith(name, position) else None


def _may_speak(name: str) -> bool:
    """Whether a name may be somebody's: the last of several words is one that is written large where a script can."""
    if name.casefold().rstrip(".") in NOT_SPEAKERS or not any(letter.isalpha() for letter in name):
        return False
    return " " not in name or not name.split()[-1][0].islower()


def _shape(name: str) -> str:
    """What names of one transcript have in common; empty when nothing needs to be."""
    if name.upper() == name and name.lower() != name and len(name) > 1:
        return "CAPITALS"
    stem = _DIGITS.sub(" ", name).strip()
    return stem if stem != name else ""


def _before_blanks(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
