"""What becomes of cells that are pasted into a table: facts by place or by name, and what cannot be taken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from otsannot.errors import OtsannotError
from otsannot.i18n import _, ngettext
from otsannot.model.fact_table import FactRow, FactTable
from otsannot.store.fact_import import FactProblem
from otsannot.text.matching import fold
from otsannot.ui.item_models.facts_table import FactsTableModel


class Pasted(NamedTuple):
    """The facts that fit, by numbers of owner and attribute, and what does not; a line is one of what is pasted."""

    facts: dict[tuple[int, int], str]
    problems: list[FactProblem]


def by_place(model: FactsTableModel, row: int, sections: Sequence[int], cells: Sequence[Sequence[str]]) -> Pasted:
    """Lay cells on the table from a row on, and from the first of the sections on, which stand from left to right."""
    pasted = Pasted({}, [])
    below = max(0, row + len(cells) - model.rowCount())
    beside = max(0, max(map(len, cells)) - len(sections))
    if below:
        told = ngettext("{count} row reaches below the table.", "{count} rows reach below the table.", below)
        pasted.problems.append(FactProblem(0, "", told))
    if beside:
        told = ngettext("{count} column reaches beyond the table.", "{count} columns reach beyond the table.", beside)
        pasted.problems.append(FactProblem(0, "", told))
    for place, section in enumerate(sections[: max(map(len, cells))]):
        column = model.columns[section]
        if column.attribute is None:
            told = _("This column is not pasted over.")
            pasted.problems.append(FactProblem(0, column.title, told))
            continue
        for line, given in enumerate(cells[: model.rowCount() - row]):
            text = given[place] if place < len(given) else ""
            try:
                value = model.canonical(column, text)
            except OtsannotError as error:
                pasted.problems.append(FactProblem(line + 1, column.title, str(error)))
            else:
                pasted.facts[model.shown_ids[row + line], column.attribute.id] = value
    return pasted


def as_named_table(model: FactsTableModel, cells: Sequence[Sequence[str]]) -> FactTable | None:
    """The cells as a table, when their first row names attributes and their first column rows of this one."""
    if len(cells) < 2 or len(cells[0]) < 2:
        return None
    attributes = {fold(column.title) for column in model.columns if column.attribute is not None}
    names = {fold(model.name(number)) for number in model.shown_ids}
    known = sum(fold(row[0]) in names for row in cells[1:] if row)
    if not any(fold(title) in attributes for title in cells[0][1:]) or not known:
        return None
    rows = [FactRow(line, list(row)) for line, row in enumerate(cells[1:], 2)]
    return FactTable(_("What was pasted"), [title.strip() for title in cells[0]], rows)
