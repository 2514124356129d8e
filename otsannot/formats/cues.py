"""The cues of subtitles and transcripts: what was said when and by whom, as a text with its structure beside it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from otsannot.model.structure import Part


class Cue(NamedTuple):
    """Something that was said; `start` is in milliseconds from the beginning, an empty `speaker` is not known."""

    start: int
    text: str
    speaker: str = ""


def stamp(milliseconds: int) -> str:
    """A time as `HH:MM:SS.mmm`."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"


def milliseconds(hours: str | None, minutes: str | None, seconds: str, fraction: str | None) -> int:
    """A time of its written parts; `fraction` are the digits behind the seconds, of any number."""
    whole = (int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds)
    return whole * 1000 + int((fraction or "0")[:3].ljust(3, "0"))


def spoken(cues: Iterable[Cue]) -> tuple[str, tuple[Part, ...]]:
    """The cues as a text, a line or more for each, with times and the turns of speakers as its parts."""
    lines: list[str] = []
    parts: list[Part] = []
    place, turn = 0, Part(0, 0, "speaker")
    for cue in cues:
        if not cue.text.strip():
            continue
        end = place + len(cue.text)
        parts.append(Part(place, end, "time", stamp(cue.start)))
        if cue.speaker != turn.value:
            parts.append(turn)
            turn = Part(place, end, "speaker", cue.speaker)
        turn = turn._replace(end=end)
        lines.append(cue.text)
        place = end + 1
    parts.append(turn)
    return "\n".join(lines) + "\n" * bool(lines), tuple(part for part in parts if part.value)
