"""The actions on what the reader looks at: codes, coders, everything."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from otsannot.i18n import _
from otsannot.model.spans import Span
from otsannot.store import coders

if TYPE_CHECKING:
    from otsannot.ui.main_window import MainWindow


class FocusCommands:
    """Chooses what one window looks at."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._desk = window.desk
        self._focus = window.desk.focus
        self._focus.changed.connect(self._on_focus_changed)

    def verbs(self) -> Mapping[str, Callable[[], object]]:
        """What each action does, by its name."""
        return {
            "view.focus_code": self.focus_code,
            "view.focus_more": self.focus_more,
            "view.focus_coder": self.focus_coder,
            "view.focus_speaker": self.focus_speaker,
            "view.show_all": self._focus.on_all,
            "view.others": lambda: self._focus.show_others(not self._focus.others_shown),
            "view.hide_rest": lambda: self._focus.hide_rest(not self._focus.rest_hidden),
            "view.dim_rest": lambda: self._focus.dim_rest(not self._focus.rest_dimmed),
        }

    def focus_code(self) -> None:
        """Look only at the chosen codes; at all codes again, where these were in focus already."""
        chosen = self._chosen_codes()
        if chosen:
            self._focus.on_codes(None if self._focus.codes == chosen else chosen)

    def focus_more(self) -> None:
        """Look at the chosen codes as well; no longer at them, where they were in focus already."""
        chosen, before = self._chosen_codes(), self._focus.codes or frozenset()
        if chosen:
            self._focus.on_codes((before - chosen if chosen <= before else before | chosen) or None)

    def focus_coder(self) -> None:
        """Look only at what the passage's coder made, else at one's own; at everybody's, if that was so already."""
        passage = self._desk.passage
        name = " ".join(self._desk.live.coder.split()) if passage is None else passage.coder
        with self._desk.live.read() as session:
            chosen = frozenset(row.id for row in coders.rows(session) if row.name == name)
        if chosen:
            self._focus.on_coders(None if self._focus.coders == chosen else chosen)
        else:
            self._desk.said.emit(_("{coder} has coded nothing yet.").format(coder=name))

    def focus_speaker(self) -> None:
        """Look only at the turns of who speaks at the passage or the caret; at everybody's, if that was so already."""
        place = Span(self._desk.caret, self._desk.caret + 1)
        turns = self._desk.structure.meeting(*(self._desk.target() or place), "speaker")
        if turns:
            name = turns[0].value
            self._focus.on_speaker(None if self._focus.speaker == name else name)
        elif self._focus.speaker is not None:
            self._focus.on_speaker(None)
        else:
            self._desk.said.emit(_("Nobody is known to speak here."))

    def _chosen_codes(self) -> frozenset[int]:
        """The codes of the passage while the reader is in the text, else the one that is chosen in the codebook."""
        passage, code_id = self._desk.passage, self._window.codebook.code_id
        of_passage = frozenset() if passage is None else frozenset(code.code_id for code in passage.codes)
        of_codebook = frozenset() if code_id is None else frozenset([code_id])
        is_in_codebook = self._window.codebook.isAncestorOf(self._window.focusWidget())
        chosen = (of_codebook or of_passage) if is_in_codebook else (of_passage or of_codebook)
        if not chosen:
            self._desk.said.emit(_("Choose a code in the codebook or a passage that has one."))
        return chosen

    def _on_focus_changed(self) -> None:
        self._window.registry["view.others"].setChecked(self._focus.others_shown)
        self._window.registry["view.hide_rest"].setChecked(self._focus.rest_hidden)
        self._window.registry["view.dim_rest"].setChecked(self._focus.rest_dimmed)
        self._window.refresh_actions()
