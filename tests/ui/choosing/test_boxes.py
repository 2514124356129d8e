"""Boxes that open beside a place on the screen: how their keys steer them, and what they give back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QDate, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from otsannot.ui.choosing.choice_box import ChoiceBox
from otsannot.ui.choosing.days_box import DaysBox
from otsannot.ui.choosing.line_box import LineBox
from otsannot.ui.choosing.name_box import NameBox
from otsannot.ui.choosing.popup import Popup
from otsannot.ui.item_models.choice_list import Choice

HERE = QRect(100, 100, 80, 20)
CHOICES = [Choice(number, f"Name {number}", "Above" if number == 7 else "") for number in range(30)]


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def boxes(parent: QWidget) -> list[Popup]:
    return [
        ChoiceBox(parent, "Coder", CHOICES),
        NameBox("Case", "Enter takes it.", ["One"], parent),
        LineBox(parent, "Weight"),
        DaysBox(parent, "Day", None, None),
    ]


@pytest.mark.parametrize("corner", ["topLeft", "topRight", "bottomLeft", "bottomRight"])
def test_a_box_stays_on_the_screen_beside_what_it_is_about(parent: QWidget, corner: str) -> None:
    screen = QGuiApplication.primaryScreen().availableGeometry()
    place = QRect(0, 0, 60, 20)
    getattr(place, f"move{corner[0].upper()}{corner[1:]}")(getattr(screen, corner)())
    for box in boxes(parent):
        box.open_at(place)
        assert screen.contains(box.geometry())
        assert not box.geometry().intersects(place)
        box.close()


def test_escape_closes_a_box_for_good(parent: QWidget, qtbot: QtBot) -> None:
    for box in boxes(parent):
        box.open_at(HERE)
        with qtbot.waitSignal(box.destroyed):
            qtbot.keyClick(box.focusProxy(), Qt.Key.Key_Escape)


def test_keys_of_the_line_steer_the_list(parent: QWidget, qtbot: QtBot) -> None:
    box = ChoiceBox(parent, "Coder", CHOICES)
    box.open_at(HERE)
    places = []
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Up, Qt.Key.Key_PageUp):
        qtbot.keyClick(box.line, key)
        places.append(box.list.currentIndex().row())
    assert places == [0, 1, 9, 8, 0]
    qtbot.keyClicks(box.line, "7 above")
    assert box.line.accessibleDescription() == "Name 7, Above"
    qtbot.keyClicks(box.line, "zzz")
    assert (box.list.currentIndex().isValid(), box.line.accessibleDescription()) == (False, "")


def test_tab_ticks_and_goes_on_and_enter_takes_one(parent: QWidget, qtbot: QtBot) -> None:
    box = ChoiceBox(parent, "Coder", CHOICES, [3])
    told: list[frozenset[int]] = []
    box.chosen.connect(told.append)
    box.open_at(HERE)
    qtbot.keyClick(box.line, Qt.Key.Key_Tab)
    qtbot.mouseClick(
        box.list.viewport(), Qt.MouseButton.LeftButton, pos=box.list.visualRect(box.model.index(2)).center()
    )
    assert box.line.accessibleDescription().startswith("Name 2")
    qtbot.keyClick(box.line, Qt.Key.Key_Down)
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    assert told == [frozenset({0, 3}), frozenset({0, 2, 3}), frozenset({3})]


@pytest.mark.parametrize(("typed", "makes", "taken"), [
    ("tur", True, ["Türkiye"]), ("Peru  and Chile", True, ["Peru and Chile"]), ("Peru", False, []),
    ("", True, ["Azerbaijan"]),
])  # fmt: skip
def test_a_name_is_found_or_made(parent: QWidget, qtbot: QtBot, typed: str, makes: bool, taken: list[str]) -> None:
    box = NameBox("Case", "Enter takes it.", ["Azerbaijan", "Türkiye"], parent, makes=makes)
    told: list[str] = []
    box.chosen.connect(told.append)
    box.open_at(HERE)
    qtbot.keyClicks(box.line, typed)
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    assert told == taken


def test_days_may_be_open_at_one_end(parent: QWidget, qtbot: QtBot) -> None:
    box = DaysBox(parent, "Day", None, QDate(2026, 5, 1))
    with qtbot.waitSignal(box.chosen) as told:
        box.until.setDate(QDate(2026, 4, 1))
    assert told.args == [None, QDate(2026, 4, 1)]
