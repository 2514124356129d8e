"""What a plain transcript says of itself becomes parts of its structure."""

from __future__ import annotations

import pytest

from otsannot.model.structure import Part, Structure
from otsannot.model.transcript import evident_parts, speaker_parts, time_parts

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


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Anna: Ja? [00:00:05]\nBen Öz: Nein.\n" * 3, ["Anna", "00:00:05.000", "Ben Öz"] * 3),
        ("I: Ne oldu? #00:00:05-2#\nB1: Hiç. #00:00:05-2#\n" * 3, ["I", "00:00:05.200", "B1", "00:00:05.200"] * 3),
        ("سؤال: ماذا؟\nجواب: نعم.\n" * 3, ["سؤال", "جواب"] * 3),
        ("𐱅𐰇𐰼: 👩‍🏫 𐰋!\nАйгүл: Иә.\nСөзі жалғасты.\n" * 3, ["𐱅𐰇𐰼", "Айгүл"] * 3),
        ("Q: What?\n\nA: That.\nAnd that.\n\nAnd more.\n\n" * 3, ["Q", "A"] * 3),
        ("[00:01] salam\n[00:02] necəsən\n[00:03] yaxşı\n", ["00:00:01.000", "00:00:02.000", "00:00:03.000"]),
        ("00:00:01 salam\n00:00:02 bir\n01:00:03 iki\n", ["00:00:01.000", "00:00:02.000", "01:00:03.000"]),
        ("ANNA (00:00:01)\nJa.\nBEN (00:00:02)\nNein.\n" * 1, []),
    ],
)
def test_a_transcript_beyond_doubt_is_known_unasked(text: str, values: list[str]) -> None:
    assert [part.value for part in Structure(evident_parts(text)).parts] == values


@pytest.mark.parametrize(
    "text",
    [
        "Anna: Ja?\nBen: Nein.\n",
        "Ad: Ayşe\nYaş: 34\nŞəhər: Bakı\n" * 5,
        "09:30 Opening\n10:00 Coffee\n11:00 Talks\n12:30 Lunch\n",
        "(09:30) Opening\n(10:00) Coffee\n(11:00) Talks\n",
        "The summit: a beginning.\nIt met in Samarkand.\nSource: Daily Steppe.\n" * 9,
        "Prose at length.\n" * 60 + "[00:00:01] a\n[00:00:02] b\n[00:00:03] c\n",
        "Prose at length.\n" * 60 + "Anna: Ja?\nBen: Nein.\n" * 3,
        "[00:03] a\n[00:02] b\n[00:01] c\n",
        "",
    ],
)
def test_what_may_be_something_else_has_no_turns_and_times_unasked(text: str) -> None:
    assert evident_parts(text) == []
