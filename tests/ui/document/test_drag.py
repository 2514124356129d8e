"""Tests of otsannot.ui.document.drag."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from otsannot.text.units import Unit
from otsannot.text.words import words
from otsannot.ui.document.drag import LetterDrag, UnitDrag

TEXT = "the Organization of Turkic States"
ORGANIZATION, TURKIC, STATES = TEXT.index("Org"), TEXT.index("Tur"), TEXT.index("Sta")


def dragged(anchor: int, *places: int, exact: bool = False) -> str:
    drag = LetterDrag(TEXT, anchor)
    for place in places:
        start, end = sorted(drag.to(place, exact=exact))
    return TEXT[start:end]


def test_within_its_first_word_a_drag_goes_by_letters() -> None:
    assert dragged(ORGANIZATION, ORGANIZATION + 5) == "Organ"
    assert dragged(ORGANIZATION + 2, ORGANIZATION + 8, ORGANIZATION) == "Or"


def test_beyond_it_words_are_whole_at_both_ends() -> None:
    assert dragged(ORGANIZATION + 3, TURKIC + 2) == "Organization of Turkic"
    assert dragged(TURKIC + 2, ORGANIZATION + 3) == "Organization of Turkic"


def test_a_hand_that_shakes_cuts_no_word() -> None:
    assert dragged(ORGANIZATION, TURKIC + 4, TURKIC + 3) == "Organization of Turkic"


def test_pulled_back_in_a_word_a_drag_goes_by_letters() -> None:
    assert dragged(ORGANIZATION, TURKIC + 5, TURKIC + 3) == "Organization of Tur"


def test_a_mouse_that_comes_back_from_further_on_finds_whole_words() -> None:
    assert dragged(ORGANIZATION, STATES + 4, TURKIC + 5, TURKIC + 2) == "Organization of Turkic"


def test_an_exact_drag_goes_by_letters_all_the_way() -> None:
    assert dragged(ORGANIZATION + 3, TURKIC + 2, exact=True) == "anization of Tu"


def test_a_drag_by_words_never_loses_the_first_one() -> None:
    drag = UnitDrag(TEXT, TURKIC + 1, Unit.WORD, "")
    assert [TEXT[slice(*sorted(drag.to(place)))] for place in (STATES + 1, TURKIC, ORGANIZATION + 1)] == [
        "Turkic States",
        "Turkic",
        "Organization of Turkic",
    ]


@given(st.integers(0, len(TEXT)), st.lists(st.integers(0, len(TEXT)), min_size=1, max_size=6))
def test_a_drag_covers_where_the_mouse_was_pressed_and_where_it_is(anchor: int, places: list[int]) -> None:
    drag = LetterDrag(TEXT, anchor)
    for place in places:
        start, end = sorted(drag.to(place))
        assert start <= min(anchor, place) <= max(anchor, place) <= end
    borders = {border for word in words(TEXT) for border in word}
    assert start in borders | {anchor, *places}
    assert end in borders | {anchor, *places}
