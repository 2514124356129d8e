"""A codebook from a file is compared with the one that is there, and comes into it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from otsannot.errors import OtsannotError
from otsannot.i18n import _
from otsannot.model.code_tree import CodeDraft, CodeRow, CodeTree, join_path
from otsannot.model.colours import next_colour
from otsannot.model.nouns import Code
from otsannot.progress import SILENT, Progress, stretch
from otsannot.store import codes
from otsannot.store.codes import Definition
from otsannot.store.edit import Edit

CodePath = tuple[str, ...]


class Difference(NamedTuple):
    """What a field of a code says here and in a file; `path` is the code's own, `field` a column of the export."""

    path: str
    field: str
    here: str
    there: str


Take = Callable[[Difference], bool]
"""Says of a field that differs whether the file's words take the place of those here."""


@dataclass
class Comparison:
    """What a file brings: paths of codes that are new, and that are equal, and the fields in which others differ.

    `filled` holds fields that are empty here. A field that is empty in the file says nothing. `problems` are sentences
    on what can not be taken, whoever wants it.
    """

    new: list[str] = field(default_factory=list)
    filled: list[Difference] = field(default_factory=list)
    changed: list[Difference] = field(default_factory=list)
    equal: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


@dataclass
class _Node:
    """A code that the file names, with the one it is here; `draft` is None where only a longer path names it.

    `number` is that of the code here; a new one gets it when it is written.
    """

    path: CodePath
    parent: _Node | None
    draft: CodeDraft | None
    row: CodeRow | None
    number: int | None


def compare_codebook(session: Session, drafts: Iterable[CodeDraft]) -> Comparison:
    """What a file's codes would bring; nothing is written."""
    return _Matching(session, drafts).comparison


def keep_ours(_difference: Difference) -> bool:
    """Take nothing that would overwrite a field."""
    return False


def take_theirs(_difference: Difference) -> bool:
    """Take whatever the file says."""
    return True


def merge_codebook(
    edit: Edit, drafts: Iterable[CodeDraft], take: Take = keep_ours, progress: Progress = SILENT
) -> Comparison:
    """Add the codes that are missing and fill in what known ones lack; returns what was new, filled in and different.

    A row means the code at its path, or else the code of its GUID, which was then renamed or moved in the file. `take`
    says of each field that differs whether the file's is taken; what it leaves stays as it is. Raises OtsannotError
    where what is taken fits together with what is kept in no tree.
    """
    matching = _Matching(edit.session, drafts)
    writing = _Writing(edit, matching.book)
    with stretch(progress, _("Importing codes"), len(matching.nodes)):
        for node in matching.nodes:
            if node.row is None:
                writing.add(node, matching.free_guid(node))
            progress.advance()
    found = matching.comparison
    chosen = [*found.filled, *(difference for difference in found.changed if take(difference))]
    writing.write(chosen, {matching.book.path(node.row.id): node for node in matching.nodes if node.row and node.draft})
    return found


class _Matching:
    """Which code here each code of a file is, parents before their children."""

    def __init__(self, session: Session, drafts: Iterable[CodeDraft]) -> None:
        self.book = codes.tree(session)
        self._definitions = codes.definitions(session)
        self._uses = codes.counts(session)
        self._guids = {guid: number for number, (guid, _definition) in self._definitions.items()}
        self._children = {(row.parent_id, row.name): row for row in self.book.by_id.values()}
        self._nodes: dict[CodePath, _Node] = {}
        by_path = {draft.path: draft for draft in drafts}
        codes.check_depth(max(map(len, by_path), default=0))
        paths = dict.fromkeys(path[:depth] for path in by_path for depth in range(1, len(path) + 1))
        self._rows_of = by_path.keys()
        self._claimed: set[int] = set()
        for path in paths:
            self._nodes[path] = self._match(path, by_path.get(path))
        self.nodes = [*self._nodes.values()]
        self.comparison = self._compare()

    def free_guid(self, node: _Node) -> str | None:
        """The GUID that the file gives a new code, once, when no code has it."""
        guid = None if node.draft is None else node.draft.guid
        if guid is None or guid in self._guids:
            return None
        self._guids[guid] = -1
        return guid

    def _match(self, path: CodePath, draft: CodeDraft | None) -> _Node:
        parent = self._nodes.get(path[:-1])
        row = None
        if parent is None or parent.row is not None:
            row = self._children.get((None if parent is None or parent.row is None else parent.row.id, path[-1]))
        if row is None and draft is not None and draft.guid in self._guids:
            row = self._elsewhere(self.book.by_id[self._guids[draft.guid]])
        if row is not None and draft is not None:
            self._claimed.add(row.id)
        return _Node(path, parent, draft, row, None if row is None else row.id)

    def _elsewhere(self, row: CodeRow) -> CodeRow | None:
        """The code of a GUID, unless another row of the file means it by its path."""
        named = tuple(self.book.names(row.id)) in self._rows_of
        return None if named or row.id in self._claimed else row

    def _compare(self) -> Comparison:
        found = Comparison()
        for node in self.nodes:
            if node.row is None:
                found.new.append(join_path(node.path))
            elif node.draft is not None:
                differing = [*self._differences(node, node.row, node.draft)]
                found.filled += [difference for difference in differing if not difference.here]
                found.changed += [difference for difference in differing if difference.here]
                if not differing:
                    found.equal.append(self.book.path(node.row.id))
                if node.draft.is_folder and node.row.id in self._uses:
                    told = _("“{code}” is applied to passages, and so is no folder.")
                    found.problems.append(told.format(code=self.book.path(node.row.id)))
        return found

    def _differences(self, node: _Node, row: CodeRow, draft: CodeDraft) -> Iterable[Difference]:
        path = self.book.path(row.id)
        parent_id = None if node.parent is None else node.parent.number
        moved = parent_id != row.parent_id or (node.parent is not None and node.parent.row is None)
        if moved or row.name != node.path[-1]:
            yield Difference(path, "code_path", path, join_path(node.path))
        if draft.colour is not None and draft.colour != row.colour:
            yield Difference(path, "colour", row.colour, draft.colour)
        if draft.is_folder not in (None, row.is_folder) and not (draft.is_folder and row.id in self._uses):
            yield Difference(path, "folder", _yes_or_no(row.is_folder), _yes_or_no(not row.is_folder))
        _guid, definition = self._definitions[row.id]
        for name, here in zip(Definition._fields, definition, strict=True):
            there = draft.definitions.get(name, "")
            if there and there != here:
                yield Difference(path, name, here, there)


