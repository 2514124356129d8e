"""What a verb cannot do it says in one sentence, and nothing of the edit stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support import CODER, add_text, dump

from otsannot.errors import OtsannotError
from otsannot.model.code_tree import DEEPEST, CodeDraft
from otsannot.model.nouns import Annotation, Code, Coder, Coding
from otsannot.model.spans import Span
from otsannot.store import (
    Edit,
    Store,
    arranging,
    attributes,
    batches,
    cases,
    codebook_import,
    codes,
    documents,
    groups,
    passages,
)
from otsannot.store.coders import ensure_coder

LONG = "x" * 501
TOO_LONG = f"The name “{'x' * 40}…” is longer than 500 characters. Choose a shorter one."
BROKEN = "“?” holds broken characters, which cannot be kept. Write it in UTF-8."
GONE = "What was to be changed is no longer in the project: it was removed in another window, or undone."
NONE = 99
DEEP = [f"level {number}" for number in range(DEEPEST)]

REFUSED: dict[str, tuple[Callable[[Edit], object], str]] = {
    "a long code": (lambda edit: codes.create_code(edit, LONG), TOO_LONG),
    "a broken code": (lambda edit: codes.create_code(edit, "\udcff"), BROKEN),
    "a long coder": (lambda edit: ensure_coder(edit, LONG), TOO_LONG),
    "a long document": (lambda edit: documents.rename_document(edit, 1, LONG), TOO_LONG),
    "a broken document": (lambda edit: documents.rename_document(edit, 1, "\udcff"), BROKEN),
    "a long attribute": (lambda edit: attributes.state_facts(edit, 1, {LONG: "x"}), TOO_LONG),
    "no attribute": (lambda edit: attributes.state_facts(edit, 1, {" ": "x"}), "An attribute needs a name."),
    "a broken value": (lambda edit: attributes.state_facts(edit, 1, {"a": "\udcff"}), BROKEN),
    "a broken comment": (lambda edit: passages.comment(edit, 1, "\udcff"), BROKEN),
    "a weight": (
        lambda edit: batches.weigh(edit, [1], 101), "A weight is a whole number from 0 to 100, and not 101.",
    ),
    "a digit": (
        lambda edit: codes.bind_digit(edit, 1, 10), "A code is bound to a digit from 1 to 9, and not to 10.",
    ),
    "a colour": (lambda edit: codes.colour_code(edit, 1, "red"), "red is no colour. Write it like #3366cc."),
    "a colour of a new code": (
        lambda edit: codes.create_code(edit, "A", colour="#12345"), "#12345 is no colour. Write it like #3366cc.",
    ),
    "a path too deep": (
        lambda edit: codes.create_path(edit, [*DEEP, "one more"]), "A codebook has 100 levels at most.",
    ),
    "a draft too deep": (
        lambda edit: codebook_import.merge_codebook(edit, [CodeDraft(("a",) * 10_000, None, {})]),
        "A codebook has 100 levels at most.",
    ),
    "a branch too deep": (
        lambda edit: arranging.move_code(edit, 1, codes.create_path(edit, DEEP)), "A codebook has 100 levels at most.",
    ),
    "a code that is gone": (lambda edit: codes.rename_code(edit, NONE, "A"), GONE),
    "a parent that is gone": (lambda edit: codes.create_code(edit, "A", NONE), GONE),
    "a move of nothing": (lambda edit: arranging.move_code(edit, NONE, None), GONE),
    "a move to nowhere": (lambda edit: arranging.move_code(edit, 1, NONE), GONE),
    "a document that is gone": (lambda edit: passages.highlight(edit, NONE, Span(0, 1), 1), GONE),
    "coding with what is gone": (lambda edit: passages.apply_codes(edit, 1, Span(0, 1), [NONE], 1), GONE),
    "a fact about a document that is gone": (lambda edit: attributes.state_facts(edit, NONE, {"a": "x"}), GONE),
    "a fact about a case that is gone": (lambda edit: attributes.state_facts(edit, NONE, {"a": "x"}, "case"), GONE),
    "a group that is gone": (lambda edit: groups.add_to_group(edit, NONE, [1]), GONE),
    "a case that is gone": (lambda edit: cases.add_to_case(edit, NONE, [1]), GONE),
    "a case of what is gone": (lambda edit: cases.create_case(edit, "Türkiye", [1, NONE]), GONE),
}  # fmt: skip


@pytest.fixture
def coded(store: Store) -> Store:
    """A store with one code on one passage."""
    with store.edit("Code", CODER) as edit:
        passages.apply_codes(edit, 1, Span(0, 4), [codes.create_code(edit, "Defence")], ensure_coder(edit, CODER))
    return store


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_in_words_and_leaves_nothing(coded: Store, name: str) -> None:
    verb, sentence = REFUSED[name]
    before = dump(coded)
    with pytest.raises(OtsannotError) as caught, coded.edit("Try", CODER) as edit:
        verb(edit)
    assert str(caught.value) == sentence
    assert dump(coded) == before


@pytest.mark.parametrize(("label", "coder"), [("\udcff", CODER), ("Create", "\udcff")])
def test_a_label_that_cannot_be_kept_is_refused(store: Store, label: str, coder: str) -> None:
    with pytest.raises(OtsannotError) as caught, store.edit(label, coder) as edit:
        codes.create_code(edit, "Defence")
    assert str(caught.value) == BROKEN
    assert store.undoable().undo == "Import hard"


def test_a_label_without_end_is_cut(store: Store) -> None:
    with store.edit("x" * 1_000_000, CODER) as edit:
        codes.create_code(edit, "Defence")
    assert store.undoable().undo == "x" * 499 + "…"


def test_an_error_of_printing_is_no_error_of_the_project(store: Store) -> None:
    with pytest.raises(UnicodeEncodeError), store.read():
        "ş".encode("ascii")


def test_a_new_code_takes_its_digit_from_the_one_that_had_it(store: Store) -> None:
    with store.edit("Create", CODER) as edit:
        first = codes.create_code(edit, "First", digit=1)
        second = codes.create_code(edit, "Second", digit=1)
    with store.read() as session:
        book = codes.tree(session)
    assert (book.by_id[first].digit, book.by_id[second].digit) == (None, 1)


def test_a_merged_code_has_the_colour_of_its_own_row_though_a_child_stands_before_it(store: Store) -> None:
    drafts = [CodeDraft(("Security", "Cyber"), None, {}), CodeDraft(("Security",), "#aa0000", {})]
    with store.edit("Merge", CODER) as edit:
        assert codebook_import.merge_codebook(edit, drafts).new == ["Security", "Security > Cyber"]
    with store.read() as session:
        assert [(row.name, row.colour) for row in codes.tree(session).walk()] == [
            ("Security", "#aa0000"), ("Cyber", "#aa0000"),
        ]  # fmt: skip


def test_any_number_of_passages_is_read_and_removed(store: Store) -> None:
    add_text(store, "long", "word " * 10)
    with store.edit("Bulk", CODER) as edit:
        coder, code = ensure_coder(edit, CODER), codes.create_code(edit, "Defence")
        places = ({"document_id": 2, "coder_id": coder, "start": n % 9, "end": 10} for n in range(300_000))
        made = edit.add_many(Annotation, places)
        edit.add_many(Coding, ({"annotation_id": n, "code_id": code, "coder_id": coder} for n in made[:100]))
    with store.read() as session:
        book = codes.tree(session)
        assert len(passages.passages_by_id(session, 2, made, book)) == len(made)
        assert passages.homes(session, [*made, 10**9]) == {2}
    with store.edit("Remove", CODER) as edit:
        passages.remove_annotations(edit, made)
    assert (dump(store)["annotation"], dump(store)["coding"]) == ([], [])


def test_a_passage_is_shown_with_a_code_that_the_reader_has_not_heard_of(coded: Store) -> None:
    with coded.read() as session:
        old_book = codes.tree(session)
    with coded.edit("Code", CODER) as edit:
        passages.apply_codes(edit, 1, Span(0, 4), [codes.create_code(edit, "New")], 1)
    with coded.read() as session:
        (found,) = passages.passages(session, 1, old_book)
    assert [code.name for code in found.codes] == ["Defence", "New"]


def test_ten_thousand_documents_of_one_name_are_numbered_without_counting_anew(store: Store) -> None:
    with store.read() as session:
        free = documents.FreeNames(session)
    names = [free.take("hard") for _again in range(10_000)]
    assert (names[0], names[-1], len(set(names))) == ("hard (2)", "hard (10001)", 10_000)
    assert free.take("hard (3)") == "hard (3) (2)"


def test_records_changed_past_the_verbs_are_not_written_beside_a_true_change(coded: Store) -> None:
    with coded.edit("Sneak", CODER) as edit:
        edit.session.get_one(Code, 1).name = "Sneaked"
        edit.session.add(Coder(name="Sneaked"))
        codes.create_code(edit, "Energy")
    with coded.read() as session:
        assert [row.name for row in codes.tree(session).walk()] == ["Defence", "Energy"]
    assert len(dump(coded)["coder"]) == 1
