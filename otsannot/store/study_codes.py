"""The coders and the codebook of a study come into a project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from otsannot.i18n import _
from otsannot.model.code_tree import DEEPEST, join_path
from otsannot.model.colours import is_colour, next_colour
from otsannot.model.nouns import DEFINITION_FIELDS, Code, Coder, now
from otsannot.model.study import StudyCode, StudyCoder
from otsannot.store import codes
from otsannot.store.rows import raw
from otsannot.store.study_mending import Guids, free_name, in_lines, is_variant, key_of, mended_name, mended_time
from otsannot.store.study_merging import Merging


def merge_coders(merging: Merging, people: Iterable[StudyCoder]) -> None:
    """Let each coder of a study be the one here of that GUID, else of that name, else a new one."""
    rows = list(raw(merging.edit.session, "SELECT guid, id, name FROM coder"))
    by_guid = {guid: number for guid, number, _name in rows}
    by_name = {name: number for _guid, number, name in rows}
    names = {number: name for _guid, number, name in rows}
    guids = Guids("coder", merging.losses)
    for person in people:
        name = mended_name("coder", person.name, merging.losses)
        guid = guids.take(person.guid, name)
        number = by_guid.get(guid) or by_name.get(name)
        if number is None:
            created = mended_time(person.created, "coder", name, merging.losses) or now()
            (number,) = merging.edit.add_many(Coder, [{"guid": guid, "name": name, "created": created}])
            merging.is_first("coder", number)
            merging.added("coder", name)
        else:
            ours = names[number]
            there = {"name": ours if name in by_name else name}
            fresh = merging.settle("coder", ours, {"name": ours}, there, may_take=merging.is_first("coder", number))
            merging.edit.set(merging.edit.get(Coder, number), **fresh)
            name = fresh.get("name", ours)
            by_name.pop(ours)
        by_guid[guid] = by_name[name] = number
        names[number] = name
        merging.coders.setdefault(key_of(person.guid), number)


class _Draft(NamedTuple):
    """A code of a study with its own GUID and the key of the code that it stands under."""

    code: StudyCode
    guid: str
    key: str
    parent: str | None


def merge_codes(merging: Merging, incoming: Sequence[StudyCode]) -> None:
    """Let each code of a study be the one here of that GUID, else at that path, else a new one after its siblings."""
    _Codes(merging).merge(incoming)


class _Codes:
    """The codebook here while another one comes in."""

    def __init__(self, merging: Merging) -> None:
        self.merging = merging
        columns = ("id", "guid", "parent_id", "position", "name", "colour", "is_folder", "digit", *DEFINITION_FIELDS)
        rows = raw(merging.edit.session, f"SELECT {', '.join(columns)} FROM code ORDER BY position, id")
        self.rows = {row[0]: dict(zip(columns, row, strict=True)) for row in rows}
        self.by_guid = {row["guid"]: number for number, row in self.rows.items()}
        self.names: dict[int | None, dict[str, int]] = {}
        for number, row in self.rows.items():
            self.names.setdefault(row["parent_id"], {})[row["name"]] = number
        self.parents: dict[int, int | None] = {number: row["parent_id"] for number, row in self.rows.items()}
        book = codes.tree(merging.edit.session)
        self.levels: dict[int | None, int] = {None: 0, **{number: book.level(number) for number in self.rows}}
        self.at_top = Counter(row["colour"] for row in self.rows.values() if row["parent_id"] is None)
        self.colours: dict[int | None, str] = {number: row["colour"] for number, row in self.rows.items()}
        self.positions = Counter({row["parent_id"]: row["position"] + 1 for row in self.rows.values()})
        self.digits = {row["digit"]: number for number, row in self.rows.items() if row["digit"]}
        self.in_use = codes.counts(merging.edit.session).keys()
        self.claimed: set[int] = set()
        merging.folders |= {number for number, row in self.rows.items() if row["is_folder"]}
        merging.code_names |= {number: row["name"] for number, row in self.rows.items()}

    def merge(self, incoming: Sequence[StudyCode]) -> None:
        """Bring codes in, parents first."""
        drafts = _parents_first(self.merging, incoming)
        self.claimed = {self.by_guid[draft.guid] for draft in drafts if draft.guid in self.by_guid}
        for draft in drafts:
            name = mended_name("code", draft.code.name, self.merging.losses, is_code=True)
            parent = None if draft.parent is None else self._home(self.merging.codes[draft.parent], name)
            number = self.by_guid.get(draft.guid)
            if number is None:
                number = self.names.get(parent, {}).get(name)
                number = None if number in self.claimed else number
            if number is None:
                number = self._add(draft, name, parent)
            else:
                self._update(draft.code, number, name, parent)
            self.claimed.add(number)
            self.merging.codes.setdefault(draft.key, number)
            self.merging.link("code", draft.code.guid, self.rows[number]["guid"])

    def _home(self, parent: int, name: str) -> int | None:
        """Under which code one comes to stand that asks for a parent: not deeper than a codebook goes."""
        home: int | None = parent
        while home is not None and self.levels[home] >= DEEPEST:
            home = self.parents[home]
        if home != parent:
            told = _("It stood deeper than {n} levels and was put higher up.").format(n=DEEPEST)
            self.merging.lose("code", name, told)
        return home

    def _add(self, draft: _Draft, name: str, parent: int | None) -> int:
        code, merging = draft.code, self.merging
        free = free_name(name, self.names.get(parent, {}))
        if free != name:
            merging.lose("code", free, _("There is another code “{name}” in its place.").format(name=name))
        colour = code.colour.lower() if is_colour(code.colour.lower()) else None
        if colour is None and code.colour:
            merging.lose("code", free, _("Its colour {colour!r} is none.").format(colour=code.colour))
        if colour is None:
            colour = next_colour(self.at_top) if parent is None else self.colours[parent]
        values = {
            "guid": draft.guid,
            "parent_id": parent,
            "position": self.positions[parent],
            "name": free,
            "colour": colour,
            "is_folder": code.is_folder,
            "digit": self._digit(code, free),
            **{column: in_lines(getattr(code, column)) for column in DEFINITION_FIELDS},
            "created": mended_time(code.created, "code", free, merging.losses) or now(),
        }
        (number,) = merging.edit.add_many(Code, [values])
        self.positions[parent] += 1
        self.rows[number] = values
        self.colours[number] = colour
        self.levels[number] = self.levels[parent] + 1
        self.parents[number] = parent
        self.names.setdefault(parent, {})[free] = number
        self.at_top[colour] += parent is None
        if values["digit"]:
            self.digits[values["digit"]] = number
        if code.is_folder:
            merging.folders.add(number)
        merging.code_names[number] = free
        merging.is_first("code", number)
        merging.added("code", free)
        return number

    def _update(self, code: StudyCode, number: int, name: str, parent: int | None) -> None:
        row, merging = self.rows[number], self.merging
        if is_variant(row["name"], name):
            name = row["name"]
        if self.names.get(parent, {}).get(name, number) != number:
            merging.lose("code", row["name"], _("There is another code “{name}” in its place.").format(name=name))
            name = row["name"]
            if self.names.get(parent, {}).get(name, number) != number:
                parent = row["parent_id"]
        colour = code.colour.lower()
        there: dict[str, Any] = {
            "name": name,
            "place": self._path(parent, name) if parent != row["parent_id"] else None,
            "colour": colour if is_colour(colour) else "",
            "is_folder": code.is_folder and number not in self.in_use and not row["digit"],
            "digit": self._digit(code, row["name"], number),
            **{column: in_lines(getattr(code, column)) for column in DEFINITION_FIELDS},
        }
        here = {**row, "place": self._path(row["parent_id"], row["name"])}
        fresh = merging.settle("code", row["name"], here, there, may_take=merging.is_first("code", number))
        if fresh.pop("place", None) is not None and self._may_stand(number, parent, name):
            fresh |= {"parent_id": parent, "position": self.positions[parent]}
            self.positions[parent] += 1
        elif self.names[row["parent_id"]].get(fresh.get("name", ""), number) != number:
            del fresh["name"]
        if fresh.get("is_folder"):
            merging.folders.add(number)
        if fresh:
            merging.edit.set(merging.edit.get(Code, number), **fresh)
            self._note(number, fresh)

    def _may_stand(self, number: int, parent: int | None, name: str) -> bool:
        """Whether a code may move under another one, which is not so under itself or deeper than a codebook goes."""
        above = parent
        while above is not None and above != number:
            above = self.parents[above]
        if above is None and self.levels[parent] + self._height(number) <= DEEPEST:
            return True
        self.merging.lose("code", name, _("It cannot stand where the other study has it."))
        return False

    def _height(self, number: int) -> int:
        """How many levels there are from a code down, its own included."""
        levels, height = [number], 0
        while levels:
            levels = [child for above in levels for child in self.names.get(above, {}).values()]
            height += 1
        return height

    def _note(self, number: int, fresh: dict[str, Any]) -> None:
        """Keep in mind what was written."""
        row = self.rows[number]
        self.names[row["parent_id"]].pop(row["name"], None)
        row |= fresh
        self.names.setdefault(row["parent_id"], {})[row["name"]] = number
        self.parents[number] = row["parent_id"]
        below = [number]
        while below:
            self.levels |= {one: self.levels[self.parents[one]] + 1 for one in below}
            below = [child for above in below for child in self.names.get(above, {}).values()]
        self.colours[number] = row["colour"]
        self.digits = {digit: code for digit, code in self.digits.items() if code != number}
        if row["digit"]:
            self.digits[row["digit"]] = number
        self.merging.code_names[number] = row["name"]

    def _digit(self, code: StudyCode, name: str, number: int | None = None) -> int | None:
        """The digit that a code asks for, where it is one, a code can have it, and no other code has it."""
        digit = code.digit
        if digit is None:
            return None
        is_folder = code.is_folder or number in self.merging.folders
        if digit not in range(1, 10) or is_folder or self.digits.get(digit, number) != number:
            self.merging.lose("code", name, _("It cannot have the digit {digit}.").format(digit=digit))
            return None
        return digit

    def _path(self, parent: int | None, name: str) -> str:
        names = [name]
        while parent is not None:
            names.append(self.rows[parent]["name"])
            parent = self.parents[parent]
        return join_path(reversed(names))


def _parents_first(merging: Merging, incoming: Sequence[StudyCode]) -> list[_Draft]:
    """Codes each after its parent; one whose parent is missing, or stands under it, comes to the top."""
    guids = Guids("code", merging.losses)
    drafts: list[_Draft] = []
    first: dict[str, int] = {}
    for place, code in enumerate(incoming):
        parent = None if not code.parent else key_of(code.parent)
        drafts.append(_Draft(code, guids.take(code.guid, code.name), key_of(code.guid), parent))
        first.setdefault(drafts[-1].key, place)
    children: dict[int | None, list[int]] = {}
    for place, draft in enumerate(drafts):
        if draft.parent is not None and draft.parent not in first:
            merging.lose("code", draft.code.name, _("The code above it is not in the study; it was put at the top."))
            drafts[place] = draft = draft._replace(parent=None)
        children.setdefault(None if draft.parent is None else first[draft.parent], []).append(place)
    met: set[int] = set()
    ordered = [drafts[place] for root in children.get(None, []) for place in _walk(root, children, met)]
    for place, draft in enumerate(drafts):
        if place not in met:
            merging.lose("code", draft.code.name, _("It stood under itself; it was put at the top."))
            drafts[place] = draft._replace(parent=None)
            ordered += [drafts[under] for under in _walk(place, children, met)]
    return ordered


def _walk(root: int, children: dict[int | None, list[int]], met: set[int]) -> Iterator[int]:
    waiting = [root]
    while waiting:
        place = waiting.pop()
        if place not in met:
            met.add(place)
            yield place
            waiting.extend(reversed(children.get(place, [])))
