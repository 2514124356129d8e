"""Reads a whole project as a Study, from which every other program's project is written."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from otsannot.model.nouns import DEFINITION_FIELDS
from otsannot.model.structure import unpacked
from otsannot.model.study import (
    FileOpener,
    Study,
    StudyAttachment,
    StudyAttribute,
    StudyCase,
    StudyCode,
    StudyCoder,
    StudyCoding,
    StudyDocument,
    StudyGroup,
    StudyMemo,
    StudyPassage,
)
from otsannot.store.attributes import rows as attribute_rows
from otsannot.store.codes import tree
from otsannot.store.originals import open_original
from otsannot.store.rows import raw, uncollected


def read_study(session: Session, chosen: Collection[int] | None = None) -> Study:
    """All that a project holds. Documents are read when they are asked for, as long as the session lasts.

    `chosen` are the numbers of the documents that are wanted, all of them for None.

    The same project gives everything in the same order: codes as in the codebook, passages as in the text, memos by
    time, all else by name.
    """
    title, guid, created = next(raw(session, "SELECT title, guid, created FROM project"))
    names = _names(session)
    return Study(
        title,
        guid,
        created,
        coders=[StudyCoder._make(row) for row in raw(session, "SELECT guid, name, created FROM coder ORDER BY name")],
        codes=study_codes(session),
        attributes=[
            StudyAttribute(row.guid, row.name, row.subject, row.kind, row.choices)
            for subject in ("document", "case")
            for row in attribute_rows(session, subject)
        ],
        documents=StudyDocuments(session, names, chosen),
        groups=_groups(session),
        cases=_cases(session),
        memos=_memos(session, names),
        attachments=_attachments(session),
    )


class _Names(NamedTuple):
    """The GUIDs of what many rows point at, by number; `order` is the place of each code in the codebook."""

    coders: dict[int, str]
    codes: dict[int, str]
    documents: dict[int, str]
    cases: dict[int, str]
    order: dict[int, int]


class StudyDocuments:
    """The documents of a project in the order of their names, one in memory at a time."""

    def __init__(self, session: Session, names: _Names, chosen: Collection[int] | None = None) -> None:
        self._session = session
        self._names = names
        self._chosen = set(names.documents if chosen is None else chosen)

    def __len__(self) -> int:
        return len(self._chosen)

    def __iter__(self) -> Iterator[StudyDocument]:
        statement = "SELECT id FROM document ORDER BY name"
        for (document_id,) in raw(self._session, statement).fetchall():
            if document_id in self._chosen:
                yield self._document(document_id)

    def _document(self, document_id: int) -> StudyDocument:
        statement = """
            SELECT guid, name, language, source, encoding, created, nullif(original_sha256, body.sha256), body.content,
                layer.content
            FROM document JOIN body ON body.sha256 = document.sha256
            LEFT JOIN layer ON layer.sha256 = layer_sha256 WHERE document.id = ?"""
        guid, name, language, source, encoding, created, original, text, layer = next(
            raw(self._session, statement, [document_id])
        )
        with uncollected():
            passages = self._passages(document_id)
        return StudyDocument(
            guid,
            name,
            text,
            language,
            source,
            encoding,
            created,
            parts=tuple(unpacked(layer or "").parts),
            values=_values_of(self._session, "document", document_id),
            passages=passages,
            original=_opener(self._session, original),
        )

    def _passages(self, document_id: int) -> tuple[StudyPassage, ...]:
        coders, codings = self._names.coders, self._codings(document_id)
        statement = """
            SELECT id, guid, coder_id, start, "end", comment, created, modified FROM annotation
            WHERE document_id = ? ORDER BY start, "end", guid"""
        return tuple(
            StudyPassage(guid, coders[coder], start, end, comment, created, modified, tuple(codings.get(number, ())))
            for number, guid, coder, start, end, comment, created, modified in raw(
                self._session, statement, [document_id]
            )
        )

    def _codings(self, document_id: int) -> dict[int, list[StudyCoding]]:
        """The codings of each annotation, in the order of the codebook."""
        coders, codes, order = self._names.coders, self._names.codes, self._names.order
        statement = """
            SELECT annotation_id, guid, code_id, coder_id, weight, created FROM coding
            WHERE annotation_id IN (SELECT id FROM annotation WHERE document_id = ?)"""
        rows = raw(self._session, statement, [document_id]).fetchall()
        rows.sort(key=lambda row: (order[row[2]], coders[row[3]]))
        found: dict[int, list[StudyCoding]] = {}
        for annotation, guid, code, coder, weight, created in rows:
            found.setdefault(annotation, []).append(StudyCoding(guid, codes[code], coders[coder], weight, created))
        return found


def _names(session: Session) -> _Names:
    def guids(table: str) -> dict[int, str]:
        return dict(raw(session, f"SELECT id, guid FROM {table}"))

    order = {row.id: place for place, row in enumerate(tree(session).walk())}
    return _Names(guids("coder"), guids("code"), guids("document"), guids("study_case"), order)


def study_codes(session: Session) -> list[StudyCode]:
    """The codes in the order of the codebook, each before those under it."""
    columns = ", ".join(("guid", "name", "colour", "is_folder", "digit", *DEFINITION_FIELDS, "created"))
    known = {row[0]: row[1:] for row in raw(session, f"SELECT id, {columns} FROM code")}
    found = []
    for row in tree(session).walk():
        guid, name, colour, is_folder, *rest = known[row.id]
        parent = None if row.parent_id is None else known[row.parent_id][0]
        found.append(StudyCode(guid, name, parent, colour, bool(is_folder), *rest))
    return found


def _groups(session: Session) -> list[StudyGroup]:
    members = _members(session, "group_member", "group_id")
    rows = raw(session, "SELECT id, guid, name FROM document_group ORDER BY name")
    return [StudyGroup(guid, name, members.get(number, ())) for number, guid, name in rows]


def _cases(session: Session) -> list[StudyCase]:
    members = _members(session, "case_member", "case_id")
    rows = raw(session, "SELECT id, guid, name, created FROM study_case ORDER BY name").fetchall()
    return [
        StudyCase(guid, name, members.get(number, ()), _values_of(session, "case", number), created)
        for number, guid, name, created in rows
    ]


def _members(session: Session, table: str, owner: str) -> dict[int, tuple[str, ...]]:
    """The documents of each group or case, by name."""
    found: dict[int, list[str]] = {}
    statement = f"SELECT {owner}, guid FROM {table} JOIN document ON document.id = document_id ORDER BY document.name"
    for number, guid in raw(session, statement):
        found.setdefault(number, []).append(guid)
    return {number: tuple(guids) for number, guids in found.items()}


def _values_of(session: Session, subject: str, number: int) -> dict[str, str]:
    """What is stated of one document or case, by the GUIDs of attributes."""
    statement = f"""
        SELECT guid, value FROM attribute_value JOIN attribute ON attribute.id = attribute_id
        WHERE {subject}_id = ? ORDER BY position, attribute.id"""
    return dict(raw(session, statement, [number]))


def _memos(session: Session, names: _Names) -> list[StudyMemo]:
    statement = """
        SELECT guid, coder_id, document_id, code_id, case_id, title, text, created, modified FROM memo
        ORDER BY created, guid"""
    found = []
    for guid, coder, document, code, case, *rest in raw(session, statement):
        about, subject = "", ""
        if document is not None:
            about, subject = "document", names.documents[document]
        elif code is not None:
            about, subject = "code", names.codes[code]
        elif case is not None:
            about, subject = "case", names.cases[case]
        title, text, created, modified = rest
        found.append(StudyMemo(guid, names.coders[coder], title, text, about, subject, created, modified))
    return found


def _attachments(session: Session) -> list[StudyAttachment]:
    statement = """
        SELECT guid, name, media_type, place, about, created, original_sha256 FROM attachment ORDER BY name, guid"""
    return [
        StudyAttachment(guid, name, media_type, place, about, created, _opener(session, original))
        for guid, name, media_type, place, about, created, original in raw(session, statement)
    ]


def _opener(session: Session, sha256: Any) -> FileOpener | None:
    return None if sha256 is None else partial(open_original, session, sha256)
