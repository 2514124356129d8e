"""Tests of otsannot.ui.choosing.quick_code."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from support import dump

from otsannot.model.spans import Span
from otsannot.project import Project
from otsannot.store import codes, documents
from otsannot.ui.choosing.quick_code import QuickCode
from otsannot.ui.desk import Desk
from otsannot.ui.live_project import LiveProject

HERE = QRect(100, 100, 80, 20)
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(project: Project, qtbot: QtBot) -> Iterator[Desk]:
    """The desk with a text, a selection in it, and a codebook."""
    with project.edit("Codebook") as edit:
        for path in (["Security", "Defence"], ["Security", "Cyber security"], ["Energy", "Gas"], ["Trade"]):
            codes.create_path(edit, path)
        codes.define_code(edit, codes.find_code(codes.tree(edit.session), "Gas").id, brief_definition="What burns.")
        number = documents.find_document(edit.session, "hard").id
    live = LiveProject(project)
    made = Desk(live)
    made.open_document(number)
    made.select_span(Span(0, 4))
    yield made
    live.close()


@pytest.fixture
def box(desk: Desk, qtbot: QtBot) -> QuickCode:
    made = QuickCode(desk.live, desk)
    qtbot.addWidget(made)
    made.open_at(HERE)
    return made


def rows(box: QuickCode) -> list[str]:
    return [str(box.model.index(row).data()) for row in range(box.model.rowCount())]


def applied(desk: Desk) -> list[str]:
    assert desk.passage is not None
    return [desk.live.book.path(code.code_id) for code in desk.passage.codes]


def test_letters_and_enter_apply_a_code(box: QuickCode, desk: Desk, qtbot: QtBot) -> None:
    qtbot.keyClicks(box.line, "gs")
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    assert not box.isVisible()
    assert applied(desk) == ["Energy > Gas"]
    assert desk.passage is not None
    assert desk.passage.span == Span(0, 4)


def test_arrows_choose_among_the_hits(box: QuickCode, desk: Desk, qtbot: QtBot) -> None:
    qtbot.keyClicks(box.line, "secur")
    assert rows(box) == ["Security", "Cyber security", "Defence", "Create “secur”"]
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        qtbot.keyClick(box.line, key)
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    assert applied(desk) == ["Security > Cyber security"]


def test_recent_codes_come_first(box: QuickCode, desk: Desk, qtbot: QtBot) -> None:
    assert rows(box) == ["Security", "Defence", "Cyber security", "Energy", "Gas", "Trade"]
    for word in ("trade", "gas"):
        qtbot.keyClicks(box.line, word)
        qtbot.keyClick(box.line, Qt.Key.Key_Return)
        box.open_at(HERE)
    assert rows(box) == ["Gas", "Trade", "Security", "Defence", "Cyber security", "Energy"]


def test_several_codes_are_ticked_and_applied_in_one_edit(box: QuickCode, desk: Desk, qtbot: QtBot) -> None:
    before = dump(desk.live.project.store)
    qtbot.keyClick(box.line, Qt.Key.Key_Space)
    qtbot.keyClick(box.line, Qt.Key.Key_Down)
    qtbot.keyClick(box.line, Qt.Key.Key_Tab)
    qtbot.keyClicks(box.line, "gas")
    qtbot.keyClick(box.line, Qt.Key.Key_Return, CTRL)
    assert box.hint.text() == "Enter applies 3 codes. What burns."
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    assert applied(desk) == ["Security", "Security > Defence", "Energy > Gas"]
    desk.live.project.undo()
    after = dump(desk.live.project.store)
    assert {table: after[table] for table in ("annotation", "coding")} == {"annotation": [], "coding": []}
    assert after == before


def test_what_was_searched_for_after_a_tick_is_applied_too(box: QuickCode, desk: Desk, qtbot: QtBot) -> None:
    qtbot.keyClick(box.line, Qt.Key.Key_Tab)
    qtbot.keyClicks(box.line, "trade")
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    assert applied(desk) == ["Security", "Trade"]


def test_a_tick_can_be_taken_away(box: QuickCode, desk: Desk, qtbot: QtBot) -> None:
    qtbot.keyClick(box.line, Qt.Key.Key_Space)
    qtbot.keyClick(box.line, Qt.Key.Key_Space)
    assert box.model.ticked == []


def test_a_new_name_makes_a_code_and_a_path_its_parents(box: QuickCode, desk: Desk, qtbot: QtBot) -> None:
    qtbot.keyClicks(box.line, "Energy > Oil > Crude oil")
    assert rows(box) == ["Create “Energy > Oil > Crude oil”"]
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    assert applied(desk) == ["Energy > Oil > Crude oil"]
    desk.live.project.undo()
    assert [row.name for row in desk.live.book.walk()][3:] == ["Energy", "Gas", "Trade"]


def test_a_code_that_is_there_is_not_offered_to_be_made(box: QuickCode, qtbot: QtBot) -> None:
    qtbot.keyClicks(box.line, "Trade")
    assert rows(box) == ["Trade"]
    qtbot.keyClicks(box.line, " ")
    assert rows(box) == ["Trade"]
    box.line.selectAll()
    qtbot.keyClicks(box.line, "Defence")
    assert rows(box) == ["Defence", "Create “Defence”"]


def test_a_ticked_code_and_a_new_one_come_in_one_edit(box: QuickCode, desk: Desk, qtbot: QtBot) -> None:
    qtbot.keyClick(box.line, Qt.Key.Key_Tab)
    qtbot.keyClicks(box.line, "Borders")
    assert box.hint.text().startswith("Enter applies 2 codes.")
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    assert applied(desk) == ["Security", "Borders"]
    desk.live.project.undo()
    assert desk.passages == []


def test_escape_leaves_everything_as_it_was(box: QuickCode, desk: Desk, qtbot: QtBot) -> None:
    before = dump(desk.live.project.store)
    qtbot.keyClick(box.line, Qt.Key.Key_Tab)
    qtbot.keyClicks(box.line, "new")
    qtbot.keyClick(box.line, Qt.Key.Key_Escape)
    assert not box.isVisible()
    assert dump(desk.live.project.store) == before
    assert desk.span == Span(0, 4)
    box.open_at(HERE)
    assert (box.line.text(), box.model.ticked) == ("", [])


def test_a_click_applies_a_code(box: QuickCode, desk: Desk, qtbot: QtBot) -> None:
    place = box.list.visualRect(box.model.index(5)).center()
    qtbot.mouseClick(box.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert applied(desk) == ["Trade"]


def test_the_definition_of_the_highlighted_code_is_shown(box: QuickCode, qtbot: QtBot) -> None:
    qtbot.keyClicks(box.line, "gas")
    assert box.hint.text() == "What burns."


def test_without_anything_to_code_it_does_not_open(box: QuickCode, desk: Desk, qtbot: QtBot) -> None:
    box.close()
    desk.select_span(None)
    with qtbot.waitSignal(desk.said) as said:
        box.open_at(HERE)
    assert said.args == ["Select a passage first."]
    assert not box.isVisible()


def test_a_name_that_cannot_be_is_refused_in_words(box: QuickCode, qtbot: QtBot) -> None:
    qtbot.keyClicks(box.line, "> x")
    with qtbot.captureExceptions() as errors:
        qtbot.keyClick(box.line, Qt.Key.Key_Return)
    assert [kind.__name__ for kind, _error, _trace in errors] == ["OtsannotError"]


@pytest.mark.parametrize("corner", ["topLeft", "topRight", "bottomLeft", "bottomRight"])
def test_the_box_stays_on_the_screen_beside_the_selection(box: QuickCode, corner: str) -> None:
    screen = QGuiApplication.primaryScreen().availableGeometry()
    rect = QRect(0, 0, 60, 20)
    getattr(rect, f"move{corner[0].upper()}{corner[1:]}")(getattr(screen, corner)())
    box.open_at(rect)
    assert screen.contains(box.geometry())
    assert not box.geometry().intersects(rect)


def test_it_is_shown_when_a_code_is_to_be_used_and_when_not(box: QuickCode, desk: Desk, qtbot: QtBot) -> None:
    box.close()
    with desk.live.edit("Define") as edit:
        number = codes.find_code(desk.live.book, "Gas").id
        codes.define_code(
            edit, number, when_to_use="Pipelines\nand " + "prices " * 20, when_not_to_use="Fuel for cars."
        )
    box.open_at(HERE)
    qtbot.keyClicks(box.line, "gas")
    what, use, use_not = box.hint.text().split("\n")
    assert what == "What burns."
    assert use.startswith("When to use: Pipelines and prices")
    assert use.endswith(" …")
    assert len(use) <= 100
    assert use_not == "When not to use: Fuel for cars."
    box.line.clear()
    qtbot.keyClicks(box.line, "trade")
    assert box.hint.text() == "Not defined yet."


@pytest.mark.parametrize("field", ["full_definition", "when_to_use", "when_not_to_use", "example", "memo"])
def test_every_part_of_a_definition_is_searched(box: QuickCode, desk: Desk, qtbot: QtBot, field: str) -> None:
    with desk.live.edit("Define") as edit:
        codes.define_code(edit, codes.find_code(desk.live.book, "Trade").id, **{field: "Karşılıklı alışveriş"})
    qtbot.keyClicks(box.line, "alisveris")
    assert rows(box)[0] == "Trade"
