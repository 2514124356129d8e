"""The actions that select text, shape passages and lead from one to the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from otsannot import settings
from otsannot.i18n import _
from otsannot.model.spans import End
from otsannot.text.units import Unit
from otsannot.ui.preferences import preferences
from otsannot.ui.reference import with_reference

if TYPE_CHECKING:
    from otsannot.ui.main_window import MainWindow


class ShapingCommands(QObject):
    """Hands the reader's wishes to the text, the desk and the inspector."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk
        self._view = window.pane.view
        preferences().changed.connect(self._on_preferences)

    def verbs(self) -> Mapping[str, Callable[[], object]]:
        """What each action does, by its name."""
        menus = self._window.context_menus
        shaper, walker = self._desk.shaper, self._desk.walker
        return {
            "select.sentence": partial(self._view.select_unit, Unit.SENTENCE),
            "select.paragraph": partial(self._view.select_unit, Unit.PARAGRAPH),
            "select.grow": self._view.grow,
            "select.shrink": self._view.shrink,
            "select.whole_words": self.choose_whole_words,
            "edit.copy_reference": self.copy_reference,
            "annotation.end_later": partial(shaper.step_end, End.END, forwards=True),
            "annotation.end_earlier": partial(shaper.step_end, End.END, forwards=False),
            "annotation.start_later": partial(shaper.step_end, End.START, forwards=True),
            "annotation.start_earlier": partial(shaper.step_end, End.START, forwards=False),
            "annotation.end_letter_later": partial(shaper.step_end, End.END, forwards=True, by_letters=True),
            "annotation.end_letter_earlier": partial(shaper.step_end, End.END, forwards=False, by_letters=True),
            "annotation.start_letter_later": partial(shaper.step_end, End.START, forwards=True, by_letters=True),
            "annotation.start_letter_earlier": partial(shaper.step_end, End.START, forwards=False, by_letters=True),
            "annotation.menu": self._view.ask_for_menu,
            "annotation.split": shaper.split,
            "annotation.join_next": partial(shaper.join, 1),
            "annotation.join_previous": partial(shaper.join, -1),
            "annotation.copy_codes": shaper.copy_codes,
            "annotation.paste_codes": shaper.paste_codes,
            "annotation.weigh": self._window.inspector.weigh,
            "coding.move": menus.move_coding,
            "annotation.next_of_code": partial(walker.same_code, 1),
            "annotation.previous_of_code": partial(walker.same_code, -1),
            "annotation.next_without_comment": partial(walker.without_comment, 1),
            "annotation.previous_without_comment": partial(walker.without_comment, -1),
            "document.next_uncoded": partial(self.go_to_uncoded, 1),
            "document.previous_uncoded": partial(self.go_to_uncoded, -1),
        }

    def copy_reference(self) -> None:
        """Copy the selection, or else the current passage, with document, paragraph and positions."""
        span, document = self._desk.target(), self._desk.document
        if span is not None and document is not None:
            QGuiApplication.clipboard().setText(with_reference(self._desk.text, span, document.name))
            self._desk.said.emit(_("The words are copied with where they stand."))

    def choose_whole_words(self) -> None:
        """Let drags go by whole words or by letters, in every window, and remember it."""
        preferences().change(whole_words=self._window.registry["select.whole_words"].isChecked())

    def go_to_uncoded(self, direction: int) -> None:
        """Select the next stretch (1) of as many words as the settings say, or the one before (-1)."""
        self._desk.walker.uncoded(direction, settings.load().uncoded_words)

    def _on_preferences(self, names: frozenset[str]) -> None:
        if "whole_words" in names:
            self._view.whole_words = settings.load().whole_words
            self._window.registry["select.whole_words"].setChecked(self._view.whole_words)
