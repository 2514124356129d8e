"""The people who code."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from otsannot.i18n import _
from otsannot.model.nouns import Coder
from otsannot.store.edit import Edit
from otsannot.store.names import one_line
from otsannot.store.rows import raw
from otsannot.store.schema import table_of

_coder = table_of(Coder).c


class CoderRow(NamedTuple):
    """A coder as lists show one."""

    id: int
    name: str


def rows(session: Session) -> list[CoderRow]:
    """Every coder, by name."""
    return [CoderRow(*row) for row in session.execute(select(_coder.id, _coder.name).order_by(_coder.name))]


def checked_coder(name: str) -> str:
    """A coder's name on one line. Raises OtsannotError when it can be none."""
    return one_line(name, _("A coder needs a name."))


def ensure_coder(edit: Edit, name: str) -> int:
    """The number of the coder with this name, who is written down when new. Raises OtsannotError for no name."""
    name = checked_coder(name)
    found = raw(edit.session, "SELECT id FROM coder WHERE name = ?", [name]).fetchone()
    if found is not None:
        return int(found[0])
    added = edit.add(Coder(name=name))
    assert added.id is not None
    return added.id
