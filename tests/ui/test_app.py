"""Tests of otsannot.ui.app, each in a process of its own, as the program is started."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import otsannot

START = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from otsannot.ui import app, windows

# A timer needs the application, which the program makes just before it waits for events.
def after(milliseconds, slot):
    timers.append((milliseconds, slot))

def execute(*_):
    for milliseconds, slot in timers:
        QTimer.singleShot(milliseconds, slot)
    return wait()

timers = []
wait, QApplication.exec = QApplication.exec, execute
{body}
"""


def run(body: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "OTSANNOT_CONFIG": str(folder / "config")}
    command = [sys.executable, "-c", START.format(body=body)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=20, check=False)


def test_what_a_project_needs_is_not_imported_before_the_welcome_is_shown(tmp_path: Path) -> None:
    done = run("windows.show_welcome\nprint([m for m in ('sqlalchemy', 'sqlmodel') if m in sys.modules])", tmp_path)
    assert (done.stdout, done.returncode) == ("[]\n", 0)


def test_the_program_ends_with_its_last_window(tmp_path: Path) -> None:
    body = "after(400, lambda: QApplication.closeAllWindows())\nsys.exit(app.run(None))"
    assert run(body, tmp_path).returncode == 0


def test_a_project_is_shown_and_remembered(tmp_path: Path) -> None:
    path = tmp_path / "study.otsannot"
    otsannot.new(path).close()
    body = f"""
from pathlib import Path
from otsannot import settings
def look():
    app_ = QApplication.instance()
    print(app_.applicationName(), app_.desktopFileName(), app_.windowIcon().isNull())
    print([w.windowTitle() for w in app_.topLevelWidgets() if w.objectName() == "mainWindow"])
    app_.closeAllWindows()
after(100, look)
app.run(Path({str(path)!r}))
print(settings.load().recent)
"""
    done = run(body, tmp_path)
    assert done.stdout == f"otsannot otsannot False\n['study — otsannot']\n[{str(path)!r}]\n"


def test_a_path_that_cannot_be_opened_is_told_on_the_command_line_without_a_window(tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if key != "DISPLAY"}
    command = [sys.executable, "-m", "otsannot", str(tmp_path / "missing.otsannot")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=20, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"otsannot: There is no project {tmp_path / 'missing.otsannot'}.\n"


@pytest.mark.parametrize(
    ("error", "said"), [("ZeroDivisionError('x')", "ZeroDivisionError: x"), ("KeyboardInterrupt()", "")]
)
def test_a_bug_is_printed_and_an_interrupt_ends_the_program(tmp_path: Path, error: str, said: str) -> None:
    body = f"""
def fail():
    raise {error}
after(100, fail)
after(500, lambda: QApplication.closeAllWindows())
sys.exit(app.run(None))
"""
    done = run(body, tmp_path)
    assert done.returncode == 0
    assert said in done.stderr
    assert ("Traceback" in done.stderr) == bool(said)


def test_messages_write_numbers_as_the_window_does(tmp_path: Path) -> None:
    body = """
from otsannot import i18n
from otsannot.ui.item_models import wording
after(400, lambda: (print(i18n.Numbers.grouped is wording.number), QApplication.closeAllWindows()))
sys.exit(app.run(None))"""
    assert run(body, tmp_path).stdout == "True\n"
