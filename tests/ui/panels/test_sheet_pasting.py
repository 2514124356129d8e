"""Cells are copied and pasted between the table of documents and spreadsheets."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot
from support import dump
from ui.panels.sheet_hands import CTRL, ENTER, go, texts

from otsannot.ui.dialogs.facts_report import FactsReportDialog
from otsannot.ui.live_project import LiveProject
from otsannot.ui.panels.documents_table import DocumentsTable

RIGHT = Qt.Key.Key_Right


def put_on_clipboard(text: str, html: str = "") -> None:
    data = QMimeData()
    data.setText(text)
    if html:
        data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)


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
