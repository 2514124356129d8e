"""Tests of otsannot.ui.document.lanes."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from otsannot.model.lanes import NO_LANE, Extent, pack
from otsannot.ui.document.lanes import Lanes, stack

LIMIT = 4
extents = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 20), st.integers(0, 3)).map(
        lambda drawn: Extent(drawn[0], drawn[0] + drawn[1], drawn[2])
    ),
    max_size=25,
).map(sorted)

numbers = st.tuples(st.integers(0, 60), st.integers(1, 20), st.integers(0, 3), st.integers(0, 2))
extents_in_and_out_of_focus = st.lists(
    numbers.map(lambda drawn: Extent(drawn[0], drawn[0] + drawn[1], drawn[2], drawn[3])), max_size=25
).map(sorted)


def test_what_overlaps_lies_side_by_side_and_what_does_not_lies_in_one_lane() -> None:
    assert pack([Extent(0, 10, 1), Extent(5, 20, 1), Extent(10, 15, 1)], LIMIT) == [(0,), (1,), (0,)]


def test_a_passage_with_three_codes_takes_three_lanes() -> None:
    assert pack([Extent(0, 10, 1), Extent(5, 20, 3), Extent(12, 15, 1)], LIMIT) == [(0,), (1, 2, 3), (0,)]


def test_more_than_there_are_lanes_for_get_none() -> None:
    assert pack([Extent(0, 10, 1)] * 3, 2) == [(0,), (1,), (NO_LANE,)]
    assert pack([Extent(0, 10, 3), Extent(10, 20, 1)], 2) == [(0, 1, NO_LANE), (0,)]


def test_what_is_out_of_focus_lies_beyond_all_the_rest() -> None:
    extents = [Extent(0, 10, 0, 1), Extent(5, 20, 1), Extent(6, 9, 1, 1), Extent(15, 30, 0, 1)]
    assert pack(extents, 4) == [(2,), (0,), (1, 3), (2,)]
    assert pack(extents, 3) == [(2,), (0,), (1, NO_LANE), (2,)]


def test_all_that_touch_each_other_know_how_many_lanes_they_take_together() -> None:
    extents = [Extent(0, 10, 1), Extent(5, 20, 2), Extent(15, 30, 1), Extent(30, 40, 1), Extent(50, 60, 5)]
    lanes = Lanes(5, extents.__getitem__, lambda number: number in (1, 2), 4)
    assert [lanes.used_around(number) for number in range(5)] == [3, 3, 3, 1, 5]


@given(extents_in_and_out_of_focus)
def test_no_two_that_overlap_share_a_lane(drawn: list[Extent]) -> None:
    packed = pack(drawn, LIMIT)
    assert [len(lanes) for lanes in packed] == [extent.lanes + extent.further for extent in drawn]
    for (one, its), (other, others) in combinations(zip(drawn, packed, strict=True), 2):
        if one.start < other.end and other.start < one.end:
            assert set(its) & set(others) <= {NO_LANE}


@given(extents, st.data())
def test_lanes_asked_for_one_by_one_are_those_of_the_whole(drawn: list[Extent], data: st.DataObject) -> None:
    def touches(number: int) -> bool:
        return drawn[number].start < max(extent.end for extent in drawn[:number])

    lanes = Lanes(len(drawn), drawn.__getitem__, touches, LIMIT)
    packed = pack(drawn, LIMIT)
    for number in data.draw(st.permutations(range(len(drawn)))):
        assert lanes[number] == packed[number]


def test_labels_that_would_cover_each_other_slide_down() -> None:
    assert stack([(0, 50), (4, 50), (8, 50), (100, 100)], 10) == [0, 10, 20, 100]


def test_a_label_that_cannot_slide_far_enough_is_left_out() -> None:
    assert stack([(0, 0), (4, 8), (4, 20)], 10) == [0, None, 10]


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 60)), max_size=20))
def test_no_label_covers_another(drawn: list[tuple[int, int]]) -> None:
    wanted = [(float(top), float(top + room)) for top, room in drawn]
    tops = stack(wanted, 10)
    for (top, last), at in zip(wanted, tops, strict=True):
        assert at is None or top <= at <= last
    placed = sorted(at for at in tops if at is not None)
    assert all(below - above >= 10 for above, below in pairwise(placed))
