"""Long work on a thread of its own: a thin bar in the status bar shows it and can stop it, the window stays usable."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from time import monotonic
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QMainWindow, QProgressBar, QWidget
from shiboken6 import isValid

from otsannot.errors import CancelledError
from otsannot.i18n import _
from otsannot.progress import Progress
from otsannot.ui.layouts import row
from otsannot.ui.panels.parts import tool_button

T = TypeVar("T")

MILLISECONDS_BEFORE_SHOWN = 300
SECONDS_BETWEEN_STEPS = 0.05
BAR_WIDTH = 120


class Task(QObject, Generic[T]):
    """One piece of long work. Its result, or the error it met, arrives on the window's thread."""

    progressed = Signal(str, int, int)
    """What is being done, how many steps of it are done, and of how many; 0 when that is not known."""
    ended = Signal()

    def __init__(self, parent: QObject, label: str, work: Callable[[Progress], T], done: Callable[[T], object]) -> None:
        super().__init__(parent)
        self.label = label
        self._work = work
        self._done = done
        self._stop = threading.Event()
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._future: Future[T] | None = None
        self._is_dropped = False
        # Queued, even when the work was so short that it has ended before anybody could listen.
        self._worked.connect(self._on_worked, Qt.ConnectionType.QueuedConnection)

    _worked = Signal()

    def start(self) -> None:
        """Begin the work."""
        self._future = self._thread.submit(self._work, _Reporting(self.label, self.progressed.emit, self._stop))
        self._future.add_done_callback(lambda _future: self._worked.emit())

    def cancel(self) -> None:
        """Ask the work to stop at its next step, which takes back what it did."""
        self._stop.set()

    def stop(self) -> None:
        """Cancel the work and wait until it has ended; what it brought is dropped."""
        self._is_dropped = True
        self.cancel()
        self._join()

    def _join(self) -> None:
        # The thread still holds this object for a moment after the work has ended.
        self._thread.shutdown(wait=True)

    def _on_worked(self) -> None:
        if self._is_dropped:
            return
        self._join()
        self.ended.emit()
        self.deleteLater()
        assert self._future is not None
        # An error of the work is raised here, on the window's thread, and takes the way of any other.
        result = self._future.result()
        if not _is_gone(self._done):
            self._done(result)


def _is_gone(done: Callable[[T], object]) -> bool:
    """Whether who wanted the result was closed meanwhile, such as a dialog; Qt has then taken its widgets away."""
    who = getattr(done, "__self__", None)
    return isinstance(who, QObject) and not isValid(who)


class _Reporting(Progress):
    """Tells the window how far the work is, a few times a second, and stops the work when asked."""

    def __init__(self, label: str, tell: Callable[[str, int, int], Any], stop: threading.Event) -> None:
        self._label, self._tell, self._stop = label, tell, stop
        self._total = self._steps = 0
        self._told = 0.0

    def start(self, label: str, total: int) -> None:
        self._label, self._total, self._steps = label, total, 0
        self._tell(label, 0, total)

    def advance(self, steps: int = 1) -> None:
        if self._stop.is_set():
            raise CancelledError
        self._steps += steps
        if monotonic() - self._told > SECONDS_BETWEEN_STEPS:
            self._told = monotonic()
            self._tell(self._label, self._steps, self._total)


class TaskStrip(QWidget):
    """A label, a thin bar and a button to stop; it appears when the work takes longer than a moment."""

    def __init__(self, task: Task[Any], parent: QWidget) -> None:
        super().__init__(parent)
        self._label = QLabel(task.label, self)
        self._bar = QProgressBar(self, textVisible=False, maximum=0)
        self._bar.setFixedWidth(BAR_WIDTH)
        self._bar.setAccessibleName(task.label)
        self.stop_button = tool_button("close", _("Stop “{work}”").format(work=task.label), task.cancel)
        self.stop_button.setObjectName("stopTask")
        layout = row(self)
        for widget in (self._label, self._bar, self.stop_button):
            layout.addWidget(widget)
        self.hide()
        task.progressed.connect(self._on_progressed)
        task.ended.connect(self.deleteLater)
        QTimer.singleShot(MILLISECONDS_BEFORE_SHOWN, self, self.show)

    def _on_progressed(self, label: str, steps: int, total: int) -> None:
        self._label.setText(label)
        self._bar.setMaximum(total)
        self._bar.setValue(min(steps, total))


def run(parent: QMainWindow, label: str, work: Callable[[Progress], T], done: Callable[[T], object]) -> Task[T]:
    """Do long work beside the window, then give its result to `done` on the window's thread.

    `work` runs on another thread and must touch no widget. An error it raises appears like one of a slot;
    CancelledError is silent.
    """
    task = Task(parent, label, work, done)
    strip = TaskStrip(task, parent)
    parent.statusBar().addPermanentWidget(strip)
    strip.hide()  # a status bar shows what is put into it
    task.start()
    return task


def running(parent: QMainWindow) -> list[Task[Any]]:
    """The work that has not ended yet."""
    return [child for child in parent.children() if isinstance(child, Task)]


def stop_all(parent: QMainWindow) -> None:
    """Cancel all work of a window and wait until it has ended."""
    for task in running(parent):
        task.stop()
