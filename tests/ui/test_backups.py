"""Backups in the window: made beside the work, and the ways back to one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from support import add_text

import otsannot
from otsannot import settings
from otsannot.model.spans import Span
from otsannot.store import backups
from otsannot.ui import alerts, tasks, windows
from otsannot.ui.alerts import AlertBar
from otsannot.ui.dialogs.restore import RestoreDialog
from otsannot.ui.main_window import MainWindow
from otsannot.ui.welcome import WelcomeWindow

Trigger = Callable[[str], None]


@pytest.fixture
def study(sample_file: Path, tmp_path: Path) -> Iterator[Path]:
    """A study that was worked in; its windows are closed in the end."""
    path = tmp_path / "Speeches.otsannot"
    path.write_bytes(sample_file.read_bytes())
    with otsannot.open(path, coder="Ada") as project:
        add_text(project.store, "new", "A new text.")
    yield path
    for window in QApplication.topLevelWidgets():
        if isinstance(window, MainWindow | WelcomeWindow):
            window.close()


def found(window: MainWindow) -> list[backups.Backup]:
    return backups.found(window.project.store)


def only_window() -> MainWindow | None:
    """The window of the study, once the welcome has made way for it."""
    shown = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
    return shown[0] if len(shown) == 1 and isinstance(shown[0], MainWindow) else None


def dialog_of(window: MainWindow, trigger: Trigger, qtbot: QtBot) -> RestoreDialog:
    trigger("project.restore")
    qtbot.waitUntil(lambda: window.findChild(RestoreDialog) is not None)
    dialog = window.findChild(RestoreDialog)
    assert isinstance(dialog, RestoreDialog)
    return dialog


def test_the_backup_of_the_day_is_made_after_the_window_is_shown(study: Path, qtbot: QtBot) -> None:
    window = windows.show_project(otsannot.open(study))
    assert (window.isVisible(), found(window)) == (True, [])
    qtbot.waitUntil(lambda: len(found(window)) == 1, timeout=10_000)
    qtbot.waitUntil(lambda: tasks.running(window) == [])
    window.backing_up.back_up_if_due()
    qtbot.waitUntil(lambda: tasks.running(window) == [])
    assert (len(found(window)), window.status.notice.sentence) == (1, "")


def test_whoever_wants_no_backups_has_none(study: Path, qtbot: QtBot) -> None:
    known = settings.load()
    known.backups = False
    known.save()
    window = windows.show_project(otsannot.open(study))
    window.backing_up.back_up_if_due()
    assert tasks.running(window) == []


def test_a_place_that_takes_no_backup_is_told_in_the_status_bar(study: Path, qtbot: QtBot) -> None:
    folder = backups.folder_of(study)
    folder.write_text("no folder", encoding="utf-8")
    window = windows.show_project(otsannot.open(study))
    window.backing_up.back_up_if_due()
    told = f"The study is saved, but no backup could be made in {folder}. Check that there is room and you may write."
    qtbot.waitUntil(lambda: window.status.notice.sentence == told)


def test_a_study_without_backups_is_offered_one(study: Path, trigger: Trigger, qtbot: QtBot) -> None:
    window = windows.show_project(otsannot.open(study))
    qtbot.waitUntil(window.isActiveWindow)
    dialog = dialog_of(window, trigger, qtbot)
    assert not dialog.restore.isEnabled()
    now = next(button for button in dialog.findChildren(QPushButton) if button.text() == "&Back up now")
    qtbot.mouseClick(now, Qt.MouseButton.LeftButton)
    told = f"A backup is in {backups.folder_of(study)}."
    qtbot.waitUntil(lambda: window.status.notice.sentence == told)
    assert len(found(window)) == 1


def test_going_back_keeps_what_was_there(study: Path, trigger: Trigger, qtbot: QtBot) -> None:
    window = windows.show_project(otsannot.open(study, coder="Ada"))
    made = backups.back_up(window.project.store)
    yesterday = datetime.now() - timedelta(days=1)
    made.rename(made.with_name(f"Speeches {yesterday:%Y-%m-%d %H%M}.otsannot"))
    before = window.project.info().codings
    window.open_document("new")
    window.pane.view.select(Span(2, 5))
    window.desk.pen.apply_path(["Novelty"])
    assert window.project.info().codings == before + 1
    qtbot.waitUntil(window.isActiveWindow)
    dialog = dialog_of(window, trigger, qtbot)
    assert dialog.table.rowCount() == 1
    cells = [dialog.table.item(0, place) for place in range(5)]
    assert [cell.text() for cell in cells if cell is not None][3] == f"{before:,}"
    qtbot.mouseClick(dialog.restore, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: only_window() is not None and only_window() is not window)
    again = only_window()
    assert again is not None
    assert again.project.path == study
    assert again.project.info().codings == before
    assert "What was in it until now is kept as a backup." in again.status.notice.sentence
    assert [backup.codings for backup in found(again)] == [before + 1, before]


def test_a_study_that_is_open_elsewhere_stays_as_it_is(
    study: Path, trigger: Trigger, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.excepthook", alerts.report)
    window = windows.show_project(otsannot.open(study, coder="Ada"))
    backups.back_up(window.project.store)
    qtbot.waitUntil(window.isActiveWindow)
    with otsannot.open(study):
        dialog = dialog_of(window, trigger, qtbot)
        qtbot.mouseClick(dialog.restore, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: only_window() is not None and only_window() is not window)
    again = only_window()
    assert again is not None
    bar = again.findChild(AlertBar)
    assert isinstance(bar, AlertBar)
    qtbot.waitUntil(bar.isVisible)
    assert bar.sentence == f"{study} is open in another window or program. Close it there, then restore."


def test_a_backup_is_opened_beside_the_study(study: Path, trigger: Trigger, qtbot: QtBot) -> None:
    window = windows.show_project(otsannot.open(study, coder="Ada"))
    made = backups.back_up(window.project.store)
    qtbot.waitUntil(window.isActiveWindow)
    dialog = dialog_of(window, trigger, qtbot)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    copy = study.with_name(f"Speeches restored {made.stem.removeprefix('Speeches ')}.otsannot")
    qtbot.waitUntil(lambda: any(shown.project.path == copy for shown in windows.others(window)))  # type: ignore[attr-defined]
    assert window.isVisible()
