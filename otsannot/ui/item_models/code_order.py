"""Which codes the tree shows, and in which order siblings stand."""

from __future__ import annotations

from collections.abc import Callable, Collection
from enum import Enum
from typing import Any

from PySide6.QtCore import QCollator, QLocale, Qt

from otsannot.model.code_tree import CodeRow, CodeTree
from otsannot.ui.item_models.code_counts import CodeCounts

Shown = dict[int | None, list[int]]
"""The codes that are shown, by their parent."""


class Order(Enum):
    """How siblings are sorted; the value is what settings keep."""

    TREE = "tree"
    NAME = "name"
    COUNT = "count"


def shown_codes(book: CodeTree, hits: Collection[int] | None, order: Order, counts: CodeCounts) -> Shown:
    """All codes, or those that a filter hit with all above them, sorted; equals stay as in the codebook."""
    kept = None if hits is None else {code_id for hit in hits for code_id in (hit, *book.above(hit))}
    shown: dict[int | None, list[CodeRow]] = {}
    for row in book.walk():
        if kept is None or row.id in kept:
            shown.setdefault(row.parent_id, []).append(row)
    if order is not Order.TREE:
        key = _by_name() if order is Order.NAME else _by_count(counts)
        for siblings in shown.values():
            siblings.sort(key=key)
    return {parent_id: [row.id for row in siblings] for parent_id, siblings in shown.items()}


def _by_name() -> Callable[[CodeRow], Any]:
    """Names as the user's language sorts them, numbers in them by their value."""
    collator = QCollator(QLocale())
    collator.setNumericMode(True)
    collator.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    return lambda row: collator.sortKey(row.name)


def _by_count(counts: CodeCounts) -> Callable[[CodeRow], Any]:
    return lambda row: -counts.total(row.id)