def _yes_or_no(is_folder: bool) -> str:
    return "yes" if is_folder else "no"


class _Writing:
    """Writes codes and fields, and keeps the tree in mind as it grows."""

    def __init__(self, edit: Edit, book: CodeTree) -> None:
        self._edit = edit
        self._colours = {row.id: row.colour for row in book.by_id.values()}
        self._at_top = Counter(row.colour for row in book.children(None))
        self._positions = Counter({row.parent_id: row.position + 1 for row in book.walk()})

    def add(self, node: _Node, guid: str | None) -> None:
        """Add a new code as the last of its siblings, in the colour it asks for or one that fits."""
        parent_id = None if node.parent is None else node.parent.number
        draft = node.draft or CodeDraft(node.path, None, {})
        colour = draft.colour or (next_colour(self._at_top) if parent_id is None else self._colours[parent_id])
        values: dict[str, Any] = {**draft.definitions, **({} if guid is None else {"guid": guid})}
        code = Code(
            name=codes.checked_name(node.path[-1]),
            parent_id=parent_id,
            colour=colour,
            position=self._next_position(parent_id),
            is_folder=bool(draft.is_folder),
            **values,
        )
        node.number = number = codes.number_of(self._edit.add(code))
        self._colours[number] = colour
        if parent_id is None:
            self._at_top[colour] += 1

    def write(self, chosen: Iterable[Difference], nodes: dict[str, _Node]) -> None:
        """Write the fields that are filled in or taken, and put codes that moved in their places."""
        fields: dict[str, dict[str, str]] = {}
        for difference in chosen:
            fields.setdefault(difference.path, {})[difference.field] = difference.there
        for path, values in fields.items():
            node = nodes[path]
            assert node.number is not None
            if values.pop("code_path", None) is not None:
                self._place(node, node.number)
            if (folder := values.pop("folder", None)) is not None:
                codes.set_folder(self._edit, node.number, folder == "yes")
            self._edit.set(self._edit.get(Code, node.number), **values)
        self._check()

    def _place(self, node: _Node, number: int) -> None:
        parent_id = None if node.parent is None else node.parent.number
        code = self._edit.get(Code, number)
        self._edit.set(code, name=codes.checked_name(node.path[-1]))
        if parent_id != code.parent_id:
            self._edit.set(code, parent_id=parent_id, position=self._next_position(parent_id))

    def _next_position(self, parent_id: int | None) -> int:
        self._positions[parent_id] += 1
        return self._positions[parent_id] - 1

    def _check(self) -> None:
        """Raises OtsannotError when moves that were taken, beside moves that were not, make no tree."""
        book = codes.tree(self._edit.session)
        levels: dict[int | None, int] = {None: 0}
        for row in book.walk():
            levels[row.id] = levels[row.parent_id] + 1
        if len(levels) <= len(book.by_id):
            raise OtsannotError(_("A code cannot be put under itself."))
        codes.check_depth(max(levels.values()))
        places = Counter((row.parent_id, row.name) for row in book.by_id.values())
        for (parent_id, name), count in places.items():
            if count > 1:
                path = join_path([*([] if parent_id is None else book.names(parent_id)), name])
                raise OtsannotError(_("There is a code “{path}” already.").format(path=path))
