"""Edits that arrange the codebook: codes are moved, copied, and removed with all under them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import count
from typing import NamedTuple

from otsannot.errors import OtsannotError
from otsannot.i18n import _
from otsannot.model.code_tree import CodeTree
from otsannot.model.nouns import LONGEST_NAME, Code, Coding
from otsannot.progress import SILENT, Progress, stretch
from otsannot.store import memos
from otsannot.store.codes import check_depth, check_free, create_code, create_path, number_of, tree
from otsannot.store.edit import ROWS_AT_ONCE, Edit, chunks
from otsannot.store.rows import AMONG, listed, raw


class Removed(NamedTuple):
    """How many codes went, those under the named ones included, and how many codings with them."""

    codes: int
    codings: int


def move_code(edit: Edit, code_id: int, parent_id: int | None, position: int | None = None) -> None:
    """Put a code under another one, or at the top, before the sibling that stands at `position`; None puts it last."""
    move_codes(edit, [code_id], parent_id, position)


def move_codes(edit: Edit, code_ids: Iterable[int], parent_id: int | None, position: int | None = None) -> None:
    """Put codes with all under them in another place, in the order they are given; one under another goes with it.

    Raises OtsannotError when a code would stand under itself, too deep, or beside another one of its name.
    """
    book = tree(edit.session)
    moved = _branches(edit, book, code_ids)
    if parent_id is not None:
        edit.get(Code, parent_id)
        if any(parent_id in book.descendants(code_id) for code_id in moved):
            raise OtsannotError(_("A code cannot be put under itself."))
    check_depth((0 if parent_id is None else book.level(parent_id)) + max(map(book.height, moved), default=0))
    siblings = [row.id for row in book.children(parent_id)]
    place = len(siblings) if position is None else position
    before, after = ([i for i in part if i not in moved] for part in (siblings[:place], siblings[place:]))
    taken = {book.by_id[i].name for i in (*before, *after)}
    for code_id in moved:
        name = book.by_id[code_id].name
        if name in taken:
            check_free(book, name, parent_id, besides=[code_id])
            raise OtsannotError(_("Two of these codes are called “{name}”. Rename one first.").format(name=name))
        taken.add(name)
    for number, code_id in enumerate([*before, *moved, *after]):
        values = {"position": number} | ({"parent_id": parent_id} if code_id in moved else {})
        edit.set(edit.get(Code, code_id), **values)


def create_beside(edit: Edit, code_id: int, path: Sequence[str]) -> int:
    """Add a code right after another one, or where its path leads if that has more than a name; returns its number."""
    if len(path) > 1:
        return create_path(edit, path)
    created = create_code(edit, path[0], edit.get(Code, code_id).parent_id)
    _put_after(edit, created, code_id)
    return created


def duplicate_code(edit: Edit, code_id: int, *, with_children: bool = False) -> int:
    """Put a copy with the same colour and definition right after a code, named `name (2)`; returns its number.

    Codings stay with the original: a copy of them would say that somebody had coded twice.
    """
    source = edit.get(Code, code_id)
    siblings = tree(edit.session).children(source.parent_id)
    copy_id = _copy(edit, source, source.parent_id, free_name(source.name, {row.name for row in siblings}))
    book = _put_after(edit, copy_id, code_id)
    copies: dict[int | None, int] = {code_id: copy_id}
    for row in book.walk(code_id) if with_children else ():
        copies[row.id] = _copy(edit, edit.get(Code, row.id), copies[row.parent_id], row.name)
    return copy_id


def remove_codes(edit: Edit, code_ids: Iterable[int], progress: Progress = SILENT) -> Removed:
    """Remove codes, everything under them, and their codings; the passages stay, and the memos become the project's."""
    book = tree(edit.session)
    branches = _branches(edit, book, code_ids)
    doomed = [row.id for code_id in branches for row in (book.by_id[code_id], *book.walk(code_id))]
    statement = f"SELECT id FROM coding WHERE code_id {AMONG} ORDER BY id"
    codings = [coding_id for (coding_id,) in raw(edit.session, statement, [listed(doomed)])]
    with stretch(progress, _("Removing codes"), len(codings)):
        for some in chunks(codings, ROWS_AT_ONCE):
            edit.remove_many(Coding, some)
            progress.advance(len(some))
    memos.remove_about(edit, code_ids=doomed)
    for code_id in reversed(doomed):  # one by one, so that undo brings parents back before their children
        edit.remove_many(Code, [code_id])
    return Removed(len(doomed), len(codings))


def free_name(name: str, taken: Collection[str]) -> str:
    """A name that no sibling has: the name itself, or with the first number from 2 that is free."""
    numbered = (f"{name[: LONGEST_NAME - len(mark)]}{mark}" for mark in (f" ({number})" for number in count(2)))
    return name if name not in taken else next(tried for tried in numbered if tried not in taken)


def _branches(edit: Edit, book: CodeTree, code_ids: Iterable[int]) -> list[int]:
    """The codes without those that stand under another one of them. Raises OtsannotError for one that is gone."""
    chosen = dict.fromkeys(code_ids)
    for code_id in chosen:
        edit.get(Code, code_id)
    return [code_id for code_id in chosen if not chosen.keys() & set(book.above(code_id))]


def _put_after(edit: Edit, code_id: int, other_id: int) -> CodeTree:
    """Put a code right after a sibling; returns the codebook before that."""
    book = tree(edit.session)
    parent_id = book.by_id[other_id].parent_id
    move_code(edit, code_id, parent_id, book.children(parent_id).index(book.by_id[other_id]) + 1)
    return book


def _copy(edit: Edit, source: Code, parent_id: int | None, name: str) -> int:
    kept = source.model_dump(exclude={"id", "guid", "created", "digit", "name", "parent_id"})
    return number_of(edit.add(Code(name=name, parent_id=parent_id, **kept)))
