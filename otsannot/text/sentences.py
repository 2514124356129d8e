"""Where sentences begin and end: the rules of Unicode UAX #29 (SB3 to SB11), and what languages add to them.

The standard ends a sentence after every `St.` that a capital follows. So abbreviations, initials and ordinals are
known here by language; no library knows those of Turkic languages (sentencex breaks `24. Zirve` and `Қ. Тоқаев`, pysbd
has no Turkish). A sentence never goes across a line feed, which ends a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from otsannot.text.abbreviations import BEGINNERS, Habits, habits, habits_of_any


class Sentence(NamedTuple):
    """The code points `[start, end)` of a sentence, without the blanks around it."""

    start: int
    end: int


# Full stops, runs of them with ! and ?, then closing brackets and quotes, references such as [12], and a blank. The
# full-width ones of Chinese and Japanese need no blank.
_CLOSING = r"""["'\p{Pe}\p{Pf}\p{Pi}]*(?:\s»(?=\s|$))?(?:\[\p{Nd}+\])*"""
_END = regex.compile(
    rf"""(?:[\p{{Sentence_Terminal}}…]+{_CLOSING}(?=\s|$)|[。！？｡]+["'\p{{Pe}}\p{{Pf}}]*|[\r\x85\u2028\u2029])"""
)
_NEXT = regex.compile(
    r"""[\s"'\p{Ps}\p{Pi}\p{Pf}\p{Pd}]*(?:(?P<lower>\p{Ll})|(?P<number>\p{Nd})|(?P<word>\w++(?!\.)))?"""
)
_WORD_BEFORE = regex.compile(r"(?r)(?<![\p{L}\p{M}])[\p{L}\p{M}][\p{L}\p{M}'’.-]*|\p{Nd}+")
_MORE_POINTS = regex.compile(r"\s*[.…]")
_LETTER_BEFORE = regex.compile(r"(?r)(?<!\p{L})(\p{L})\.\s?")
_SAID = regex.compile(r"[\p{L}\p{N}]")
_INITIALS = regex.compile(r"\p{Lu}\p{M}*|\p{Lu}[\p{Ll}\p{M}]?(?:\.-?\p{Lu}[\p{Ll}\p{M}]?)+")
_SHORT = regex.compile(r"\p{L}\p{M}*")
_ROMAN = regex.compile(r"[IVXLC]+")
_TURKIC_LETTER = regex.compile("[ğĞışŞİəƏñÑүҮөӨқҚғҒңҢұҰәӘіІһҺ]")
_LONGEST_ORDINAL = 3
_LOOK_BACK = 40
_FURTHEST = 20_000
_QUOTES = "\"'”“’‘»«"


def sentences(text: str, language: str = "", start: int = 0, end: int | None = None) -> Iterator[Sentence]:
    """The sentences of the code points `[start, end)`, in order; `language` is an ISO 639 code, empty when unknown."""
    end = len(text) if end is None else end
    while start < end:
        line_feed = text.find("\n", start, end)
        stop = end if line_feed < 0 else line_feed
        yield from _of_paragraph(text, start, stop, language)
        start = stop + 1


def sentence_at(text: str, position: int, language: str = "") -> Sentence:
    """The sentence that holds a code point; the blanks after a sentence count as its own.

    In a paragraph without words, the empty range at its start. Looks no further than 20,000 code points either way.
    """
    start = max(text.rfind("\n", 0, position) + 1, position - _FURTHEST)
    end = text.find("\n", position, position + _FURTHEST)
    end = min(len(text), position + _FURTHEST) if end < 0 else end
    found = Sentence(start, start)
    for sentence in _of_paragraph(text, start, end, language):
        if sentence.start > position and found.end > found.start:
            break
        found = sentence
    return found


def _of_paragraph(text: str, start: int, end: int, language: str) -> Iterator[Sentence]:
    known = habits(language) or habits_of_any(has_ordinals=_TURKIC_LETTER.search(text, start, end) is not None)
    at = _after_blanks(text, start, end)
    for match in _END.finditer(text, start, end):
        if match.start() >= at and _ends(text, at, match, end, known):
            yield Sentence(at, _before_blanks(text, at, match.end()))
            at = _after_blanks(text, match.end(), end)
    if at < end:
        yield Sentence(at, _before_blanks(text, at, end))


def _ends(text: str, start: int, match: regex.Match[str], end: int, known: Habits) -> bool:
    """Whether the sentence from `start` ends with a match of `_END`."""
    mark = match.group()
    if not _SAID.search(text, start, match.start()):
        return False
    if mark[0] in "\r\x85\u2028\u2029。！？｡" or match.end() == end:
        return True
    follows = _NEXT.match(text, match.end(), end)
    assert follows is not None  # it may be empty
    if follows["lower"] or _MORE_POINTS.match(text, match.end(), end):  # SB8; points with blanks between them
        return False
    if mark[0] != "." or mark[:2] == "..":
        return True
    if mark[-1] in _QUOTES:  # what was quoted has ended, and not a word in it
        return True
    before = _WORD_BEFORE.search(text, max(start, match.start() - _LOOK_BACK), match.start())
    if before is None or before.end() != match.start():
        return True
    return not _goes_on(text, start, before, follows, known)


def _goes_on(text: str, start: int, before: regex.Match[str], follows: regex.Match[str], known: Habits) -> bool:
    """Whether a point belongs to the word before it: an abbreviation, an initial, an ordinal, the mark of a list."""
    word = before.group()
    short = word.lower()
    letter = _LETTER_BEFORE.search(text, start, before.start())
    if letter and letter.end() == before.start() and len(word) == 1:  # `т. е.`, `z. B.`
        short = f"{letter[1]}.{word}".lower()
    marks_a_list = before.start() == start and (word.isdigit() or len(word) == 1)
    if marks_a_list or short in known.before_anything or (short in known.before_numbers and follows["number"]):
        return True
    if (follows["word"] or "").lower() in BEGINNERS:
        return False
    if word.isdigit():
        is_whole = text[before.start() - 1] not in ",.:%"
        return known.has_ordinals and is_whole and len(word) <= _LONGEST_ORDINAL
    if _INITIALS.fullmatch(word) or (known.has_ordinals and _ROMAN.fullmatch(word)):
        return True
    return _SHORT.fullmatch(word) is not None and not _follows_number(text, start, before.start())


def _follows_number(text: str, start: int, position: int) -> bool:
    """Whether a lone small letter closes a date or a row, `2021 г.`, `и т. д.`; else a name follows it, `г. Баку`."""
    said = text[start:position].rstrip()
    return said[-1:].isdigit() or said[-1:] == "."


def _after_blanks(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _before_blanks(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
