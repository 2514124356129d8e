"""The list of shortcuts says what can be done here, and lets every key be changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

import otsannot
from otsannot import settings
from otsannot.model.spans import Span
from otsannot.project import Project
from otsannot.settings import Settings
from otsannot.ui.actions import registry
from otsannot.ui.actions.keys import Keys, is_single
from otsannot.ui.dialogs.shortcuts import ShortcutsDialog
from otsannot.ui.main_window import MainWindow
from otsannot.ui.preferences import preferences

CONTROL = Qt.KeyboardModifier.ControlModifier
NO_MODIFIER = Qt.KeyboardModifier.NoModifier
Rows = list[tuple[str, str]]


def dialog_from(window: MainWindow, place: QWidget) -> ShortcutsDialog:
    """The dialog that F1 opens where the focus is."""
    place.setFocus()
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_F1)
    found = window.findChildren(ShortcutsDialog)[-1]
    assert not found.isModal()
    return found


def rows(dialog: ShortcutsDialog) -> Rows:
    table = dialog.table
    shown = [row for row in range(table.rowCount()) if not table.isRowHidden(row)]
    cells = [(table.item(row, 0), table.item(row, 1)) for row in shown]
    return [(name.text(), keys.text()) for name, keys in cells if name is not None and keys is not None]


def choose(dialog: ShortcutsDialog, action: str) -> None:
    dialog.filter.clear()
    found = [row for row in range(dialog.table.rowCount()) if dialog.table.item(row, 0).text() == action]  # type: ignore[union-attr]
    dialog.table.setCurrentCell(found[0], 0)


def press(
    dialog: ShortcutsDialog, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    dialog.keys.setFocus()
    QTest.keyClick(dialog.keys, key, modifiers)


def click(dialog: ShortcutsDialog, button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_what_can_be_done_here_and_now_comes_first(window: MainWindow) -> None:
    window.pane.view.select(Span(0, 6))
    in_text = rows(dialog_from(window, window.pane.view))
    assert in_text[:2] == [("In the text", ""), ("Apply a code", "Ctrl+Return or Return or Enter")]
    names = [name for name, _keys in in_text]
    assert names.index("Code in vivo") < names.index("Redo") < names.index("Everywhere")
    in_codebook = [name for name, _keys in rows(dialog_from(window, window.codebook.tree))]
    assert in_codebook[0] == "In the codebook"
    assert in_codebook.index("New code") < in_codebook.index("Everywhere") < in_codebook.index("Quit")


def test_every_action_is_listed_once(window: MainWindow) -> None:
    dialog = dialog_from(window, window.documents.list)
    listed = [dialog.table.item(row, 0).data(Qt.ItemDataRole.UserRole) for row in range(dialog.table.rowCount())]  # type: ignore[union-attr]
    assert sorted(name for name in listed if name) == sorted(spec.name for spec in registry())


def test_the_list_is_searched_by_name_and_by_key(window: MainWindow, qtbot: QtBot) -> None:
    dialog = dialog_from(window, window.pane.view)
    qtbot.keyClicks(dialog.filter, "vivo")
    assert rows(dialog) == [("Code in vivo", "Ctrl+I")]
    dialog.filter.clear()
    qtbot.keyClicks(dialog.filter, "ctrl+k")
    assert rows(dialog) == [("Command palette", "Ctrl+K")]


def test_what_cannot_act_says_why(window: MainWindow) -> None:
    dialog = dialog_from(window, window.pane.view)
    choose(dialog, "Code in vivo")
    assert dialog.told.text() == "Select words in the text first."


def test_new_keys_act_at_once_in_all_windows(
    window: MainWindow, tmp_path: Path, open_window: Callable[[Project], MainWindow], qtbot: QtBot
) -> None:
    other = open_window(otsannot.new(tmp_path / "other.otsannot", coder="Ada"))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    dialog = dialog_from(window, window.pane.view)
    choose(dialog, "Larger text")
    press(dialog, Qt.Key.Key_F7)
    assert dialog.told.text() == "“Larger text” now has F7."
    assert settings.load().shortcuts == {"view.zoom_in": "F7"}
    dialog.close()
    for shown in (window, other):
        action = shown.registry["view.zoom_in"]
        assert (action.shortcut().toString(), action.toolTip()) == ("F7", "Larger text (F7)")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    size = window.pane.view.font().pointSize()
    qtbot.keyClick(window.pane.view, Qt.Key.Key_F7)
    qtbot.keyClick(window.pane.view, Qt.Key.Key_Plus, CONTROL)
    assert window.pane.view.font().pointSize() == size + 1


def test_tooltips_beside_the_menus_follow(window: MainWindow) -> None:
    assert window.bottom.close_button.toolTip() == "Close (Ctrl+J)"
    dialog = dialog_from(window, window.pane.view)
    choose(dialog, "Panel under the text")
    press(dialog, Qt.Key.Key_F8)
    assert window.bottom.close_button.toolTip() == "Close (F8)"


def test_single_keys_of_the_text_are_changed_and_kept(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, open_window: Callable[[Project], MainWindow]
) -> None:
    dialog = dialog_from(window, window.pane.view)
    choose(dialog, "Highlight")
    press(dialog, Qt.Key.Key_Y)
    assert dialog.told.text() == "“Highlight” now has Ctrl+H or Y."
    dialog.close()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.pane.view.setFocus()
    window.pane.view.select(Span(0, 6))
    qtbot.keyClicks(window.pane.view, "h")
    assert window.project.store.undoable().undo is None
    qtbot.keyClicks(window.pane.view, "y")
    assert window.project.store.undoable().undo == "Highlight"
    window.codebook.filter_line.setFocus()
    qtbot.keyClicks(window.codebook.filter_line, "y")
    assert window.codebook.filter_line.text() == "y"
    later = open_window(otsannot.new(tmp_path / "later.otsannot"))
    assert later.registry["annotation.highlight"].toolTip() == "Highlight (Ctrl+H, Y)"


@pytest.mark.parametrize(
    ("key", "modifiers", "told"),
    [
        (Qt.Key.Key_K, CONTROL, "Ctrl+K is taken by “Command palette”."),
        (Qt.Key.Key_C, Qt.KeyboardModifier.NoModifier, "C is taken by “Comment”."),
    ],
)
def test_keys_of_another_action_are_refused(
    window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier, told: str
) -> None:
    dialog = dialog_from(window, window.pane.view)
    choose(dialog, "Code in vivo")
    press(dialog, key, modifiers)
    assert dialog.told.text() == f"{told} Take it away there first, or press other keys."
    assert (settings.load().shortcuts, settings.load().text_keys) == ({}, {})


def test_keys_are_taken_away_and_given_back(window: MainWindow) -> None:
    dialog = dialog_from(window, window.pane.view)
    choose(dialog, "Highlight")
    click(dialog, dialog.none)
    assert window.registry["annotation.highlight"].toolTip() == "Highlight"
    choose(dialog, "Code in vivo")
    press(dialog, Qt.Key.Key_H)
    choose(dialog, "Highlight")
    click(dialog, dialog.usual)
    assert dialog.told.text().startswith("H is taken by “Code in vivo”.")
    click(dialog, dialog.all_usual)
    assert (settings.load().shortcuts, settings.load().text_keys) == ({}, {})
    assert window.registry["annotation.highlight"].toolTip() == "Highlight (Ctrl+H, H)"
    assert window.registry["code.in_vivo"].toolTip() == "Code in vivo (Ctrl+I)"


def test_what_the_user_gave_away_is_not_given_twice(
    tmp_path: Path, open_window: Callable[[Project], MainWindow]
) -> None:
    # As when a later version chooses keys that the user has put somewhere else before.
    Settings(shortcuts={"code.in_vivo": "Ctrl+K"}, text_keys={"code.in_vivo": "C H"}).save()
    actions = open_window(otsannot.new(tmp_path / "kept.otsannot")).registry
    assert actions.keys("code.in_vivo") == Keys("Ctrl+K", ("C", "H"))
    assert actions.keys("view.palette") == Keys()
    assert actions.keys("annotation.comment") == Keys("Ctrl+M")
    assert actions.keys("annotation.highlight") == Keys("Ctrl+H")


@pytest.mark.parametrize(
    ("key", "expected"),
    [("H", True), ("Shift+H", True), ("Del", True), (".", True), ("F7", False), ("Shift+F10", False),
     ("Ctrl++", False), ("Alt+Down", False), ("Ctrl+Shift+Z", False), ("Meta+X", False)],
)  # fmt: skip
def test_what_types_is_a_single_key(key: str, expected: bool) -> None:
    assert is_single(key) is expected


@pytest.mark.parametrize("place", ["filter", "table"])
def test_enter_takes_no_keys_away(window: MainWindow, qtbot: QtBot, place: str) -> None:
    dialog = dialog_from(window, window.pane.view)
    choose(dialog, "Highlight")
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    widget: QWidget = getattr(dialog, place)
    widget.setFocus()
    qtbot.keyClick(widget, Qt.Key.Key_Return)
    assert settings.load().shortcuts == {}
    assert ("Highlight", "Ctrl+H or H") in rows(dialog)


def test_enter_on_an_action_waits_for_its_new_keys(window: MainWindow, qtbot: QtBot) -> None:
    dialog = dialog_from(window, window.pane.view)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    choose(dialog, "Highlight")
    dialog.table.setFocus()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert dialog.focusWidget() is dialog.keys


def test_a_digit_without_a_code_names_the_keys_that_bind_it(window: MainWindow) -> None:
    (bound,) = [row.id for row in window.live.book.by_id.values() if row.digit == 9]
    window.project.codes.bind(window.live.book.path(bound), None)
    window.pane.view.select(Span(0, 6))
    preferences().change(shortcuts={"code.digit_9": "Ctrl+Alt+9"})
    window.desk.pen.apply_digit(9)
    assert window.status.notice.sentence == "No code has the digit 9. Press Ctrl+Alt+9 on a code to bind it."
    preferences().change(shortcuts={"code.digit_9": ""})
    window.desk.pen.apply_digit(9)
    assert window.status.notice.sentence == "No code has the digit 9. Bind one in the menu of a code."
