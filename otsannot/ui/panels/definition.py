"""What the current code means, to read and to write while one codes."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from otsannot.i18n import _
from otsannot.model.field_names import definition_captions
from otsannot.model.nouns import DEFINITION_FIELDS, Code
from otsannot.store import Change, codes
from otsannot.ui import theme
from otsannot.ui.icons import icon
from otsannot.ui.live_project import LiveProject
from otsannot.ui.panels.flow_layout import FlowLayout
from otsannot.ui.panels.parts import NoteField, heading_row, panel_layout, plain_label, scrolling

MILLISECONDS_OF_PAUSE = 2000
LINES = (1, 12)
"""How many lines a field shows, the fewest and the most."""
QWIDGETSIZE_MAX = 16_777_215
"""What Qt takes for no limit of a height."""
INSET = 7
"""How far a field's text stands from its edge, in pixels; what stands above it is set in as far."""


class DefinitionArea(QWidget):
    """The definition of one code, every field in its place; each pause in typing makes one edit.

    Fields without text are offered by name beneath the others. The area keeps its place while there is no code to
    define: rows that moved under the mouse would spoil a double-click.
    """

    done = Signal()
    """The user has left the fields with a key."""
    toggled = Signal(bool)
    """The area was opened or closed by its heading."""

    def __init__(self, live: LiveProject, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("definitionArea")
        self._live = live
        self._code_id: int | None = None
        self._is_open = True
        self._stored: dict[str, str] = dict.fromkeys(DEFINITION_FIELDS, "")
        self._asked: set[str] = set()
        self.title = plain_label()
        self.opener = QToolButton()
        self._none = plain_label(quiet=True)
        self._none.setContentsMargins(INSET, 0, 0, 0)
        self._captions: dict[str, QLabel] = {}
        self._offers: dict[str, QPushButton] = {}
        self.fields: dict[str, NoteField] = {}
        self._pause = QTimer(self, singleShot=True, interval=MILLISECONDS_OF_PAUSE)
        self._build()
        self._reload()
        self._pause.timeout.connect(self.flush)
        live.changed.connect(self._on_changed)
        live.leaving.connect(self.flush)

    @property
    def is_open(self) -> bool:
        """Whether the fields are seen, and not the heading alone."""
        return self._is_open

    def set_open(self, is_open: bool) -> None:
        """Show the fields, or the heading alone."""
        if is_open != self._is_open:
            self._is_open = is_open
            self._show_open()
            self.toggled.emit(is_open)

    def set_code(self, code_id: int | None) -> None:
        """Show another code, or nothing."""
        if code_id != self._code_id:
            self.flush()
            self._code_id = code_id
            self._asked.clear()
            self._reload()

    def edit(self) -> None:
        """Go to the first field to write in it."""
        if self._code_id is not None:
            self.set_open(True)
            self._ask_for(DEFINITION_FIELDS[0])

    def flush(self) -> None:
        """Write down what was typed, one edit for each field."""
        self._pause.stop()
        for field in DEFINITION_FIELDS:
            self._save(field)

    def _build(self) -> None:
        column = panel_layout(self)
        self.opener.clicked.connect(lambda: self.set_open(not self._is_open))
        column.addLayout(heading_row(self.title, self.opener))
        inside = QWidget()
        lines = QVBoxLayout(inside)
        side = theme.MARGIN - theme.UNIT - INSET
        lines.setContentsMargins(side, 0, side, theme.MARGIN)
        lines.setSpacing(2)
        lines.addWidget(self._none)
        offers = FlowLayout()
        for name, caption in definition_captions().items():
            self._captions[name] = plain_label(caption, quiet=True)
            self._captions[name].setContentsMargins(INSET, 0, 0, 0)
            self.fields[name] = field = NoteField(caption, LINES)
            field.setProperty("flat", True)
            field.left.connect(partial(self._save, name))
            field.done.connect(self._on_done)
            field.textChanged.connect(partial(self._on_typed, name))
            lines.addWidget(self._captions[name])
            lines.addWidget(field)
            self._offers[name] = button = QPushButton(icon("add"), caption)
            button.setProperty("flat", True)
            button.setToolTip(_("Write: {field}").format(field=caption))
            button.clicked.connect(lambda _checked=False, name=name: self._ask_for(name))
            offers.addWidget(button)
        lines.addSpacing(theme.UNIT)
        lines.addLayout(offers)
        lines.addStretch(1)
        self._body = scrolling(inside)
        column.addWidget(self._body, 1)
        self._show_open()

    def _show_open(self) -> None:
        is_open = self._is_open
        tip = _("Hide the definition") if is_open else _("Show the definition")
        self.opener.setIcon(icon("chevron-down" if is_open else "chevron-right"))
        self.opener.setToolTip(tip)
        self.opener.setAccessibleName(tip)
        self._body.setVisible(is_open)
        # The splitter gives the area the height of its heading alone.
        self.setMaximumHeight(QWIDGETSIZE_MAX if is_open else self.title.minimumHeight() + theme.GAP + theme.UNIT)

    def _on_changed(self, change: Change) -> None:
        ids = change.ids(Code)
        if self._code_id is not None and (ids is None or self._code_id in ids):
            self._reload()

    def _reload(self) -> None:
        row = self._live.book.by_id.get(self._code_id or 0)
        self._code_id = None if row is None else row.id
        fresh = dict.fromkeys(DEFINITION_FIELDS, "")
        if row is not None:
            with self._live.read() as session:
                fresh = codes.definition(session, row.id)._asdict()
        for field, text in fresh.items():
            note = self.fields[field]
            if row is None or note.note() == self._stored[field]:
                note.set_note(text)
                self._stored[field] = note.note()
        self.title.setText(_("Definition") if row is None else row.name)
        self._none.setText(_("Choose a code to see what it means.") if row is None else "")
        self._show()

    def _show(self) -> None:
        """Show the fields that hold something or were asked for, and offer the others."""
        there = self._code_id is not None
        for name, field in self.fields.items():
            seen = there and (name in self._asked or bool(field.note()) or field.hasFocus())
            self._captions[name].setVisible(seen)
            field.setVisible(seen)
            self._offers[name].setVisible(there and not seen)
        self._none.setVisible(not there)

    def _ask_for(self, name: str) -> None:
        self._asked.add(name)
        self._show()
        self.fields[name].setFocus()
        self._body.ensureWidgetVisible(self.fields[name])

    def _on_typed(self, name: str) -> None:
        if self._code_id is not None and self.fields[name].note() != self._stored[name]:
            self._pause.start()

    def _on_done(self) -> None:
        if all(note.note() == self._stored[field] for field, note in self.fields.items()):
            self._asked.clear()
            self.done.emit()
            self._show()

    def _save(self, field: str) -> None:
        text = self.fields[field].note()
        if self._code_id is None or text == self._stored[field]:
            return
        with self._live.edit(_("Edit definition")) as edit:
            codes.define_code(edit, self._code_id, **{field: text})
        self._stored[field] = text
