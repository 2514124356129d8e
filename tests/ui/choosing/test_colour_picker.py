"""Tests of otsannot.ui.choosing.colour_picker."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from otsannot.model.colours import PALETTE
from otsannot.ui.choosing.colour_picker import ColourPicker, colour_name


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def picker(parent: QWidget, colour: str) -> ColourPicker:
    made = ColourPicker(colour, parent)
    made.open_at(QRect(10, 10, 60, 20))
    return made


def test_every_colour_of_the_palette_has_a_name_of_its_own() -> None:
    assert len({colour_name(colour) for colour in PALETTE}) == len(PALETTE)


def test_a_colour_without_hue_is_a_grey() -> None:
    assert [colour_name(colour) for colour in ("#000000", "#777a78", "#ffffff")] == ["Grey"] * 3


def test_every_swatch_says_its_name(parent: QWidget) -> None:
    shown = picker(parent, PALETTE[0]).list
    items = [shown.item(row) for row in range(shown.count())]
    assert {item.data(Qt.ItemDataRole.UserRole) for item in items} == set(PALETTE)
    for role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
        assert [item.data(role) for item in items] == [
            colour_name(item.data(Qt.ItemDataRole.UserRole)) for item in items
        ]


def test_the_arrows_walk_through_the_palette_and_the_name_follows(parent: QWidget, qtbot: QtBot) -> None:
    shown = picker(parent, PALETTE[0])
    seen = set()
    shown.list.setCurrentRow(0)
    for _ in PALETTE:
        seen.add(shown.name.text())
        assert shown.line.text() == shown.list.colour()
        qtbot.keyClick(shown.list, Qt.Key.Key_Right)
    assert seen == {colour_name(colour) for colour in PALETTE}
    with qtbot.waitSignal(shown.chosen) as chosen:
        qtbot.keyClick(shown.list, Qt.Key.Key_Space)
    assert chosen.args[0] in PALETTE


def test_a_colour_that_is_not_in_the_palette_stands_in_the_line(parent: QWidget, qtbot: QtBot) -> None:
    shown = picker(parent, "#112233")
    assert (shown.line.text(), shown.list.currentRow(), shown.name.text()) == ("#112233", -1, "Blue")
    with qtbot.assertNotEmitted(shown.chosen):
        qtbot.keyClick(shown.list, Qt.Key.Key_Return)


def test_tab_leads_to_the_line_and_enter_takes_what_is_written_there(parent: QWidget, qtbot: QtBot) -> None:
    shown = picker(parent, PALETTE[0])
    qtbot.keyClick(shown.list, Qt.Key.Key_Tab)
    assert shown.line.hasFocus()
    shown.line.selectAll()
    qtbot.keyClicks(shown.line, "12AB")
    with qtbot.assertNotEmitted(shown.chosen):
        qtbot.keyClick(shown.line, Qt.Key.Key_Return)
    assert shown.name.text() == "Write a colour like #3366cc."
    qtbot.keyClicks(shown.line, "ef")
    with qtbot.waitSignal(shown.chosen) as chosen:
        qtbot.keyClick(shown.line, Qt.Key.Key_Return)
    assert chosen.args == ["#12abef"]
    assert not shown.isVisible()


def test_a_click_takes_a_colour(parent: QWidget, qtbot: QtBot) -> None:
    shown = picker(parent, PALETTE[0])
    item = shown.list.item(7)
    with qtbot.waitSignal(shown.chosen) as chosen:
        place = shown.list.visualItemRect(item).center()
        qtbot.mouseClick(shown.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args == [item.data(Qt.ItemDataRole.UserRole)]
