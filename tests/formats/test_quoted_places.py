"""The words beside a passage decide how its program counted, and a passage whose words are nowhere has no place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from otsannot.formats.quoted_places import Found, QuotedPlaces
from otsannot.model.spans import Span

SIGNS = st.text("ab \n𐱅👩é\u0301\u200dע", max_size=30)


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@given(SIGNS, SIGNS.filter(bool), SIGNS)
def test_utf_16_units_lead_to_the_words(before: str, words: str, after: str) -> None:
    found = QuotedPlaces(before + words + after).find(units(before), units(before + words), words)
    assert found == Found(Span(len(before), len(before + words)), "utf-16")


@given(SIGNS, SIGNS.filter(bool), SIGNS)
def test_without_words_units_are_meant(before: str, words: str, after: str) -> None:
    found = QuotedPlaces(before + words + after).find(units(before), units(before + words), "")
    assert found == Found(Span(len(before), len(before + words)), "utf-16")


@given(SIGNS, SIGNS.filter(bool), SIGNS)
def test_code_points_lead_to_the_words_too(before: str, words: str, after: str) -> None:
    text = f"👩{before}{words}{after}"
    found = QuotedPlaces(text).find(1 + len(before), 1 + len(before + words), words)
    assert found is not None
    assert text[found.span.start : found.span.end] == words


def test_code_points_are_named_when_only_they_fit() -> None:
    assert QuotedPlaces("👩 ab cd ab").find(2, 4, "ab") == Found(Span(2, 4), "code points")


def test_a_text_with_a_mark_and_two_signs_for_a_line_end_is_counted_as_it_was_written() -> None:
    places = QuotedPlaces("\ufeffone\r\ntwo\r\ntwo")
    assert places.text == "one\ntwo\ntwo"
    assert places.find(6, 9, "two") == Found(Span(4, 7), "code points as written")
    assert places.find(8, 11, "two") == Found(Span(8, 11), "utf-16")


def test_line_breaks_in_the_words_of_qt_are_line_feeds() -> None:
    assert QuotedPlaces("a\nb\nc").find(2, 5, "b\u2029c") == Found(Span(2, 5), "utf-16")


def test_words_that_stand_only_once_are_found_wherever_they_are() -> None:
    places = QuotedPlaces("energy and defence and alphabet")
    assert places.find(900, 907, "defence") == Found(Span(11, 18), "words")
    assert places.find(900, 903, "and") is None
    assert places.find(0, 6, "water") is None


def test_a_place_within_a_letter_is_none() -> None:
    assert QuotedPlaces("a👩b").find(2, 3, "") is None
    assert QuotedPlaces("abc").find(2, 9, "") is None
    assert QuotedPlaces("abc").find(2, 2, "") is None
