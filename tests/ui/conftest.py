"""Windows to test with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

import otsannot
from otsannot.project import Project
from otsannot.ui import theme
from otsannot.ui.main_window import MainWindow

Drop = Callable[[QWidget, list[Path]], None]
Trigger = Callable[[str], None]


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> None:
    """Every test begins with the looks the program has, whatever the one before it has put on."""
    if qapp.property("otsannot theme") != "light":
        theme.apply(qapp, "light")


@pytest.fixture
def open_window(qtbot: QtBot) -> Iterator[Callable[[Project], MainWindow]]:
    """Shows projects in windows, which are closed in the end."""
    shown: list[MainWindow] = []

    def show(project: Project) -> MainWindow:
        window = MainWindow(project)
        shown.append(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield show
    for window in shown:
        window.close()
        window.deleteLater()


@pytest.fixture
def window(sample: Project, open_window: Callable[[Project], MainWindow]) -> MainWindow:
    """The sample study in its window."""
    return open_window(sample)


@pytest.fixture
def empty_window(tmp_path: Path, open_window: Callable[[Project], MainWindow]) -> MainWindow:
    """A new study in its window."""
    return open_window(otsannot.new(tmp_path / "Speeches.otsannot", coder="Ada"))


@pytest.fixture
def trigger(qtbot: QtBot) -> Trigger:
    """Triggers an action of the active window by its name, as its menu entry does."""

    def do(name: str) -> None:
        window = QApplication.activeWindow()
        assert window is not None
        action = window.findChild(QAction, name)
        assert isinstance(action, QAction)
        assert action.isEnabled()
        action.trigger()

    return do


@pytest.fixture
def drop() -> Drop:
    """Drops files on a widget as the desktop does."""

    def do(target: QWidget, paths: list[Path]) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        entering = QDragEnterEvent(QPoint(40, 40), copy, data, left, none)
        QApplication.sendEvent(target, entering)
        assert entering.isAccepted()
        QApplication.sendEvent(target, QDropEvent(QPointF(40, 40), copy, data, left, none))

    return do
