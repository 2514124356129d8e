"""The time stamps in a transcript: `[00:12:03]`, `#00:12:03-5#`, and lines that begin or end with `00:12:03`."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import regex

# Minutes alone may go beyond an hour. f4 writes tenths of a second behind a hyphen; the frames of a film, as in
# `00:12:03:12`, are left out, because no text says how many make a second. Of `[00:01 --> 00:04]` the beginning counts.
_TIME = r"(?:\p{Nd}{1,2}:\p{Nd}{2}|\p{Nd}{1,3}):\p{Nd}{2}(?::\p{Nd}{2}|[.,]\p{Nd}{1,3}|-\p{Nd}(?!\p{Nd}))?"
_TIMES = rf"{_TIME}(?:\s?(?:-->|[-–—])\s?{_TIME})?"
CLOCK_IN_MARKS = rf"(?:\[\s?{_TIMES}\s?\]|\(\s?{_TIMES}\s?\)|<{_TIMES}>|\{{{_TIMES}\}}|\#{_TIME}\#)"
"""A pattern for a stamp that brackets or number signs set apart from the words."""
CLOCK = rf"{_TIMES}(?![\p{{L}}\p{{Nd}}:])"
"""A pattern for a stamp without any."""

_BLANKS = r"[ \t\u00a0\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
_STAMP = regex.compile(
    rf"(?P<marked>{CLOCK_IN_MARKS})|^{_BLANKS}{{0,9}}(?P<first>{CLOCK})|(?<={_BLANKS})(?P<last>{CLOCK})(?={_BLANKS}*$)",
    regex.MULTILINE,
)
_READ = regex.compile(
    r"(?:(?P<hours>\p{Nd}{1,2}):(?=\p{Nd}+:))?(?P<minutes>\p{Nd}+):(?P<seconds>\p{Nd}+)"
    r"(?:[.,](?P<fraction>\p{Nd}+)|-(?P<tenth>\p{Nd})(?!\p{Nd}))?"
)


class Stamp(NamedTuple):
    """A stretch `[start, end)` of a text in code points, from one stamp to the next; `time` is `HH:MM:SS.mmm`.

    The stamp itself is `[start, stamp_end)`.
    """

    start: int
    end: int
    time: str
    stamp_end: int


class _Found(NamedTuple):
    start: int
    end: int
    milliseconds: int
    is_sure: bool


def stamps(text: str) -> list[Stamp]:
    """The stretches of a text that stamps begin, in order.

    Hours in brackets are a stamp wherever they stand. Minutes alone, and a time without brackets, may be a time of day
    or the score of a match: they count when there are several and time never runs backwards.
    """
    found = [stamp for match in _STAMP.finditer(text) if (stamp := _read(match)) is not None]
    if len(found) < 2 or any(after.milliseconds < before.milliseconds for before, after in pairwise(found)):
        found = [stamp for stamp in found if stamp.is_sure]
    borders = [*(stamp.start for stamp in found), len(text)]
    return [
        Stamp(stamp.start, _before_blanks(text, stamp.end, end), written(stamp.milliseconds), stamp.end)
        for stamp, end in zip(found, borders[1:], strict=True)
    ]


def stamp_at(text: str, position: int) -> int:
    """Where a stamp ends that begins at a code point; the point itself when none does."""
    match = _STAMP.match(text, position)
    return match.end() if match and _read(match) is not None else position


def written(milliseconds: int) -> str:
    """A time as `HH:MM:SS.mmm`."""
    seconds, rest = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}.{rest:03}"


def _read(match: regex.Match[str]) -> _Found | None:
    kind = match.lastgroup
    assert kind is not None  # each way to write a stamp is a group
    said = _READ.search(match[kind])
    assert said is not None  # the pattern of a stamp holds one
    hours, minutes, seconds = int(said["hours"] or 0), int(said["minutes"]), int(said["seconds"])
    if seconds > 59 or (said["hours"] and minutes > 59):
        return None
    fraction = int((said["fraction"] or said["tenth"] or "0").ljust(3, "0"))
    milliseconds = (hours * 3600 + minutes * 60 + seconds) * 1000 + fraction
    return _Found(*match.span(kind), milliseconds, kind == "marked" and said["hours"] is not None)


def _before_blanks(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
