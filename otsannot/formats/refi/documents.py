"""The documents of a project, one in memory at a time: texts, PDFs with their text, transcripts and coded notes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import NamedTuple

from lxml import etree

from otsannot.formats.refi import extras
from otsannot.formats.refi.archive import LARGEST_FILE
from otsannot.formats.refi.deciding import NVIVO, STANDARD, Decision, usual
from otsannot.formats.refi.descriptions import facts_of_document, of_document
from otsannot.formats.refi.facts import Attributes, values_of
from otsannot.formats.refi.guids import canonical
from otsannot.formats.refi.index import Index, Source, has_text, read_as_texts, source_name
from otsannot.formats.refi.intake import Intake, listed
from otsannot.formats.refi.notes import Notes
from otsannot.formats.refi.offsets import Counting, Text
from otsannot.formats.refi.passages import PassageReader, Raw, raw_selection
from otsannot.formats.refi.texts import Words, read_words
from otsannot.formats.refi.transcripts import sync_parts, transcript_selections
from otsannot.formats.refi.values import kept_name, moment, xml_text
from otsannot.formats.refi.xml import SOURCES, Element, child, children, description, local
from otsannot.i18n import _
from otsannot.model.structure import Part, hash_of
from otsannot.model.study import FileOpener, StudyDocument


class Held(NamedTuple):
    """A document in the making: the element that holds its text, and the one that says what it is."""

    guid: str
    name: str
    text: Element
    whole: Element
    path: str = ""


class Documents:
    """The documents of a project; to be walked through once."""

    def __init__(
        self, intake: Intake, index: Index, notes: Notes, passages: PassageReader, attributes: Attributes
    ) -> None:
        self._intake = intake
        self._index = index
        self._notes = notes
        self._passages = passages
        self._attributes = attributes
        self._counted: dict[tuple[Counting, str], list[tuple[str, Decision]]] = {}
        self._pairs = False
        self.stated: dict[str, dict[str, tuple[str, str]]] = {}
        self.annotations: dict[str, list[str]] = {}
        self.encoding: str | None = None

    def __len__(self) -> int:
        return sum(len(source.documents) for source in self._index.sources) + len(self._notes.coded())

    def __iter__(self) -> Iterator[StudyDocument]:
        with closing(self._intake.archive):
            for source, element in zip(self._index.sources, self._intake.xml.parts(SOURCES), strict=True):
                for held in self._held(source, element):
                    yield self._document(held)
            yield from self._coded_notes()
            self._tell()

    def _coded_notes(self) -> Iterator[StudyDocument]:
        coded = set(self._notes.coded())
        for element in self._intake.xml.parts(("Note",) if coded else ()):
            if (guid := canonical(element.get("guid", ""))) in coded:
                coded.remove(guid)
                name = kept_name(element.get("name"), _("Memo"))
                self._intake.tally(_("Memos with coded passages, which came as documents ({count}): {names}."), name)
                yield self._document(Held(guid, name, element, element))

    def _held(self, source: Source, element: Element) -> Iterator[Held]:
        if source.kind == "TextSource":
            yield Held(source.guid, source.name, element, element)
        elif source.kind == "PDFSource":
            if has_text(element):
                representation = child(element, "Representation")
                text = element if representation is None else representation
                yield Held(source.guid, source.name, text, element, element.get("path", ""))
        else:
            texts = read_as_texts(element)
            for number, (guid, text) in enumerate(zip(source.documents, texts, strict=True), start=1):
                name = source.name if len(texts) == 1 else f"{source.name} {number}"
                yield Held(guid, source_name(name, exactly=True), text, text)

    def _document(self, held: Held) -> StudyDocument:
        known = self._intake.extras.of_document(held.guid)
        words = self._words(held)
        text = words.text
        parts = [*words.parts, *self._parts(held, text, known)]
        found, decision = self._passages.read(
            held.name, text, self._selections(held), self._expected(text, known), known
        )
        whole = [*children(held.text, "Coding")]
        if held.whole is not held.text:
            whole += children(held.whole, "Coding")
        if whole:
            found += self._passages.on_the_whole(held.name, held.guid, len(text.kept), whole)
        if found and (not text.is_plain or decision.counting != STANDARD):
            self._counted.setdefault((decision.counting, decision.why), []).append((held.name, decision))
            self._pairs = self._pairs or text.has_pairs
        language, source = self._facts(held, known)
        name = extras.exact(known, "name", held.name)
        return StudyDocument(
            held.guid,
            name,
            text.kept,
            language,
            source or self._place(held),
            extras.written(known, "encoding") or words.encoding,
            moment(held.whole.get("creationDateTime")),
            tuple(parts),
            self._values(held, known),
            tuple(found),
            self._original(held, known),
        )

    def _facts(self, held: Held, known: extras.Known) -> tuple[str, str]:
        """Language and source of a document: what we know while its Description is what we wrote."""
        said = description(held.whole)
        language, source, _rest = facts_of_document(said)
        ours = extras.written(known, "language"), extras.written(known, "source")
        return ours if known and xml_text(of_document(*ours)) == said else (language, source)

    def _words(self, held: Held) -> Words:
        words = read_words(self._intake.archive, held.text, held.path, self.encoding)
        if words.fault:
            self._intake.lose("document", held.name, words.fault)
        elif words.told:
            self._intake.tell(_("“{name}”: {what}.").format(name=held.name, what=words.told))
        return words

    def _selections(self, held: Held) -> list[Raw]:
        if local(held.text) == "Transcript":
            return transcript_selections(held.text)
        found = [
            raw_selection(part, part.get("startPosition", ""), part.get("endPosition", ""))
            for part in children(held.text, "PlainTextSelection")
        ]
        if held.whole is not held.text:
            found = _with_areas(found, held.whole)
        return [*found, *(self._annotation(guid) for guid in self.annotations.get(held.guid, ()))]

    def _annotation(self, guid: str) -> Raw:
        """A note of QualCoder on a place of a document, which it writes as a selection in the note."""
        note = self._notes.by_guid[guid]
        [(start, end)] = note.places
        element = etree.Element("PlainTextSelection", guid=note.guid)
        for key, said in (("creatingUser", note.user), ("creationDateTime", note.created)):
            if said:
                element.set(key, said)
        return raw_selection(element, start, end)._replace(description=note.text)

    def _expected(self, text: Text, known: extras.Known) -> Counting:
        if not self._intake.is_ours:
            return usual(self._intake.origin, text)
        return NVIVO if extras.written(known, "positions") == "utf-16" and text.has_astral else STANDARD

    def _parts(self, held: Held, text: Text, known: extras.Known) -> tuple[Part, ...]:
        if local(held.text) == "Transcript":
            return sync_parts(held.text, len(text.kept))
        if known and extras.written(known, "sha256") == hash_of(text.kept):
            return extras.parts_of(known, len(text.kept))
        return ()

    def _values(self, held: Held, known: extras.Known) -> dict[str, str]:
        said = self.stated.get(held.guid, {}) | values_of(held.whole)
        return self._attributes.values("document", said, held.name, known)

    def _original(self, held: Held, known: extras.Known) -> FileOpener | None:
        archive = self._intake.archive
        path = held.path or held.text.get("richTextPath", "") or extras.written(known, "original")
        info = archive.find(path) if path else None
        if info is None or path == held.text.get("plainTextPath"):
            return None
        if fault := archive.fault(info, LARGEST_FILE):
            self._intake.lose("document", held.name, fault)
            return None
        return archive.opener(info)

    def _place(self, held: Held) -> str:
        """Where the source lay, as far as the project says so."""
        return "" if self._intake.is_ours else held.whole.get("currentPath", "").partition(":///")[2]

    def _tell(self) -> None:
        for (counting, why), found in self._counted.items():
            told = _("Positions in {names} are {counting}: {reason}.")
            self._intake.tell(
                told.format(
                    names=listed(name for name, _decision in found),
                    counting=counting_words(counting, self._pairs),
                    reason=_reason(why, [decision for _name, decision in found], self._intake.origin),
                )
            )
        if self._intake.extras.is_damaged:
            self._intake.tell(_("What otsannot keeps beside the project is damaged and was left out."))
        self._intake.tell_tallies()


def _with_areas(found: list[Raw], pdf: Element) -> list[Raw]:
    """Selections of a text, with what is said of the area of the PDF that has the GUID of one of them."""
    areas = {canonical(area.get("guid", "")): area for area in children(pdf, "PDFSelection")}
    united = []
    for raw in found:
        area = areas.get(canonical(raw.element.get("guid", "")))
        if area is not None:
            more = raw_selection(area, "", "")
            raw = raw._replace(
                description=raw.description or more.description,
                codings=[*raw.codings, *more.codings],
                notes=[*raw.notes, *more.notes],
            )
        united.append(raw)
    return united


def counting_words(counting: Counting, pairs: bool) -> str:
    """A way of counting in words."""
    words = [_("UTF-16 units, as NVivo counts") if counting.utf16 else _("code points, as the standard says")]
    if counting.feeds:
        words.append(_("each line end as two characters, though the file has one"))
    elif pairs:
        words.append(_("CRLF as two characters") if counting.crlf else _("CRLF as one character"))
    if counting.mark:
        words.append(_("with the byte order mark"))
    return ", ".join(words)


def _reason(why: str, decisions: list[Decision], origin: str) -> str:
    if why == "words":
        fitting, recorded = sum(each.fitting for each in decisions), sum(each.recorded for each in decisions)
        told = _("recorded quotations that fit so: {fitting} of {recorded}")
        return told.format(fitting=f"{fitting:,}", recorded=f"{recorded:,}")
    if why == "borders":
        return _("so most passages begin and end between words")
    return _("as is usual for {program}").format(program=origin or _("such files"))
