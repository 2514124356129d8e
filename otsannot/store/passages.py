"""Passages and their codes: reading them and editing them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import repeat
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from otsannot.errors import OtsannotError
from otsannot.i18n import _
from otsannot.model.code_tree import CodeTree
from otsannot.model.nouns import Annotation, Coding, Document, now
from otsannot.model.passages import Passage, PassageCode, in_text_order
from otsannot.model.spans import Span
from otsannot.store.codes import check_applicable, tree
from otsannot.store.edit import Edit
from otsannot.store.rows import AMONG, listed, raw, uncollected
from otsannot.store.schema import table_of

_annotation = table_of(Annotation).c
_coding = table_of(Coding).c


class AnnotationRow(NamedTuple):
    """One coding of one passage as it is exported; without a code the last four are empty. Positions in code points."""

    guid: str
    start: int
    end: int
    comment: str
    created: str
    modified: str
    annotation_coder: str
    code_id: int | None
    coder: str | None
    weight: int | None


def passages(session: Session, document_id: int, book: CodeTree) -> list[Passage]:
    """Everything highlighted in a document, in the order of the text."""
    with uncollected():
        return _passages(session, book, "document_id = ?", [document_id])


def passages_by_id(
    session: Session, document_id: int, annotation_ids: Collection[int], book: CodeTree
) -> list[Passage]:
    """Some passages of a document, in the order of the text; those of other documents are left out."""
    return _passages(session, book, f"document_id = ? AND annotation.id {AMONG}", [document_id, listed(annotation_ids)])


def _passages(session: Session, book: CodeTree, where: str, values: Sequence[int | str]) -> list[Passage]:
    """A bare read of each table, put together here: a reader waits for this, and it is faster than any join."""
    coders = dict(raw(session, "SELECT id, name FROM coder"))
    looks = {row.id: (row.name, row.colour) for row in book.by_id.values()}
    codings = f"""
        SELECT annotation_id, id, code_id, coder_id, weight
        FROM coding WHERE annotation_id IN (SELECT id FROM annotation WHERE {where})"""
    coded = raw(session, codings, values).fetchall()
    if not {row[2] for row in coded} <= looks.keys():  # another program made a code after the book was read
        book = tree(session)
        looks = {row.id: (row.name, row.colour) for row in book.by_id.values()}
    annotations = f"""
        SELECT id, start, "end", coder_id, comment, created, modified FROM annotation WHERE {where}"""
    rows = raw(session, annotations, values).fetchall()
    if not rows:
        return []
    # Column by column, because that is three times as fast as a call for each passage.
    ids, starts, ends, coder_ids, *rest = zip(*rows, strict=True)
    names = map(coders.__getitem__, coder_ids)
    given = map(_codes_of(coded, looks, book).get, ids, repeat(()))
    columns = zip(ids, starts, ends, coder_ids, names, *rest, given, strict=True)
    return in_text_order(map(tuple.__new__, repeat(Passage), columns))


def _codes_of(
    coded: Sequence[tuple[Any, ...]], looks: dict[int, tuple[str, str]], book: CodeTree
) -> dict[int, tuple[PassageCode, ...]]:
    """The codes of each annotation, those of one in the order of the codebook."""
    if not coded:
        return {}
    annotation_ids, coding_ids, code_ids, coder_ids, weights = zip(*coded, strict=True)
    names, colours = zip(*map(looks.__getitem__, code_ids), strict=True)
    columns = zip(coding_ids, code_ids, names, colours, coder_ids, weights, strict=True)
    codes: dict[int, tuple[PassageCode, ...]] = {}
    several = set()
    for annotation_id, code in zip(annotation_ids, map(tuple.__new__, repeat(PassageCode), columns), strict=True):
        if annotation_id in codes:
            codes[annotation_id] += (code,)
            several.add(annotation_id)
        else:
            codes[annotation_id] = (code,)
    for annotation_id in several:
        ordered = sorted(codes[annotation_id], key=lambda code: (book.order(code.code_id), code.coder_id))
        codes[annotation_id] = tuple(ordered)
    return codes


def counts(session: Session, document_ids: Iterable[int] | None = None) -> dict[int, int]:
    """How many annotations each document has, of all documents or of some."""
    if document_ids is None:
        return dict(raw(session, "SELECT document_id, count(*) FROM annotation GROUP BY document_id"))
    statement = "SELECT count(*) FROM annotation WHERE document_id = ?"
    return {document: next(raw(session, statement, [document]))[0] for document in document_ids}


def homes(session: Session, annotation_ids: Collection[int]) -> set[int]:
    """The documents in which some annotations stand; those that are gone count for nothing."""
    statement = f"SELECT DISTINCT document_id FROM annotation WHERE id {AMONG}"
    return {document_id for (document_id,) in raw(session, statement, [listed(annotation_ids)])}


def spans(session: Session, document_id: int) -> list[tuple[int, int]]:
    """The coded spans of a document, in order; what is highlighted without a code is none of them."""
    statement = """
        SELECT DISTINCT start, "end" FROM annotation
        WHERE document_id = ? AND EXISTS (SELECT 1 FROM coding WHERE annotation_id = annotation.id) ORDER BY start"""
    return list(raw(session, statement, [document_id]))


def export_rows(
    session: Session, document_id: int, chosen: Collection[tuple[int, int]] | None = None
) -> list[AnnotationRow]:
    """The codings of a document, one row each, and its passages without a code; in no order.

    `chosen` are the annotation and the coding, or 0 for none, of each row that is wanted; None is all of them.
    """
    statement = """
        SELECT annotation.guid, start, "end", comment, annotation.created, modified, maker.name,
               code_id, coder.name, weight
        FROM annotation JOIN coder AS maker ON maker.id = annotation.coder_id
        LEFT JOIN coding ON annotation_id = annotation.id
        LEFT JOIN coder ON coder.id = coding.coder_id
        WHERE document_id = ?"""
    if chosen is None:
        return list(map(AnnotationRow._make, raw(session, statement, [document_id])))
    codings = listed(coding_id for _annotation_id, coding_id in chosen if coding_id)
    bare = listed(annotation_id for annotation_id, coding_id in chosen if not coding_id)
    only = f" AND (coding.id {AMONG} OR (coding.id IS NULL AND annotation.id {AMONG}))"
    return list(map(AnnotationRow._make, raw(session, statement + only, [document_id, codings, bare])))


def find(session: Session, guid: str) -> int:
    """The number of the annotation that has a GUID. Raises OtsannotError when there is none."""
    found = session.scalar(select(_annotation.id).where(_annotation.guid == guid))
    if found is None:
        raise OtsannotError(_("There is no passage with the id {guid}.").format(guid=guid))
    return int(found)


def find_all(session: Session, guids: Iterable[str]) -> list[int]:
    """The numbers of the annotations that have GUIDs, each once. Raises OtsannotError for one that there is not."""
    wanted = list(dict.fromkeys(guids))
    there = dict(raw(session, f"SELECT guid, id FROM annotation WHERE guid {AMONG}", [listed(wanted)]))
    missing = next((guid for guid in wanted if guid not in there), None)
    if missing is not None:
        raise OtsannotError(_("There is no passage with the id {guid}.").format(guid=missing))
    return [there[guid] for guid in wanted]


def guid(session: Session, annotation_id: int) -> str:
    """The name of an annotation that never changes."""
    return str(session.scalar(select(_annotation.guid).where(_annotation.id == annotation_id)))


def highlight(edit: Edit, document_id: int, span: Span, coder_id: int) -> int:
    """The coder's annotation of just this passage, made when there is none. Raises OtsannotError outside the text."""
    return _highlighted(edit, document_id, span, coder_id)[0]


