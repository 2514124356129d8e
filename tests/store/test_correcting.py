"""Tests of otsannot.store.correcting: the text is mended, passages stay on their words, and undo brings all back."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import CODER, HARD_TEXT, add_text, dump

from otsannot.errors import OtsannotError
from otsannot.model.comparing import compared
from otsannot.model.corrections import Correction
from otsannot.model.spans import Span
from otsannot.store import Store, check, codes, correcting, documents, passages
from otsannot.store.coders import ensure_coder

TEXT = "The ministers met in Baku.\nThey spoke of energy and of defence."


@pytest.fixture
def coded(store: Store) -> int:
    """The number of a document in which two coders highlighted five passages; the store is `store`."""
    document_id = add_text(store, "speech", TEXT)
    with store.edit("Code", CODER) as edit:
        ada, grace = ensure_coder(edit, CODER), ensure_coder(edit, "Grace")
        energy = codes.create_code(edit, "Energy")
        for part, coder in (("ministers", ada), ("Baku", ada), ("energy", ada), ("energy", grace), ("defence", grace)):
            start = TEXT.index(part)
            passages.apply_codes(edit, document_id, Span(start, start + len(part)), [energy], coder)
    return document_id


def words(store: Store, document_id: int) -> list[str]:
    """What the annotations of a document cover, in the order of the text."""
    with store.read() as session:
        text = documents.text(session, document_id)
        found = passages.passages(session, document_id, codes.tree(session))
    return [text[passage.start : passage.end] for passage in found]


def correct(store: Store, document_id: int, corrected: str, keep: set[int] | None = None) -> correcting.Outcome:
    with store.read() as session:
        earlier = documents.text(session, document_id)
    with store.edit("Correct", CODER) as edit:
        return correcting.correct_text(edit, document_id, compared(earlier, corrected), keep or set())


def test_every_passage_stays_on_its_words(store: Store, coded: int) -> None:
    found = correct(store, coded, "Both " + TEXT.replace("met", "came together").replace("energy", "clean energy"))
    assert words(store, coded) == ["ministers", "Baku", "energy", "energy", "defence"]
    assert (len(found.moved), found.lost) == (5, [])
    assert check.faults(store) == []


def test_a_correction_is_taken_back_and_done_again(store: Store, coded: int) -> None:
    before = dump(store)
    correct(store, coded, TEXT.replace("Baku.\nThey spoke of energy", "Shusha"))
    after = dump(store)
    store.undo()
    assert dump(store) == before
    store.redo()
    assert (dump(store), check.faults(store)) == (after, [])


def test_passages_without_words_are_told_and_removed(store: Store, coded: int) -> None:
    found = correct(store, coded, TEXT.replace("energy and of ", ""))
    told = [(lost.span, lost.coder, lost.codes, lost.place) for lost in found.lost]
    place = Span(TEXT.index("energy"), TEXT.index("energy") + 6)
    assert told == [(place, CODER, ("Energy",), None), (place, "Grace", ("Energy",), None)]
    assert words(store, coded) == ["ministers", "Baku", "defence"]


def test_a_passage_may_be_kept_on_the_words_that_came_instead(store: Store, coded: int) -> None:
    corrected = TEXT.replace("Baku", "Şuşa")
    with store.read() as session:
        (lost,) = correcting.outcome(session, coded, compared(TEXT, corrected)).lost
    correct(store, coded, corrected, {lost.annotation_id})
    assert words(store, coded) == ["ministers", "Şuşa", "energy", "energy", "defence"]


def test_the_earlier_texts_stay_in_the_history(store: Store, coded: int) -> None:
    second = TEXT.replace("Baku", "Şuşa")
    correct(store, coded, second)
    with store.edit("Rename", CODER) as edit:
        documents.rename_document(edit, coded, "another name")
    correct(store, coded, second + "\nThe end.")
    with store.read() as session:
        found = correcting.earlier_texts(session, coded)
        assert [correcting.kept_text(session, text.sha256) for text in found] == [second, TEXT]
    assert [text.coder for text in found] == [CODER, CODER]
    store.undo()
    with store.read() as session:
        assert correcting.earlier_texts(session, coded) == found[1:]


def test_a_correction_of_another_text_is_refused(store: Store, coded: int) -> None:
    with store.edit("Correct", CODER) as edit, pytest.raises(OtsannotError, match="was changed meanwhile"):
        correcting.correct_text(edit, coded, compared("another text", TEXT))


def test_a_document_is_not_left_without_a_text(store: Store, coded: int) -> None:
    before = dump(store)
    with pytest.raises(OtsannotError, match="needs a text"):
        correct(store, coded, " \n")
    assert dump(store) == before


Splices = st.lists(
    st.tuples(st.floats(0, 1), st.floats(0, 1), st.sampled_from(["", "👩‍👩‍👧‍👦", "𐱅𐰇", "\u0301", "x\n"])), max_size=4
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(splices=Splices, spans=st.lists(st.tuples(st.integers(0, 160), st.integers(1, 12)), min_size=1, max_size=6))
def test_hard_texts_stay_sound(
    store: Store, splices: list[tuple[float, float, str]], spans: list[tuple[int, int]]
) -> None:
    start_text = f"{HARD_TEXT} {len(splices)}"
    with store.read() as session:
        number = len(documents.rows(session))
    document_id = add_text(store, f"text {number}", start_text)
    with store.edit("Code", CODER) as edit:
        coder = ensure_coder(edit, CODER)
        for start, length in spans:
            passages.highlight(edit, document_id, Span(start, start + length), coder)
    correction = Correction(start_text)
    for one, other, inserted in splices:
        low, high = sorted((round(one * len(correction.text)), round(other * len(correction.text))))
        correction.splice(low, min(high, low + 30), inserted)
    before = dump(store)
    with store.edit("Correct", CODER) as edit:
        correcting.correct_text(edit, document_id, correction)
    with store.read() as session:
        text = documents.text(session, document_id)
    assert hashlib.sha256(text.encode()).digest() == hashlib.sha256(correction.text.encode()).digest()
    assert check.faults(store) == []
    if not correction.is_blank:
        store.undo()
        assert dump(store) == before


def test_passages_that_come_to_cover_the_same_words_become_one(store: Store, coded: int) -> None:
    start = TEXT.index("spoke of energy")
    with store.edit("Code", CODER) as edit:
        span = Span(start, start + len("spoke of energy"))
        wide = passages.apply_codes(edit, coded, span, [1], ensure_coder(edit, CODER))
        passages.comment(edit, wide, "Both?")
    before = dump(store)
    correct(store, coded, TEXT.replace("spoke of energy", "energy"))
    with store.read() as session:
        found = passages.passages(session, coded, codes.tree(session))
    assert [(p.coder, p.comment, [code.name for code in p.codes]) for p in found if p.start == start] == [
        (CODER, "Both?", ["Energy"]),
        ("Grace", "", ["Energy"]),
    ]
    assert check.faults(store) == []
    store.undo()
    assert dump(store) == before


def test_a_document_has_no_earlier_texts_of_one_whose_number_it_got(store: Store, coded: int) -> None:
    correct(store, coded, "Corrected.")
    with store.edit("Remove", CODER) as edit:
        documents.remove_documents(edit, [coded])
    assert add_text(store, "another", "Another text.") == coded
    with store.read() as session:
        assert correcting.earlier_texts(session, coded) == []
