"""Speakers are found in plain transcripts, and each can be a case that owns what it says."""

from __future__ import annotations

import pytest
from support import CODER, add_text, dump, new_text

from otsannot.errors import OtsannotError
from otsannot.model.structure import Part, Structure
from otsannot.store import Store, cases, check, documents, layers, speakers
from otsannot.store.speakers import Owned

TEXT = "Interview\nI: Ne? #00:00:05-2#\nB1: Bu. #00:00:09-0#\nI: Peki. 𐰀\nB1: Evet.\n"
TURNS = [Part(10, 29, "speaker", "I"), Part(30, 50, "speaker", "B1"), Part(51, 61, "speaker", "I")]
TURNS += [Part(62, 71, "speaker", "B1")]
TIMES = [Part(17, 37, "time", "00:00:05.200"), Part(38, 71, "time", "00:00:09.000")]


@pytest.fixture
def interview(store: Store) -> int:
    return add_text(store, "interview", TEXT)


@pytest.fixture
def group(store: Store) -> int:
    """The number of a focus group whose speakers its file names beside the text."""
    new = new_text("group", "Ja.\nNein.\nDoch.\n")
    parts = (Part(0, 3, "speaker", "Anna"), Part(4, 9, "speaker", "Ben\nBey"), Part(10, 15, "speaker", "Anna"))
    with store.edit("Import", CODER) as edit:
        documents.add_documents(edit, [new._replace(parts=parts)])
        return documents.find_document(edit.session, "group").id


def recognise(store: Store, document_id: int, names: list[str] | None = None) -> dict[str, int]:
    with store.edit("Recognise", CODER) as edit:
        return speakers.recognise_speakers(edit, document_id, names)


def parts_of(store: Store, document_id: int) -> list[Part]:
    with store.read() as session:
        return layers.structure(session, document_id).parts


def test_turns_and_times_of_a_plain_interview_are_marked(store: Store, interview: int) -> None:
    assert recognise(store, interview) == {"I": 2, "B1": 2}
    assert parts_of(store, interview) == Structure([*TURNS, *TIMES]).parts
    assert check.faults(store) == []


def test_what_was_recognised_is_taken_back_and_done_again(store: Store, interview: int) -> None:
    before = dump(store)
    recognise(store, interview)
    after = dump(store)
    store.undo()
    assert (dump(store), parts_of(store, interview)) == (before, [])
    store.redo()
    assert dump(store) == after
    assert check.faults(store) == []


def test_turns_that_were_marked_before_are_marked_anew_and_other_parts_stay(store: Store, interview: int) -> None:
    heading = Part(0, 9, "heading", "1")
    with store.edit("Head", CODER) as edit:
        sha256 = layers.keep_layer(
            edit, [heading, Part(0, 9, "speaker", "Nobody"), Part(10, 20, "time", "00:01:00.000")]
        )
        edit.set(edit.get(documents.Document, interview), layer_sha256=sha256)
    assert recognise(store, interview, ["B1"]) == {"B1": 2}
    assert parts_of(store, interview) == [
        heading, Part(10, 20, "time", "00:01:00.000"), Part(30, 61, "speaker", "B1"), Part(62, 71, "speaker", "B1")
    ]  # fmt: skip


def test_a_text_without_turns_is_refused_in_words(store: Store) -> None:
    with pytest.raises(OtsannotError, match="No speakers were found in “hard”"):
        recognise(store, 1)


def test_each_speaker_becomes_a_case_to_which_the_documents_belong(store: Store, interview: int, group: int) -> None:
    recognise(store, interview)
    with store.edit("Cases", CODER) as edit:
        cases.create_case(edit, "Anna", [interview])
        assert speakers.speakers_as_cases(edit, [interview, group]) == ["I", "B1", "Anna", "Ben Bey"]
    with store.read() as session:
        assert cases.document_names(session) == {
            1: ["group", "interview"], 2: ["interview"], 3: ["interview"], 4: ["group"]
        }  # fmt: skip
        assert [row.name for row in cases.rows(session)] == ["Anna", "B1", "Ben Bey", "I"]
        assert speakers.owned_by(session, [1]) == [
            Owned(group, 0, 3),
            Owned(group, 10, 15),
            Owned(interview, 0, len(TEXT)),
        ]
        assert speakers.owned_by(session, [3, 4]) == [
            Owned(interview, 30, 50), Owned(interview, 62, 71), Owned(group, 4, 9)
        ]  # fmt: skip


def test_cases_of_speakers_are_taken_back_and_done_again(store: Store, group: int) -> None:
    before = dump(store)
    with store.edit("Cases", CODER) as edit:
        speakers.speakers_as_cases(edit, [group])
    after = dump(store)
    store.undo()
    assert dump(store) == before
    store.redo()
    assert dump(store) == after


def test_documents_in_which_nobody_speaks_make_no_cases(store: Store) -> None:
    with pytest.raises(OtsannotError, match="Recognise their speakers first"), store.edit("Cases", CODER) as edit:
        speakers.speakers_as_cases(edit, [1])


def test_the_turns_of_a_speaker_are_found_in_all_documents(store: Store, interview: int, group: int) -> None:
    recognise(store, interview)
    with store.read() as session:
        assert speakers.turn_counts(session, [interview, group]) == {"I": 2, "B1": 2, "Anna": 2, "Ben Bey": 1}
        assert list(speakers.turns_of(session, {"Ben Bey", "I"})) == [
            Owned(interview, 10, 29), Owned(interview, 51, 61), Owned(group, 4, 9)
        ]  # fmt: skip
