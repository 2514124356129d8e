"""The only door to a project's database: read, edit, undo, check."""

from otsannot.store.change import Change, RowChange
from otsannot.store.edit import Edit
from otsannot.store.store import Snapshot, Store

__all__ = ["Change", "Edit", "RowChange", "Snapshot", "Store"]
