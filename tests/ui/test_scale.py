"""The interface in all its sizes: it fits the screen that is left, and nothing is cut off."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from otsannot.settings import Settings
from otsannot.ui import theme
from otsannot.ui.main_window import MainWindow
from otsannot.ui.welcome import WelcomeWindow

SCREEN = QSize(768, 432)
"""What is left of 1920 x 1080 pixels at 250 %."""

STARTED = """
import os, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from otsannot.ui import app, windows
def told():
    print(QApplication.primaryScreen().devicePixelRatio())
    QApplication.quit()
QTimer.singleShot(0, told)
app.run(None)
"""


@pytest.mark.parametrize("name", theme.LOOKS)
def test_the_window_fits_the_smallest_screen(window: MainWindow, qapp: QApplication, name: str, qtbot: QtBot) -> None:
    theme.apply(qapp, name)
    window.resize(SCREEN)
    qtbot.waitUntil(lambda: window.size() == SCREEN)
    for part in (window.documents, window.codebook, window.inspector, window.pane, window.status):
        corner = part.mapTo(window, part.rect().bottomRight())
        assert window.rect().contains(corner)
    for button in window.documents.findChildren(QToolButton) + window.codebook.findChildren(QToolButton):
        if button.isVisible() and not isinstance(button.parent(), QLineEdit):
            assert button.width() >= button.minimumSizeHint().width()
    theme.apply(qapp, "light")


def test_the_welcome_fits_the_smallest_screen(qtbot: QtBot) -> None:
    welcome = WelcomeWindow()
    qtbot.addWidget(welcome)
    welcome.show()
    welcome.resize(SCREEN)
    assert welcome.size() == SCREEN


@pytest.mark.parametrize(
    ("chosen", "outside", "ratio"), [(250, None, 2.5), (100, None, 1.0), (7, None, 1.0), (200, "1.5", 1.5)]
)
def test_the_chosen_size_counts_when_the_program_starts(chosen: int, outside: str | None, ratio: float) -> None:
    Settings(interface_scale=chosen).save()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    environment.pop("QT_SCALE_FACTOR", None)
    if outside is not None:
        environment["QT_SCALE_FACTOR"] = outside
    done = subprocess.run(
        [sys.executable, "-c", STARTED], capture_output=True, text=True, env=environment, check=True, timeout=60
    )
    assert float(done.stdout) == ratio
