"""A table that is dropped on the window comes in as what its columns say, and one that may be either is asked about."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support import add_text, dump

from otsannot.project import Project
from otsannot.ui.choosing.name_box import NameBox
from otsannot.ui.dialogs.facts_report import FactsReportDialog
from otsannot.ui.main_window import MainWindow

Drop = Callable[[MainWindow, list[Path]], None]


@pytest.fixture
def study(project: Project, open_window: Callable[[Project], MainWindow]) -> MainWindow:
    add_text(project.store, "speech", "Words of a speech.")
    return open_window(project)


def table(folder: Path, text: str) -> Path:
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_attributes_by_document_name_are_stated(study: MainWindow, tmp_path: Path, drop: Drop, qtbot: QtBot) -> None:
    before = dump(study.project.store)
    drop(study, [table(tmp_path, "name,year\nspeech,2022\n")])
    qtbot.waitUntil(lambda: study.findChild(FactsReportDialog) is not None)
    assert [row["attribute:year"] for row in study.project.documents() if row["document"] == "speech"] == ["2022"]
    assert study.project.codebook() == []
    study.project.undo()
    assert dump(study.project.store) == before


@pytest.mark.parametrize(("key", "codes"), [(Qt.Key.Key_Return, []), (Qt.Key.Key_Down, ["speech"])])
def test_a_table_that_may_be_either_is_asked_about(
    study: MainWindow, tmp_path: Path, drop: Drop, qtbot: QtBot, key: Qt.Key, codes: list[str]
) -> None:
    drop(study, [table(tmp_path, "name,memo\nspeech,long\n")])
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), NameBox))
    box = QApplication.activePopupWidget()
    assert isinstance(box, NameBox)
    qtbot.keyClick(box.line, key)
    if key != Qt.Key.Key_Return:
        qtbot.keyClick(box.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: study.status.notice.sentence != "")
    assert [row["code"] for row in study.project.codebook()] == codes


def test_a_batch_of_texts_and_their_table_comes_in_at_once(project: Project, tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text("A new text.", encoding="utf-8")
    report = project.import_files([tmp_path / "new.txt", table(tmp_path, "document,year\nnew,2024\n")])
    assert report.summary() == "1 document, 1 value of an attribute came in."
    assert project.undo() is not None
    assert "new" not in project.document_names()
