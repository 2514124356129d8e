"""Report: a title, columns and rows; what every listing and analysis returns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Cell = str | int | float | None


@dataclass(frozen=True)
class Report:
    """A table to show or to write; `rows` may be a generator that is read once."""

    title: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]

    def records(self) -> list[dict[str, Cell]]:
        """The rows as dictionaries, as pandas and json like them."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]
