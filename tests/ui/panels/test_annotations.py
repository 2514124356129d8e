"""Tests of otsannot.ui.panels.annotations, its models and its actions, in the window of the sample study."""

from __future__ import annotations

import pytest
from annotation_rows import ask, column, select, wait
from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support import new_text

from otsannot.model.conditions import Condition
from otsannot.project import Project
from otsannot.store import attributes, documents
from otsannot.store.annotation_filter import Filter
from otsannot.ui import theme
from otsannot.ui.choosing.choice_box import ChoiceBox
from otsannot.ui.choosing.days_box import FIRST_DAY, DaysBox
from otsannot.ui.item_models import annotation_cells
from otsannot.ui.item_models.annotation_cells import KEYS
from otsannot.ui.main_window import MainWindow
from otsannot.ui.panels.annotations import AnnotationsPanel

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def panel(window: MainWindow, qtbot: QtBot) -> AnnotationsPanel:
    """The table of the sample study, coded further as Ayla, in which all rows have been read."""
    window.live.set_coder("Ayla")
    window.registry["view.annotations"].trigger()
    made = window.tables.panel
    wait(made, qtbot)
    return made


# What is shown


def test_there_is_a_row_for_each_row_of_the_export(panel: AnnotationsPanel, window: MainWindow) -> None:
    exported = window.project.annotations()
    shown = zip(*(column(panel, key) for key in ("document", "passage", "code", "coder", "paragraph")), strict=True)
    assert sorted(shown) == sorted(
        (row["document"], row["text"], row["code"], row["coder"], str(row["paragraph"])) for row in exported
    )
    assert panel.bar.counts.text() == f"{len(exported)} rows"


def test_words_that_are_typed_filter_at_once(panel: AnnotationsPanel, qtbot: QtBot, window: MainWindow) -> None:
    panel.edit_filter()
    qtbot.keyClicks(panel.bar.line, "energy ministers")
    wait(panel, qtbot)
    assert panel.model.rowCount() > 0
    assert all("ministers" in words.lower() for words in column(panel, "passage"))
    total = len(window.project.annotations())
    assert panel.bar.counts.text() == f"{panel.model.rowCount()} of {total}"
    qtbot.keyClick(panel.bar.line, Qt.Key.Key_Escape)
    wait(panel, qtbot)
    assert panel.model.rowCount() == total


def test_a_code_is_chosen_with_its_children(panel: AnnotationsPanel, qtbot: QtBot, window: MainWindow) -> None:
    panel.bar._menu.aboutToShow.emit()
    panel.bar._menu.actions()[0].trigger()
    box = panel.bar.findChild(ChoiceBox)
    assert box is not None
    qtbot.keyClicks(box.line, "security")
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    wait(panel, qtbot)
    book = window.live.book
    under = {book.by_id[number].name for number in book.descendants(book.find("Security")[0].id)}
    assert set(column(panel, "code")) <= under
    assert "Defence" in column(panel, "code")
    (chip,) = panel.bar.chips
    assert chip.button.text() == "Code: Security"
    chip.button.setFocus()
    qtbot.keyClick(chip.button, Qt.Key.Key_Escape)
    wait(panel, qtbot)
    assert (panel.bar.chips, panel.bar.is_on) == ([], False)


def test_days_of_coding_are_chosen(panel: AnnotationsPanel, qtbot: QtBot) -> None:
    total = panel.model.rowCount()
    panel.bar._open(panel.bar._facets[-1], panel.bar.more)
    box = QApplication.activePopupWidget()
    assert isinstance(box, DaysBox)
    today = QDate.currentDate()
    box.since.setDate(today)
    wait(panel, qtbot)
    assert panel.model.rowCount() == total
    box.until.setDate(today.addDays(-1))
    wait(panel, qtbot)
    assert panel.model.rowCount() == 0
    box.since.setDate(FIRST_DAY)
    box.close()
    written = QLocale().toString(today.addDays(-1), QLocale.FormatType.ShortFormat)
    assert [chip.button.text() for chip in panel.bar.chips] == [f"Coded: until {written}"]


