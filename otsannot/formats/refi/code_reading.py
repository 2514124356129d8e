"""Reads the codes of a project or a codebook into a tree that a study can hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from otsannot.formats.refi import extras
from otsannot.formats.refi.descriptions import fields_of_code
from otsannot.formats.refi.extras import NOTHING, Known
from otsannot.formats.refi.guids import Unused, canonical
from otsannot.formats.refi.values import code_name, colour, free_name, moment
from otsannot.formats.refi.xml import Element, children, description
from otsannot.i18n import _
from otsannot.model.code_tree import DEEPEST, join_path
from otsannot.model.study import StudyCode

NO_FOLDER = ("true", "1", "")


class Above(NamedTuple):
    """The code that others stand under: its GUID, its path, and the names that are taken under it."""

    guid: str | None
    path: tuple[str, ...]
    taken: set[str]


class CodeReader:
    """Reads lists of codes; `faults` are pairs of a path and a sentence."""

    def __init__(self, known: Callable[[str], Known] = lambda _guid: NOTHING) -> None:
        self._extras_of = known
        self._guids = Unused()
        self._top = Above(None, (), set())
        self.codes: list[StudyCode] = []
        self.paths: dict[str, str] = {}
        self.notes: list[tuple[str, str]] = []
        self.faults: list[tuple[str, str]] = []

    def read(self, top: Element) -> None:
        """Take in the codes of a list, and those under them, in their order."""
        waiting: list[tuple[Iterator[Element], Above]] = [(children(top, "Code"), self._top)]
        while waiting:
            siblings, above = waiting[-1]
            code = next(siblings, None)
            if code is None:
                waiting.pop()
                continue
            under = self._code(code, above)
            if len(under.path) > DEEPEST - 1:
                under = above
            waiting.append((children(code, "Code"), under))

    def _code(self, code: Element, above: Above) -> Above:
        written = canonical(code.get("guid", ""))
        guid = self._guids.take(written, "code")
        extra = self._extras_of(guid)
        name = extras.exact(extra, "name", code_name(code.get("name")))
        free = free_name(name, above.taken)
        path = (*above.path, free)
        self.paths[guid] = join_path(path)
        self._tell(code, path, (guid != written, free != name))
        above.taken.add(free)
        fields = fields_of_code(extras.exact(extra, "description", description(code)))
        shade = colour(code.get("color"))
        if shade is None:
            self.faults.append((self.paths[guid], _("its colour, {colour}, is none").format(colour=code.get("color"))))
        is_folder = code.get("isCodable", "").strip().lower() not in NO_FOLDER
        self.codes.append(
            StudyCode(
                guid,
                free,
                above.guid,
                shade or "",
                is_folder,
                extras.number(extra, "digit", 1, 9),
                **fields,
                created=moment(extras.written(extra, "created")),
            )
        )
        self.notes += [(guid, canonical(note.get("targetGUID", ""))) for note in children(code, "NoteRef")]
        return Above(guid, path, set())

    def _tell(self, code: Element, path: tuple[str, ...], changed: tuple[bool, bool]) -> None:
        again, renamed = changed
        place = join_path(path)
        if again:
            self.faults.append((place, _("another code has its GUID, and it got a new one")))
        if renamed:
            self.faults.append((place, _("another code has its name and place, and it got a number")))
        if (code.get("name") or "").strip() != code_name(code.get("name")):
            told = _("its name was {name}, which no code can have")
            self.faults.append((place, told.format(name=repr(code.get("name", ""))[:100])))
        if len(path) == DEEPEST and any(True for _under in children(code, "Code")):
            told = _("what stands under it came beside it: a codebook has {n} levels at most")
            self.faults.append((place, told.format(n=DEEPEST)))
