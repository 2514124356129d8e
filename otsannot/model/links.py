"""Links in memos: Markdown links to what a study holds, by the GUID that outlives every name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from otsannot.text.graphemes import snap

SCHEME = "otsannot"
LINKED = ("document", "code", "case", "annotation", "memo")
"""What a link may lead to."""

QUOTED = 60
"""A passage is named by at most so many code points of it."""

_TARGET = rf"{SCHEME}:({'|'.join(LINKED)})/([0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}})"
_URL = re.compile(_TARGET)
_LINK = re.compile(rf"\[((?:\\.|[^\\\[\]\n])*)\]\({_TARGET}\)")
_MARKUP = re.compile(r"([\\\[\]*_`<~])")
_ESCAPED = re.compile(r"\\([\\\[\]*_`<~])")
_BLANKS = re.compile(r"[ \t\n\r\u2028\u2029]+")


class Target(NamedTuple):
    """What a link leads to."""

    noun: str
    guid: str

    @property
    def url(self) -> str:
        return f"{SCHEME}:{self.noun}/{self.guid}"


class Link(NamedTuple):
    """A link in a text: where it stands, `[start, end)` in code points, what it shows, and where it leads."""

    start: int
    end: int
    label: str
    target: Target

    @property
    def end_of_label(self) -> int:
        """Where the shown words end; behind that stands what the link leads to."""
        return self.end - len(f"]({self.target.url})")


def links(text: str) -> list[Link]:
    """The links to something of the study, in the order of the text."""
    return [
        Link(found.start(), found.end(), _ESCAPED.sub(r"\1", found[1]), Target(found[2], found[3]))
        for found in _LINK.finditer(text)
    ]


def link_at(text: str, position: int) -> Link | None:
    """The link that a code point stands in, its borders included."""
    return next((link for link in links(text) if link.start <= position <= link.end), None)


def target_of(url: str) -> Target | None:
    """What an address leads to; None when to nothing of a study."""
    found = _URL.fullmatch(url)
    return None if found is None else Target(found[1], found[2])


def written(label: str, target: Target) -> str:
    """A link as Markdown; what the label holds is not taken for marks."""
    shown = _MARKUP.sub(r"\\\1", _BLANKS.sub(" ", label))
    return f"[{shown}]({target.url})"


def relabelled(text: str, labels: Mapping[Target, str]) -> str:
    """The text with links that show what their targets are called; those without a label here stay as they are."""
    for link in reversed(links(text)):
        if link.target in labels:
            text = text[: link.start] + written(labels[link.target], link.target) + text[link.end :]
    return text


def quoted(words: str) -> str:
    """A passage as a link shows it: its first words on one line, in quotation marks, shortened between letters."""
    line = _BLANKS.sub(" ", words).strip()
    if len(line) > QUOTED:
        line = line[: snap(line, 0, QUOTED)[1]].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
    return f"“{line}”"
