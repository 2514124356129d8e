"""The codes that answer what is typed in the quick-code box, the recent ones first, and a code to be made."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from PySide6.QtCore import QObject

from otsannot.i18n import _
from otsannot.model.code_tree import CodeRow, CodeTree, join_path, split_path
from otsannot.ui.item_models.code_search import CodeIndex
from otsannot.ui.item_models.shown_rows import Index, ShownRows

SHOWN_AT_MOST = 200


class Choice(NamedTuple):
    """A code with the path above it, or, without a code, the offer to make one of the path that was typed."""

    code: CodeRow | None
    above: str
    text: str


class CodeListModel(ShownRows[Choice]):
    """Rows of choices; codes can be ticked, and stay ticked while the query changes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ticked: dict[int, None] = {}

    @property
    def ticked(self) -> list[int]:
        """The codes that are ticked, in the order in which they were."""
        return list(self._ticked)

    def is_ticked(self, code_id: int) -> bool:
        """Whether a code is ticked."""
        return code_id in self._ticked

    def words(self, row: Choice) -> tuple[str, ...]:
        is_ticked = row.code is not None and self.is_ticked(row.code.id)
        return row.text, row.above, _("ticked") if is_ticked else ""

    def untick_all(self) -> None:
        """Begin anew."""
        self._ticked.clear()

    def toggle(self, index: Index) -> None:
        """Tick a code, or take the tick away."""
        code = self.choice(index).code
        if code is not None:
            if code.id in self._ticked:
                del self._ticked[code.id]
            else:
                self._ticked[code.id] = None
            self.dataChanged.emit(index, index)

    def find(
        self,
        query: str,
        index: CodeIndex,
        recent: Sequence[int],
        *,
        without: Collection[int] = (),
        creates: bool = True,
    ) -> None:
        """Show what answers a query; for an empty one every code, the recent ones first.

        Codes of `without` are left out; a path that is not there yet is offered to be made where `creates` says so.
        """
        book = index.book
        if query.strip():
            found = index.ranked(query)
        else:
            first = [book.by_id[code_id] for code_id in recent if code_id in book.by_id]
            found = first + [row for row in book.walk() if row.id not in recent]
        found = [row for row in found if row.id not in without]
        self._ticked = {code_id: None for code_id in self._ticked if code_id in book.by_id}
        choices = [_choice(row, book) for row in found[:SHOWN_AT_MOST]]
        path = split_path(query)
        if creates and all(path) and join_path(path) not in index.paths:
            choices.append(Choice(None, "", _("Create “{name}”").format(name=join_path(path))))
        self.show_rows(choices)


def _choice(row: CodeRow, book: CodeTree) -> Choice:
    return Choice(row, "" if row.parent_id is None else book.path(row.parent_id), row.name)
