"""Tests of otsannot.ui.commands.codes, and of the choices and menus it opens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot
from support import dump

import otsannot
from otsannot.formats.codebook import read_codebook
from otsannot.model.code_tree import CodeRow
from otsannot.model.nouns import Annotation, Coding
from otsannot.project import Project
from otsannot.store import coders, codes
from otsannot.ui import tasks
from otsannot.ui.choosing.code_chooser import CodeChooser
from otsannot.ui.dialogs.split_code import SplitDialog
from otsannot.ui.item_models.code_order import Order
from otsannot.ui.main_window import MainWindow

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


def code(window: MainWindow, name: str) -> CodeRow:
    return codes.find_code(window.live.book, name)


def select(window: MainWindow, qtbot: QtBot, *names: str) -> None:
    """Click codes, all but the first with Ctrl."""
    tree = window.codebook.tree
    for number, name in enumerate(names):
        index = window.codebook.model.index_of(code(window, name).id)
        tree.scrollTo(index)
        held = CTRL if number else NONE
        qtbot.mouseClick(tree.viewport(), LEFT, held, pos=tree.visualRect(index).center())


ACTIONS = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction


def hover(window: MainWindow, names: list[str], target: str, held: Qt.KeyboardModifier) -> tuple[QPoint, QMimeData]:
    """Drag codes over another one."""
    tree, model = window.codebook.tree, window.codebook.model
    index = model.index_of(code(window, target).id)
    tree.scrollTo(index)
    data = model.mimeData([model.index_of(code(window, name).id) for name in names])
    place = tree.visualRect(index).center()
    for event in (QDragEnterEvent, QDragMoveEvent):
        QApplication.sendEvent(tree.viewport(), event(place, ACTIONS, data, LEFT, held))
    return place, data


def drag(window: MainWindow, names: list[str], target: str, held: Qt.KeyboardModifier) -> None:
    """Drop codes on another one."""
    place, data = hover(window, names, target, held)
    drop = QDropEvent(QPointF(place), ACTIONS, data, LEFT, held)
    QApplication.sendEvent(window.codebook.tree.viewport(), drop)


def counts(window: MainWindow) -> dict[str, int]:
    numbers = window.codebook.model.counts
    return {row.name: numbers.own(row.id) for row in window.live.book.walk()}


def under(window: MainWindow, name: str) -> list[str]:
    return [row.name for row in window.live.book.children(code(window, name).id)]


def chooser() -> CodeChooser:
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, CodeChooser)
    return popup


def said(window: MainWindow) -> str:
    return window.status.notice.sentence


def test_letters_and_enter_merge_the_chosen_codes_into_another(window: MainWindow, qtbot: QtBot) -> None:
    before, state = counts(window), dump(window.project.store)
    select(window, qtbot, "Cyber security", "Defence industry")
    window.registry["code.merge"].trigger()
    qtbot.keyClicks(chooser().line, "coll def")
    qtbot.keyClick(chooser().line, Qt.Key.Key_Return)
    after = counts(window)
    assert "Cyber security" not in after
    assert "Defence industry" not in after
    moved = after["Collective defence"] - before["Collective defence"]
    fused = before["Cyber security"] + before["Defence industry"] - moved
    assert moved > 0
    assert said(window).startswith(f"Merged into “Collective defence”: {moved} codings moved")
    assert ("fused" in said(window)) == (fused > 0)
    assert window.codebook.tree.chosen == [code(window, "Collective defence").id]
    window.registry["edit.undo"].trigger()
    assert dump(window.project.store) == state
    assert counts(window) == before


def test_a_code_cannot_be_chosen_to_be_merged_into_itself(window: MainWindow, qtbot: QtBot) -> None:
    select(window, qtbot, "Cyber security")
    window.registry["code.merge"].trigger()
    qtbot.keyClicks(chooser().line, "cybersec")
    assert [chooser().model.choice(chooser().model.index(row)).text for row in range(chooser().model.rowCount())] == []
    qtbot.keyClick(chooser().line, Qt.Key.Key_Return)
    assert chooser().hint.text() == "No code answers these letters."
    qtbot.keyClick(chooser().line, Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None


def test_a_folder_is_offered_to_codes_that_are_not_in_use(window: MainWindow, qtbot: QtBot) -> None:
    window.project.codes.create("Boxes", is_folder=True)
    window.project.codes.create("Crates")

    def offered(name: str) -> list[str]:
        select(window, qtbot, name)
        window.registry["code.merge"].trigger()
        qtbot.keyClicks(chooser().line, "Boxes")
        model = chooser().model
        found = [model.choice(model.index(row)).text for row in range(model.rowCount())]
        qtbot.keyClick(chooser().line, Qt.Key.Key_Escape)
        return found

    assert (offered("Defence"), offered("Crates")) == ([], ["Boxes"])


def test_codes_dropped_with_ctrl_are_merged_and_without_moved(window: MainWindow, qtbot: QtBot) -> None:
    drag(window, ["Cyber security", "Defence"], "Security coordination", NONE)
    book = window.live.book
    assert [row.name for row in book.children(code(window, "Security coordination").id)] == [
        "Defence",
        "Cyber security",
    ]
    total = sum(counts(window).values())
    drag(window, ["Cyber security"], "Defence", CTRL)
    assert under(window, "Security coordination") == ["Defence"]
    assert sum(counts(window).values()) <= total
    assert window.project.store.undoable().undo == "Merge Cyber security into Defence"


def test_the_status_bar_says_what_letting_go_would_do(window: MainWindow, qtbot: QtBot) -> None:
    told: list[str] = []
    window.desk.said.connect(told.append)
    drag(window, ["Cyber security"], "Defence", CTRL)
    drag(window, ["Security coordination"], "Defence", NONE)
    assert "Let go to merge into “Defence”." in told
    assert "Let go to put under “Defence”; hold Ctrl to merge instead." in told


def test_the_status_bar_no_longer_says_so_when_codes_are_dragged_away(window: MainWindow) -> None:
    _place, _data = hover(window, ["Cyber security"], "Defence", NONE)
    assert said(window) == "Let go to put under “Defence”; hold Ctrl to merge instead."
    QApplication.sendEvent(window.codebook.tree.viewport(), QDragLeaveEvent())
    assert said(window) == ""


def test_a_merge_of_many_codings_runs_beside_the_window(window: MainWindow, qtbot: QtBot) -> None:
    with window.live.edit("Many") as edit:
        coder = coders.ensure_coder(edit, "Ada")
        rows = (
            {"document_id": 1, "coder_id": coder, "start": n % 3000, "end": n % 3000 + 1 + n // 3000}
            for n in range(6000)
        )
        made = edit.add_many(Annotation, rows)
        cyber = code(window, "Cyber security").id
        edit.add_many(Coding, ({"annotation_id": n, "code_id": cyber, "coder_id": coder} for n in made))
    before = dump(window.project.store)
    select(window, qtbot, "Cyber security")
    window.codebook.merge_wanted.emit([cyber], code(window, "Defence").id)
    assert tasks.running(window)
    qtbot.waitUntil(lambda: not tasks.running(window), timeout=20_000)
    assert "Cyber security" not in counts(window)
    window.registry["edit.undo"].trigger()
    assert tasks.running(window)
    qtbot.waitUntil(lambda: not tasks.running(window), timeout=20_000)
    assert said(window) == "Undone: Merge Cyber security into Defence"
    assert dump(window.project.store) == before


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
