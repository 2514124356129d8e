"""Tests of otsannot.ui.offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otsannot.ui.offsets import Offsets

letters = st.sampled_from("aşə\n\u0301😀👨\u200d\U00010c00\U00010c1a\U0010ffff\uffff") | st.characters(codec="utf-8")
texts = st.text(letters, max_size=60)
long_texts = st.tuples(texts, st.integers(1, 60)).map(lambda parts: parts[0] * parts[1])


def units_of(text: str) -> int:
    return sum(2 if character > "\uffff" else 1 for character in text)


@given(texts)
def test_a_position_is_the_units_before_it(text: str) -> None:
    offsets = Offsets(text)
    assert [offsets.to_qt(position) for position in range(len(text) + 1)] == [
        units_of(text[:position]) for position in range(len(text) + 1)
    ]


@given(long_texts, st.data())
def test_a_position_comes_back_from_qt(text: str, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(text)))
    offsets = Offsets(text)
    assert offsets.to_qt(position) == units_of(text[:position])
    assert offsets.from_qt(units_of(text[:position])) == position


@given(texts)
def test_half_a_character_stands_for_its_start(text: str) -> None:
    offsets = Offsets(text)
    for position, character in enumerate(text):
        if character > "\uffff":
            assert offsets.from_qt(units_of(text[:position]) + 1) == position


@pytest.mark.parametrize("length", [1023, 1024, 1025, 2048, 100_000])
def test_the_end_of_a_text_of_any_length_comes_back(length: int) -> None:
    text = "\U00010c00" * length
    offsets = Offsets(text)
    assert offsets.to_qt(length) == 2 * length
    assert offsets.from_qt(2 * length) == length
    assert offsets.from_qt(2 * length - 1) == length - 1
