"""A codebook from a file comes into the one that is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from otsannot.model.code_tree import CodeDraft
from otsannot.model.colours import next_colour
from otsannot.model.nouns import Code
from otsannot.store import codes
from otsannot.store.edit import Edit


def merge_codebook(edit: Edit, drafts: Iterable[CodeDraft]) -> int:
    """Add the codes that are missing and fill in what known ones lack; nothing that is there is overwritten.

    Returns how many codes are new, parents that only a path names included.
    """
    drafts = list(drafts)
    codes.check_depth(max((len(draft.path) for draft in drafts), default=0))
    book = codes.tree(edit.session)
    known = {tuple(book.names(row.id)): row.id for row in book.walk()}
    wanted = {draft.path: draft.colour for draft in drafts}
    colours = {known[path]: book.by_id[known[path]].colour for path in known}
    at_top = Counter(row.colour for row in book.children(None))
    places = Counter({row.parent_id: row.position + 1 for row in book.walk()})
    for path in dict.fromkeys(draft.path[:depth] for draft in drafts for depth in range(1, len(draft.path) + 1)):
        if path in known:
            continue
        parent_id = known.get(path[:-1])
        colour = wanted.get(path) or (next_colour(at_top) if parent_id is None else colours[parent_id])
        code = Code(name=codes.checked_name(path[-1]), parent_id=parent_id, colour=colour, position=places[parent_id])
        known[path] = code_id = codes.number_of(edit.add(code))
        colours[code_id] = colour
        places[parent_id] += 1
        if parent_id is None:
            at_top[colour] += 1
    for draft in drafts:
        code = edit.get(Code, known[draft.path])
        edit.set(
            code, **{field: text for field, text in draft.definitions.items() if text and not getattr(code, field)}
        )
    return len(known) - len(book.by_id)
