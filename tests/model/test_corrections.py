"""Tests of otsannot.model.corrections and otsannot.model.comparing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otsannot.model.comparing import compared
from otsannot.model.corrections import Correction, Stretch
from otsannot.model.spans import Span
from otsannot.text.graphemes import snap

TEXT = "The ministers met in Baku. They spoke of energy and of defence."
ALPHABET = "ab \n𐱅👩é\u0301\u200d🇹🇷ע"


def words(text: str, part: str) -> Span:
    return Span(text.index(part), text.index(part) + len(part))


def rewritten(text: str, *changes: tuple[str, str]) -> Correction:
    """The text after words were replaced one after another."""
    correction = Correction(text)
    for old, new in changes:
        span = words(correction.text, old)
        correction.splice(span.start, span.end, new)
    return correction


def moved(correction: Correction, part: str) -> str | None:
    span = correction.moved(words(correction.earlier, part))
    return None if span is None else correction.text[span.start : span.end]


def test_a_passage_after_a_correction_moves_along() -> None:
    assert moved(rewritten(TEXT, ("The ministers", "Both ministers and the president")), "energy") == "energy"


def test_a_letter_mended_inside_a_passage_still_belongs_to_it() -> None:
    assert moved(rewritten("of defnce and", ("fn", "fen")), "defnce") == "defence"


@pytest.mark.parametrize(("old", "new", "kept"), [("D", "d", "defence"), ("e and", "ce and", "Defencce")])
def test_a_letter_mended_at_the_edge_still_belongs_to_it(old: str, new: str, kept: str) -> None:
    assert moved(rewritten("of Defence and", (old, new)), "Defence") == kept


def test_what_is_put_beside_a_passage_does_not_belong_to_it() -> None:
    correction = Correction("of energy and")
    correction.splice(9, 9, " policy")
    correction.splice(3, 3, "green ")
    assert moved(correction, "energy") == "energy"


def test_a_passage_keeps_the_words_that_stay_of_it() -> None:
    assert moved(rewritten(TEXT, ("Baku. They spoke of", "Shusha")), "They spoke of energy") == " energy"
    assert moved(rewritten(TEXT, ("met in Baku", "spoke")), "ministers met") == "ministers "


def test_a_passage_whose_words_are_gone_is_lost() -> None:
    correction = rewritten(TEXT, ("energy and of ", ""))
    assert moved(correction, "energy") is None
    assert correction.in_place_of(words(TEXT, "energy")) is None


def test_what_stands_in_the_place_of_lost_words_is_told() -> None:
    correction = rewritten(TEXT, ("energy", "gas"))
    assert moved(correction, "energy") is None
    place = correction.in_place_of(words(TEXT, "energy"))
    assert place is not None
    assert correction.text[place.start : place.end] == "gas"


def test_words_that_keep_only_the_space_between_them_are_gone() -> None:
    assert moved(rewritten("a bb cc d", ("bb", "xx"), ("cc", "yy")), "bb cc") is None


def test_of_two_equal_words_the_one_that_was_deleted_is_gone() -> None:
    correction = Correction("yes yes")
    correction.splice(0, 4, "")
    assert (correction.moved(Span(0, 3)), correction.moved(Span(4, 7))) == (None, Span(0, 3))


def test_words_that_are_typed_again_are_there_again() -> None:
    correction = rewritten(TEXT, ("energy", ""), ("of  and", "of energy and"))
    assert correction.is_blank
    assert moved(correction, "energy") == "energy"


def test_a_letter_that_two_words_share_keeps_nothing() -> None:
    correction = rewritten("in Baku today", ("Baku", "S"))
    for place, letter in enumerate("husha"):
        correction.splice(4 + place, 4 + place, letter)
    assert correction.text == "in Shusha today"
    assert moved(correction, "Baku") is None
    assert moved(compared("they met here", "they sat together here"), "met") is None


@pytest.mark.parametrize(("old", "new"), [("defnce", "defence"), ("Turkey", "Turkiye"), ("enérgy", "energy")])
def test_a_word_that_was_mended_elsewhere_keeps_its_passage(old: str, new: str) -> None:
    assert moved(compared(f"of {old} and", f"All of {new} and"), old) == new


def test_typing_makes_one_stretch() -> None:
    correction = Correction("ab")
    for place, letter in enumerate("xyz"):
        correction.splice(1 + place, 1 + place, letter)
    assert (correction.text, correction.stretches) == ("axyzb", [Stretch(1, 1, 1, 4)])


def test_a_mark_that_is_put_on_the_last_letter_is_not_cut_off() -> None:
    correction = Correction("cafe noir")
    correction.splice(4, 4, "\u0301")
    assert moved(correction, "cafe") == "cafe\u0301"


Splices = st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1), st.text(ALPHABET, max_size=4)), max_size=8)


@given(st.text(ALPHABET, max_size=40), Splices)
def test_splices_lead_to_the_corrected_text(text: str, splices: list[tuple[float, float, str]]) -> None:
    correction = Correction(text)
    expected = text
    for one, other, inserted in splices:
        start, end = sorted((round(one * len(expected)), round(other * len(expected))))
        correction.splice(start, end, inserted)
        expected = expected[:start] + inserted + expected[end:]
    assert correction.text == expected
    follows_stretches(correction)


@given(st.text(ALPHABET, max_size=40), st.text(ALPHABET, max_size=40))
def test_a_comparison_leads_to_the_corrected_text(earlier: str, corrected: str) -> None:
    follows_stretches(compared(earlier, corrected))


def follows_stretches(correction: Correction) -> None:
    """The stretches are in order, never touch, and say what was rewritten; passages keep just what stayed of them."""
    at = new_at = 0
    origins: list[int | None] = []
    for stretch in [*correction.stretches, Stretch(*[len(correction.earlier)] * 2, *[len(correction.text)] * 2)]:
        same = correction.earlier[at : stretch.start]
        assert same == correction.text[new_at : stretch.new_start]
        assert same or at == 0 or stretch.start == len(correction.earlier)
        origins += [*range(at, stretch.start), *[None] * (stretch.new_end - stretch.new_start)]
        at, new_at = stretch.end, stretch.new_end
    for start in range(len(correction.earlier)):
        span = Span(start, min(start + 5, len(correction.earlier)))
        survivors = [place for place, origin in enumerate(origins) if origin is not None and origin in range(*span)]
        found = correction.moved(span)
        if found is None:
            assert not "".join(correction.text[place] for place in survivors).strip()
        else:
            # A passage without any word, such as a blank line, may have stayed only in part.
            assert found.start <= survivors[0] <= survivors[-1] < found.end
            assert snap(correction.text, *found) == found
            bare = [place for place in range(*found) if origins[place] is not None and place not in survivors]
            core = [place for place in range(*found) if place not in bare]
            low, high = snap(correction.text, core[0], core[-1] + 1)
            assert all(low <= place < high or origins[place] is None for place in bare)
