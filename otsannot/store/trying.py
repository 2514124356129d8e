"""An edit that may be tried only: it runs to its end, and nothing of it stays."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from otsannot.store.edit import Edit
from otsannot.store.store import Store


class _TriedError(Exception):
    """Ends an edit that was only tried."""


@contextmanager
def edit_or_try(store: Store, label: str, coder: str, *, dry_run: bool) -> Iterator[Edit]:
    """One edit, which with `dry_run` is taken back when the block has ended well."""
    with suppress(_TriedError), store.edit(label, coder) as edit:
        yield edit
        if dry_run:
            raise _TriedError
