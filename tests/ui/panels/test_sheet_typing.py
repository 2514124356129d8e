"""Facts are typed into the cells of the table of documents."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from support import dump
from ui.panels.sheet_hands import CTRL, ENTER, column, editor, go, place, texts, type_in

from otsannot.ui.live_project import LiveProject
from otsannot.ui.panels.documents_table import DocumentsTable

TAB = Qt.Key.Key_Tab
F2 = Qt.Key.Key_F2
ESC = Qt.Key.Key_Escape
DELETE = Qt.Key.Key_Delete

DOWN = Qt.Key.Key_Down


def is_editing(panel: DocumentsTable) -> bool:
    return any(line.isVisible() for line in panel.sheet.viewport().findChildren(QLineEdit))


def test_typing_writes_and_enter_goes_down(panel: DocumentsTable, live: LiveProject, qtbot: QtBot) -> None:
    go(panel, 0, "year")
    type_in(panel, qtbot, "1,234.5")
    assert place(panel) == (1, "year")
    type_in(panel, qtbot, "7", TAB)
    assert place(panel) == (1, "date")
    type_in(panel, qtbot, "21.10.2024")
    assert texts(panel, "year") == ["1234.5", "7", ""]
    assert texts(panel, "date") == ["", "2024-10-21", ""]
    live.project.undo()
    assert texts(panel, "date") == ["", "", ""]


def test_f2_changes_what_is_there_and_escape_gives_up(panel: DocumentsTable, live: LiveProject, qtbot: QtBot) -> None:
    go(panel, 0, "Name")
    qtbot.keyClick(panel.sheet, F2)
    qtbot.keyClick(editor(panel), Qt.Key.Key_End)
    qtbot.keyClicks(editor(panel), " one")
    qtbot.keyClick(editor(panel), ENTER)
    assert texts(panel, "Name") == ["alpha one", "beta", "hard"]
    before = dump(live.project.store)
    qtbot.keyClick(panel.sheet, F2)
    qtbot.keyClicks(editor(panel), "other")
    qtbot.keyClick(editor(panel), ESC)
    assert not is_editing(panel)
    assert dump(live.project.store) == before


def test_what_does_not_fit_is_refused_in_its_cell_and_stays(
    panel: DocumentsTable, live: LiveProject, qtbot: QtBot
) -> None:
    before = dump(live.project.store)
    go(panel, 0, "year")
    type_in(panel, qtbot, "soon")
    assert editor(panel).text() == "soon"
    note = panel.sheet.delegate._note
    assert (note.isVisible(), note.text()) == (True, "“soon” is not a number. Write it like 12 or 3.5.")
    assert editor(panel).accessibleDescription() == note.text()
    go(panel, 2, "note")  # a click elsewhere
    assert editor(panel).text() == "soon"
    assert dump(live.project.store) == before
    editor(panel).setText("12")
    qtbot.keyClick(editor(panel), ENTER)
    qtbot.waitUntil(lambda: not is_editing(panel))
    assert not note.isVisible()
    assert texts(panel, "year") == ["12", "", ""]


def test_a_name_that_is_taken_is_refused_in_its_cell(panel: DocumentsTable, qtbot: QtBot) -> None:
    go(panel, 0, "Name")
    type_in(panel, qtbot, "beta")
    assert panel.sheet.delegate._note.text() == "There is a document “beta” already."
    assert texts(panel, "Name") == ["alpha", "beta", "hard"]


def test_a_language_is_written_by_its_name(panel: DocumentsTable, live: LiveProject, qtbot: QtBot) -> None:
    go(panel, 0, "Language")
    type_in(panel, qtbot, "kazakh")
    type_in(panel, qtbot, "tr")
    assert [row["language"] for row in live.project.documents()] == ["kk", "tr", ""]


def test_keys_say_yes_and_no(panel: DocumentsTable, qtbot: QtBot) -> None:
    go(panel, 0, "published")
    seen = []
    for key in ("y", "n", " ", " "):
        qtbot.keyClicks(panel.sheet, key)
        seen.append(texts(panel, "published")[0])
    assert seen == ["yes", "no", "", "yes"]


def test_a_choice_is_completed(panel: DocumentsTable, qtbot: QtBot) -> None:
    go(panel, 0, "outlet")
    qtbot.keyClicks(panel.sheet, "r")
    popup = editor(panel).completer().popup()
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClicks(popup, "ep")
    qtbot.keyClick(popup, DOWN)
    qtbot.keyClick(popup, ENTER)
    qtbot.waitUntil(lambda: texts(panel, "outlet") == ["Report", "", ""])


def test_delete_empties_all_chosen_cells_in_one_edit(panel: DocumentsTable, live: LiveProject, qtbot: QtBot) -> None:
    for name in ("alpha", "beta"):
        live.project.set_attributes(name, {"year": "1", "note": "x"})
    before = dump(live.project.store)
    panel.sheet.selectAll()
    qtbot.keyClick(panel.sheet, DELETE)
    assert (texts(panel, "year"), texts(panel, "note")) == (["", "", ""], ["", "", ""])
    live.project.undo()
    assert dump(live.project.store) == before


def test_what_is_being_typed_is_written_when_the_window_must_go_on(
    panel: DocumentsTable, live: LiveProject, qtbot: QtBot
) -> None:
    go(panel, 0, "year")
    qtbot.keyClicks(panel.sheet, "7")
    live.leaving.emit()
    assert texts(panel, "year") == ["7", "", ""]
    assert not is_editing(panel)


def test_what_is_being_typed_stays_when_the_sheet_changes_elsewhere(
    panel: DocumentsTable, live: LiveProject, qtbot: QtBot
) -> None:
    go(panel, 1, "note")
    qtbot.keyClicks(panel.sheet, "h")
    qtbot.keyClicks(editor(panel), "alf")
    live.project.add_attribute("place")
    assert (editor(panel).text(), place(panel)) == ("half", (1, "note"))
    qtbot.keyClicks(editor(panel), " done")
    qtbot.keyClick(editor(panel), ENTER)
    assert texts(panel, "note") == ["", "half done", ""]


def test_ctrl_enter_adds_a_choice_that_was_refused(panel: DocumentsTable, live: LiveProject, qtbot: QtBot) -> None:
    before = dump(live.project.store)
    go(panel, 0, "outlet")
    qtbot.keyClick(panel.sheet, F2)
    editor(panel).setText("TRT")
    qtbot.keyClick(editor(panel), ENTER)
    told = "“TRT” is none of the choices: APA, Anadolu, Report. Ctrl+Enter adds it to them."
    assert panel.sheet.delegate._note.text() == told
    qtbot.keyClick(editor(panel), ENTER, CTRL)
    assert texts(panel, "outlet") == ["TRT", "", ""]
    assert place(panel) == (1, "outlet")
    attribute = panel.model.columns[column(panel, "outlet")].attribute
    assert attribute is not None
    assert attribute.choices == ("APA", "Anadolu", "Report", "TRT")
    live.project.undo()
    assert dump(live.project.store) == before
