"""Tests of otsannot.store.batches."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from support import CODER, add_text

from otsannot.errors import CancelledError, OtsannotError
from otsannot.model.spans import Span
from otsannot.progress import Progress
from otsannot.store import Store, batches, codes, passages
from otsannot.store.coders import ensure_coder


class Study(NamedTuple):
    """Two passages of Ada with two codes and one, and one of Grace with a comment."""

    store: Store
    text: int
    ada: int
    grace: int
    peace: int
    trade: int
    both: int
    one: int
    other: int


@pytest.fixture
def study(store: Store) -> Study:
    text = add_text(store, "easy", "One two three four five.")
    with store.edit("Set up", CODER) as edit:
        ada, grace = ensure_coder(edit, CODER), ensure_coder(edit, "Grace")
        peace, trade = codes.create_code(edit, "Peace"), codes.create_code(edit, "Trade")
        both = passages.apply_codes(edit, text, Span(0, 7), [peace, trade], ada)
        one = passages.apply_codes(edit, text, Span(8, 13), [peace], ada)
        other = passages.apply_codes(edit, text, Span(0, 3), [peace], grace)
        passages.comment(edit, other, "Hm.")
    return Study(store, text, ada, grace, peace, trade, both, one, other)


def coded(study: Study) -> list[tuple[int, int, str, list[tuple[str, int | None]]]]:
    with study.store.read() as session:
        found = passages.passages(session, study.text, codes.tree(session))
    return [(p.start, p.end, p.coder, [(code.name, code.weight) for code in p.codes]) for p in found]


def test_a_code_is_added_where_it_is_missing(study: Study) -> None:
    with study.store.edit("Add", CODER) as edit:
        assert batches.add_code(edit, [study.both, study.one], study.trade, study.ada) == 1
    assert coded(study) == [
        (0, 7, CODER, [("Peace", None), ("Trade", None)]),
        (0, 3, "Grace", [("Peace", None)]),
        (8, 13, CODER, [("Peace", None), ("Trade", None)]),
    ]


def test_a_code_added_to_passages_of_others_makes_passages_of_ones_own(study: Study) -> None:
    for times in (1, 0):
        with study.store.edit("Add", CODER) as edit:
            assert batches.add_code(edit, [study.other], study.trade, study.ada) == times
    assert [held for held in coded(study) if held[:2] == (0, 3)] == [
        (0, 3, "Grace", [("Peace", None)]),
        (0, 3, CODER, [("Trade", None)]),
    ]


def test_a_folder_is_added_to_nothing(study: Study) -> None:
    with study.store.edit("Folder", CODER) as edit:
        folder = codes.create_code(edit, "Themes")
        codes.set_folder(edit, folder, True)
    with pytest.raises(OtsannotError, match="Themes"), study.store.edit("Add", CODER) as edit:
        batches.add_code(edit, [study.one], folder, study.ada)


def test_passages_go_with_their_last_code_unless_they_have_a_comment(study: Study) -> None:
    with study.store.edit("Remove", CODER) as edit:
        assert batches.remove_codings(edit, [1, 3, 4]) == (3, 1)
        assert batches.remove_codings(edit, [1]) == (0, 0)
    assert coded(study) == [(0, 7, CODER, [("Trade", None)]), (0, 3, "Grace", [])]


def test_codings_are_weighed_and_the_weight_is_taken_away(study: Study) -> None:
    for weight in (70, None):
        with study.store.edit("Weigh", CODER) as edit:
            batches.weigh(edit, [1, 3], weight)
        assert [held[3] for held in coded(study)] == [
            [("Peace", weight), ("Trade", None)],
            [("Peace", None)],
            [("Peace", weight)],
        ]


@pytest.mark.parametrize("weight", [-1, 101])
def test_a_weight_outside_0_to_100_is_refused(study: Study, weight: int) -> None:
    with pytest.raises(OtsannotError, match="0 to 100"), study.store.edit("Weigh", CODER) as edit:
        batches.weigh(edit, [1], weight)


def test_what_a_coder_made_is_told_from_what_others_made(study: Study) -> None:
    with study.store.read() as session:
        assert batches.own_codings(session, [1, 2, 3, 4], study.ada) == [1, 2, 3]
        assert batches.own_annotations(session, [study.both, study.other], study.grace) == [study.other]


def test_work_that_is_stopped_leaves_everything_as_it_was(study: Study) -> None:
    class Impatient(Progress):
        def advance(self, steps: int = 1) -> None:
            raise CancelledError

    before = coded(study)
    with pytest.raises(CancelledError), study.store.edit("Remove", CODER) as edit:
        batches.remove_codings(edit, [1, 2], Impatient())
    assert coded(study) == before
