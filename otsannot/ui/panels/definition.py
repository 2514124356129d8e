"""What the current code means, to read and to write."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QToolButton, QVBoxLayout, QWidget

from otsannot.i18n import _
from otsannot.model.nouns import DEFINITION_FIELDS, Code
from otsannot.store import Change, codes
from otsannot.ui import theme
from otsannot.ui.icons import icon
from otsannot.ui.live_project import LiveProject
from otsannot.ui.panels.parts import NoteField, heading_row, panel_layout, plain_label, scrolling

READ_FIELDS = ("brief_definition", "when_to_use", "when_not_to_use", "example")
"""The fields a coder looks up while coding; the others are seen when the definition is edited."""


class DefinitionArea(QWidget):
    """The definition of one code; what is typed is written down when the focus leaves the field.

    It keeps its place while there is no code to define: rows that moved under the mouse would spoil a double-click.
    """

    done = Signal()
    """The user has left the fields with a key."""

    def __init__(self, live: LiveProject, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("definitionArea")
        self._live = live
        self._code_id: int | None = None
        self._stored: dict[str, str] = {}
        self._title = plain_label()
        self._edit = QToolButton()
        self._edit.setIcon(icon("edit"))
        self._edit.setCheckable(True)
        self._edit.setToolTip(_("Edit definition"))
        self._edit.setAccessibleName(_("Edit definition"))
        self._edit.toggled.connect(self._show)
        self._none = plain_label(quiet=True)
        self._captions: dict[str, QLabel] = {}
        self._texts: dict[str, QLabel] = {}
        self.fields: dict[str, NoteField] = {}
        self._build()
        self._reload()
        live.changed.connect(self._on_changed)
        live.leaving.connect(self.flush)

    def set_code(self, code_id: int | None) -> None:
        """Show another code, or nothing."""
        if code_id != self._code_id:
            self.flush()
            self._code_id = code_id
            self._edit.setChecked(False)
            self._reload()

    def edit(self) -> None:
        """Open the fields for writing."""
        if self._code_id is not None:
            self._edit.setChecked(True)
            self.fields[DEFINITION_FIELDS[0]].setFocus()

    def flush(self) -> None:
        """Write down what was typed, one edit for each field."""
        for field in DEFINITION_FIELDS:
            self._save(field)

    def _build(self) -> None:
        column = panel_layout(self)
        column.addLayout(heading_row(self._title, self._edit))
        inside = QWidget()
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(theme.MARGIN - theme.UNIT, 0, theme.MARGIN - theme.UNIT, theme.MARGIN)
        lines.setSpacing(2)
        lines.addWidget(self._none)
        for name, caption in _captions().items():
            self._captions[name] = plain_label(caption, quiet=True)
            self._texts[name] = plain_label(selectable=True)
            self._texts[name].setAccessibleName(caption)
            self.fields[name] = NoteField(caption)
            self.fields[name].left.connect(partial(self._save, name))
            self.fields[name].done.connect(self._on_done)
            for widget in (self._captions[name], self._texts[name], self.fields[name]):
                lines.addWidget(widget)
            lines.addSpacing(theme.UNIT + 2)
        lines.addStretch(1)
        column.addWidget(scrolling(inside), 1)

    def _on_changed(self, change: Change) -> None:
        ids = change.ids(Code)
        if self._code_id is not None and (ids is None or self._code_id in ids):
            self._reload()

    def _reload(self) -> None:
        row = self._live.book.by_id.get(self._code_id or 0)
        self._code_id = None if row is None else row.id
        self._edit.setVisible(row is not None)
        self._edit.setChecked(row is not None and self._edit.isChecked())
        fresh = dict.fromkeys(DEFINITION_FIELDS, "")
        if row is not None:
            with self._live.read() as session:
                fresh = codes.definition(session, row.id)._asdict()
        for field, text in fresh.items():
            note = self.fields[field]
            if row is None or note.note() == self._stored.get(field, ""):
                note.set_note(text)
                self._stored[field] = note.note()
            self._texts[field].setText(text)
        self._title.setText(_("Definition") if row is None else row.name)
        self._none.setText(_("Choose a code to see what it means.") if row is None else _("Not defined yet."))
        self._show()

    def _show(self) -> None:
        editing = self._edit.isChecked()
        if not editing:
            self.flush()
        for field in DEFINITION_FIELDS:
            read = not editing and field in READ_FIELDS and bool(self._texts[field].text())
            self._captions[field].setVisible(editing or read)
            self._texts[field].setVisible(read)
            self.fields[field].setVisible(editing)
        self._none.setVisible(not editing and not any(self._texts[field].text() for field in READ_FIELDS))

    def _on_done(self) -> None:
        if all(note.note() == self._stored.get(field, "") for field, note in self.fields.items()):
            self._edit.setChecked(False)
            self.done.emit()

    def _save(self, field: str) -> None:
        text = self.fields[field].note()
        if self._code_id is None or text == self._stored.get(field, ""):
            return
        with self._live.edit(_("Edit definition")) as edit:
            codes.define_code(edit, self._code_id, **{field: text})
        self._stored[field] = text


def _captions() -> dict[str, str]:
    return {
        "brief_definition": _("Brief definition"),
        "full_definition": _("Full definition"),
        "when_to_use": _("When to use"),
        "when_not_to_use": _("When not to use"),
        "example": _("Example"),
        "memo": _("Memo"),
    }
