"""What every picture is taken on: the sample study in a window, and a camera that sees popups too."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

import otsannot
from otsannot.project import Project
from otsannot.sample import create_sample
from otsannot.ui import theme
from otsannot.ui.document.reading_view import FLASH_MILLISECONDS
from otsannot.ui.main_window import MainWindow

WIDTH, HEIGHT = 1440, 900
CODER = "Ayla"
LONGEST_WORK = 20_000
MILLISECONDS_TO_SETTLE = FLASH_MILLISECONDS + 300


class Stage:
    """Opens windows in one look after the other, and closes them again."""

    def __init__(self, scratch: Path) -> None:
        self._app = QApplication([])
        self._scratch = scratch
        os.chdir(scratch)  # so that pictures name no folder of this machine
        self._windows: list[QWidget] = []
        self._sample = scratch / "OTS sample study.otsannot"
        create_sample(self._sample).close()
        self.look = ""

    def dress(self, look: str) -> None:
        """Put on a theme."""
        self.look = look
        theme.apply(self._app, look)

    def study(self, document: str) -> MainWindow:
        """A fresh copy of the sample study in its window, with a document open."""
        folder = self._scratch / f"{self.look} {len(list(self._scratch.iterdir()))}"
        folder.mkdir()
        path = folder / self._sample.name
        shutil.copy(self._sample, path)
        window = self.window(otsannot.open(path, coder=CODER))
        window.open_document(document)
        return window

    def window(self, project: Project) -> MainWindow:
        """A project in its window."""
        window = MainWindow(project)
        window.resize(WIDTH, HEIGHT)
        self.show(window)
        return window

    def show(self, window: QWidget) -> None:
        """Show a window until the picture is taken."""
        self._windows.append(window)
        window.show()
        window.activateWindow()
        QTest.qWaitForWindowActive(window)

    def folder(self) -> Path:
        """A place for files that a scene needs."""
        return self._scratch

    def photograph(self, window: QWidget) -> QPixmap:
        """The window as it is when everything has come to rest, with the popup over it if there is one."""
        QTest.qWait(MILLISECONDS_TO_SETTLE)
        picture = window.grab()
        popup = QApplication.activePopupWidget()
        if popup is not None:
            painter = QPainter(picture)
            painter.drawPixmap(popup.pos() - window.mapToGlobal(QPoint()), popup.grab())
            painter.end()
            popup.close()
        return picture

    def photograph_dialog(self, window: QWidget, name: str) -> QPixmap:
        """A window with the dialog of that name in its middle, once work beside it has shown one."""
        for _wait in range(LONGEST_WORK // MILLISECONDS_TO_SETTLE):
            if window.findChild(QDialog, name) is not None:
                break
            QTest.qWait(MILLISECONDS_TO_SETTLE)
        dialog = window.findChild(QDialog, name)
        assert dialog is not None
        picture = self.photograph(window)
        shown = dialog.grab()
        painter = QPainter(picture)
        place = QRect(QPoint(), dialog.size())
        place.moveCenter(window.rect().center())
        painter.fillRect(place.adjusted(-1, -1, 1, 1), window.palette().mid())
        painter.drawPixmap(place.topLeft(), shown)
        painter.end()
        dialog.reject()
        return picture

    def clear(self) -> None:
        """Close what was shown."""
        for window in self._windows:
            window.close()
        self._windows.clear()
        QTest.qWait(50)
