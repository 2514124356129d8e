"""Which codes answer a few typed letters: by name first, then by path, then by definition."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import IntEnum
from time import perf_counter

from otsannot.model.code_tree import CodeRow, CodeTree
from otsannot.text.matching import best, fold, readings

SECONDS_AT_A_SEARCH = 0.005
"""So long a search folds definitions: all of them in most studies, some of them in the largest."""


class Fit(IntEnum):
    """Where a query was found in a code, the better place first."""

    NAME = 0
    PATH = 1
    SCATTERED = 2  # the letters stand in the name in this order, but apart
    DEFINITION = 3


class CodeIndex:
    """The codes of one state of the codebook, each folded once, because a reader types faster than that is done.

    `meanings` holds all that the definition of each code says; definitions answer as far as they have been folded.
    """

    def __init__(self, book: CodeTree, meanings: Mapping[int, str]) -> None:
        self.book = book
        self._meanings = meanings
        self._rows = list(book.walk())
        self.paths = frozenset(book.path(row.id) for row in self._rows)
        self._names: list[tuple[str, ...]] = []
        self._spellings: list[str] = []
        self._paths: list[str] = []
        self._definitions: list[str] = []

    def warm(self, seconds: float) -> bool:
        """Fold for so many seconds, names before definitions; true when nothing is left."""
        started = perf_counter()
        while len(self._definitions) < len(self._rows):
            if len(self._names) < len(self._rows):
                self._fold_name()
            else:
                self._definitions.append(fold(self._meanings.get(self._rows[len(self._definitions)].id, "")))
            if perf_counter() - started >= seconds:
                break
        return len(self._definitions) == len(self._rows)

    def ranked(self, query: str) -> list[CodeRow]:
        """The codes that answer a query, best first."""
        return [row for _fit, _points, row in sorted(self._fits(query), key=lambda fit: fit[:2])]

    def narrowed(self, query: str) -> set[int]:
        """The codes a list is narrowed to; names with the letters apart count only where nothing else is found."""
        fits = self._fits(query)
        firm = {row.id for fit, _points, row in fits if fit is not Fit.SCATTERED}
        return firm or {row.id for _fit, _points, row in fits}

    def _fold_name(self) -> None:
        row = self._rows[len(self._names)]
        self._names.append(readings(row.name))
        self._spellings.append("\n".join(self._names[-1]))
        self._paths.append(fold(self.book.path(row.id)))

    def _fits(self, query: str) -> list[tuple[Fit, int, CodeRow]]:
        while len(self._names) < len(self._rows):
            self._fold_name()
        self.warm(SECONDS_AT_A_SEARCH)
        words = tuple(fold(query).split())
        # Most codes do not answer. To ask all of them for letters in their order is faster than points for each.
        in_order = [re.compile(".*?".join(map(re.escape, word))).search for word in words]
        named = _all_hit([[n for n, name in enumerate(self._spellings) if search(name)] for search in in_order])
        below = _all_hit([[n for n, path in enumerate(self._paths) if word in path] for word in words])
        defined = _all_hit([[n for n, text in enumerate(self._definitions) if word in text] for word in words])
        found: list[tuple[Fit, int, CodeRow]] = []
        for number in sorted(named | below | defined):
            names = self._names[number]
            points = best(words, names) if number in named else None
            if points is not None:
                fit = Fit.NAME if all(word in names[0] for word in words) else Fit.SCATTERED
            elif number in below:
                fit = Fit.PATH
            elif number in defined:
                fit = Fit.DEFINITION
            else:
                continue
            found.append((fit, -(points or 0), self._rows[number]))
        return found


def _all_hit(hits: list[list[int]]) -> set[int]:
    """The codes that every word hits."""
    return set(hits[0]).intersection(*hits[1:]) if hits else set()
