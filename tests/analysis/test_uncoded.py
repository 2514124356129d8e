"""Tests of otsannot.analysis.uncoded."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from otsannot.analysis.uncoded import gaps, stretch_after, stretch_before
from otsannot.model.spans import Span
from otsannot.text.words import words

TEXT = "One two. Three four five.\n\nSix.\n“Seven” eight nine ten\neleven twelve"
SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda pair: Span(pair[0], sum(pair))), max_size=5
)


def place(words_of: str) -> Span:
    start = TEXT.index(words_of)
    return Span(start, start + len(words_of))


def after(spans: list[Span], position: int, least: int) -> str | None:
    found = stretch_after(TEXT, spans, position, least)
    return None if found is None else TEXT[found.start : found.end]


def before(spans: list[Span], position: int, least: int) -> str | None:
    found = stretch_before(TEXT, spans, position, least)
    return None if found is None else TEXT[found.start : found.end]


def test_gaps_are_what_no_span_covers() -> None:
    assert list(gaps([Span(5, 8), Span(0, 2), Span(6, 10), Span(30, 40)], 1, 20)) == [Span(2, 5), Span(10, 20)]
    assert list(gaps([], 3, 3)) == []


def test_a_stretch_ends_with_the_paragraph_in_which_it_has_its_words() -> None:
    assert after([], 0, 3) == "One two. Three four five."
    assert after([place("One two")], 0, 3) == "Three four five."
    assert after([place("One two")], 0, 4) == "Three four five.\n\nSix."
    assert after([place("four")], 0, 4) == "five.\n\nSix.\n“Seven” eight nine ten"
    assert after([place("four"), place("nine")], 0, 5) is None


def test_a_stretch_before_a_place_begins_with_the_paragraph_in_which_it_has_its_words() -> None:
    assert before([], len(TEXT), 2) == "eleven twelve"
    assert before([], len(TEXT), 3) == "“Seven” eight nine ten\neleven twelve"
    assert before([place("eleven twelve")], len(TEXT), 4) == "“Seven” eight nine ten"
    assert before([], TEXT.index("Six"), 6) is None


@given(SPANS, st.integers(0, len(TEXT)), st.integers(1, 8))
def test_a_stretch_has_its_words_and_nothing_that_is_coded(spans: list[Span], position: int, least: int) -> None:
    for found in (stretch_after(TEXT, spans, position, least), stretch_before(TEXT, spans, position, least)):
        if found is not None:
            assert sum(1 for _word in words(TEXT, *found)) >= least
            assert not any(span.overlaps(found) for span in spans)
            assert TEXT[found.start : found.end].strip() == TEXT[found.start : found.end]
