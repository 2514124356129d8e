"""What the command palette offers: every action, code and document, found by a few letters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QObject

from otsannot.text.matching import best, fold, readings
from otsannot.ui.item_models.shown_rows import ShownRows

SHOWN_AT_MOST = 100
RECENT = 250
"""How many points of `matching` it is worth that something was chosen lately: less than to begin with the letters."""


class Entry(NamedTuple):
    """Something to choose: `key` is `action:NAME`, `code:ID` or `document:ID`.

    `beside` stands behind the name and is found too, `keys` stands at the right. `icon` names an icon, `colour` is that
    of a code. `why_not` says what is missing before it can be done.
    """

    key: str
    name: str
    kind: str
    beside: str = ""
    keys: str = ""
    icon: str = ""
    colour: str = ""
    why_not: str = ""


class Searched(NamedTuple):
    """An entry with the folded forms it is found under."""

    entry: Entry
    forms: tuple[str, ...]

    def holds(self, words: Sequence[str]) -> bool:
        """Whether every word stands in a form as it is."""
        return any(all(word in form for word in words) for form in self.forms)


def searched(entry: Entry) -> Searched:
    """An entry made ready to be found."""
    return Searched(entry, readings(f"{entry.name} {entry.beside}" if entry.beside else entry.name))


class PaletteModel(ShownRows[Entry]):
    """The entries that answer a query, the best first; for an empty one the recent ones, then the actions."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: list[str] = []
        self._left: Sequence[Searched] = ()

    def words(self, row: Entry) -> tuple[str, ...]:
        return row.name, row.beside, row.kind, row.keys, row.why_not

    def offer(self, recent: Iterable[Entry], actions: Iterable[Entry]) -> None:
        """Show what there is to choose before anything is typed; what can be done now comes first."""
        first = list(recent)
        known = {entry.key for entry in first}
        further = sorted((entry for entry in actions if entry.key not in known), key=lambda entry: bool(entry.why_not))
        self._words, self._left = [], ()
        self.show_rows([*first, *further][:SHOWN_AT_MOST])

    def find(self, query: str, pool: Sequence[Searched], recent: Sequence[str]) -> None:
        """Show what answers a query; each further letter looks only through what the letters before have left."""
        words = fold(query).split()
        if not (self._words and fold(query).startswith(" ".join(self._words)) and self._left):
            self._left = pool
        points = dict.fromkeys(recent, RECENT)
        found = []
        for candidate in self._left:
            fit = best(words, candidate.forms)
            if fit is not None:
                found.append((fit + points.get(candidate.entry.key, 0), candidate))
        self._words, self._left = words, [candidate for _points, candidate in found]
        found.sort(key=lambda pair: pair[0], reverse=True)
        best_ones = [candidate for _points, candidate in found[: 3 * SHOWN_AT_MOST]]
        firm = [candidate for candidate in best_ones if candidate.holds(words)]
        # Names that have the letters apart count only where nothing else is found.
        self.show_rows(candidate.entry for candidate in (firm or best_ones)[:SHOWN_AT_MOST])
