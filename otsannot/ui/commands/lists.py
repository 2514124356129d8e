"""The actions on documents and codes, which their panels carry out in place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from otsannot.ui.actions import DIGITS

if TYPE_CHECKING:
    from otsannot.ui.main_window import MainWindow


class ListCommands:
    """Acts on what is chosen in the panels of one window."""

    def __init__(self, window: MainWindow) -> None:
        self._documents = window.documents
        self._codebook = window.codebook

    def verbs(self) -> Mapping[str, Callable[[], object]]:
        """What each action does, by its name."""
        return {
            "documents.rename": self._documents.rename,
            "documents.remove": self._documents.remove,
            "code.new": self._codebook.new_code,
            "code.rename": self._codebook.rename,
            "code.colour": self._codebook.pick_colour,
            "code.remove": self._codebook.remove,
            **{f"code.digit_{digit}": partial(self._codebook.bind_digit, digit) for digit in DIGITS},
        }
