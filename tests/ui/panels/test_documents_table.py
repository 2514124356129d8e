"""The table of documents is written in like a spreadsheet, and nothing that was typed or pasted is lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMenu
from pytestqt.qtbot import QtBot
from support import dump

from otsannot.errors import OtsannotError
from otsannot.model.conditions import Condition
from otsannot.ui import theme
from otsannot.ui.choosing.condition_popover import ConditionPopover
from otsannot.ui.desk import Desk
from otsannot.ui.dialogs.attribute_dialog import AttributeDialog
from otsannot.ui.dialogs.facts_report import FactsReportDialog
from otsannot.ui.live_project import LiveProject
from otsannot.ui.panels.documents_table import DocumentsTable

DOWN, UP, RIGHT = Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Right
ENTER, TAB, F2, ESC, DELETE = (
    Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_F2, Qt.Key.Key_Escape, Qt.Key.Key_Delete
)  # fmt: skip
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def panel(live: LiveProject, desk: Desk, qtbot: QtBot) -> DocumentsTable:
    """Three documents; attributes year (number), date, published (yes or no), outlet (a choice) and note (text)."""
    project = live.project
    project.add_attribute("year", "number")
    project.add_attribute("date", "date")
    project.add_attribute("published", "yes_no")
    project.add_attribute("outlet", "choice", ["APA", "Anadolu", "Report"])
    project.add_attribute("note")
    made = DocumentsTable(live, desk)
    qtbot.addWidget(made)
    made.resize(1200, 300)
    with qtbot.waitExposed(made):
        made.show()
    made.sheet.setFocus()
    return made


def column(panel: DocumentsTable, title: str) -> int:
    return [one.title for one in panel.model.columns].index(title)


def go(panel: DocumentsTable, row: int, title: str) -> None:
    panel.sheet.go(panel.model.index(row, column(panel, title)))


def texts(panel: DocumentsTable, title: str) -> list[str]:
    return [panel.model.text(row, column(panel, title)) for row in range(panel.model.rowCount())]


def place(panel: DocumentsTable) -> tuple[int, str]:
    at = panel.sheet.currentIndex()
    return at.row(), panel.model.columns[at.column()].title


def editor(panel: DocumentsTable) -> QLineEdit:
    return next(line for line in panel.sheet.viewport().findChildren(QLineEdit) if line.isVisible())


def is_editing(panel: DocumentsTable) -> bool:
    return any(line.isVisible() for line in panel.sheet.viewport().findChildren(QLineEdit))


def type_in(panel: DocumentsTable, qtbot: QtBot, text: str, last: Qt.Key = ENTER) -> None:
    qtbot.keyClicks(panel.sheet, text[0])
    qtbot.keyClicks(editor(panel), text[1:])
    qtbot.keyClick(editor(panel), last)


def put_on_clipboard(text: str, html: str = "") -> None:
    data = QMimeData()
    data.setText(text)
    if html:
        data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)


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


def test_a_block_from_excel_is_pasted_in_one_edit(panel: DocumentsTable, live: LiveProject, qtbot: QtBot) -> None:
    before = dump(live.project.store)
    go(panel, 1, "year")
    put_on_clipboard('5\t2024-01-02\tno\tapa\t"two\nlines"\nsix\t\tyes\tAA\tx\n7\t\t\t\t\n')
    qtbot.keyClick(panel.sheet, "v", CTRL)
    assert texts(panel, "year") == ["", "5", ""]
    assert texts(panel, "outlet") == ["", "APA", ""]
    assert texts(panel, "note") == ["", "two\nlines", "x"]
    (report,) = panel.findChildren(FactsReportDialog)
    told = [report.table.item(row, 2).text() for row in range(report.table.rowCount())]  # type: ignore[union-attr]
    assert told == [
        "1 row reaches below the table.",
        "“six” is not a number. Write it like 12 or 3.5.",
        "“AA” is none of the choices: APA, Anadolu, Report.",
    ]
    live.project.undo()
    assert dump(live.project.store) == before


def test_a_block_with_names_is_pasted_by_name(panel: DocumentsTable, qtbot: QtBot) -> None:
    go(panel, 0, "year")
    put_on_clipboard("name\tdate\tyear\tmood\nhard\t2020\t3\tgood\nBeta.txt\t2021\t4\tbad\n")
    qtbot.keyClick(panel.sheet, "v", CTRL)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    qtbot.keyClick(menu, ENTER)
    assert texts(panel, "year") == ["", "4", "3"]
    assert texts(panel, "date") == ["", "2021", "2020"]
    (report,) = panel.findChildren(FactsReportDialog)
    assert [report.table.item(0, place).text() for place in (1, 2)] == [  # type: ignore[union-attr]
        "mood", "There is no attribute “mood”.",
    ]  # fmt: skip


def test_what_is_copied_is_pasted_back_equal(panel: DocumentsTable, live: LiveProject, qtbot: QtBot) -> None:
    live.project.set_attributes("alpha", {"year": "1.5", "date": "2024", "published": "no", "note": 'a\t"b"\nc'})
    go(panel, 0, "year")
    for _step in range(4):
        qtbot.keyClick(panel.sheet, RIGHT, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(panel.sheet, "c", CTRL)
    assert QGuiApplication.clipboard().text() == '1.5\t2024\tno\t\t"a\t""b""\nc"\n'
    go(panel, 1, "year")
    qtbot.keyClick(panel.sheet, "v", CTRL)
    rows = {
        row["document"]: {k: v for k, v in row.items() if k.startswith("attribute:")}
        for row in live.project.documents()
    }
    assert rows["beta"] == rows["alpha"]


def test_columns_sort_by_their_kind_and_empty_cells_come_last(panel: DocumentsTable, live: LiveProject) -> None:
    for name, year in (("alpha", "10"), ("hard", "9")):
        live.project.set_attributes(name, {"year": year})
    header = panel.sheet.horizontalHeader()
    panel.sheet.sortByColumn(column(panel, "year"), Qt.SortOrder.AscendingOrder)
    assert texts(panel, "Name") == ["hard", "alpha", "beta"]
    panel.sheet.sortByColumn(column(panel, "year"), Qt.SortOrder.DescendingOrder)
    assert texts(panel, "Name") == ["alpha", "hard", "beta"]
    assert header.sortIndicatorSection() == column(panel, "year")


def test_the_filter_line_finds_words_in_any_column(panel: DocumentsTable, live: LiveProject, qtbot: QtBot) -> None:
    live.project.set_attributes("beta", {"note": "from Şuşa"})
    qtbot.keyClicks(panel.filter_line, "susa")
    assert texts(panel, "Name") == ["beta"]
    assert panel.count.text() == "1 of 3 documents"
    qtbot.keyClick(panel.filter_line, ESC)
    assert panel.count.text() == "3 documents"


def test_conditions_of_the_window_hold_here_too(panel: DocumentsTable, desk: Desk, live: LiveProject) -> None:
    live.project.set_attributes("beta", {"published": "yes"})
    attribute = panel.model.columns[column(panel, "published")].attribute
    assert attribute is not None
    desk.filter.toggle(Condition("attribute", attribute.id, "is", "yes"))
    assert (texts(panel, "Name"), panel.count.text()) == (["beta"], "1 of 3 documents")
    live.project.set_attributes("hard", {"published": "yes"})
    assert texts(panel, "Name") == ["beta", "hard"]


def test_an_attribute_changes_its_kind_and_says_what_does_not_fit(
    panel: DocumentsTable, live: LiveProject, desk: Desk, qtbot: QtBot
) -> None:
    live.project.set_attributes("alpha", {"note": "12"})
    live.project.set_attributes("beta", {"note": "many"})
    before = dump(live.project.store)
    go(panel, 1, "note")
    panel.change_attribute()
    (dialog,) = panel.findChildren(AttributeDialog)
    kind = dialog.findChild(QComboBox)
    assert kind is not None
    kind.setCurrentIndex(kind.findData("number"))
    assert dialog._advice.text() == "1 value does not fit and is kept as it is: “many”"
    dialog.name.setText("count")
    with qtbot.waitSignal(desk.said) as said:
        dialog.accept()
    assert said.args == ["1 value does not fit and is kept."]
    assert texts(panel, "count") == ["12", "many", ""]
    index = panel.model.index(1, column(panel, "count"))
    assert "is not a number" in str(index.data(Qt.ItemDataRole.ToolTipRole))
    assert index.data(Qt.ItemDataRole.DecorationRole) is not None
    live.project.undo()
    assert dump(live.project.store) == before


def test_attributes_are_added_moved_and_removed(panel: DocumentsTable, desk: Desk, qtbot: QtBot) -> None:
    panel.new_attribute()
    (dialog,) = panel.findChildren(AttributeDialog)
    qtbot.keyClicks(dialog.name, "mood")
    dialog.accept()
    titles = [one.title for one in panel.model.columns]
    assert titles[-2:] == ["note", "mood"]
    assert place(panel) == (0, "mood")
    type_in(panel, qtbot, "calm")
    assert texts(panel, "mood")[0] == "calm"
    go(panel, 0, "mood")
    panel.move_attribute(-1)
    assert [one.title for one in panel.model.columns][-2:] == ["mood", "note"]
    assert place(panel) == (0, "mood")
    with qtbot.waitSignal(desk.said) as said:
        panel.remove_attribute()
    assert said.args == ["“mood” is removed. 1 value went with it."]


def test_every_cell_says_its_column_to_a_screen_reader(panel: DocumentsTable) -> None:
    index = panel.model.index(0, column(panel, "year"))
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "year: empty"


def test_what_is_being_typed_is_written_when_the_window_must_go_on(
    panel: DocumentsTable, live: LiveProject, qtbot: QtBot
) -> None:
    go(panel, 0, "year")
    qtbot.keyClicks(panel.sheet, "7")
    live.leaving.emit()
    assert texts(panel, "year") == ["7", "", ""]
    assert not is_editing(panel)


def test_documents_are_removed_from_their_rows(
    panel: DocumentsTable, live: LiveProject, desk: Desk, qtbot: QtBot
) -> None:
    live.project.apply_code("beta", 0, 3, "Trade")
    before = dump(live.project.store)
    go(panel, 1, "year")
    with qtbot.waitSignal(desk.said) as said:
        panel.remove_documents()
    assert said.args == ["Removed “beta”. 1 annotation went along."]
    assert texts(panel, "Name") == ["alpha", "hard"]
    live.project.undo()
    assert dump(live.project.store) == before


def test_the_head_of_a_column_asks_for_its_values(
    panel: DocumentsTable, live: LiveProject, desk: Desk, qtbot: QtBot
) -> None:
    live.project.set_attributes("beta", {"published": "yes"})
    header = panel.sheet.horizontalHeader()
    section = column(panel, "published")
    panel.sheet.scrollTo(panel.model.index(0, section))
    header.customContextMenuRequested.emit(QPoint(header.sectionViewportPosition(section) + 5, 5))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert place(panel) == (0, "published")
    (asking,) = [action.menu() for action in menu.actions() if action.text() == "Only documents with"]
    assert isinstance(asking, QMenu)
    assert [action.text() for action in asking.actions()] == ["yes", "no", "Empty", "", "Condition…"]
    asking.actions()[0].trigger()
    menu.close()
    assert texts(panel, "Name") == ["beta"]


def test_a_condition_is_typed_and_what_does_not_fit_stays(
    panel: DocumentsTable, live: LiveProject, desk: Desk, qtbot: QtBot
) -> None:
    for name, year in (("alpha", "2019"), ("beta", "2021"), ("hard", "2024")):
        live.project.set_attributes(name, {"year": year})
    attribute = panel.model.columns[column(panel, "year")].attribute
    assert attribute is not None
    popover = ConditionPopover(attribute, panel)
    popover.chosen.connect(desk.filter.toggle)
    popover.open_under(panel)
    popover.operation.setCurrentIndex(popover.operation.findData("more"))
    qtbot.keyClicks(popover.value, "late")
    qtbot.keyClick(popover.value, ENTER)
    assert popover.isVisible()
    assert popover.hint.text() == "“late” is not a number. Write it like 12 or 3.5."
    popover.value.setText("2020")
    qtbot.keyClick(popover.value, ENTER)
    assert desk.filter.words() == ["year > 2020"]
    assert texts(panel, "Name") == ["beta", "hard"]


def test_numbers_and_times_and_their_titles_are_shown_whole(panel: DocumentsTable) -> None:
    header = panel.sheet.horizontalHeader()
    for title in ("Characters", "Paragraphs", "Annotations", "Coded", "Imported"):
        section = column(panel, title)
        room = panel.sheet.columnWidth(section) - 2 * theme.UNIT
        assert room >= header.fontMetrics().horizontalAdvance(title), title
        for text in texts(panel, title):
            assert room >= panel.sheet.fontMetrics().horizontalAdvance(text), (title, text)


def test_names_stay_in_sight_when_the_table_is_scrolled_to_the_side(panel: DocumentsTable, qtbot: QtBot) -> None:
    panel.resize(500, 300)
    names = panel.sheet.names
    assert not names.isVisible()
    go(panel, 1, "note")
    assert names.isVisible()
    assert names.geometry().left() == panel.sheet.viewport().geometry().left()
    assert names.columnWidth(0) == panel.sheet.columnWidth(0)
    for _step in range(3):
        qtbot.keyClick(panel.sheet, Qt.Key.Key_Left)
    assert place(panel) == (1, "date")
    assert panel.sheet.visualRect(panel.sheet.currentIndex()).left() >= names.width()
    point = names.visualRect(panel.model.index(2, 0)).center()
    qtbot.mouseClick(names.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert place(panel) == (2, "date")
    go(panel, 0, "Name")
    assert not names.isVisible()


def test_an_attribute_without_a_free_name_stays_in_its_dialog(panel: DocumentsTable, qtbot: QtBot) -> None:
    panel.new_attribute()
    (dialog,) = panel.findChildren(AttributeDialog)
    for name, sentence in (("", "An attribute needs a name."), ("note", "There is an attribute “note” already.")):
        dialog.name.setText(name)
        with pytest.raises(OtsannotError, match=sentence):
            dialog.accept()
        assert dialog.isVisible()
    dialog.close()


def test_a_choice_that_is_written_anew_takes_its_values_along(
    panel: DocumentsTable, live: LiveProject, qtbot: QtBot
) -> None:
    live.project.set_attributes("alpha", {"outlet": "Anadolu"})
    before = dump(live.project.store)
    go(panel, 0, "outlet")
    panel.change_attribute()
    (dialog,) = panel.findChildren(AttributeDialog)
    dialog.choices.set_note("APA\nAnadolu Agency\nReport")
    dialog.accept()
    assert texts(panel, "outlet") == ["Anadolu Agency", "", ""]
    assert live.project.check() == []
    live.project.undo()
    assert dump(live.project.store) == before


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
