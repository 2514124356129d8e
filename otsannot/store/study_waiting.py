"""New passages and codings of a study wait here and are written together: a statement for each document takes long."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from otsannot.model.nouns import Annotation, Coding
from otsannot.store.edit import ROWS_AT_ONCE, Edit

CodingKey = tuple[int, int]
"""The code and the coder of a coding."""


class CodingRow:
    """A coding that is here, or, without a number, on its way in."""

    __slots__ = ("created", "guid", "id", "is_met", "weight")

    def __init__(self, number: int | None, guid: str, weight: int | None, created: str = "") -> None:
        self.id, self.guid, self.weight, self.created = number, guid, weight, created
        self.is_met = False


class PassageRow:
    """A passage that is here, or, without a number, on its way in."""

    __slots__ = (
        "coder",
        "codings",
        "comment",
        "created",
        "end",
        "guid",
        "id",
        "is_met",
        "modified",
        "start",
        "touched",
    )  # fmt: skip

    def __init__(self, number: int | None, guid: str, start: int, end: int, coder: int, comment: str) -> None:
        self.id, self.guid, self.start, self.end, self.coder, self.comment = number, guid, start, end, coder, comment
        self.created = self.modified = ""
        self.codings: dict[CodingKey, CodingRow] = {}
        self.touched = self.is_met = False


class Waiting:
    """What is new and not yet written, with its GUIDs, which no row of the project has yet."""

    def __init__(self, edit: Edit) -> None:
        self._edit = edit
        self._passages: list[tuple[int, PassageRow]] = []
        self._coded: list[PassageRow] = []
        self.guids: dict[str, set[str]] = {"annotation": set(), "coding": set()}

    def add(self, document_id: int, fresh: Iterable[PassageRow], touched: Iterable[PassageRow]) -> None:
        """Let new passages wait with their codings, and the new codings of passages that are there."""
        for row in fresh:
            self._passages.append((document_id, row))
            self.guids["annotation"].add(row.guid)
            self._wait(row)
        for row in touched:
            self._wait(row)
        if len(self._passages) + len(self._coded) >= ROWS_AT_ONCE:
            self.write()

    def write(self) -> None:
        """Write everything that waits."""
        columns = ("guid", "start", "end", "comment", "created", "modified")
        rows: list[dict[str, Any]] = [
            {"document_id": document_id, "coder_id": row.coder, **{column: getattr(row, column) for column in columns}}
            for document_id, row in self._passages
        ]
        numbers = self._edit.add_many(Annotation, rows) if rows else []
        for number, (_document_id, row) in zip(numbers, self._passages, strict=True):
            row.id = number
        codings = [
            {
                "guid": one.guid,
                "annotation_id": row.id,
                "code_id": code,
                "coder_id": coder,
                "weight": one.weight,
                "created": one.created,
            }
            for row in self._coded
            for (code, coder), one in row.codings.items()
            if one.id is None
        ]
        if codings:
            self._edit.add_many(Coding, codings)
        self._passages.clear()
        self._coded.clear()
        self.guids = {"annotation": set(), "coding": set()}

    def _wait(self, row: PassageRow) -> None:
        fresh = [one.guid for one in row.codings.values() if one.id is None]
        if fresh:
            self._coded.append(row)
            self.guids["coding"].update(fresh)
