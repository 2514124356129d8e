"""What the tests of the table of annotations ask of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from otsannot.store.annotation_filter import Filter
from otsannot.ui.item_models import annotation_cells
from otsannot.ui.panels.annotations import AnnotationsPanel


def wait(panel: AnnotationsPanel, qtbot: QtBot) -> None:
    """Wait until all rows are read and the last question is answered."""
    qtbot.waitUntil(lambda: panel.model.is_whole and not panel.model.is_asking)


def column(panel: AnnotationsPanel, key: str) -> list[str]:
    """The words of one column, from the top down."""
    return [annotation_cells.words(panel.model.row(place), key) for place in range(panel.model.rowCount())]


def ask(panel: AnnotationsPanel, qtbot: QtBot, wanted: Filter) -> None:
    """Filter, and wait for the answer."""
    panel.bar.ask(wanted)
    wait(panel, qtbot)


def select(panel: AnnotationsPanel, first: int, last: int) -> None:
    """Select rows with the keyboard."""
    panel.table.setFocus()
    panel.table.selectRow(first)
    for _ in range(last - first):
        QTest.keyClick(panel.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
