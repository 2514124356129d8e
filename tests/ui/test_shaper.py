"""The shaper: passages are shaped from the desk, and what others made is left alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot
from support import HARD_TEXT, add_text, dump

from otsannot.model.spans import End, Span
from otsannot.project import Project
from otsannot.store import documents
from otsannot.text.graphemes import grapheme_at
from otsannot.ui.desk import Desk
from otsannot.ui.live_project import LiveProject

TEXT = "Türkiye'nin sözü: “Ortak 𐱅𐰇𐰼𐰜 alfabesi (34 harf).” Son."
ORTAK, ALFABE = TEXT.index("Ortak"), TEXT.index("alfabesi")


@pytest.fixture
def desk(qtbot: QtBot, project: Project) -> Iterator[Desk]:
    """A desk with a text on which Ada coded two words, and Grace one."""
    add_text(project.store, "text", TEXT)
    project.annotate("text", ORTAK, ORTAK + 5, ["Common", "Alphabet"], comment="Ada's")
    project.annotate("text", ALFABE, ALFABE + 8, ["Alphabet"])
    project.annotate("text", 0, 11, ["State"], coder="Grace")
    live = LiveProject(project)
    made = Desk(live)
    with live.read() as session:
        made.open_document(documents.find_document(session, "text").id)
    go_to(made, ORTAK)
    yield made
    live.close()


def go_to(desk: Desk, start: int) -> None:
    desk.select_passage(next(passage.annotation_id for passage in desk.passages if passage.start == start))


def words(desk: Desk) -> str:
    assert desk.passage is not None
    return TEXT[desk.passage.start : desk.passage.end]


def said(desk: Desk) -> list[str]:
    told: list[str] = []
    desk.said.connect(told.append)
    return told


def test_the_end_moves_by_words_and_never_into_one(desk: Desk) -> None:
    found = []
    for forwards in (True, True, True, True, False):
        desk.shaper.step_end(End.END, forwards=forwards)
        found.append(words(desk))
    assert found == [
        "Ortak 𐱅𐰇𐰼𐰜",
        "Ortak 𐱅𐰇𐰼𐰜 alfabesi",
        "Ortak 𐱅𐰇𐰼𐰜 alfabesi (34",
        "Ortak 𐱅𐰇𐰼𐰜 alfabesi (34 harf",
        "Ortak 𐱅𐰇𐰼𐰜 alfabesi (34",
    ]
    for _step in range(5):
        desk.live.undo()
    assert words(desk) == "Ortak"


def test_the_beginning_moves_by_words_and_takes_the_quotation_mark_along(desk: Desk) -> None:
    found = []
    for forwards in (False, False, True, True):
        desk.shaper.step_end(End.START, forwards=forwards)
        found.append(words(desk))
    assert found == ["“Ortak", "sözü: “Ortak", "“Ortak", "Ortak"]


def test_ends_move_by_whole_letters(desk: Desk) -> None:
    desk.open_document(1)
    desk.select_span(Span(0, 4))
    desk.pen.highlight()
    for _step in range(9):
        desk.shaper.step_end(End.END, forwards=True, by_letters=True)
    assert desk.passage is not None
    family = grapheme_at(HARD_TEXT, HARD_TEXT.index("👩") + 1)
    assert desk.passage.span == Span(0, family.end)
    desk.shaper.step_end(End.END, forwards=False, by_letters=True)
    assert desk.passage.span == Span(0, family.start)


def test_a_passage_never_becomes_empty(desk: Desk) -> None:
    told = said(desk)
    desk.shaper.step_end(End.END, forwards=False)
    desk.shaper.step_end(End.START, forwards=True)
    assert words(desk) == "Ortak"
    assert told == ["The passage cannot end there.", "The passage cannot begin there."]


def test_a_passage_is_split_at_the_caret_and_joined_again(desk: Desk) -> None:
    told = said(desk)
    desk.shaper.split()
    assert len(desk.passages) == 3
    before = desk.passages
    desk.place_caret(ORTAK + 2)
    desk.shaper.split()
    assert [TEXT[p.start : p.end] for p in desk.passages] == ["Türkiye'nin", "Or", "tak", "alfabesi"]
    assert words(desk) == "Or"
    desk.shaper.join(1)
    assert [(p.span, p.comment, p.codes[0].name) for p in desk.passages] == [
        (p.span, p.comment, p.codes[0].name) for p in before
    ]
    assert told == ["Put the caret inside the passage, where it shall be cut."]


def test_a_passage_is_joined_with_the_coders_own_neighbour(desk: Desk) -> None:
    told = said(desk)
    desk.shaper.join(-1)
    assert told == ["Before this one is no passage of yours."]
    desk.shaper.join(1)
    assert words(desk) == "Ortak 𐱅𐰇𐰼𐰜 alfabesi"
    assert desk.passage is not None
    assert [code.name for code in desk.passage.codes] == ["Common", "Alphabet"]
    desk.shaper.join(1)
    assert told[1:] == ["After this one comes no passage of yours."]


def test_codes_are_copied_from_any_passage_to_the_selection(desk: Desk) -> None:
    told = said(desk)
    desk.shaper.paste_codes()
    go_to(desk, 0)
    desk.shaper.copy_codes()
    desk.select_passage(None)
    desk.select_span(Span(12, 16))
    desk.shaper.paste_codes()
    assert desk.passage is not None
    assert (words(desk), desk.passage.coder, [code.name for code in desk.passage.codes]) == ("sözü", "Ada", ["State"])
    assert told == ["No codes have been copied yet.", "1 code is copied."]


def test_a_coding_moves_to_another_code_or_to_a_new_one_with_its_weight(desk: Desk) -> None:
    assert desk.passage is not None
    common = desk.passage.codes[0]
    desk.pen.weigh(common.coding_id, 30)
    desk.shaper.move_coding(common.coding_id, ["Identity", "Shared"])
    assert [(code.name, code.weight) for code in desk.passage.codes] == [("Alphabet", None), ("Shared", 30)]
    assert [desk.live.book.path(row.id) for row in desk.live.book.walk()][-1] == "Identity > Shared"
    desk.live.undo()
    assert [(code.name, code.weight) for code in desk.passage.codes] == [("Common", 30), ("Alphabet", None)]


VERBS: dict[str, Callable[[Desk], object]] = {
    "move an end": lambda desk: desk.shaper.step_end(End.END, forwards=True),
    "split": lambda desk: desk.shaper.split(),
    "join": lambda desk: desk.shaper.join(1),
    "weigh": lambda desk: desk.pen.weigh(desk.passage.codes[0].coding_id, 3) if desk.passage else None,
    "move a coding": lambda desk: desk.shaper.move_coding(desk.passage.codes[0].coding_id, 1) if desk.passage else None,
    "remove a code": lambda desk: desk.pen.remove_coding(desk.passage.codes[0].coding_id) if desk.passage else None,
    "remove": lambda desk: desk.pen.remove_passage(),
}


@pytest.mark.parametrize("verb", VERBS)
def test_what_another_coder_made_is_refused_in_words(desk: Desk, verb: str) -> None:
    go_to(desk, 0)
    desk.place_caret(3)
    before, told = dump(desk.live.project.store), said(desk)
    VERBS[verb](desk)
    assert told == ["This passage is Grace’s. Change the coder to Grace to change it."]
    assert dump(desk.live.project.store) == before


@pytest.mark.parametrize("verb", ["move an end", "split", "join", "remove"])
def test_without_a_passage_it_is_said_what_is_missing(desk: Desk, verb: str) -> None:
    desk.select_passage(None)
    told = said(desk)
    VERBS[verb](desk)
    assert told == ["Click a passage first, or go to one with Alt+Down."]


@given(st.lists(st.tuples(st.sampled_from(End), st.booleans(), st.booleans()), max_size=12))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_however_ends_are_moved_no_letter_is_cut(desk: Desk, steps: list[tuple[End, bool, bool]]) -> None:
    for end, forwards, by_letters in steps:
        desk.shaper.step_end(end, forwards=forwards, by_letters=by_letters)
        assert desk.passage is not None
        start, stop = desk.passage.span
        assert 0 <= start < stop <= len(TEXT)
        assert grapheme_at(TEXT, start) == (start, start)
        assert grapheme_at(TEXT, stop) == (stop, stop)
