"""The units a reader selects by, from the word to the paragraph, and the steps from one to the next larger one."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from otsannot.text.sentences import sentence_at
from otsannot.text.words import word_at


class Unit(IntEnum):
    """What is selected at once, the smaller ones first."""

    WORD = 1
    SENTENCE = 2
    PARAGRAPH = 3


class Stretch(NamedTuple):
    """The code points `[start, end)` of a unit; it may be empty."""

    start: int
    end: int


def unit_at(text: str, position: int, unit: Unit, language: str = "") -> Stretch:
    """The word, sentence or paragraph that holds a code point; `language` is an ISO 639 code, empty when unknown."""
    if unit is Unit.WORD:
        return Stretch(*word_at(text, position))
    if unit is Unit.SENTENCE:
        return Stretch(*sentence_at(text, position, language))
    end = text.find("\n", position)
    return Stretch(text.rfind("\n", 0, position) + 1, len(text) if end < 0 else end)


def larger(text: str, start: int, end: int, language: str = "") -> Stretch:
    """The smallest of whole words, whole sentences and whole paragraphs that holds `[start, end)` and more.

    The whole text when nothing smaller does.
    """
    last = max(start, end - 1)
    for unit in Unit:
        found = Stretch(
            min(start, unit_at(text, start, unit, language).start), max(end, unit_at(text, last, unit, language).end)
        )
        if found != (start, end):
            return found
    return Stretch(0, len(text))


def smaller(text: str, start: int, end: int, language: str = "") -> Stretch:
    """The largest unit that begins where `[start, end)` does, without blanks, and is less; empty when there is none."""
    while start < end and text[start].isspace():
        start += 1
    for unit in reversed(Unit):
        found = unit_at(text, start, unit, language)
        if found.start == start < found.end < end:
            return found
    return Stretch(start, start)
