"""What the user prefers, for all open windows: a change is kept, and told to whoever shows its effect."""

from __future__ import annotations

from functools import cache
from typing import Any

from PySide6.QtCore import QObject, Signal

from otsannot import settings
from otsannot.settings import Settings

SCALES = (100, 125, 150, 175, 200, 250)
"""How large the interface may be, in per cent."""


class Preferences(QObject):
    """The settings as they are on the disk, where other programs may have changed them meanwhile."""

    changed = Signal(object)
    """Settings have other values: the frozenset of their names."""

    def change(self, **values: Any) -> None:
        """Keep other values of settings, by their names."""
        known = settings.load()
        for name, value in values.items():
            setattr(known, name, value)
        known.save()
        self.changed.emit(frozenset(values))

    def reset(self, *names: str) -> None:
        """Go back to the values of the first start."""
        blank = Settings()
        self.change(**{name: getattr(blank, name) for name in names})


@cache
def preferences() -> Preferences:
    """The preferences of this process."""
    return Preferences()
