"""What a memo is about, and what it is called."""

from __future__ import annotations

import re
from typing import NamedTuple

SUBJECTS = ("project", "document", "code", "case")
"""What a memo may be about, in the order of lists."""

_LINE_MARKS = re.compile(r"^\s*(?:#{1,6}\s+|>\s*|[-*+]\s+|\d{1,2}[.)]\s+)*")
_LINK_MARKS = re.compile(r"!?\[((?:\\.|[^\\\[\]])*)\]\([^)]*\)")
_EMPHASIS = re.compile(r"(?<!\\)(\*{1,3}|`+)(\S(?:.*?\S)?)\1")
_ESCAPES = re.compile(r"\\([!-/:-@\[-`{-~])")


class Subject(NamedTuple):
    """What a memo is about: a document, a code or a case by its number, or the project."""

    noun: str = "project"
    id: int | None = None

    @property
    def columns(self) -> dict[str, int | None]:
        """The columns of a memo that say so."""
        return {f"{noun}_id": self.id if noun == self.noun else None for noun in SUBJECTS[1:]}


PROJECT = Subject()


def subject_of(document_id: int | None, code_id: int | None, case_id: int | None) -> Subject:
    """What a memo with these columns is about."""
    named = zip(SUBJECTS[1:], (document_id, code_id, case_id), strict=True)
    return next((Subject(noun, number) for noun, number in named if number is not None), PROJECT)


def heading_of(title: str, text: str) -> str:
    """What a memo is called: its title, else its first line as it reads; empty when it has neither."""
    if title.strip():
        return title.strip()
    first = next((line for line in text.splitlines() if line.strip()), "")
    plain = _LINK_MARKS.sub(r"\1", _LINE_MARKS.sub("", first))
    return _ESCAPES.sub(r"\1", _EMPHASIS.sub(r"\2", plain)).strip()
