"""Makes ids, names, times and texts of another program fit for a project, and says what had to be changed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection
from uuid import UUID, uuid5

from otsannot.i18n import _
from otsannot.model.nouns import LINE_BREAKS, LONGEST_NAME
from otsannot.model.study import Loss
from otsannot.model.times import in_utc
from otsannot.text.graphemes import snap

_OURS = UUID("6f747361-6e6e-4f74-8000-000000000001")
"""The namespace of GUIDs that are made from what a study says; the same study gives the same ones each time."""

_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_BREAKS = re.compile(f"[{LINE_BREAKS}]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_FIRST_MARK = 0x300
"""Below this code point no character joins the one before it."""


def key_of(guid: str) -> str:
    """A GUID as references to it are compared: lower case, without braces and blanks."""
    return guid.strip().strip("{}").lower()


def is_guid(guid: str) -> bool:
    """Whether it is one in the form in which they are kept."""
    return _GUID.fullmatch(guid) is not None


def derived_guid(*parts: str) -> str:
    """A GUID made from words, the same for the same words."""
    return str(uuid5(_OURS, "\n".join(map(whole, parts))))


class Guids:
    """Gives the things of one kind the GUIDs that a study gives them, or others where those are none or not alone."""

    def __init__(self, kind: str, losses: list[Loss]) -> None:
        self._kind = kind
        self._losses = losses
        self._given: set[str] = set()

    def take(self, given: str, name: str) -> str:
        """The GUID of the next thing; what has none gets one made of its kind and name."""
        guid = key_of(given)
        if not is_guid(guid):
            if guid:
                told = _("Its id {guid} is no GUID; it got one.").format(guid=given)
                self._losses.append(Loss(self._kind, name, told))
            guid = derived_guid(self._kind, given, name)
        elif guid in self._given:
            told = _("Its id {guid} was given twice; it got another one.").format(guid=given)
            self._losses.append(Loss(self._kind, name, told))
        number = 1
        free = guid
        while free in self._given:
            number += 1
            free = derived_guid(self._kind, guid, str(number))
        self._given.add(free)
        return free


def mended_name(kind: str, given: str, losses: list[Loss], *, is_code: bool = False) -> str:
    """A name that the project can hold; what had to be changed about it is added to the losses."""
    name = whole(given)
    if any(mark in name for mark in LINE_BREAKS):
        name = _BREAKS.sub(" ", name)
    if is_code and " > " in f" {name.strip()} ":
        name = re.sub(r"(?<!\S)>(?!\S)", "›", name)
    name = name.strip() or _("Without a name")
    if len(name) > LONGEST_NAME:
        name = _cut(name)
    if name != given.strip():
        told = _("Its name could not be kept as it was: {name!r}.").format(name=given[:LONGEST_NAME])
        losses.append(Loss(kind, name, told))
    return name


def free_name(name: str, taken: Collection[str]) -> str:
    """The name, or the first of `name (2)`, `name (3)` ... that is not taken."""
    free, number = name, 1
    while free in taken:
        number += 1
        end = f" ({number})"
        free = name[: LONGEST_NAME - len(end)] + end
    return free


def is_variant(name: str, of: str) -> bool:
    """Whether a name was made by `free_name` from another one."""
    found = re.fullmatch(r"(.*) \(\d+\)", name, re.DOTALL)
    return found is not None and of.startswith(found[1])


def mended_time(written: str, kind: str, name: str, losses: list[Loss]) -> str | None:
    """A time as the project keeps it; None where none is told, or, which is a loss, none that can be read."""
    if not written:
        return None
    time = in_utc(written)
    if time is None:
        losses.append(Loss(kind, name, _("Its time {written!r} cannot be read.").format(written=written[:80])))
    return time


def whole(text: str) -> str:
    """A text in which halves of characters, which no file can hold, are U+FFFD."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def in_lines(text: str) -> str:
    """A text whose lines end with line feeds alone, and that a file can hold."""
    return whole(text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text)


class OurLines:
    """Where the code points of a text are once its lines end with line feeds alone."""

    def __init__(self, text: str) -> None:
        self._removed = [found.start() for found in re.finditer("\r\n", text)] if "\r" in text else []

    def place(self, position: int) -> int:
        """A code point of the text as it was, in the text as it is kept."""
        return position - bisect_left(self._removed, position)


def snapped(text: str, start: int, end: int) -> tuple[int, int]:
    """As `graphemes.snap`, and fast where plain letters stand at both ends."""
    return (start, end) if _is_plain(text, start) and _is_plain(text, end) else snap(text, start, end)


def _is_plain(text: str, position: int) -> bool:
    """Whether surely no letter is cut before a code point."""
    return not 0 < position < len(text) or (
        ord(text[position - 1]) < _FIRST_MARK and ord(text[position]) < _FIRST_MARK and text[position - 1] != "\r"
    )


def _cut(name: str) -> str:
    """The beginning of a name, between letters, as long as a name may be."""
    start, end = LONGEST_NAME - 1, LONGEST_NAME - 1
    start, _end = snap(name, start, end)
    return name[:start].rstrip() + "…"
