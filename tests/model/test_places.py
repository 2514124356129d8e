"""Where a passage stands is said in words: page, speaker, time and heading."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from otsannot.model.places import NOWHERE, Place, Places
from otsannot.model.structure import Part, Structure

TEXT = "Başlık 𐰀\nAnna: ja\nBen: nein\nAnna: doch\nSonuç\nSon.\n"
PARTS = (
    Part(0, 8, "heading", "1"),
    Part(39, 44, "heading", "2"),
    Part(0, 20, "page", "iv"),
    Part(20, 50, "page", "1"),
    Part(9, 17, "speaker", "Anna"),
    Part(18, 27, "speaker", "Ben"),
    Part(28, 38, "speaker", "Anna"),
    Part(9, 27, "time", "00:00:01.000"),
    Part(28, 38, "time", "00:00:09.500"),
)

borders = st.lists(st.integers(0, 60), max_size=8).map(sorted)


def test_a_passage_is_on_its_page_and_goes_on_to_the_next() -> None:
    places = Places(Structure(PARTS), TEXT)
    assert places.of(9, 17) == Place("iv", "Anna", "00:00:01.000", "Başlık 𐰀")
    assert places.of(9, 38) == Place("iv-1", "Anna; Ben", "00:00:01.000-00:00:09.500", "Başlık 𐰀")
    assert places.of(18, 27) == Place("iv-1", "Ben", "00:00:01.000", "Başlık 𐰀")
    assert places.of(39, 44) == places.of(45, 49) == Place("1", "", "", "Sonuç")
    assert places.of(0, 1) == Place("iv", "", "", "Başlık 𐰀")


def test_a_text_without_structure_says_nothing() -> None:
    assert Places(Structure(), TEXT).of(0, 5) == NOWHERE == Place("", "", "", "")


@given(borders, st.integers(0, 60), st.integers(1, 10))
def test_pages_are_found_wherever_they_begin(starts: list[int], start: int, length: int) -> None:
    pages = [Part(a, b, "page", str(number)) for number, (a, b) in enumerate(pairwise(starts))]
    met = [page.value for page in pages if max(page.start, start) < min(page.end, start + length)]
    found = Places(Structure(pages), "x" * 80).of(start, start + length).page
    assert found == ("" if not met else met[0] if len(met) == 1 else f"{met[0]}-{met[-1]}")
