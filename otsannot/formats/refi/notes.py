"""The notes of a project: memos on what they refer to, comments on passages, and what else is written down as memos."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from otsannot.errors import OtsannotError
from otsannot.formats.decoding import decode
from otsannot.formats.refi import extras
from otsannot.formats.refi.guids import canonical, derived
from otsannot.formats.refi.intake import Intake
from otsannot.formats.refi.people import People
from otsannot.formats.refi.values import moment
from otsannot.formats.refi.xml import Element, child, description, local, text_of
from otsannot.i18n import _
from otsannot.model.links import Target, written
from otsannot.model.study import StudyMemo


class Note(NamedTuple):
    """A note as it is written; `places` are the selections in it, and `is_coded` says whether any is coded."""

    guid: str
    title: str
    text: str
    user: str
    created: str
    modified: str
    is_coded: bool
    places: tuple[tuple[str, str], ...]


class Notes:
    """The notes of a project by their GUIDs, and the memos they become."""

    def __init__(self, intake: Intake, people: People) -> None:
        self._intake = intake
        self._people = people
        self._about: dict[str, list[tuple[str, str]]] = {}
        self.by_guid: dict[str, Note] = {}
        self.used: set[str] = set()

    def add(self, element: Element) -> None:
        """Take in a note."""
        guid = canonical(element.get("guid", ""))
        extra = self._intake.extras.of("memos", guid)
        if guid in self.by_guid:
            guid = derived(guid, "note", str(len(self.by_guid)))
            self._intake.tally(
                _("Notes with the GUID of another one, which got a new one ({count}): {names}."),
                element.get("name", ""),
            )
        title = extras.exact(extra, "title", element.get("name") or "")
        said = extras.exact(extra, "text", self._text(element))
        more = description(element)
        coded, places = False, []
        for part in element:
            if local(part) == "Coding":
                coded = True
            elif local(part) == "PlainTextSelection":
                coded = coded or child(part, "Coding") is not None
                places.append((part.get("startPosition", ""), part.get("endPosition", "")))
        self.by_guid[guid] = Note(
            guid,
            title,
            f"{said}\n\n{more}" if said and more else said or more,
            element.get("creatingUser", ""),
            moment(element.get("creationDateTime")),
            moment(element.get("modifiedDateTime")),
            coded,
            tuple(places),
        )

    def _text(self, element: Element) -> str:
        content = child(element, "PlainTextContent")
        if content is not None:
            return text_of(content)
        path = element.get("plainTextPath", "")
        info = self._intake.archive.find(path) if path else None
        if info is None:
            if path or element.get("richTextPath"):
                told = _("its text, {path}, is not in the project as plain text")
                path = path or element.get("richTextPath", "")
                self._intake.lose("memo", element.get("name", ""), told.format(path=path))
            return ""
        try:
            if not info.file_size:
                return ""
            return decode(self._intake.archive.read(info), info.filename).text
        except OtsannotError as error:
            self._intake.lose("memo", element.get("name", ""), str(error))
            return ""

    def coded(self) -> list[str]:
        """The notes with coded passages, which are read as documents so that none is lost."""
        return [note.guid for note in self.by_guid.values() if note.is_coded]

    def users(self) -> set[str]:
        """The GUIDs of those who wrote notes."""
        return {canonical(note.user) for note in self.by_guid.values() if note.user}

    def refer(self, guid: str, about: str, subject: str) -> None:
        """Say that a note is about something; a note that is not there is told."""
        if guid not in self.by_guid:
            self._intake.tally(_("References to notes that are not in the project: {count}."), guid)
            return
        places = self._about.setdefault(guid, [])
        if (about, subject) not in places:
            places.append((about, subject))

    def texts_about(self, subject: str) -> str:
        """What the notes about something say, as it is written in its Description."""
        return "\n\n".join(
            self.by_guid[guid].text for guid, places in self._about.items() if ("case", subject) in places
        )

    def comment(self, guids: Iterable[str]) -> str:
        """What notes say as a comment on a passage."""
        found = []
        for guid in guids:
            note = self.by_guid.get(guid)
            if note is None:
                self._intake.tally(_("References to notes that are not in the project: {count}."), guid)
                continue
            has_title = note.title and not note.text.startswith(note.title.rstrip("….").strip())
            found.append(f"{note.title}\n{note.text}".strip() if has_title else note.text)
        return "\n\n".join(found)

    def write_memos(self, comments: set[str]) -> None:
        """Make memos of all notes but those that are comments only, or are read as documents."""
        for note in self.by_guid.values():
            if note.guid in self.used or note.is_coded:
                continue
            places = self._about.get(note.guid, [])
            if not places and note.guid in comments:
                self._intake.tally(_("Notes on passages, which became their comments ({count}): {names}."), note.title)
                continue
            for number, (about, subject) in enumerate(places or [("", "")]):
                guid = note.guid if not number else derived(note.guid, subject)
                self._write(StudyMemo(guid, "", note.title, note.text, about, subject), note)

    def _write(self, memo: StudyMemo, note: Note) -> None:
        coder = self._people.coder(note.user)
        self._intake.study.memos.append(
            memo._replace(coder=coder, created=note.created, modified=note.modified or note.created)
        )

    def write_down(self, key: str, title: str, text: str, about: str = "", subject: str = "") -> None:
        """Keep as a memo what a study has no other place for; `key` is what it follows from."""
        created = moment(self._intake.xml.attributes.get("creationDateTime"))
        guid = derived("written down", key)
        self._intake.study.memos.append(
            StudyMemo(guid, self._people.somebody(), title, text, about, subject, created, created)
        )


def link(noun: str, guid: str, label: str) -> str:
    """A link in a memo."""
    return written(label or _("passage"), Target(noun, guid))
