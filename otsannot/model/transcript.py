"""What a plain transcript says of itself, as parts of its structure: who speaks, and when."""

from __future__ import annotations

from collections.abc import Collection

from otsannot.model.structure import Part
from otsannot.text.stamps import stamps
from otsannot.text.turns import turns


def speaker_parts(text: str, names: Collection[str] | None = None) -> list[Part]:
    """A part for each turn of the speakers of these names, or else of those that look like speakers."""
    return [Part(turn.start, turn.end, "speaker", turn.speaker) for turn in turns(text, names)]


def time_parts(text: str) -> list[Part]:
    """A part for each stretch that a time stamp begins."""
    return [Part(stamp.start, stamp.end, "time", stamp.time) for stamp in stamps(text)]
