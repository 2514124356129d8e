"""Documents of other programs are looked at before they come in; plain texts come in at once."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont, QTextCursor
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from support import child_processes, dump

from otsannot.ui import tasks
from otsannot.ui.dialogs import choose
from otsannot.ui.dialogs.import_preview import ImportPreview
from otsannot.ui.dialogs.import_report import ImportReportDialog
from otsannot.ui.main_window import MainWindow

Drop = Callable[[QWidget, list[Path]], None]
MEETING = Path(__file__).resolve().parents[1] / "reference" / "formats" / "meeting.docx"
TURKISH = "Şuşa'da ışık: çağrı, gönül, üğüm. Türk dünyası birliği için dayanışma.\n" * 3


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where files wait: nothing may be left there."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr("tempfile.tempdir", None)
    return folder


@pytest.fixture
def look_at(empty_window: MainWindow, drop: Drop, qtbot: QtBot) -> Callable[..., ImportPreview]:
    """Drops files on the window and waits for the preview."""

    def do(*paths: Path) -> ImportPreview:
        drop(empty_window, [*paths])
        qtbot.waitUntil(lambda: preview_of(empty_window) is not None, timeout=20_000)
        preview = preview_of(empty_window)
        assert preview is not None
        return preview

    return do


def preview_of(window: MainWindow) -> ImportPreview | None:
    return next((one for one in window.findChildren(ImportPreview) if one.isVisible()), None)


def came_in(window: MainWindow, qtbot: QtBot, sentence: str) -> None:
    qtbot.waitUntil(lambda: window.status.notice.sentence == sentence, timeout=20_000)


def test_a_word_document_is_looked_at_and_nothing_is_written_before(
    empty_window: MainWindow, look_at: Callable[..., ImportPreview], qtbot: QtBot, own_temporary_folder: Path
) -> None:
    before = dump(empty_window.project.store)
    preview = look_at(MEETING)
    assert not preview.isModal()
    assert preview.heading.text() == "meeting"
    assert preview.counts.text().startswith("docx, 600 characters, 2 headings, 8 list items")
    assert "Headers and footers were left out." in preview.told.text()
    assert preview.page.toPlainText().startswith("Söhbət №3: ortaq əlifba\n")
    cursor = QTextCursor(preview.page.document())
    cursor.movePosition(QTextCursor.MoveOperation.Right)
    assert cursor.charFormat().fontWeight() == QFont.Weight.DemiBold
    assert (preview.language.currentText(), preview.encoding.isVisible()) == ("Azerbaijani", False)
    assert dump(empty_window.project.store) == before

    assert preview.import_button.text() == "&Import 1 document"
    qtbot.mouseClick(preview.import_button, Qt.MouseButton.LeftButton)
    came_in(empty_window, qtbot, "1 document came in.")
    after = dump(empty_window.project.store)
    assert [*own_temporary_folder.iterdir()] == []
    assert empty_window.desk.document is not None
    assert empty_window.desk.document.name == "meeting"
    empty_window.project.undo()
    assert dump(empty_window.project.store) == before
    empty_window.project.redo()
    assert dump(empty_window.project.store) == after
    assert empty_window.project.check() == []


def test_escape_leaves_everything_as_it_was(
    empty_window: MainWindow, look_at: Callable[..., ImportPreview], qtbot: QtBot, own_temporary_folder: Path
) -> None:
    processes = child_processes()
    before = dump(empty_window.project.store)
    preview = look_at(MEETING)
    qtbot.keyClick(preview, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: preview_of(empty_window) is None)
    assert dump(empty_window.project.store) == before
    assert [*own_temporary_folder.iterdir()] == []
    assert child_processes() == processes


def test_plain_texts_come_in_at_once(empty_window: MainWindow, tmp_path: Path, drop: Drop, qtbot: QtBot) -> None:
    paths = [tmp_path / "a.txt", tmp_path / "b.md"]
    for path in paths:
        path.write_text(path.name, encoding="utf-8")
    drop(empty_window, paths)
    came_in(empty_window, qtbot, "2 documents came in.")
    assert preview_of(empty_window) is None


def test_the_language_can_be_changed_with_keys_before(
    empty_window: MainWindow, look_at: Callable[..., ImportPreview], qtbot: QtBot
) -> None:
    preview = look_at(MEETING)
    preview.language.setFocus()
    qtbot.keyClicks(preview.language, "Kaz")
    assert preview.language.currentText() == "Kazakh"
    qtbot.mouseClick(preview.import_button, Qt.MouseButton.LeftButton)
    came_in(empty_window, qtbot, "1 document came in.")
    assert [row["language"] for row in empty_window.project.documents()] == ["kk"]


def test_the_encoding_of_a_plain_text_can_be_changed_before(
    empty_window: MainWindow, tmp_path: Path, look_at: Callable[..., ImportPreview], qtbot: QtBot
) -> None:
    (tmp_path / "letter.txt").write_bytes(TURKISH.encode("cp1254"))
    preview = look_at(tmp_path / "letter.txt", MEETING)
    assert (preview.heading.text(), preview.encoding.currentText()) == ("letter", "cp1254")
    preview.encoding.setFocus()
    while preview.encoding.currentText() != "cp1251":
        qtbot.keyClick(preview.encoding, Qt.Key.Key_Down)
    wrong = TURKISH.encode("cp1254").decode("cp1251")
    qtbot.waitUntil(lambda: preview.page.toPlainText() == wrong)
    qtbot.waitUntil(preview.import_button.isEnabled)
    qtbot.mouseClick(preview.import_button, Qt.MouseButton.LeftButton)
    came_in(empty_window, qtbot, "2 documents came in.")
    assert empty_window.project.document_text("letter") == wrong


def test_a_locked_file_is_opened_in_its_line(
    empty_window: MainWindow, tmp_path: Path, look_at: Callable[..., ImportPreview], qtbot: QtBot
) -> None:
    with MEETING.open("rb") as plain, (tmp_path / "locked.docx").open("wb") as out:
        OOXMLFile(plain).encrypt("secret", out)
    preview = look_at(tmp_path / "locked.docx")
    assert preview.told.text() == f"{tmp_path / 'locked.docx'} is locked. Give its password to read it."
    assert not preview.import_button.isEnabled()
    qtbot.keyClicks(preview.password, "wrong")
    qtbot.keyClick(preview.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "another password" in preview.told.text(), timeout=20_000)
    qtbot.keyClicks(preview.password, "secret")
    qtbot.keyClick(preview.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: preview.page.toPlainText().startswith("Söhbət"), timeout=20_000)
    qtbot.waitUntil(preview.import_button.isEnabled)
    qtbot.mouseClick(preview.import_button, Qt.MouseButton.LeftButton)
    came_in(empty_window, qtbot, "1 document came in.")
    assert empty_window.project.document_names() == ["locked"]


def test_a_bad_file_is_told_and_the_others_come_in(
    empty_window: MainWindow, tmp_path: Path, look_at: Callable[..., ImportPreview], qtbot: QtBot
) -> None:
    (tmp_path / "broken.docx").write_bytes(MEETING.read_bytes()[:3000])
    preview = look_at(tmp_path / "broken.docx", MEETING, tmp_path / "gone.docx")
    names = [preview.files.item(number).text() for number in range(preview.files.count())]
    assert names == ["broken.docx", "meeting.docx", "gone.docx"]
    assert "is no Word document, or is damaged" in preview.told.text()
    assert not preview.page.isVisible()
    qtbot.keyClick(preview.files, Qt.Key.Key_End)
    assert preview.told.text() == f"{tmp_path / 'gone.docx'} does not exist."
    qtbot.mouseClick(preview.import_button, Qt.MouseButton.LeftButton)
    came_in(empty_window, qtbot, "1 document came in. 2 files did not.")


def test_comments_and_files_can_be_left_out(
    empty_window: MainWindow, look_at: Callable[..., ImportPreview], qtbot: QtBot
) -> None:
    preview = look_at(MEETING)
    assert (preview.remarks.isVisible(), preview.originals.isChecked()) == (True, True)
    for box in (preview.remarks, preview.originals):
        box.setFocus()
        qtbot.keyClick(box, Qt.Key.Key_Space)
    qtbot.mouseClick(preview.import_button, Qt.MouseButton.LeftButton)
    came_in(empty_window, qtbot, "1 document came in.")
    assert list(empty_window.project.annotations()) == []
    assert empty_window.project.info().originals == 0


def test_a_window_that_closes_drops_what_waited(
    empty_window: MainWindow, look_at: Callable[..., ImportPreview], qtbot: QtBot, own_temporary_folder: Path
) -> None:
    look_at(MEETING)
    empty_window.close()
    assert [*own_temporary_folder.iterdir()] == []


def test_the_original_of_the_open_document_can_be_saved(
    empty_window: MainWindow,
    tmp_path: Path,
    look_at: Callable[..., ImportPreview],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    qtbot.mouseClick(look_at(MEETING).import_button, Qt.MouseButton.LeftButton)
    came_in(empty_window, qtbot, "1 document came in.")
    proposed: list[Path] = []

    def answer(_parent: QWidget, _title: str, proposal: Path, _kinds: list[str]) -> Path:
        proposed.append(proposal)
        return tmp_path / "out.docx"

    monkeypatch.setattr(choose, "target_file", answer)
    empty_window.registry["documents.save_original"].trigger()
    assert [path.name for path in proposed] == ["meeting.docx"]
    assert (tmp_path / "out.docx").read_bytes() == MEETING.read_bytes()


def test_a_file_that_has_changed_is_corrected_from_the_report(
    empty_window: MainWindow, tmp_path: Path, drop: Drop, qtbot: QtBot
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("One alphabet. Two corridors.", encoding="utf-8")
    drop(empty_window, [path])
    came_in(empty_window, qtbot, "1 document came in.")
    empty_window.project.apply_code("a", 4, 12, "Alphabet")
    shutil.copy(path, tmp_path / "copy.txt")
    path.write_text("Two corridors.", encoding="utf-8")
    drop(empty_window, [path])
    came_in(empty_window, qtbot, "Nothing new came in. 1 document has changed in its file.")
    report = next(one for one in empty_window.findChildren(ImportReportDialog) if one.isVisible())
    assert report.correct.text() == "&Correct from the files, and remove 1 annotation"
    qtbot.mouseClick(report.correct, Qt.MouseButton.LeftButton)
    came_in(empty_window, qtbot, "1 correction came in.")
    assert empty_window.project.document_text("a") == "Two corridors."
    qtbot.waitUntil(lambda: tasks.running(empty_window) == [])


def test_the_columns_of_a_survey_are_chosen_before_it_comes_in(
    empty_window: MainWindow, look_at: Callable[..., ImportPreview], tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "survey.csv"
    rows = ["who,age,What is it?,Why?", "R1,34,A bridge between all of us.,Because letters join people."]
    path.write_text("\n".join(rows), encoding="utf-8")
    preview = look_at(path)
    columns = preview.options.columns
    qtbot.waitUntil(lambda: bool(columns.roles))
    assert [role.currentText() for role in columns.roles] == [
        "Name of the document",
        "Attribute",
        "Text to code",
        "Text to code",
    ]
    assert columns.as_cases.isChecked()
    assert preview.import_button.text() == "&Import 2 documents"

    columns.roles[3].setFocus()
    qtbot.keyClick(columns.roles[3], Qt.Key.Key_End)
    qtbot.waitUntil(lambda: preview.import_button.text() == "&Import 1 document")
    qtbot.mouseClick(columns.as_cases, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    qtbot.waitUntil(lambda: preview.heading.text() == "R1" and preview.import_button.isEnabled())
    qtbot.mouseClick(preview.import_button, Qt.MouseButton.LeftButton)
    came_in(empty_window, qtbot, "1 document came in.")
    [row] = [row for row in empty_window.project.documents() if row["document"] == "R1"]
    assert (row["attribute:age"], row["attribute:Why?"], row["cases"]) == ("34", "Because letters join people.", "")


def test_all_of_a_web_page_is_read_when_it_is_ticked(
    look_at: Callable[..., ImportPreview], tmp_path: Path, qtbot: QtBot
) -> None:
    path = Path(__file__).resolve().parents[1] / "reference" / "formats" / "saved_news.html"
    preview = look_at(path)
    before = preview.counts.text()
    assert not preview.options.whole_page.isHidden()
    assert preview.options.columns.isHidden()
    assert preview.options.page_furniture.isHidden()
    qtbot.mouseClick(preview.options.whole_page, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    qtbot.waitUntil(lambda: preview.counts.text() != before)
    assert preview.prepared.files[0].reading.whole_page
