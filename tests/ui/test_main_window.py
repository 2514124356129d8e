"""Tests of otsannot.ui.main_window and its commands: the main job, driven as a user drives it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from otsannot import settings
from otsannot.model.spans import Span
from otsannot.ui.choosing.coder_popover import CoderPopover
from otsannot.ui.dialogs.shortcuts import ShortcutsDialog
from otsannot.ui.main_window import NARROWEST_TEXT, MainWindow

Trigger = Callable[[str], None]


Drop = Callable[[QWidget, list[Path]], None]
TEXT = "𐱅𐰇𐰼𐰜 stands on the stone.\n\nDefence comes first 👩‍👩‍👧‍👦.\n"


def select_by_mouse(window: MainWindow, qtbot: QtBot, span: Span) -> None:
    """Press at the start of a span of one line, drag to its end and release."""
    view = window.pane.view
    [(_line, [rect])] = view.lines_of(span, view.screen_lines())
    start = QPoint(round(rect.left()) + 1, round(rect.center().y()))
    end = QPoint(round(rect.right()) - 1, round(rect.center().y()))
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view.viewport(), end)
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)
    assert window.desk.span == span


def said(window: MainWindow) -> str:
    return window.status.notice.sentence


def test_a_study_is_made_coded_and_exported_in_one_window(
    empty_window: MainWindow,
    tmp_path: Path,
    drop: Drop,
    trigger: Trigger,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = empty_window
    (tmp_path / "stone.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "book.csv").write_text("code_path\nSecurity > Defence\n", encoding="utf-8")
    drop(window, [tmp_path / "stone.txt", tmp_path / "book.csv"])
    qtbot.waitUntil(lambda: window.desk.document is not None)
    assert said(window) == "1 document, 2 codes came in."

    defence = Span(TEXT.index("Defence"), TEXT.index("Defence") + len("Defence"))
    select_by_mouse(window, qtbot, defence)
    qtbot.keyClick(window.pane.view, Qt.Key.Key_Return)
    qtbot.keyClicks(window.quick_code.line, "def")
    qtbot.keyClick(window.quick_code.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.quick_code.isVisible())
    window.pane.setFocus()
    qtbot.keyClick(window.pane.view, Qt.Key.Key_C)
    qtbot.keyClicks(QApplication.focusWidget(), "The first word.")
    turk = Span(0, 4)
    select_by_mouse(window, qtbot, turk)
    qtbot.keyClick(window.pane.view, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window.pane.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert said(window) == "Undone: Apply 𐱅𐰇𐰼𐰜"

    out = tmp_path / "out.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_more: (str(out), ""))
    trigger("export.annotations")
    qtbot.waitUntil(lambda: said(window) == "out.csv is written: 1 row.")
    with out.open(encoding="utf-8-sig", newline="") as file:
        [row] = csv.DictReader(file)
    assert (row["start"], row["end"], row["text"]) == (str(defence.start), str(defence.end), "Defence")
    assert (row["code_path"], row["comment"], row["coder"]) == ("Security > Defence", "The first word.", "Ada")


def test_the_title_names_the_study(empty_window: MainWindow) -> None:
    assert empty_window.windowTitle() == "Speeches — otsannot"


def test_the_first_document_is_open_and_has_the_focus(window: MainWindow) -> None:
    assert window.desk.document is not None
    assert window.desk.document.name == "Aliyev and Amreyev 2022"
    assert QApplication.focusWidget() is window.pane.view


def test_a_document_is_opened_by_its_name(window: MainWindow) -> None:
    window.open_document("Orkhon Lines")
    assert window.pane.view.text == window.project.document_text("Orkhon Lines")
    assert len(window.pane.view.index.passages) == len(window.desk.passages) > 0


def test_the_place_is_told_by_paragraph_and_character(window: MainWindow, trigger: Trigger) -> None:
    trigger("annotation.next")
    assert window.desk.passage is not None
    assert window.status.place == "Paragraph 3, character 240"
    assert window.desk.passage.start == 240


def test_the_counts_follow_every_edit(window: MainWindow, qtbot: QtBot) -> None:
    assert window.status.counts == "9 documents · 429 passages · 514 codings"
    window.pane.view.select(Span(0, 6))
    window.desk.pen.apply_digit(1)
    qtbot.waitUntil(lambda: window.status.counts == "9 documents · 430 passages · 515 codings")


def test_zooming_is_remembered_and_told(window: MainWindow, trigger: Trigger) -> None:
    for name in ("view.zoom_in", "view.zoom_in", "view.zoom_out"):
        trigger(name)
    assert (window.pane.view.font().pointSize(), settings.load().font_size) == (14, 14)
    assert window.status.zoom.text() == "14 pt"
    trigger("view.zoom_reset")
    assert window.pane.view.font().pointSize() == 13


def test_another_coder_codes_from_then_on(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(window.status.coder, Qt.MouseButton.LeftButton)
    popover = window.findChild(CoderPopover)
    assert isinstance(popover, CoderPopover)
    assert popover.name.text() == "Ada"
    qtbot.keyClicks(popover.name, "Timur")
    qtbot.keyClick(popover.name, Qt.Key.Key_Return)
    assert (window.status.coder.text(), settings.load().coder) == ("Timur", "Timur")
    window.pane.view.select(Span(0, 6))
    window.desk.pen.apply_digit(1)
    assert window.desk.passage is not None
    assert window.desk.passage.coder == "Timur"


def test_a_new_study_begins_where_texts_come_in(
    empty_window: MainWindow, tmp_path: Path, drop: Drop, qtbot: QtBot
) -> None:
    focus = empty_window.focusWidget()
    assert isinstance(focus, QPushButton)
    assert focus.text() == "Import texts…"
    (tmp_path / "one.txt").write_text("One text.", encoding="utf-8")
    drop(empty_window, [tmp_path / "one.txt"])
    qtbot.waitUntil(empty_window.pane.view.hasFocus)


def test_a_new_theme_leaves_the_size_of_the_text_alone(window: MainWindow, trigger: Trigger) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    size = window.pane.view.font().pointSize()
    assert size != app.font().pointSize()
    for name in ("view.theme_dark", "view.theme_light"):
        trigger(name)
        QApplication.processEvents()
        assert window.pane.view.font().pointSize() == size


def test_a_notice_goes_with_the_next_edit(window: MainWindow, trigger: Trigger) -> None:
    window.pane.view.select(Span(0, 6))
    trigger("code.repeat")
    assert said(window) == "No code has been applied yet."
    trigger("annotation.highlight")
    assert said(window) == ""


def test_the_panels_give_way_to_the_text_in_a_small_window(window: MainWindow) -> None:
    window.resize(900, 600)
    QApplication.processEvents()
    assert window.columns.sizes()[1] >= NARROWEST_TEXT
    assert window.width() == 900


def test_copying_gives_the_exact_words(empty_window: MainWindow, tmp_path: Path, drop: Drop, qtbot: QtBot) -> None:
    (tmp_path / "stone.txt").write_text(TEXT, encoding="utf-8")
    drop(empty_window, [tmp_path / "stone.txt"])
    qtbot.waitUntil(lambda: empty_window.desk.document is not None)
    empty_window.pane.setFocus()
    qtbot.keyClick(empty_window.pane.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(empty_window.pane.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() in (TEXT, TEXT.removesuffix("\n"))


def test_removing_a_document_asks_nothing_and_can_be_undone(window: MainWindow, trigger: Trigger) -> None:
    count = len(window.desk.passages)
    trigger("documents.remove")
    assert said(window) == f"“Aliyev and Amreyev 2022” is removed. {count} annotations went with it."
    assert window.project.info().documents == 8
    assert window.desk.document is None
    trigger("edit.undo")
    assert window.project.info().annotations == 429


def test_the_list_of_shortcuts_is_found_by_a_few_letters(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window.pane.view, Qt.Key.Key_F1)
    dialog = window.findChild(ShortcutsDialog)
    assert isinstance(dialog, ShortcutsDialog)
    qtbot.keyClicks(dialog.filter, "vivo")
    shown = [row for row in range(dialog.table.rowCount()) if not dialog.table.isRowHidden(row)]
    assert [(dialog.table.item(row, 0).text(), dialog.table.item(row, 1).text()) for row in shown] == [
        ("Code in vivo", "Ctrl+I")
    ]
    dialog.close()


def test_closing_the_last_study_leads_to_the_welcome(window: MainWindow, trigger: Trigger) -> None:
    trigger("project.close")
    assert not window.isVisible()
    welcome = [one for one in QApplication.topLevelWidgets() if one.objectName() == "welcomeWindow" and one.isVisible()]
    assert len(welcome) == 1
    welcome[0].close()


def test_everything_without_words_has_a_name_for_screen_readers(window: MainWindow) -> None:
    kinds = (QLineEdit, QAbstractItemView, QPlainTextEdit)
    fields = [one for kind in kinds for one in window.findChildren(kind)]
    buttons = [one for one in window.findChildren(QToolButton) if not isinstance(one.parent(), QLineEdit)]
    reachable = [one for one in fields if one.isVisible() and one.focusPolicy() != Qt.FocusPolicy.NoFocus]
    assert [one for one in reachable if not one.accessibleName()] == []
    assert [one for one in buttons if one.isVisible() and not (one.text() or one.accessibleName())] == []
