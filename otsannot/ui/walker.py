"""The walker: leads the reader from passage to passage, and to what is not coded yet; only what is in focus counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from otsannot.analysis.uncoded import stretch_after, stretch_before
from otsannot.i18n import _
from otsannot.model.passages import Passage
from otsannot.model.spans import Span

if TYPE_CHECKING:
    from otsannot.ui.desk import Desk


class Walker:
    """Goes onwards (1) or back (-1) from the current passage, the selection or the caret."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def passage(self, direction: int) -> None:
        """Go to the next passage."""
        if not self._desk.has_passages:
            self._desk.said.emit(_("Nothing is highlighted in this document yet."))
            return
        if not self._desk.focus.among(self._desk.passages):
            self._desk.said.emit(_("Nothing in this document is in focus."))
            return
        last, first = _("This was the last passage."), _("This was the first passage.")
        self._go(direction, lambda _passage: True, last if direction > 0 else first)

    def same_code(self, direction: int) -> None:
        """Go to the next passage that has one of the codes of the current one."""
        current = self._desk.passage
        if current is None or not current.codes:
            self._desk.said.emit(_("Go to a passage with a code first."))
            return
        wanted = {code.code_id for code in current.codes}
        names = ", ".join(dict.fromkeys(code.name for code in current.codes))
        told = _("No further passage of {codes} stands there.").format(codes=names)
        self._go(direction, lambda passage: any(code.code_id in wanted for code in passage.codes), told)

    def without_comment(self, direction: int) -> None:
        """Go to the coder's next passage without a comment."""
        told = _("No further passage of yours stands there without a comment.")
        self._go(direction, lambda passage: not passage.comment and self._desk.is_own(passage), told)

    def uncoded(self, direction: int, least_words: int) -> None:
        """Select the next stretch of at least so many words that the coder has not coded."""
        desk = self._desk
        own = [passage.span for passage in desk.focus.among(desk.passages) if desk.is_own(passage)]
        place = self._place()
        if place is None:
            start = end = desk.text.rfind("\n", 0, desk.caret) + 1
        else:
            start, end = place
        if direction > 0:
            found = stretch_after(desk.text, own, end, least_words)
        else:
            found = stretch_before(desk.text, own, start, least_words)
        if found is None:
            desk.said.emit(_("No further stretch of {count} words is without a code.").format(count=least_words))
            return
        desk.select_passage(None)
        desk.revealed.emit(found)
        desk.walked.emit()
        desk.reading_wanted.emit()

    def heading(self, direction: int) -> None:
        """Go to the next heading of the text."""
        desk = self._desk
        found = [part for part in desk.structure.of_kind("heading") if desk.text[part.start : part.end].strip()]
        if not found:
            desk.said.emit(_("No headings are known of this text."))
            return
        place = self._place()
        at = desk.caret if place is None else place.start
        beyond = [part for part in found if (part.start > at if direction > 0 else part.start < at)]
        if not beyond:
            desk.said.emit(_("This was the last heading.") if direction > 0 else _("This was the first heading."))
            return
        part = beyond[0 if direction > 0 else -1]
        desk.select_passage(None)
        desk.revealed.emit(Span(part.start, part.end))
        desk.walked.emit()
        desk.reading_wanted.emit()

    def _go(self, direction: int, is_wanted: Callable[[Passage], bool], otherwise: str) -> None:
        ordered = list(self._desk.focus.among(self._desk.passages))
        current = self._desk.passage
        if current is not None and current in ordered:
            number = ordered.index(current)
            before, after = ordered[:number], ordered[number + 1 :]
        else:
            place = self._place()
            at = self._desk.caret if place is None else place.start
            before = [passage for passage in ordered if passage.start < at]
            after = ordered[len(before) :]
        found = next(filter(is_wanted, after if direction > 0 else reversed(before)), None)
        if found is None:
            self._desk.said.emit(otherwise)
        else:
            self._desk.select_passage(found.annotation_id, reveal=True)
            self._desk.walked.emit()
            self._desk.reading_wanted.emit()

    def _place(self) -> Span | None:
        """What the reader is at: the current passage or the selection."""
        return self._desk.span if self._desk.passage is None else self._desk.passage.span
