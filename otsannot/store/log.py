"""The history as a reader sees it: who did what when, and whether it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy.orm import Session

from otsannot.store.rows import raw


class LogRow(NamedTuple):
    """One edit; `state` is base, done, undone or dropped, `nouns` names the tables it touched."""

    id: int
    at: str
    coder: str
    label: str
    state: str
    added: int
    changed: int
    removed: int
    nouns: str


def rows(session: Session) -> Iterator[LogRow]:
    """Every edit, the oldest first."""
    return map(LogRow._make, raw(session, f"SELECT {', '.join(LogRow._fields)} FROM history ORDER BY id"))
