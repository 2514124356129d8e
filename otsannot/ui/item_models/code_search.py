"""Which codes answer a few typed letters: by name first, then by path, then by definition."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum

from otsannot.model.code_tree import CodeRow, CodeTree
from otsannot.text.matching import fold, score


class Fit(IntEnum):
    """Where a query was found in a code, the better place first."""

    NAME = 0
    PATH = 1
    SCATTERED = 2  # the letters stand in the name in this order, but apart
    DEFINITION = 3


def ranked_codes(query: str, book: CodeTree) -> list[CodeRow]:
    """The codes that answer a query, best first."""
    meanings = {row.id: row.brief_definition for row in book.by_id.values()}
    return [row for _fit, _points, row in sorted(_fits(query, book, meanings), key=lambda fit: fit[:2])]


def filtered_codes(query: str, book: CodeTree, meanings: Mapping[int, str]) -> set[int]:
    """The codes a list is narrowed to; names with the letters apart count only where nothing else is found.

    `meanings` holds all that the definition of each code says.
    """
    fits = _fits(query, book, meanings)
    firm = {row.id for fit, _points, row in fits if fit is not Fit.SCATTERED}
    return firm or {row.id for _fit, _points, row in fits}


def _fits(query: str, book: CodeTree, meanings: Mapping[int, str]) -> list[tuple[Fit, int, CodeRow]]:
    words = fold(query).split()
    found = []
    for row in book.walk():
        points = score(query, row.name)
        if points is not None:
            fit = Fit.NAME if _holds(row.name, words) else Fit.SCATTERED
        elif _holds(book.path(row.id), words):
            fit = Fit.PATH
        elif _holds(meanings.get(row.id, ""), words):
            fit = Fit.DEFINITION
        else:
            continue
        found.append((fit, -(points or 0), row))
    return found


def _holds(text: str, words: list[str]) -> bool:
    folded = fold(text)
    return all(word in folded for word in words)
