"""The table of documents is written in like a spreadsheet, and nothing that was typed or pasted is lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QMenu
from pytestqt.qtbot import QtBot
from support import dump
from ui.panels.sheet_hands import ENTER, column, go, place, texts, type_in

from otsannot.errors import OtsannotError
from otsannot.model.conditions import Condition
from otsannot.ui import theme
from otsannot.ui.choosing.condition_popover import ConditionPopover
from otsannot.ui.desk import Desk
from otsannot.ui.dialogs.attribute_dialog import AttributeDialog
from otsannot.ui.live_project import LiveProject
from otsannot.ui.panels.documents_table import DocumentsTable

ESC = Qt.Key.Key_Escape


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
