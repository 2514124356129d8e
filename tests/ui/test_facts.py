"""Groups, cases and attributes in the window: put documents in them, look at some, import a table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from otsannot.model.conditions import Condition
from otsannot.ui.choosing.name_box import NameBox
from otsannot.ui.dialogs.facts_report import FactsReportDialog
from otsannot.ui.main_window import MainWindow
from otsannot.ui.panels.documents_table import DocumentsTable
from otsannot.ui.panels.filter_chips import FilterChips

Trigger = Callable[[str], None]


def box(window: MainWindow) -> NameBox:
    found = window.findChild(NameBox)
    assert found is not None
    return found


def test_chosen_documents_are_put_in_a_new_group_and_a_known_case(
    window: MainWindow, trigger: Trigger, qtbot: QtBot
) -> None:
    window.documents.list.selectAll()
    trigger("documents.add_to_group")
    qtbot.keyClicks(box(window).line, "Everything")
    qtbot.keyClick(box(window).line, Qt.Key.Key_Return)
    assert len(window.project.groups()["Everything"]) == 9
    window.documents.list.setCurrentIndex(window.documents.model.index(4))
    trigger("documents.add_to_case")
    qtbot.waitUntil(lambda: window.findChildren(NameBox)[-1].isVisible())
    line = window.findChildren(NameBox)[-1].line
    qtbot.keyClicks(line, "kaz")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    cases = {row["case"]: row["documents"] for row in window.project.cases()}
    assert cases["Kazakhstan"] == "Orkhon Lines\nТүркі ынтымағы"
    window.project.undo()
    window.project.undo()
    assert "Everything" not in window.project.groups()


def test_conditions_narrow_the_list_and_chips_drop_them(window: MainWindow, trigger: Trigger, qtbot: QtBot) -> None:
    window.desk.filter.ask(Condition("language", 0, "is", "tr"), Condition("language", 0, "is", "az"))
    model = window.documents.model
    assert [model.index(row).data() for row in range(model.rowCount())] == ["Orta Dəhliz", "Ortak Alfabe"]
    assert window.documents._heading.text() == "2 of 9 documents"
    chips = window.documents.findChild(FilterChips)
    assert chips is not None
    assert [chip.text() for chip in chips.chips] == ["Turkish", "Azerbaijani"]
    chips.chips[1].setFocus()
    qtbot.keyClick(chips.chips[1], Qt.Key.Key_Space)
    assert [model.index(row).data() for row in range(model.rowCount())] == ["Ortak Alfabe"]
    trigger("documents.show_all")
    assert (model.rowCount(), window.documents._heading.text()) == (9, "Documents")


def test_tables_open_by_their_actions(window: MainWindow, trigger: Trigger) -> None:
    trigger("view.documents_table")
    panel = window.bottom.panel("documentsTable")
    assert isinstance(panel, DocumentsTable)
    assert (window.bottom.shown, panel.model.rowCount(), panel.sheet.hasFocus()) == ("documentsTable", 9, True)
    trigger("view.cases")
    assert window.bottom.shown == "casesTable"
    trigger("cases.new")
    assert [row["case"] for row in window.project.cases()] == ["Azerbaijan", "Kazakhstan", "New case", "OTS", "Türkiye"]
    editor = next(
        line for line in window.bottom.panel("casesTable").findChildren(QLineEdit) if line.text() == "New case"
    )
    assert editor.isVisible()


def test_a_table_is_imported_and_what_it_brought_is_shown(
    window: MainWindow, trigger: Trigger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    path = tmp_path / "facts.csv"
    path.write_text("document,words\nKocaman 2025,1200\nNobody,3\n", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: (str(path), ""))
    trigger("attributes.import")
    qtbot.waitUntil(lambda: window.findChild(FactsReportDialog) is not None)
    report = window.findChild(FactsReportDialog)
    assert report is not None
    assert [report.table.item(0, place).text() for place in range(3)] == [  # type: ignore[union-attr]
        "3", "", "There is no document “Nobody”.",
    ]  # fmt: skip
    facts = {row["document"]: row["attribute:words"] for row in window.project.documents()}
    assert facts["Kocaman 2025"] == "1200"
    assert window.bottom.shown == "documentsTable"


def test_documents_leave_a_case(window: MainWindow, trigger: Trigger, qtbot: QtBot) -> None:
    window.documents.list.setCurrentIndex(window.documents.model.index(0))
    trigger("cases.take_out")
    assert [box(window).list.model().index(row, 0).data() for row in range(2)] == ["Azerbaijan", "OTS"]
    qtbot.keyClicks(box(window).line, "azer")
    qtbot.keyClick(box(window).line, Qt.Key.Key_Return)
    cases = {row["case"]: str(row["documents"]).split("\n") for row in window.project.cases()}
    assert "Aliyev and Amreyev 2022" not in cases["Azerbaijan"]
    assert "Aliyev and Amreyev 2022" in cases["OTS"]
