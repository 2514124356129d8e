"""Paragraphs are numbered as a reader counts the lines of the stored text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import lines_run

from otsannot.text.paragraphs import Paragraph, Paragraphs

texts = st.text(st.sampled_from("a\n𐱅🤔\u2028\r\f"))


@given(texts)
def test_each_position_lies_in_the_paragraph_that_as_many_line_feeds_precede(text: str) -> None:
    paragraphs = Paragraphs(text)
    numbers = [paragraphs.number_at(position) for position in range(len(text) + 1)]
    assert numbers == [text.count("\n", 0, position) + 1 for position in range(len(text) + 1)]


@given(texts)
def test_the_spans_cut_the_text_at_its_line_feeds(text: str) -> None:
    paragraphs = Paragraphs(text)
    spans = [paragraphs.span(number) for number in range(1, paragraphs.count + 1)]
    assert [text[start:end] for start, end in spans] == text.split("\n")


def test_a_span_is_in_code_points() -> None:
    assert Paragraphs("𐱅𐰇🤔\nson").span(2) == Paragraph(start=4, end=7)


@pytest.mark.parametrize("position", [-1, 4])
def test_a_position_outside_the_text_is_an_error(position: int) -> None:
    with pytest.raises(IndexError):
        Paragraphs("abc").number_at(position)


@pytest.mark.parametrize("number", [0, 3])
def test_a_number_that_no_paragraph_has_is_an_error(number: int) -> None:
    with pytest.raises(IndexError):
        Paragraphs("a\nb").span(number)


def test_a_position_is_answered_without_a_walk_through_the_text() -> None:
    text = "Bir iki üç dört beş altı yedi sekiz dokuz on.\n" * 110_000
    paragraphs = Paragraphs(text)
    assert paragraphs.count == 110_001
    assert lines_run(lambda: paragraphs.number_at(len(text) - 1)) < 10
    assert paragraphs.number_at(len(text) - 1) == 110_000
