"""Tests of otsannot.text.folded."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from otsannot.text.folded import FoldedTexts, found_in, holding, phrase_of, words_of
from otsannot.text.matching import fold

LETTERS = "aeıİIiəÄä\u0301 ßﬁ'\n👩‍👩‍👧𐱅𐰇عربЖғ"


def spelled(text: str) -> str:
    return "".join(" " if letter.isspace() else fold(letter) for letter in text)


@given(st.lists(st.text(LETTERS, max_size=30), max_size=8), st.text(LETTERS, min_size=1, max_size=3))
def test_words_are_found_in_the_stretches_that_hold_them(texts: list[str], typed: str) -> None:
    folded = FoldedTexts()
    borders = [folded.append(text) for text in texts]
    spans = [
        (number, start, end)
        for number, text in enumerate(texts)
        for start in range(len(text))
        for end in range(start + 1, len(text) + 1)
    ]
    starts = np.array([borders[number].places[start] for number, start, _end in spans], np.int32)
    ends = np.array([borders[number].places[end] for number, _start, end in spans], np.int32)
    for word in words_of(typed):
        found = holding(folded.occurrences(word), len(word.encode()), starts, ends)
        assert found.tolist() == [word in spelled(texts[number][start:end]) for number, start, end in spans]


@given(st.lists(st.text(LETTERS, max_size=20), min_size=1, max_size=6))
def test_texts_kept_together_lie_as_those_kept_one_by_one(texts: list[str]) -> None:
    folded = FoldedTexts()
    starts, ends = folded.append_all(texts)
    cut = [folded.cut(start, end).decode() for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    assert cut == [spelled(text) for text in texts]


def test_lines_are_counted_before_each_border() -> None:
    assert FoldedTexts().append("a\n\nb").lines.tolist() == [0, 0, 1, 2, 2]


def test_many_short_texts_are_found_as_well_as_a_long_one() -> None:
    folded = FoldedTexts()
    for number in range(3_000):
        folded.append(f"Number {number} of many texts; " * 3)
    assert len(folded.occurrences("number 2999 ")) == 3
    assert len(folded.occurrences("number ")) == 9_000


def test_a_query_is_looked_for_as_it_is_kept() -> None:
    assert words_of("  Öz  GÜRCÜ\nİşi ") == ["oz", "gurcu", "isi"]
    assert phrase_of("  Öz  GÜRCÜ\nİşi ") == "oz gurcu isi"
    assert FoldedTexts().occurrences("nothing").tolist() == []


def test_words_are_found_in_a_line_as_it_is_written() -> None:
    text = "👩‍👩‍👧 İSTANBUL’un ﬁnali e\u0301te"
    found = found_in(text, ["istanbul", "final", "ete", "tan", ""])
    assert [text[start:end] for start, end in found] == ["İSTANBUL", "ﬁnal", "e\u0301te"]
