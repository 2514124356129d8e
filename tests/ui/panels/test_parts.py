"""Tests of otsannot.ui.panels.parts."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from otsannot.ui.panels.flow_layout import FlowLayout
from otsannot.ui.panels.parts import scrolling


def test_a_scroll_bar_goes_when_there_is_room_again(qtbot: QtBot) -> None:
    inside = QWidget()
    chips = FlowLayout()
    for width in (90, 110, 90, 110):
        chip = QPushButton()
        chip.setFixedSize(width, 26)
        chips.addWidget(chip)
    lines = QVBoxLayout(inside)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.addLayout(chips)
    area = scrolling(inside)
    qtbot.addWidget(area)
    area.resize(208, 70)
    with qtbot.waitExposed(area):
        area.show()
    bar = area.verticalScrollBar()
    assert not bar.isVisible()
    area.resize(208, 40)
    qtbot.waitUntil(bar.isVisible)
    area.resize(208, 70)
    qtbot.waitUntil(lambda: not bar.isVisible())
    further = QPushButton()
    further.setFixedSize(90, 26)
    chips.addWidget(further)
    qtbot.waitUntil(bar.isVisible)
    further.setParent(None)
    chips.takeAt(4)
    qtbot.waitUntil(lambda: not bar.isVisible())
