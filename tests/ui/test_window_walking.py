"""Where the window leads to: through documents and passages, to what is undone, and back to the text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from otsannot.model.spans import Span
from otsannot.ui.main_window import MainWindow

Trigger = Callable[[str], None]


def test_walking_through_documents_stops_at_the_ends(window: MainWindow, trigger: Trigger) -> None:
    names = window.project.document_names()
    seen = []
    for _step in range(len(names) + 1):
        assert window.desk.document is not None
        seen.append(window.desk.document.name)
        trigger("view.next_document")
    assert seen == [*names, names[-1]]


def test_what_was_said_of_the_last_step_is_gone_with_the_next(window: MainWindow, trigger: Trigger) -> None:
    trigger("annotation.next")
    trigger("annotation.previous")
    assert window.status.notice.sentence == "This was the first passage."
    trigger("annotation.next")
    assert window.status.notice.sentence == ""


def test_an_action_that_is_offered_stays_while_one_walks(window: MainWindow, trigger: Trigger) -> None:
    window.say("2 documents came in.", "edit.undo")
    trigger("annotation.next")
    assert window.status.notice.sentence == "2 documents came in."


def test_the_selection_gives_way_to_a_passage_that_is_gone_to(window: MainWindow, trigger: Trigger) -> None:
    window.pane.view.select(Span(0, 6))
    trigger("annotation.next")
    assert window.desk.span is None
    assert window.desk.passage is not None
    assert window.desk.target() == window.desk.passage.span


def test_undo_and_redo_show_where_they_act(window: MainWindow, trigger: Trigger) -> None:
    view, words = window.pane.view, Span(4000, 4010)
    view.select(words)
    window.desk.pen.apply_path(["Ambition"])
    view.select(Span(0, 0))
    view.reveal(Span(0, 5))
    assert not view.is_in_sight(words)
    trigger("edit.undo")
    assert view.is_in_sight(words)
    assert view.span() == words
    view.select(Span(0, 0))
    view.reveal(Span(0, 5))
    trigger("edit.redo")
    assert view.is_in_sight(words)
    assert window.desk.passage is not None
    assert window.desk.passage.span == words


def test_undo_opens_the_document_it_acts_in(window: MainWindow, trigger: Trigger) -> None:
    window.desk.walker.passage(1)
    window.live.set_coder(window.desk.passage.coder if window.desk.passage is not None else "")
    home, passage = window.desk.document, window.desk.passage
    trigger("annotation.remove")
    window.open_document("Orkhon Lines")
    trigger("edit.undo")
    assert (window.desk.document, window.desk.passage) == (home, passage)


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_a_key_leads_from_the_comment_back_to_the_text(
    window: MainWindow, trigger: Trigger, qtbot: QtBot, key: Qt.Key
) -> None:
    window.pane.view.select(Span(0, 6))
    trigger("annotation.comment")
    comment = window.inspector.comment
    assert comment.hasFocus()
    qtbot.keyClicks(comment, "because")
    held = Qt.KeyboardModifier.ControlModifier if key == Qt.Key.Key_Return else Qt.KeyboardModifier.NoModifier
    qtbot.keyClick(comment, key, held)
    assert window.pane.view.hasFocus()
    assert window.desk.passage is not None
    assert window.desk.passage.comment == "because"


def test_what_is_done_beside_the_text_leads_back_to_it(window: MainWindow, trigger: Trigger, qtbot: QtBot) -> None:
    view, tree = window.pane.view, window.codebook.tree
    window.documents.list.setFocus()
    trigger("annotation.next")
    assert view.hasFocus()
    window.documents.list.setFocus()
    qtbot.keyClick(window.documents.list, Qt.Key.Key_Return)
    assert view.hasFocus()
    view.select(Span(0, 6))
    tree.setFocus()
    tree.go_to(next(iter(window.live.book.by_id)))
    qtbot.keyClick(tree, Qt.Key.Key_Return)
    assert view.hasFocus()


def test_selecting_other_words_leaves_the_passage(window: MainWindow, trigger: Trigger) -> None:
    trigger("annotation.next")
    window.pane.view.select(Span(0, 6))
    assert window.desk.passage is None
    assert not window.registry["annotation.remove"].isEnabled()
