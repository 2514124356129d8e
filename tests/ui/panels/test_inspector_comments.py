"""Comments are written down by themselves, on the passage they were typed for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support import dump
from ui.panels.inspector_hands import comments, edits, number

import otsannot
from otsannot.model.spans import Span
from otsannot.store import documents, passages
from otsannot.ui.desk import Desk
from otsannot.ui.live_project import LiveProject
from otsannot.ui.panels.inspector import InspectorPanel

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def panel(live: LiveProject, desk: Desk, qtbot: QtBot) -> InspectorPanel:
    made = InspectorPanel(live, desk)
    qtbot.addWidget(made)
    made.resize(320, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def coded(panel: InspectorPanel, desk: Desk) -> InspectorPanel:
    """The inspector on a passage with two codes."""
    desk.pen.apply_codes([number(desk, "Defence"), number(desk, "Gas")], Span(0, 5))
    return panel


def leave(panel: InspectorPanel) -> None:
    QApplication.sendEvent(panel.comment, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.MouseFocusReason))


def test_a_comment_is_written_down_after_a_pause_as_one_edit(
    coded: InspectorPanel, live: LiveProject, qtbot: QtBot
) -> None:
    before = edits(live)
    qtbot.keyClicks(coded.comment, "because of this")
    assert comments(live) == [""]
    qtbot.waitUntil(lambda: comments(live) == ["because of this"], timeout=4000)
    assert edits(live) == before + 1
    live.project.undo()
    assert coded.comment.note() == ""


def test_a_comment_is_written_down_when_the_focus_leaves(
    coded: InspectorPanel, live: LiveProject, qtbot: QtBot
) -> None:
    qtbot.keyClicks(coded.comment, "why\u00a0not ")
    coded.comment.insertPlainText("👩‍👧")
    leave(coded)
    assert comments(live) == ["why\u00a0not 👩‍👧"]


def test_ctrl_enter_writes_a_comment_down(coded: InspectorPanel, live: LiveProject, qtbot: QtBot) -> None:
    qtbot.keyClicks(coded.comment, "now")
    qtbot.keyClick(coded.comment, Qt.Key.Key_Return, CTRL)
    assert comments(live) == ["now"]


def test_a_comment_goes_to_the_passage_it_was_typed_for(
    coded: InspectorPanel, desk: Desk, live: LiveProject, qtbot: QtBot
) -> None:
    assert desk.passage is not None
    first = desk.passage.annotation_id
    qtbot.keyClicks(coded.comment, "first")
    desk.pen.apply_codes([number(desk, "Trade")], Span(10, 15))
    assert coded.comment.note() == ""
    qtbot.keyClicks(coded.comment, "second")
    desk.select_passage(first)
    assert comments(live) == ["first", "second"]
    assert coded.comment.note() == "first"


def test_another_document_does_not_lose_a_comment(
    coded: InspectorPanel, desk: Desk, live: LiveProject, qtbot: QtBot
) -> None:
    qtbot.keyClicks(coded.comment, "kept")
    with live.read() as session:
        other = documents.find_document(session, "beta").id
    desk.open_document(other)
    assert comments(live) == ["kept"]
    assert not coded.comment.isVisible()


def test_flush_writes_a_comment_down_before_the_window_closes(
    coded: InspectorPanel, live: LiveProject, qtbot: QtBot
) -> None:
    qtbot.keyClicks(coded.comment, "last words")
    coded.comment.flush()
    assert comments(live) == ["last words"]


def test_what_is_being_typed_is_not_overwritten_from_outside(
    coded: InspectorPanel, desk: Desk, live: LiveProject, qtbot: QtBot
) -> None:
    assert desk.passage is not None
    with otsannot.open(live.project.path, "Ada") as other:
        with other.edit("Comment") as edit:
            passages.comment(edit, desk.passage.annotation_id, "from the other window")
        live.project.store.catch_up()
        assert coded.comment.note() == "from the other window"
        coded.comment.selectAll()
        qtbot.keyClicks(coded.comment, "mine")
        with other.edit("Comment") as edit:
            passages.comment(edit, desk.passage.annotation_id, "again")
        live.project.store.catch_up()
    assert coded.comment.note() == "mine"
    coded.comment.flush()
    assert comments(live) == ["mine"]


def test_a_passage_that_goes_takes_its_comment_with_it_and_says_so(
    coded: InspectorPanel, desk: Desk, live: LiveProject, qtbot: QtBot
) -> None:
    qtbot.keyClicks(coded.comment, "too late")
    with qtbot.waitSignal(desk.said) as said:
        live.project.undo()
    assert said.args == ["The comment that was being written could not be kept: its passage is gone."]
    assert comments(live) == []
    assert not coded.comment.isVisible()


def test_focus_comment_puts_the_cursor_there(coded: InspectorPanel, desk: Desk, qtbot: QtBot) -> None:
    coded.focus_comment()
    assert coded.focusWidget() is coded.comment
    desk.select_passage(None)
    with qtbot.waitSignal(desk.said):
        coded.focus_comment()


def test_typing_that_is_undone_takes_its_edit_back(coded: InspectorPanel, live: LiveProject, qtbot: QtBot) -> None:
    before = dump(live.project.store)
    done = edits(live)
    qtbot.keyClicks(coded.comment, "because of this")
    coded.comment.flush()
    assert edits(live) == done + 1
    qtbot.keyClick(coded.comment, Qt.Key.Key_Z, CTRL)
    assert (coded.comment.note(), comments(live)) == ("", ["because of this"])
    coded.comment.flush()
    assert dump(live.project.store) == before
    assert live.project.store.undoable().redo == "Comment"


def test_typing_that_is_undone_after_another_edit_is_an_edit_of_its_own(
    coded: InspectorPanel, desk: Desk, live: LiveProject, qtbot: QtBot
) -> None:
    qtbot.keyClicks(coded.comment, "because")
    coded.comment.flush()
    desk.pen.apply_codes([number(desk, "Trade")])
    qtbot.keyClick(coded.comment, Qt.Key.Key_Z, CTRL)
    coded.comment.flush()
    assert desk.passage is not None
    assert (comments(live), len(desk.passage.codes)) == ([""], 3)


def test_typing_that_is_undone_leaves_what_another_window_did_meanwhile(
    coded: InspectorPanel, live: LiveProject, qtbot: QtBot
) -> None:
    qtbot.keyClicks(coded.comment, "because")
    coded.comment.flush()
    with otsannot.open(live.project.path, coder="Grace") as elsewhere:
        elsewhere.codes.create("Made elsewhere")
        qtbot.keyClick(coded.comment, Qt.Key.Key_Z, CTRL)
        coded.comment.flush()
        assert [row["code"] for row in elsewhere.codebook()].count("Made elsewhere") == 1
    assert comments(live) == [""]
