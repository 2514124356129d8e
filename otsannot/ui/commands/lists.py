"""The actions on documents, which their panel carries out in place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from otsannot.ui.correcting import window as correcting

if TYPE_CHECKING:
    from otsannot.ui.main_window import MainWindow


class ListCommands:
    """Acts on what is chosen in the panels of one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._documents = window.documents

    def verbs(self) -> Mapping[str, Callable[[], object]]:
        """What each action does, by its name."""
        return {
            "documents.correct": self.correct,
            "documents.rename": self._documents.rename,
            "documents.remove": self._documents.remove,
        }

    def correct(self) -> None:
        """Open the editor for the text of the document on the desk."""
        document = self._window.desk.document
        if document is not None:
            correcting.open_for(self._window.live, document.id, self._window)
