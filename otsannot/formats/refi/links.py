"""The links of a project: notes come to what they are linked to, and other links are written down in a memo."""

from __future__ import annotations

from typing import NamedTuple

from otsannot.formats.refi.guids import canonical
from otsannot.formats.refi.index import Index
from otsannot.formats.refi.intake import Intake
from otsannot.formats.refi.notes import Notes, link
from otsannot.formats.refi.xml import Element, children
from otsannot.i18n import _
from otsannot.model.links import links, quoted

_ARROWS = {"OneWay": "→", "Bidirectional": "↔"}


class Link(NamedTuple):
    """A link as it is written."""

    guid: str
    name: str
    direction: str
    origin: str
    target: str
    notes: list[str]


def read_link(element: Element) -> Link:
    """A link of the project."""
    notes = [canonical(note.get("targetGUID", "")) for note in children(element, "NoteRef")]
    guid, origin, target = (canonical(element.get(name, "")) for name in ("guid", "originGUID", "targetGUID"))
    return Link(guid, element.get("name", ""), element.get("direction", ""), origin, target, notes)


class Links:
    """What links lead to: `on_passages` are the notes linked to selections."""

    def __init__(
        self, intake: Intake, notes: Notes, paths: dict[str, str], index: Index, case_names: dict[str, str]
    ) -> None:
        """`paths` are those of codes."""
        self._intake = intake
        self._notes = notes
        self._paths = paths
        self._index = index
        self._names = {guid: source.name for source in index.sources for guid in (source.guid, *source.documents)}
        self.case_names = case_names
        self.on_passages: dict[str, list[str]] = {}

    def follow(self, found: list[Link]) -> None:
        """Attach notes to what they are linked to, and write down the other links."""
        lines = [
            self._line(each)
            for each in found
            if not (self._is_in_text(each) or self._attach(each.origin, each.target))
            and not self._attach(each.target, each.origin)
        ]
        if lines:
            self._notes.write_down("links", _("Links"), "\n".join(lines))
            self._intake.tally(
                _("Links between codes, documents and passages, which are written down in a memo: {count}."), ""
            )

    def _is_in_text(self, each: Link) -> bool:
        """Whether the text of a note holds the link, as we write those of memos."""
        note = self._notes.by_guid.get(each.origin)
        return note is not None and any(known.target.guid == each.target for known in links(note.text))

    def _attach(self, note: str, to: str) -> bool:
        """Whether an end of a link is a note, and the other something that it can be about."""
        if note not in self._notes.by_guid or to in self._notes.by_guid:
            return False
        if to in self._paths:
            self._notes.refer(note, "code", to)
        elif to in self.case_names:
            self._notes.refer(note, "case", to)
        elif to in self._index.selections:
            self._index.comments.add(note)
            self.on_passages.setdefault(to, []).append(note)
        elif to in self._index.homes:
            self._notes.refer(note, "document", self._index.homes[to])
        else:
            return False
        return True

    def _line(self, each: Link) -> str:
        arrow = _ARROWS.get(each.direction, "–")
        said = [each.name] if each.name else []
        said += [note.text for guid in each.notes if (note := self._notes.by_guid.get(guid)) is not None]
        line = f"- {self.shown(each.origin)} {arrow} {self.shown(each.target)}"
        return line + (f": {' — '.join(' '.join(text.split()) for text in said)}" if said else "")

    def shown(self, guid: str) -> str:
        """What a GUID means, as a link of Markdown."""
        if guid in self._paths:
            return link("code", guid, self._paths[guid])
        if guid in self._index.homes:
            document = self._index.homes[guid]
            return link("document", document, self._names.get(document, ""))
        if guid in self._index.selections:
            words = self._index.selections[guid].words
            return link("annotation", guid, quoted(words) if words else "")
        if guid in self.case_names:
            return link("case", guid, self.case_names[guid])
        if guid in self._notes.by_guid:
            return link("memo", guid, self._notes.by_guid[guid].title or _("Memo"))
        return self._names.get(guid, "") or _("something that is not in the project")
