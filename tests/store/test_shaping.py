"""Tests of otsannot.store.shaping: positions, codes, weights and comments survive whatever is done to a passage."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import CODER, HARD_TEXT, dump

from otsannot.errors import OtsannotError
from otsannot.model.spans import Span
from otsannot.store import Edit, Store, batches, check, codes, passages, shaping
from otsannot.store.coders import ensure_coder

HARD = 1
FLAG, FAMILY = HARD_TEXT.index("🇹🇷"), HARD_TEXT.index("👩‍👩‍👧‍👦")
LENGTH = len(HARD_TEXT)

at_once = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


class Shown(NamedTuple):
    """A passage as its coder sees it."""

    span: tuple[int, int]
    codes: dict[str, int | None]
    comment: str


@pytest.fixture
def coded(store: Store) -> Store:
    """Codes A, B and C, and the coder as number 1."""
    with store.edit("Set up", CODER) as edit:
        ensure_coder(edit, CODER)
        for name in "ABC":
            codes.create_code(edit, name)
    return store


def mark(
    store: Store, start: int, end: int, given_codes: dict[str, int | None], comment: str = "", coder: str = CODER
) -> int:
    with store.edit("Mark", coder) as edit:
        book = codes.tree(edit.session)
        numbers = {name: codes.find_code(book, name).id for name in given_codes}
        made = passages.apply_codes(edit, HARD, Span(start, end), list(numbers.values()), ensure_coder(edit, coder))
        for name, weight in given_codes.items():
            batches.weigh(edit, passages.codings_of(edit.session, made, numbers[name]), weight)
        passages.comment(edit, made, comment)
    return made


def shown(store: Store) -> list[Shown]:
    with store.read() as session:
        found = passages.passages(session, HARD, codes.tree(session))
    return [Shown(tuple(p.span), {code.name: code.weight for code in p.codes}, p.comment) for p in found]


def do(store: Store, verb: Callable[[Edit], object]) -> None:
    """Run a verb, and see that taking it back and doing it again leave every row as it was."""
    before = dump(store)
    with store.edit("Shape", CODER) as edit:
        verb(edit)
    after = dump(store)
    if after != before:
        store.undo()
        assert dump(store) == before
        store.redo()
        assert dump(store) == after
    assert check.faults(store) == []


def test_the_ends_of_a_passage_move_and_nothing_else(coded: Store) -> None:
    made = mark(coded, FLAG, FLAG + 2, {"A": 30}, "Why?")
    do(coded, lambda edit: shaping.move_ends(edit, made, Span(FAMILY, FLAG + 8)))
    assert shown(coded) == [Shown((FAMILY, FLAG + 8), {"A": 30}, "Why?")]


def test_a_passage_that_comes_to_lie_on_another_becomes_one_with_it(coded: Store) -> None:
    mark(coded, 0, 11, {"A": 10, "B": None}, "An older thought.")
    moved = mark(coded, 5, 11, {"B": 70, "C": None}, "A newer one.")
    do(coded, lambda edit: shaping.move_ends(edit, moved, Span(0, 11)))
    assert shown(coded) == [Shown((0, 11), {"A": 10, "B": 70, "C": None}, "A newer one.\n\nAn older thought.")]


def test_the_higher_weight_stays(coded: Store) -> None:
    mark(coded, 0, 11, {"A": 10, "B": 8}, "The same.")
    moved = mark(coded, 5, 11, {"A": None, "B": 0}, "The same.")
    do(coded, lambda edit: shaping.move_ends(edit, moved, Span(0, 11)))
    assert shown(coded) == [Shown((0, 11), {"A": 10, "B": 8}, "The same.")]


def test_a_passage_of_another_coder_stays_where_one_comes_to_lie(coded: Store) -> None:
    mark(coded, 0, 11, {"A": None}, coder="Grace")
    moved = mark(coded, 5, 11, {"B": None})
    do(coded, lambda edit: shaping.move_ends(edit, moved, Span(0, 11)))
    assert shown(coded) == [Shown((0, 11), {"A": None}, ""), Shown((0, 11), {"B": None}, "")]


@pytest.mark.parametrize("span", [Span(-1, 3), Span(3, 3), Span(5, 4), Span(0, LENGTH + 1)])
def test_ends_outside_the_text_are_refused(coded: Store, span: Span) -> None:
    made = mark(coded, 0, 4, {})
    with pytest.raises(OtsannotError, match="There is no passage"), coded.edit("Move", CODER) as edit:
        shaping.move_ends(edit, made, span)


def test_both_halves_of_a_split_passage_keep_the_codes_and_the_first_the_comment(coded: Store) -> None:
    made = mark(coded, 0, LENGTH, {"A": 30, "B": None}, "Why?")
    do(coded, lambda edit: shaping.split(edit, made, FLAG))
    halves = {"A": 30, "B": None}
    assert shown(coded) == [Shown((0, FLAG), halves, "Why?"), Shown((FLAG, LENGTH), halves, "")]


def test_a_half_that_comes_to_lie_on_another_passage_becomes_one_with_it(coded: Store) -> None:
    mark(coded, FLAG, LENGTH, {"C": 5}, "Of the end.")
    mark(coded, 0, FLAG, {"A": None}, "Of the beginning.")
    made = mark(coded, 0, LENGTH, {"A": 30}, "Why?")
    do(coded, lambda edit: shaping.split(edit, made, FLAG))
    assert shown(coded) == [
        Shown((0, FLAG), {"A": 30}, "Why?\n\nOf the beginning."),
        Shown((FLAG, LENGTH), {"A": 30, "C": 5}, "Of the end."),
    ]


@pytest.mark.parametrize("position", [4, 5, 11, 12])
def test_a_passage_is_split_inside_only(coded: Store, position: int) -> None:
    made = mark(coded, 5, 11, {"A": None})
    with pytest.raises(OtsannotError, match="inside the passage"), coded.edit("Split", CODER) as edit:
        shaping.split(edit, made, position)


def test_joined_passages_are_one_from_the_first_beginning_to_the_last_end(coded: Store) -> None:
    last = mark(coded, 20, 25, {"A": 60, "C": None}, "Last.")
    inner = mark(coded, 6, 9, {"B": None})
    first = mark(coded, 5, 11, {"A": None, "B": 20}, "First.")
    do(coded, lambda edit: shaping.join(edit, [last, inner, first]))
    assert shown(coded) == [Shown((5, 25), {"A": 60, "B": 20, "C": None}, "First.\n\nLast.")]


def test_passages_of_two_coders_are_not_joined(coded: Store) -> None:
    mine, theirs = mark(coded, 0, 4, {}), mark(coded, 5, 11, {}, coder="Grace")
    with pytest.raises(OtsannotError, match="one coder"), coded.edit("Join", CODER) as edit:
        shaping.join(edit, [mine, theirs])


@given(st.data())
@at_once
def test_shaping_loses_no_code_no_comment_and_no_letter(coded: Store, data: st.DataObject) -> None:
    """Whatever is moved, split and joined: all codes and comments are there, and undo leads back to the first row."""
    while dump(coded)["annotation"]:  # an example that failed left some
        coded.undo()
    places = st.integers(0, LENGTH - 1)
    before = dump(coded)
    made = []
    for number in range(data.draw(st.integers(1, 3))):
        start = data.draw(places)
        end = data.draw(st.integers(start + 1, LENGTH))
        named = data.draw(st.dictionaries(st.sampled_from("ABC"), st.none() | st.integers(0, 100)))
        made.append(mark(coded, start, end, named, f"Comment {number}."))
    said = {name for passage in shown(coded) for name in passage.codes}
    for _step in range(data.draw(st.integers(1, 4))):
        there = [number for number, *_rest in dump(coded)["annotation"]]
        spans = {row[0]: Span(row[4], row[5]) for row in dump(coded)["annotation"]}
        one = data.draw(st.sampled_from(there))
        verb = data.draw(st.sampled_from(["move", "split", "join"]))
        with coded.edit(verb, CODER) as edit:
            if verb == "move":
                start = data.draw(places)
                shaping.move_ends(edit, one, Span(start, data.draw(st.integers(start + 1, LENGTH))))
            elif verb == "split" and spans[one].end - spans[one].start > 1:
                shaping.split(edit, one, data.draw(st.integers(spans[one].start + 1, spans[one].end - 1)))
            else:
                shaping.join(edit, [one, data.draw(st.sampled_from(there))])
        after = shown(coded)
        assert {name for passage in after for name in passage.codes} == said
        assert len({passage.span for passage in after}) == len(after)
    comments = " ".join(passage.comment for passage in shown(coded))
    assert all(f"Comment {number}." in comments for number in range(len(set(made))) if made.count(made[number]) == 1)
    assert check.faults(coded) == []
    while dump(coded) != before:
        assert coded.undo() is not None
