"""What is shown of rows of the table of annotations, read when they come into view, copied or exported."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy.orm import Session

from otsannot.model.places import NOWHERE, Place, Places
from otsannot.store import documents, layers
from otsannot.store.rows import AMONG, listed, raw
from otsannot.text.graphemes import snap

LARGEST_CACHE = 8_000_000
"""How many code points of texts are kept."""


class Mark(NamedTuple):
    """One row: its coding, which is 0 without a code, and where its passage stands, in code points."""

    annotation_id: int
    coding_id: int
    document_id: int
    start: int
    end: int


class AnnotationLine(NamedTuple):
    """A row with its words; times are ISO 8601 UTC. A row that was removed meanwhile has none."""

    mark: Mark
    paragraph: int
    passage: str
    comment: str
    created: str
    modified: str
    place: Place = NOWHERE


class Texts:
    """The texts that were asked for last, and where in them pages begin and people speak."""

    def __init__(self) -> None:
        self._texts: dict[int, str] = {}
        self._places: dict[int, Places] = {}
        self._size = 0

    def forget(self) -> None:
        """Read all anew: texts may have been corrected."""
        self._texts.clear()
        self._places.clear()
        self._size = 0

    def of(self, session: Session, document_ids: Iterable[int]) -> dict[int, str]:
        """The texts of some documents; one that is gone has none."""
        wanted = set(document_ids)
        missing = wanted - self._texts.keys()
        if missing:
            fresh = documents.texts(session, missing)
            self._size += sum(map(len, fresh.values()))
            if self._size > LARGEST_CACHE:
                self._texts = {number: text for number, text in self._texts.items() if number in wanted}
                self._places = {number: places for number, places in self._places.items() if number in wanted}
                self._size = sum(map(len, [*self._texts.values(), *fresh.values()]))
            self._texts.update(fresh)
            known = layers.structures(session, fresh).items()
            self._places.update((number, Places(structure, fresh[number])) for number, structure in known)
        return self._texts

    def place_of(self, mark: Mark) -> Place:
        """Where a passage stands in a text that was read."""
        places = self._places.get(mark.document_id)
        return NOWHERE if places is None else places.of(mark.start, mark.end)


def lines(session: Session, marks: Sequence[Mark], texts: Texts, longest: int | None = None) -> list[AnnotationLine]:
    """The lines of some rows; passages are cut after so many code points, and never through a letter."""
    statement = f"SELECT id, comment, created, modified FROM annotation WHERE id {AMONG}"
    facts = {
        number: rest for number, *rest in raw(session, statement, [listed({mark.annotation_id for mark in marks})])
    }
    held = texts.of(session, (mark.document_id for mark in marks))
    return [
        _line(mark, facts.get(mark.annotation_id), held.get(mark.document_id, ""), longest)._replace(
            place=texts.place_of(mark)
        )
        for mark in marks
    ]


def _line(mark: Mark, facts: Sequence[str] | None, text: str, longest: int | None) -> AnnotationLine:
    if facts is None:
        return AnnotationLine(mark, 0, "", "", "", "")
    is_long = longest is not None and mark.end - mark.start > longest
    start, end = snap(text, mark.start, mark.start + (longest or 0) if is_long else mark.end)
    passage = text[start:end] + ("…" if is_long else "")
    comment, created, modified = facts
    return AnnotationLine(mark, text.count("\n", 0, mark.start) + 1, passage, comment, created, modified)
