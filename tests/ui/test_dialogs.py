"""Tests of otsannot.ui.dialogs, and of importing and exporting through the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from otsannot.model.spans import Span
from otsannot.ui import alerts
from otsannot.ui.alerts import AlertBar
from otsannot.ui.dialogs import choose
from otsannot.ui.dialogs.about import AboutDialog
from otsannot.ui.dialogs.import_report import ImportReportDialog
from otsannot.ui.main_window import MainWindow

Drop = Callable[[QWidget, list[Path]], None]
Trigger = Callable[[str], None]

TURKISH = "Şuşa'da ışık: çağrı, gönül, üğüm. Türk dünyası birliği için dayanışma.\n" * 3


def report_of(window: MainWindow) -> ImportReportDialog | None:
    return next((one for one in window.findChildren(ImportReportDialog) if one.isVisible()), None)


def cells(dialog: ImportReportDialog) -> list[list[str]]:
    table = dialog.table
    items = ([table.item(row, column) for column in (0, 2, 3)] for row in range(table.rowCount()))
    return [[item.text() for item in row if item is not None] for row in items]


def test_an_import_in_utf8_only_says_how_much_came(
    empty_window: MainWindow, tmp_path: Path, drop: Drop, trigger: Trigger, qtbot: QtBot
) -> None:
    folder = tmp_path / "speeches"
    folder.mkdir()
    for name in ("one", "two"):
        (folder / f"{name}.txt").write_text(f"This is {name}.", encoding="utf-8")
    drop(empty_window, [folder])
    qtbot.waitUntil(lambda: empty_window.status.notice.sentence == "2 documents came in.")
    assert report_of(empty_window) is None
    trigger("documents.show_import")
    dialog = report_of(empty_window)
    assert dialog is not None
    assert cells(dialog) == [["one", "utf-8", "12"], ["two", "utf-8", "12"]]


def test_what_did_not_come_in_is_told_without_being_asked(
    empty_window: MainWindow, tmp_path: Path, drop: Drop, qtbot: QtBot
) -> None:
    (tmp_path / "good.txt").write_text("Good.", encoding="utf-8")
    (tmp_path / "scan.png").write_bytes(b"%PDF-1.7")
    drop(empty_window, [tmp_path / "good.txt", tmp_path / "scan.png"])
    qtbot.waitUntil(lambda: report_of(empty_window) is not None)
    dialog = report_of(empty_window)
    assert dialog is not None
    told = f"{tmp_path / 'scan.png'} is of a kind that cannot be read. Save it as Word, PDF or plain text."
    assert cells(dialog) == [[told], ["good", "utf-8", "5"]]
    assert not dialog.isModal()


def test_a_text_with_wrong_letters_is_read_again_in_the_chosen_encoding(
    empty_window: MainWindow, tmp_path: Path, drop: Drop, qtbot: QtBot
) -> None:
    window = empty_window
    (tmp_path / "Şuşa.txt").write_bytes(TURKISH.encode("cp1254"))
    drop(window, [tmp_path / "Şuşa.txt"])
    qtbot.waitUntil(lambda: report_of(window) is not None)
    for encoding, first in (("cp1251", "Юuюa"), ("cp1254", "Şuşa")):
        dialog = report_of(window)
        assert dialog is not None
        assert not dialog.again.isEnabled()
        dialog.table.selectRow(0)
        dialog.encoding.setCurrentText(encoding)
        qtbot.mouseClick(dialog.again, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda first=first: window.desk.text.startswith(first))
        shown = report_of(window)
        assert shown is not None
        assert cells(shown)[0][:2] == ["Şuşa", encoding]
    assert window.project.document_text("Şuşa") == TURKISH


def test_edits_are_refused_in_words_while_an_import_writes(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.excepthook", alerts.report)
    window.pane.view.select(Span(0, 6))
    window.live.busy_with = "Import"
    qtbot.keyClick(window.codebook.tree, Qt.Key.Key_Down)
    qtbot.keyClick(window.codebook.tree, Qt.Key.Key_Return)
    bar = window.findChild(AlertBar)
    assert isinstance(bar, AlertBar)
    assert bar.sentence == "Wait until “Import” has ended, or stop it."
    assert window.project.store.undoable().undo is None


def test_an_import_that_is_stopped_by_closing_brings_nothing(
    empty_window: MainWindow, tmp_path: Path, drop: Drop, qtbot: QtBot
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(2_000):
        (folder / f"{number}.txt").write_text(f"Text {number}", encoding="utf-8")
    path = empty_window.project.path
    drop(empty_window, [folder])
    empty_window.close()
    with type(empty_window.project).open(path) as project:
        assert project.info().documents in (0, 2_000)
        assert project.check() == []


@pytest.mark.parametrize("kind", ["annotations", "codebook", "documents", "history"])
def test_every_listing_is_exported_to_the_format_its_name_says(
    window: MainWindow, tmp_path: Path, trigger: Trigger, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    asked: list[str] = []

    def answer(_parent: QWidget, title: str, proposal: str, kinds: str) -> tuple[str, str]:
        asked.extend([title, Path(proposal).name])
        return str(tmp_path / "out"), kinds.split(";;")[1]

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    trigger(f"export.{kind}")
    out = tmp_path / "out.xlsx"
    qtbot.waitUntil(lambda: window.status.notice.sentence.startswith("out.xlsx is written: "))
    with window.project.listing(kind) as report:
        rows = sum(1 for _row in report.rows)
    assert openpyxl.load_workbook(out).active.max_row == rows + 1
    assert window.status.notice.sentence == f"out.xlsx is written: {rows:,} rows."
    assert asked == [f"Export {kind}", f"sample {kind}.csv"]


@pytest.mark.parametrize(
    ("chosen", "kind", "written"),
    [
        ("sample codebook.csv", "Word document, for an appendix (*.docx)", "sample codebook.docx"),
        ("book", "Web page with coded passages (*.html)", "book.html"),
        ("book.md", "Web page with coded passages (*.html)", "book.md"),
        ("book.xlsx", "Markdown with coded passages (*.md)", "book.xlsx"),
    ],
)
def test_a_codebook_is_exported_to_be_read(
    window: MainWindow,
    tmp_path: Path,
    trigger: Trigger,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    chosen: str,
    kind: str,
    written: str,
) -> None:
    offered: list[str] = []

    def answer(_parent: QWidget, _title: str, _proposal: str, kinds: str) -> tuple[str, str]:
        offered.extend(kinds.split(";;"))
        return str(tmp_path / chosen), kind

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    trigger("export.codebook")
    qtbot.waitUntil(lambda: window.status.notice.sentence == f"{written} is written: 55 rows.")
    assert [offer.rpartition("*")[2] for offer in offered] == [
        ".csv)", ".xlsx)", ".ods)", ".parquet)", ".docx)", ".html)", ".md)", ".qdc)", ".docx)", ".html)", ".md)",
    ]  # fmt: skip
    content = (tmp_path / written).read_bytes()
    assert (b"Aliyev and Amreyev 2022" in content) == ("passages" in kind and not written.endswith("xlsx"))


def test_chosen_documents_are_exported_with_what_is_coded_in_them(
    window: MainWindow, tmp_path: Path, trigger: Trigger, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def answer(_parent: QWidget, title: str, proposal: str, kinds: str) -> tuple[str, str]:
        asked.extend([title, Path(proposal).name])
        return str(tmp_path / "out"), kinds.split(";;")[0]

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    window.open_document("Orkhon Lines")
    trigger("document.export_coded")
    qtbot.waitUntil(lambda: window.status.notice.sentence == "out.html is written: 1 document.")
    assert '<h2 dir="auto">Orkhon Lines</h2>' in (tmp_path / "out.html").read_text("utf-8")
    assert asked == ["Export coded documents", "sample coded documents.html"]


def test_a_file_that_the_dialog_did_not_ask_about_is_not_replaced(
    window: MainWindow, tmp_path: Path, trigger: Trigger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.excepthook", alerts.report)
    (tmp_path / "book.docx").write_text("mine", encoding="utf-8")
    answer = (str(tmp_path / "book.csv"), "Word document, for an appendix (*.docx)")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: answer)
    trigger("export.codebook")
    bar = window.findChild(AlertBar)
    assert isinstance(bar, AlertBar)
    assert bar.sentence == "There is a file book.docx already. Choose it, or another name."
    assert (tmp_path / "book.docx").read_text(encoding="utf-8") == "mine"


def test_an_export_that_cannot_be_written_is_told(
    window: MainWindow, tmp_path: Path, trigger: Trigger, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.excepthook", alerts.report)
    out = tmp_path / "missing" / "out.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(out), ""))
    trigger("export.annotations")
    bar = window.findChild(AlertBar)
    assert isinstance(bar, AlertBar)
    qtbot.waitUntil(bar.isVisible)
    assert bar.sentence == f"The folder {out.parent} does not exist. Create it first."


def test_files_and_folders_are_asked_for_and_imported(
    empty_window: MainWindow, tmp_path: Path, trigger: Trigger, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "one.txt").write_text("One.", encoding="utf-8")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "two.txt").write_text("Two.", encoding="utf-8")
    (tmp_path / "book.csv").write_text("code\nEnergy\n", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: ([str(tmp_path / "one.txt")], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path / "more"))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(tmp_path / "book.csv"), ""))
    for number, name in enumerate(("documents.import", "documents.import_folder"), 1):
        trigger(name)
        assert not empty_window.registry["code.new"].isEnabled()
        qtbot.waitUntil(empty_window.registry["code.new"].isEnabled)
        assert counted(empty_window) == number
    trigger("codebook.import")
    qtbot.waitUntil(lambda: counted(empty_window) == 3 and empty_window.registry["code.new"].isEnabled())
    assert empty_window.project.document_names() == ["one", "two"]
    assert [row["code"] for row in empty_window.project.codebook()] == ["Energy"]


def counted(window: MainWindow) -> int:
    held = window.project.info()
    return held.documents + held.codes


def test_a_name_without_a_suffix_gets_that_of_the_chosen_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = ["CSV (*.csv)", "Excel (*.xlsx)"]
    for chosen, kind, expected in (
        ("out", kinds[1], "out.xlsx"),
        ("out", "", "out.csv"),
        ("out.xlsx", kinds[0], "out.xlsx"),
    ):
        answer = (str(tmp_path / chosen), kind)
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, answer=answer: answer)
        assert choose.target_file(QWidget(), "Export", tmp_path / "x.csv", kinds) == tmp_path / expected


def test_the_program_says_what_it_is(window: MainWindow, trigger: Trigger) -> None:
    trigger("help.about")
    dialog = window.findChild(AboutDialog)
    assert isinstance(dialog, AboutDialog)
    assert dialog.windowTitle() == "About otsannot"
    dialog.close()
