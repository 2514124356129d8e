"""Edits that give codings another code: codes are merged, and passages of one are moved to another."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from sqlalchemy.orm import Session

from otsannot.errors import OtsannotError
from otsannot.i18n import _
from otsannot.model.code_tree import CodeTree
from otsannot.model.nouns import DEFINITION_FIELDS, Code, Coding
from otsannot.progress import SILENT, Progress, stretch
from otsannot.store import memos
from otsannot.store.arranging import free_name
from otsannot.store.codes import check_applicable, check_depth, check_free, tree
from otsannot.store.edit import ROWS_AT_ONCE, Edit, chunks
from otsannot.store.rows import AMONG, listed, raw

BETWEEN = "\n\n"
"""Stands between the definition of a code and what is appended from one that is merged into it."""


class Moved(NamedTuple):
    """How many codings have another code now, and how many fused with one that was there already."""

    moved: int
    fused: int


class CodedPassage(NamedTuple):
    """One coding with its passage; positions are code points."""

    coding_id: int
    annotation: str
    document_id: int
    start: int
    end: int
    coder: str
    comment: str


def coded_passages(session: Session, code_id: int) -> Iterator[CodedPassage]:
    """The codings of one code, by document in the order of their names and of the text."""
    statement = """
        SELECT coding.id, annotation.guid, document_id, start, "end", coder.name, comment
        FROM coding JOIN annotation ON annotation.id = annotation_id JOIN document ON document.id = document_id
        JOIN coder ON coder.id = coding.coder_id
        WHERE code_id = ? ORDER BY document.name, start, "end", coding.id"""
    return map(CodedPassage._make, raw(session, statement, [code_id]))


def codings_of(session: Session, code_id: int, annotations: Iterable[str]) -> list[int]:
    """The codings of a code on annotations, given by their GUIDs. Raises OtsannotError for one without the code."""
    wanted = list(dict.fromkeys(annotations))
    statement = f"""
        SELECT annotation.guid, coding.id FROM annotation JOIN coding ON annotation_id = annotation.id
        WHERE annotation.guid {AMONG} AND code_id = ? ORDER BY coding.id"""
    found = list(raw(session, statement, [listed(wanted), code_id]))
    there = {row[0] for row in found}
    missing = next((guid for guid in wanted if guid not in there), None)
    if missing is not None:
        raise OtsannotError(_("There is no annotation {guid} with this code.").format(guid=missing))
    return [coding_id for _guid, coding_id in found]


def move_codings(edit: Edit, coding_ids: Iterable[int], code_id: int, progress: Progress = SILENT) -> Moved:
    """Let a code take the place of others in some codings.

    A passage may carry a code once for each coder: where it has both by one coder, one coding stays, with the higher
    of the weights. Raises OtsannotError when the code is gone or a folder.
    """
    moved, fused, weights = _fates(edit.session, coding_ids, code_id)
    if moved or fused:
        check_applicable(edit, code_id)
    with stretch(progress, _("Moving codings"), len(moved) + len(fused)):
        for weight, raised in weights.items():
            edit.set_many(Coding, raised, weight=weight)
        for some in chunks(fused, ROWS_AT_ONCE):
            edit.remove_many(Coding, some)
            progress.advance(len(some))
        for some in chunks(moved, ROWS_AT_ONCE):
            edit.set_many(Coding, some, code_id=code_id)
            progress.advance(len(some))
    return Moved(len(moved), len(fused))


def merge_codes(edit: Edit, source_ids: Iterable[int], target_id: int, progress: Progress = SILENT) -> Moved:
    """Make codes one: their codings, children, memos and definitions go to the target, and they are removed.

    Codings fuse as `move_codings` says. The target keeps its name, colour and digit, or takes the digit of the first
    that has one, unless it is a folder; it takes their memos, and their definitions are appended to its own. A child
    whose name is taken under the target becomes `name (2)`. A target that stands under one of the others takes the
    place of that one.
    """
    sources = list(dict.fromkeys(source_ids))
    if target_id in sources:
        raise OtsannotError(_("A code cannot be merged into itself."))
    for code_id in (*sources, target_id):
        edit.get(Code, code_id)
    statement = f"SELECT id FROM coding WHERE code_id {AMONG} ORDER BY id"
    codings = [coding_id for (coding_id,) in raw(edit.session, statement, [listed(sources)])]
    moved = move_codings(edit, codings, target_id, progress)
    book = tree(edit.session)
    levels = {code_id: book.level(code_id) for code_id in sources}
    _free_target(edit, book, sources, target_id)
    _take_children(edit, tree(edit.session), sources, target_id)
    _take_definitions(edit, sources, target_id)
    memos.move_about_codes(edit, sources, target_id)
    for code_id in sorted(sources, key=levels.__getitem__, reverse=True):
        edit.remove_many(Code, [code_id])
    return moved


def _fates(
    session: Session, coding_ids: Iterable[int], code_id: int
) -> tuple[list[int], list[int], dict[int | None, list[int]]]:
    """The codings that get a code, those that fuse with another one, and those that get a higher weight, by weight."""
    statement = f"""
        SELECT one.id, one.annotation_id, one.coder_id, one.weight, there.id, there.weight
        FROM coding AS one LEFT JOIN coding AS there ON there.annotation_id = one.annotation_id
            AND there.code_id = ? AND there.coder_id = one.coder_id
        WHERE one.id {AMONG} AND one.code_id <> ? ORDER BY one.id"""
    moved: list[int] = []
    fused: list[int] = []
    kept: dict[tuple[int, int], int] = {}
    before: dict[int, int | None] = {}
    highest: dict[int, int | None] = {}
    rows = raw(session, statement, [code_id, listed(coding_ids), code_id])
    for coding_id, annotation_id, coder_id, weight, there, its_weight in rows:
        passage = (annotation_id, coder_id)
        if there is not None:
            kept[passage] = there
            before[there] = its_weight
        if passage in kept:
            fused.append(coding_id)
            stays = kept[passage]
            highest[stays] = max(highest.get(stays, before[stays]), weight, key=_strength)
        else:
            moved.append(coding_id)
            kept[passage] = coding_id
            before[coding_id] = weight
    raised: dict[int | None, list[int]] = {}
    for coding_id, weight in highest.items():
        if weight != before[coding_id]:
            raised.setdefault(weight, []).append(coding_id)
    return moved, fused, raised


def _strength(weight: int | None) -> int:
    return -1 if weight is None else weight


def _free_target(edit: Edit, book: CodeTree, sources: Collection[int], target_id: int) -> None:
    """Take the target out from under the codes that go."""
    over = [code_id for code_id in book.above(target_id) if code_id in sources]
    if over:
        top = book.by_id[over[-1]]
        check_free(book, book.by_id[target_id].name, top.parent_id, besides=[*sources, target_id])
        record = edit.get(Code, target_id)
        edit.set(record, parent_id=top.parent_id, position=top.position)


def _take_children(edit: Edit, book: CodeTree, sources: Collection[int], target_id: int) -> None:
    """Put what stands under the codes that go under the target, after what is there."""
    own = [row for row in book.children(target_id) if row.id not in sources]
    taken = {row.name for row in own}
    position = max((row.position for row in own), default=-1) + 1
    children = [row for source in sources for row in book.children(source) if row.id not in sources]
    check_depth(book.level(target_id) + max((book.height(row.id) for row in children), default=0))
    for number, row in enumerate(children, position):
        name = free_name(row.name, taken)
        taken.add(name)
        edit.set(edit.get(Code, row.id), parent_id=target_id, position=number, name=name)


def _take_definitions(edit: Edit, sources: Iterable[int], target_id: int) -> None:
    """Append what the other codes say of themselves, each text once."""
    target = edit.get(Code, target_id)
    others = [edit.get(Code, code_id) for code_id in sources]
    for field in DEFINITION_FIELDS:
        own = getattr(target, field)
        texts = dict.fromkeys(text for code in others if (text := getattr(code, field)).strip() and text not in own)
        if texts:
            edit.set(target, **{field: BETWEEN.join([own, *texts] if own.strip() else texts)})
    if target.digit is None and not target.is_folder:
        edit.set(target, digit=next((code.digit for code in others if code.digit is not None), None))
