"""Tests of otsannot.store.arranging."""

from __future__ import annotations

import pytest
from support import CODER, dump

from otsannot.errors import OtsannotError
from otsannot.model.nouns import LONGEST_NAME, Code
from otsannot.model.spans import Span
from otsannot.store import Store, arranging, check, codes, passages
from otsannot.store.arranging import Removed
from otsannot.store.coders import ensure_coder

PATHS = ("Security > Defence", "Security > Cyber > Phishing", "Energy > Gas", "Trade")


@pytest.fixture
def made(store: Store) -> dict[str, int]:
    """A codebook of three branches, by name."""
    with store.edit("Codebook", CODER) as edit:
        for path in PATHS:
            codes.find_or_create(edit, path)
        return {row.name: row.id for row in codes.tree(edit.session).walk()}


def book(store: Store) -> list[str]:
    with store.read() as session:
        found = codes.tree(session)
        return [found.path(row.id) for row in found.walk()]


def test_codes_move_together_in_the_order_they_are_given(store: Store, made: dict[str, int]) -> None:
    with store.edit("Move", CODER) as edit:
        arranging.move_codes(edit, [made["Trade"], made["Gas"]], made["Security"], 1)
    assert book(store) == [
        "Security",
        "Security > Defence",
        "Security > Trade",
        "Security > Gas",
        "Security > Cyber",
        "Security > Cyber > Phishing",
        "Energy",
    ]


def test_a_code_under_another_that_moves_goes_with_it(store: Store, made: dict[str, int]) -> None:
    with store.edit("Move", CODER) as edit:
        arranging.move_codes(edit, [made["Phishing"], made["Cyber"]], None, 0)
    assert book(store)[:2] == ["Cyber", "Cyber > Phishing"]


def test_codes_of_one_name_cannot_move_to_one_place(store: Store, made: dict[str, int]) -> None:
    with store.edit("More", CODER) as edit:
        other = codes.create_code(edit, "Gas", made["Security"])
    before = dump(store)
    with pytest.raises(OtsannotError, match="Two of these codes are called “Gas”"), store.edit("M", CODER) as edit:
        arranging.move_codes(edit, [made["Gas"], other], None)
    with pytest.raises(OtsannotError, match="There is a code “Energy > Gas” already"), store.edit("M", CODER) as edit:
        arranging.move_codes(edit, [other], made["Energy"])
    assert dump(store) == before


def test_no_code_moves_under_one_of_those_that_move(store: Store, made: dict[str, int]) -> None:
    with pytest.raises(OtsannotError, match="under itself"), store.edit("Move", CODER) as edit:
        arranging.move_codes(edit, [made["Trade"], made["Security"]], made["Phishing"])


def test_a_duplicate_stands_after_the_original_without_digit_and_codings(store: Store, made: dict[str, int]) -> None:
    with store.edit("Set up", CODER) as edit:
        codes.define_code(edit, made["Defence"], brief_definition="Armies", memo="x")
        codes.colour_code(edit, made["Defence"], "#123456")
        codes.bind_digit(edit, made["Defence"], 4)
        passages.apply_codes(edit, 1, Span(0, 4), [made["Defence"]], ensure_coder(edit, CODER))
    with store.edit("Duplicate", CODER) as edit:
        copy = arranging.duplicate_code(edit, made["Defence"])
    with store.read() as session:
        row = codes.tree(session).by_id[copy]
        assert (row.name, row.colour, row.digit) == ("Defence (2)", "#123456", None)
        assert codes.definition(session, copy) == codes.definition(session, made["Defence"])
        assert codes.counts(session) == {made["Defence"]: 1}
    assert book(store)[:4] == ["Security", "Security > Defence", "Security > Defence (2)", "Security > Cyber"]


def test_a_branch_is_duplicated_with_all_under_it(store: Store, made: dict[str, int]) -> None:
    for _ in range(2):
        with store.edit("Duplicate", CODER) as edit:
            arranging.duplicate_code(edit, made["Cyber"], with_children=True)
    assert book(store)[2:8] == [
        "Security > Cyber",
        "Security > Cyber > Phishing",
        "Security > Cyber (3)",
        "Security > Cyber (3) > Phishing",
        "Security > Cyber (2)",
        "Security > Cyber (2) > Phishing",
    ]


def test_removing_codes_takes_what_stands_under_them_and_their_codings(store: Store, made: dict[str, int]) -> None:
    with store.edit("Code", CODER) as edit:
        coder = ensure_coder(edit, CODER)
        passages.apply_codes(edit, 1, Span(0, 4), [made["Phishing"], made["Cyber"], made["Trade"]], coder)
    before = dump(store)
    with store.edit("Remove", CODER) as edit:
        assert arranging.remove_codes(edit, [made["Phishing"], made["Security"], made["Gas"]]) == Removed(5, 2)
    assert book(store) == ["Energy", "Trade"]
    with store.read() as session:
        (left,) = passages.passages(session, 1, codes.tree(session))
    assert [code.name for code in left.codes] == ["Trade"]
    store.undo()
    assert dump(store) == before
    assert check.faults(store) == []


def test_a_folder_is_applied_nowhere_and_has_no_digit(store: Store, made: dict[str, int]) -> None:
    with store.edit("Folder", CODER) as edit:
        codes.bind_digit(edit, made["Energy"], 3)
        codes.set_folder(edit, made["Energy"], True)
        row = codes.tree(edit.session).by_id[made["Energy"]]
    assert (row.is_folder, row.digit) == (True, None)
    sentence = "“Energy” is a folder, which holds codes and is not applied itself. Choose a code in it."
    with pytest.raises(OtsannotError, match=sentence), store.edit("Apply", CODER) as edit:
        passages.apply_codes(edit, 1, Span(0, 4), [made["Energy"]], ensure_coder(edit, CODER))
    with pytest.raises(OtsannotError, match=sentence), store.edit("Bind", CODER) as edit:
        codes.bind_digit(edit, made["Energy"], 4)
    with store.edit("No folder", CODER) as edit:
        codes.set_folder(edit, made["Energy"], False)
        passages.apply_codes(edit, 1, Span(0, 4), [made["Energy"]], ensure_coder(edit, CODER))
    with pytest.raises(OtsannotError, match="“Energy” is in use"), store.edit("Folder", CODER) as edit:
        codes.set_folder(edit, made["Energy"], True)


def test_a_folder_with_codings_is_a_fault(store: Store, made: dict[str, int]) -> None:
    with store.edit("Past the verbs", CODER) as edit:
        passages.apply_codes(edit, 1, Span(0, 4), [made["Energy"]], ensure_coder(edit, CODER))
        edit.set(edit.get(Code, made["Energy"]), is_folder=True)
    assert check.faults(store) == ["“Energy” is a folder and has codings."]


def test_undo_brings_back_a_child_that_is_older_than_its_parent(store: Store, made: dict[str, int]) -> None:
    with store.edit("Move", CODER) as edit:
        arranging.move_code(edit, made["Security"], made["Trade"])
    before = dump(store)
    with store.edit("Remove", CODER) as edit:
        arranging.remove_codes(edit, [made["Trade"]])
    store.undo()
    assert dump(store) == before


def test_a_number_fits_behind_the_longest_name() -> None:
    longest = "n" * LONGEST_NAME
    assert arranging.free_name("n", {"m"}) == "n"
    assert arranging.free_name("n", {"n", "n (2)"}) == "n (3)"
    assert arranging.free_name(longest, {longest}) == "n" * (LONGEST_NAME - 4) + " (2)"