def test_a_group_and_an_attribute_of_documents_are_chosen(
    panel: AnnotationsPanel, qtbot: QtBot, window: MainWindow
) -> None:
    for place, typed in ((3, "briefings"), (5, "")):
        panel.bar._open(panel.bar._facets[place], panel.bar.more)
        box = QApplication.activePopupWidget()
        assert isinstance(box, ChoiceBox)
        qtbot.keyClicks(box.line, typed)
        qtbot.keyClick(box.line, Qt.Key.Key_Return)
        wait(panel, qtbot)
    shelved = window.project.groups()["Briefings"]
    with window.live.read() as session:
        (pair,) = panel.bar.wanted.values or ()
        stated = {number for number, facts in attributes.values(session).items() if facts.get(pair[0]) == pair[1]}
        names = {row.name for row in documents.rows(session) if row.id in stated}
    assert set(column(panel, "document")) <= set(shelved) & names
    assert [chip.button.text().partition(":")[0] for chip in panel.bar.chips] == ["Group", "Attribute"]


def test_a_case_that_speaks_counts_with_its_turns_only(
    panel: AnnotationsPanel, qtbot: QtBot, window: MainWindow
) -> None:
    text = "ANNA: Ja.\nBEN: Nein.\nANNA: Doch.\nBEN: Gut.\n"
    with window.project.edit("Import") as edit:
        documents.add_documents(edit, [new_text("talk", text)])
    window.project.recognise_speakers("talk")
    window.project.speakers_as_cases(["talk"])
    for words in ("Ja", "Nein", "Doch"):
        window.project.annotate("talk", text.index(words), text.index(words) + len(words), ["Energy"])
    wait(panel, qtbot)
    panel.bar._open(panel.bar._facets[4], panel.bar.more)
    box = QApplication.activePopupWidget()
    assert isinstance(box, ChoiceBox)
    qtbot.keyClicks(box.line, "anna")
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    wait(panel, qtbot)
    assert column(panel, "passage") == ["Ja", "Doch"]
    assert [chip.button.text() for chip in panel.bar.chips] == ["Case: ANNA"]
    assert "ANNA" in str(panel.model.index(0, KEYS.index("passage")).data(Qt.ItemDataRole.ToolTipRole))
    window.project.rename_case("ANNA", "Anna Müller")
    wait(panel, qtbot)
    assert column(panel, "passage") == ["Ja", "Nein", "Doch"]


def test_the_documents_that_the_window_looks_at_narrow_the_table(
    panel: AnnotationsPanel, qtbot: QtBot, window: MainWindow
) -> None:
    window.desk.filter.ask(Condition("language", 0, "is", "kk"))
    wait(panel, qtbot)
    kazakh = {row["document"] for row in window.project.documents() if row["language"] == "kk"}
    assert set(column(panel, "document")) == kazakh
    (chip,) = panel.bar.chips
    qtbot.mouseClick(chip.cross, Qt.MouseButton.LeftButton)
    wait(panel, qtbot)
    assert not window.desk.filter.is_on
    assert panel.model.rowCount() == len(window.project.annotations())


def test_a_filter_that_nothing_fits_can_be_cleared_where_the_rows_would_be(
    panel: AnnotationsPanel, qtbot: QtBot
) -> None:
    ask(panel, qtbot, Filter(passage="nothing says this"))
    assert panel._pages.currentWidget() is panel._nothing
    qtbot.mouseClick(panel._nothing.focusProxy(), Qt.MouseButton.LeftButton)
    wait(panel, qtbot)
    assert panel._pages.currentWidget() is panel.table


def test_a_study_without_annotations_says_how_to_make_some(empty_window: MainWindow, qtbot: QtBot) -> None:
    empty_window.registry["view.annotations"].trigger()
    panel = empty_window.tables.panel
    wait(panel, qtbot)
    assert panel._pages.currentWidget() is panel._empty
    assert panel._empty.advice.text() == "Select words in a text and give them a code. They appear here."


