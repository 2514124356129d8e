"""A first look through all sources: what they are, and what of the rest of the project they refer to."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Collection
from typing import NamedTuple

from otsannot.formats import READERS
from otsannot.formats.refi.archive import LARGEST_TEXT
from otsannot.formats.refi.guids import canonical
from otsannot.formats.refi.intake import Intake
from otsannot.formats.refi.values import kept_name
from otsannot.formats.refi.xml import SOURCES, Element, child, children, description, local
from otsannot.i18n import _

SELECTIONS = {
    "PlainTextSelection", "PictureSelection", "PDFSelection", "AudioSelection", "VideoSelection", "TranscriptSelection",
}  # fmt: skip
_SELECTED = tuple(f"{{*}}{name}" for name in sorted(SELECTIONS))
_MADE = (*_SELECTED, "{*}Coding")
_TEXT_SUFFIXES = (".txt", ".docx", ".doc", ".rtf", ".odt", ".pdf", ".md", ".html", ".htm")


class Source(NamedTuple):
    """A source of the project, and the GUIDs of the documents that it gives: one, none, or one for each transcript.

    `path` is that of its plain text.
    """

    guid: str
    kind: str
    name: str
    documents: tuple[str, ...]
    path: str


class Found(NamedTuple):
    """A selection that something refers to: the GUID of its document, and its words."""

    document: str
    words: str


class Index:
    """What was seen in all sources, in their order."""

    def __init__(self, intake: Intake, wanted: Collection[str], coded_notes: Collection[str]) -> None:
        """`wanted` are GUIDs of things that may be selections, `coded_notes` those of notes to read as documents."""
        self._intake = intake
        self._wanted = wanted
        self.sources: list[Source] = []
        self.homes: dict[str, str] = {}
        self.users: set[str] = set()
        self.is_anonymous = False
        self.codes: set[str] = set()
        self.variables: set[str] = set()
        self.comments: set[str] = set()
        self.notes: list[tuple[str, str]] = []
        self.selections: dict[str, Found] = {}
        self.members: dict[str, list[str]] = {}
        self.descriptions: list[tuple[str, str]] = []
        for element in intake.xml.parts(SOURCES):
            self._add(element)
        for element in intake.xml.parts(("Note",)):
            if (guid := canonical(element.get("guid", ""))) in coded_notes:
                self._look_through(element, guid)

    def document(self, written: str) -> str:
        """The GUID of the document that a reference to a source means; empty when it means none."""
        return self.homes.get(canonical(written), "") or self._of_copy(canonical(written))

    def _of_copy(self, guid: str) -> str:
        """The document whose text lies in the archive once more under a GUID: cases of QualCoder name such copies."""
        archive = self._intake.archive
        copy = archive.find(f"{guid}.txt")
        if copy is None or archive.fault(copy, LARGEST_TEXT):
            return ""
        for source in self.sources:
            info = archive.find(source.path) if source.path else None
            if (
                info is None
                or abs(info.file_size - copy.file_size) > len(BOM_UTF8)
                or archive.fault(info, LARGEST_TEXT)
            ):
                continue
            if archive.read(info).removeprefix(BOM_UTF8) == archive.read(copy).removeprefix(BOM_UTF8):
                return source.guid
        return ""

    def _add(self, element: Element) -> None:
        kind, written = local(element), canonical(element.get("guid", ""))
        guid = self._intake.guids.take(written, "source")
        name = source_name(element.get("name"), self._intake.is_ours)
        if guid != written:
            self._intake.tally(_("Sources with the GUID of another one, which got a new one ({count}): {names}."), name)
        documents = self._documents(element, kind, guid)
        self.sources.append(Source(guid, kind, name, documents, element.get("plainTextPath", "")))
        if documents:
            self.homes.setdefault(written, documents[0])
            self.homes.setdefault(guid, documents[0])
        self._look_through(element, guid)

    def _documents(self, element: Element, kind: str, guid: str) -> tuple[str, ...]:
        if kind == "TextSource" or (kind == "PDFSource" and has_text(element)):
            self.descriptions.append((guid, description(element)))
            if (representation := child(element, "Representation")) is not None:
                self.homes.setdefault(canonical(representation.get("guid", "")), guid)
            return (guid,)
        found = []
        for text in read_as_texts(element):
            written = canonical(text.get("guid", ""))
            found.append(self._intake.guids.take(written, "text"))
            self.homes.setdefault(written, found[-1])
        return tuple(found)

    def _look_through(self, source: Element, guid: str) -> None:
        """Note what a source refers to. Every coding of the project passes here, so little is done with each."""
        self.variables.update(
            canonical(reference.get("targetGUID", ""))
            for value in children(source, "VariableValue")
            for reference in children(value, "VariableRef")
        )
        users = {element.get("creatingUser") for element in source.iter(*_MADE)}
        self.is_anonymous = self.is_anonymous or None in users
        users.add(source.get("creatingUser"))
        self.users.update(canonical(user) for user in users if user is not None)
        for code in {element.get("targetGUID", "") for element in source.iter("{*}CodeRef")}:
            self.codes.add(canonical(code))
            self.members.setdefault(canonical(code), []).append(self.homes.get(guid, guid))
        for reference in source.iter("{*}NoteRef"):
            self._note(reference, source, guid)
        for selection in source.iter(*_SELECTED) if self._wanted else ():
            written = canonical(selection.get("guid", ""))
            if written in self._wanted:
                self.selections.setdefault(written, Found(self._home(selection, guid), selection.get("name", "")))

    def _home(self, element: Element, guid: str) -> str:
        """The document that something in a source belongs to: that of its transcript, if it stands in one."""
        texts = ("{*}Transcript", "{*}TextDescription")
        homes = (self.homes.get(canonical(text.get("guid", ""))) for text in element.iterancestors(*texts))
        return next((home for home in homes if home), guid)

    def _note(self, reference: Element, source: Element, guid: str) -> None:
        above, note = reference.getparent(), canonical(reference.get("targetGUID", ""))
        if above is source or local(above) in ("Representation", "Transcript", "TextDescription"):
            self.notes.append((self._home(reference, guid), note))
        else:
            self.comments.add(note)


def read_as_texts(element: Element) -> list[Element]:
    """What of a picture or recording is read as a document of its own: its transcripts, and what says what it shows
    where that is coded."""
    described = [text for text in children(element, "TextDescription") if is_coded(text)]
    return [*children(element, "Transcript"), *described]


def has_text(pdf: Element) -> bool:
    """Whether a PDF is read as a document: its text is beside it, or a reader finds it in the file."""
    return child(pdf, "Representation") is not None or ".pdf" in READERS


def is_coded(text: Element) -> bool:
    """Whether passages of a text are selected or coded."""
    return any(local(found) in ("PlainTextSelection", "Coding") for found in text)


def source_name(written: str | None, exactly: bool) -> str:
    """What a source is called: without the suffix of its file, unless we wrote it."""
    name = kept_name(written, _("Untitled"))
    suffix = next((suffix for suffix in _TEXT_SUFFIXES if name.lower().endswith(suffix)), "")
    return name if exactly or len(name) <= len(suffix) or not suffix else name[: -len(suffix)].rstrip()
