"""Passages of a code are ticked and move to another one."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot
from support import dump
from ui.commands.code_hands import LEFT, SHIFT, chooser, counts, said, select, under

from otsannot.ui.dialogs.split_code import SplitDialog
from otsannot.ui.main_window import MainWindow


def dialog(window: MainWindow, qtbot: QtBot, name: str) -> SplitDialog:
    select(window, qtbot, name)
    window.registry["code.split"].trigger()
    found = window.findChild(SplitDialog)
    assert isinstance(found, SplitDialog)
    qtbot.waitUntil(lambda: found.model.rowCount() > 0)
    return found


def test_ticked_passages_move_to_a_new_code_beside_the_old_one(window: MainWindow, qtbot: QtBot) -> None:
    before, state = counts(window), dump(window.project.store)
    split = dialog(window, qtbot, "Defence industry")
    assert split.model.rowCount() == before["Defence industry"]
    assert (split.move_button.text(), split.move_button.isEnabled()) == ("Move 0 passages to…", False)
    split.table.selectRow(0)
    qtbot.keyClick(split.table, Qt.Key.Key_Down, SHIFT)
    qtbot.keyClick(split.table, Qt.Key.Key_Space)
    assert split.move_button.text() == "Move 2 passages to…"
    qtbot.mouseClick(split.move_button, LEFT)
    qtbot.keyClicks(chooser().line, "Drones")
    qtbot.keyClick(chooser().line, Qt.Key.Key_Return)
    after = counts(window)
    assert (after["Drones"], after["Defence industry"]) == (2, before["Defence industry"] - 2)
    assert under(window, "Defence") == ["Defence industry", "Drones", "Collective defence"]
    assert said(window) == "From “Defence industry” to “Drones”: 2 codings moved."
    qtbot.waitUntil(lambda: split.model.rowCount() == after["Defence industry"])
    window.registry["edit.undo"].trigger()
    assert dump(window.project.store) == state


def test_passages_to_split_are_narrowed_by_words_document_and_coder(window: MainWindow, qtbot: QtBot) -> None:
    split = dialog(window, qtbot, "Defence")
    everything = list(split.model.quotes)
    qtbot.keyClicks(split.filter_line, "military")
    found = [split.model.quote(split.model.index(row, 0)) for row in range(split.model.rowCount())]
    assert found == [quote for quote in everything if "military" in quote.words.lower()]
    split.filter_line.clear()
    split.coder.setCurrentText(everything[0].coder)
    split.document.setCurrentText(everything[0].document)
    mine = [q for q in everything if (q.coder, q.document) == (everything[0].coder, everything[0].document)]
    assert split.model.rowCount() == len(mine)
    qtbot.mouseClick(split.all_box, LEFT, pos=QPoint(10, split.all_box.height() // 2))
    assert split.model.ticked == [quote.coding_id for quote in mine]
    split.coder.setCurrentIndex(0)
    split.document.setCurrentIndex(0)
    assert split.model.ticked == [quote.coding_id for quote in mine]
    assert split.all_box.checkState() == Qt.CheckState.PartiallyChecked


def test_a_list_without_passages_says_what_to_do(window: MainWindow, qtbot: QtBot) -> None:
    split = dialog(window, qtbot, "Defence")
    qtbot.keyClicks(split.filter_line, "zebra")
    assert not split.table.isVisible()
    assert split._nothing.advice.text() == "Other words, documents or coders may have some."
    qtbot.keyClick(split.filter_line, Qt.Key.Key_Escape)
    assert split.table.isVisible()


def test_enter_shows_a_passage_in_its_text(window: MainWindow, qtbot: QtBot) -> None:
    split = dialog(window, qtbot, "Defence")
    last = split.model.rowCount() - 1
    quote = split.model.quote(split.model.index(last, 0))
    split.table.selectRow(last)
    qtbot.keyClick(split.table, Qt.Key.Key_Return)
    assert window.desk.document is not None
    assert window.desk.document.name == quote.document
    assert window.pane.view.is_in_sight(quote.span)


def test_the_list_closes_with_its_code(window: MainWindow, qtbot: QtBot) -> None:
    dialog(window, qtbot, "Defence industry")
    window.registry["code.remove"].trigger()
    qtbot.waitUntil(lambda: window.findChild(SplitDialog) is None)
