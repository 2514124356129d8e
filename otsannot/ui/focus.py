"""The focus: which codes and coders the reader wants to see in the text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, Signal

from otsannot.model.nouns import Code, Coder
from otsannot.model.passages import Passage, PassageCode
from otsannot.model.structure import NO_STRUCTURE
from otsannot.store import Change, coders
from otsannot.ui.live_project import LiveProject
from otsannot.ui.window_state import WindowState


class Focus(QObject):
    """Chosen codes, with everything under them, chosen coders and a speaker; None is all of them.

    A passage is in focus with a speaker when it shares a letter with what `structure`, that of the text on the desk,
    says are the speaker's turns.

    What is out of focus steps back, and is not shown where `rest_hidden` is true. Where `others_shown` is false, what
    other coders made is not shown at all, as blind coding wants it; where `rest_dimmed` is true, the words outside of
    all that is in focus step back too.
    """

    changed = Signal()

    def __init__(self, live: LiveProject, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._live = live
        self.codes: frozenset[int] | None = None
        self.coders: frozenset[int] | None = None
        self.speaker: str | None = None
        self.structure = NO_STRUCTURE
        self.others_shown = True
        self.rest_dimmed = False
        self.rest_hidden = False
        self._with_under: frozenset[int] = frozenset()
        live.changed.connect(self._on_changed)
        live.coder_changed.connect(self._on_coder_changed)

    @property
    def is_on(self) -> bool:
        """Whether anything is out of focus."""
        return self.codes is not None or self.coders is not None or self.speaker is not None

    def on_codes(self, code_ids: Iterable[int] | None) -> None:
        """Look at these codes and everything under them; at all for None."""
        self.codes = None if code_ids is None else frozenset(code_ids)
        self._spread()
        self.changed.emit()

    def add_codes(self, code_ids: Iterable[int]) -> None:
        """Look at these codes as well."""
        self.on_codes((self.codes or frozenset()) | set(code_ids))

    def on_coders(self, coder_ids: Iterable[int] | None) -> None:
        """Look at what these coders made; at everybody's for None."""
        self.coders = None if coder_ids is None else frozenset(coder_ids)
        self.changed.emit()

    def on_speaker(self, name: str | None) -> None:
        """Look at the turns of this speaker; at everybody's for None."""
        self.speaker = name
        self.changed.emit()

    def show_others(self, shown: bool) -> None:
        """Say whether the codings of other coders are to be seen."""
        self.others_shown = shown
        self.changed.emit()

    def dim_rest(self, dimmed: bool) -> None:
        """Say whether words outside of what is in focus step back."""
        self.rest_dimmed = dimmed
        self.changed.emit()

    def hide_rest(self, hidden: bool) -> None:
        """Say whether what is out of focus is not to be seen at all."""
        self.rest_hidden = hidden
        self.changed.emit()

    def restore(self, state: WindowState) -> None:
        """Look again at what the reader looked at when the window was closed, as far as it is still there."""
        with self._live.read() as session:
            known = {row.id for row in coders.rows(session)}
        code_ids = frozenset(state.focus_codes) & self._live.book.by_id.keys()
        coder_ids = frozenset(state.focus_coders) & known
        self.codes, self.coders = code_ids or None, coder_ids or None
        self.others_shown, self.rest_dimmed = not state.others_hidden, state.rest_dimmed
        self.rest_hidden = state.rest_hidden
        self._spread()
        self.changed.emit()

    def keep(self, state: WindowState) -> None:
        """Note what the reader looks at, for the next time."""
        state.focus_codes, state.focus_coders = sorted(self.codes or ()), sorted(self.coders or ())
        state.others_hidden, state.rest_dimmed = not self.others_shown, self.rest_dimmed
        state.rest_hidden = self.rest_hidden

    def on_all(self) -> None:
        """Look at everything of everybody again."""
        self.codes = self.coders = self.speaker = None
        self.others_shown = True
        self.changed.emit()

    def shows(self, passage: Passage) -> bool:
        """Whether a passage is to be seen at all."""
        return self.others_shown or passage.coder == " ".join(self._live.coder.split())

    @property
    def is_hiding(self) -> bool:
        """Whether anything is not to be seen."""
        return not self.others_shown or (self.is_on and self.rest_hidden)

    def seen(self, passages: Sequence[Passage]) -> Sequence[Passage]:
        """The passages that are to be seen, each with those of its codes that are."""
        if not self.is_hiding:
            return passages
        if not (self.is_on and self.rest_hidden):
            return [passage for passage in passages if self.shows(passage)]
        return [passage._replace(codes=tuple(filter(self.holds, passage.codes))) for passage in self.among(passages)]

    def among(self, passages: Sequence[Passage]) -> Sequence[Passage]:
        """The passages of which anything is in focus."""
        if not self.is_on and self.others_shown:
            return passages
        return [
            passage
            for passage in passages
            if self.shows(passage) and any(self.holds_code(passage, code) for code in passage.codes or (None,))
        ]

    def holds_code(self, passage: Passage, code: PassageCode | None) -> bool:
        """Whether a coding of a passage is in focus, or for None the passage that has none."""
        if self.speaker is not None and not self._speaks(passage):
            return False
        return self.holds_bare(passage.coder_id) if code is None else self.holds(code)

    def holds(self, coding: PassageCode) -> bool:
        """Whether a coding is in focus."""
        return self._holds_coder(coding.coder_id) and (self.codes is None or coding.code_id in self._with_under)

    def holds_bare(self, coder_id: int) -> bool:
        """Whether a passage without code is in focus, which it is where no codes are chosen."""
        return self.codes is None and self._holds_coder(coder_id)

    def _speaks(self, passage: Passage) -> bool:
        turns = self.structure.meeting(passage.start, passage.end, "speaker")
        return any(turn.value == self.speaker for turn in turns)

    def _holds_coder(self, coder_id: int) -> bool:
        return self.coders is None or coder_id in self.coders

    def _spread(self) -> None:
        book = self._live.book
        known = (self.codes or frozenset()) & book.by_id.keys()
        self._with_under = frozenset(under for code_id in known for under in book.descendants(code_id))

    def _on_changed(self, change: Change) -> None:
        if not self.is_on or not change.touches(Code, Coder):
            return
        if self.codes is not None and not self.codes & self._live.book.by_id.keys():
            self.codes = None
        self._spread()
        self.changed.emit()

    def _on_coder_changed(self, _coder: str) -> None:
        if not self.others_shown:
            self.changed.emit()
