"""The actions on the structure of the text on the desk: going to headings, saying who speaks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect

from otsannot.i18n import _, ngettext
from otsannot.model.spans import Span
from otsannot.store import speakers
from otsannot.text.turns import speakers as speakers_in
from otsannot.ui import theme
from otsannot.ui.choosing.outline_box import OutlineBox
from otsannot.ui.choosing.popup import Popup, on_screen
from otsannot.ui.choosing.speakers_box import SpeakersBox
from otsannot.ui.item_models.heading_list import headings

if TYPE_CHECKING:
    from otsannot.ui.main_window import MainWindow


class StructureCommands:
    """Acts on the text that lies on the desk of one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._desk = window.desk

    def verbs(self) -> Mapping[str, Callable[[], object]]:
        """What each action does, by its name."""
        return {
            "go.heading": self.go_to_heading,
            "go.next_heading": lambda: self._desk.walker.heading(1),
            "go.previous_heading": lambda: self._desk.walker.heading(-1),
            "document.recognise_speakers": self.recognise_speakers,
            "document.speakers_as_cases": self.make_cases,
        }

    def go_to_heading(self) -> None:
        """Open the list of the headings of the text."""
        found = headings(self._desk.structure, self._desk.text)
        if not found:
            self._desk.said.emit(_("No headings are known of this text."))
            return
        box = OutlineBox(self._window, found, self._window.pane.view.place())
        box.chosen.connect(self._go)
        self._open(box)

    def recognise_speakers(self) -> None:
        """Open the list of the names that begin lines; those who speak are ticked."""
        found = speakers_in(self._desk.text)
        if not found:
            self._desk.said.emit(_("No speakers were found. Each turn must begin a line with a name and a colon."))
            return
        known = {part.value for part in self._desk.structure.of_kind("speaker")}
        box = SpeakersBox(self._window, found, known)
        box.accepted.connect(self._recognise)
        self._open(box)

    def make_cases(self) -> None:
        """Make each speaker of the text a case."""
        document = self._desk.document
        if document is None:
            return
        if not self._desk.structure.of_kind("speaker"):
            self._desk.said.emit(_("Nobody speaks in this text yet. Recognise its speakers first."))
            return
        with self._window.live.edit(_("Make speakers cases")) as edit:
            made = speakers.speakers_as_cases(edit, [document.id])
        told = ngettext("{count} speaker is a case.", "{count} speakers are cases.", len(made))
        self._window.say(told, "view.cases")

    def _recognise(self, names: frozenset[str]) -> None:
        document = self._desk.document
        if document is None:
            return
        with self._window.live.edit(_("Recognise the speakers of “{name}”").format(name=document.name)) as edit:
            turns = speakers.recognise_speakers(edit, document.id, names)
        told = ngettext("{count} turn was found.", "{count} turns were found.", sum(turns.values()))
        self._window.say(told, "document.speakers_as_cases")

    def _go(self, span: Span) -> None:
        self._desk.revealed.emit(span)
        self._desk.reading_wanted.emit()

    def _open(self, box: Popup) -> None:
        view = self._window.pane.view
        left = int(view.layout_of_text.left)
        box.open_at(on_screen(view, QRect(left, theme.GAP, view.width() - left, theme.GAP)))
