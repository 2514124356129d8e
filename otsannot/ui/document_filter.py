"""Which documents the reader looks at: conditions that the lists and tables of the window share."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from otsannot.i18n import _
from otsannot.model.conditions import Condition
from otsannot.model.nouns import (
    Attribute,
    AttributeValue,
    Case,
    CaseMember,
    Document,
    DocumentGroup,
    GroupMember,
)
from otsannot.store import Change, attributes, cases, groups
from otsannot.store.attributes import owners_touched
from otsannot.store.describing import answering
from otsannot.ui.conventions import shown
from otsannot.ui.item_models import wording
from otsannot.ui.live_project import LiveProject

_FRAME = (Attribute, Case, CaseMember, Document, DocumentGroup, GroupMember)
"""What concerns all documents when it changes."""


class DocumentFilter(QObject):
    """Conditions on documents, and the documents that meet them; `ids` is None while nothing is asked."""

    changed = Signal()
    """Other conditions are asked, or other documents meet them."""

    def __init__(self, live: LiveProject, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._live = live
        self.conditions: tuple[Condition, ...] = ()
        self.ids: frozenset[int] | None = None
        live.changed.connect(self._on_changed)

    @property
    def is_on(self) -> bool:
        """Whether anything is asked."""
        return bool(self.conditions)

    def holds(self, document_id: int) -> bool:
        """Whether a document meets the conditions."""
        return self.ids is None or document_id in self.ids

    def toggle(self, condition: Condition) -> None:
        """Ask for a further condition, or no longer for one that is asked."""
        if condition in self.conditions:
            self.ask(*(one for one in self.conditions if one != condition))
        else:
            self.ask(*self.conditions, condition)

    def ask(self, *conditions: Condition) -> None:
        """Ask for these conditions and no others."""
        self.conditions = tuple(dict.fromkeys(conditions))
        self._find()
        self.changed.emit()

    def words(self) -> list[str]:
        """What each condition asks, in words."""
        with self._live.read() as session:
            named = {("attribute", row.id): row for row in attributes.rows(session)}
            shelves = {("group", row.id): row.name for row in groups.rows(session)}
            shelves |= {("case", row.id): row.name for row in cases.rows(session)}
        told = []
        for one in self.conditions:
            if one.field == "attribute":
                row = named[one.field, one.number]
                told.append(
                    f"{row.name} {operation_words(one.operation, row.kind)} {shown(row.kind, one.value)}".strip()
                )
            else:
                name = wording.language_name(one.value) if one.value else _("unknown")
                what = shelves.get((one.field, one.number), name)
                told.append(what if one.operation == "is" else _("not {what}").format(what=what))
        return told

    def _on_changed(self, change: Change) -> None:
        if not self.is_on or not change.touches(AttributeValue, *_FRAME):
            return
        before = self.conditions, self.ids
        if change.touches(Attribute, Case, DocumentGroup):
            there = self._still_there()
            self.conditions = tuple(one for one in self.conditions if one in there)
        self._find_again(change)
        if (self.conditions, self.ids) != before or change.touches(Attribute, Case, DocumentGroup):
            self.changed.emit()

    def _find_again(self, change: Change) -> None:
        """Look again at all documents, or only at those about which a change stated something."""
        with self._live.read() as session:
            touched = owners_touched(session, change, "document")
            if self.ids is None or touched is None or change.touches(*_FRAME):
                self._find()
            else:
                self.ids = (self.ids - touched) | answering(session, self.conditions, touched)

    def _still_there(self) -> set[Condition]:
        with self._live.read() as session:
            there = {("attribute", row.id) for row in attributes.rows(session)}
            there |= {("group", row.id) for row in groups.rows(session)}
            there |= {("case", row.id) for row in cases.rows(session)}
        return {one for one in self.conditions if one.field == "language" or (one.field, one.number) in there}

    def _find(self) -> None:
        if not self.conditions:
            self.ids = None
            return
        with self._live.read() as session:
            self.ids = answering(session, self.conditions)


def operation_words(operation: str, kind: str) -> str:
    """What is asked of a value, in words."""
    if operation in ("more", "less") and kind == "date":
        return _("after") if operation == "more" else _("before")
    signs = {
        "is": "=",
        "is_not": "≠",
        "more": ">",
        "less": "<",
        "contains": _("contains"),
        "empty": _("is empty"),
        "filled": _("is filled in"),
    }
    return signs[operation]