def _highlighted(edit: Edit, document_id: int, span: Span, coder_id: int) -> tuple[int, bool]:
    """The annotation of a passage, and whether it is new."""
    checked_span(edit, document_id, span)
    same = 'SELECT min(id) FROM annotation WHERE document_id = ? AND start = ? AND "end" = ? AND coder_id = ?'
    ((found,),) = raw(edit.session, same, [document_id, span.start, span.end, coder_id])
    if found is not None:
        return int(found), False
    added = edit.add(Annotation(document_id=document_id, start=span.start, end=span.end, coder_id=coder_id))
    assert added.id is not None
    return added.id, True


def checked_span(edit: Edit, document_id: int, span: Span) -> Span:
    """The span itself. Raises OtsannotError when it is not inside the text of the document."""
    length = edit.value(Document, document_id, "length")
    if not 0 <= span.start < span.end <= length:
        raise OtsannotError(
            _("There is no passage {start} to {end}: the text has {length} characters.").format(
                start=span.start, end=span.end, length=length
            )
        )
    return span


def codings_of(session: Session, annotation_id: int, code_id: int) -> list[int]:
    """The codings of a code on a passage; coders may have given it one each."""
    statement = "SELECT id FROM coding WHERE annotation_id = ? AND code_id = ? ORDER BY id"
    return [coding_id for (coding_id,) in raw(session, statement, [annotation_id, code_id])]


def apply_codes(edit: Edit, document_id: int, span: Span, code_ids: Sequence[int], coder_id: int) -> int:
    """Give a passage several codes; those it has already are left alone. Returns the annotation."""
    annotation_id, is_new = _highlighted(edit, document_id, span, coder_id)
    there = raw(edit.session, "SELECT code_id FROM coding WHERE annotation_id = ?", [annotation_id]).fetchall()
    fresh = [code_id for code_id in dict.fromkeys(code_ids) if (code_id,) not in there]
    for code_id in fresh:
        check_applicable(edit, code_id)
        edit.add(Coding(annotation_id=annotation_id, code_id=code_id, coder_id=coder_id))
    if fresh and not is_new:
        _touch(edit, annotation_id)
    return annotation_id


def remove_annotations(edit: Edit, annotation_ids: Collection[int]) -> None:
    """Remove whole passages with all their codes."""
    codings = raw(edit.session, f"SELECT id FROM coding WHERE annotation_id {AMONG}", [listed(annotation_ids)])
    edit.remove_many(Coding, [coding_id for (coding_id,) in codings])
    edit.remove_many(Annotation, annotation_ids)


def comment(edit: Edit, annotation_id: int, text: str) -> None:
    """Write the comment of a passage. Raises OtsannotError when the passage is gone."""
    annotation = edit.session.get(Annotation, annotation_id)
    if annotation is None:
        raise OtsannotError(_("The comment cannot be kept, because its passage was removed in another window."))
    if annotation.comment != text:
        edit.set(annotation, comment=text)
        _touch(edit, annotation_id)


def _touch(edit: Edit, annotation_id: int) -> None:
    edit.set(edit.get(Annotation, annotation_id), modified=now())
