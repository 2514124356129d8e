"""Transcripts of recordings: their time codes, and selections between two of these."""

from __future__ import annotations

from otsannot.formats.refi.guids import canonical
from otsannot.formats.refi.passages import Raw, raw_selection
from otsannot.formats.refi.xml import Element, children
from otsannot.model.structure import Part

_LONGEST = 1000 * 3600 * 1000


def sync_parts(transcript: Element, length: int) -> tuple[Part, ...]:
    """The stretches between the time codes of a transcript of so many code points."""
    points = []
    for point in children(transcript, "SyncPoint"):
        place, time = _number(point.get("position")), _number(point.get("timeStamp"))
        if place is not None and time is not None and place < length and time < _LONGEST:
            points.append((place, time))
    points.sort()
    ends = [*(place for place, _time in points[1:]), length]
    return tuple(Part(place, end, "time", _clock(time)) for (place, time), end in zip(points, ends, strict=True))


def transcript_selections(transcript: Element) -> list[Raw]:
    """The selections of a transcript, which stand between two of its time codes."""
    places: dict[str, str] = {
        canonical(point.get("guid", "")): point.get("position", "") for point in children(transcript, "SyncPoint")
    }

    def place(reference: str | None) -> str:
        return places.get(canonical(reference or ""), "")

    return [
        raw_selection(each, place(each.get("fromSyncPoint")), place(each.get("toSyncPoint")))
        for each in children(transcript, "TranscriptSelection")
    ]


def _number(written: str | None) -> int | None:
    return int(written) if written and written.isascii() and written.isdigit() and len(written) < 13 else None


def _clock(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
