"""Which windows are open, and the ways from one to another: a study has one window, no study the welcome."""

from __future__ import annotations

import gc
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QApplication, QMainWindow

from otsannot import settings
from otsannot.i18n import _
from otsannot.progress import Progress
from otsannot.ui import tasks
from otsannot.ui.dialogs import choose
from otsannot.ui.settling import Settling
from otsannot.ui.welcome import WelcomeWindow

if TYPE_CHECKING:
    from otsannot.project import Project
    from otsannot.ui.main_window import MainWindow

# The tables of a project take longer to import than a window to appear, so they are imported when one is opened.

_open: list[QMainWindow] = []


def show_welcome() -> WelcomeWindow:
    """Show the window of those who have no study open."""
    welcome = WelcomeWindow()
    welcome.new_wanted.connect(lambda: new_study(welcome))
    welcome.open_wanted.connect(lambda: open_study(welcome))
    welcome.sample_wanted.connect(lambda: open_sample(welcome))
    welcome.study_wanted.connect(open_path)
    _show(welcome)
    return welcome


def show_project(project: Project) -> MainWindow:
    """Show an open project in a window of its own, in place of the welcome."""
    from otsannot.store.rows import uncollected

    known = settings.load()
    known.remember_project(project.path)
    known.save()
    with uncollected():
        from otsannot.ui.main_window import MainWindow

        window = MainWindow(project)
        gc.freeze()  # what is loaded by now stays to the end; passing over it makes opening a long text a fifth faster
    Settling(window.pane.view, lambda: window.say(_("Keys typed before the text was there were left out.")))
    _show(window)
    window.backing_up.begin()
    for other in [other for other in _open if isinstance(other, WelcomeWindow)]:
        other.close()
    return window


def open_path(path: Path) -> None:
    """Show the project of a file, in the window it has already if so. Raises OtsannotError when it cannot be opened."""
    import otsannot
    from otsannot.ui.main_window import MainWindow

    for window in _open:
        if isinstance(window, MainWindow) and window.project.path.resolve() == path.resolve():
            window.raise_()
            window.activateWindow()
            return
    show_project(otsannot.open(path))


def new_study(parent: QMainWindow) -> None:
    """Ask where, and make an empty study there."""
    import otsannot

    path = choose.new_file(parent, _("New study"), documents_folder() / _("Study.otsannot"), [choose.study_files()])
    if path is not None:
        show_project(otsannot.new(path))


def open_study(parent: QMainWindow) -> None:
    """Ask which study to open."""
    for path in choose.files(parent, _("Open study"), documents_folder(), [choose.study_files()], many=False):
        open_path(path)


def open_sample(parent: QMainWindow) -> None:
    """Show the sample study in the folder where the user keeps documents."""
    from otsannot.sample import create_sample

    path = documents_folder() / "OTS sample study.otsannot"
    if path.exists():
        open_path(path)
        return

    def work(_progress: Progress) -> Project:
        return create_sample(path)

    tasks.run(parent, _("Preparing the sample study"), work, show_project)


def documents_folder() -> Path:
    """Where the user keeps documents; the home folder of one who has no place for them."""
    told = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return told if told.is_dir() else Path.home()


def others(window: QMainWindow) -> list[QMainWindow]:
    """The windows besides one."""
    return [other for other in _open if other is not window and other.isVisible()]


def quit_all() -> None:
    """Close every window, which ends the program."""
    QApplication.closeAllWindows()


def _show(window: QMainWindow) -> None:
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    _open.append(window)
    window.destroyed.connect(partial(_open.remove, window))
    window.show()
