"""Compares two texts where nobody saw how the one became the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from itertools import groupby

from diff_match_patch import diff_match_patch

from otsannot.model.corrections import Correction, Stretch

SECONDS_AT_MOST = 2.0
"""After so long a coarser comparison is taken; it is right as well, but calls more of the text rewritten."""

ALIKE = 0.6
"""From this share of common letters on (0 to 1, difflib's ratio) a word counts as mended and not as replaced."""

LONGEST_MENDED = 200
"""In code points; what is longer and differs in every word was replaced."""

_WORD = re.compile(r"\w+|\s+|[^\w\s]")
_SURROGATES = range(0xD800, 0xE000)


def compared(earlier: str, corrected: str) -> Correction:
    """What was rewritten, word by word, as Myers finds it (1986, "An O(ND) difference algorithm and its variations").

    Letter by letter only within words that are much alike: else a passage might stay on letters that two words share.
    """
    stretches: list[Stretch] = []
    for start, end, new_start, new_end in _rewritten_words(earlier, corrected):
        old, new = earlier[start:end], corrected[new_start:new_end]
        if _are_alike(old, new):
            stretches += (
                Stretch(start + one, start + other, new_start + new_one, new_start + new_other)
                for one, other, new_one, new_other in _runs(old, new, len)
            )
        else:
            stretches.append(Stretch(start, end, new_start, new_end))
    return Correction.of_stretches(earlier, corrected, stretches)


def _rewritten_words(earlier: str, corrected: str) -> Iterator[Stretch]:
    """The runs of words that differ; to the comparer each word is one character."""
    signs: dict[str, str] = {}
    written = [
        "".join(signs.setdefault(word, _sign(len(signs))) for word in _WORD.findall(text))
        for text in (earlier, corrected)
    ]
    lengths = {sign: len(word) for word, sign in signs.items()}
    return _runs(written[0], written[1], lambda run: sum(map(lengths.__getitem__, run)))


def _runs(earlier: str, corrected: str, length: Callable[[str], int]) -> Iterator[Stretch]:
    """The runs that differ, in what `length` measures."""
    comparer = diff_match_patch()
    comparer.Diff_Timeout = SECONDS_AT_MOST
    at = new_at = 0
    pieces = comparer.diff_main(earlier, corrected, False)
    for is_same, run in groupby(pieces, key=lambda piece: piece[0] == comparer.DIFF_EQUAL):
        start, new_start = at, new_at
        for kind, part in run:
            at += length(part) if kind != comparer.DIFF_INSERT else 0
            new_at += length(part) if kind != comparer.DIFF_DELETE else 0
        if not is_same:
            yield Stretch(start, at, new_start, new_at)


def _are_alike(old: str, new: str) -> bool:
    if max(len(old), len(new)) > LONGEST_MENDED:
        return False
    return SequenceMatcher(None, old, new, autojunk=False).ratio() >= ALIKE


def _sign(number: int) -> str:
    return chr(number if number < _SURROGATES.start else number + len(_SURROGATES))
