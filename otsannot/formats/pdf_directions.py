"""Brings letters from the order in which they stand on a page, left to right, into the order in which they are read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

_PAIRS = dict(zip("()[]{}<>«»‹›", ")(][}{><»«›‹", strict=True))
_ENDS = (".", "!", "?", ":", ";", "…", "؟", "،", "؛", "۔")
_BETWEEN_DIGITS = ".,:/-٫٬"


# All scripts that run from right to left lie in these blocks; some signs in them do not.
_MAY_RUN_LEFT = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")


def is_from_right(text: str) -> bool:
    """Whether there are letters that run from right to left."""
    return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in _MAY_RUN_LEFT.findall(text))


def runs_from_right(text: str) -> bool:
    """Whether most letters of a text run from right to left."""
    found = sum(unicodedata.bidirectional(letter) in ("R", "AL") for letter in _MAY_RUN_LEFT.findall(text))
    return found > 0 and 2 * found > sum(map(str.isalpha, text))


def begins_right(seen: str, usual: bool) -> bool:
    """Whether a line, given as it is seen from the left, begins at the right; `usual` is what its page does.

    The mark that ends a sentence tells it, else the letters where they are all of one direction.
    """
    seen = seen.strip()
    if not is_from_right(seen):
        return False
    ends_left, ends_right = seen.startswith(_ENDS), seen.endswith(_ENDS)
    if ends_left != ends_right:
        return ends_left
    return usual or not any(unicodedata.bidirectional(letter) == "L" for letter in seen)


def in_reading_order(letters: Sequence[str], from_right: bool | None = None) -> str:
    """What a line says whose letters are given from left to right.

    It undoes the Unicode bidirectional algorithm (UAX 9) as far as that can be undone: runs of letters from the right
    are turned round, numbers in them stay, and brackets are mirrored back. `from_right` is the direction of the line;
    without it the greater number of letters decides.
    """
    seen = "".join(letters)
    if not is_from_right(seen):
        return seen
    kinds = [_kind(letter) for letter in letters]
    if from_right is None:
        from_right = 2 * kinds.count("R") > sum(kind in "RL" for kind in kinds)
    if not from_right and "L" not in kinds:
        # A number that ends such a line is seen at its left, where one would be that begins it; the former is usual.
        bounds = [at for at, kind in enumerate(kinds) if kind in "RD"]
        first, last = bounds[0], bounds[-1] + 1
        return "".join(letters[:first]) + in_reading_order(letters[first:last], True) + "".join(letters[last:])
    if from_right:
        order = _turn_runs(range(len(letters) - 1, -1, -1), kinds, "LD", lambda kind: kind != "R")
        inner = {at for at in range(len(letters)) if kinds[at] != "L"} - _inside(order, kinds)
    else:
        order = _turn_runs(range(len(letters)), kinds, "R", lambda kind: kind != "L")
        inner = {at for number, at in enumerate(order) if number != at}
        order = _turn_runs(order, [kind if at in inner else "N" for at, kind in enumerate(kinds)], "D", _is_number)
    text = "".join(letters[at] for at in order)
    mirrored = "".join(_PAIRS.get(letters[at], letters[at]) if at in inner else letters[at] for at in order)
    return mirrored if _faults(mirrored) < _faults(text) else text


def _faults(text: str) -> int:
    """How many brackets close what was not opened."""
    open_, faults = 0, 0
    for letter in text:
        open_ += letter in "([{«‹"
        if letter in ")]}»›":
            faults += open_ == 0
            open_ -= open_ > 0
    return faults + open_


def _kind(letter: str) -> str:
    """R and L for letters, D for digits, S for what stands between digits, N for all else."""
    if is_from_right(letter):
        return "R"
    first = letter[:1]
    if unicodedata.bidirectional(first or " ") in ("EN", "AN"):
        return "D"
    if unicodedata.bidirectional(first or " ") == "L":
        return "L"
    return "S" if first and first in _BETWEEN_DIGITS else "N"


def _is_number(kind: str) -> bool:
    return kind in "DS"


def _turn_runs(order: Sequence[int], kinds: Sequence[str], ends: str, goes_on: Callable[[str], bool]) -> list[int]:
    """Turn round each run that begins and ends with some kinds and holds no others than those with which it goes on."""
    turned = list(order)
    at = 0
    while at < len(turned):
        if kinds[turned[at]] not in ends:
            at += 1
            continue
        last = end = at
        while end < len(turned) and goes_on(kinds[turned[end]]):
            # A number alone ends at a space: two numbers in a row are read from the right.
            if (
                "L" in ends
                and kinds[turned[last]] == "D"
                and kinds[turned[end]] == "N"
                and not _letter_near(turned, kinds, at, end)
            ):
                break
            if kinds[turned[end]] in ends:
                last = end
            end += 1
        turned[at : last + 1] = turned[at : last + 1][::-1]
        at = last + 1
    return turned


def _letter_near(order: Sequence[int], kinds: Sequence[str], start: int, end: int) -> bool:
    return any(kinds[order[at]] == "L" for at in range(start, end))


def _inside(order: Sequence[int], kinds: Sequence[str]) -> set[int]:
    """The neutral letters that stand between letters from the left, whose brackets are as they were."""
    inside: set[int] = set()
    waiting: list[int] = []
    after_left = False
    for at in order:
        if kinds[at] == "L":
            inside.update(waiting if after_left else ())
            waiting, after_left = [], True
        elif kinds[at] == "R":
            waiting, after_left = [], False
        else:
            waiting.append(at)
    return inside
