"""The list of documents stands in many orders, and under the headings of groups."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot
from support import dump

from otsannot.errors import OtsannotError
from otsannot.ui.desk import Desk
from otsannot.ui.item_models.document_order import ATTRIBUTE, IMPORTED, NAME, SHARE
from otsannot.ui.live_project import LiveProject
from otsannot.ui.panels.documents import DocumentsPanel

NO_GROUP = "In no group"


@pytest.fixture
def panel(live: LiveProject, desk: Desk, qtbot: QtBot) -> DocumentsPanel:
    """Groups: Essays with beta, Press with alpha and beta; hard is in none."""
    live.project.add_to_group("Press", ["alpha", "beta"])
    live.project.add_to_group("Essays", ["beta"])
    made = DocumentsPanel(live, desk)
    qtbot.addWidget(made)
    made.resize(300, 400)
    with qtbot.waitExposed(made):
        made.show()
    made.arrange(NAME, grouped=True)
    QAbstractItemModelTester(made.model, QAbstractItemModelTester.FailureReportingMode.Warning, made)
    return made


def outline(panel: DocumentsPanel) -> dict[str, list[str]]:
    found = {}
    for row in range(panel.model.rowCount()):
        index = panel.model.index(row)
        below = [str(panel.model.index(n, 0, index).data()) for n in range(panel.model.rowCount(index))]
        found[str(index.data())] = below
    return found


def row(panel: DocumentsPanel, heading: str, document: str = "") -> QModelIndex:
    at = next(panel.model.index(n) for n in range(panel.model.rowCount()) if panel.model.index(n).data() == heading)
    if not document:
        return at
    return next(
        panel.model.index(n, 0, at)
        for n in range(panel.model.rowCount(at))
        if panel.model.index(n, 0, at).data() == document
    )


def test_documents_stand_under_each_of_their_groups(panel: DocumentsPanel) -> None:
    assert outline(panel) == {"Essays": ["beta"], "Press": ["alpha", "beta"], NO_GROUP: ["hard"]}
    assert panel.list.isExpanded(row(panel, "Press"))
    panel.arrange(NAME, grouped=False)
    assert list(outline(panel)) == ["alpha", "beta", "hard"]


def test_a_closed_heading_stays_closed(panel: DocumentsPanel, live: LiveProject, qtbot: QtBot) -> None:
    panel.list.setCurrentIndex(row(panel, "Press"))
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert not panel.list.isExpanded(row(panel, "Press"))
    live.project.add_to_group("Press", ["hard"])
    assert outline(panel) == {"Essays": ["beta"], "Press": ["alpha", "beta", "hard"]}
    assert not panel.list.isExpanded(row(panel, "Press"))


def test_documents_are_dragged_from_one_group_to_another(panel: DocumentsPanel, live: LiveProject) -> None:
    before = dump(live.project.store)
    data = panel.model.mimeData([row(panel, "Press", "alpha")])
    panel.model.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, row(panel, "Essays"))
    assert outline(panel) == {"Essays": ["alpha", "beta"], "Press": ["beta"], NO_GROUP: ["hard"]}
    data = panel.model.mimeData([row(panel, "Essays", "alpha")])
    panel.model.dropMimeData(data, Qt.DropAction.CopyAction, -1, -1, row(panel, "Press"))
    assert outline(panel) == {"Essays": ["alpha", "beta"], "Press": ["alpha", "beta"], NO_GROUP: ["hard"]}
    data = panel.model.mimeData([row(panel, "Essays", "alpha"), row(panel, "Essays", "beta")])
    panel.model.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, row(panel, NO_GROUP))
    assert outline(panel) == {"Essays": [], "Press": ["alpha", "beta"], NO_GROUP: ["hard"]}
    for _edit in range(3):
        live.project.undo()
    assert dump(live.project.store) == before


def test_a_group_is_renamed_and_removed_by_keys(
    panel: DocumentsPanel, live: LiveProject, desk: Desk, qtbot: QtBot
) -> None:
    panel.list.setCurrentIndex(row(panel, "Essays"))
    qtbot.keyClick(panel.list, Qt.Key.Key_F2)
    editor = next(line for line in panel.list.viewport().findChildren(QLineEdit) if line.isVisible())
    editor.selectAll()
    qtbot.keyClicks(editor, "Papers")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Papers" in outline(panel))
    panel.list.setCurrentIndex(row(panel, "Papers"))
    with qtbot.waitSignal(desk.said) as said:
        qtbot.keyClick(panel.list, Qt.Key.Key_Delete)
    assert said.args == ["The group “Papers” is removed; its documents stay."]
    assert live.project.groups() == {"Press": ["alpha", "beta"]}


def test_a_document_leaves_the_group_it_stands_under(panel: DocumentsPanel, live: LiveProject) -> None:
    panel.list.setCurrentIndex(row(panel, "Press", "beta"))
    panel.take_out()
    assert live.project.groups() == {"Essays": ["beta"], "Press": ["alpha"]}
    panel.list.setCurrentIndex(row(panel, NO_GROUP, "hard"))
    with pytest.raises(OtsannotError, match="go to a group first"):
        panel.take_out()


def test_a_click_on_the_second_row_of_a_document_stays_there(panel: DocumentsPanel, desk: Desk, qtbot: QtBot) -> None:
    place = panel.list.visualRect(row(panel, "Press", "beta")).center()
    qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert desk.document is not None
    assert desk.document.name == "beta"
    assert panel.list.currentIndex().parent().data() == "Press"


def test_documents_stand_in_the_order_that_is_asked(panel: DocumentsPanel, live: LiveProject) -> None:
    live.project.apply_code("beta", 0, 24, "Trade")
    live.project.apply_code("alpha", 0, 5, "Trade")
    live.project.set_attributes("hard", {"year": "9"})
    live.project.set_attributes("beta", {"year": "10"})
    live.project.set_attribute_kind("year", "number")
    with live.read() as session:
        guid = next(session.connection().exec_driver_sql("SELECT guid FROM attribute"))[0]
    seen = {}
    for order in (SHARE, f"{ATTRIBUTE}{guid}", IMPORTED):
        panel.arrange(order, grouped=False)
        seen[order] = list(outline(panel))
    assert seen[SHARE] == ["hard", "alpha", "beta"]
    assert seen[f"{ATTRIBUTE}{guid}"] == ["hard", "beta", "alpha"]
    live.project.set_attributes("alpha", {"year": "1"})
    panel.arrange(f"{ATTRIBUTE}{guid}", grouped=False)
    assert panel.model.shown_ids()[0] == 2


def test_the_order_is_chosen_in_a_menu_and_remembered(panel: DocumentsPanel, live: LiveProject, desk: Desk) -> None:
    panel.open_order()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    (latest,) = [action for action in menu.actions() if action.text() == "Latest first"]
    latest.trigger()
    menu.close()
    assert (panel.model.order, panel.model.is_grouped) == (IMPORTED, True)
    again = DocumentsPanel(live, desk)
    assert (again.model.order, again.model.is_grouped) == (IMPORTED, True)
