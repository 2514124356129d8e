"""Tests of otsannot.ui.panels.documents."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton
from pytestqt.qtbot import QtBot
from support import dump

import otsannot
from otsannot.project import Project
from otsannot.store import documents
from otsannot.ui.desk import Desk
from otsannot.ui.live_project import LiveProject
from otsannot.ui.panels.documents import DocumentsPanel


@pytest.fixture
def panel(live: LiveProject, desk: Desk, qtbot: QtBot) -> DocumentsPanel:
    made = DocumentsPanel(live, desk)
    qtbot.addWidget(made)
    made.resize(300, 400)
    with qtbot.waitExposed(made):
        made.show()
    return made


def names(panel: DocumentsPanel) -> list[str]:
    return [str(panel.model.index(row).data()) for row in range(panel.model.rowCount())]


def middle(panel: DocumentsPanel, row: int) -> QPoint:
    return panel.list.visualRect(panel.model.index(row)).center()


def type_name(panel: DocumentsPanel, qtbot: QtBot, name: str, last: Qt.Key = Qt.Key.Key_Return) -> None:
    qtbot.keyClick(panel.list, Qt.Key.Key_F2)
    editor = next(line for line in panel.list.viewport().findChildren(QLineEdit) if line.isVisible())
    editor.selectAll()
    qtbot.keyClicks(editor, name)
    qtbot.keyClick(editor, last)
    QApplication.processEvents()  # Qt takes over what was typed in its next turn


def test_a_click_opens_a_document(panel: DocumentsPanel, desk: Desk, qtbot: QtBot) -> None:
    qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=middle(panel, 1))
    assert desk.document is not None
    assert desk.document.name == "beta"


def test_letters_down_and_enter_open_a_document(panel: DocumentsPanel, desk: Desk, qtbot: QtBot) -> None:
    qtbot.keyClicks(panel.filter_line, "har")
    assert names(panel) == ["hard"]
    qtbot.keyClick(panel.filter_line, Qt.Key.Key_Down)
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert desk.document is not None
    assert desk.document.name == "hard"
    qtbot.keyClick(panel.filter_line, Qt.Key.Key_Escape)
    assert names(panel) == ["alpha", "beta", "hard"]


def test_the_open_document_is_the_current_row(panel: DocumentsPanel, desk: Desk, live: LiveProject) -> None:
    with live.read() as session:
        desk.open_document(documents.find_document(session, "hard").id)
    assert panel.list.currentIndex().data() == "hard"


def test_f2_renames_in_place_and_undo_names_it_back(panel: DocumentsPanel, live: LiveProject, qtbot: QtBot) -> None:
    panel.list.setCurrentIndex(panel.model.index(0))
    type_name(panel, qtbot, "zeta")
    assert names(panel) == ["beta", "hard", "zeta"]
    assert panel.list.currentIndex().data() == "zeta"
    live.project.undo()
    assert names(panel) == ["alpha", "beta", "hard"]


def test_escape_leaves_the_name_as_it_was(panel: DocumentsPanel, live: LiveProject, qtbot: QtBot) -> None:
    before = dump(live.project.store)
    panel.list.setCurrentIndex(panel.model.index(0))
    type_name(panel, qtbot, "zeta", Qt.Key.Key_Escape)
    assert dump(live.project.store) == before


def test_a_name_that_is_taken_is_refused(panel: DocumentsPanel, qtbot: QtBot) -> None:
    panel.list.setCurrentIndex(panel.model.index(0))
    with qtbot.captureExceptions() as errors:
        type_name(panel, qtbot, "beta")
    assert [str(error) for _kind, error, _trace in errors] == ["There is a document “beta” already."]
    assert names(panel) == ["alpha", "beta", "hard"]


def test_delete_removes_says_so_and_is_undone(
    panel: DocumentsPanel, desk: Desk, live: LiveProject, qtbot: QtBot
) -> None:
    live.project.apply_code("alpha", 0, 5, "Trade")
    live.project.apply_code("alpha", 6, 9, "Gas")
    before = dump(live.project.store)
    panel.list.setCurrentIndex(panel.model.index(0))
    with qtbot.waitSignal(desk.said) as said:
        qtbot.keyClick(panel.list, Qt.Key.Key_Delete)
    assert said.args == ["“alpha” is removed. 2 annotations went with it."]
    assert names(panel) == ["beta", "hard"]
    assert panel.list.currentIndex().data() == "beta"
    assert desk.document is None
    live.project.undo()
    assert names(panel) == ["alpha", "beta", "hard"]
    assert dump(live.project.store) == before


def test_several_documents_go_in_one_edit(panel: DocumentsPanel, desk: Desk, live: LiveProject, qtbot: QtBot) -> None:
    panel.list.selectAll()
    with qtbot.waitSignal(desk.said) as said:
        qtbot.keyClick(panel.list, Qt.Key.Key_Delete)
    assert said.args == ["3 texts are removed."]
    assert names(panel) == []
    live.project.undo()
    assert names(panel) == ["alpha", "beta", "hard"]


def test_what_another_window_does_keeps_the_place(panel: DocumentsPanel, live: LiveProject) -> None:
    panel.list.setCurrentIndex(panel.model.index(2))
    with otsannot.open(live.project.path, "Berna") as other, other.edit("Rename") as edit:
        documents.rename_document(edit, documents.find_document(edit.session, "alpha").id, "omega")
    live.project.store.catch_up()
    assert names(panel) == ["beta", "hard", "omega"]
    assert panel.list.currentIndex().data() == "hard"


def test_an_empty_project_says_what_to_do(project: Project, qtbot: QtBot) -> None:
    with project.edit("Empty") as edit:
        documents.remove_documents(edit, [documents.find_document(edit.session, "hard").id])
    live = LiveProject(project)
    panel = DocumentsPanel(live, Desk(live))
    qtbot.addWidget(panel)
    panel.show()
    assert not panel.list.isVisible()
    assert not panel.filter_line.isVisible()
    button = next(button for button in panel.findChildren(QPushButton) if button.isVisible())
    with qtbot.waitSignal(panel.import_wanted):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    project.undo()
    assert panel.list.isVisible()
    live.close()


def test_the_menu_sets_the_language_of_all_selected_documents(
    panel: DocumentsPanel, live: LiveProject, qtbot: QtBot
) -> None:
    qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=middle(panel, 0))
    shift = Qt.KeyboardModifier.ShiftModifier
    qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, shift, middle(panel, 1))
    panel.list.customContextMenuRequested.emit(middle(panel, 1))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    (languages,) = [action.menu() for action in menu.actions() if action.text() == "Language"]
    assert isinstance(languages, QMenu)
    (kazakh,) = [action for action in languages.actions() if action.text() == "Kazakh"]
    kazakh.trigger()
    menu.close()
    before = [row["language"] for row in live.project.documents()]
    live.project.undo()
    after = [row["language"] for row in live.project.documents()]
    assert (before, after) == (["kk", "kk", ""], ["", "", ""])


def test_going_on_with_ctrl_held_down_chooses_one_document(panel: DocumentsPanel, desk: Desk, qtbot: QtBot) -> None:
    qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=middle(panel, 0))
    beta = panel.model.document(panel.model.index(1))
    QShortcut(QKeySequence("Ctrl+PgDown"), panel, activated=lambda: desk.open_document(beta.id))
    panel.list.setFocus()
    qtbot.keyClick(panel.list, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert desk.document is not None
    assert desk.document.id == beta.id
    assert [index.data() for index in panel.list.selectedIndexes()] == ["beta"]
