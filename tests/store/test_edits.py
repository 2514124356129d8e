"""Every edit can be taken back and done again, and the database is then equal to the last row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import pytest
from support import CODER, add_text, dump, new_text

from otsannot.errors import OtsannotError
from otsannot.model.code_tree import CodeDraft
from otsannot.model.memos import PROJECT, Subject
from otsannot.model.new_text import Remark
from otsannot.model.nouns import Annotation, Code
from otsannot.model.spans import Span
from otsannot.model.structure import Part
from otsannot.model.study import Study as WholeStudy
from otsannot.store import (
    Edit,
    Store,
    arranging,
    attributes,
    batches,
    cases,
    check,
    codebook_import,
    codes,
    documents,
    groups,
    memos,
    passages,
    recoding,
    shaping,
    speakers,
)
from otsannot.store.codebook_import import take_theirs
from otsannot.store.coders import ensure_coder
from otsannot.store.new_facts import state_new
from otsannot.store.remarks import add_remarks
from otsannot.store.study_import import merge_study
from otsannot.store.study_reading import read_study

TALK = "ANNA: Ja. [00:00:01]\nBEN: Nein. [00:00:04]\nANNA: Doch.\nBEN: Na gut.\n"


class Study(NamedTuple):
    """A small study: a tree of codes, two documents, passages of one coder."""

    store: Store
    hard: int
    easy: int
    security: int
    defence: int
    energy: int
    coder: int
    coded: int
    bare: int
    talk: int


@pytest.fixture
def study(store: Store) -> Study:
    easy = add_text(store, "easy", "One two three.\nFour five six.")
    with store.edit("Set up", CODER) as edit:
        coder = ensure_coder(edit, CODER)
        security = codes.create_code(edit, "Security", colour="#aa3311")
        defence = codes.create_code(edit, "Defence", security, digit=1)
        energy = codes.create_code(edit, "Energy")
        coded = passages.apply_codes(edit, easy, Span(0, 7), [defence, energy], coder)
        bare = passages.highlight(edit, 1, Span(5, 11), coder)
        passages.comment(edit, bare, "Why?\nBecause.")
        attributes.state_facts(edit, easy, {"speaker": "Nobody", "year": "2 024"})
        groups.create_group(edit, "Press", [1, easy])
        case = cases.create_case(edit, "Türkiye", [easy])
        attributes.state_facts(edit, case, {"members": "5"}, "case")
        for subject in (PROJECT, Subject("document", easy), Subject("code", defence)):
            memos.add_memo(edit, coder, "On this.\nAnd that.", title="A title", subject=subject)
        documents.add_documents(edit, [new_text("talk", TALK)])
        talk = documents.find_document(edit.session, "talk").id
        speakers.recognise_speakers(edit, talk)
    return Study(store, 1, easy, security, defence, energy, coder, coded, bare, talk)


DRAFTS = [
    CodeDraft(("Security", "Cyber"), "#123456", {"brief_definition": "Attacks on machines"}),
    CodeDraft(("Security",), "#000000", {"memo": "filled in"}),
    CodeDraft(("Culture", "Heritage", "Stones"), None, {}),
]


def moved(edit: Edit) -> list[CodeDraft]:
    """A file in which a code was renamed, moved below a new one and redefined, and another became a folder."""
    guids = {row.name: codes.definitions(edit.session)[row.id][0] for row in codes.tree(edit.session).walk()}
    return [
        *DRAFTS,
        CodeDraft(("Energy",), "#101010", {}, None, False),
        CodeDraft(("Culture", "Defense"), "#abcdef", {"memo": "renamed"}, guids["Defence"]),
        CodeDraft(("Security",), None, {"memo": "theirs"}, None, True),
    ]


def theirs(edit: Edit) -> WholeStudy:
    """The study as it came back: a text was corrected, passages moved, and all else written anew."""
    found = read_study(edit.session)
    named = {document.name: document for document in found.documents}
    hard, easy = named["hard"], named["easy"]
    (coded,) = (passage for passage in easy.passages if passage.codings)
    moved = coded._replace(start=5, end=12, comment="moved", codings=(coded.codings[0]._replace(weight=9),))
    found.codes = [code._replace(name=f"{code.name} too", memo="theirs") for code in found.codes]
    found.coders = [coder._replace(name="Grace") for coder in found.coders]
    found.memos = [memo._replace(text="theirs") for memo in found.memos]
    found.documents = [
        replace(easy, text=f"Oh, {easy.text}", name="other", values={}, passages=(moved,)),
        replace(hard, guid="00000000-0000-4000-8000-000000000001", name="new", text="New."),
    ]
    return found


def add_whole(edit: Edit) -> None:
    """Documents as an import adds them, with facts of every kind and comments by a coder who is new."""
    numbers = {}
    for name in documents.add_documents(edit, [new_text("one", "1 word"), new_text("two", "2 words 👍")]):
        numbers[name] = documents.find_document(edit.session, name).id
    state_new(edit, {numbers["one"]: {"seats": "12", "day": "2024-10-21"}, numbers["two"]: {"seats": "7"}})
    add_remarks(
        edit, {numbers["two"]: ("2 words 👍", [Remark(2, 9, "Zehra", "which?"), Remark(0, 0, "", "all")])}, "Ada"
    )


EDITS: dict[str, Callable[[Edit, Study], object]] = {
    "add a coder": lambda edit, s: ensure_coder(edit, "Grace"),
    "create a code": lambda edit, s: codes.create_code(edit, "Border", s.security, definition={"memo": "new"}),
    "create a path": lambda edit, s: codes.create_path(edit, ["Security", "Cyber", "Phishing"]),
    "rename a code": lambda edit, s: codes.rename_code(edit, s.defence, "Defense"),
    "define a code": lambda edit, s: codes.define_code(edit, s.defence, when_to_use="Always", example="“x”\ny"),
    "colour a code": lambda edit, s: codes.colour_code(edit, s.defence, "#00FF00"),
    "bind a digit": lambda edit, s: codes.bind_digit(edit, s.energy, 1),
    "take a digit away": lambda edit, s: codes.bind_digit(edit, s.defence, None),
    "move a code up": lambda edit, s: arranging.move_code(edit, s.defence, None, 0),
    "move a code down": lambda edit, s: arranging.move_code(edit, s.energy, s.defence),
    "move several codes": lambda edit, s: arranging.move_codes(edit, [s.energy, s.defence], None, 0),
    "duplicate a code": lambda edit, s: arranging.duplicate_code(edit, s.security, with_children=True),
    "remove a code": lambda edit, s: arranging.remove_codes(edit, [s.security]),
    "remove several codes": lambda edit, s: arranging.remove_codes(edit, [s.energy, s.defence, s.security]),
    "make a folder": lambda edit, s: codes.set_folder(edit, s.security, True),
    "merge codes": lambda edit, s: recoding.merge_codes(edit, [s.security, s.energy], s.defence),
    "split a code": lambda edit, s: recoding.move_codings(
        edit, [1], arranging.create_beside(edit, s.defence, ["Missiles"])
    ),
    "merge a codebook": lambda edit, s: codebook_import.merge_codebook(edit, DRAFTS),
    "update a codebook": lambda edit, s: codebook_import.merge_codebook(edit, moved(edit), take_theirs),
    "highlight": lambda edit, s: passages.highlight(edit, s.hard, Span(0, 4), s.coder),
    "apply codes": lambda edit, s: passages.apply_codes(edit, s.easy, Span(0, 7), [s.security, s.energy], s.coder),
    "remove one of two codes": lambda edit, s: batches.remove_codings(edit, [1]),
    "remove passages": lambda edit, s: passages.remove_annotations(edit, [s.coded, s.bare]),
    "comment": lambda edit, s: passages.comment(edit, s.coded, "On “defence” 🛡️"),
    "move the ends": lambda edit, s: shaping.move_ends(edit, s.coded, Span(2, 9)),
    "split": lambda edit, s: shaping.split(edit, s.coded, 3),
    "join": lambda edit, s: shaping.join(edit, [s.coded, passages.highlight(edit, s.easy, Span(9, 12), s.coder)]),
    "weigh": lambda edit, s: batches.weigh(edit, passages.codings_of(edit.session, s.coded, s.defence), 70),
    "add a code to many": lambda edit, s: batches.add_code(edit, [s.coded, s.bare], s.security, s.coder),
    "add a code to what another coder made": lambda edit, s: batches.add_code(
        edit, [s.coded, s.bare], s.security, ensure_coder(edit, "Grace")
    ),
    "remove many codings": lambda edit, s: batches.remove_codings(edit, [1, 2]),
    "remove many passages": lambda edit, s: batches.remove_annotations(edit, [s.coded, s.bare]),
    "weigh many": lambda edit, s: batches.weigh(edit, [1, 2], 40),
    "add documents": lambda edit, s: documents.add_documents(edit, [new_text("easy", "a"), new_text("easy", "b")]),
    "add documents with all that their files say": lambda edit, s: add_whole(edit),
    "correct a document from its file": lambda edit, s: documents.take_over(
        edit, s.easy, new_text("easy", "a")._replace(parts=(Part(0, 1, "heading", "1"),), encoding="cp1254")
    ),
    "rename a document": lambda edit, s: documents.rename_document(edit, s.easy, "simple"),
    "set a language": lambda edit, s: documents.set_language(edit, s.easy, "en"),
    "remove documents": lambda edit, s: documents.remove_documents(edit, [s.easy, s.hard]),
    "set attributes": lambda edit, s: attributes.state_facts(edit, s.easy, {"speaker": "A", "state": "B"}),
    "write a new memo": lambda edit, s: memos.add_memo(edit, s.coder, "Why?", subject=Subject("code", s.energy)),
    "write a memo": lambda edit, s: memos.write_memo(edit, 1, "سلام 👩‍👩‍👧‍👦\u00a0.", title="Another title"),
    "move a memo": lambda edit, s: memos.move_memo(edit, 1, Subject("document", s.hard)),
    "remove memos": lambda edit, s: memos.remove_memos(edit, [1, 3]),
    "add an attribute": lambda edit, s: attributes.create_attribute(edit, "state", "case", "choice", ["A", "B"]),
    "rename an attribute": lambda edit, s: attributes.rename_attribute(edit, 1, "who"),
    "change a kind": lambda edit, s: attributes.set_kind(edit, 2, "number"),
    "make a choice": lambda edit, s: attributes.set_kind(edit, 1, "choice"),
    "rename a choice": lambda edit, s: (
        attributes.set_kind(edit, 1, "choice"),
        attributes.rename_choice(edit, 1, "Nobody", "Somebody"),
    ),
    "set choices": lambda edit, s: attributes.set_choices(edit, 1, ["Nobody", "Somebody"]),
    "move an attribute": lambda edit, s: attributes.move_attribute(edit, 2, 0),
    "remove an attribute": lambda edit, s: attributes.remove_attribute(edit, 1),
    "state many facts": lambda edit, s: attributes.state(
        edit, {(s.easy, 1): "", (s.easy, 2): "1", (s.hard, 1): "Grace"}
    ),
    "state of a case": lambda edit, s: attributes.state_facts(edit, 1, {"members": "6", "since": "2009"}, "case"),
    "create a group": lambda edit, s: groups.create_group(edit, "Essays", [s.hard]),
    "rename a group": lambda edit, s: groups.rename_group(edit, 1, "Papers"),
    "remove a group": lambda edit, s: groups.remove_groups(edit, [1]),
    "take out of a group": lambda edit, s: groups.take_out(edit, 1, [s.hard, s.easy]),
    "create a case": lambda edit, s: cases.create_case(edit, "Kazakhstan", [s.hard, s.easy]),
    "rename a case": lambda edit, s: cases.rename_case(edit, 1, "Turkey"),
    "add to a case": lambda edit, s: cases.add_to_case(edit, 1, [s.hard, s.easy]),
    "take out of a case": lambda edit, s: cases.take_out(edit, 1, [s.easy]),
    "remove a case": lambda edit, s: cases.remove_cases(edit, [1]),
    "replace a document": lambda edit, s: documents.replace_document(edit, s.easy, new_text("easy", "other")),
    "recognise speakers": lambda edit, s: speakers.recognise_speakers(edit, s.talk, ["ANNA"]),
    "make speakers cases": lambda edit, s: speakers.speakers_as_cases(edit, [s.talk]),
    "bring a study in": lambda edit, s: merge_study(edit, theirs(edit)),
    "take what a study says": lambda edit, s: merge_study(edit, theirs(edit), update=True),
    "set many": lambda edit, s: edit.set_many(Annotation, [s.coded, s.bare], comment="the same"),
}


@pytest.mark.parametrize("name", EDITS)
def test_undo_and_redo_leave_the_database_equal(study: Study, name: str) -> None:
    before = dump(study.store)
    with study.store.edit(name, CODER) as edit:
        EDITS[name](edit, study)
    after = dump(study.store)
    assert after != before
    for _ in range(2):
        study.store.undo()
        assert dump(study.store) == before
        study.store.redo()
        assert dump(study.store) == after
    assert check.faults(study.store) == []


def test_all_edits_are_undone_and_redone_one_by_one(study: Study) -> None:
    states = [dump(study.store)]
    for name in ("weigh", "add documents", "bind a digit", "merge a codebook", "remove a code", "remove documents"):
        with study.store.edit(name, CODER) as edit:
            EDITS[name](edit, study)
        states.append(dump(study.store))
    for state in states[-2::-1]:
        study.store.undo()
        assert dump(study.store) == state
    for state in states[1:]:
        study.store.redo()
        assert dump(study.store) == state


def test_an_edit_that_fails_leaves_nothing(study: Study) -> None:
    before = dump(study.store)

    def half(edit: Edit) -> None:
        codes.create_code(edit, "Trade")
        codes.create_code(edit, "Energy")

    with pytest.raises(OtsannotError, match="already"), study.store.edit("Half", CODER) as edit:
        half(edit)
    assert dump(study.store) == before
    assert study.store.undoable() == ("Set up", None)


def test_an_edit_that_changes_nothing_leaves_no_history(study: Study) -> None:
    with study.store.edit("Nothing", CODER) as edit:
        codes.rename_code(edit, study.defence, "Defence")
        passages.apply_codes(edit, study.easy, Span(0, 7), [study.defence], study.coder)
    assert study.store.undoable() == ("Set up", None)


def test_a_new_edit_takes_the_place_of_what_was_undone(study: Study) -> None:
    for name in ("Trade", "Customs"):
        with study.store.edit(name, CODER) as edit:
            codes.create_code(edit, name)
    study.store.undo()
    with study.store.edit("Health", CODER) as edit:
        codes.create_code(edit, "Health")
    assert study.store.undoable() == ("Health", None)
    study.store.undo()
    study.store.undo()
    assert study.store.undoable() == ("Set up", "Trade")
    assert check.faults(study.store) == []


def test_five_hundred_edits_are_undone_after_a_restart(study: Study) -> None:
    before = dump(study.store)
    for number in range(500):
        with study.store.edit(f"Comment {number}", CODER) as edit:
            passages.comment(edit, study.coded, f"comment {number}")
    study.store.close()
    again = Store.open(study.store.path)
    for _ in range(500):
        again.undo()
    assert dump(again) == before
    again.close()


def test_codes_of_one_passage_share_one_annotation(study: Study) -> None:
    with study.store.edit("Apply", CODER) as edit:
        same = passages.apply_codes(edit, study.easy, Span(0, 7), [study.security], study.coder)
    with study.store.read() as session:
        found = passages.passages(session, study.easy, codes.tree(session))
    assert same == study.coded
    assert [(p.start, p.end, [code.name for code in p.codes]) for p in found] == [
        (0, 7, ["Security", "Defence", "Energy"])
    ]


def test_two_coders_have_passages_of_their_own(study: Study) -> None:
    with study.store.edit("Apply", "Grace") as edit:
        other = passages.apply_codes(edit, study.easy, Span(0, 7), [study.defence], ensure_coder(edit, "Grace"))
    assert other != study.coded


def test_removing_the_last_code_removes_a_passage_without_comment(study: Study) -> None:
    with study.store.edit("Remove", CODER) as edit:
        for coding_id in (1, 2):
            batches.remove_codings(edit, [coding_id])
    with study.store.read() as session:
        assert passages.passages(session, study.easy, codes.tree(session)) == []


def test_removing_the_last_code_keeps_a_comment(study: Study) -> None:
    with study.store.edit("Set up", CODER) as edit:
        passages.apply_codes(edit, study.hard, Span(5, 11), [study.energy], study.coder)
    with study.store.edit("Remove", CODER) as edit:
        batches.remove_codings(edit, [3])
    with study.store.read() as session:
        (left,) = passages.passages(session, study.hard, codes.tree(session))
    assert (left.comment, left.codes) == ("Why?\nBecause.", ())


@pytest.mark.parametrize("span", [Span(-1, 3), Span(3, 3), Span(5, 4), Span(0, 10_000)])
def test_a_passage_outside_the_text_is_refused(study: Study, span: Span) -> None:
    with pytest.raises(OtsannotError, match="There is no passage"), study.store.edit("Apply", CODER) as edit:
        passages.highlight(edit, study.easy, span, study.coder)


@pytest.mark.parametrize("name", ["", "  ", "a > b", "a\nb", "a\u2028b", "> ", " >"])
def test_a_name_that_cannot_be_a_code_is_refused(study: Study, name: str) -> None:
    with pytest.raises(OtsannotError), study.store.edit("Create", CODER) as edit:
        codes.create_code(edit, name)


def test_one_name_may_stand_under_two_parents_but_not_twice_under_one(study: Study) -> None:
    with study.store.edit("Create", CODER) as edit:
        codes.create_code(edit, "Defence", study.energy)
    with pytest.raises(OtsannotError, match="already"), study.store.edit("Create", CODER) as edit:
        codes.create_code(edit, "Defence", study.energy)


def test_a_code_cannot_be_put_under_itself(study: Study) -> None:
    with pytest.raises(OtsannotError, match="under itself"), study.store.edit("Move", CODER) as edit:
        arranging.move_code(edit, study.security, study.defence)


@pytest.mark.parametrize(
    ("position", "order"),
    [
        (0, ["Energy", "Security", "Trade"]),
        (1, ["Security", "Energy", "Trade"]),
        (3, ["Security", "Trade", "Energy"]),
        (None, ["Security", "Trade", "Energy"]),
    ],
)
def test_a_code_moves_before_the_sibling_at_a_position(study: Study, position: int | None, order: list[str]) -> None:
    with study.store.edit("Move", CODER) as edit:
        codes.create_code(edit, "Trade")
        arranging.move_code(edit, study.energy, None, position)
    with study.store.read() as session:
        assert [row.name for row in codes.tree(session).children(None)] == order


def test_records_cannot_be_written_past_the_verbs(study: Study) -> None:
    with study.store.edit("Sneak", CODER) as edit:
        edit.session.get_one(Code, study.energy).name = "Sneaked"
    with study.store.read() as session:
        assert codes.tree(session).by_id[study.energy].name == "Energy"
