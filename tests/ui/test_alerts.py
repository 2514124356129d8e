"""Tests of otsannot.ui.alerts and otsannot.ui.crash."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

import otsannot
from otsannot.errors import CancelledError, OtsannotError
from otsannot.model.spans import Span
from otsannot.project import Project
from otsannot.ui import alerts
from otsannot.ui.alerts import AlertBar
from otsannot.ui.crash import CrashDialog
from otsannot.ui.main_window import MainWindow


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Iterator[None]:
    """The hooks as the program has them; the test's own come back afterwards."""
    monkeypatch.setattr("sys.excepthook", None)
    monkeypatch.setattr("sys.unraisablehook", None)
    alerts.install()
    yield
    for report in reports():
        report.close()


class Bell(QObject):
    rung = Signal()

    def ring(self, error: BaseException) -> None:
        """Raise an error in a slot."""

        def slot() -> None:
            raise error

        self.rung.connect(slot)
        self.rung.emit()


def bar_of(window: MainWindow) -> AlertBar:
    found = window.findChild(AlertBar)
    assert isinstance(found, AlertBar)
    return found


def way_out_of(bar: AlertBar) -> QToolButton:
    return next(button for button in bar.findChildren(QToolButton) if button.text())


def reports() -> list[CrashDialog]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, CrashDialog) and one.isVisible()]


def test_an_error_in_a_slot_is_said_above_the_text_until_it_is_closed(window: MainWindow, qtbot: QtBot) -> None:
    Bell().ring(OtsannotError("The name is taken."))
    bar = bar_of(window)
    assert (bar.isVisible(), bar.sentence) == (True, "The name is taken.")
    assert [button.objectName() for button in bar.findChildren(QToolButton) if button.isVisible()] == ["closeAlert"]
    close = bar.findChild(QToolButton, "closeAlert")
    assert isinstance(close, QToolButton)
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert not bar.isVisible()
    assert reports() == []


def test_the_user_is_not_told_of_what_the_user_stopped(window: MainWindow) -> None:
    Bell().ring(CancelledError())
    assert not bar_of(window).isVisible()
    assert reports() == []


def test_a_bug_is_reported_once_with_its_traceback_to_copy(
    window: MainWindow, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    bell = Bell()
    bell.ring(ZeroDivisionError("first"))
    bell.ring(ZeroDivisionError("second"))
    [report] = reports()
    copy = next(button for button in report.findChildren(QPushButton) if button.text() == "Copy report")
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    copied = QApplication.clipboard().text()
    assert copied.startswith(f"otsannot {otsannot.__version__}, Python ")
    assert "ZeroDivisionError: first" in copied
    printed = capsys.readouterr().err
    assert "ZeroDivisionError: first" in printed
    assert "ZeroDivisionError: second" in printed
    assert not bar_of(window).isVisible()


def test_who_loses_the_file_saves_a_copy_and_goes_on_in_it(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "rescued.otsannot"
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getSaveFileName", lambda *_args, **_more: (str(copy), ""))
    window.project.path.unlink()
    window.pane.view.select(Span(0, 6))
    qtbot.keyClicks(window.pane.view, "1")
    bar = bar_of(window)
    assert bar.isVisible()
    assert bar.sentence.endswith("was moved or deleted while it was open. Save a copy now, and go on in the copy.")
    qtbot.mouseClick(way_out_of(bar), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.isVisible())
    successor = next(one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow) and one.isVisible())
    assert successor.project.path == copy
    assert successor.project.info().annotations == 429
    successor.close()


def test_a_read_only_study_can_be_read_and_says_why_it_cannot_be_changed(
    sample_file: Path,
    tmp_path: Path,
    open_window: Callable[[Project], MainWindow],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    path = tmp_path / "read-only.otsannot"
    path.write_bytes(sample_file.read_bytes())
    allowed = os.access
    monkeypatch.setattr(os, "access", lambda at, mode: mode != os.W_OK and allowed(at, mode))
    window = open_window(otsannot.open(path, coder="Ada"))
    window.pane.view.select(Span(0, 6))
    names = ("code.apply", "annotation.highlight", "documents.import", "code.new")
    assert [window.registry[name].isEnabled() for name in names] == [False] * 4
    qtbot.keyClick(window.codebook.tree, Qt.Key.Key_Down)
    qtbot.keyClick(window.codebook.tree, Qt.Key.Key_Return)
    assert bar_of(window).sentence == (
        f"{path} is read-only, so nothing can be changed. Save a copy in another folder and work there."
    )
    assert way_out_of(bar_of(window)).isVisible()


def test_a_comment_that_could_not_be_written_is_written_at_the_next_pause(window: MainWindow, qtbot: QtBot) -> None:
    window.pane.view.select(Span(0, 6))
    window.desk.pen.highlight()
    window.inspector.focus_comment()
    window.live.busy_with = "Import"
    qtbot.keyClicks(QApplication.focusWidget(), "Kept")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert bar_of(window).sentence == "Wait until “Import” has ended, or stop it."
    window.live.busy_with = None
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.desk.passage is not None
    assert window.desk.passage.comment == "Kept"
