"""The documents as a table: what each is, how far it is coded, and its attributes."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QObject, QTimer

from otsannot.i18n import _
from otsannot.model.nouns import Annotation, Attribute, Document, DocumentGroup, GroupMember
from otsannot.model.spans import covered
from otsannot.store import Change, documents, groups, passages
from otsannot.store.documents import DocumentRow
from otsannot.text.matching import fold
from otsannot.ui.document_filter import DocumentFilter
from otsannot.ui.item_models import wording
from otsannot.ui.item_models.facts_table import Column, FactsTableModel
from otsannot.ui.live_project import LiveProject

SECONDS_AT_ONCE = 0.01
"""How long shares are computed before the window gets its turn again."""


class DocumentsTableModel(FactsTableModel):
    """Every document, or those that the window's filter and a query leave."""

    subject = "document"
    worded_keys = ("name", "language", "groups")

    def __init__(self, live: LiveProject, asked: DocumentFilter, parent: QObject | None = None) -> None:
        self._asked = asked
        self._rows: dict[int, DocumentRow] = {}
        self._counts: dict[int, int] = {}
        self._groups: dict[int, str] = {}
        self._shares: dict[int, float] = {}
        self._wanted: dict[int, None] = {}
        self._names: set[str] = set()
        super().__init__(live, parent)
        self._clock = QTimer(self, singleShot=True, interval=0)
        self._clock.timeout.connect(self._compute_shares)
        asked.changed.connect(self.show_again)

    def own_columns(self) -> list[Column]:
        return [
            Column("name", _("Name"), is_editable=True),
            Column("language", _("Language"), is_editable=True),
            Column("groups", _("Groups")),
            Column("length", _("Characters"), "number"),
            Column("paragraphs", _("Paragraphs"), "number"),
            Column("annotations", _("Annotations"), "number"),
            Column("share", _("Coded"), "number"),
            Column("created", _("Imported")),
        ]

    def read_rows(self) -> list[int]:
        with self.live.read() as session:
            rows = documents.rows(session)
            named = {row.id: row.name for row in groups.rows(session)}
            shelved = groups.of_documents(session)
            self._counts = passages.counts(session)
        self._rows = {row.id: row for row in rows}
        self._names = {row.name for row in rows}
        self._groups = {number: ", ".join(named[one] for one in of) for number, of in shelved.items()}
        self._shares.clear()
        return [row.id for row in rows]

    def document(self, row_id: int) -> DocumentRow:
        """A document of the table."""
        return self._rows[row_id]

    def annotations(self, row_id: int) -> int:
        """How many annotations a document has."""
        return self._counts.get(row_id, 0)

    def name(self, row_id: int) -> str:
        return self._rows[row_id].name

    def is_asked_for(self, row_id: int) -> bool:
        return self._asked.holds(row_id)

    def own_value(self, row_id: int, key: str) -> str | int | float:
        row = self._rows[row_id]
        numbers: dict[str, int] = {"length": row.length, "paragraphs": row.paragraphs}
        if key in numbers:
            return numbers[key]
        if key == "annotations":
            return self._counts.get(row_id, 0)
        if key == "share":
            return self._share(row_id)
        return row.created if key == "created" else fold(self.own_text(row_id, key))

    def own_text(self, row_id: int, key: str) -> str:
        row = self._rows[row_id]
        match key:
            case "name":
                return row.name
            case "language":
                return wording.language_name(row.language) if row.language else ""
            case "groups":
                return self._groups.get(row_id, "")
            case "length":
                return wording.number(row.length)
            case "paragraphs":
                return wording.number(row.paragraphs)
            case "annotations":
                return wording.number(self._counts.get(row_id, 0))
            case "share":
                return self._share_text(row_id)
            case _created:
                return wording.local_time(row.created)

    def own_problem(self, row_id: int, key: str, text: str) -> str:
        name = " ".join(text.split())
        if key == "name" and not name:
            return _("A document needs a name.")
        if key == "name" and name in self._names and name != self._rows[row_id].name:
            return _("There is a document “{name}” already.").format(name=name)
        if key == "language" and wording.language_code(text) is None:
            return _("“{text}” is not a language that is known here.").format(text=text)
        return ""

    def concerns(self, change: Change) -> bool:
        return change.touches(Attribute, Document, DocumentGroup, GroupMember)

    def _on_changed(self, change: Change) -> None:
        super()._on_changed(change)
        if not self.concerns(change) and change.touches(Annotation):
            self._recount(change)

    def _recount(self, change: Change) -> None:
        marks, homes = change.ids(Annotation), change.values(Annotation, "document_id")
        if marks is None or homes is None:
            self.read()
            return
        with self.live.read() as session:
            touched = homes | passages.homes(session, marks)
            self._counts.update(passages.counts(session, touched))
        for number in touched:
            self._shares.pop(number, None)
            self.repaint(number)

    def _share(self, row_id: int) -> float:
        """How much is coded, 0 to 1, computed now."""
        if row_id not in self._shares:
            with self.live.read() as session:
                length = self._rows[row_id].length
                self._shares[row_id] = covered(passages.spans(session, row_id)) / length if length else 0.0
        return self._shares[row_id]

    def _share_text(self, row_id: int) -> str:
        """The share in words; of a document with annotations it is computed when somebody looks at it."""
        if row_id not in self._shares and self._counts.get(row_id):
            self._wanted[row_id] = None
            self._clock.start()
            return ""
        return wording.percent(self._shares.get(row_id, 0.0))

    def _compute_shares(self) -> None:
        until = perf_counter() + SECONDS_AT_ONCE
        while self._wanted and perf_counter() < until:
            number = next(iter(self._wanted))
            del self._wanted[number]
            if number in self._rows:
                self._share(number)
                self.repaint(number)
        if self._wanted:
            self._clock.start()
