"""Tests of otsannot.ui.welcome and otsannot.ui.windows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

import otsannot
from otsannot import settings
from otsannot.ui import alerts, windows
from otsannot.ui.alerts import AlertBar
from otsannot.ui.main_window import MainWindow
from otsannot.ui.welcome import WelcomeWindow

Drop = Callable[[QWidget, list[Path]], None]


@pytest.fixture(autouse=True)
def own_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A documents folder of the test's own."""
    folder = tmp_path / "Documents"
    folder.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(folder))
    return folder


@pytest.fixture(autouse=True)
def closing(qtbot: QtBot) -> Iterator[None]:
    """Closes the windows that a test has opened."""
    yield
    for window in (*studies(), *welcomes()):
        window.close()


def studies() -> list[MainWindow]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow) and one.isVisible()]


def welcomes() -> list[WelcomeWindow]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, WelcomeWindow) and one.isVisible()]


def click(window: WelcomeWindow, name: str, qtbot: QtBot) -> None:
    button = window.findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_enter_presses_the_button_that_has_the_focus(qtbot: QtBot) -> None:
    welcome = windows.show_welcome()
    button = welcome.findChild(QPushButton, "newStudy")
    assert isinstance(button, QPushButton)
    with qtbot.waitSignal(button.clicked):
        welcome.new_wanted.disconnect()
        qtbot.keyClick(button, Qt.Key.Key_Return)


def test_one_click_leads_from_the_first_start_to_coded_text(own_documents: Path, qtbot: QtBot) -> None:
    click(windows.show_welcome(), "openSample", qtbot)
    qtbot.waitUntil(lambda: bool(studies()), timeout=30_000)
    [window] = studies()
    assert window.project.path == own_documents / "OTS sample study.otsannot"
    assert window.desk.has_passages
    assert welcomes() == []
    assert settings.load().recent == [str(window.project.path)]


def test_the_sample_study_is_opened_again_with_what_was_done_in_it(own_documents: Path, qtbot: QtBot) -> None:
    otsannot.new(own_documents / "OTS sample study.otsannot").close()
    click(windows.show_welcome(), "openSample", qtbot)
    [window] = studies()
    assert window.project.info().documents == 0


def test_the_name_is_asked_for_once_and_in_place(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "ada42")
    first = windows.show_welcome()
    name = first.findChild(QLineEdit, "coderName")
    assert isinstance(name, QLineEdit)
    assert name.text() == "ada42"
    name.selectAll()
    qtbot.keyClicks(name, "Ada  Lovelace ")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_more: (str(tmp_path / "mine"), ""))
    click(first, "newStudy", qtbot)
    [window] = studies()
    assert (window.project.coder, settings.load().coder) == ("Ada Lovelace", "Ada Lovelace")
    assert window.project.path == tmp_path / "mine.otsannot"
    assert windows.show_welcome().findChild(QLineEdit, "coderName") is None


def test_a_new_study_does_not_take_the_place_of_a_file(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "taken.otsannot"
    path.write_text("mine")
    monkeypatch.setattr("sys.excepthook", alerts.report)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_more: (str(path), ""))
    welcome = windows.show_welcome()
    click(welcome, "newStudy", qtbot)
    bar = welcome.findChild(AlertBar)
    assert isinstance(bar, AlertBar)
    assert bar.sentence == f"{path} exists already. Choose another name, or open it."
    assert (path.read_text(), studies(), welcomes()) == ("mine", [], [welcome])


def test_choosing_no_file_changes_nothing(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_more: ("", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args, **_more: ("", ""))
    welcome = windows.show_welcome()
    click(welcome, "newStudy", qtbot)
    click(welcome, "openStudy", qtbot)
    assert (studies(), welcomes()) == ([], [welcome])


def test_recent_studies_open_and_those_that_are_gone_can_be_taken_off(tmp_path: Path, qtbot: QtBot) -> None:
    here, gone = tmp_path / "here.otsannot", tmp_path / "gone.otsannot"
    otsannot.new(here).close()
    known = settings.load()
    known.recent = [str(here), str(gone)]
    known.save()
    welcome = windows.show_welcome()
    buttons = {button.text() or button.accessibleName(): button for button in welcome.findChildren(QToolButton)}
    assert (buttons["here"].isEnabled(), buttons["gone"].isEnabled()) == (True, False)
    assert f"not found in {tmp_path}" in [label.text() for label in welcome.findChildren(QLabel)]
    qtbot.mouseClick(buttons["Take gone off the list"], Qt.MouseButton.LeftButton)
    assert settings.load().recent == [str(here)]
    qtbot.mouseClick(buttons["here"], Qt.MouseButton.LeftButton)
    assert [window.project.path for window in studies()] == [here]


def test_a_study_that_is_dropped_on_the_welcome_opens(tmp_path: Path, drop: Drop, qtbot: QtBot) -> None:
    otsannot.new(tmp_path / "dropped.otsannot").close()
    drop(windows.show_welcome(), [tmp_path / "dropped.otsannot"])
    assert [window.project.path for window in studies()] == [tmp_path / "dropped.otsannot"]


def test_what_is_no_study_is_refused_in_words(
    tmp_path: Path, drop: Drop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.excepthook", alerts.report)
    (tmp_path / "notes.txt").write_text("no study")
    welcome = windows.show_welcome()
    welcome.activateWindow()
    drop(welcome, [tmp_path / "notes.txt"])
    bar = welcome.findChild(AlertBar)
    assert isinstance(bar, AlertBar)
    assert bar.sentence == f"{tmp_path / 'notes.txt'} is not an otsannot project."
    assert studies() == []


def test_a_study_has_one_window_however_often_it_is_opened(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "once.otsannot"
    otsannot.new(path).close()
    windows.open_path(path)
    windows.open_path(tmp_path / "." / "once.otsannot")
    assert len(studies()) == 1


def test_dialogs_begin_at_home_where_there_is_no_folder_for_documents(
    own_documents: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    own_documents.rmdir()
    asked: list[Path] = []

    def ask(_parent: QWidget, _title: str, proposal: str, _kinds: str, **_options: object) -> tuple[str, str]:
        asked.append(Path(proposal))
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    click(windows.show_welcome(), "newStudy", qtbot)
    assert [path.parent for path in asked] == [Path.home()]


def test_enter_does_what_the_welcome_proposes(tmp_path: Path, qtbot: QtBot) -> None:
    known = settings.load()
    known.coder = "Ada"
    known.remember_project(tmp_path / "mine.otsannot")
    known.save()
    welcome = windows.show_welcome()
    with qtbot.waitActive(welcome):
        welcome.activateWindow()
    proposed = welcome.focusWidget()
    assert isinstance(proposed, QPushButton)
    assert (proposed.objectName(), proposed.isDefault()) == ("openStudy", True)
