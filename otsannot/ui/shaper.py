"""The shaper: verbs that move the ends of the current passage, split it, join it, and carry its codes elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otsannot.i18n import _, ngettext
from otsannot.model.spans import End, Span
from otsannot.store import codes, recoding, shaping
from otsannot.text import words
from otsannot.text.graphemes import grapheme_at

if TYPE_CHECKING:
    from otsannot.ui.desk import Desk


class Shaper:
    """Shapes what the coder made; what another coder made is refused in words. Each verb is one edit."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._live = desk.live
        self.copied_codes: tuple[int, ...] = ()

    def move_ends(self, annotation_id: int, span: Span) -> None:
        """Let a passage begin and end elsewhere; where one of the coder lies already, the two become one."""
        with self._live.edit(_("Move the ends")) as edit:
            shaping.move_ends(edit, annotation_id, span)
        self._desk.select_passage(annotation_id)

    def step_end(self, end: End, *, forwards: bool, by_letters: bool = False) -> None:
        """Move one end of the current passage by a word, or by a letter; the passage never becomes empty."""
        passage = self._desk.own_passage()
        if passage is None:
            return
        place = self._next_place(passage.start if end is End.START else passage.end, end, forwards, by_letters)
        span = Span(place, passage.end) if end is End.START else Span(passage.start, place)
        if span.start < span.end and span != passage.span:
            self.move_ends(passage.annotation_id, span)
        else:
            told = _("The passage cannot begin there.") if end is End.START else _("The passage cannot end there.")
            self._desk.said.emit(told)

    def split(self) -> None:
        """Cut the current passage in two at the caret."""
        passage, caret = self._desk.own_passage(), self._desk.caret
        if passage is None:
            return
        if not passage.start < caret < passage.end:
            self._desk.said.emit(_("Put the caret inside the passage, where it shall be cut."))
            return
        with self._live.edit(_("Split passage")) as edit:
            shaping.split(edit, passage.annotation_id, caret)

    def join(self, direction: int) -> None:
        """Make the current passage one with the coder's next one in the text (1), or with the one before (-1)."""
        passage = self._desk.own_passage()
        if passage is None:
            return
        own = [other for other in self._desk.focus.among(self._desk.passages) if self._desk.is_own(other)]
        place = own.index(passage) + direction if passage in own else -1
        if not 0 <= place < len(own):
            last, first = _("After this one comes no passage of yours."), _("Before this one is no passage of yours.")
            self._desk.said.emit(last if direction > 0 else first)
            return
        with self._live.edit(_("Join passages")) as edit:
            joined = shaping.join(edit, [passage.annotation_id, own[place].annotation_id])
        self._desk.select_passage(joined)

    def copy_codes(self) -> None:
        """Take note of the codes of the current passage, whoever made it, to give them to another."""
        passage = self._desk.passage
        if passage is None or not passage.codes:
            self._desk.said.emit(_("This passage has no code to copy."))
            return
        self.copied_codes = tuple(dict.fromkeys(code.code_id for code in passage.codes))
        count = len(self.copied_codes)
        self._desk.said.emit(ngettext("{count} code is copied.", "{count} codes are copied.", count))

    def paste_codes(self) -> None:
        """Give the codes that were copied to the selection, or else to the current passage."""
        known = [code_id for code_id in self.copied_codes if code_id in self._live.book.by_id]
        if known:
            self._desk.pen.apply_codes(known)
        else:
            self._desk.said.emit(_("No codes have been copied yet."))

    def move_coding(self, coding_id: int, to: int | list[str]) -> None:
        """Give a passage another code in the place of one it has, by id or by path; the weight stays.

        A code of a path is made where there is none yet.
        """
        if self._desk.own_coding(coding_id) is None:
            return
        name = to[-1] if isinstance(to, list) else self._live.book.by_id[to].name
        with self._live.edit(_("Move to {code}").format(code=name)) as edit:
            code_id = codes.create_path(edit, to) if isinstance(to, list) else to
            recoding.move_codings(edit, [coding_id], code_id)

    def _next_place(self, position: int, end: End, forwards: bool, by_letters: bool) -> int:
        text = self._desk.text
        if by_letters:
            there = grapheme_at(text, position + 1 if forwards else position - 1)
            return min(len(text), there.end) if forwards else max(0, there.start)
        if end is End.END:
            found = words.end_after(text, position) if forwards else words.end_before(text, position)
        else:
            found = words.start_after(text, position) if forwards else words.start_before(text, position)
        return position if found is None else found
