"""Tests of otsannot.ui.panels.annotations: how the table keeps up with edits, and changes many rows in one."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from annotation_rows import ask, column, select, wait
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from otsannot.model.nouns import Annotation
from otsannot.model.spans import Span
from otsannot.store import codes, documents, passages
from otsannot.store.annotation_filter import Filter
from otsannot.store.coders import ensure_coder
from otsannot.ui.choosing.code_chooser import CodeChooser
from otsannot.ui.choosing.line_box import LineBox
from otsannot.ui.item_models import annotation_cells
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
