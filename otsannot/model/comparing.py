"""Compares two texts where nobody saw how the one became the other."""

from __future__ import annotations

from itertools import groupby

from diff_match_patch import diff_match_patch

from otsannot.model.corrections import Correction, Stretch

SECONDS_AT_MOST = 10.0
"""After so long a coarser comparison is taken; it is right as well, but calls more of the text rewritten."""


def compared(earlier: str, corrected: str) -> Correction:
    """What was rewritten, as Myers's algorithm finds it (1986, "An O(ND) difference algorithm and its variations")."""
    comparer = diff_match_patch()
    comparer.Diff_Timeout = SECONDS_AT_MOST
    pieces = comparer.diff_main(earlier, corrected)
    comparer.diff_cleanupSemantic(pieces)
    stretches: list[Stretch] = []
    at = new_at = 0
    for is_same, run in groupby(pieces, key=lambda piece: piece[0] == comparer.DIFF_EQUAL):
        run_of = list(run)
        old = sum(len(words) for kind, words in run_of if kind != comparer.DIFF_INSERT)
        new = sum(len(words) for kind, words in run_of if kind != comparer.DIFF_DELETE)
        if not is_same:
            stretches.append(Stretch(at, at + old, new_at, new_at + new))
        at, new_at = at + old, new_at + new
    return Correction.of_stretches(earlier, corrected, stretches)
