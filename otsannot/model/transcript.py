"""What a plain transcript says of itself, as parts of its structure: who speaks, and when."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise

from otsannot.model.structure import Part
from otsannot.text.stamps import Stamp, stamps
from otsannot.text.turns import Turn, turns

FEWEST_STAMPS = 3
FEWEST_TURNS = 6
MOST_LINES = 4
"""A transcript that nobody vouches for has a turn or a stamp on every so many lines with words, at least."""

LONGEST_LOOK = 5_000
"""How many code points tell whether a text may be a transcript; most are none, and this takes no time."""
FEWEST_COLONS = 3
"""How many are in the beginning of any transcript: in its stamps or behind its names."""

_LINE = re.compile(r"^.*\S", re.MULTILINE)
_ENDS_OF_SENTENCES = (".", "?", "!", "…", "؟", "۔", "。")
# Marks that close, and a stamp, which may end a turn.
_BEHIND_SENTENCES = " \t\u00a0\u200e\u200f\"'”“’»*_-:[]()<>{}#0123456789"


def speaker_parts(text: str, names: Collection[str] | None = None) -> list[Part]:
    """A part for each turn of the speakers of these names, or else of those that look like speakers."""
    return [Part(turn.start, turn.end, "speaker", turn.speaker) for turn in turns(text, names)]


def time_parts(text: str) -> list[Part]:
    """A part for each stretch that a time stamp begins."""
    return [Part(stamp.start, stamp.end, "time", stamp.time) for stamp in stamps(text)]


def evident_parts(text: str) -> list[Part]:
    """The turns and times of a text that is a transcript beyond doubt, which nobody asked for; else none.

    Beyond doubt are stamps with hours, or in square brackets or number signs, of which there are several in order; and
    turns of several speakers who take turns and speak in sentences. Records, programmes and glossaries are neither.
    """
    if text.count(":", 0, LONGEST_LOOK) + text.count("：", 0, LONGEST_LOOK) < FEWEST_COLONS:
        return []
    lines = sum(1 for _line in _LINE.finditer(text))
    found: list[Part] = []
    stretches = stamps(text)
    if len(stretches) >= max(FEWEST_STAMPS, lines / MOST_LINES) and _tell_time(text, stretches):
        found += [Part(stamp.start, stamp.end, "time", stamp.time) for stamp in stretches]
    spoken = turns(text)
    if len(spoken) >= max(FEWEST_TURNS, lines / MOST_LINES) and _converse(text, spoken):
        found += [Part(turn.start, turn.end, "speaker", turn.speaker) for turn in spoken]
    return found


def _tell_time(text: str, stretches: list[Stamp]) -> bool:
    """Whether stamps are in order and none can be a time of day: `[00:12]` or `00:12:03`, but not `(12:30)`."""
    return all(one.time <= other.time for one, other in pairwise(stretches)) and all(
        text[stamp.start] in "[#" or text.count(":", stamp.start, stamp.stamp_end) > 1 for stamp in stretches
    )


def _converse(text: str, spoken: list[Turn]) -> bool:
    """Whether turns go to and fro, and half of them end as sentences do."""
    changes = sum(1 for one, other in pairwise(spoken) if one.speaker != other.speaker)
    said = (text[turn.said : turn.end].rstrip(_BEHIND_SENTENCES) for turn in spoken)
    ends = sum(1 for words in said if words.endswith(_ENDS_OF_SENTENCES))
    return 2 * changes >= len(spoken) and 2 * ends >= len(spoken)
