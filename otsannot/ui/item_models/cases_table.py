"""The cases as a table: their documents and their attributes."""

from __future__ import annotations

from otsannot.i18n import _
from otsannot.model.nouns import Attribute, Case, CaseMember, Document
from otsannot.store import Change, cases
from otsannot.store.cases import CaseRow
from otsannot.text.matching import fold
from otsannot.ui.item_models import wording
from otsannot.ui.item_models.facts_table import Column, FactsTableModel


class CasesTableModel(FactsTableModel):
    """Every case, or those that answer a query."""

    subject = "case"
    worded_keys = ("name", "documents")

    def own_columns(self) -> list[Column]:
        return [
            Column("name", _("Case"), is_editable=True),
            Column("count", _("Number"), "number"),
            Column("documents", _("Documents")),
        ]

    def read_rows(self) -> list[int]:
        with self.live.read() as session:
            rows = cases.rows(session)
            belonging = cases.document_names(session)
        self._rows: dict[int, CaseRow] = {row.id: row for row in rows}
        self._documents = {number: ", ".join(names) for number, names in belonging.items()}
        return [row.id for row in rows]

    def name(self, row_id: int) -> str:
        return self._rows[row_id].name

    def own_value(self, row_id: int, key: str) -> str | int | float:
        return self._rows[row_id].documents if key == "count" else fold(self.own_text(row_id, key))

    def own_text(self, row_id: int, key: str) -> str:
        if key == "name":
            return self._rows[row_id].name
        if key == "count":
            return wording.number(self._rows[row_id].documents)
        return self._documents.get(row_id, "")

    def own_problem(self, row_id: int, key: str, text: str) -> str:
        name = " ".join(text.split())
        if not name:
            return _("A case needs a name.")
        if any(row.name == name for row in self._rows.values() if row.id != row_id):
            return _("There is a case “{name}” already.").format(name=name)
        return ""

    def concerns(self, change: Change) -> bool:
        return change.touches(Attribute, Case, CaseMember, Document)
