"""Tests of otsannot.ui.commands.context and otsannot.ui.commands.shaping, in a window with mouse and keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from otsannot.model.spans import Span
from otsannot.project import Project
from otsannot.ui.choosing.code_chooser import CodeChooser
from otsannot.ui.main_window import MainWindow

DOCUMENT = "Khalafov 2024"


@pytest.fixture
def opened(window: MainWindow) -> MainWindow:
    """The sample study with a text in which Ada codes two words nobody coded."""
    window.open_document(DOCUMENT)
    window.desk.select_span(Span(0, 8))
    window.desk.pen.apply_path(["Name"])
    window.desk.pen.apply_path(["Author"])
    window.pane.view.clear_selection()
    QApplication.processEvents()
    return window


def letter(window: MainWindow, position: int) -> QPoint:
    view = window.pane.view
    return view.lines_of(Span(position, position + 1), view.screen_lines())[0][1][0].center().toPoint()


def open_menu(window: MainWindow, position: int | None) -> QMenu:
    """The menu that a right click on a letter opens, or the key for it."""
    viewport = window.pane.view.viewport()
    current = window.desk.passage
    place = letter(window, position if position is not None else 0 if current is None else current.start)
    reason = QContextMenuEvent.Reason.Keyboard if position is None else QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(viewport, QContextMenuEvent(reason, place, viewport.mapToGlobal(place)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def entries(menu: QMenu) -> list[str]:
    return [action.text().replace("&", "") for action in menu.actions() if not action.isSeparator()]


def choose(menu: QMenu, *path: str) -> None:
    for text in path:
        action = next(action for action in menu.actions() if action.text().replace("&", "") == text)
        below = action.menu()
        if isinstance(below, QMenu):
            menu = below
        else:
            action.trigger()
    popup = QApplication.activePopupWidget()
    if isinstance(popup, QMenu):
        popup.close()


def own_codes(window: MainWindow) -> list[tuple[str, int | None]]:
    assert window.desk.passage is not None
    return [(code.name, code.weight) for code in window.desk.passage.codes]


def test_the_menu_begins_with_the_codes_under_the_mouse(opened: MainWindow) -> None:
    menu = open_menu(opened, 3)
    assert entries(menu)[:3] == ["Name", "Author", "Apply a code…"]
    below = menu.actions()[0].menu()
    assert isinstance(below, QMenu)
    assert entries(below)[:5] == [
        "Remove this code",
        "Weigh it…",
        "Move to another code…",
        "Show it in the codebook",
        "Only this code",
    ]
    menu.close()


def test_only_what_can_be_done_there_is_offered(opened: MainWindow) -> None:
    opened.pane.view.select(Span(10, 25))
    menu = open_menu(opened, 12)
    assert [action.text() for action in menu.actions() if not (action.isEnabled() or action.isSeparator())] == []
    assert "Copy" in entries(menu)
    menu.close()
    menu = open_menu(opened, 40)
    assert entries(menu) == ["Select sentence", "Select paragraph"]
    menu.close()


def test_a_code_is_removed_weighed_and_moved_from_the_menu(opened: MainWindow, qtbot: QtBot) -> None:
    choose(open_menu(opened, 3), "Name", "Remove this code")
    assert own_codes(opened) == [("Author", None)]
    choose(open_menu(opened, 3), "Author", "Weigh it…")
    field = QApplication.focusWidget()
    assert field is not None
    qtbot.keyClicks(field, "80")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert own_codes(opened) == [("Author", 80)]
    choose(open_menu(opened, 3), "Author", "Move to another code…")
    chooser = QApplication.activePopupWidget()
    assert isinstance(chooser, CodeChooser)
    qtbot.keyClicks(chooser.line, "defence")
    qtbot.keyClick(chooser.line, Qt.Key.Key_Return)
    assert own_codes(opened) == [("Defence", 80)]


def test_a_code_can_be_looked_at_alone_and_shown_in_the_codebook(opened: MainWindow) -> None:
    choose(open_menu(opened, 3), "Author", "Show it in the codebook")
    row = opened.live.book.by_id[opened.codebook.code_id or 0]
    assert row.name == "Author"
    choose(open_menu(opened, 3), "Author", "Only this code")
    assert opened.desk.focus.codes == {row.id}


def test_a_right_click_goes_to_the_passage_there_and_leaves_a_selection_alone(opened: MainWindow) -> None:
    opened.desk.select_passage(None)
    open_menu(opened, 3).close()
    assert opened.desk.passage is not None
    assert (opened.desk.passage.span, opened.desk.caret) == (Span(0, 8), 3)
    opened.pane.view.select(Span(10, 25))
    open_menu(opened, 12).close()
    assert opened.desk.span == Span(10, 25)
    open_menu(opened, 40).close()
    assert (opened.desk.span, opened.desk.passage, opened.desk.caret) == (None, None, 40)


def test_recent_codes_are_offered_to_what_is_selected(opened: MainWindow) -> None:
    opened.pane.view.select(Span(10, 25))
    choose(open_menu(opened, 12), "Apply “Author”")
    assert own_codes(opened) == [("Author", None)]
    menu = open_menu(opened, 12)
    assert "Apply “Author”" not in entries(menu)
    menu.close()


@pytest.mark.parametrize(
    ("key", "held"),
    [
        (Qt.Key.Key_Menu, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier),
    ],
)
def test_keys_open_the_menu_of_the_text_and_of_a_chip(
    opened: MainWindow, qtbot: QtBot, key: Qt.Key, held: Qt.KeyboardModifier
) -> None:
    assert opened.desk.passage is not None
    chip = opened.inspector.chip_of(opened.desk.passage.codes[0].coding_id)
    assert chip is not None
    for widget, first in ((opened.pane.view, "Name"), (chip, "Remove this code")):
        widget.setFocus()
        qtbot.keyClick(widget, key, held)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        assert entries(menu)[0] == first
        menu.close()


def test_the_language_of_a_document_says_where_its_sentences_end(opened: MainWindow, qtbot: QtBot) -> None:
    view, text = opened.pane.view, opened.desk.text
    assert view.language == "en"
    opened.project.set_language(DOCUMENT, "tr")
    assert view.language == "tr"
    opened.open_document("Ortak Alfabe")
    assert (view.language, view.text != text) == ("tr", True)


def test_the_key_for_menus_opens_it_at_the_passage(opened: MainWindow) -> None:
    opened.desk.walker.passage(-1)
    menu = open_menu(opened, None)
    assert entries(menu)[:2] == ["Name", "Author"]
    assert opened.pane.view.geometry().contains(opened.pane.view.mapFromGlobal(menu.pos()))
    menu.close()


def test_what_another_coder_made_is_shown_and_not_changed_from_the_menu(opened: MainWindow) -> None:
    other = next(passage for passage in opened.desk.passages if not opened.desk.is_own(passage) and passage.codes)
    opened.desk.select_passage(other.annotation_id, reveal=True)
    QApplication.processEvents()
    menu = open_menu(opened, None)
    below = menu.actions()[0].menu()
    assert isinstance(below, QMenu)
    assert entries(menu)[0] == f"{other.codes[0].name} ({other.coder})"
    assert entries(below)[0] == "Show it in the codebook"
    menu.close()


def test_a_chip_opens_the_menu_of_its_code(opened: MainWindow) -> None:
    assert opened.desk.passage is not None
    chip = opened.inspector.chip_of(opened.desk.passage.codes[1].coding_id)
    assert chip is not None
    place = chip.rect().center()
    QApplication.sendEvent(chip, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, chip.mapToGlobal(place)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    choose(menu, "Remove this code")
    assert own_codes(opened) == [("Name", None)]


def test_a_code_is_moved_by_keys_alone(opened: MainWindow, qtbot: QtBot) -> None:
    opened.pane.view.setFocus()
    qtbot.keyClick(opened.pane.view, Qt.Key.Key_M)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    chooser = QApplication.activePopupWidget()
    assert isinstance(chooser, CodeChooser)
    qtbot.keyClicks(chooser.line, "People > Writer")
    qtbot.keyClick(chooser.line, Qt.Key.Key_Return)
    assert own_codes(opened) == [("Name", None), ("Writer", None)]


def test_words_are_copied_with_their_reference(opened: MainWindow, qtbot: QtBot) -> None:
    opened.pane.view.setFocus()
    qtbot.keyClick(opened.pane.view, Qt.Key.Key_R)
    assert QGuiApplication.clipboard().text() == f"“Khalafov” ({DOCUMENT}, ¶ 1, 0–8)"


def test_single_keys_select_shape_and_lead_on(opened: MainWindow, qtbot: QtBot) -> None:
    view, desk = opened.pane.view, opened.desk
    view.setFocus()
    start = desk.text.index("Those rest on interest")
    view.select(Span(start + 3, start + 3))
    qtbot.keyClick(view, Qt.Key.Key_S)
    assert desk.span is not None
    assert desk.text[desk.span.start : desk.span.end].startswith("Those rest on interest")
    assert desk.text[desk.span.end - 1] == "."
    qtbot.keyClick(view, Qt.Key.Key_H)
    view.select(Span(start + 5, start + 5))
    qtbot.keyClick(view, Qt.Key.Key_X)
    assert [p.span.end for p in desk.passages if p.start == start and desk.is_own(p)] == [start + 5]
    qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert desk.passage is not None
    assert desk.text[start : desk.passage.end] == "Those rest"
    qtbot.keyClick(view, Qt.Key.Key_J)
    assert desk.passage is not None
    assert desk.text[desk.passage.end - 1] == "."
    qtbot.keyClick(view, Qt.Key.Key_U)
    assert desk.passage is None
    assert desk.span is not None


def test_how_a_drag_goes_is_remembered(opened: MainWindow, sample: Project) -> None:
    assert opened.pane.view.whole_words
    opened.registry["select.whole_words"].trigger()
    assert not opened.pane.view.whole_words
    again = MainWindow(sample)
    assert (again.pane.view.whole_words, again.registry["select.whole_words"].isChecked()) == (False, False)
    again.deleteLater()


def test_undo_in_the_comment_takes_back_what_was_typed_and_then_the_last_edit(opened: MainWindow, qtbot: QtBot) -> None:
    opened.pane.view.setFocus()
    qtbot.keyClick(opened.pane.view, Qt.Key.Key_C)
    field = opened.inspector.comment
    assert field.hasFocus()
    qtbot.keyClicks(field, "Why")
    for _press in range(2):
        qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.note() == ""
    assert own_codes(opened) == [("Name", None)]
