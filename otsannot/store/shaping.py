"""Edits that shape passages: their ends are moved, they are split and joined.

A coder has one annotation of each span. Where shaping would make a second one, the two become one: codes are united
and comments stand one under the other. A code that both have keeps the higher weight, as when codes are merged.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select

from otsannot.errors import OtsannotError
from otsannot.i18n import _
from otsannot.model.nouns import Annotation, Coding, now
from otsannot.model.spans import Span
from otsannot.store.edit import Edit
from otsannot.store.passages import checked_span
from otsannot.store.rows import AMONG, listed, raw
from otsannot.store.schema import table_of

_annotation = table_of(Annotation).c
_coding = table_of(Coding).c


def move_ends(edit: Edit, annotation_id: int, span: Span) -> None:
    """Let a passage begin and end elsewhere. Raises OtsannotError outside the text."""
    annotation = edit.get(Annotation, annotation_id)
    if (annotation.start, annotation.end) == span:
        return
    checked_span(edit, annotation.document_id, span)
    edit.set(annotation, start=span.start, end=span.end, modified=now())
    _absorb(edit, annotation_id, _twins(edit, annotation))


def split(edit: Edit, annotation_id: int, position: int) -> int:
    """Cut a passage in two before a code point; both keep its codes, the first its comment. Returns the second.

    Raises OtsannotError when the position is not inside the passage.
    """
    first = edit.get(Annotation, annotation_id)
    if not first.start < position < first.end:
        raise OtsannotError(_("Put the caret inside the passage, where it shall be cut."))
    second = edit.add(Annotation(document_id=first.document_id, coder_id=first.coder_id, start=position, end=first.end))
    assert second.id is not None
    for coding in _codings(edit, annotation_id).values():
        edit.add(
            Coding(annotation_id=second.id, code_id=coding.code_id, coder_id=coding.coder_id, weight=coding.weight)
        )
    _absorb(edit, second.id, _twins(edit, second))
    move_ends(edit, annotation_id, Span(first.start, position))
    return second.id


def join(edit: Edit, annotation_ids: Collection[int]) -> int:
    """Make passages one, from where the first begins to where the last ends. Returns that one.

    Raises OtsannotError when they are of several documents or coders.
    """
    chosen = sorted((edit.get(Annotation, number) for number in set(annotation_ids)), key=_place)
    if len({(annotation.document_id, annotation.coder_id) for annotation in chosen}) != 1:
        raise OtsannotError(_("Only passages of one document and one coder can be joined."))
    first = chosen[0]
    assert first.id is not None
    hull = Span(first.start, max(annotation.end for annotation in chosen))
    _absorb(edit, first.id, [annotation.id for annotation in chosen[1:] if annotation.id is not None])
    move_ends(edit, first.id, hull)
    return first.id


def unite_twins(edit: Edit, annotation_ids: Collection[int]) -> None:
    """Make one of annotations that came to be of the same span and coder; the oldest stays."""
    statement = f"""
        SELECT min(twin.id), group_concat(DISTINCT twin.id)
        FROM annotation AS one JOIN annotation AS twin ON twin.document_id = one.document_id
            AND twin.start = one.start AND twin."end" = one."end" AND twin.coder_id = one.coder_id
        WHERE one.id {AMONG} GROUP BY twin.document_id, twin.start, twin."end", twin.coder_id
        HAVING count(DISTINCT twin.id) > 1"""
    for first, several in list(raw(edit.session, statement, [listed(annotation_ids)])):
        _absorb(edit, first, sorted({int(number) for number in several.split(",")} - {first}))


def _absorb(edit: Edit, annotation_id: int, others: Sequence[int]) -> None:
    """Move what other annotations hold to one, and take them away."""
    if not others:
        return
    codings = _codings(edit, annotation_id)
    comments = [edit.get(Annotation, annotation_id).comment]
    doubled: list[int] = []
    for other in others:
        comments.append(edit.get(Annotation, other).comment)
        for key, coding in _codings(edit, other).items():
            kept = codings.setdefault(key, coding)
            if kept is coding:
                edit.set(coding, annotation_id=annotation_id)
                continue
            edit.set(kept, weight=max(kept.weight, coding.weight, key=_strength))
            assert coding.id is not None
            doubled.append(coding.id)
    edit.remove_many(Coding, doubled)
    edit.remove_many(Annotation, others)
    said = [comment for comment in dict.fromkeys(comments) if comment]
    edit.set(edit.get(Annotation, annotation_id), comment="\n\n".join(said), modified=now())


def _codings(edit: Edit, annotation_id: int) -> dict[tuple[int, int], Coding]:
    """The codings of an annotation by code and coder."""
    found = edit.session.scalars(select(Coding).where(_coding.annotation_id == annotation_id).order_by(_coding.id))
    return {(coding.code_id, coding.coder_id): coding for coding in found.all()}


def _twins(edit: Edit, annotation: Annotation) -> list[int]:
    """The other annotations of the same span and coder."""
    found = edit.session.scalars(
        select(_annotation.id)
        .where(_annotation.document_id == annotation.document_id, _annotation.start == annotation.start)
        .where(_annotation.end == annotation.end, _annotation.coder_id == annotation.coder_id)
        .where(_annotation.id != annotation.id)
        .order_by(_annotation.id)
    )
    return list(found.all())


def _strength(weight: int | None) -> int:
    return -1 if weight is None else weight


def _place(annotation: Annotation) -> tuple[int, int, int]:
    assert annotation.id is not None
    return annotation.start, annotation.end, annotation.id
