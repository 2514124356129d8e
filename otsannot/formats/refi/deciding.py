"""Decides by evidence how the positions in one text are counted, and brings its selections to code points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from otsannot.formats.refi.offsets import (
    SURELY_QUOTED,
    Counting,
    Positions,
    Selected,
    Text,
    borders,
    fits,
    flat,
    quotes,
)

NVIVO = Counting(utf16=True)
STANDARD = Counting()
CRLF_AS_ONE = Counting(crlf=False)

_LEAST_ADVANTAGE, _SHARE = 3, 0.05
"""By how many ends between words, and what share of all, another counting must be better than the program's own."""


class Decision(NamedTuple):
    """How positions are counted, why (`words`, `program` or `borders`), and how many of the recorded words fit.

    `is_sure` when every selection lies within the text and has the words that are recorded with it, if any.
    """

    counting: Counting
    why: str
    fitting: int = 0
    recorded: int = 0
    is_sure: bool = False


class Placed(NamedTuple):
    """Where a selection lies, in code points; `how` says when that is not what its positions say.

    `counted`: its words show that it was counted otherwise than the rest. `found`: its words stand elsewhere, once.
    `cut`: it reached beyond the text. `outside`: it lies beyond the text and nothing shows where it belongs.
    `doubtful`: other words of the text were recorded with it. `label`: words that stand nowhere in the text were.
    """

    start: int
    end: int
    how: str = ""


def usual(origin: str, text: Text) -> Counting:
    """How a program counts in a text, by what `Project/@origin` says."""
    program = origin.lower()
    if "nvivo" in program:
        return NVIVO._replace(utf16=text.has_astral)
    if "atlas" in program:
        return CRLF_AS_ONE._replace(crlf=not text.has_pairs)
    return STANDARD


def decide(text: Text, selected: Sequence[Selected], expected: Counting) -> Decision:
    """The counting under which most recorded words are those of their passages; of several, what is expected.

    Where no words are recorded, the one whose passages begin and end between words, if it is clearly better.
    """
    quoting = [each for each in selected if each.words]
    best = fits(text, expected, selected)
    if best == (len(quoting), len(selected)) and (quoting or text.is_plain or not selected):
        return Decision(expected, "words" if quoting else "program", best[0], len(quoting), is_sure=True)
    chosen = expected
    others = [counting for counting in text.countings() if counting != expected]
    for counting in others:
        if (found := fits(text, counting, selected)) > best:
            chosen, best = counting, found
    if best[0] or not selected:
        return Decision(chosen, "words", best[0], len(quoting))
    return _by_borders(text, selected, chosen, len(quoting))


def _by_borders(text: Text, selected: Sequence[Selected], chosen: Counting, recorded: int) -> Decision:
    inside = fits(text, chosen, selected)[1]
    least = borders(text, chosen, selected) + max(_LEAST_ADVANTAGE, _SHARE * 2 * len(selected))
    decision = Decision(chosen, "program", 0, recorded)
    for counting in text.countings():
        if counting.feeds or fits(text, counting, selected)[1] < inside:
            continue
        if (found := borders(text, counting, selected)) >= least:
            decision, least = Decision(counting, "borders", 0, recorded), found + 1
    return decision


def place(text: Text, selected: Sequence[Selected], decision: Decision) -> list[Placed]:
    """Where selections lie in the kept text; one that its recorded words contradict is looked at on its own."""
    counting = decision.counting
    positions = Positions(text, counting)
    start_of, end_of, length, kept = positions.start, positions.end, positions.length, text.kept
    if decision.is_sure:
        return [Placed(start_of(start), end_of(end)) for start, end, _words in selected]
    placed = []
    for each in selected:
        start, end, words = each
        if 0 <= start <= end <= length:
            found = Placed(start_of(start), end_of(end))
            if not words or quotes(words, kept[found.start : found.end]):
                placed.append(found)
                continue
        placed.append(_looked_at(text, each, positions, counting))
    return placed


def _looked_at(text: Text, each: Selected, positions: Positions, counting: Counting) -> Placed:
    start, end, words = each
    inside = 0 <= start <= end <= positions.length
    stands = text.holds(words) if words.strip() else 0
    if stands:
        for other in text.countings():
            if other != counting and fits(text, other, [each])[0]:
                counted = Positions(text, other)
                return Placed(counted.start(start), counted.end(end), "counted")
        if stands == 1 and (not inside or len(words) >= SURELY_QUOTED):
            at = text.place_of(words)
            return Placed(at, at + len(flat(words)), "found")
    if inside:
        found = Placed(positions.start(start), positions.end(end))
        trimmed = flat(text.kept[found.start : found.end]).strip() == flat(words).strip()
        return found if trimmed or not words.strip() else found._replace(how="doubtful" if stands else "label")
    if 0 <= start < end and start < positions.length:
        return Placed(positions.start(start), len(text.kept), "cut")
    return Placed(max(start, 0), max(start, 0), "outside")
