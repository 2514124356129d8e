"""The pen: the verbs of coding, on what lies on the desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from otsannot.i18n import _
from otsannot.model.spans import Span
from otsannot.store import batches, codes, passages
from otsannot.store.coders import ensure_coder
from otsannot.ui.actions.keys import shortest_of

if TYPE_CHECKING:
    from otsannot.ui.desk import Desk

IN_VIVO_LENGTH = 80
"""A code in vivo is named after at most so many characters of the passage."""

RECENT_CODES = 8


class Pen:
    """Codes what is selected, or the current passage; each verb is one edit."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._live = desk.live
        self.last_codes = tuple(desk.state.last_codes)
        self.recent_codes = list(desk.state.recent_codes)

    def apply_codes(self, code_ids: Sequence[int], span: Span | None = None) -> None:
        """Give codes to a span, or to the target; the passage becomes the current one."""
        span = span or self._desk.target()
        if self._desk.document is None or span is None:
            self._desk.said.emit(_("Select a passage first."))
            return
        names = ", ".join(self._live.book.by_id[code_id].name for code_id in code_ids)
        with self._live.edit(_("Apply {codes}").format(codes=names)) as edit:
            coder_id = ensure_coder(edit, self._live.coder)
            annotation_id = passages.apply_codes(edit, self._desk.document.id, span, code_ids, coder_id)
        self._remember(code_ids)
        self._desk.select_passage(annotation_id)

    def apply_path(self, path: Sequence[str], besides: Sequence[int] = ()) -> None:
        """Give the target a code that is created when missing, with its parents, and known codes before it."""
        span = self._desk.target()
        if self._desk.document is None or span is None:
            self._desk.said.emit(_("Select a passage first."))
            return
        with self._live.edit(_("Apply {codes}").format(codes=path[-1])) as edit:
            coder_id = ensure_coder(edit, self._live.coder)
            code_id = codes.create_path(edit, path)
            annotation_id = passages.apply_codes(edit, self._desk.document.id, span, [*besides, code_id], coder_id)
        self._remember([*besides, code_id])
        self._desk.select_passage(annotation_id)

    def apply_digit(self, digit: int) -> None:
        """Give the target the code that is bound to a digit."""
        bound = [row.id for row in self._live.book.by_id.values() if row.digit == digit]
        if bound:
            self.apply_codes(bound)
        else:
            keys = shortest_of(f"code.digit_{digit}")
            pressed = _("No code has the digit {digit}. Press {keys} on a code to bind it.")
            told = pressed if keys else _("No code has the digit {digit}. Bind one in the menu of a code.")
            self._desk.said.emit(told.format(digit=digit, keys=keys))

    def repeat_codes(self) -> None:
        """Give the target the codes that were applied last."""
        known = [code_id for code_id in self.last_codes if code_id in self._live.book.by_id]
        if known:
            self.apply_codes(known)
        else:
            self._desk.said.emit(_("No code has been applied yet."))

    def in_vivo(self) -> None:
        """Make the selected words a code at the top of the codebook, and apply it to them."""
        if self._desk.span is None:
            self._desk.said.emit(_("Select the words that shall become a code."))
            return
        words = " ".join(self._desk.text[self._desk.span.start : self._desk.span.end].split())
        if len(words) > IN_VIVO_LENGTH:
            words = words[:IN_VIVO_LENGTH].rsplit(" ", 1)[0] + "…"
        if words:
            self.apply_path([words.replace(" > ", " › ")])

    def highlight(self) -> None:
        """Highlight the selection without a code."""
        if self._desk.document is None or self._desk.span is None:
            self._desk.said.emit(_("Select a passage first."))
            return
        with self._live.edit(_("Highlight")) as edit:
            annotation_id = passages.highlight(
                edit, self._desk.document.id, self._desk.span, ensure_coder(edit, self._live.coder)
            )
        self._desk.select_passage(annotation_id)

    def comment(self, annotation_id: int, text: str) -> None:
        """Write the comment of a passage."""
        with self._live.edit(_("Comment")) as edit:
            passages.comment(edit, annotation_id, text)

    def remove_coding(self, coding_id: int) -> None:
        """Take one code off its passage."""
        if self._desk.own_coding(coding_id) is not None:
            with self._live.edit(_("Remove code")) as edit:
                batches.remove_codings(edit, [coding_id])

    def weigh(self, coding_id: int, weight: int | None) -> None:
        """Say how strongly a code of a passage applies, 0 to 100, or None for no weight."""
        found = self._desk.own_coding(coding_id)
        if found is None or found[1].weight == weight:
            return
        with self._live.edit(_("Weigh {code}").format(code=found[1].name)) as edit:
            batches.weigh(edit, [coding_id], weight)

    def remove_passage(self) -> None:
        """Remove the current passage with all its codes, if it is the coder's own."""
        passage = self._desk.own_passage()
        if passage is not None:
            with self._live.edit(_("Remove passage")) as edit:
                passages.remove_annotations(edit, [passage.annotation_id])

    def _remember(self, code_ids: Sequence[int]) -> None:
        self.last_codes = tuple(code_ids)
        self.recent_codes = [*code_ids, *(other for other in self.recent_codes if other not in code_ids)][:RECENT_CODES]
        self._desk.state.last_codes, self._desk.state.recent_codes = list(self.last_codes), list(self.recent_codes)
