"""Tests of otsannot.text.graphemes."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st
from support import lines_run

from otsannot.text.graphemes import grapheme_at, snap

FAMILY = "👨‍👩‍👧‍👦"
AZERBAIJAN = "🇦🇿"
PIECES = [
    *"aZ \n\t.ışğə가각中文",
    *("\u0301", "\u0308", "\ufe0f", "\u200d", "\u200b", "\r", "\u2028", "\x85"),
    *("👨", "👩", "👧", "🏽", "❤", "©", "#", "\u20e3", FAMILY, AZERBAIJAN, "🇹"),
    *("\U00010c00", "\U00010c1a", "\U00010c48"),
    *("क", "\u094d", "ष", "\u0903", "ൿ", "\u0600", "ᄀ", "ᅡ", "ᆨ"),
    *("ש", "\u05b8", "م", "\u064e", "ู", "ำ"),
]
texts = st.lists(st.sampled_from(PIECES) | st.characters(codec="utf-8"), max_size=40).map("".join)


def borders(text: str) -> list[int]:
    """All borders, by a scan from the beginning."""
    return [0, *(match.end() for match in regex.finditer(r"\X", text))]


@given(texts, st.data())
def test_a_span_is_widened_to_the_nearest_borders(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    whole = borders(text)
    assert snap(text, start, end) == (
        max(border for border in whole if border <= start),
        min(border for border in whole if border >= end),
    )


@given(st.integers(1, 40), st.data())
def test_a_flag_is_not_cut_however_many_stand_before_it(flags: int, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(["", "x", "x\u0301", "\n"])) + AZERBAIJAN * flags
    position = data.draw(st.integers(0, len(text)))
    assert (snap(text, position, position) == (position, position)) == (position in borders(text))


@pytest.mark.parametrize("text", [FAMILY, AZERBAIJAN, "e\u0301\u0323", "👍🏽", "#️⃣", "क्ष"])
def test_any_part_of_a_letter_becomes_the_whole_letter(text: str) -> None:
    sentence = f"in {text} out"
    for start in range(3, 3 + len(text)):
        assert snap(sentence, start, start + 1) == (3, 3 + len(text))


def test_a_border_belongs_to_no_letter() -> None:
    assert grapheme_at("ab", 0) == (0, 0)
    assert grapheme_at("ab", 1) == (1, 1)
    assert grapheme_at("ab", 2) == (2, 2)
    assert grapheme_at("", 0) == (0, 0)


@pytest.mark.parametrize("piece", ["a", "中", "\U00010c00", "😀", "e\u0301", "नि ", "ab cd\n"])
def test_the_length_of_the_text_does_not_matter(piece: str) -> None:
    text = piece * (5_000_000 // len(piece))
    assert all(lines_run(lambda at=at: snap(text, at, at + 1)) < 60 for at in range(4_000_000, 4_000_100))


@pytest.mark.parametrize(
    ("piece", "letter"), [("\u0301", (0, 1_000_000)), (AZERBAIJAN, (900_000, 900_002)), ("👨\u200d", (0, 1_000_000))]
)
def test_a_text_without_a_plain_character_is_still_answered(piece: str, letter: tuple[int, int]) -> None:
    text = piece * (1_000_000 // len(piece))
    assert snap(text, 900_001, 900_002) == letter
