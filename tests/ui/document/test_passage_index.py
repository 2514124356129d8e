"""Tests of otsannot.ui.document.passage_index."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from made_passages import made

from otsannot.model.lanes import NO_LANE
from otsannot.model.passages import Passage, in_text_order
from otsannot.ui.document.passage_index import PassageIndex, Room

TEXT = ("A paragraph of some words.\n" * 20)[:400]
spans = st.tuples(st.integers(0, 380), st.integers(1, 120)).map(lambda drawn: (drawn[0], min(drawn[0] + drawn[1], 400)))
passages = st.lists(spans, max_size=20).map(
    lambda drawn: in_text_order(made(number, start, end, 1) for number, (start, end) in enumerate(drawn, start=1))
)


def ids(found: list[Passage]) -> list[int]:
    return [passage.annotation_id for passage in found]


@given(passages, spans)
def test_all_passages_that_touch_a_stretch_are_found_in_order(drawn: list[Passage], stretch: tuple[int, int]) -> None:
    index = PassageIndex(TEXT, drawn)
    found = [index.passages[number] for number in index.between(*stretch)]
    assert set(found) == {passage for passage in drawn if passage.start < stretch[1] and stretch[0] < passage.end}
    assert [passage.start for passage in found] == sorted(passage.start for passage in found)


def test_the_shortest_passage_at_a_place_comes_first() -> None:
    index = PassageIndex(TEXT, [made(1, 0, 100, 1), made(3, 10, 50, 2), made(2, 20, 30, 1), made(4, 30, 40)])
    assert ids(index.at(25)) == [2, 3, 1]
    assert ids(index.at(30)) == [4, 3, 1]
    assert ids(index.at(100)) == []


@given(passages, st.data())
def test_an_update_gives_what_a_new_index_would(drawn: list[Passage], data: st.DataObject) -> None:
    removed = data.draw(st.sets(st.sampled_from([1, 2, 3, 4, 5])))
    added = [made(3, 7, 9, 2), made(99, 0, 5)]
    left = [passage for passage in drawn if passage.annotation_id not in {*removed, 3, 99}]
    updated, fresh = (
        PassageIndex(TEXT, drawn).updated(removed, added),
        PassageIndex(TEXT, in_text_order([*left, *added])),
    )
    assert updated.passages == fresh.passages
    numbers = range(len(fresh.passages))
    assert [updated.brackets[number] for number in numbers] == [fresh.brackets[number] for number in numbers]
    assert [updated.underlines[number] for number in numbers] == [fresh.underlines[number] for number in numbers]


def test_underlines_part_only_where_passages_overlap() -> None:
    index = PassageIndex(TEXT, [made(1, 0, 10, 1), made(2, 10, 20, 1), made(3, 15, 30, 2), made(4, 40, 50)])
    assert [index.underlines[number] for number in range(4)] == [(0,), (0,), (1,), (0,)]


def test_brackets_part_where_passages_may_be_on_one_line() -> None:
    text = "one two three\n" + "four " * 100
    index = PassageIndex(text, [made(1, 0, 3, 1), made(2, 4, 7, 1), made(3, 14, 20, 2), made(4, 300, 310, 1)])
    assert [index.brackets[number] for number in range(4)] == [(0,), (1,), (0,), (0,)]


def test_brackets_are_packed_into_the_room_there_is() -> None:
    text = "four " * 100
    index = PassageIndex(text, [made(1, 0, 3, 1), made(2, 60, 70, 2), made(3, 62, 64, 1)])
    assert [index.brackets[number] for number in range(3)] == [(0,), (1,), (2,)]
    index.fit_brackets(Room(brackets=2, line=50))
    assert [index.brackets[number] for number in range(3)] == [(0,), (0,), (1,)]
    index.fit_brackets(Room(brackets=1, line=50))
    assert [index.brackets[number] for number in range(3)] == [(0,), (0,), (NO_LANE,)]


def test_a_passage_without_code_has_an_underline_and_no_bracket() -> None:
    index = PassageIndex(TEXT, [made(1, 0, 10)])
    assert index.underlines[0] == (0,)
    assert index.brackets[0] == ()
