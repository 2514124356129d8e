"""Edits of many passages at once: they get a code, lose codes, are weighed or removed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from otsannot.errors import OtsannotError
from otsannot.i18n import _
from otsannot.model.nouns import Annotation, Coding, now
from otsannot.progress import SILENT, Progress, stretch
from otsannot.store import passages
from otsannot.store.codes import check_applicable
from otsannot.store.edit import ROWS_AT_ONCE, Edit, chunks
from otsannot.store.rows import AMONG, listed, raw


class Removed(NamedTuple):
    """How many codings were taken off, and how many passages went with them."""

    codings: int
    passages: int


def own_codings(session: Session, coding_ids: Collection[int], coder_id: int) -> list[int]:
    """Those of some codings that a coder made; what another coder made is read, not changed."""
    statement = f"SELECT id FROM coding WHERE coder_id = ? AND id {AMONG} ORDER BY id"
    return [number for (number,) in raw(session, statement, [coder_id, listed(coding_ids)])]


def own_annotations(session: Session, annotation_ids: Collection[int], coder_id: int) -> list[int]:
    """Those of some passages that a coder made."""
    statement = f"SELECT id FROM annotation WHERE coder_id = ? AND id {AMONG} ORDER BY id"
    return [number for (number,) in raw(session, statement, [coder_id, listed(annotation_ids)])]


def add_code(
    edit: Edit, annotation_ids: Collection[int], code_id: int, coder_id: int, progress: Progress = SILENT
) -> int:
    """Give passages a further code; returns how many did not have it.

    Passages of others are left as they are: the coder gets passages of the same words. Raises OtsannotError when the
    code is gone or a folder.
    """
    check_applicable(edit, code_id)
    with stretch(progress, _("Applying a code"), len(annotation_ids)):
        own = _places(edit, annotation_ids, coder_id, progress)
        statement = f"SELECT annotation_id FROM coding WHERE code_id = ? AND annotation_id {AMONG}"
        coded = {number for (number,) in raw(edit.session, statement, [code_id, listed(own)])}
        fresh = [number for number in own if number not in coded]
        rows = ({"annotation_id": number, "code_id": code_id, "coder_id": coder_id} for number in fresh)
        edit.add_many(Coding, _counted(rows, progress))
        _touch(edit, fresh)
    return len(fresh)


def remove_codings(edit: Edit, coding_ids: Collection[int], progress: Progress = SILENT) -> Removed:
    """Take codes off their passages; a passage left without code and comment goes with the last one.

    What somebody else took off meanwhile is off.
    """
    statement = f"SELECT id, annotation_id FROM coding WHERE id {AMONG}"
    found = list(raw(edit.session, statement, [listed(coding_ids)]))
    touched = list(dict.fromkeys(annotation_id for _coding_id, annotation_id in found))
    with stretch(progress, _("Removing codes"), len(found) + len(touched)):
        for some in chunks((coding_id for coding_id, _annotation_id in found), ROWS_AT_ONCE):
            edit.remove_many(Coding, some)
            progress.advance(len(some))
        left = f"""
            SELECT id FROM annotation WHERE comment = '' AND id {AMONG}
            AND NOT EXISTS (SELECT 1 FROM coding WHERE annotation_id = annotation.id)"""
        bare = {number for (number,) in raw(edit.session, left, [listed(touched)])}
        for some in chunks(bare, ROWS_AT_ONCE):
            edit.remove_many(Annotation, some)
            progress.advance(len(some))
        _touch(edit, [number for number in touched if number not in bare])
    return Removed(len(found), len(bare))


def remove_annotations(edit: Edit, annotation_ids: Collection[int], progress: Progress = SILENT) -> None:
    """Remove whole passages with all their codes and comments."""
    with stretch(progress, _("Removing passages"), len(annotation_ids)):
        for some in chunks(annotation_ids, ROWS_AT_ONCE):
            passages.remove_annotations(edit, some)
            progress.advance(len(some))


def weigh(edit: Edit, coding_ids: Collection[int], weight: int | None, progress: Progress = SILENT) -> None:
    """Say how strongly codes apply, or None for no weight. Raises OtsannotError outside 0 to 100."""
    if weight is not None and not 0 <= weight <= 100:
        raise OtsannotError(_("A weight is a whole number from 0 to 100, and not {weight}.").format(weight=weight))
    other = f"SELECT id, annotation_id FROM coding WHERE weight IS NOT ? AND id {AMONG}"
    found = list(raw(edit.session, other, [weight, listed(coding_ids)]))
    with stretch(progress, _("Weighing"), len(found)):
        for some in chunks((coding_id for coding_id, _annotation_id in found), ROWS_AT_ONCE):
            edit.set_many(Coding, some, weight=weight)
            progress.advance(len(some))
        _touch(edit, list(dict.fromkeys(annotation_id for _coding_id, annotation_id in found)))


def _places(edit: Edit, annotation_ids: Collection[int], coder_id: int, progress: Progress) -> list[int]:
    """The coder's annotations of the same passages, made where there is none."""
    statement = f"""
        SELECT one.document_id, one.start, one."end", min(CASE WHEN own.coder_id = ? THEN own.id END)
        FROM annotation AS one JOIN annotation AS own
        ON own.document_id = one.document_id AND own.start = one.start AND own."end" = one."end"
        WHERE one.coder_id <> ? AND one.id {AMONG} GROUP BY 1, 2, 3"""
    others = list(raw(edit.session, statement, [coder_id, coder_id, listed(annotation_ids)]))
    own = own_annotations(edit.session, annotation_ids, coder_id)
    rows = (
        {"document_id": document_id, "start": start, "end": end, "coder_id": coder_id}
        for document_id, start, end, there in others
        if there is None
    )
    made = edit.add_many(Annotation, _counted(rows, progress))
    return list(dict.fromkeys([*own, *(there for *_place, there in others if there is not None), *made]))


def _touch(edit: Edit, annotation_ids: Iterable[int]) -> None:
    edit.set_many(Annotation, annotation_ids, modified=now())


def _counted(rows: Iterable[dict[str, Any]], progress: Progress) -> Iterator[dict[str, Any]]:
    for some in chunks(rows, ROWS_AT_ONCE // 10):
        yield from some
        progress.advance(len(some))
