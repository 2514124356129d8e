"""Finds names by a few letters typed on any keyboard: the filter of the quick-code box, the lists and the palette."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import TypeVar

Item = TypeVar("Item")

_IGNORED = re.compile(r"[\u0300-\u036f\u064b-\u065f'`\u2018\u2019\u02bb\u02bc]+")

_START, _WORD, _INSIDE, _SCATTERED = 1000, 800, 500, 100
_IN_A_ROW = 300


@lru_cache(maxsize=16_384)
def fold(text: str) -> str:
    """Letters without case, accents and apostrophes, one form for İ, I, ı and i; offsets are not kept."""
    # No case folding and no decomposition brings these together: the dotless i with the i, and the schwa with
    # the ä that stands for it in other Turkic alphabets.
    lowered = text.casefold().replace("ı", "i").replace("ə", "ä")
    return _IGNORED.sub("", lowered if lowered.isascii() else unicodedata.normalize("NFKD", lowered))


def score(query: str, candidate: str) -> int | None:
    """How well a name answers a query, more being better; None when a word of the query is not in it."""
    return _score(tuple(fold(query).split()), candidate)


def ranked(query: str, items: Iterable[Item], key: Callable[[Item], str]) -> list[Item]:
    """The items whose name, given by `key`, answers the query; best first, equals in the order they came."""
    words = tuple(fold(query).split())
    scored = [(points, item) for item in items if (points := _score(words, key(item))) is not None]
    scored.sort(key=lambda pair: pair[0], reverse=True)
    return [item for _points, item in scored]


def best(words: Sequence[str], forms: Iterable[str]) -> int | None:
    """How well one of a name's folded forms answers folded words; None when none does.

    Asked of every name at every key press, so it calls nothing for a word that is found where a name begins.
    """
    most = None
    for form in forms:
        total = -min(len(form), 99)
        for word in words:
            at = form.find(word)
            points = _START if not at else _further(word, form, at)
            if not points:
                break
            total += points
        else:
            if len(words) > 1 and " ".join(words) in form:
                total += _IN_A_ROW
            most = total if most is None or total > most else most
    return most


def _score(words: tuple[str, ...], candidate: str) -> int | None:
    return best(words, readings(candidate))


@lru_cache(maxsize=16_384)
def readings(candidate: str) -> tuple[str, ...]:
    """The folded forms under which a name is found."""
    # On a keyboard without ə some people type a for it and others e.
    other = candidate.replace("ə", "e").replace("Ə", "e")
    return (fold(candidate),) if other == candidate else (fold(candidate), fold(other))


def _further(word: str, name: str, at: int) -> int:
    """The points of a word that is first found at `at`, after the beginning, or nowhere (-1)."""
    if at < 0:
        return _scattered(word, name)
    while at > 0:
        if not name[at - 1].isalnum():
            return _WORD
        at = name.find(word, at + 1)
    return _INSIDE


def _scattered(word: str, name: str) -> int:
    points, at = _SCATTERED, -1
    for letter in word:
        at = name.find(letter, at + 1)
        if at < 0:
            return 0
        if at == 0 or not name[at - 1].isalnum():
            points += 10
    return min(points, 3 * _SCATTERED)
