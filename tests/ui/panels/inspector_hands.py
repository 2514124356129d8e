"""What tests of the inspector read in it, and how they leave it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from otsannot.store import codes
from otsannot.store.rows import raw
from otsannot.ui.desk import Desk
from otsannot.ui.live_project import LiveProject
from otsannot.ui.panels.code_chip import CodeChip
from otsannot.ui.panels.inspector import InspectorPanel

LEFT = Qt.MouseButton.LeftButton


def number(desk: Desk, name: str) -> int:
    return codes.find_code(desk.live.book, name).id


def shown_chips(panel: InspectorPanel) -> list[CodeChip]:
    QApplication.processEvents()  # a layout shows what is new in its next turn
    return [chip for chip in panel.findChildren(CodeChip) if chip.isVisible()]


def chips(panel: InspectorPanel) -> list[str]:
    return [chip.accessibleName() for chip in shown_chips(panel)]


def comments(live: LiveProject) -> list[str]:
    with live.read() as session:
        return [row[0] for row in raw(session, "SELECT comment FROM annotation ORDER BY id")]


def edits(live: LiveProject) -> int:
    return live.project.info().edits
