"""Takes the pictures in docs/screenshots: the window with the sample study, light and dark, and the welcome."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

WIDTH, HEIGHT = 1440, 900
CODER = "Ayla"
PLACES = {"light": ("Kocaman 2025", "Energy ministers"), "dark": ("Orkhon Lines", "the prince")}
"""The document each picture shows, and the words at or after which its current passage begins."""


def take(folder: Path) -> list[Path]:
    """Write the pictures into a folder; returns their paths."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QWidget

    import otsannot
    from otsannot.sample import create_sample
    from otsannot.ui import theme
    from otsannot.ui.document.reading_view import FLASH_MILLISECONDS
    from otsannot.ui.main_window import MainWindow
    from otsannot.ui.welcome import WelcomeWindow

    app = QApplication([])
    taken: list[Path] = []

    def picture(window: QWidget, name: str) -> None:
        app.processEvents()
        taken.append(folder / f"{name}.png")
        window.grab().save(str(taken[-1]))

    with tempfile.TemporaryDirectory() as scratch:
        os.environ["OTSANNOT_CONFIG"] = scratch
        study = Path(scratch) / "OTS sample study.otsannot"
        create_sample(study).close()
        for look, (document, words) in PLACES.items():
            theme.apply(app, look)
            window = MainWindow(otsannot.open(study, coder=CODER))
            window.resize(WIDTH, HEIGHT)
            window.show()
            window.open_document(document)
            begin = window.desk.text.index(words)
            own = [p for p in window.desk.passages if p.coder == CODER and p.comment and p.start >= begin]
            window.desk.select_passage(own[0].annotation_id, reveal=True)
            QTest.qWait(FLASH_MILLISECONDS + 100)
            picture(window, look)
            window.close()
        theme.apply(app, "light")
        welcome = WelcomeWindow()
        welcome.show()
        picture(welcome, "welcome")
        welcome.close()
    return taken


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    for path in take(target):
        sys.stdout.write(f"{path}\n")
