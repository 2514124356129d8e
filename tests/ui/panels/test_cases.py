"""Cases are made, named and described in their table."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from support import dump

from otsannot.model.conditions import Condition
from otsannot.ui.desk import Desk
from otsannot.ui.live_project import LiveProject
from otsannot.ui.panels.cases import CasesPanel


@pytest.fixture
def panel(live: LiveProject, desk: Desk, qtbot: QtBot) -> CasesPanel:
    made = CasesPanel(live, desk)
    qtbot.addWidget(made)
    made.resize(900, 300)
    with qtbot.waitExposed(made):
        made.show()
    return made


def names(panel: CasesPanel) -> list[str]:
    return [panel.model.text(row, 0) for row in range(panel.model.rowCount())]


def test_an_empty_table_offers_the_first_case_which_is_named_in_place(
    panel: CasesPanel, live: LiveProject, qtbot: QtBot
) -> None:
    button = next(button for button in panel.findChildren(QPushButton) if button.isVisible())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    editor = next(line for line in panel.sheet.viewport().findChildren(QLineEdit) if line.isVisible())
    qtbot.keyClicks(editor, "Turkey")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert names(panel) == ["Turkey"]
    live.project.undo()
    live.project.undo()
    assert names(panel) == []
    assert panel.empty.isVisible()


def test_cases_list_their_documents_and_attributes(panel: CasesPanel, live: LiveProject) -> None:
    live.project.add_case("Türkiye", ["alpha", "beta"], {"members": "5"})
    assert [column.title for column in panel.model.columns] == ["Case", "Number", "Documents", "members"]
    assert [panel.model.text(0, column) for column in range(4)] == ["Türkiye", "2", "alpha, beta", "5"]


def test_removing_cases_is_one_edit(panel: CasesPanel, live: LiveProject, desk: Desk, qtbot: QtBot) -> None:
    live.project.add_case("Türkiye", ["alpha"], {"members": "5"})
    live.project.add_case("Kazakhstan", ["alpha", "beta"])
    before = dump(live.project.store)
    panel.sheet.selectAll()
    with qtbot.waitSignal(desk.said) as said:
        panel.remove_cases()
    assert (said.args, names(panel)) == (["2 cases are removed."], [])
    live.project.undo()
    assert dump(live.project.store) == before


def test_ctrl_enter_looks_at_the_documents_of_a_case(
    panel: CasesPanel, live: LiveProject, desk: Desk, qtbot: QtBot
) -> None:
    live.project.add_case("Türkiye", ["beta"])
    panel.sheet.go(panel.model.index(0, 0))
    qtbot.keyClick(panel.sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert desk.filter.conditions == (Condition("case", 1),)
    assert len(desk.filter.ids or ()) == 1
