"""A codebook as the appendix of a paper shows it: every code with its definition, its counts and coded passages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Quote(NamedTuple):
    """A coded passage and the name of its document; a long passage ends in ` […]`."""

    text: str
    document: str


class Labelled(NamedTuple):
    """A definition field that says something, under the name people read."""

    label: str
    text: str


class Entry(NamedTuple):
    """A code in the order of the tree; `level` is 1 at the top, `counts` says in words how often it is used."""

    name: str
    path: str
    level: int
    colour: str
    counts: str
    fields: Sequence[Labelled]
    quotes: Sequence[Quote]


class Appendix(NamedTuple):
    """A title, a line of facts below it, and the codes."""

    title: str
    facts: str
    entries: Sequence[Entry]
