"""Turns in plain interviews are found by the names before their colons, in every script."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otsannot.text.turns import Speaker, Turn, speakers, turns

LETTERS = st.text(st.sampled_from("AbB1ع𐰀: ：.\n[0](👩\u200f"), max_size=60)
NAMES = st.lists(st.sampled_from(["ANNA", "Ben Öz", "B1", "Dr. Şen", "سؤال", "𐱅𐰇𐰼𐰜", "Айгүл", "O’Hara"]), min_size=1)


def likely(text: str) -> list[tuple[str, int]]:
    return [(speaker.name, speaker.turns) for speaker in speakers(text) if speaker.is_likely]


def said(text: str) -> list[tuple[str, str]]:
    return [(turn.speaker, text[turn.said : turn.end].strip()) for turn in turns(text)]


def test_a_turn_goes_on_to_the_next_and_takes_its_paragraphs_along() -> None:
    text = "Interview 3\n\nANNA: Ja.\nUnd noch etwas.\n\nBEN:\nNein.\nANNA: Doch.\nBEN: 👩‍🏫 Na gut.\n\n"
    assert turns(text) == [
        Turn(13, 38, "ANNA", 18),
        Turn(40, 50, "BEN", 44),
        Turn(51, 62, "ANNA", 56),
        Turn(63, 79, "BEN", 67),
    ]
    assert text[13:38] == "ANNA: Ja.\nUnd noch etwas."


@pytest.mark.parametrize(
    "names",
    [
        ("ANNA", "BEN"),
        ("Anna Müller", "Dr. Ben O’Hara (45)"),
        ("I", "B1"),
        ("SORU", "CEVAP"),
        ("Сұхбаттасушы", "Айгүл"),
        ("سؤال", "جواب"),
        ("𐱅𐰇𐰼𐰜", "𐰋𐰃𐰠"),
        ("Interviewer 1", "Teilnehmerin 2"),
        ("1. Katılımcı", "2. Katılımcı"),
        ("interviewer", "respondent"),
        ("می\u200cگوید", "Ş.\u00a0Öztürk"),
    ],
)
def test_speakers_are_found_in_every_script(names: tuple[str, str]) -> None:
    text = "".join(f"{name}: söz\n" for name in names * 2)
    assert likely(text) == [(name, 2) for name in names]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("[00:12:03] ANNA: Ja.", "ANNA"),
        ("00:12:03 ANNA: Ja.", "ANNA"),
        ("ANNA [00:12:03]: Ja.", "ANNA"),
        ("Speaker 1 (00:12): Ja.", "Speaker 1"),
        ("Anna Müller  0:12\nJa.", "Anna Müller"),
        ("Speaker 1 00:12:03\nJa.", "Speaker 1"),
        ("**ANNA:** Ja.", "ANNA"),
        ("\t ANNA :\u00a0Ja.", "ANNA"),
        ("\u200fسؤال: Ja.", "سؤال"),
        ("记者：Ja.", "记者"),
    ],
)
def test_a_name_is_found_among_stamps_and_marks(line: str, name: str) -> None:
    text = f"{line}\nOther Name: x\n" * 2
    assert said(text) == [(name, "Ja."), ("Other Name", "x")] * 2


def test_a_link_a_note_and_a_word_in_a_sentence_are_no_speakers() -> None:
    text = (
        "https://otsannot.example/a: b\nNote: one\nQuelle: zwei\nSaat 10:30 iken geldi.\nVe şunu söyledi: evet.\n"
        "This is a rather long sentence that ends in a colon: so.\n- x: y\n"
    )
    assert likely(text * 3 + "ANNA: a\nANNA: b\n") == []
    assert likely(text * 3 + "ANNA: a\nBEN: a\nANNA: b\nBEN: b\n") == [("ANNA", 2), ("BEN", 2)]


def test_one_speaker_alone_or_two_who_speak_once_make_no_transcript() -> None:
    assert turns("ANNA: a\nANNA: b\nANNA: c\n") == turns("ANNA: a\nBEN: b\n") == turns("") == []


def test_who_speaks_once_is_a_speaker_beside_others_written_alike() -> None:
    group = "B1: a\nB2: b\nB1: c\nB2: d\nB3: e\nThe point is: f\n"
    assert speakers(group) == [
        Speaker("B1", 2, True),
        Speaker("B2", 2, True),
        Speaker("B3", 1, True),
        Speaker("The point is", 1, False),
    ]
    capitals = "ANNA: a\nBEN: b\nANNA: c\nBEN: d\nCAN: e\nDilek: f\n"
    assert likely(capitals) == [("ANNA", 2), ("BEN", 2), ("CAN", 1)]


def test_the_user_says_who_speaks() -> None:
    text = "Note: a\nBen: b\nAnna: c\n"
    assert [turn.speaker for turn in turns(text, ["Note", "Anna"])] == ["Note", "Anna"]
    assert text[slice(*turns(text, ["Note", "Anna"])[0][:2])] == "Note: a\nBen: b"


@given(NAMES, st.text(st.sampled_from("ab 𐰀👩.\n"), max_size=20))
def test_every_turn_of_named_speakers_is_found(names: list[str], words: str) -> None:
    text = "".join(f"{name}: {words}\n" for name in names)
    assert [(turn.speaker, text[turn.said : turn.end].strip()) for turn in turns(text, names)] == [
        (name, words.strip()) for name in names
    ]


@given(LETTERS)
def test_turns_follow_each_other_in_any_text(text: str) -> None:
    found = turns(text, {speaker.name for speaker in speakers(text)})
    assert all(0 <= turn.start < turn.said <= turn.end <= len(text) for turn in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert all(turn.speaker in text[turn.start : turn.said] for turn in found)


def test_a_text_without_lines_and_one_of_empty_lines_are_read_at_once() -> None:
    assert speakers("A b " * 500_000) == speakers("\n" * 300_000) == []
