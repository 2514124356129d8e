"""GUIDs as other programs write them, in the one form we keep, and new ones that are the same from time to time."""

from __future__ import annotations

import re
from uuid import UUID, uuid5

_PLAIN = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_OURS = UUID("9b0f7f0c-5d6e-5f0b-8f63-5b0f4f1c6d21")


def canonical(written: str) -> str:
    """A GUID in lower case without braces; what is no GUID gets one that depends on what is written alone."""
    folded = written.lower()
    if _PLAIN.fullmatch(folded):
        return folded
    folded = folded.strip().strip("{}")
    return folded if _PLAIN.fullmatch(folded) else derived("named", written)


def derived(*origins: str) -> str:
    """A GUID that follows from what it stands for, so that it is the same whenever it is asked for."""
    return str(uuid5(_OURS, "\0".join(origins)))


class Unused:
    """Gives each thing a GUID that nothing before it has."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, guid: str, kind: str = "") -> str:
        """The GUID itself, or when it is taken one that follows from it and the kind of thing."""
        if guid not in self._taken:
            self._taken.add(guid)
            return guid
        number = 2
        while (other := derived(guid, kind, str(number))) in self._taken:
            number += 1
        self._taken.add(other)
        return other
