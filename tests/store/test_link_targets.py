"""Tests of otsannot.store.link_targets, and of who links to what."""

from __future__ import annotations

import sqlite3

from support import CODER, HARD_TEXT, add_text

from otsannot.model.links import Target, links, written
from otsannot.model.memos import PROJECT, Subject
from otsannot.model.nouns import Case, new_guid
from otsannot.model.spans import Span
from otsannot.store import Store, codes, documents, link_targets, memos, passages
from otsannot.store.coders import ensure_coder
from otsannot.store.link_targets import Place


def test_everything_a_study_holds_can_be_linked_to_and_keeps_the_link_when_renamed(store: Store) -> None:
    with store.edit("Set up", CODER) as edit:
        coder = ensure_coder(edit, CODER)
        code = codes.create_path(edit, ["Security", "Defence"])
        start = HARD_TEXT.index("𐱅")
        annotation = passages.highlight(edit, 1, Span(start, start + 4), coder)
        case = edit.add(Case(name="Baku")).id
        assert case is not None
        memo = memos.add_memo(edit, coder, "# On *this*")
        numbers = {"code": code, "document": 1, "annotation": annotation, "case": case, "memo": memo}
        named = {noun: link_targets.target(edit.session, noun, number) for noun, number in numbers.items()}
    places = {noun: Place(noun, number, 1 if noun == "annotation" else None) for noun, number in numbers.items()}
    with store.edit("Rename", CODER) as edit:
        codes.rename_code(edit, code, "Defense")
        documents.rename_document(edit, 1, "harder")
    with store.read() as session:
        found = {noun: target for noun, target in named.items() if target is not None}
        assert {noun: link_targets.place(session, target) for noun, target in found.items()} == places
        told = link_targets.labels(session, found.values(), codes.tree(session))
        assert link_targets.targets(session, "code")[code] == found["code"]
    assert {target.noun: label for target, label in told.items()} == {
        "code": "Security > Defense",
        "document": "harder",
        "annotation": "“𐱅𐰇𐰼𐰜”",
        "case": "Baku",
        "memo": "On this",
    }


def test_a_link_to_what_is_gone_leads_nowhere(store: Store) -> None:
    gone = Target("annotation", new_guid())
    with store.read() as session:
        assert link_targets.place(session, gone) is None
        assert link_targets.target(session, "code", 99) is None
        assert link_targets.labels(session, [gone], codes.tree(session)) == {}


def test_passages_are_quoted_in_the_order_of_the_text(store: Store) -> None:
    easy = add_text(store, "easy", "One two three.")
    with store.edit("Set up", CODER) as edit:
        coder = ensure_coder(edit, CODER)
        for span in (Span(4, 7), Span(0, 3), Span(0, 7)):
            passages.highlight(edit, easy, span, coder)
    with store.read() as session:
        assert [quote.words for quote in link_targets.quotes(session, easy)] == ["One two", "One", "two"]
        assert link_targets.annotated_documents(session) == [(easy, "easy")]


def test_memos_tell_what_they_are_about_and_link_to(store: Store) -> None:
    with store.edit("Set up", CODER) as edit:
        coder = ensure_coder(edit, CODER)
        document = link_targets.target(edit.session, "document", 1)
        assert document is not None
        text = f"See {written('hard', document)}."
        linking = memos.add_memo(edit, coder, text)
        about = memos.add_memo(edit, coder, "No link.", title="Plain", subject=Subject("document", 1))
    with store.read() as session:
        assert list(memos.backlinks(session)) == [(linking, PROJECT, text), (about, Subject("document", 1), "")]
        assert [link.target for link in links(text)] == [document]
        assert list(memos.backlinks(session, [about])) == [(about, Subject("document", 1), "")]
        rows = list(memos.rows(session, codes.tree(session)))
        assert [(row.heading, row.about, row.coder) for row in rows] == [
            ("See hard.", "", CODER),
            ("Plain", "hard", CODER),
        ]
        assert memos.rows_by_id(session, [about, 99], codes.tree(session)) == rows[1:]


def test_the_text_that_many_links_lead_into_is_read_once(store: Store) -> None:
    with store.edit("Set up", CODER) as edit:
        coder = ensure_coder(edit, CODER)
        for start in range(4):
            passages.highlight(edit, 1, Span(start, start + 4), coder)
    with store.read() as session:
        wanted = link_targets.targets(session, "annotation").values()
        asked: list[str] = []
        connection = session.connection().connection.driver_connection
        assert isinstance(connection, sqlite3.Connection)
        connection.set_trace_callback(asked.append)
        told = link_targets.labels(session, wanted, codes.tree(session))
        connection.set_trace_callback(None)
    assert set(told.values()) == {"“Dear”", "“ear”", "“ar r”", "“r re”"}
    assert sum("JOIN body" in statement for statement in asked) == 1
