"""What a plain transcript says of itself becomes parts of its structure."""

from __future__ import annotations

from otsannot.model.structure import Part, Structure
from otsannot.model.transcript import speaker_parts, time_parts

TEXT = "I: Ne? #00:00:05-2#\nB1: Bu. #00:00:09-0#\nI: Peki. 𐰀\nB1: Evet.\n"


def test_turns_become_parts_that_say_who_speaks() -> None:
    assert speaker_parts(TEXT) == [
        Part(0, 19, "speaker", "I"),
        Part(20, 40, "speaker", "B1"),
        Part(41, 51, "speaker", "I"),
        Part(52, 61, "speaker", "B1"),
    ]
    assert speaker_parts(TEXT, ["B1"]) == [Part(20, 51, "speaker", "B1"), Part(52, 61, "speaker", "B1")]


def test_stamps_become_parts_that_say_when() -> None:
    parts = time_parts(TEXT)
    assert parts == [Part(7, 27, "time", "00:00:05.200"), Part(28, 61, "time", "00:00:09.000")]
    assert Structure(parts).before(21, "time") == parts[0]
