"""Tests of otsannot.text.words."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otsannot.text.words import Word, end_after, end_before, start_after, start_before, word_at, word_before, words

SAID = "He said: “Bakü'ye (gel).” Then"
LETTERS = st.text(st.sampled_from("aşİ𐰀مё'’-. ,“”(\n\u0301😀\u200d0"), max_size=40)


def all_words(text: str) -> list[str]:
    return [text[start:end] for start, end in words(text)]


def steps(step: Callable[[str, int], int | None], text: str, position: int) -> list[int]:
    places: list[int] = []
    place = step(text, position)
    while place is not None:
        places.append(place)
        place = step(text, place)
    return places


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Türkiye'nin başkenti Türkiye’nin", ["Türkiye'nin", "başkenti", "Türkiye’nin"]),
        ("O‘zbekiston, Oʻzbekiston: oʼz", ["O‘zbekiston", "Oʻzbekiston", "oʼz"]),
        ("𐱅𐰇𐰼𐰜 𐰋𐰃𐰠𐰏𐰀: 𐰴𐰍𐰣", ["𐱅𐰇𐰼𐰜", "𐰋𐰃𐰠𐰏𐰀", "𐰴𐰍𐰣"]),
        ("منظمة الدول، التركية", ["منظمة", "الدول", "التركية"]),
        ("e\u0301te\u0301 – 2,76 milyon (1.5)", ["e\u0301te\u0301", "2,76", "milyon", "1.5"]),
        ("Қасым-Жомарт 👩‍👩‍👧 ...", ["Қасым", "Жомарт"]),
        ("said 'Allah' and ’ot", ["said", "Allah", "and", "ot"]),
        ("", []),
    ],
)
def test_words_are_found_in_every_script(text: str, found: list[str]) -> None:
    assert all_words(text) == found


def test_a_word_is_found_inside_it_and_at_its_end_and_a_sign_where_no_word_is() -> None:
    text = "Bakü, 👩‍👧  ne?"
    found = [text[slice(*word_at(text, position))] for position in range(len(text) + 1)]
    assert found == ["Bakü"] * 5 + [""] + ["👩‍👧"] * 3 + ["", ""] + ["ne"] * 3 + [""]


def test_a_passage_may_end_after_words_and_after_the_quotes_behind_them() -> None:
    ends = steps(end_after, SAID, 0)
    assert [SAID[:end][-5:] for end in ends] == ["He", " said", "kü'ye", " (gel", "el).”", " Then"]
    assert steps(end_before, SAID, len(SAID)) == ends[-2::-1]


def test_a_passage_may_begin_before_words_and_before_the_quotes_that_open_them() -> None:
    starts = steps(start_before, SAID, len(SAID))
    assert [SAID[start:][:4] for start in starts] == ["Then", "gel)", "(gel", "Bakü", "“Bak", "said", "He s"]
    assert steps(start_after, SAID, 0) == starts[-2::-1]


@given(LETTERS, st.integers(0, 40))
def test_words_and_steps_agree_wherever_one_begins_to_look(text: str, position: int) -> None:
    position = min(position, len(text))
    every = list(words(text))
    assert all(before.end <= after.start for before, after in pairwise(every))
    assert word_before(text, position) == max((word for word in every if word.start < position), default=None)
    assert {word.end for word in every} <= set(steps(end_after, text, 0))
    assert {word.start for word in every if word.start} <= set(steps(start_after, text, 0))
    assert steps(end_before, text, position) == [e for e in steps(end_after, text, 0)[::-1] if e < position]
    found = word_at(text, position)
    assert found.start <= position <= found.end
    assert found in every or not any(word.start <= position < word.end for word in every)


def test_a_text_without_blanks_is_looked_at_in_part() -> None:
    text = "a" * 3_000_000
    assert word_at(text, 1_500_000) == Word(1_499_000, 1_501_000)
