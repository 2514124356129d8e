"""Where words begin and end, as Unicode UAX #29 says; `Türkiye'nin` is one word, and so is each in Old Turkic."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

_BORDER = regex.compile(r"\b", regex.WORD)
_SAID = regex.compile(r"[\p{L}\p{N}]")
_LAST_SAID = regex.compile(r"(?r)[\p{L}\p{N}]")
# Between blanks stands a run, which is cut into words by itself; a longer one than this is not written in words.
_RUN = regex.compile(r"\S{1,1000}")
_LAST_RUN = regex.compile(r"(?r)\S{1,1000}")
_LAST_BLANK = regex.compile(r"(?r)\s")
_BLANK = regex.compile(r"\s")
_LONGEST = 1000

_BEFORE_A_WORD = regex.compile(r"[^\p{L}\p{N}]+(?=[\p{L}\p{N}])")
_OPENING = regex.compile(r"""["'\p{Ps}\p{Pi}]""")
_CLOSING = regex.compile(r"""["'\p{Pe}\p{Pf}\p{Pi}\p{Sentence_Terminal}…]""")


class Word(NamedTuple):
    """The code points `[start, end)` of a word."""

    start: int
    end: int


def words(text: str, start: int = 0, end: int | None = None) -> Iterator[Word]:
    """The words of the code points `[start, end)`, in order; what holds neither letter nor digit is none."""
    for piece in _pieces(text, start, len(text) if end is None else end):
        if _SAID.search(text, *piece):
            yield piece


def word_at(text: str, position: int) -> Word:
    """The word that holds a code point, or ends there, or else the sign that stands there; empty among blanks."""
    found = Word(position, position)
    for piece in _pieces(text, *_run_at(text, position)):
        if piece.start <= position < piece.end:
            found = piece
    if not _SAID.search(text, *found):
        before = word_before(text, position)
        if before is not None and before.end == position:
            return before
    return found


def word_before(text: str, position: int) -> Word | None:
    """The last word that begins before a position."""
    last = _LAST_SAID.search(text, 0, position)
    if last is None:
        return None
    return [word for word in words(text, *_run_at(text, last.start())) if word.start < position][-1]


def end_after(text: str, position: int) -> int | None:
    """The next place where a passage may end: after a word, and after the full stop and the quotes behind it."""
    for run in _RUN.finditer(text, _run_at(text, position).start):
        for place in _ends(text, Word(*run.span())):
            if place > position:
                return place
    return None


def end_before(text: str, position: int) -> int | None:
    """The last place before a position where a passage may end."""
    for run in _LAST_RUN.finditer(text, 0, _run_at(text, position).end):
        for place in reversed(_ends(text, Word(*run.span()))):
            if place < position:
                return place
    return None


def start_after(text: str, position: int) -> int | None:
    """The next place where a passage may begin: before a word, and before the bracket or the quote that opens it."""
    for run in _RUN.finditer(text, _run_at(text, position).start):
        for place in _starts(text, Word(*run.span())):
            if place > position:
                return place
    return None


def start_before(text: str, position: int) -> int | None:
    """The last place before a position where a passage may begin."""
    for run in _LAST_RUN.finditer(text, 0, _run_at(text, position).end):
        for place in reversed(_starts(text, Word(*run.span()))):
            if place < position:
                return place
    return None


def _pieces(text: str, start: int, end: int) -> Iterator[Word]:
    """Words and what stands between them."""
    at = start
    for border in [*(match.start() for match in _BORDER.finditer(text, start, end)), end]:
        before = _BEFORE_A_WORD.match(text, at, border)
        if before:  # regex takes an apostrophe before a vowel for a part of the word
            yield Word(at, before.end())
            at = before.end()
        if border > at:
            yield Word(at, border)
            at = border


def _ends(text: str, run: Word) -> list[int]:
    found = [word.end for word in words(text, *run)]
    if found and found[-1] < run.end and _CLOSING.search(text, found[-1], run.end):
        found.append(run.end)
    return found


def _starts(text: str, run: Word) -> list[int]:
    found = [word.start for word in words(text, *run)]
    if found and run.start < found[0] and _OPENING.search(text, run.start, found[0]):
        found.insert(0, run.start)
    return found


def _run_at(text: str, position: int) -> Word:
    """What stands between the blanks around a position."""
    before = _LAST_BLANK.search(text, max(0, position - _LONGEST), position)
    after = _BLANK.search(text, position, position + _LONGEST)
    start = before.end() if before else max(0, position - _LONGEST)
    return Word(start, after.start() if after else min(len(text), position + _LONGEST))
