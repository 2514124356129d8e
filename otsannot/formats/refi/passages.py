"""The selections of a text and what is coded on the whole of it: the passages of a document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from otsannot.formats.refi import extras
from otsannot.formats.refi.deciding import Decision, Placed, decide, place
from otsannot.formats.refi.descriptions import Weighed, comment_and_weights, of_passage
from otsannot.formats.refi.extras import Known
from otsannot.formats.refi.guids import canonical, derived
from otsannot.formats.refi.intake import Intake
from otsannot.formats.refi.notes import Notes
from otsannot.formats.refi.offsets import Counting, Selected, Text
from otsannot.formats.refi.people import People
from otsannot.formats.refi.values import moment, xml_text
from otsannot.formats.refi.xml import LOCAL, Element, text_of
from otsannot.i18n import _
from otsannot.model.study import StudyCoding, StudyPassage

FARTHEST = 10**12
"""No position is larger, in any unit."""


class Raw(NamedTuple):
    """A selection as it is written, before it is placed: its element, its Description, and the guids of its notes."""

    element: Element
    selected: Selected
    description: str
    codings: list[Element]
    notes: list[str]


def raw_selection(element: Element, start: str, end: str) -> Raw:
    """A selection between two positions as they are written."""
    said, codings, notes = "", [], list[str]()
    for part in element:
        name = LOCAL[part.tag]
        if name == "Coding":
            codings.append(part)
        elif name == "Description":
            said = text_of(part)
        elif name == "NoteRef":
            notes.append(canonical(part.get("targetGUID", "")))
    words = element.get("name", "")
    if "\r" in words:
        words = words.replace("\r\n", "\n")
    return Raw(element, Selected(_position(start), _position(end), words), said, codings, notes)


def _position(written: str) -> int:
    try:
        found = int(written)
    except ValueError:
        return -1
    return found if 0 <= found <= FARTHEST else -1


class PassageReader:
    """Makes passages of selections, one document after the other."""

    def __init__(self, intake: Intake, people: People, notes: Notes, paths: Mapping[str, str]) -> None:
        """`paths` are those of all codes."""
        self._intake = intake
        self._people = people
        self._notes = notes
        self._paths = paths
        self._document = ""
        self._codes: dict[str, str] = {}
        self.linked: Mapping[str, Sequence[str]] = {}

    def read(
        self, name: str, text: Text, selections: Sequence[Raw], expected: Counting, known: Known
    ) -> tuple[list[StudyPassage], Decision]:
        """The passages of a document, and how their positions are counted."""
        self._document = name
        selected = [raw.selected for raw in selections]
        decision = decide(text, selected, expected)
        places = place(text, selected, decision)
        found = _Passages(self._intake)
        comments, weights = _texts(known, "comments"), known.get("weights")
        weights = weights if isinstance(weights, dict) else {}
        for raw, placed in zip(selections, places, strict=True):
            if placed.start >= placed.end or placed.how:
                self._tell(name, raw, placed)
            if placed.start < placed.end:
                passage = self._passage(raw, placed, comments, weights)
                found.add(_labelled(passage, raw) if placed.how == "label" else passage)
        return found.all(), decision

    def on_the_whole(self, name: str, guid: str, length: int, codings: Sequence[Element]) -> list[StudyPassage]:
        """The passages over a whole document that codings of it as a whole become, one for each coder."""
        made: dict[str, list[StudyCoding]] = {}
        for element in codings:
            coder = self._people.coder(element.get("creatingUser"))
            if (coding := self._coding(element, coder, {})) is not None:
                made.setdefault(coder, []).append(coding)
        if made and not length:
            self._intake.lose("coding", name, _("the document has no text that could be coded"))
            return []
        if made:
            self._intake.tally(
                _("Documents that were coded as a whole, as all their text is now ({count}): {names}."), name
            )
        return [
            StudyPassage(
                derived(guid, coder), coder, 0, length, "", coded[0].created, coded[0].created, _distinct(coded)
            )
            for coder, coded in made.items()
        ]

    def comment(self, raw: Raw) -> str:
        """What the notes on a selection and on its codings say."""
        notes = [*raw.notes]
        for coding in raw.codings:
            notes += [canonical(part.get("targetGUID", "")) for part in coding if LOCAL[part.tag] == "NoteRef"]
        if self.linked:
            notes += self.linked.get(canonical(raw.element.get("guid", "")), ())
        return self._notes.comment(dict.fromkeys(notes)) if notes else ""

    def _passage(
        self, raw: Raw, placed: Placed, comments: Mapping[str, str], weights: Mapping[str, Any]
    ) -> StudyPassage:
        element = raw.element
        user = element.get("creatingUser")
        if user is None and raw.codings:
            user = raw.codings[0].get("creatingUser")
        coder = self._people.coder(user)
        guid = canonical(element.get("guid", ""))
        codings = []
        for each in raw.codings:
            coding = self._coding(each, coder, weights)
            if coding is not None:
                codings.append(coding)
        comment = ""
        if raw.description:
            comment, codings = self._said(raw.description, comments.get(guid, ""), codings)
        elif weights:
            codings = [coding._replace(weight=None) for coding in codings]
        if self._notes.by_guid and (notes := self.comment(raw)):
            comment = f"{comment}\n\n{notes}" if comment else notes
        created = moment(element.get("creationDateTime"))
        modified = moment(element.get("modifiedDateTime")) or created
        distinct = tuple(codings) if len(codings) < 2 else _distinct(codings)
        return StudyPassage(guid, coder, placed.start, placed.end, comment, created, modified, distinct)

    def _coding(self, element: Element, coder: str, weights: Mapping[str, Any]) -> StudyCoding | None:
        written = ""
        for part in element:
            if LOCAL[part.tag] == "CodeRef":
                written = part.get("targetGUID", "")
        code = self._codes.get(written)
        if code is None:
            code = canonical(written)
            if code not in self._paths:
                self._lose_coding(element, code)
                return None
            self._codes[written] = code
        user = element.get("creatingUser")
        guid = canonical(element.get("guid", ""))
        weight = weights.get(guid) if weights else None
        sound = weight if type(weight) is int and 0 <= weight <= 100 else None
        return StudyCoding(
            self._intake.codings.take(guid, "coding"),
            code,
            coder if user is None else self._people.coder(user),
            sound,
            moment(element.get("creationDateTime")),
        )

    def _lose_coding(self, element: Element, code: str) -> None:
        told = _("the code {code} of one of its codings is not in the project")
        above = element.getparent()
        what = f"{self._document} {above.get('startPosition', '')}–{above.get('endPosition', '')}"
        self._intake.lose("coding", what, told.format(code=code or "—"))

    def _said(self, description: str, comment: str, codings: list[StudyCoding]) -> tuple[str, list[StudyCoding]]:
        """Comment and weights, from what we know when the Description is still what we wrote, else from its words."""
        weighed = [Weighed(self._paths[each.code], each.weight) for each in codings if each.weight is not None]
        if (comment or weighed) and xml_text(of_passage(comment, weighed)) == description:
            return comment, codings
        said, found = comment_and_weights(description, (self._paths[coding.code] for coding in codings))
        told = dict(found)
        return said, [coding._replace(weight=told.pop(self._paths[coding.code], None)) for coding in codings]

    def _tell(self, name: str, raw: Raw, placed: Placed) -> None:
        _start, _end, words = raw.selected
        what = f"{name} {raw.element.get('startPosition', '?')}–{raw.element.get('endPosition', '?')}"
        match placed.how:
            case "outside":
                self._lose(what, raw, _("it lies outside the text"))
            case "cut" if placed.start < placed.end:
                self._lose(what, raw, _("it reached beyond the text, and ends with it now"), is_kept=True)
            case "found":
                told = _("Passages that did not lie where their words stand, and were put there ({count}): {names}.")
                self._intake.tally(told, words[:40])
            case "counted":
                told = _("Passages that were counted otherwise than the rest, as their words show ({count}): {names}.")
                self._intake.tally(told, words[:40])
            case "doubtful" if not self._intake.is_ours:
                told = _("Passages that are named by words which stand elsewhere in the text ({count}): {names}.")
                self._intake.tally(told, words[:40])
            case "label" if placed.start < placed.end:
                told = _("Names that are no words of their passages, and begin the comments now ({count}): {names}.")
                self._intake.tally(told, words[:40])
            case _ if placed.start >= placed.end:
                self._lose(what, raw, _("it has no words"))

    def _lose(self, what: str, raw: Raw, reason: str, *, is_kept: bool = False) -> None:
        if not is_kept:
            codes = [canonical(part.get("targetGUID", "")) for each in raw.codings for part in each]
            said = [self._paths[code] for code in codes if code in self._paths]
            words = [raw.description, self.comment(raw)]
            more = [*said, *(f"“{each}”" for each in words if each)]
            reason = f"{reason} ({', '.join(more)})" if more else reason
        self._intake.lose("passage", what, reason)


class _Passages:
    """Passages by place and coder: one that comes again on the same words joins the one that is there."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._found: dict[tuple[int, int, str], StudyPassage] = {}

    def add(self, passage: StudyPassage) -> None:
        key = passage.start, passage.end, passage.coder
        there = self._found.get(key)
        if there is None:
            guid = self._intake.guids.take(passage.guid, "passage")
            self._found[key] = passage._replace(guid=guid) if guid != passage.guid else passage
            return
        comments = [there.comment, passage.comment] if passage.comment != there.comment else [there.comment]
        self._found[key] = there._replace(
            comment="\n\n".join(filter(None, comments)),
            created=min(there.created, passage.created) or there.created or passage.created,
            modified=max(there.modified, passage.modified),
            codings=_distinct([*there.codings, *passage.codings]),
        )

    def all(self) -> list[StudyPassage]:
        return list(self._found.values())


def _labelled(passage: StudyPassage, raw: Raw) -> StudyPassage:
    """A passage whose comment begins with the name that another program gave it."""
    return passage._replace(comment="\n\n".join(filter(None, (raw.selected.words.strip(), passage.comment))))


def _distinct(codings: Iterable[StudyCoding]) -> tuple[StudyCoding, ...]:
    """Codings of which none says what another has said."""
    found: dict[tuple[str, str], StudyCoding] = {}
    for coding in codings:
        found.setdefault((coding.code, coding.coder), coding)
    return tuple(found.values())


def _texts(known: Known, key: str) -> dict[str, str]:
    found = known.get(key)
    if not isinstance(found, dict):
        return {}
    return {guid: text for guid in found if (text := extras.written(found, guid))}
