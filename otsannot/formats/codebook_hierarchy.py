"""Makes a tree of names that hold one themselves, such as `Security: Defence`, when the user agrees."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from otsannot.errors import OtsannotError
from otsannot.i18n import _

INDENTATION = "indent"
"""The sign of names that stand further to the right than those they belong to."""

# A colon, and not one of a time; a point, and not one that ends an abbreviation before a blank.
_DIVIDERS = {
    ">": re.compile(r"\s*>\s*"),
    ":": re.compile(r"\s*:\s+"),
    "\\": re.compile(r"\s*\\+\s*"),
    ".": re.compile(r"\.(?!\s)"),
}
SIGNS = (*_DIVIDERS, INDENTATION)
"""What may divide names."""

_TAB = 4


def check_sign(sign: str) -> None:
    """Raise OtsannotError when a sign is none by which names are divided; an empty one leaves them as they are."""
    if sign and sign not in SIGNS:
        told = _("Names are divided by one of {signs}, and not by “{sign}”.")
        raise OtsannotError(told.format(signs=" ".join(SIGNS), sign=sign))


def divided(path: Iterable[str], sign: str) -> tuple[str, ...]:
    """A path whose names are divided by a sign too; a name that would leave an empty one stays whole."""
    if sign not in _DIVIDERS:
        return tuple(path)
    return tuple(step for name in path for step in _steps(name, sign))


def _steps(name: str, sign: str) -> list[str]:
    steps = _DIVIDERS[sign].split(name.strip())
    return steps if all(step.strip() for step in steps) else [name]


def indented(names: Sequence[str]) -> list[tuple[str, ...]]:
    """The path of each name of a list, from how far it stands to the right; a tab goes to the next fourth column."""
    over: list[tuple[int, str]] = []
    paths = []
    for name in names:
        depth = _depth(name)
        while over and over[-1][0] >= depth:
            over.pop()
        over.append((depth, name.strip()))
        paths.append(tuple(step for _depth, step in over))
    return paths


def _depth(name: str) -> int:
    shown = name.expandtabs(_TAB)
    return len(shown) - len(shown.lstrip())


def likely_sign(names: Sequence[str]) -> str:
    """The sign that names look divided by, because several belong under one; empty when they look like plain names.

    `names` are as the file has them, with the blanks before them.
    """
    if len({_depth(name) for name in names}) > 1 and _depth(names[0]) == 0:
        return INDENTATION
    plain = {name.strip() for name in names}
    counts = {sign: _kinship(plain, sign) for sign in _DIVIDERS}
    best = max(counts, key=lambda sign: counts[sign])
    return best if counts[best] > 1 else ""


def _kinship(names: set[str], sign: str) -> int:
    """How many names stand under one that is in the list itself, or that another stands under, too."""
    under: dict[tuple[str, ...], int] = {}
    for name in names:
        path = divided([name], sign)
        if len(path) > 1:
            under[path[:-1]] = under.get(path[:-1], 0) + 1
    return sum(count for parent, count in under.items() if count > 1 or (len(parent) == 1 and parent[0] in names))
