"""The actions on the text: codes, highlights, comments, and walking through passages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from otsannot.ui.actions import DIGITS

if TYPE_CHECKING:
    from otsannot.ui.main_window import MainWindow


class CodingCommands:
    """Hands the reader's wishes to the desk."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._desk = window.desk
        self._view = window.pane.view

    def verbs(self) -> Mapping[str, Callable[[], object]]:
        """What each action does, by its name."""
        return {
            "edit.copy": self._view.copy,
            "edit.select_all": self._view.selectAll,
            "code.apply": self.open_quick_code,
            **{f"code.apply_digit_{digit}": partial(self._desk.pen.apply_digit, digit) for digit in DIGITS},
            "code.repeat": self._desk.pen.repeat_codes,
            "code.in_vivo": self._desk.pen.in_vivo,
            "annotation.highlight": self._desk.pen.highlight,
            "annotation.comment": self.comment,
            "annotation.remove": self._desk.pen.remove_passage,
            "annotation.next": partial(self._desk.walker.passage, 1),
            "annotation.previous": partial(self._desk.walker.passage, -1),
        }

    def open_quick_code(self) -> None:
        """Open the box for codes beside what the code will be given to."""
        span = self._desk.target()
        if span is None:
            return
        if not self._view.is_on_screen(span):
            self._view.reveal(span, flash=False)
        self._window.quick_code.open_at(self._view.place_on_screen(span))

    def comment(self) -> None:
        """Go to the comment of the current passage, which the selection becomes when it is none yet."""
        if self._desk.passage is None:
            self._desk.pen.highlight()
        self._window.inspector.focus_comment()
