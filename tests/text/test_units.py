"""Tests of otsannot.text.units."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from otsannot.text.units import Stretch, Unit, larger, smaller, unit_at

TEXT = "Prof. Dr. Ö. Kocaman konuştu. 24. Zirve'nin sonu geldi!\n𐱅𐰇𐰼𐰜 𐰋𐰃𐰠𐰏𐰀. Son."
ZIRVE = TEXT.index("Zirve'nin")


def test_a_place_lies_in_a_word_a_sentence_and_a_paragraph() -> None:
    found = [unit_at(TEXT, ZIRVE + 3, unit, "tr") for unit in Unit]
    assert [TEXT[start:end] for start, end in found] == [
        "Zirve'nin",
        "24. Zirve'nin sonu geldi!",
        "Prof. Dr. Ö. Kocaman konuştu. 24. Zirve'nin sonu geldi!",
    ]


def test_a_selection_grows_from_the_caret_to_the_whole_text() -> None:
    grown = [Stretch(ZIRVE + 2, ZIRVE + 2)]
    while grown[-1] != (0, len(TEXT)):
        grown.append(larger(TEXT, *grown[-1], "tr"))
    assert [TEXT[start:end] for start, end in grown[1:]] == [
        "Zirve'nin",
        "24. Zirve'nin sonu geldi!",
        "Prof. Dr. Ö. Kocaman konuştu. 24. Zirve'nin sonu geldi!",
        TEXT,
    ]


def test_a_selection_over_several_units_grows_to_whole_ones() -> None:
    start, end = TEXT.index("aman"), TEXT.index("rve'nin")
    word = larger(TEXT, start, end, "tr")
    assert TEXT[slice(*word)] == "Kocaman konuştu. 24. Zirve'nin"
    assert TEXT[slice(*larger(TEXT, *word, "tr"))] == TEXT.split("\n")[0]


def test_a_selection_shrinks_to_what_stands_first_in_it() -> None:
    shrunk = [Stretch(0, len(TEXT))]
    while shrunk[-1].end > shrunk[-1].start:
        shrunk.append(smaller(TEXT, *shrunk[-1], "tr"))
    assert [TEXT[start:end] for start, end in shrunk[1:]] == [
        "Prof. Dr. Ö. Kocaman konuştu. 24. Zirve'nin sonu geldi!",
        "Prof. Dr. Ö. Kocaman konuştu.",
        "Prof",
        "",
    ]


@given(st.text(st.sampled_from("aş𐰀 .!\n\u0301’😀")), st.data())
def test_growing_always_ends_at_the_whole_text_and_shrinking_at_nothing(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    at = Stretch(start, data.draw(st.integers(start, len(text))))
    while at != (0, len(text)):
        wider = larger(text, *at)
        assert wider.start <= at.start <= at.end <= wider.end
        assert wider != at
        at = wider
    while at.end > at.start:
        narrower = smaller(text, *at)
        assert at.start <= narrower.start <= narrower.end <= at.end
        assert narrower != at
        at = narrower
