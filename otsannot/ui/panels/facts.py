"""What is known about the document on the desk: its attributes, its size, where it came from."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from otsannot.i18n import _, ngettext
from otsannot.model.nouns import Attribute, AttributeValue, Case, CaseMember, Document, DocumentGroup, GroupMember
from otsannot.model.spans import covered
from otsannot.store import Change, attributes, cases, documents, groups
from otsannot.store.documents import DocumentRow
from otsannot.ui import theme
from otsannot.ui.desk import Desk
from otsannot.ui.item_models import wording
from otsannot.ui.live_project import LiveProject
from otsannot.ui.panels.parts import hairline, panel_layout, plain_label

MILLISECONDS_BEFORE_COUNTING = 150
COUNTED_AT_ONCE = 1000
"""More passages than these are counted when the text is on the screen."""


class DocumentFacts(QWidget):
    """One line for each fact."""

    def __init__(self, live: LiveProject, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._live = live
        self._desk = desk
        self._title = plain_label()
        column = panel_layout(self)
        column.setSpacing(theme.GAP)
        column.addWidget(hairline())
        column.addWidget(theme.heading(self._title))
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(theme.MARGIN - theme.UNIT)
        self._lines.setVerticalSpacing(6)
        self._lines.setColumnStretch(1, 1)
        column.addLayout(self._lines)
        self._coded = plain_label(selectable=True)
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self._count)
        desk.document_changed.connect(self._reload)
        desk.passages_changed.connect(lambda _gone, _came: self._pause.start(MILLISECONDS_BEFORE_COUNTING))
        desk.passages_reloaded.connect(lambda: self._pause.start(MILLISECONDS_BEFORE_COUNTING))
        live.changed.connect(self._on_changed)
        self._reload()

    def _on_changed(self, change: Change) -> None:
        if change.touches(Document, Attribute, AttributeValue, Case, CaseMember, DocumentGroup, GroupMember):
            self._reload()

    def _reload(self) -> None:
        while (line := self._lines.takeAt(0)) is not None:
            shown = line.widget()
            if shown is not None and shown is not self._coded:
                shown.hide()
                shown.deleteLater()
        row = None
        if self._desk.document is not None:
            with self._live.read() as session:
                row = documents.row(session, self._desk.document.id)
                facts = attributes.facts(session, self._desk.document.id)
                shelves = {
                    _("Cases"): "\n".join(cases.names_of(session, self._desk.document.id)),
                    _("Groups"): "\n".join(groups.names_of(session, self._desk.document.id)),
                }
        self.setVisible(row is not None)
        if row is not None:
            self._title.setText(row.name)
            for name, value in [*facts.items(), *shelves.items(), *_own_facts(row).items()]:
                if value:
                    self._add_line(name, plain_label(value, selectable=True))
            self._add_line(_("Coded"), self._coded)
            self._coded.clear()
            self._pause.start(0 if len(self._desk.passages) < COUNTED_AT_ONCE else MILLISECONDS_BEFORE_COUNTING)

    def _count(self) -> None:
        """Say how much of the text is coded, by whomever, and in how many passages."""
        document = self._desk.document
        if document is None:
            return
        coded = [(passage.start, passage.end) for passage in self._desk.passages if passage.codes]
        share = covered(coded) / document.length if document.length else 0.0
        count = ngettext("{count} passage", "{count} passages", len(coded))
        self._coded.setText(_("{share} in {passages}").format(share=wording.percent(share), passages=count))

    def _add_line(self, name: str, text: QLabel) -> None:
        caption = plain_label(name, quiet=True)
        caption.setWordWrap(False)
        text.setAccessibleName(name)
        place = self._lines.rowCount()
        self._lines.addWidget(caption, place, 0, Qt.AlignmentFlag.AlignTop)
        self._lines.addWidget(text, place, 1)


def _own_facts(row: DocumentRow) -> dict[str, str]:
    size = [
        ngettext("{count} character", "{count} characters", row.length),
        ngettext("{count} paragraph", "{count} paragraphs", row.paragraphs),
    ]
    return {
        _("Language"): wording.language_name(row.language) if row.language else "",
        _("Length"): "\n".join(size),
        _("Source"): row.source,
        _("Encoding"): row.encoding,
        _("Imported"): wording.local_time(row.created),
    }
