"""The codebook as a tree of codes: order, paths and kinship, computed once for each state of the codebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

SEPARATOR = " > "

DEEPEST = 100
"""How many levels a codebook may have: far more than anybody can use, and no file can take the memory with."""


class CodeRow(NamedTuple):
    """A code with its place in the tree; what lists and menus show of it."""

    id: int
    parent_id: int | None
    position: int
    name: str
    colour: str
    digit: int | None
    brief_definition: str
    is_folder: bool = False


class CodeDraft(NamedTuple):
    """A code as a file describes it; `path` holds the names from the top down, `definitions` every definition field.

    What the file does not say is None or empty.
    """

    path: tuple[str, ...]
    colour: str | None
    definitions: dict[str, str]
    guid: str | None = None
    is_folder: bool | None = None


def split_path(path: str) -> list[str]:
    """The names along a path such as `Security > Defence`, from the top down; blanks around a name do not count."""
    return [name.strip() for name in path.split(SEPARATOR)]


def join_path(names: Iterable[str]) -> str:
    """The path that leads over these names."""
    return SEPARATOR.join(names)


class CodeTree:
    """All codes of a project in tree order."""

    def __init__(self, rows: Iterable[CodeRow]) -> None:
        self.by_id = {row.id: row for row in rows}
        self._children: dict[int | None, list[CodeRow]] = {}
        for row in sorted(self.by_id.values(), key=lambda row: (row.position, row.id)):
            self._children.setdefault(row.parent_id, []).append(row)

    def children(self, code_id: int | None) -> list[CodeRow]:
        """The codes right under one code, or at the top for None, in their order."""
        return self._children.get(code_id, [])

    def walk(self, parent_id: int | None = None) -> Iterator[CodeRow]:
        """Every code under a parent, each before its children."""
        waiting = list(reversed(self.children(parent_id)))
        while waiting:
            row = waiting.pop()
            yield row
            waiting.extend(reversed(self.children(row.id)))

    def height(self, code_id: int) -> int:
        """How many levels there are from a code down, its own included."""
        return 1 - self.level(code_id) + max(self.level(under) for under in self.descendants(code_id))

    def descendants(self, code_id: int) -> set[int]:
        """The code itself and everything under it."""
        return {code_id, *(row.id for row in self.walk(code_id))}

    def above(self, code_id: int) -> Iterator[int]:
        """The codes a code stands under, the nearest first."""
        at = self.by_id[code_id].parent_id
        while at is not None:
            yield at
            at = self.by_id[at].parent_id

    def level(self, code_id: int) -> int:
        """How deep a code stands; 1 is the top."""
        return len(self.names(code_id))

    def names(self, code_id: int) -> list[str]:
        """The names from the top down to the code."""
        return [self.by_id[number].name for number in (code_id, *self.above(code_id))][::-1]

    def path(self, code_id: int) -> str:
        """The code's full name, such as `Security > Defence`."""
        return self._paths[code_id]

    def order(self, code_id: int) -> int:
        """The code's place in a walk through the whole tree, from 0."""
        return self._order[code_id]

    def find(self, name: str) -> list[CodeRow]:
        """The codes a name may mean: the one of that path, else those that end in it, in tree order.

        `Defence` and `Security > Defence` both name the code at `Security > Defence`.
        """
        wanted = split_path(name)
        path = join_path(wanted)
        exact = [row for row in self.walk() if self._paths[row.id] == path]
        ending = SEPARATOR + path
        return exact or [row for row in self.walk() if self._paths[row.id].endswith(ending)]

    @cached_property
    def _paths(self) -> dict[int, str]:
        paths: dict[int, str] = {}
        for row in self.walk():
            paths[row.id] = row.name if row.parent_id is None else paths[row.parent_id] + SEPARATOR + row.name
        return paths

    @cached_property
    def _order(self) -> dict[int, int]:
        return {row.id: number for number, row in enumerate(self.walk())}
