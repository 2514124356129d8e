"""A codebook is shown before it comes in, each field that differs is taken or kept, and one undo takes it all back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from support import dump

from otsannot.project import Project
from otsannot.store.codebook_import import Difference
from otsannot.ui import alerts
from otsannot.ui.alerts import AlertBar
from otsannot.ui.dialogs.codebook_import import CodebookImportDialog
from otsannot.ui.dialogs.import_report import ImportReportDialog
from otsannot.ui.item_models.codebook_changes import CODE, FIELD, HERE, THERE, WHAT
from otsannot.ui.main_window import MainWindow

Drop = Callable[[MainWindow, list[Path]], None]
Trigger = Callable[[str], None]

HERE_CSV = "code,colour,memo\nEnergy,#00aa00,ours\nSecurity,#aa0000,\nTrade,#0000aa,\n"
THERE_CSV = "code,colour,memo,Weight\nEnergy,#111111,theirs,\nSecurity,,filled,\nTrade,#0000aa,,\nWater,,,\n,lost,,\n"


@pytest.fixture
def study(project: Project, tmp_path: Path, open_window: Callable[[Project], MainWindow]) -> MainWindow:
    (tmp_path / "here.csv").write_text(HERE_CSV, encoding="utf-8")
    (tmp_path / "there.csv").write_text(THERE_CSV, encoding="utf-8")
    project.import_codebook(tmp_path / "here.csv")
    return open_window(project)


@pytest.fixture
def dialog(study: MainWindow, tmp_path: Path, drop: Drop, qtbot: QtBot) -> CodebookImportDialog:
    drop(study, [tmp_path / "there.csv"])
    return shown(study, qtbot)


def shown(window: MainWindow, qtbot: QtBot) -> CodebookImportDialog:
    qtbot.waitUntil(lambda: window.findChild(CodebookImportDialog) is not None)
    dialog = window.findChild(CodebookImportDialog)
    assert isinstance(dialog, CodebookImportDialog)
    return dialog


def told(window: MainWindow, sentence: str) -> Callable[[], bool]:
    return lambda: window.status.notice.sentence == sentence


def rows(dialog: CodebookImportDialog) -> list[list[str]]:
    model = dialog.model
    return [
        [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def memos(window: MainWindow) -> dict[object, object]:
    return {row["code"]: row["memo"] for row in window.project.codebook()}


def test_everything_is_shown_before_anything_is_written(
    dialog: CodebookImportDialog, study: MainWindow, tmp_path: Path
) -> None:
    sentence = f"{tmp_path / 'there.csv'}, line 6: the code has no name."
    assert rows(dialog) == [
        ["Keep the study's", "Energy", "Colour", "#00aa00", "#111111"],
        ["Keep the study's", "Energy", "Memo", "ours", "theirs"],
        [sentence, "", "", "", ""],
        ["Filled in", "Security", "Memo", "", "filled"],
        ["New", "Water", "", "", ""],
    ]
    assert not dialog.isModal()
    assert memos(study) == {"Energy": "ours", "Security": "", "Trade": ""}
    assert [dialog.model.headerData(n, Qt.Orientation.Horizontal) for n in (WHAT, CODE, FIELD, HERE, THERE)] == [
        "", "Code", "Field", "In the study", "In the file",
    ]  # fmt: skip


def test_importing_keeps_what_differs_and_one_undo_takes_it_back(
    dialog: CodebookImportDialog, study: MainWindow, qtbot: QtBot
) -> None:
    before = dump(study.project.store)
    qtbot.mouseClick(dialog.import_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(told(study, "there.csv: 1 new code, 1 filled in, 1 differs and stays, 1 equal."))
    assert memos(study) == {"Energy": "ours", "Security": "filled", "Trade": "", "Water": ""}
    study.registry["edit.undo"].trigger()
    assert dump(study.project.store) == before


def test_the_space_bar_takes_the_words_of_the_file(
    dialog: CodebookImportDialog, study: MainWindow, qtbot: QtBot
) -> None:
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.table.hasFocus()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Down)
    assert (dialog.here.toPlainText(), dialog.there.toPlainText()) == ("ours", "theirs")
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert [line[0] for line in rows(dialog)[:2]] == ["Keep the study's", "Take the file's"]
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    qtbot.waitUntil(told(study, "there.csv: 1 new code, 1 filled in, 1 changed, 1 equal."))
    assert memos(study)["Energy"] == "theirs"
    assert study.project.codebook()[0]["colour"] == "#00aa00"


def test_all_are_taken_or_kept_with_a_button(dialog: CodebookImportDialog, qtbot: QtBot) -> None:
    both = {Difference("Energy", "colour", "#00aa00", "#111111"), Difference("Energy", "memo", "ours", "theirs")}
    qtbot.mouseClick(dialog.take_button, Qt.MouseButton.LeftButton)
    assert dialog.model.chosen == both
    qtbot.mouseClick(dialog.keep_button, Qt.MouseButton.LeftButton)
    assert dialog.model.chosen == frozenset()


def test_a_click_on_the_box_and_a_double_click_beside_it_turn_one_row(
    dialog: CodebookImportDialog, qtbot: QtBot
) -> None:
    table, view = dialog.table, dialog.table.viewport()
    box = table.visualRect(dialog.model.index(0, WHAT))
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(box.left() + 14, box.center().y()))
    assert [difference.field for difference in dialog.model.chosen] == ["colour"]
    beside = table.visualRect(dialog.model.index(0, THERE)).center()
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=beside)
    qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=beside)
    assert dialog.model.chosen == frozenset()


def test_what_is_said_no_to_is_not_imported(dialog: CodebookImportDialog, study: MainWindow, qtbot: QtBot) -> None:
    before = dump(study.project.store)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert dump(study.project.store) == before


def test_the_model_keeps_the_rules_of_qt(dialog: CodebookImportDialog) -> None:
    QAbstractItemModelTester(dialog.model, QAbstractItemModelTester.FailureReportingMode.Warning)
    dialog.model.choose_all(theirs=True)
    dialog.model.toggle([0, 2])
    dialog.model.toggle([2])
    assert [difference.field for difference in dialog.model.chosen] == ["memo"]


def test_what_changed_here_meanwhile_stays(dialog: CodebookImportDialog, study: MainWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(dialog.take_button, Qt.MouseButton.LeftButton)
    (study.project.path.parent / "newer.csv").write_text("code,memo\nEnergy,newer\n", encoding="utf-8")
    study.project.import_codebook(study.project.path.parent / "newer.csv", update=True)
    qtbot.mouseClick(dialog.import_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: study.project.codebook()[0]["colour"] == "#111111")
    assert memos(study)["Energy"] == "newer"


def test_the_same_codebook_again_is_equal_and_asks_nothing(
    study: MainWindow, tmp_path: Path, trigger: Trigger, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(tmp_path / "here.csv"), ""))
    trigger("codebook.import")
    qtbot.waitUntil(told(study, "here.csv: 3 equal."))
    assert study.findChild(CodebookImportDialog) is None


def test_into_an_empty_codebook_it_comes_at_once_and_says_what_did_not(
    empty_window: MainWindow, tmp_path: Path, drop: Drop, qtbot: QtBot
) -> None:
    (tmp_path / "there.csv").write_text(THERE_CSV, encoding="utf-8")
    drop(empty_window, [tmp_path / "there.csv"])
    qtbot.waitUntil(lambda: empty_window.findChild(ImportReportDialog) is not None)
    report = empty_window.findChild(ImportReportDialog)
    assert isinstance(report, ImportReportDialog)
    items = [report.table.item(row, 0) for row in range(report.table.rowCount())]
    assert [item.text() for item in items if item is not None] == [
        f"{tmp_path / 'there.csv'}, line 6: the code has no name.",
        "there.csv: 4 new codes",
    ]
    report.table.selectRow(0)
    assert not report.again.isEnabled()


def test_a_codebook_among_texts_comes_in_and_the_report_says_what_stays(
    study: MainWindow, tmp_path: Path, drop: Drop, trigger: Trigger, qtbot: QtBot
) -> None:
    (tmp_path / "text.txt").write_text("A word.", encoding="utf-8")
    drop(study, [tmp_path / "text.txt", tmp_path / "there.csv"])
    qtbot.waitUntil(lambda: study.findChild(ImportReportDialog) is not None)
    report = study.findChild(ImportReportDialog)
    assert isinstance(report, ImportReportDialog)
    items = [report.table.item(row, 0) for row in range(report.table.rowCount())]
    assert [item.text() for item in items if item is not None] == [
        f"{tmp_path / 'there.csv'}, line 6: the code has no name.",
        "there.csv: 1 new code, 1 filled in, 1 differs and stays, 1 equal",
        "Energy, Colour: “#00aa00” stays; the file says “#111111”.",
        "Energy, Memo: “ours” stays; the file says “theirs”.",
        "text",
    ]


def test_a_file_that_is_no_codebook_is_told(
    study: MainWindow, tmp_path: Path, drop: Drop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.excepthook", alerts.report)
    (tmp_path / "bad.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    drop(study, [tmp_path / "bad.xlsx"])
    bar = study.findChild(AlertBar)
    assert isinstance(bar, AlertBar)
    qtbot.waitUntil(bar.isVisible)
    assert bar.sentence == (
        f"{tmp_path / 'bad.xlsx'} is no Excel workbook, or is damaged. Save it again as .xlsx or as CSV."
    )


def code_paths(window: MainWindow) -> list[object]:
    return [row["code_path"] for row in window.project.codebook()]


@pytest.mark.parametrize("agreed", [False, True])
def test_names_that_look_like_a_tree_become_one_when_the_user_agrees(
    empty_window: MainWindow, tmp_path: Path, drop: Drop, qtbot: QtBot, agreed: bool
) -> None:
    (tmp_path / "tags.csv").write_text("tag,description\na.b,one\na.c,two\n", encoding="utf-8")
    drop(empty_window, [tmp_path / "tags.csv"])
    dialog = shown(empty_window, qtbot)
    assert dialog.tree_box.isVisible()
    assert dialog.tree_box.text() == "Make a t&ree of the names, which “.” divides"
    assert [line[1] for line in rows(dialog)] == ["a.b", "a.c"]
    if agreed:
        dialog.tree_box.setFocus()
        qtbot.keyClick(dialog.tree_box, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: [line[1] for line in rows(shown(empty_window, qtbot))][-2:] == ["a > b", "a > c"])
        dialog = shown(empty_window, qtbot)
        assert dialog.tree_box.isChecked()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(code_paths(empty_window)) > 1)
    assert code_paths(empty_window) == (["a", "a > b", "a > c"] if agreed else ["a.b", "a.c"])


def test_names_that_were_divided_are_whole_again_when_the_box_is_emptied(
    empty_window: MainWindow, tmp_path: Path, drop: Drop, qtbot: QtBot
) -> None:
    (tmp_path / "tags.csv").write_text("tag\na.b\na.c\n", encoding="utf-8")
    drop(empty_window, [tmp_path / "tags.csv"])
    for checked, last in ((True, "a > c"), (False, "a.c")):
        qtbot.keyClick(shown(empty_window, qtbot).tree_box, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda last=last: rows(shown(empty_window, qtbot))[-1][1] == last)
        assert shown(empty_window, qtbot).tree_box.isChecked() == checked


def test_a_codebook_of_plain_names_offers_no_tree(dialog: CodebookImportDialog) -> None:
    assert not dialog.tree_box.isVisible()
