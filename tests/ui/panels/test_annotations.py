"""Tests of otsannot.ui.panels.annotations, its models and its actions, in the window of the sample study."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from otsannot.model.nouns import Annotation
from otsannot.model.spans import Span
from otsannot.project import Project
from otsannot.store import codes, documents, passages
from otsannot.store.annotation_filter import Filter
from otsannot.store.coders import ensure_coder
from otsannot.ui import theme
from otsannot.ui.choosing.choice_box import ChoiceBox
from otsannot.ui.choosing.line_box import LineBox
from otsannot.ui.code_chooser import CodeChooser
from otsannot.ui.item_models import annotation_cells
from otsannot.ui.main_window import MainWindow
from otsannot.ui.panels.annotations import AnnotationsPanel

CTRL = Qt.KeyboardModifier.ControlModifier


def wait(panel: AnnotationsPanel, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: panel.model.is_whole and not panel.model.is_asking)


@pytest.fixture
def panel(window: MainWindow, qtbot: QtBot) -> AnnotationsPanel:
    """The table of the sample study, coded further as Ayla, in which all rows have been read."""
    window.live.set_coder("Ayla")
    window.registry["view.annotations"].trigger()
    made = window.tables.panel
    wait(made, qtbot)
    return made


def column(panel: AnnotationsPanel, key: str) -> list[str]:
    return [annotation_cells.words(panel.model.row(place), key) for place in range(panel.model.rowCount())]


def ask(panel: AnnotationsPanel, qtbot: QtBot, wanted: Filter) -> None:
    panel.bar.ask(wanted)
    wait(panel, qtbot)


def select(panel: AnnotationsPanel, first: int, last: int) -> None:
    panel.table.setFocus()
    panel.table.selectRow(first)
    for _ in range(last - first):
        QTest.keyClick(panel.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)


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
    assert "Enter" in panel._empty.advice.text()


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


# Keeping up


def test_a_coded_passage_appears_at_its_place_and_nothing_else_moves(
    panel: AnnotationsPanel, qtbot: QtBot, window: MainWindow
) -> None:
    before = column(panel, "passage")
    select(panel, 200, 204)
    chosen = panel.chosen().marks()
    panel.table.verticalScrollBar().setValue(190 * 28)
    mark = panel.model.row(0).line.mark
    window.desk.open_document(mark.document_id)
    window.pane.view.select(Span(3, 9))
    with qtbot.assertNotEmitted(panel.model.modelReset):
        window.desk.pen.apply_digit(1)
    assert panel.model.rowCount() == len(before) + 1
    assert [row for row in column(panel, "passage") if row not in before] == [window.desk.text[3:9]]
    assert panel.chosen().marks() == chosen
    with qtbot.assertNotEmitted(panel.model.modelReset):
        window.registry["edit.undo"].trigger()
    assert column(panel, "passage") == before
    assert panel.chosen().marks() == chosen


def test_after_any_edit_the_table_is_what_it_would_be_anew(
    panel: AnnotationsPanel, qtbot: QtBot, window: MainWindow
) -> None:
    project, live = window.project, window.live
    ask(panel, qtbot, Filter(words="e", is_commented=False))
    panel.table.sortByColumn(annotation_cells.KEYS.index("passage"), Qt.SortOrder.DescendingOrder)
    wait(panel, qtbot)
    marks = panel.all_shown().marks()
    with live.edit("Comment") as edit:
        passages.comment(edit, marks[3].annotation_id, "Out of the filter")
        passages.remove_annotations(edit, [marks[8].annotation_id])
        passages.apply_codes(edit, marks[0].document_id, Span(0, 40), [1, 2], ensure_coder(edit, "Ayla"))
    with live.edit("Rename") as edit:
        codes.rename_code(edit, live.book.find("Energy")[0].id, "Power")
    wait(panel, qtbot)
    live_rows = [(row.line.passage, row.path, row.coder) for row in map(panel.model.row, range(panel.model.rowCount()))]
    fresh = AnnotationsPanel(live, window.desk)
    qtbot.addWidget(fresh)
    fresh.bar.ask(panel.bar.wanted)
    fresh.model.sort(annotation_cells.KEYS.index("passage"), Qt.SortOrder.DescendingOrder)
    wait(fresh, qtbot)
    anew = [(row.line.passage, row.path, row.coder) for row in map(fresh.model.row, range(fresh.model.rowCount()))]
    assert live_rows == anew
    assert any("Power" in path for _passage, path, _coder in anew)
    for _ in range(2):
        project.undo()
    wait(panel, qtbot)
    assert panel.all_shown().marks() == marks


def test_an_edit_of_too_many_rows_to_name_is_read_beside_the_window(
    panel: AnnotationsPanel, qtbot: QtBot, window: MainWindow
) -> None:
    total = panel.model.rowCount()
    with window.live.edit("Highlight") as edit:
        ids = edit.add_many(
            Annotation, ({"document_id": 1, "coder_id": 1, "start": n, "end": n + 2} for n in range(1_500))
        )
    qtbot.waitUntil(lambda: panel.model.rowCount() == total + len(ids))
    window.live.undo()
    qtbot.waitUntil(lambda: panel.model.rowCount() == total)


def test_what_is_selected_is_found_again_when_the_table_is_read_anew(
    panel: AnnotationsPanel, qtbot: QtBot, window: MainWindow
) -> None:
    select(panel, 2, 5)
    chosen = panel.chosen().marks()
    with qtbot.waitSignal(panel.model.modelReset), window.live.edit("Rename") as edit:
        documents.rename_document(edit, chosen[0].document_id, "Яя")
    wait(panel, qtbot)
    assert panel.chosen().marks() == chosen
    assert column(panel, "document")[-1] == "Яя"


def test_an_edit_while_the_table_is_read_anew_is_not_lost(
    panel: AnnotationsPanel, qtbot: QtBot, window: MainWindow
) -> None:
    total = panel.model.rowCount()
    with window.live.edit("Rename") as edit:
        documents.rename_document(edit, 1, "Alpha")
    with window.live.edit("Apply") as edit:
        passages.apply_codes(edit, 1, Span(0, 5), [1], ensure_coder(edit, "Ayla"))
    assert panel.model.rowCount() == total + 1
    with qtbot.waitSignal(panel.model.modelReset):
        pass
    wait(panel, qtbot)
    assert panel.model.rowCount() == total + 1
    assert column(panel, "document").count("Alpha") == sum(
        row["document"] == "Alpha" for row in window.project.annotations()
    )


# Many at once


def test_codings_of_ones_own_get_another_code_and_those_of_others_stay(
    panel: AnnotationsPanel, qtbot: QtBot, window: MainWindow
) -> None:
    select(panel, 0, 3)
    coders = column(panel, "coder")[:4]
    assert set(coders) == {"Ayla", "Timur"}
    window.registry["annotations.recode"].trigger()
    chooser = QApplication.activePopupWidget()
    assert isinstance(chooser, CodeChooser)
    qtbot.keyClicks(chooser.line, "energy")
    qtbot.keyClick(chooser.line, Qt.Key.Key_Return)
    recoded = [name == "Energy" for name in column(panel, "code")[:4]]
    assert recoded == [coder == "Ayla" for coder in coders]
    assert "left as" in window.status.notice.sentence
    assert window.project.store.undoable().undo == "Give another code"


def test_rows_of_others_only_are_refused(panel: AnnotationsPanel, qtbot: QtBot, window: MainWindow) -> None:
    theirs = column(panel, "coder").index("Timur")
    select(panel, theirs, theirs)
    qtbot.keyClick(panel.table, Qt.Key.Key_Delete)
    assert "Other coders" in window.status.notice.sentence
    assert window.project.store.undoable().undo is None


def test_every_row_is_selected_and_removed_in_one_edit(
    panel: AnnotationsPanel, qtbot: QtBot, window: MainWindow
) -> None:
    ask(panel, qtbot, Filter(coders=frozenset({1})))
    gone = panel.model.rowCount()
    panel.table.setFocus()
    qtbot.keyClick(panel.table, Qt.Key.Key_A, CTRL)
    assert panel.bar.counts.text().startswith(f"{gone} selected")
    window.registry["annotations.remove"].trigger()
    wait(panel, qtbot)
    assert panel.model.rowCount() == 0
    window.registry["edit.undo"].trigger()
    qtbot.waitUntil(lambda: panel.model.rowCount() == gone)


def test_selected_codings_are_weighed(panel: AnnotationsPanel, qtbot: QtBot, window: MainWindow) -> None:
    own = column(panel, "coder").index("Ayla")
    select(panel, own, own)
    window.registry["annotations.weigh"].trigger()
    box = QApplication.activePopupWidget()
    assert isinstance(box, LineBox)
    qtbot.keyClicks(box.line, "70")
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    assert column(panel, "weight")[own] == "70"


def test_selected_rows_are_copied_as_a_table(panel: AnnotationsPanel, qtbot: QtBot) -> None:
    select(panel, 0, 1)
    qtbot.keyClick(panel.table, Qt.Key.Key_C, CTRL)
    table = list(csv.reader(QGuiApplication.clipboard().text().splitlines(), delimiter="\t"))
    assert table[0][:4] == ["Document", "Paragraph", "Passage", "Code"]
    assert [row[2] for row in table[1:]] == column(panel, "passage")[:2]


def test_selected_and_shown_rows_are_exported_in_the_columns_of_the_export(
    panel: AnnotationsPanel,
    qtbot: QtBot,
    window: MainWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = tmp_path / "rows.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_rest: (str(out), ""))
    ask(panel, qtbot, Filter(words="energy"))
    shown = sorted(column(panel, "passage"))
    window.registry["annotations.export_shown"].trigger()
    qtbot.waitUntil(lambda: "is written" in window.status.notice.sentence)
    with out.open(encoding="utf-8-sig", newline="") as file:
        written = list(csv.DictReader(file))
    assert sorted(row["text"] for row in written) == shown
    assert list(written[0]) == list(window.project.annotations()[0])
    select(panel, 1, 1)
    window.registry["annotations.export_selected"].trigger()
    qtbot.waitUntil(lambda: "1 row" in window.status.notice.sentence)
    with out.open(encoding="utf-8-sig", newline="") as file:
        assert [row["text"] for row in csv.DictReader(file)] == [column(panel, "passage")[1]]


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
