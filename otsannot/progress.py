"""How long work says how far it is, and how it is stopped."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class Progress:
    """Listens to long work and ignores what it hears; subclasses show it or cancel it."""

    def start(self, label: str, total: int) -> None:
        """Begin a stretch of `total` steps, described by `label`."""

    def advance(self, steps: int = 1) -> None:
        """Say that `steps` more are done. Raises CancelledError when the user has stopped the work."""

    def finish(self) -> None:
        """Say that the stretch is over, whether or not every step was taken."""


SILENT = Progress()


@contextmanager
def stretch(progress: Progress, label: str, total: int) -> Iterator[None]:
    """A stretch of work of `total` steps, which is over however the block ends."""
    try:
        progress.start(label, total)
        yield
    finally:
        progress.finish()
