"""The command palette: every action, code and document by a few letters and Enter."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtWidgets import QWidget

from otsannot.i18n import _
from otsannot.model.nouns import Code, Document
from otsannot.store import Change, documents
from otsannot.ui import theme
from otsannot.ui.actions import Actions, registry
from otsannot.ui.choosing.steered_box import SteeredBox
from otsannot.ui.choosing.steering_line import SteeringLine
from otsannot.ui.desk import Desk
from otsannot.ui.item_models.palette_delegate import PaletteDelegate
from otsannot.ui.item_models.palette_list import Entry, PaletteModel, Searched, searched
from otsannot.ui.live_project import LiveProject

LETTERS = 76
"""How wide the palette is, in letters of its font."""
ROWS = 12
REMEMBERED = 12
MILLISECONDS_BEFORE_READING = 1_500
READ_AT_ONCE = 500
"""So many names are made ready to be found between two events."""


class Palette(SteeredBox):
    """A popup at the top of the window; Esc leaves everything, and the focus, as it was."""

    code_wanted = Signal(int)
    """A code shall be shown in the codebook."""

    def __init__(self, live: LiveProject, desk: Desk, actions: Actions, window: QWidget) -> None:
        self.model = PaletteModel()
        line = SteeringLine(_("Action, code or document"), ROWS)
        super().__init__(window, _("Command palette"), line, self.model, kept=True)
        self.setObjectName("commandPalette")
        self.list.setItemDelegate(PaletteDelegate(self.model, self.list))
        self.list.setAccessibleName(_("Actions, codes and documents"))
        self.hint.setMinimumHeight(self.hint.fontMetrics().lineSpacing() + 2 * theme.GAP)
        self._live, self._desk, self._actions, self._window = live, desk, actions, window
        self._acting: list[Searched] = []
        self._named: list[Searched] | None = None
        self._waiting: Iterator[Entry] = iter(())
        self._reading: list[Searched] = []
        self._reader = QTimer(self, interval=0)
        self._reader.timeout.connect(self._read_some)
        QTimer.singleShot(MILLISECONDS_BEFORE_READING, self, self._read_names)
        live.changed.connect(self._on_changed)
        desk.document_changed.connect(self._on_document)

    @property
    def is_ready(self) -> bool:
        """Whether all names are ready to be found."""
        return self._named is not None

    def open(self) -> None:
        """Open at the top of the window, with what was chosen lately."""
        self._acting = [searched(entry) for entry in self._action_entries()]
        self.line.clear()
        self.refresh()
        self._read_names()
        self.setFixedWidth(min(LETTERS * self.fontMetrics().averageCharWidth(), self._window.width()))
        self.list.show_rows(min(ROWS, self._window.height() * 2 // 3 // theme.ROW_HEIGHT))
        self.adjustSize()
        left = (self._window.width() - self.width()) // 2
        self.move(self._window.mapToGlobal(QPoint(left, self._window.height() // 10)))
        self.show()
        self.setFocus()

    # What there is

    def _action_entries(self) -> list[Entry]:
        found = []
        for spec in registry():
            text = self._actions[spec.name].text().replace("&&", "\0").replace("&", "").replace("\0", "&")
            keys = ", ".join(self._actions.keys(spec.name).shown[:1])
            why_not = self._actions.why_not(spec.name)
            name = text.removesuffix("…")
            found.append(Entry(f"action:{spec.name}", name, _("Action"), "", keys, spec.icon, why_not=why_not))
        return [entry for entry in found if entry.key != "action:view.palette"]

    def _code_entries(self) -> Iterator[Entry]:
        book, kind = self._live.book, _("Code")
        for row in book.walk():
            above = "" if row.parent_id is None else book.path(row.parent_id)
            yield Entry(f"code:{row.id}", row.name, kind, above, colour=row.colour)

    def _document_entries(self) -> Iterator[Entry]:
        with self._live.read() as session:
            names = documents.names(session)
        kind = _("Document")
        yield from (Entry(f"document:{number}", name, kind, icon="document") for number, name in names)

    def _read_names(self) -> None:
        """Make the names of codes and documents ready to be found, a few at a time, so that nobody waits for them."""
        if self._named is None and not self._reader.isActive():
            self._waiting, self._reading = chain(self._code_entries(), self._document_entries()), []
            self._reader.start()

    def _read_some(self) -> None:
        some = list(islice(self._waiting, READ_AT_ONCE))
        self._reading += map(searched, some)
        if not some:
            self._reader.stop()
            self._named = self._reading

    def _pool(self) -> list[Searched]:
        self._read_names()
        while self._reader.isActive():
            self._read_some()
        return self._acting + (self._named or [])

    def _recent(self) -> list[Entry]:
        """What was chosen lately and is still there, but not the document that is open."""
        open_one = "" if self._desk.document is None else f"document:{self._desk.document.id}"
        keys = [key for key in self._desk.state.recent_choices if key != open_one]
        known = {candidate.entry.key: candidate.entry for candidate in self._acting}
        with self._live.read() as session:
            rows = [documents.row(session, int(key[9:])) for key in keys if key.startswith("document:")]
        for row in rows:
            if row is not None:
                known[f"document:{row.id}"] = Entry(f"document:{row.id}", row.name, _("Document"), icon="document")
        known.update((entry.key, entry) for entry in self._code_entries() if entry.key in keys)
        return [known[key] for key in keys if key in known]

    # What is done with it

    def find_rows(self) -> None:
        query = self.line.text()
        if query.strip():
            self.model.find(query, self._pool(), self._desk.state.recent_choices)
        else:
            actions = (candidate.entry for candidate in self._acting)
            # What there is nine of is found by typing.
            self.model.offer(self._recent(), (entry for entry in actions if not entry.key[-1].isdigit()))

    def accept(self) -> None:
        self._take(otherwise=False)

    def accept_otherwise(self) -> None:
        self._take(otherwise=True)

    def _take(self, *, otherwise: bool) -> None:
        index = self.list.currentIndex()
        if not index.isValid() or self.model.choice(index).why_not:
            return
        key = self.model.choice(index).key
        self.close()
        self._note(key)
        kind, _colon, name = key.partition(":")
        if kind == "action":
            self._actions[name].trigger()
        elif kind == "document":
            self._desk.open_document(int(name))
            self._desk.reading_wanted.emit()
        elif self._applies(int(name)) and not otherwise:
            self._desk.pen.apply_codes([int(name)])
        else:
            self.code_wanted.emit(int(name))

    def _applies(self, code_id: int) -> bool:
        """Whether Enter gives a code to the text; folders and codes without a target are shown in the codebook."""
        return not self._live.book.by_id[code_id].is_folder and not self._actions.why_not("code.apply")

    def tell_row(self) -> None:
        super().tell_row()
        index = self.list.currentIndex()
        if index.isValid():
            entry = self.model.choice(index)
            self.hint.setText(entry.why_not or self._use(entry))
        else:
            self.hint.setText(_("Nothing answers these letters."))

    def _use(self, entry: Entry) -> str:
        if entry.key.startswith("action:"):
            return _("Enter does it.")
        if entry.key.startswith("document:"):
            return _("Enter opens the document.")
        if self._applies(int(entry.key.partition(":")[2])):
            return _("Enter applies the code, Ctrl+Enter shows it in the codebook.")
        return _("Enter shows the code in the codebook.")

    def _note(self, key: str) -> None:
        state = self._desk.state
        state.recent_choices = [key, *(other for other in state.recent_choices if other != key)][:REMEMBERED]

    def _on_document(self, _document: object) -> None:
        if self._desk.document is not None:
            self._note(f"document:{self._desk.document.id}")

    def _on_changed(self, change: Change) -> None:
        if change.touches(Document, Code):
            self._reader.stop()
            self._named = None
