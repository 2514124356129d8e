"""The walker: from passage to passage, and to what is not coded yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot
from support import add_text

from otsannot.model.spans import Span
from otsannot.project import Project
from otsannot.store import codes, documents
from otsannot.ui.desk import Desk
from otsannot.ui.live_project import LiveProject

TEXT = "One two three four.\nFive six seven eight.\nNine ten eleven twelve.\nThirteen fourteen."


@pytest.fixture
def desk(qtbot: QtBot, project: Project) -> Iterator[Desk]:
    """A desk with a text on which Ada and Grace coded words."""
    add_text(project.store, "text", TEXT)
    for word, code, coder, comment in (
        ("One", "A", "Ada", "Said."),
        ("three", "B", "Ada", ""),
        ("six", "A", "Grace", ""),
        ("eight", "A", "Ada", "Said."),
        ("ten", "B", "Ada", ""),
    ):
        start = TEXT.index(word)
        project.apply_code("text", start, start + len(word), code, coder=coder, comment=comment)
    live = LiveProject(project)
    made = Desk(live)
    with live.read() as session:
        made.open_document(documents.find_document(session, "text").id)
    made.revealed.connect(lambda span: made.select_span(span) if made.passage is None else made.select_span(None))
    yield made
    live.close()


def walk(desk: Desk, step: Callable[[], object]) -> list[str]:
    """Where one comes to until something is said."""
    told: list[str] = []
    desk.said.connect(told.append)
    found = []
    while not told:
        step()
        place = desk.span if desk.passage is None else desk.passage.span
        if not told and place is not None:
            found.append(TEXT[place.start : place.end])
    return [*found, *told]


def test_every_passage_is_come_to_in_its_order_and_back(desk: Desk) -> None:
    assert walk(desk, lambda: desk.walker.passage(1)) == [
        "One",
        "three",
        "six",
        "eight",
        "ten",
        "This was the last passage.",
    ]
    assert walk(desk, lambda: desk.walker.passage(-1)) == [
        "eight",
        "six",
        "three",
        "One",
        "This was the first passage.",
    ]


def test_what_is_out_of_focus_is_passed_over(desk: Desk) -> None:
    desk.focus.on_codes([codes.find_code(desk.live.book, "B").id])
    assert walk(desk, lambda: desk.walker.passage(1)) == ["three", "ten", "This was the last passage."]
    desk.focus.on_codes([])
    desk.select_passage(None)
    assert walk(desk, lambda: desk.walker.passage(1)) == ["Nothing in this document is in focus."]


def test_one_code_is_followed_through_the_text(desk: Desk) -> None:
    assert walk(desk, lambda: desk.walker.same_code(1)) == ["Go to a passage with a code first."]
    desk.walker.passage(1)
    assert walk(desk, lambda: desk.walker.same_code(1)) == ["six", "eight", "No further passage of A stands there."]
    assert walk(desk, lambda: desk.walker.same_code(-1)) == ["six", "One", "No further passage of A stands there."]


def test_ones_own_passages_without_a_comment_are_found(desk: Desk) -> None:
    told = "No further passage of yours stands there without a comment."
    assert walk(desk, lambda: desk.walker.without_comment(1)) == ["three", "ten", told]
    assert walk(desk, lambda: desk.walker.without_comment(-1)) == ["three", told]


def test_what_the_coder_has_not_coded_is_selected_stretch_by_stretch(desk: Desk) -> None:
    told = "No further stretch of 3 words is without a code."
    onwards = ["four.\nFive six seven", "eleven twelve.\nThirteen fourteen.", told]
    assert walk(desk, lambda: desk.walker.uncoded(1, 3)) == onwards
    assert walk(desk, lambda: desk.walker.uncoded(-1, 3)) == ["Five six seven", told]


def test_what_is_coded_on_the_way_is_not_come_to_again(desk: Desk) -> None:
    desk.walker.uncoded(1, 3)
    desk.pen.apply_path(["C"])
    assert desk.passage is not None
    assert desk.passage.span == Span(TEXT.index("four"), TEXT.index("seven") + 5)
    assert walk(desk, lambda: desk.walker.uncoded(1, 3))[0] == "eleven twelve.\nThirteen fourteen."


def test_uncoded_is_what_is_not_coded_with_what_is_in_focus(desk: Desk) -> None:
    desk.focus.on_codes([codes.find_code(desk.live.book, "B").id])
    assert walk(desk, lambda: desk.walker.uncoded(1, 4))[0] == "four.\nFive six seven eight."
