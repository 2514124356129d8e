"""What is known about the document on the desk: its attributes, its size, where it came from."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from otsannot.i18n import _, ngettext
from otsannot.model.nouns import Attribute, AttributeValue, Case, CaseMember, Document, DocumentGroup, GroupMember
from otsannot.store import Change, attributes, cases, documents, groups
from otsannot.store.documents import DocumentRow
from otsannot.ui import theme
from otsannot.ui.desk import Desk
from otsannot.ui.item_models import wording
from otsannot.ui.live_project import LiveProject
from otsannot.ui.panels.parts import hairline, panel_layout, plain_label


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
        desk.document_changed.connect(self._reload)
        live.changed.connect(self._on_changed)
        self._reload()

    def _on_changed(self, change: Change) -> None:
        if change.touches(Document, Attribute, AttributeValue, Case, CaseMember, DocumentGroup, GroupMember):
            self._reload()

    def _reload(self) -> None:
        while (line := self._lines.takeAt(0)) is not None:
            shown = line.widget()
            if shown is not None:
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
                    self._add_line(name, value)

    def _add_line(self, name: str, value: str) -> None:
        caption, text = plain_label(name, quiet=True), plain_label(value, selectable=True)
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
