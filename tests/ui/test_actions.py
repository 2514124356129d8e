"""Tests of otsannot.ui.actions and otsannot.ui.menus."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from otsannot.model.spans import Span
from otsannot.ui.actions import registry
from otsannot.ui.main_window import MainWindow


def in_menus(menu: QMenu) -> list[str]:
    found = []
    for action in menu.actions():
        below = action.menu()
        found.extend(in_menus(below) if isinstance(below, QMenu) else [action.objectName()])
    return [name for name in found if name]


def test_every_action_has_a_name_a_text_and_a_tooltip_with_its_keys(window: MainWindow) -> None:
    for spec in registry():
        action = window.findChild(QAction, spec.name)
        assert isinstance(action, QAction)
        assert re.fullmatch(r"[a-z]+\.[a-z_0-9]+", action.objectName())
        assert action.text()
        assert all(key in action.toolTip() for key in spec.shortcuts)


def test_no_two_actions_have_a_name_or_keys_in_common(qtbot: QtBot) -> None:
    names = Counter(spec.name for spec in registry())
    anywhere = Counter(QKeySequence(spec.shortcut) for spec in registry() if spec.shortcut)
    in_text = Counter(QKeySequence(key) for spec in registry() for key in (*spec.keys, spec.shortcut) if key)
    assert [counted.most_common(1)[0][1] for counted in (names, anywhere, in_text)] == [1, 1, 1]


def test_every_action_stands_in_a_menu_once(window: MainWindow) -> None:
    shown = [name for entry in window.menuBar().actions() for name in in_menus(entry.menu())]
    assert sorted(shown) == sorted(spec.name for spec in registry())


def test_no_two_entries_of_a_menu_have_one_access_key(window: MainWindow) -> None:
    for entry in window.menuBar().actions():
        keys = re.findall(r"&(\w)", " ".join(action.text() for action in entry.menu().actions()).lower())
        assert sorted(set(keys)) == sorted(keys)


def test_what_cannot_act_is_disabled(empty_window: MainWindow) -> None:
    able = {spec.name for spec in registry() if empty_window.registry[spec.name].isEnabled()}
    anywhere = {
        spec.name for spec in registry() if spec.name.startswith(("project.", "help.", "view.t", "view.z", "view.p"))
    }
    assert able - anywhere == {
        "documents.import",
        "documents.import_folder",
        "codebook.import",
        "code.new",
        "coder.change",
        "export.annotations",
        "export.cases",
        "view.documents_table",
        "view.cases",
        "cases.new",
        "cases.remove",
        "cases.import",
        "attributes.new",
        "attributes.change",
        "attributes.move_left",
        "attributes.move_right",
        "attributes.remove",
        "attributes.import",
        "export.history",
        "select.whole_words",
        "view.bottom",
        "view.bottom_larger",
        "view.annotations",
        "annotations.filter",
        "memo.new",
        "view.memos",
    }


def test_a_selection_enables_coding(window: MainWindow) -> None:
    names = ("code.apply", "code.in_vivo", "annotation.highlight", "edit.copy")
    assert [window.registry[name].isEnabled() for name in names] == [False] * 4
    window.pane.view.select(Span(0, 6))
    assert [window.registry[name].isEnabled() for name in names] == [True] * 4


@pytest.mark.parametrize("key", ["H", "C", ".", "1", "Return", "X", "U", "+"])
def test_single_keys_are_left_to_whatever_else_has_the_focus(window: MainWindow, qtbot: QtBot, key: str) -> None:
    window.pane.view.select(Span(0, 6))
    window.inspector.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window.inspector.setFocus()
    before = window.project.info().edits
    qtbot.keyClick(window.inspector, QKeySequence(key)[0].key())
    assert not window.quick_code.isVisible()
    assert (window.project.info().edits, window.desk.span) == (before, Span(0, 6))


@pytest.mark.parametrize(("key", "label"), [("1", "Apply Defence"), ("H", "Highlight"), (".", "Apply Defence")])
def test_a_single_key_codes_while_the_text_has_the_focus(window: MainWindow, key: str, label: str) -> None:
    window.desk.pen.last_codes = tuple(row.id for row in window.live.book.find("Defence"))
    window.pane.view.select(Span(0, 6))
    QTest.keyClicks(window.pane.view, key)
    assert window.project.store.undoable().undo == label


def test_single_keys_are_letters_in_a_filter_and_in_a_comment(window: MainWindow, qtbot: QtBot) -> None:
    window.pane.view.select(Span(0, 6))
    window.desk.pen.apply_digit(1)
    passage = window.desk.passage
    for field in (window.documents.filter_line, window.codebook.filter_line):
        field.setFocus()
        qtbot.keyClicks(field, "1.hc")
        assert field.text() == "1.hc"
        qtbot.keyClick(field, Qt.Key.Key_Delete)
    window.inspector.focus_comment()
    qtbot.keyClicks(QApplication.focusWidget(), "1.hc")
    assert window.inspector.comment.note() == "1.hc"
    window.pane.setFocus()
    assert window.project.store.undoable().undo == "Comment"
    assert window.desk.passage is not None
    assert passage is not None
    assert window.desk.passage.codes == passage.codes


def test_enter_opens_the_quick_code_box_at_the_selection(window: MainWindow, qtbot: QtBot) -> None:
    window.pane.view.select(Span(0, 6))
    qtbot.keyClick(window.pane.view, Qt.Key.Key_Return)
    assert window.quick_code.isVisible()
    qtbot.keyClicks(window.quick_code.line, "cyber")
    qtbot.keyClick(window.quick_code.line, Qt.Key.Key_Return)
    assert window.project.store.undoable().undo == "Apply Cyber security"


def test_delete_removes_the_passage_in_the_text_and_not_in_a_filter(window: MainWindow, qtbot: QtBot) -> None:
    before = window.project.info().annotations
    window.desk.walker.passage(1)
    assert window.desk.passage is not None
    window.live.set_coder(window.desk.passage.coder)
    window.codebook.filter_line.setFocus()
    qtbot.keyClick(window.codebook.filter_line, Qt.Key.Key_Delete)
    assert window.project.info().annotations == before
    window.pane.setFocus()
    qtbot.keyClick(window.pane.view, Qt.Key.Key_Delete)
    assert window.project.info().annotations == before - 1


def test_undo_and_redo_name_what_they_would_do(window: MainWindow, qtbot: QtBot) -> None:
    undo, redo = window.registry["edit.undo"], window.registry["edit.redo"]
    assert (undo.isEnabled(), redo.isEnabled()) == (False, False)
    window.pane.view.select(Span(0, 6))
    qtbot.keyClicks(window.pane.view, "1")
    assert (undo.text(), undo.isEnabled(), undo.toolTip()) == (
        "&Undo Apply Defence",
        True,
        "Undo Apply Defence (Ctrl+Z)",
    )
    qtbot.keyClick(window.pane.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (undo.text(), undo.isEnabled()) == ("&Undo", False)
    assert (redo.text(), redo.isEnabled()) == ("&Redo Apply Defence", True)
