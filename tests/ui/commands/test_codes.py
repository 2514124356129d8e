"""Tests of otsannot.ui.commands.codes, and of the choices and menus it opens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot
from support import dump
from ui.commands.code_hands import CTRL, LEFT, SHIFT, chooser, code, counts, said, select, under

import otsannot
from otsannot.formats.codebook import read_codebook
from otsannot.project import Project
from otsannot.store import codes
from otsannot.ui.item_models.code_order import Order
from otsannot.ui.main_window import MainWindow


def test_delete_removes_the_chosen_codes_and_says_what_went(window: MainWindow, qtbot: QtBot) -> None:
    before, state = counts(window), dump(window.project.store)
    select(window, qtbot, "Defence", "Cyber security")
    qtbot.keyClick(window.codebook.tree, Qt.Key.Key_Delete)
    gone = ("Defence", "Defence industry", "Collective defence", "Cyber security")
    codings = sum(before[name] for name in gone)
    assert said(window) == f"Removed: Defence, Cyber security. 2 codes under it and {codings} codings went with it."
    assert not set(gone) & counts(window).keys()
    window.registry["edit.undo"].trigger()
    assert dump(window.project.store) == state


def test_the_code_after_those_that_are_removed_is_the_current_one(window: MainWindow, qtbot: QtBot) -> None:
    select(window, qtbot, "Defence")
    qtbot.keyClick(window.codebook.tree, Qt.Key.Key_Delete)
    assert window.codebook.code_id == code(window, "Security coordination").id


def test_one_colour_is_given_to_all_chosen_codes(window: MainWindow, qtbot: QtBot) -> None:
    select(window, qtbot, "Defence", "Cyber security")
    window.registry["code.colour"].trigger()
    picker = QApplication.activePopupWidget()
    picker.line.selectAll()
    qtbot.keyClicks(picker.line, "#336")
    assert picker.name.text() == "Write a colour like #3366cc."
    qtbot.keyClicks(picker.line, "6CC")
    assert picker.name.text() == "Blue"
    qtbot.keyClick(picker.line, Qt.Key.Key_Return)
    assert [code(window, name).colour for name in ("Defence", "Cyber security")] == ["#3366cc"] * 2
    window.registry["edit.undo"].trigger()
    assert code(window, "Defence").colour != "#3366cc"


def test_shift_and_an_arrow_choose_several_codes(window: MainWindow, qtbot: QtBot) -> None:
    select(window, qtbot, "Defence industry")
    qtbot.keyClick(window.codebook.tree, Qt.Key.Key_Down, SHIFT)
    assert [row.name for row in window.codebook.chosen] == ["Defence industry", "Collective defence"]


def test_chosen_codes_are_put_under_another_by_letters(window: MainWindow, qtbot: QtBot) -> None:
    select(window, qtbot, "Defence industry", "Cyber security")
    window.registry["code.move_under"].trigger()
    qtbot.keyClicks(chooser().line, "security coord")
    qtbot.keyClick(chooser().line, Qt.Key.Key_Return)
    assert under(window, "Security coordination") == ["Defence industry", "Cyber security"]


def test_a_new_name_gathers_the_chosen_codes(window: MainWindow, qtbot: QtBot) -> None:
    before = dump(window.project.store)
    select(window, qtbot, "Defence industry", "Cyber security")
    window.registry["code.move_under"].trigger()
    qtbot.keyClicks(chooser().line, "Security > Technology")
    qtbot.keyClick(chooser().line, Qt.Key.Key_Return)
    assert under(window, "Security > Technology") == ["Defence industry", "Cyber security"]
    assert [row.name for row in window.codebook.chosen] == ["Technology"]
    window.registry["edit.undo"].trigger()
    assert dump(window.project.store) == before


def test_the_menu_key_opens_the_menu_of_the_current_code(window: MainWindow, qtbot: QtBot) -> None:
    select(window, qtbot, "Defence")
    tree = window.codebook.tree
    place = tree.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle).center()
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, tree.mapToGlobal(place))
    QApplication.sendEvent(tree.viewport(), asked)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert "Rename code\tF2" in [entry.text().replace("&", "") for entry in menu.actions()]
    menu.close()


def test_a_code_is_duplicated_alone_or_with_all_under_it(window: MainWindow, qtbot: QtBot) -> None:
    select(window, qtbot, "Defence")
    window.registry["code.duplicate"].trigger()
    assert [row.name for row in window.codebook.chosen] == ["Defence (2)"]
    select(window, qtbot, "Security > Defence")
    window.registry["code.duplicate_all"].trigger()
    assert under(window, "Defence (3)") == ["Defence industry", "Collective defence"]
    assert window.codebook.model.counts.total(code(window, "Defence (3)").id) == 0


def test_a_folder_takes_no_digit_and_is_not_offered_to_code_with(window: MainWindow, qtbot: QtBot) -> None:
    with window.live.edit("New") as edit:
        folder = codes.create_code(edit, "Boxes")
    window.codebook.tree.go_to(folder)
    window.registry["code.folder"].trigger()
    assert code(window, "Boxes").is_folder
    assert window.registry["code.folder"].isChecked()
    with qtbot.captureExceptions() as errors:
        qtbot.keyClick(window.codebook.tree, Qt.Key.Key_7, CTRL)
    assert ["is a folder" in str(error) for _kind, error, _trace in errors] == [True]
    window.desk.walker.passage(1)
    window.registry["code.apply"].trigger()
    qtbot.keyClicks(window.quick_code.line, "Boxes")
    assert window.quick_code.model.rowCount() == 0
    qtbot.keyClick(window.quick_code.line, Qt.Key.Key_Escape)
    window.registry["code.folder"].trigger()
    assert not code(window, "Boxes").is_folder
    assert not window.registry["code.folder"].isChecked()


def test_a_code_in_use_becomes_no_folder(window: MainWindow, qtbot: QtBot) -> None:
    select(window, qtbot, "Defence")
    with qtbot.captureExceptions() as errors:
        window.registry["code.folder"].trigger()
    assert [str(error) for _kind, error, _trace in errors] == [
        "“Defence” is in use. Move its codings to other codes, and then make it a folder."
    ]
    assert not window.registry["code.folder"].isChecked()


def test_the_menu_of_a_code_offers_what_can_be_done_with_it(window: MainWindow, qtbot: QtBot) -> None:
    select(window, qtbot, "Defence")
    tree = window.codebook.tree
    tree.customContextMenuRequested.emit(tree.visualRect(tree.currentIndex()).center())
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [entry.text().replace("&", "") for entry in menu.actions() if not entry.isSeparator()] == [
        "Apply the chosen codes\tReturn", "New code\tIns", "New code under it\tShift+Ins", "Rename code\tF2",
        "Edit definition", "Colour of the code…", "Code is only a folder", "New memo about the code",
        "Digit", "Move", "Only this code",
        "Copy as a table",
        "Merge codes into…\tCtrl+Shift+M",
        "Split code…\tCtrl+Shift+P", "Duplicate code\tCtrl+D", "Duplicate code with all under it", "Remove codes\tDel",
    ]  # fmt: skip
    digits = next(entry.menu() for entry in menu.actions() if entry.text() == "Digit")
    assert isinstance(digits, QMenu)
    assert [entry.text() for entry in digits.actions() if entry.isChecked()] == ["1   Defence\tCtrl+1"]
    menu.close()
    tree.customContextMenuRequested.emit(QPoint(10, 10_000))
    beside = QApplication.activePopupWidget()
    assert isinstance(beside, QMenu)
    assert [entry.text() for entry in beside.actions()] == ["New c&ode\tIns"]
    beside.close()


def test_sorted_codes_are_not_arranged_and_a_sentence_says_why(window: MainWindow, qtbot: QtBot) -> None:
    window.registry["code.sort_count"].trigger()
    model = window.codebook.model
    tops = [model.counts.total(model.index(row, 0).internalId()) for row in range(model.rowCount())]
    assert tops == sorted(tops, reverse=True)
    select(window, qtbot, "Defence industry")
    before = window.live.book
    qtbot.keyClick(window.codebook.tree, Qt.Key.Key_Down, CTRL | SHIFT)
    assert said(window) == "The codes are sorted. Sort them as in the tree to arrange them."
    assert window.live.book is before
    window.registry["code.sort_tree"].trigger()
    assert window.registry["code.sort_tree"].isChecked()
    assert model.order is Order.TREE


def test_order_and_a_closed_definition_come_back_with_the_window(
    sample: Project, open_window: Callable[[Project], MainWindow], qtbot: QtBot
) -> None:
    window = open_window(sample)
    window.registry["code.sort_name"].trigger()
    qtbot.mouseClick(window.codebook.definition.opener, LEFT)
    window.close()
    again = open_window(otsannot.open(sample.path, "Ada"))
    assert again.registry["code.sort_name"].isChecked()
    assert again.codebook.model.order is Order.NAME
    assert not again.codebook.definition.is_open


@pytest.mark.parametrize("name", ["code.move_in", "code.move_out", "code.move_up", "code.move_down"])
def test_every_way_to_move_a_code_is_an_action(window: MainWindow, qtbot: QtBot, name: str) -> None:
    select(window, qtbot, "Collective defence")
    before = window.live.book
    window.registry[name].trigger()
    moved = window.live.book is not before
    assert moved == (name != "code.move_down")


def test_chosen_codes_are_copied_as_a_table_that_comes_in_again(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    with window.live.edit("Define") as edit:
        codes.define_code(edit, code(window, "Trade").id, memo='two\nlines, a\ttab and "quotes"')
    select(window, qtbot, "Trade", "Youth")
    window.registry["code.copy"].trigger()
    assert window.status.notice.sentence == "2 codes are copied."
    (tmp_path / "copied.tsv").write_text(QApplication.clipboard().text(), encoding="utf-8")
    drafts = read_codebook(tmp_path / "copied.tsv").drafts
    assert [draft.path for draft in drafts] == [("Economy", "Trade"), ("Society", "Youth")]
    assert drafts[0].definitions["memo"] == 'two\nlines, a\ttab and "quotes"'
    assert window.project.import_codebook(tmp_path / "copied.tsv").summary() == "2 equal"
