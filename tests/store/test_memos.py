"""Tests of otsannot.store.memos."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from support import CODER, add_text, dump, lines_run

from otsannot.errors import OtsannotError
from otsannot.model.memos import PROJECT, Subject
from otsannot.model.nouns import Case, Memo
from otsannot.store import Store, arranging, check, codes, documents, memos, recoding
from otsannot.store.coders import ensure_coder
from otsannot.store.rows import raw


class Made(NamedTuple):
    """A study with a memo about each thing a memo may be about."""

    easy: int
    defence: int
    security: int
    case: int
    coder: int


@pytest.fixture
def made(store: Store) -> Made:
    easy = add_text(store, "easy", "One two three.")
    with store.edit("Set up", CODER) as edit:
        coder = ensure_coder(edit, CODER)
        defence = codes.create_path(edit, ["Security", "Defence"])
        security = codes.tree(edit.session).by_id[defence].parent_id
        case = edit.add(Case(name="Baku")).id
        assert security is not None
        assert case is not None
        for noun, number in (("document", easy), ("code", defence), ("case", case)):
            memos.add_memo(edit, coder, f"On a {noun}.\n", subject=Subject(noun, number))
    return Made(easy, defence, security, case, coder)


def texts(store: Store) -> list[str]:
    """The memos on the project."""
    with store.read() as session:
        statement = "SELECT text FROM memo WHERE coalesce(document_id, code_id, case_id) IS NULL ORDER BY id"
        return [text for (text,) in raw(session, statement)]


def test_memos_outlive_what_they_are_about_and_say_what_it_was(store: Store, made: Made) -> None:
    before = dump(store)
    with store.edit("Remove", CODER) as edit:
        documents.remove_documents(edit, [made.easy])
        arranging.remove_codes(edit, [made.security])
        assert memos.remove_about(edit, case_ids=[made.case]) == 1
    assert texts(store) == [
        "On a document.\n\n(This memo was about the document “easy”, which was removed.)",
        "On a code.\n\n(This memo was about the code “Security > Defence”, which was removed.)",
        "On a case.\n\n(This memo was about the case “Baku”, which was removed.)",
    ]
    store.undo()
    assert dump(store) == before
    assert check.faults(store) == []


def test_memos_about_a_code_follow_it_into_the_one_it_is_merged_into(store: Store, made: Made) -> None:
    with store.edit("Merge", CODER) as edit:
        energy = codes.create_code(edit, "Energy")
        recoding.merge_codes(edit, [made.defence], energy)
    with store.read() as session:
        assert list(raw(session, "SELECT code_id, text FROM memo WHERE id = 2")) == [(energy, "On a code.\n")]


def test_a_memo_keeps_every_character_but_the_kind_of_its_line_ends(store: Store, made: Made) -> None:
    text = "\u00a0é 👩‍👩‍👧‍👦 𐱅𐰇𐰼𐰜\tسلام \u2028 — \n\n x "
    with store.edit("Write", CODER) as edit:
        memo_id = memos.add_memo(edit, made.coder, "a\r\nb\rc", title="One\nline")
        assert edit.get(Memo, memo_id).text == "a\nb\nc"
        assert edit.get(Memo, memo_id).title == "One line"
        memos.write_memo(edit, memo_id, text)
    with store.read() as session:
        assert list(raw(session, "SELECT title, text FROM memo WHERE id = ?", [memo_id])) == [("One line", text)]


def test_writing_what_is_there_is_no_edit(store: Store, made: Made) -> None:
    with store.edit("Write", CODER) as edit:
        memos.write_memo(edit, 1, "On a document.\n")
        memos.move_memo(edit, 1, Subject("document", made.easy))
    assert store.undoable().undo == "Set up"


def test_a_memo_about_nothing_that_is_there_is_refused(store: Store, made: Made) -> None:
    with pytest.raises(OtsannotError, match="no longer"), store.edit("Write", CODER) as edit:
        memos.add_memo(edit, made.coder, "", subject=Subject("code", 999))
    with pytest.raises(OtsannotError, match="no longer"), store.edit("Move", CODER) as edit:
        memos.move_memo(edit, 1, Subject("case", 999))
    with pytest.raises(OtsannotError, match="no longer"), store.edit("Write", CODER) as edit:
        memos.write_memo(edit, 999, "")


def test_a_memo_moves_to_the_project(store: Store, made: Made) -> None:
    with store.edit("Move", CODER) as edit:
        memos.move_memo(edit, 3, PROJECT)
    assert texts(store) == ["On a case.\n"]


def test_the_codebook_is_not_read_again_for_each_memo_of_a_code_that_goes(store: Store) -> None:
    with store.edit("Set up", CODER) as edit:
        coder = ensure_coder(edit, CODER)
        one, other, *_rest = [codes.create_code(edit, f"Code {number}") for number in range(100)]
        for code_id in (one, *[other] * 40):
            memos.add_memo(edit, coder, "Why?", subject=Subject("code", code_id))
    with store.edit("Remove", CODER) as edit:
        cheap = lines_run(lambda: arranging.remove_codes(edit, [one]))
        dear = lines_run(lambda: arranging.remove_codes(edit, [other]))
    assert dear < 3 * cheap
