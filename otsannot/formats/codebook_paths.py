"""Where each row of a codebook table stands in the tree, from its path or from its name and its parent's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from otsannot.errors import OtsannotError
from otsannot.i18n import _
from otsannot.model.code_tree import DEEPEST, join_path, split_path
from otsannot.model.nouns import LINE_BREAKS, LONGEST_NAME


class Named(NamedTuple):
    """How a row names its code. `parent` may be the bare name of a code that has a row of its own."""

    code: str
    code_path: str
    parent_path: str
    parent: str


class Paths:
    """The paths of the rows of one table."""

    def __init__(self, rows: Sequence[Named]) -> None:
        self._rows = rows
        # Tables of coded passages repeat a code's row many times.
        self._by_name: dict[str, dict[Named, int]] = {}
        for number, row in enumerate(rows):
            if row.code and not row.code_path:
                self._by_name.setdefault(row.code, {}).setdefault(row, number)

    def path(self, number: int) -> tuple[str, ...]:
        """The names from the top down to the code of a row. Raises OtsannotError when they can be none."""
        row = self._rows[number]
        path = self._given(row) if row.code_path else self._gathered(number)
        return check_path(path)

    def _given(self, row: Named) -> list[str]:
        path = split_path(row.code_path)
        if row.code not in ("", path[-1], join_path(path)):
            raise OtsannotError(_("code and code_path name different codes."))
        named = row.parent_path or row.parent
        if named and split_path(named) != path[:-1] and (row.parent_path or [named] != path[-2:-1]):
            raise OtsannotError(_("parent_path and code_path name different parents."))
        return path

    def _gathered(self, number: int) -> list[str]:
        """The path of a row that has a name, and perhaps a parent, which may have a parent in turn."""
        path: list[str] = []
        met: list[int] = []
        at: int | None = number
        while at is not None and len(path) <= DEEPEST:
            if at in met:
                loop = join_path(self._rows[n].code for n in [at, *reversed(met[met.index(at) :])])
                raise OtsannotError(_("the code stands under itself: {loop}.").format(loop=loop))
            met.append(at)
            row = self._rows[at]
            path[:0] = split_path(row.code)
            if row.parent_path:
                path[:0] = split_path(row.parent_path)
                break
            at = self._row_of(row.parent)
            if at is None and row.parent:
                path[:0] = split_path(row.parent)
        return path

    def _row_of(self, parent: str) -> int | None:
        """The row that a parent's name means; None when the file has none, and the name is a path from the top."""
        found = self._by_name.get(parent, {})
        # A bare name means the code at the top before any other.
        at_top = Named(parent, "", "", "")
        if at_top in found:
            return found[at_top]
        if len(found) > 1:
            raise OtsannotError(_("several codes are called {parent}. Write the whole path.").format(parent=parent))
        return next(iter(found.values()), None)


def check_path(path: Sequence[str]) -> tuple[str, ...]:
    """The names of a path. Raises OtsannotError when there are too many, or one can be none."""
    if len(path) > DEEPEST:
        raise OtsannotError(_("the code stands deeper than {n} levels.").format(n=DEEPEST))
    for name in path:
        _check_name(name)
    return tuple(path)


def _check_name(name: str) -> None:
    if not name:
        raise OtsannotError(_("the code has no name."))
    if any(mark in name for mark in LINE_BREAKS):
        raise OtsannotError(_("the name of the code holds a line break."))
    if len(name) > LONGEST_NAME:
        raise OtsannotError(_("the name of the code is longer than {n} characters.").format(n=LONGEST_NAME))
