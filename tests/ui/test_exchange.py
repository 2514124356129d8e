"""A study of another program is shown before it comes in, and what a file would lose before it is written."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot
from support import CODER, dump

import otsannot
from otsannot.project import Project
from otsannot.ui.dialogs.study_report import StudyReportDialog
from otsannot.ui.main_window import MainWindow

Drop = Callable[[MainWindow, list[Path]], None]
Trigger = Callable[[str], None]


@pytest.fixture
def copy(project: Project, tmp_path: Path) -> Path:
    """A folder of plain text in which the study was coded further elsewhere."""
    project.codes.create("Energy", memo="ours")
    other = tmp_path / "other.otsannot"
    project.save_copy(other)
    with otsannot.open(other, "Grace") as elsewhere:
        elsewhere.annotate("hard", 5, 11, ["Energy > Gas"], comment="New.")
        elsewhere.codes.define("Energy", memo="theirs")
        elsewhere.export("project", tmp_path / "copy")
    return tmp_path / "copy"


@pytest.fixture
def study(copy: Path, project: Project, open_window: Callable[[Project], MainWindow]) -> MainWindow:
    return open_window(project)


def shown(window: MainWindow, qtbot: QtBot) -> StudyReportDialog:
    qtbot.waitUntil(lambda: window.findChild(StudyReportDialog) is not None)
    dialog = window.findChild(StudyReportDialog)
    assert isinstance(dialog, StudyReportDialog)
    return dialog


def rows(dialog: StudyReportDialog) -> list[list[str]]:
    model = dialog.model
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    return [[str(model.index(row, column).data()) for column in range(4)] for row in range(model.rowCount())]


@pytest.mark.parametrize("taken", [False, True])
def test_a_study_is_shown_before_it_comes_in_and_one_undo_takes_it_back(
    study: MainWindow, copy: Path, drop: Drop, qtbot: QtBot, taken: bool
) -> None:
    before = dump(study.project.store)
    drop(study, [copy])
    dialog = shown(study, qtbot)
    assert rows(dialog) == [
        ["Differs, ours stays", "Code", "Energy", "Memo: “ours” here, “theirs” there"],
        ["New", "Coder", "Grace", ""],
        ["New", "Code", "Gas", ""],
    ]
    assert dump(study.project.store) == before
    if taken:
        qtbot.keyClick(dialog.choice, Qt.Key.Key_Space)
    assert dialog.verb_button is not None
    qtbot.mouseClick(dialog.verb_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(study.project.annotations()) == 1)
    memos = {row["code"]: row["memo"] for row in study.project.codebook()}
    assert memos["Energy"] == ("theirs" if taken else "ours")
    qtbot.waitUntil(lambda: study.status.notice.sentence.startswith("copy: New: 1 coder, 1 code, 1 passage, 1 coding."))
    study.registry["edit.undo"].trigger()
    qtbot.waitUntil(lambda: dump(study.project.store) == before)


def test_a_study_that_holds_nothing_new_asks_nothing(
    study: MainWindow, tmp_path: Path, trigger: Trigger, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    study.project.export("project", tmp_path / "same")
    manifest = str(tmp_path / "same" / "otsannot.json")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (manifest, ""))
    trigger("project.import_study")
    qtbot.waitUntil(lambda: study.status.notice.sentence == "same holds nothing that is not here already.")
    assert study.findChild(StudyReportDialog) is None


def test_into_an_empty_study_it_comes_at_once_and_its_first_text_is_shown(
    empty_window: MainWindow, copy: Path, drop: Drop, qtbot: QtBot
) -> None:
    drop(empty_window, [copy])
    qtbot.waitUntil(lambda: empty_window.desk.document is not None)
    assert empty_window.findChild(StudyReportDialog) is None
    assert empty_window.project.document_names() == ["hard"]


def test_what_was_lost_is_listed_and_the_list_can_be_saved(
    empty_window: MainWindow, copy: Path, tmp_path: Path, drop: Drop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (copy / "annotations" / "Grace.jsonl").open("a", encoding="utf-8") as file:
        file.write("no line\n")
    drop(empty_window, [copy])
    dialog = shown(empty_window, qtbot)
    assert rows(dialog)[0] == ["Lost or mended", "File", "annotations/Grace.jsonl:2", "This is no line of JSON."]
    assert dialog.verb_button is None
    out = tmp_path / "list.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_more: (str(out), "Text (*.txt)"))
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert "annotations/Grace.jsonl:2" in out.read_text(encoding="utf-8")


def test_the_study_is_written_as_a_folder_of_plain_text(
    study: MainWindow, tmp_path: Path, trigger: Trigger, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(out))
    trigger("project.export_folder")
    qtbot.waitUntil(lambda: study.status.notice.sentence == "out is written: 1 document.")
    with otsannot.new(tmp_path / "again.otsannot", CODER) as again:
        assert again.import_study(out).losses == []
        assert again.document_names() == ["hard"]


def test_what_a_file_would_lose_is_said_before_it_is_written(
    study: MainWindow, tmp_path: Path, trigger: Trigger, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.qdpx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_more: (str(out), "REFI-QDA (*.qdpx)"))
    trigger("project.export")
    dialog = shown(study, qtbot)
    assert not out.exists()
    assert dialog.verb_button is not None
    qtbot.mouseClick(dialog.verb_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: study.status.notice.sentence == "out.qdpx is written: 1 document.")
    assert out.exists()


def test_what_a_kind_of_file_cannot_hold_is_not_called_nothing(
    study: MainWindow, tmp_path: Path, trigger: Trigger, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = str(tmp_path / "out.jsonld")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_more: (out, "Web annotations (*.jsonld)"))
    trigger("project.export")
    sentences = {label.text() for label in shown(study, qtbot).findChildren(QLabel)}
    assert sentences >= {
        "This kind of file does not hold all of a study.",
        "Web annotations hold the annotations, and neither whole texts nor memos, cases and groups.",
    }


def test_a_study_among_texts_comes_in_with_them_and_its_losses_are_listed(
    empty_window: MainWindow, copy: Path, tmp_path: Path, drop: Drop, qtbot: QtBot
) -> None:
    (tmp_path / "note.txt").write_text("A note.", encoding="utf-8")
    (copy / "texts" / "stranger.txt").write_text("Not ours.", encoding="utf-8")
    drop(empty_window, [tmp_path / "note.txt", copy])
    dialog = shown(empty_window, qtbot)
    assert rows(dialog)[0] == [
        "Lost or mended",
        "File",
        "texts/stranger.txt",
        "It is in no index, and so was not read.",
    ]
    assert empty_window.project.document_names() == ["hard", "note"]


@pytest.mark.parametrize(("kind", "end"), [("REFI-QDA", "3"), ("REFI-QDA for NVivo (positions in UTF-16)", "6")])
def test_the_study_goes_out_with_positions_as_its_kind_counts_them(
    empty_window: MainWindow,
    tmp_path: Path,
    trigger: Trigger,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    end: str,
) -> None:
    (tmp_path / "wolf.txt").write_text("𐰋𐰇𐰼𐰃", encoding="utf-8")
    empty_window.project.import_files([tmp_path / "wolf.txt"])
    empty_window.project.annotate("wolf", 1, 3, ["Energy"])
    out = tmp_path / "out.qdpx"
    offered: list[str] = []

    def save(_parent: object, _title: str, _proposal: str, kinds: str) -> tuple[str, str]:
        offered.extend(kinds.split(";;"))
        return str(out), f"{kind} (*.qdpx)"

    monkeypatch.setattr(QFileDialog, "getSaveFileName", save)
    trigger("project.export")
    dialog = shown(empty_window, qtbot)
    assert f"{kind} (*.qdpx)" in offered
    assert dialog.verb_button is not None
    qtbot.keyClick(dialog.verb_button, Qt.Key.Key_Space)
    qtbot.waitUntil(out.exists)
    with zipfile.ZipFile(out) as archive:
        places = re.findall(r' (?:start|end)Position="(\d+)"', archive.read("project.qde").decode())
    assert places == [{"3": "1", "6": "2"}[end], end]


def test_a_table_of_annotations_shows_what_it_brought(
    study: MainWindow, tmp_path: Path, drop: Drop, qtbot: QtBot
) -> None:
    words = study.project.document_text("hard")[5:11]
    table = f"document,start,end,text,code\nhard,5,11,{words},Energy\n"
    (tmp_path / "coded.csv").write_text(table, encoding="utf-8")
    drop(study, [tmp_path / "coded.csv"])
    dialog = shown(study, qtbot)
    assert dialog.windowTitle() == "Import of coded.csv"
    assert rows(dialog)[0][:2] == ["New", "Coder"]
    assert len(study.project.annotations()) == 1
