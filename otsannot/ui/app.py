"""Starts the window: the application, its looks, and the first thing to see."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from threading import Thread

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

import otsannot
from otsannot import i18n, settings
from otsannot.ui import alerts, theme, windows
from otsannot.ui.icons import app_icon
from otsannot.ui.item_models import wording
from otsannot.ui.preferences import SCALES

MILLISECONDS_TO_PAINT = 150


def run(path: Path | None) -> int:
    """Show a project, or the welcome, until the last window is closed; returns the exit code.

    Raises OtsannotError, before there is any window, when the project cannot be opened.
    """
    project = None if path is None else otsannot.open(path)
    known = settings.load()
    if known.interface_scale in SCALES:
        # Qt reads it once, before there is an application; who has set it outside of us knows better.
        os.environ.setdefault("QT_SCALE_FACTOR", str(known.interface_scale / 100))
    app = QApplication(sys.argv[:1])
    app.setApplicationName("otsannot")
    i18n.Numbers.grouped = wording.number
    app.setDesktopFileName("otsannot")
    app.setWindowIcon(app_icon())
    theme.apply(app, known.theme)
    alerts.install()
    if project is None:
        windows.show_welcome()
        QTimer.singleShot(MILLISECONDS_TO_PAINT, _warm_up)
    else:
        windows.show_project(project)
    return app.exec()


def _warm_up() -> None:
    """Import what a project needs while the user reads the welcome, so that the next click is answered at once."""
    Thread(target=import_module, args=("otsannot.sample",)).start()
