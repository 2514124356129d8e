"""Tests of otsannot.ui.document.overview_rows."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from made_passages import COLOURS, made

from otsannot.model.passages import Passage, in_text_order
from otsannot.ui.document.overview_rows import LANES, NO_COLOUR, overview_rows
from otsannot.ui.document.passage_index import PassageIndex

BARE = "#000000"
TEXT = "x" * 1000
spans = st.tuples(st.integers(0, 999), st.integers(1, 600), st.sets(st.sampled_from([1, 2, 3, 4]), max_size=3))
passages = st.lists(spans, max_size=15).map(
    lambda drawn: in_text_order(
        made(number, start, min(start + length, 1000), *sorted(codes))
        for number, (start, length, codes) in enumerate(drawn, start=1)
    )
)


def rows_of(*drawn: Passage, rows: int = 10) -> list[set[str]]:
    shown = overview_rows(PassageIndex(TEXT, in_text_order(drawn)), len(TEXT), rows, BARE)
    return [set(row) - {NO_COLOUR} for row in shown]


def test_a_passage_fills_the_rows_it_reaches_into() -> None:
    nothing: set[str] = set()
    shown = rows_of(made(1, 150, 320, 1), made(2, 999, 1000, 2), made(3, 0, 1))
    assert shown == [{BARE}, {COLOURS[1]}, {COLOURS[1]}, {COLOURS[1]}, *[nothing] * 5, {COLOURS[2]}]


@given(passages, st.integers(1, 50))
def test_every_row_shows_the_colours_of_the_passages_in_it(drawn: list[Passage], rows: int) -> None:
    shown = overview_rows(PassageIndex(TEXT, drawn), len(TEXT), rows, BARE)
    assert len(shown) == rows
    for number, row in enumerate(shown):
        colours = [colour for colour in row if colour != NO_COLOUR]
        there: set[str] = set()
        for passage in drawn:
            if passage.start * rows // 1000 <= number <= (passage.end - 1) * rows // 1000:
                there |= {code.colour for code in passage.codes} or {BARE}
        assert len(colours) == len(set(colours)) == min(len(there), LANES)
        assert set(colours) <= there


@given(passages)
def test_a_colour_keeps_its_lane_from_row_to_row(drawn: list[Passage]) -> None:
    shown = overview_rows(PassageIndex(TEXT, drawn), len(TEXT), 40, BARE)
    for above, below in pairwise(shown):
        for lane, colour in enumerate(above):
            if colour != NO_COLOUR and colour in below:
                assert below[lane] == colour


def test_a_row_with_too_many_colours_shows_those_it_has_most_of() -> None:
    often = [made(number, 10, 20, 1 + number % 4) for number in range(8)]
    (row,) = rows_of(*often, made(9, 10, 20), rows=1)
    assert row == set(COLOURS.values())


def test_only_what_is_in_focus_is_shown() -> None:
    drawn = [made(1, 0, 100, 1, 2), made(2, 0, 100, 3), made(3, 0, 100)]
    index = PassageIndex(TEXT, drawn, lambda _passage, code: code is not None and code.code_id == 2)
    (row,) = overview_rows(index, len(TEXT), 1, BARE)
    assert set(row) == {COLOURS[2], NO_COLOUR}
