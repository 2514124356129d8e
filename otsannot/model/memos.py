"""What a memo is about."""

from __future__ import annotations

from typing import NamedTuple

SUBJECTS = ("project", "document", "code", "case")
"""What a memo may be about, in the order of lists."""


class Subject(NamedTuple):
    """What a memo is about: a document, a code or a case by its number, or the project."""

    noun: str = "project"
    id: int | None = None

    @property
    def columns(self) -> dict[str, int | None]:
        """The columns of a memo that say so."""
        return {f"{noun}_id": self.id if noun == self.noun else None for noun in SUBJECTS[1:]}


PROJECT = Subject()
