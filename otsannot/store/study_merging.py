"""What all that brings a study into a project shares: what its GUIDs mean here, what is taken, and the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from otsannot.i18n import _
from otsannot.model.links import links
from otsannot.model.study import Loss
from otsannot.model.study_report import FieldDifference, StudyReport
from otsannot.store.attributes import AttributeRow
from otsannot.store.coders import ensure_coder
from otsannot.store.edit import Edit
from otsannot.store.study_mending import key_of

LONGEST_SHOWN = 200
"""How many code points of a field that differs are shown."""


@dataclass
class Merging:
    """A study on its way in. The dictionaries hold the numbers of what is here, by the GUIDs that the study uses.

    With `update` the study's words take the place of those here where they differ. `relinked` has the GUIDs of what has
    another one here, by noun and the GUID there: memos link to things by GUID.
    """

    edit: Edit
    update: bool
    report: StudyReport
    coders: dict[str, int] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)
    attributes: dict[str, AttributeRow] = field(default_factory=dict)
    documents: dict[str, int] = field(default_factory=dict)
    cases: dict[str, int] = field(default_factory=dict)
    folders: set[int] = field(default_factory=set)
    code_names: dict[int, str] = field(default_factory=dict)
    relinked: dict[tuple[str, str], str] = field(default_factory=dict)
    met: set[tuple[str, object]] = field(default_factory=set)

    @property
    def losses(self) -> list[Loss]:
        """What was lost so far, to be added to."""
        return self.report.losses

    def lose(self, kind: str, name: str, reason: str) -> None:
        """Say that something did not come, or not as it was."""
        self.losses.append(Loss(kind, name, reason))

    def added(self, kind: str, name: str) -> None:
        """Say that a thing is new here."""
        self.report.tallies[kind].new += 1
        self.report.new.append((kind, name))

    def is_first(self, kind: str, number: object) -> bool:
        """Whether a thing here is met for the first time: of two that a study makes one, the first counts."""
        is_new = (kind, number) not in self.met
        self.met.add((kind, number))
        return is_new

    def settle(
        self, kind: str, name: str, here: Mapping[str, Any], there: Mapping[str, Any], *, may_take: bool = True
    ) -> dict[str, Any]:
        """The fields of a thing that is here already that are to be written, so that it is counted.

        What is empty there says nothing, what is empty here is filled, and what differs is taken with `update` only,
        where `may_take` allows it.
        """
        fresh: dict[str, Any] = {}
        kept = False
        for column, theirs in there.items():
            ours = here[column]
            if theirs in (None, "", False) or theirs == ours:
                continue
            filled = ours in (None, "", False)
            taken = filled or (self.update and may_take)
            if not filled:
                shown = _shown(ours), _shown(theirs)
                self.report.differences.append(FieldDifference(kind, name, column, *shown, taken))
            if taken:
                fresh[column] = theirs
            kept = kept or not taken
        tally = self.report.tallies[kind]
        if fresh:
            tally.changed += 1
        elif kept:
            tally.kept += 1
        else:
            tally.equal += 1
        return fresh

    def coder(self, guid: str, kind: str, name: str) -> int:
        """The coder whom a GUID means; where the study has none of it, who brings the study in."""
        number = self.coders.get(guid)
        if number is None:
            number = self.coders.get(key_of(guid))
        if number is None:
            told = _("Its coder is not in the study; it is now of {coder}.").format(coder=self.edit.coder)
            self.lose(kind, name, told)
            number = ensure_coder(self.edit, self.edit.coder)
        return number

    def link(self, noun: str, there: str, here: str) -> None:
        """Remember that what has a GUID there has another one here."""
        if key_of(there) != here:
            self.relinked[noun, key_of(there)] = here

    def with_our_links(self, text: str) -> str:
        """A memo whose links lead to what is here."""
        if not self.relinked or "otsannot:" not in text:
            return text
        for link in reversed(links(text)):
            guid = self.relinked.get((link.target.noun, link.target.guid))
            if guid is not None:
                end = link.end - len(")") - len(link.target.guid)
                text = text[:end] + guid + text[link.end - 1 :]
        return text


def _shown(value: Any) -> str:
    line = " ".join(str(value).split())
    return line if len(line) <= LONGEST_SHOWN else f"{line[: LONGEST_SHOWN - 1]}…"
