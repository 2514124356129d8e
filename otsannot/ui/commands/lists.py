"""The actions on documents, which their panel carries out in place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from otsannot.ui.main_window import MainWindow


class ListCommands:
    """Acts on what is chosen in the panels of one window."""

    def __init__(self, window: MainWindow) -> None:
        self._documents = window.documents

    def verbs(self) -> Mapping[str, Callable[[], object]]:
        """What each action does, by its name."""
        return {
            "documents.rename": self._documents.rename,
            "documents.remove": self._documents.remove,
        }
