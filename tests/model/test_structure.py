"""The structure of a text is found by place, kept as JSON, and moves with the words when the text is corrected."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from otsannot.model.corrections import Correction
from otsannot.model.structure import PART_KINDS, Part, Structure, packed, unpacked

TEXT = "Ärda 𐰀\nAnna: Yes.\nBen: No 👩‍🏫.\n"
PARTS = (
    Part(0, 6, "heading", "1"),
    Part(7, 17, "speaker", "Anna"),
    Part(18, 30, "speaker", "Ben"),
    Part(0, 30, "page", "iv"),
    Part(12, 12, "anchor", "1"),
)

parts = st.builds(
    lambda start, length, kind, value: Part(start, start + length, kind, value),
    st.integers(0, 1000),
    st.integers(0, 1000),
    st.sampled_from(PART_KINDS),
    st.text(),
)


def corrected(start: int, end: int, words: str) -> list[Part]:
    correction = Correction(TEXT)
    correction.splice(start, end, words)
    return Structure(PARTS).moved(correction).parts


def test_the_part_at_a_place_is_the_last_that_holds_it() -> None:
    structure = Structure(PARTS)
    assert structure.at(9, "speaker") == Part(7, 17, "speaker", "Anna")
    assert structure.at(17, "speaker") is None
    assert structure.before(17, "speaker") == Part(7, 17, "speaker", "Anna")
    assert structure.at(20, "page") == Part(0, 30, "page", "iv")
    assert (structure.at(3, "time"), structure.before(3, "speaker")) == (None, None)


def test_parts_move_with_their_words() -> None:
    assert corrected(13, 16, "Certainly") == [
        Part(0, 36, "page", "iv"),
        Part(0, 6, "heading", "1"),
        Part(7, 23, "speaker", "Anna"),
        Part(12, 12, "anchor", "1"),
        Part(24, 36, "speaker", "Ben"),
    ]


def test_a_part_without_words_is_gone() -> None:
    assert corrected(7, 18, "") == [
        Part(0, 19, "page", "iv"),
        Part(0, 6, "heading", "1"),
        Part(7, 19, "speaker", "Ben"),
    ]


@given(st.lists(parts))
def test_a_structure_comes_back_as_it_was_kept(some: list[Part]) -> None:
    assert unpacked(packed(some)).parts == Structure(some).parts


def test_the_order_of_parts_does_not_change_what_is_kept() -> None:
    assert packed(PARTS) == packed(reversed(PARTS))
    assert packed([]) == ""
