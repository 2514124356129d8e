"""The reader goes from heading to heading, sees where in a text a passage stands, and says who speaks in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from support import new_text

from otsannot.model.spans import Span
from otsannot.model.structure import Part
from otsannot.store import documents
from otsannot.ui.choosing.outline_box import OutlineBox
from otsannot.ui.choosing.speakers_box import SpeakersBox
from otsannot.ui.main_window import MainWindow

Trigger = Callable[[str], None]

TALK = "Note: taped\nANNA: Ja. [00:00:01]\nBEN: Nein. [00:00:04]\nANNA: Doch.\nBEN: Na gut.\nNote: end\n"
FILLING = "Words that fill the page and say no more than that.\n" * 40
HEADED = f"First 𐰀\n{FILLING}Second\n{FILLING}Third\n{FILLING}"
SECOND, THIRD = HEADED.index("Second"), HEADED.index("Third")
PARTS = (
    Part(0, 7, "heading", "1"),
    Part(SECOND, SECOND + 6, "heading", "2"),
    Part(THIRD, THIRD + 5, "heading", "1"),
    Part(0, SECOND, "page", "iv"),
    Part(SECOND, len(HEADED), "page", "5"),
)


@pytest.fixture
def reading(window: MainWindow) -> MainWindow:
    """A window with a text of headings open, and a plain transcript beside it."""
    with window.project.edit("Import") as edit:
        documents.add_documents(edit, [new_text("headed", HEADED)._replace(parts=PARTS), new_text("talk", TALK)])
    window.open_document("headed")
    window.pane.view.setFocus()
    return window


def outline(window: MainWindow) -> OutlineBox:
    box = window.findChild(OutlineBox)
    assert isinstance(box, OutlineBox)
    return box


def rows(box: OutlineBox | SpeakersBox) -> list[str]:
    return [
        str(box.model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(box.model.rowCount())
    ]


def test_a_heading_is_gone_to_from_the_list_of_all(reading: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClick(reading, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    box = outline(reading)
    assert rows(box) == ["First 𐰀, level 1, page iv", "Second, level 2, page 5", "Third, level 1, page 5"]
    assert box.list.currentIndex().row() == 0
    QTest.keyClicks(box.line, "thi")
    assert rows(box) == ["Third, level 1, page 5"]
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    assert reading.pane.view.span() == Span(THIRD, THIRD + 5)
    qtbot.waitUntil(reading.pane.view.hasFocus)


def test_the_list_begins_at_the_heading_that_is_read_under(reading: MainWindow, trigger: Trigger) -> None:
    reading.pane.view.select(Span(SECOND + 30, SECOND + 30))
    reading.pane.view.keep_in_sight(SECOND + 30)
    trigger("go.heading")
    box = outline(reading)
    assert box.list.currentIndex().data() == "Second"
    QTest.keyClick(box.line, Qt.Key.Key_Escape)


def test_keys_lead_from_heading_to_heading(reading: MainWindow) -> None:
    view = reading.pane.view
    places = []
    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_T)
        places.append(view.span())
    assert places == [Span(SECOND, SECOND + 6), Span(THIRD, THIRD + 5), Span(THIRD, THIRD + 5)]
    assert reading.status.notice.sentence == "This was the last heading."
    QTest.keyClick(view, Qt.Key.Key_T, Qt.KeyboardModifier.ShiftModifier)
    assert view.span() == Span(SECOND, SECOND + 6)


def test_a_text_without_headings_says_so(reading: MainWindow, trigger: Trigger) -> None:
    reading.open_document("talk")
    for name in ("go.heading", "go.next_heading"):
        reading.status.notice.clear()
        trigger(name)
        assert reading.status.notice.sentence == "No headings are known of this text."


def test_the_status_bar_says_where_the_caret_is(reading: MainWindow) -> None:
    reading.pane.view.select(Span(SECOND + 7, SECOND + 8))
    assert reading.status.place == f"p. 5 · Second · Paragraph 43, character {SECOND + 8:,}"


def test_speakers_are_ticked_and_marked_and_that_is_undone(reading: MainWindow, trigger: Trigger) -> None:
    reading.open_document("talk")
    trigger("document.recognise_speakers")
    box = reading.findChild(SpeakersBox)
    assert isinstance(box, SpeakersBox)
    assert rows(box) == ["ANNA, 2 turns, ticked", "BEN, 2 turns, ticked", "Note, 2 turns"]
    QTest.keyClicks(box.line, "note")
    QTest.keyClick(box.line, Qt.Key.Key_Tab)
    assert rows(box) == ["Note, 2 turns, ticked"]
    QTest.keyClick(box.line, Qt.Key.Key_Tab)
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    assert reading.status.notice.sentence == "4 turns were found."
    turns = [(TALK[part.start : part.start + 4], part.value) for part in reading.desk.structure.of_kind("speaker")]
    assert turns == [("ANNA", "ANNA"), ("BEN:", "BEN"), ("ANNA", "ANNA"), ("BEN:", "BEN")]
    assert reading.pane.view.typesetting.structure is reading.desk.structure
    trigger("edit.undo")
    assert reading.desk.structure.parts == []
    trigger("edit.redo")
    assert len(reading.desk.structure.of_kind("speaker")) == 4
    assert reading.status.place.startswith("Paragraph 1")
    reading.pane.view.select(Span(20, 21))
    assert reading.status.place.startswith("ANNA · ")


def test_speakers_become_cases(reading: MainWindow, trigger: Trigger) -> None:
    reading.open_document("talk")
    trigger("document.speakers_as_cases")
    assert reading.status.notice.sentence == "Nobody speaks in this text yet. Recognise its speakers first."
    reading.project.recognise_speakers("talk")
    before = reading.project.info().cases
    trigger("document.speakers_as_cases")
    assert reading.status.notice.sentence == "2 speakers are cases."
    assert reading.project.info().cases == before + 2
    trigger("edit.undo")
    assert reading.project.info().cases == before


def test_a_text_in_which_nobody_speaks_opens_no_list(reading: MainWindow, trigger: Trigger) -> None:
    trigger("document.recognise_speakers")
    assert reading.status.notice.sentence.startswith("No speakers were found.")
    assert reading.findChild(SpeakersBox) is None


def test_the_inspector_says_where_the_passage_stands(reading: MainWindow) -> None:
    reading.desk.pen.apply_codes([next(iter(reading.live.book.by_id))], Span(SECOND, SECOND + 6))
    reading.desk.select_passage(reading.desk.passages[0].annotation_id)
    shown = {label.accessibleName(): label.text() for label in reading.inspector.findChildren(QLabel)}
    assert shown["Where the passage stands"] == "p. 5 · Second"


def test_only_one_speaker_is_looked_at(reading: MainWindow, trigger: Trigger) -> None:
    reading.project.recognise_speakers("talk")
    for words in ("Ja.", "Nein", "Doch"):
        reading.project.annotate("talk", TALK.index(words), TALK.index(words) + len(words), ["Energy"])
    reading.open_document("talk")
    index, place = reading.pane.view.index, TALK.index("Doch")
    assert [index.is_focused(number) for number in range(3)] == [True, True, True]
    reading.pane.view.select(Span(place, place))
    trigger("view.focus_speaker")
    index = reading.pane.view.index
    assert [index.is_focused(number) for number in range(3)] == [True, False, True]
    assert reading.pane.focus_bar.sentence == "Only: speaker ANNA"
    trigger("view.hide_rest")
    assert [TALK[passage.start : passage.end] for passage in reading.pane.view.index.passages] == ["Ja.", "Doch"]
    trigger("view.focus_speaker")
    assert (reading.pane.focus_bar.sentence, len(reading.pane.view.index.passages)) == ("", 3)


def test_where_nobody_speaks_there_is_no_speaker_to_look_at(reading: MainWindow, trigger: Trigger) -> None:
    trigger("view.focus_speaker")
    assert reading.status.notice.sentence == "Nobody is known to speak here."