def test_the_focus_and_hidden_coders_narrow_the_table(
    panel: AnnotationsPanel, qtbot: QtBot, window: MainWindow
) -> None:
    window.desk.focus.show_others(False)
    wait(panel, qtbot)
    assert set(column(panel, "coder")) == {"Ayla"}
    window.desk.focus.show_others(True)
    window.desk.focus.on_codes([window.live.book.find("Energy")[0].id])
    wait(panel, qtbot)
    assert set(column(panel, "coder")) == {"Ayla", "Timur"}
    panel.bar.set_in_focus(True)
    wait(panel, qtbot)
    assert set(column(panel, "code")) == {"Energy"}


def test_a_click_on_a_head_sorts(panel: AnnotationsPanel, qtbot: QtBot) -> None:
    first = column(panel, "passage")
    header = panel.table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(annotation_cells.KEYS.index("code")) + 10, 10)
    for reverse in (False, True):
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
        wait(panel, qtbot)
        coded = [name.lower() for name in column(panel, "code") if name]
        assert coded == sorted(coded, reverse=reverse)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    wait(panel, qtbot)
    assert column(panel, "passage") == first


def test_words_that_run_from_the_right_stand_at_the_right(panel: AnnotationsPanel) -> None:
    assert annotation_cells.alignment("passage", "“العربية”") & Qt.AlignmentFlag.AlignRight
    assert not annotation_cells.alignment("passage", "(Turkic)") & Qt.AlignmentFlag.AlignRight
    assert annotation_cells.alignment("weight", "70") & Qt.AlignmentFlag.AlignRight


# To the text and back


def test_enter_goes_to_the_place_in_the_text_and_space_stays(
    panel: AnnotationsPanel, qtbot: QtBot, window: MainWindow
) -> None:
    select(panel, 60, 60)
    mark = panel.model.row(60).line.mark
    qtbot.keyClick(panel.table, Qt.Key.Key_Space)
    assert window.desk.passage is not None
    assert window.desk.passage.annotation_id == mark.annotation_id
    assert panel.table.hasFocus()
    qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    assert window.pane.view.hasFocus()
    panel.table.setFocus()
    qtbot.keyClick(panel.table, Qt.Key.Key_Escape)
    assert window.pane.view.hasFocus()


def test_the_rows_of_the_current_passage_are_marked_and_come_into_view(
    panel: AnnotationsPanel, window: MainWindow
) -> None:
    window.pane.setFocus()
    mark = panel.model.row(300).line.mark
    window.desk.open_document(mark.document_id)
    window.desk.select_passage(mark.annotation_id)
    assert 300 in panel._delegate.current
    shown = panel.table.visualRect(panel.model.index(min(panel._delegate.current), 0))
    assert panel.table.viewport().rect().contains(shown.center())
    assert window.pane.view.hasFocus()


def test_the_larger_panel_gives_way_when_a_place_is_shown(panel: AnnotationsPanel, window: MainWindow) -> None:
    window.registry["view.bottom_larger"].trigger()
    assert not window.pane.isVisible()
    select(panel, 3, 3)
    panel.table.open_wanted.emit()
    assert window.pane.isVisible()
    window.registry["view.bottom"].trigger()
    assert (window.bottom.shown, window.registry["view.bottom"].isChecked()) == ("", False)


def test_the_columns_and_the_panel_are_as_they_were_left(
    panel: AnnotationsPanel, window: MainWindow, sample: Project
) -> None:
    panel.table.horizontalHeader().moveSection(2, 0)
    window.close()
    assert window.desk.state.bottom == "annotations"
    assert window.desk.state.tables["annotationsTable"][0] == ("passage", annotation_cells.WIDTHS["passage"])


def test_words_that_are_looked_for_are_marked_where_they_stand(
    panel: AnnotationsPanel, qtbot: QtBot, window: MainWindow
) -> None:
    ask(panel, qtbot, Filter(passage="energy"))
    panel.bar.line.clear()
    marked = theme.look().marked
    for place in range(panel.model.rowCount()):
        panel.table.scrollTo(panel.model.index(place, 2))
        area = panel.table.visualRect(panel.model.index(place, 2))
        image = panel.table.viewport().grab(area).toImage()
        colours = {image.pixelColor(x, image.height() // 2 - 7).name() for x in range(image.width())}
        assert marked in colours
