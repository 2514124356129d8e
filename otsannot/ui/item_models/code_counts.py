"""How many codings each code has, alone and with the codes under it."""

from __future__ import annotations

from collections.abc import Iterable

from otsannot.i18n import _, ngettext
from otsannot.model.code_tree import CodeRow
from otsannot.store import codes
from otsannot.ui.item_models import wording
from otsannot.ui.live_project import LiveProject


class CodeCounts:
    """Numbers that are read once and then kept up code by code; sums are made when somebody asks for them."""

    def __init__(self, live: LiveProject) -> None:
        self._live = live
        self._own: dict[int, int] = {}
        self._totals: dict[int, int] | None = None
        self._largest = 0
        self.read()

    def read(self, code_ids: Iterable[int] | None = None) -> None:
        """Count the codings of some codes anew, or of all."""
        with self._live.read() as session:
            if code_ids is None:
                self._own = codes.counts(session)
            else:
                self._own.update(codes.counts(session, code_ids))
        self._largest = sum(self._own.values())
        self._totals = None

    def forget_sums(self) -> None:
        """Hear that codes stand elsewhere."""
        self._totals = None

    def own(self, code_id: int) -> int:
        """How many codings a code has."""
        return self._own.get(code_id, 0)

    def total(self, code_id: int) -> int:
        """How many codings a code and everything under it have."""
        if self._totals is None:
            self._totals = self._summed()
        return self._totals.get(code_id, 0)

    def largest(self) -> int:
        """A number that no other one exceeds: that of all codings."""
        return self._largest

    def facts(self, code: CodeRow) -> list[str]:
        """What is said of a code besides its name."""
        own, total = self.own(code.id), self.total(code.id)
        facts = [ngettext("{count} coding", "{count} codings", own)]
        if total != own:
            facts.append(_("{total} with the codes under it").format(total=wording.number(total)))
        if code.is_folder:
            facts.append(_("folder"))
        if code.digit is not None:
            facts.append(_("digit {digit}").format(digit=code.digit))
        return facts

    def _summed(self) -> dict[int, int]:
        book = self._live.book
        totals = {row.id: self.own(row.id) for row in book.walk()}
        for row in reversed([*book.walk()]):
            if row.parent_id is not None:
                totals[row.parent_id] += totals[row.id]
        return totals
