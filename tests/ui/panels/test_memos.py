"""The memos panel: writing, reading, links and what becomes of what is typed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import otsannot
from otsannot.model.memos import PROJECT, Subject
from otsannot.project import Project
from otsannot.store import codes, memos
from otsannot.ui.item_models.memo_list import Order
from otsannot.ui.main_window import MainWindow
from otsannot.ui.panels.memos import MemosPanel

Trigger = Callable[[str], None]
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
HARD = "\u00a0👩‍👩‍👧‍👦 𐱅𐰇𐰼𐰜 سلام e\u0301\t—\n\n- a\u2009b "


def panel_of(window: MainWindow) -> MemosPanel:
    found = window.bottom.panel("memos")
    assert isinstance(found, MemosPanel)
    return found


@pytest.fixture
def panel(empty_window: MainWindow, trigger: Trigger) -> MemosPanel:
    """The panel of an empty study."""
    trigger("view.memos")
    return panel_of(empty_window)


def texts(project: Project) -> list[tuple[str, str]]:
    return [(str(row["title"]), str(row["text"])) for row in project.memos()]


def open_titled(panel: MemosPanel, title: str) -> None:
    panel.open_memo(next(row.id for row in panel.model.shown if row.title == title))


def test_an_empty_study_says_how_the_journal_begins(panel: MemosPanel, qtbot: QtBot) -> None:
    assert "Ctrl+Shift+E" in panel._empty.advice.text()
    assert panel._empty.isVisible()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert panel.editor.text.hasFocus()


def test_typing_is_one_edit_at_a_pause(
    empty_window: MainWindow, panel: MemosPanel, trigger: Trigger, qtbot: QtBot
) -> None:
    trigger("memo.new")
    qtbot.keyClicks(panel.editor.text, "Why now?")
    assert texts(empty_window.project) == []
    panel.editor._pause.setInterval(0)
    qtbot.keyClicks(panel.editor.text, "!")
    qtbot.waitUntil(lambda: texts(empty_window.project) == [("", "Why now?!")])
    assert empty_window.project.store.undoable().undo == "New memo"
    assert panel.list.currentIndex().data() == "Why now?!"
    panel.editor.title.setFocus()
    qtbot.keyClicks(panel.editor.title, "On time")
    qtbot.keyClick(panel.editor.title, Qt.Key.Key_Return)
    assert panel.editor.text.hasFocus()
    assert texts(empty_window.project) == [("On time", "Why now?!")]
    trigger("edit.undo")
    assert (panel.editor.title.text(), panel.editor.text.note()) == ("", "Why now?!")


def test_a_memo_that_is_begun_and_not_written_leaves_nothing(
    empty_window: MainWindow, panel: MemosPanel, trigger: Trigger
) -> None:
    trigger("memo.new")
    trigger("memo.new")
    empty_window.write_down()
    assert texts(empty_window.project) == []
    assert empty_window.project.store.undoable().undo is None


def test_every_character_is_kept(empty_window: MainWindow, panel: MemosPanel, trigger: Trigger) -> None:
    trigger("memo.new")
    event = QInputMethodEvent()
    event.setCommitString(HARD)
    QApplication.sendEvent(panel.editor.text, event)
    panel.editor.flush()
    assert texts(empty_window.project) == [("", HARD)]
    with otsannot.open(empty_window.project.path) as again:  # what was written down is on disk
        assert texts(again) == [("", HARD)]
    panel.editor.text.moveCursor(QTextCursor.MoveOperation.Start)
    assert panel.editor.text.note() == HARD


def test_a_memo_that_is_only_looked_at_is_not_changed(full: MemosPanel, window: MainWindow) -> None:
    project = window.project
    guid = project.write_memo(f"{HARD}\u2028x", title="\u00a0t\u00a0", coder=project.coder)
    before = project.memos()
    for row in full.model.shown:
        full.open_memo(row.id)
    window.write_down()
    assert project.memos() == before
    assert guid in {row["memo_id"] for row in before}


@pytest.mark.parametrize("way", ["another memo", "the text", "closing", "undo", "hiding"])
def test_what_is_typed_is_kept_whatever_follows(
    full: MemosPanel, window: MainWindow, trigger: Trigger, qtbot: QtBot, way: str
) -> None:
    path = window.project.path
    window.live.set_coder("Ayla")
    open_titled(full, "How I cut passages")
    full.editor.text.moveCursor(QTextCursor.MoveOperation.End)
    full.editor.text.setFocus()
    qtbot.keyClicks(full.editor.text, " Really.")
    if way == "another memo":
        trigger("memo.previous")
    elif way == "the text":
        qtbot.keyClick(full.editor.text, Qt.Key.Key_Escape)
        assert window.pane.view.hasFocus()
    elif way == "undo":
        with window.live.edit("Rename") as edit:
            codes.rename_code(edit, 1, "Politics")
        window.registry["edit.undo"].trigger()
        window.registry["edit.redo"].trigger()
    elif way == "hiding":
        window.bottom.hide_panel()
    window.close()
    with otsannot.open(path) as again:
        assert dict(texts(again))["How I cut passages"].endswith("than about meaning. Really.")


def test_undo_in_the_field_takes_back_typing_and_after_that_edits(
    full: MemosPanel, window: MainWindow, qtbot: QtBot
) -> None:
    window.live.set_coder("Ayla")
    with window.live.edit("Rename") as edit:
        codes.rename_code(edit, 1, "Politics")
    open_titled(full, "How I cut passages")
    field = full.editor.text
    before = field.note()
    field.setFocus()
    qtbot.keyClicks(field, "abc")
    qtbot.keyClick(field, Qt.Key.Key_Z, CTRL)
    assert field.note() == before
    assert window.project.store.undoable().undo == "Rename"
    qtbot.keyClick(field, Qt.Key.Key_Z, CTRL)
    assert window.live.book.by_id[1].name == "Politics and institutions"


def test_typing_that_is_undone_takes_its_edit_with_it(full: MemosPanel, window: MainWindow, qtbot: QtBot) -> None:
    window.live.set_coder("Ayla")
    open_titled(full, "How I cut passages")
    field = full.editor.text
    before = field.note()
    field.setFocus()
    qtbot.keyClicks(field, "abc")
    full.editor.flush()
    assert window.project.store.undoable().undo == "Write memo"
    qtbot.keyClick(field, Qt.Key.Key_Z, CTRL)
    full.editor.flush()
    assert (field.note(), window.project.store.undoable()) == (before, (None, "Write memo"))
    qtbot.keyClick(field, Qt.Key.Key_Z, CTRL | SHIFT)
    full.editor.flush()
    assert field.note() == "abc" + before
    window.registry["edit.undo"].trigger()
    assert field.note() == before


def test_a_memo_whose_first_words_are_undone_was_only_begun(
    empty_window: MainWindow, panel: MemosPanel, trigger: Trigger, qtbot: QtBot
) -> None:
    trigger("memo.new")
    field = panel.editor.text
    qtbot.keyClicks(field, "abc")
    panel.editor.flush()
    qtbot.keyClick(field, Qt.Key.Key_Z, CTRL)
    panel.editor.flush()
    assert texts(empty_window.project) == []
    assert field.hasFocus()
    qtbot.keyClicks(field, "Again")
    panel.editor.flush()
    assert texts(empty_window.project) == [("", "Again")]


def test_a_memo_of_another_coder_is_read_and_not_changed(full: MemosPanel, window: MainWindow, qtbot: QtBot) -> None:
    open_titled(full, "How I cut passages")
    assert full.editor._facts.text().startswith("Memo by Ayla; only Ayla can change it")
    assert (full.editor.title.isReadOnly(), full.editor.text.isReadOnly()) == (True, True)
    full.editor.text.setFocus()
    qtbot.keyClicks(full.editor.text, "x")
    full.list.setFocus()
    qtbot.keyClick(full.list, Qt.Key.Key_Delete)
    assert window.status.notice.sentence == "This memo is by Ayla; only Ayla can remove it."
    assert len(window.project.memos()) == 5
    window.live.set_coder(" Ayla ")
    assert (full.editor.title.isReadOnly(), full.editor.text.isReadOnly()) == (False, False)


def test_what_is_typed_outlives_its_memo(full: MemosPanel, window: MainWindow, qtbot: QtBot) -> None:
    window.live.set_coder("Ayla")
    open_titled(full, "How I cut passages")
    full.editor.text.setFocus()
    qtbot.keyClicks(full.editor.text, "New: ")
    with window.live.edit("Remove") as edit:
        memos.remove_memos(edit, [full.memo_id or 0])
    full.editor.flush()
    kept = next(text for title, text in texts(window.project) if title == "How I cut passages")
    assert kept.startswith("New: I code the")


def test_a_memo_is_removed_and_the_next_one_is_shown(full: MemosPanel, window: MainWindow, trigger: Trigger) -> None:
    window.live.set_coder("Ayla")
    order = [row.id for row in full.model.shown]
    open_titled(full, "From road to leverage")
    place = order.index(full.memo_id or 0)
    trigger("memo.remove")
    assert full.memo_id == order[place + 1]
    assert "“From road to leverage” is removed" in window.status.notice.sentence
    trigger("edit.undo")
    assert [row.id for row in full.model.shown] == order


def test_keys_alone_walk_through_the_list(full: MemosPanel, window: MainWindow, qtbot: QtBot) -> None:
    full.filter_line.setFocus()
    qtbot.keyClicks(full.filter_line, "leverage")
    qtbot.keyClick(full.filter_line, Qt.Key.Key_Down)
    assert full.list.hasFocus()
    assert full.editor.title.text() == "From road to leverage"
    qtbot.keyClick(full.list, Qt.Key.Key_Return)
    assert full.editor.text.hasFocus()
    full.filter_line.clear()
    full.list.setFocus()
    walked = {full.editor.title.text()}
    for key in (Qt.Key.Key_Home, *[Qt.Key.Key_Down] * 6):
        qtbot.keyClick(full.list, key)
        walked.add(full.editor.title.text())
    assert len(walked) == 5
    qtbot.keyClick(full.list, Qt.Key.Key_Escape)
    assert window.pane.view.hasFocus()


def test_keys_lead_from_the_title_to_the_text_and_back_to_reading(
    full: MemosPanel, window: MainWindow, qtbot: QtBot
) -> None:
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Down):
        full.editor.title.setFocus()
        qtbot.keyClick(full.editor.title, key)
        assert full.editor.text.hasFocus()
    window.live.set_coder("Ayla")
    open_titled(full, "How I cut passages")
    full.editor.title.setFocus()
    qtbot.keyClicks(full.editor.title, "!")
    qtbot.keyClick(full.editor.title, Qt.Key.Key_Escape)
    assert window.pane.view.hasFocus()
    assert "!How I cut passages" in dict(texts(window.project))


def test_a_list_that_is_narrowed_to_nothing_says_so(full: MemosPanel, qtbot: QtBot) -> None:
    full.kinds.setCurrentIndex(full.kinds.findData("case"))
    assert full._nothing.isVisible()
    full.kinds.setCurrentIndex(full.kinds.findData("project"))
    assert {row.subject for row in full.model.shown} == {PROJECT}


def test_the_order_is_found_again(full: MemosPanel, window: MainWindow) -> None:
    full._order(Order.SUBJECT)
    assert MemosPanel(window.live, window.desk, lambda: ()).model.order is Order.SUBJECT


def test_a_memo_moves_to_what_is_near(full: MemosPanel, window: MainWindow) -> None:
    window.live.set_coder("Ayla")
    window.open_document("Orkhon Lines")
    open_titled(full, "How I cut passages")
    places = {name: subject for subject, name in full.editor._nearby()}
    full.editor._move(places["Orkhon Lines"])
    row = full.model.row(full.memo_id or 0)
    assert row is not None
    assert (row.subject.noun, row.about) == ("document", "Orkhon Lines")
    assert full.editor.about.text() == "Orkhon Lines"


def test_the_preview_button_names_its_keys_and_the_menu_shows_its_state(full: MemosPanel, window: MainWindow) -> None:
    assert "(Ctrl+Shift+R)" in full.editor.preview_button.toolTip()
    full.editor.preview_button.click()
    assert window.registry["memo.preview"].isChecked()
    window.registry["memo.preview"].trigger()
    assert (full.editor.preview_button.isChecked(), window.registry["memo.preview"].isChecked()) == (False, False)


def test_keys_of_the_list_belong_to_the_list(full: MemosPanel) -> None:
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Delete, Qt.Key.Key_Escape):
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.NoModifier)
        event.ignore()
        QApplication.sendEvent(full.list, event)
        assert event.isAccepted()


def test_subjects_nearby_are_the_project_the_text_and_its_codes(full: MemosPanel, window: MainWindow) -> None:
    window.open_document("Kocaman 2025")
    passage = next(p for p in window.desk.passages if p.start == 4241)
    window.desk.select_passage(passage.annotation_id)
    near = list(full.editor._nearby())
    assert near[:2] == [
        (PROJECT, "The project"),
        (Subject("document", window.desk.document.id if window.desk.document else 0), "Kocaman 2025"),
    ]
    assert "Connectivity > Corridors > Middle Corridor" in [name for _subject, name in near]
