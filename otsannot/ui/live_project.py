"""A QObject around the project: it says when something changed, here or in another window."""

from __future__ import annotations

from contextlib import AbstractContextManager

from PySide6.QtCore import QObject, QTimer, Signal

from otsannot.errors import OtsannotError
from otsannot.i18n import _
from otsannot.model.code_tree import CodeTree
from otsannot.model.nouns import Code
from otsannot.project import Project
from otsannot.store import Change, Edit, Snapshot, codes
from otsannot.ui.item_models.code_search import CodeIndex

MILLISECONDS_BETWEEN_LOOKS = 1000

MILLISECONDS_BEFORE_FOLDING = 1000
MILLISECONDS_BETWEEN_FOLDINGS = 12
SECONDS_OF_FOLDING = 0.004
"""So long is folded at once: the reader does not notice it."""


class LiveProject(QObject):
    """The project as the window sees it. `changed` carries a Change after every edit, undo and redo."""

    changed = Signal(object)
    code_index_complete = Signal()
    """All definitions are folded: a search that was made before may find more."""
    coder_changed = Signal(str)
    leaving = Signal()
    """Undo, long work or the end follows: what is being typed must be written down now."""
    closing = Signal()
    """The file is closed next: whoever reads it on another thread must stop now."""
    _heard = Signal(object)

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project = project
        self.busy_with: str | None = None
        self.is_open = True
        self._book: CodeTree | None = None
        self._index: CodeIndex | None = None
        self._folding = QTimer(self, interval=MILLISECONDS_BEFORE_FOLDING)
        self._folding.timeout.connect(self._fold)
        self._heard.connect(self._tell)
        project.store.listeners.append(self._heard.emit)
        self._clock = QTimer(self, interval=MILLISECONDS_BETWEEN_LOOKS)
        self._clock.timeout.connect(project.store.catch_up)
        self._clock.start()

    @property
    def book(self) -> CodeTree:
        """The codebook as it is now, read once for each state of it."""
        if self._book is None:
            with self.read() as session:
                self._book = codes.tree(session)
        return self._book

    @property
    def code_index(self) -> CodeIndex:
        """The codebook as it is now, to be searched; what is not folded yet is folded while nothing else is done."""
        if self._index is None:
            with self.read() as session:
                self._index = CodeIndex(self.book, codes.meanings(session))
            self._folding.start(MILLISECONDS_BETWEEN_FOLDINGS)
        return self._index

    def prepare_search(self) -> None:
        """Fold the codebook soon, before anybody searches in it."""
        self._folding.start(MILLISECONDS_BEFORE_FOLDING)

    @property
    def coder(self) -> str:
        """Who is coding."""
        return self.project.coder

    def set_coder(self, name: str) -> None:
        """Say who codes from now on."""
        self.project.coder = name
        self.coder_changed.emit(name)

    def read(self) -> AbstractContextManager[Snapshot]:
        """A snapshot to read from."""
        return self.project.read()

    def edit(self, label: str) -> AbstractContextManager[Edit]:
        """One edit by the present coder; `label` is what undo calls it.

        Raises OtsannotError while long work (`busy_with`) writes: the window would stand still until it ends.
        """
        self.check_free()
        return self.project.edit(label)

    def check_free(self) -> None:
        """Raises OtsannotError while long work writes."""
        if self.busy_with is not None:
            raise OtsannotError(_("Wait until “{work}” has ended, or stop it.").format(work=self.busy_with))

    def undo(self) -> Change | None:
        """Take the last edit back; None when there is none."""
        self.check_free()
        return self.project.undo()

    def redo(self) -> Change | None:
        """Do the edit again that was undone last; None when there is none."""
        self.check_free()
        return self.project.redo()

    def close(self) -> None:
        """Stop listening and close the file."""
        self.is_open = False
        self._clock.stop()
        self.closing.emit()
        self._folding.stop()
        self.project.store.listeners.clear()
        self.project.close()

    def _fold(self) -> None:
        self._folding.setInterval(MILLISECONDS_BETWEEN_FOLDINGS)
        if self.code_index.warm(SECONDS_OF_FOLDING):
            self._folding.stop()
            self.code_index_complete.emit()

    def _tell(self, change: Change) -> None:
        """Pass a change on. The store may have told it on the thread of a long task; here it is the window's."""
        if not self.is_open:
            return
        if change.touches(Code):
            self._book = None
            if self._index is not None:
                self._index = None
                self.prepare_search()
        self.changed.emit(change)
