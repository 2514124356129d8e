"""Tests of otsannot.ui.panels.table_parts."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from pytestqt.qtbot import QtBot

from otsannot.ui import window_state
from otsannot.ui.panels.table_parts import KEY_ROLE, TableView, tab_separated
from otsannot.ui.window_state import WindowState

KEYS = ["name", "size", "note"]
WIDTHS = {"name": 120, "size": 60, "note": 200}


def shown(view: TableView) -> list[tuple[str, int]]:
    return [
        (str(view.model().headerData(section, Qt.Orientation.Horizontal, KEY_ROLE)), view.columnWidth(section))
        for section in view.shown_columns()
    ]


def made(qtbot: QtBot, state: WindowState, keys: list[str] = KEYS) -> TableView:
    view = TableView("things", state)
    qtbot.addWidget(view)
    model = QStandardItemModel(view)
    for row in range(5):
        model.appendRow([QStandardItem(f"{key} {row}") for key in keys])
    for section, key in enumerate(keys):
        model.setHeaderData(section, Qt.Orientation.Horizontal, key.title())
        model.setHeaderData(section, Qt.Orientation.Horizontal, key, KEY_ROLE)
    view.setModel(model)
    view.arrange(WIDTHS, {"note"})
    view.resize(500, 300)
    view.show()
    return view


def test_columns_stand_as_they_were_left(qtbot: QtBot, tmp_path: Path) -> None:
    state = WindowState()
    view = made(qtbot, state)
    assert shown(view) == [("name", 120), ("size", 60)]
    view.horizontalHeader().moveSection(1, 0)
    view.horizontalHeader().resizeSection(0, 150)
    view.columns_menu().actions()[2].trigger()
    assert shown(view) == [("size", 60), ("name", 150), ("note", 200)]
    window_state.remember(tmp_path / "study.otsannot", state)
    assert shown(made(qtbot, window_state.recall(tmp_path / "study.otsannot"))) == shown(view)


def test_a_hidden_column_comes_back_with_its_width(qtbot: QtBot) -> None:
    state = WindowState()
    view = made(qtbot, state)
    view.horizontalHeader().resizeSection(0, 150)
    view.columns_menu().actions()[0].trigger()
    again = made(qtbot, state)
    assert shown(again) == [("size", 60)]
    again.columns_menu().actions()[0].trigger()
    assert shown(again) == [("name", 150), ("size", 60)]


def test_the_last_column_that_is_shown_cannot_be_hidden(qtbot: QtBot) -> None:
    view = made(qtbot, WindowState())
    view.columns_menu().actions()[1].trigger()
    assert [entry.isEnabled() for entry in view.columns_menu().actions()[:3]] == [False, True, True]


def test_columns_that_came_later_stand_at_their_place(qtbot: QtBot) -> None:
    state = WindowState(tables={"things": [("size", 70), ("gone", 10), ("name", 90)]})
    assert shown(made(qtbot, state, [*KEYS, "fresh"]))[:2] == [("size", 70), ("name", 90)]


def test_columns_are_as_at_first_again(qtbot: QtBot) -> None:
    state = WindowState(tables={"things": [("note", 70), ("name", -90)]})
    view = made(qtbot, state)
    view.reset_columns()
    assert (shown(view), state.tables) == ([("name", 120), ("size", 60)], {})


def test_the_title_of_a_new_column_is_never_cut(qtbot: QtBot) -> None:
    view = made(qtbot, WindowState(), ["a title that is longer than any column is wide"])
    metrics = view.horizontalHeader().fontMetrics()
    assert view.columnWidth(0) > metrics.horizontalAdvance("A Title That Is Longer Than Any Column Is Wide")


def test_everything_is_selected_as_one_range(qtbot: QtBot) -> None:
    view = made(qtbot, WindowState())
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert view.selected_ranges() == [(0, 4)]
    view.selectionModel().select(
        view.model().index(2, 0), QItemSelectionModel.SelectionFlag.Deselect | QItemSelectionModel.SelectionFlag.Rows
    )
    assert view.selected_ranges() == [(0, 1), (3, 4)]


@pytest.mark.parametrize(
    ("key", "signal"),
    [
        (Qt.Key.Key_Return, "open_wanted"),
        (Qt.Key.Key_Space, "show_wanted"),
        (Qt.Key.Key_Escape, "left"),
        (Qt.Key.Key_Delete, "remove_wanted"),
    ],
)
def test_a_key_says_what_is_wanted(qtbot: QtBot, key: Qt.Key, signal: str) -> None:
    view = made(qtbot, WindowState())
    with qtbot.waitSignal(getattr(view, signal)):
        qtbot.keyClick(view, key)


def test_a_double_click_opens_a_row(qtbot: QtBot) -> None:
    view = made(qtbot, WindowState())
    place = view.visualRect(view.model().index(1, 0)).center()
    with qtbot.waitSignal(view.open_wanted):
        qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    with qtbot.assertNotEmitted(view.open_wanted):
        qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(10, 290))


def test_a_third_click_on_a_column_takes_the_first_order_again(qtbot: QtBot) -> None:
    view = made(qtbot, WindowState())
    header = view.horizontalHeader()
    seen = []
    for _ in range(3):
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, 10))
        seen.append((header.sortIndicatorSection(), header.sortIndicatorOrder()))
    assert seen[0] == (0, Qt.SortOrder.AscendingOrder)
    assert seen[1] == (0, Qt.SortOrder.DescendingOrder)
    assert seen[2][0] == -1


def test_cells_are_quoted_as_spreadsheets_do() -> None:
    rows = [["Passage", "Code"], ["two\nlines", 'say "so"'], ["a\ttab", "plain, with a comma"]]
    assert tab_separated(rows) == 'Passage\tCode\n"two\nlines"\t"say ""so"""\n"a\ttab"\tplain, with a comma\n'
