"""The coders of a project, and whom its references to users mean."""

from __future__ import annotations

from collections.abc import Iterable

from otsannot.formats.refi import extras
from otsannot.formats.refi.guids import canonical, derived
from otsannot.formats.refi.intake import Intake
from otsannot.formats.refi.values import free_name, kept_name, moment
from otsannot.formats.refi.xml import Element
from otsannot.i18n import _
from otsannot.model.study import StudyCoder

UNNAMED = derived("coder", "nobody named")
"""The GUID of who made what nobody is named for."""


class People:
    """Whom a project names; what names nobody, or a user who is not there, gets a coder of its own."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._known: dict[str, str] = {}
        self._met: dict[str, str] = {}
        self._names: set[str] = set()
        self._somebody = ""

    def add(self, user: Element) -> None:
        """Take in a user."""
        study, guid = self._intake.study, canonical(user.get("guid", ""))
        if guid in self._known:
            self._intake.tally(
                _("Users with the GUID of another one, who count as one ({count}): {names}."), user.get("name", "")
            )
            return
        extra = self._intake.extras.of("coders", guid)
        given = kept_name(user.get("name") or user.get("id"), _("Unnamed coder"))
        name = free_name(extras.exact(extra, "name", given), self._names)
        if name != given and not self._intake.is_ours:
            self._intake.tally(_("Coders with the name of another one, who got a number ({count}): {names}."), name)
        self._names.add(name)
        self._known[guid] = guid
        study.coders.append(StudyCoder(guid, name, moment(extras.written(extra, "created"))))

    def settle(self, used: Iterable[str], *, anonymous: bool) -> None:
        """Make coders for users who are named and not there, and choose who made what names nobody, if anything."""
        creator = canonical(self._intake.xml.attributes.get("creatingUserGUID", ""))
        for guid in sorted(set(used)):
            if guid not in self._known:
                name = self._unknown(guid)
                told = _("Users who made something and are not listed ({count}): they became {names}.")
                self._intake.tally(told, name)
        if creator in self._known:
            self._somebody = creator
        elif len(self._known) == 1:
            self._somebody = next(iter(self._known))
        elif anonymous:
            self.somebody()

    def coder(self, written: str | None) -> str:
        """The GUID of the coder whom a reference means."""
        if not written:
            return self.somebody()
        found = self._met.get(written)
        if found is None:
            found = self._met[written] = self._known.get(canonical(written)) or self.somebody()
        return found

    def somebody(self) -> str:
        """Who made what names nobody: who made the project, or its only coder, or else one we do not know."""
        if not self._somebody:
            self._unknown(UNNAMED)
            self._somebody = UNNAMED
        return self._somebody

    def _unknown(self, guid: str) -> str:
        name = free_name(_("Unknown coder"), self._names)
        self._names.add(name)
        self._known[guid] = guid
        self._intake.study.coders.append(StudyCoder(guid, name))
        return name
