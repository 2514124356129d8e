"""Tests of otsannot.ui.panels.codebook and of what it is made of."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from support import dump

import otsannot
from otsannot.model.nouns import DEFINITION_FIELDS
from otsannot.model.spans import Span
from otsannot.project import Project
from otsannot.store import arranging, codes
from otsannot.ui.choosing.colour_picker import ColourPicker
from otsannot.ui.desk import Desk
from otsannot.ui.item_models.code_order import Order
from otsannot.ui.live_project import LiveProject
from otsannot.ui.mime import CODE_MIME, SPAN_MIME
from otsannot.ui.panels.codebook import CodebookPanel

CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(live: LiveProject, desk: Desk, qtbot: QtBot) -> CodebookPanel:
    return shown_panel(live, desk, qtbot)


def shown_panel(live: LiveProject, desk: Desk, qtbot: QtBot) -> CodebookPanel:
    made = CodebookPanel(live, desk)
    qtbot.addWidget(made)
    made.resize(300, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made


def number(panel: CodebookPanel, name: str) -> int:
    return next(row.id for row in panel._live.book.walk() if row.name == name)


def go_to(panel: CodebookPanel, name: str) -> None:
    panel.tree.go_to(number(panel, name))


def lines(panel: CodebookPanel, parent: QModelIndex | None = None, level: int = 0) -> list[str]:
    """What is seen of the tree: every row whose parents are open."""
    parent = parent or QModelIndex()
    seen = []
    for row in range(panel.model.rowCount(parent)):
        index = panel.model.index(row, 0, parent)
        seen.append("  " * level + str(index.data()))
        if panel.tree.isExpanded(index):
            seen += lines(panel, index, level + 1)
    return seen


def type_name(panel: CodebookPanel, qtbot: QtBot, name: str, last: Qt.Key = Qt.Key.Key_Return) -> None:
    line = next(line for line in panel.tree.viewport().findChildren(QLineEdit) if line.isVisible())
    line.selectAll()
    qtbot.keyClicks(line, name)
    qtbot.keyClick(line, last)
    QApplication.processEvents()  # Qt takes over what was typed in its next turn


def drop(panel: CodebookPanel, data: QMimeData, at: QPoint) -> None:
    actions, view = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction, panel.tree.viewport()
    held = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(view, QDragEnterEvent(at, actions, data, LEFT, held))
    QApplication.sendEvent(view, QDragMoveEvent(at, actions, data, LEFT, held))
    QApplication.sendEvent(view, QDropEvent(QPointF(at), actions, data, LEFT, held))


def codes_of_passage(desk: Desk) -> list[str]:
    assert desk.passage is not None
    return [code.name for code in desk.passage.codes]


def test_enter_applies_the_current_code_to_the_selection(panel: CodebookPanel, desk: Desk, qtbot: QtBot) -> None:
    desk.select_span(Span(0, 5))
    go_to(panel, "Defence")
    qtbot.keyClick(panel.tree, Qt.Key.Key_Return)
    assert codes_of_passage(desk) == ["Defence"]
    assert panel.model.counts.own(number(panel, "Defence")) == 1


def test_a_double_click_applies_a_code(panel: CodebookPanel, desk: Desk, qtbot: QtBot) -> None:
    desk.select_span(Span(0, 5))
    place = panel.tree.visualRect(panel.model.index_of(number(panel, "Gas"))).center()
    qtbot.mouseClick(panel.tree.viewport(), LEFT, pos=place)
    qtbot.mouseDClick(panel.tree.viewport(), LEFT, pos=place)
    assert codes_of_passage(desk) == ["Gas"]
    assert panel.tree.isExpanded(panel.model.index_of(number(panel, "Energy")))


def test_letters_down_and_enter_apply_the_first_hit(panel: CodebookPanel, desk: Desk, qtbot: QtBot) -> None:
    desk.select_span(Span(0, 5))
    qtbot.keyClicks(panel.filter_line, "gas")
    assert lines(panel) == ["Energy", "  Gas"]
    qtbot.keyClick(panel.filter_line, Qt.Key.Key_Down)
    qtbot.keyClick(panel.tree, Qt.Key.Key_Return)
    assert codes_of_passage(desk) == ["Gas"]


def test_f2_renames_in_place(panel: CodebookPanel, live: LiveProject, qtbot: QtBot) -> None:
    go_to(panel, "Gas")
    qtbot.keyClick(panel.tree, Qt.Key.Key_F2)
    type_name(panel, qtbot, "Oil & gas")
    assert lines(panel)[3:5] == ["Energy", "  Oil & gas"]
    live.project.undo()
    assert lines(panel)[3:5] == ["Energy", "  Gas"]


def test_a_new_code_is_named_in_its_row(panel: CodebookPanel, live: LiveProject, qtbot: QtBot) -> None:
    go_to(panel, "Defence")
    qtbot.keyClick(panel.tree, Qt.Key.Key_Insert)
    type_name(panel, qtbot, "Borders")
    assert lines(panel)[:4] == ["Security", "  Defence", "  Borders", "  Cyber"]
    assert panel.code_id == number(panel, "Borders")
    live.project.undo()
    assert lines(panel)[:3] == ["Security", "  Defence", "  Cyber"]


def test_a_new_code_may_stand_under_another(panel: CodebookPanel, qtbot: QtBot) -> None:
    go_to(panel, "Trade")
    qtbot.keyClick(panel.tree, Qt.Key.Key_Insert, Qt.KeyboardModifier.ShiftModifier)
    type_name(panel, qtbot, "Customs")
    assert lines(panel)[-2:] == ["Trade", "  Customs"]


def test_escape_makes_no_code(panel: CodebookPanel, live: LiveProject, qtbot: QtBot) -> None:
    before = dump(live.project.store)
    go_to(panel, "Defence")
    panel.new_code()
    type_name(panel, qtbot, "Borders", Qt.Key.Key_Escape)
    assert lines(panel) == ["Security", "  Defence", "  Cyber", "Energy", "  Gas", "Trade"]
    assert panel.code_id == number(panel, "Defence")
    assert dump(live.project.store) == before


def test_a_name_that_is_taken_is_refused(panel: CodebookPanel, qtbot: QtBot) -> None:
    go_to(panel, "Defence")
    panel.new_code()
    with qtbot.captureExceptions() as errors:
        type_name(panel, qtbot, "Cyber")
    assert [str(error) for _kind, error, _trace in errors] == ["There is a code “Security > Cyber” already."]
    assert lines(panel)[:4] == ["Security", "  Defence", "  Cyber", "Energy"]


def test_ctrl_and_a_digit_bind_it(panel: CodebookPanel, live: LiveProject, qtbot: QtBot) -> None:
    go_to(panel, "Gas")
    qtbot.keyClick(panel.tree, Qt.Key.Key_4, CTRL)
    assert live.book.by_id[number(panel, "Gas")].digit == 4
    go_to(panel, "Trade")
    qtbot.keyClick(panel.tree, Qt.Key.Key_4, CTRL)
    assert live.book.by_id[number(panel, "Gas")].digit is None
    qtbot.keyClick(panel.tree, Qt.Key.Key_0, CTRL)
    assert live.book.by_id[number(panel, "Trade")].digit is None


def test_the_keyboard_moves_a_code_every_way(panel: CodebookPanel, qtbot: QtBot) -> None:
    go_to(panel, "Cyber")
    held = CTRL | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(panel.tree, Qt.Key.Key_Up, held)
    assert lines(panel)[:3] == ["Security", "  Cyber", "  Defence"]
    qtbot.keyClick(panel.tree, Qt.Key.Key_Down, held)
    qtbot.keyClick(panel.tree, Qt.Key.Key_Right, held)
    assert lines(panel)[:3] == ["Security", "  Defence", "    Cyber"]
    qtbot.keyClick(panel.tree, Qt.Key.Key_Left, held)
    qtbot.keyClick(panel.tree, Qt.Key.Key_Left, held)
    assert lines(panel) == ["Security", "  Defence", "Cyber", "Energy", "  Gas", "Trade"]
    qtbot.keyClick(panel.tree, Qt.Key.Key_Left, held)
    assert panel.code_id == number(panel, "Cyber")


def test_a_code_dropped_on_another_moves_under_it(panel: CodebookPanel, live: LiveProject) -> None:
    data = panel.model.mimeData([panel.model.index_of(number(panel, "Trade"))])
    drop(panel, data, panel.tree.visualRect(panel.model.index_of(number(panel, "Energy"))).center())
    assert lines(panel) == ["Security", "  Defence", "  Cyber", "Energy", "  Gas", "  Trade"]
    live.project.undo()
    assert lines(panel) == ["Security", "  Defence", "  Cyber", "Energy", "  Gas", "Trade"]


def test_a_code_dropped_between_two_stands_there(panel: CodebookPanel) -> None:
    data = panel.model.mimeData([panel.model.index_of(number(panel, "Trade"))])
    drop(panel, data, panel.tree.visualRect(panel.model.index_of(number(panel, "Cyber"))).topLeft() + QPoint(60, 1))
    assert lines(panel) == ["Security", "  Defence", "  Trade", "  Cyber", "Energy", "  Gas"]


def test_a_passage_dropped_on_a_code_gets_it(panel: CodebookPanel, desk: Desk) -> None:
    data = QMimeData()
    data.setData(SPAN_MIME, b"6,9")
    drop(panel, data, panel.tree.visualRect(panel.model.index_of(number(panel, "Gas"))).center())
    assert desk.passage is not None
    assert (desk.passage.span, codes_of_passage(desk)) == (Span(6, 9), ["Gas"])


def test_a_code_leaves_the_tree_as_its_number(panel: CodebookPanel) -> None:
    data = panel.model.mimeData([panel.model.index_of(number(panel, "Gas"))])
    assert data.formats() == [CODE_MIME]


def test_closed_branches_stay_closed(panel: CodebookPanel, live: LiveProject, qtbot: QtBot) -> None:
    panel.tree.collapse(panel.model.index_of(number(panel, "Security")))
    live.project.apply_code("alpha", 0, 5, "Water")
    assert lines(panel) == ["Security", "Energy", "  Gas", "Trade", "Water"]
    qtbot.keyClicks(panel.filter_line, "cyb")
    assert lines(panel) == ["Security", "  Cyber"]
    qtbot.keyClick(panel.filter_line, Qt.Key.Key_Escape)
    assert lines(panel) == ["Security", "Energy", "  Gas", "Trade", "Water"]


def test_the_current_code_survives_a_filter_and_another_window(panel: CodebookPanel, live: LiveProject) -> None:
    go_to(panel, "Gas")
    panel.filter_line.setText("cyber")
    panel.filter_line.setText("cyb")
    panel.filter_line.clear()
    with otsannot.open(live.project.path, "Berna") as other, other.edit("Move") as edit:
        arranging.move_code(edit, number(panel, "Trade"), number(panel, "Energy"), 0)
    live.project.store.catch_up()
    assert lines(panel) == ["Security", "  Defence", "  Cyber", "Energy", "  Trade", "  Gas"]
    assert panel.code_id == number(panel, "Gas")


def test_a_colour_is_chosen_with_the_keyboard(panel: CodebookPanel, live: LiveProject, qtbot: QtBot) -> None:
    go_to(panel, "Gas")
    panel.pick_colour()
    picker = panel.findChild(ColourPicker)
    assert picker is not None
    before = picker.list.currentRow()
    qtbot.keyClick(picker.list, Qt.Key.Key_Right if before == 0 else Qt.Key.Key_Left)
    chosen = str(picker.list.currentItem().data(Qt.ItemDataRole.UserRole))
    qtbot.keyClick(picker.list, Qt.Key.Key_Return)
    assert live.book.by_id[number(panel, "Gas")].colour == chosen
    live.project.undo()
    assert live.book.by_id[number(panel, "Gas")].colour != chosen


def seen_fields(panel: CodebookPanel) -> dict[str, str]:
    return {name: field.note() for name, field in panel.definition.fields.items() if field.isVisible()}


def test_every_field_of_the_current_code_is_read_beneath_the_tree(panel: CodebookPanel, live: LiveProject) -> None:
    gas = number(panel, "Gas")
    texts = {field: f"{field} of <b>gas</b>" for field in DEFINITION_FIELDS}
    with live.edit("Define") as edit:
        codes.define_code(edit, gas, **texts)
    assert panel.definition._none.text() == "Choose a code to see what it means."
    go_to(panel, "Gas")
    assert seen_fields(panel) == texts
    go_to(panel, "Trade")
    assert seen_fields(panel) == {}


def test_a_field_without_text_is_offered_by_name(panel: CodebookPanel, live: LiveProject, qtbot: QtBot) -> None:
    go_to(panel, "Gas")
    offers = {button.text(): button for button in panel.definition.findChildren(QPushButton) if button.isVisible()}
    assert [*offers] == [
        "Brief definition", "Full definition", "When to use", "When not to use", "Example", "Memo",
    ]  # fmt: skip
    qtbot.mouseClick(offers["Example"], LEFT)
    assert seen_fields(panel) == {"example": ""}
    example = panel.definition.fields["example"]
    assert example.hasFocus()
    qtbot.keyClicks(example, "Gas!")
    qtbot.keyClick(example, Qt.Key.Key_Escape)
    assert panel.tree.hasFocus()
    with live.read() as session:
        assert codes.definition(session, number(panel, "Gas")).example == "Gas!"


def test_a_pause_in_typing_writes_a_definition_down(panel: CodebookPanel, live: LiveProject, qtbot: QtBot) -> None:
    go_to(panel, "Gas")
    panel.definition.edit()
    qtbot.keyClicks(panel.definition.fields["brief_definition"], "What burns.")
    assert live.project.store.undoable().undo != "Edit definition"
    qtbot.waitUntil(lambda: live.project.store.undoable().undo == "Edit definition")
    assert panel.definition.fields["brief_definition"].hasFocus()


def test_what_the_panel_was_left_with_is_found_again(live: LiveProject, desk: Desk, qtbot: QtBot) -> None:
    panel = shown_panel(live, desk, qtbot)
    qtbot.mouseClick(panel.definition.opener, LEFT)
    panel.sort(Order.NAME)
    again = shown_panel(live, desk, qtbot)
    assert (again.definition.is_open, again.model.order) == (False, Order.NAME)
    assert not again.definition.fields["memo"].isVisible()
    assert again.definition.height() < 60
    qtbot.mouseClick(again.definition.opener, LEFT)
    assert again.definition.height() > 150


def test_a_definition_is_written_in_place_one_edit_for_each_field(
    panel: CodebookPanel, live: LiveProject, qtbot: QtBot
) -> None:
    go_to(panel, "Gas")
    panel.definition.edit()
    brief, example = panel.definition.fields["brief_definition"], panel.definition.fields["example"]
    qtbot.keyClicks(brief, "What burns.")
    example.setFocus()
    qtbot.keyClicks(example, "Gas\u00a0flows")
    go_to(panel, "Trade")
    with live.read() as session:
        stored = codes.definition(session, number(panel, "Gas"))
    assert (stored.brief_definition, stored.example) == ("What burns.", "Gas\u00a0flows")
    live.project.undo()
    live.project.undo()
    with live.read() as session:
        stored = codes.definition(session, number(panel, "Gas"))
    assert (stored.brief_definition, stored.example) == ("", "")


def test_the_first_double_click_applies_the_code_it_hits(panel: CodebookPanel, desk: Desk, qtbot: QtBot) -> None:
    desk.select_span(Span(0, 5))
    place = panel.tree.visualRect(panel.model.index_of(number(panel, "Trade"))).center()
    for click in (qtbot.mouseClick, qtbot.mouseDClick):
        click(panel.tree.viewport(), LEFT, pos=place)
        QApplication.processEvents()
    assert [[code.name for code in passage.codes] for passage in desk.passages] == [["Trade"]]


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_a_key_leads_from_the_definition_back_to_the_tree(panel: CodebookPanel, qtbot: QtBot, key: Qt.Key) -> None:
    go_to(panel, "Gas")
    panel.definition.edit()
    brief = panel.definition.fields["brief_definition"]
    qtbot.keyClicks(brief, "What burns.")
    qtbot.keyClick(brief, key, CTRL if key == Qt.Key.Key_Return else Qt.KeyboardModifier.NoModifier)
    assert panel.tree.hasFocus()
    assert seen_fields(panel) == {"brief_definition": "What burns."}


def test_an_undone_definition_is_shown_as_it_was(panel: CodebookPanel, live: LiveProject, qtbot: QtBot) -> None:
    go_to(panel, "Gas")
    panel.definition.edit()
    brief = panel.definition.fields["brief_definition"]
    qtbot.keyClicks(brief, "What burns.")
    panel.definition.flush()
    live.project.undo()
    assert brief.note() == ""


def test_an_empty_codebook_says_what_to_do(project: Project, qtbot: QtBot) -> None:
    live = LiveProject(project)
    panel = shown_panel(live, Desk(live), qtbot)
    assert not panel.tree.isVisible()
    new, bring = (button for button in panel.findChildren(QPushButton) if button.isVisible())
    with qtbot.waitSignal(panel.import_codebook_wanted):
        qtbot.mouseClick(bring, LEFT)
    qtbot.mouseClick(new, LEFT)
    type_name(panel, qtbot, "", Qt.Key.Key_Escape)
    assert not panel.tree.isVisible()
    qtbot.mouseClick(new, LEFT)
    type_name(panel, qtbot, "Peace")
    assert lines(panel) == ["Peace"]
    assert panel.tree.isVisible()
    live.close()
