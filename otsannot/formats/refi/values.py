"""Names, moments, colours and texts between what XML can hold and what a study holds."""

from __future__ import annotations

import re
from collections.abc import Collection

from otsannot.i18n import _
from otsannot.model.code_tree import SEPARATOR
from otsannot.model.nouns import LONGEST_NAME
from otsannot.model.times import in_utc

_KEPT_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_FRACTION = re.compile(r"\.\d+")
_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SHORT = re.compile(r"#?([0-9a-f])([0-9a-f])([0-9a-f])")
_LONG = re.compile(r"#?([0-9a-f]{6})(?:[0-9a-f]{2})?")
_NUMBERS = re.compile(r"rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*(?:,[^)]*)?\)")

REPLACED = "\ufffd"


def moment(written: str | None) -> str:
    """A moment as ISO 8601 UTC in whole seconds; empty when it cannot be read. Without a zone it is taken as UTC.

    One that has the form in which we write it is taken at its word, since there are many.
    """
    if not written:
        return ""
    if _KEPT_MOMENT.fullmatch(written):
        return written
    return in_utc(_FRACTION.sub("", written)) or ""


def is_moment(written: str) -> bool:
    """Whether a moment may be written as it is."""
    return _KEPT_MOMENT.fullmatch(written) is not None


def colour(written: str | None) -> str | None:
    """A colour as `#rrggbb`: empty for none, None when it cannot be read. Transparency is left out."""
    given = (written or "").strip().lower()
    if not given:
        return ""
    if found := _SHORT.fullmatch(given):
        return "#" + "".join(2 * digit for digit in found.groups())
    if found := _LONG.fullmatch(given):
        return "#" + found[1]
    if found := _NUMBERS.fullmatch(given):
        channels = [int(channel) for channel in found.groups()]
        if max(channels) <= 255:
            return "#" + "".join(f"{channel:02x}" for channel in channels)
    return None


def one_line(written: str | None, nothing: str) -> str:
    """A name of one line that a study can hold; `nothing` where there is none."""
    return " ".join((written or "").split())[:LONGEST_NAME].strip() or nothing


def kept_name(written: str | None, nothing: str) -> str:
    """A name as it is when a study can hold it, else on one line."""
    given = written or ""
    lines = len(given) > LONGEST_NAME or not given.strip() or len(given.splitlines()) > 1 or given != given.strip()
    return one_line(given, nothing) if lines else given


def code_name(written: str | None) -> str:
    """The name of a code, in which what separates the codes of a path cannot stand."""
    name = kept_name(written, _("Unnamed code"))
    while SEPARATOR in f" {name} ":
        name = f" {name} ".replace(SEPARATOR, " › ").strip()
    return name


def free_name(name: str, taken: Collection[str]) -> str:
    """The name, or with a number behind it when it is taken."""
    number, found = 2, name
    while found in taken:
        end = f" ({number})"
        found = name[: LONGEST_NAME - len(end)] + end
        number += 1
    return found


def xml_text(text: str) -> str:
    """A text in which U+FFFD stands for each character that XML cannot hold."""
    return _NO_XML.sub(REPLACED, text)
