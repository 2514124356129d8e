"""A project as a folder of plain text, which people can read, compare and keep in git."""

from __future__ import annotations

from otsannot.formats.plain_project_reading import read_study
from otsannot.formats.plain_project_writing import write_study

__all__ = ["limits", "read_study", "write_study"]


def limits() -> list[str]:
    """Nothing: such a folder opens again as the same study."""
    return []
