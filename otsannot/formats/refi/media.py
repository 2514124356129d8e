"""Pictures, recordings and PDF areas: files that are kept and not shown, with what the project says of them."""

from __future__ import annotations

import mimetypes
from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from otsannot.formats.refi import extras
from otsannot.formats.refi.archive import LARGEST_FILE
from otsannot.formats.refi.guids import canonical, derived
from otsannot.formats.refi.index import SELECTIONS, Index, Source, read_as_texts
from otsannot.formats.refi.intake import Intake
from otsannot.formats.refi.texts import read_words
from otsannot.formats.refi.values import kept_name, moment, xml_text
from otsannot.formats.refi.xml import Element, child, children, local
from otsannot.i18n import _
from otsannot.model.study import FileOpener, StudyAttachment

GUIDS = (
    "guid", "targetGUID", "creatingUser", "modifyingUser", "fromSyncPoint", "toSyncPoint",
)  # fmt: skip
"""The attributes of XML that hold GUIDs."""

_SAID_OTHERWISE = ("guid", "name", "path", "creationDateTime")
AREAS = "areas of a PDF"
"""What `derived` makes the GUID of the attachment of that keeps the areas marked in the PDF of a document."""
_TYPES = {"PictureSource": "image", "AudioSource": "audio", "VideoSource": "video", "PDFSource": "application/pdf"}
_MOST_TOLD = 1000


class MediaReader:
    """Makes attachments of the sources that are no texts."""

    def __init__(self, intake: Intake, index: Index, paths: dict[str, str]) -> None:
        """`paths` are those of all codes."""
        self._intake = intake
        self._index = index
        self._paths = paths
        self._told = 0

    def read(self, element: Element, source: Source) -> None:
        """Keep a source as an attachment, or the areas marked in a PDF that is read as a document."""
        if source.kind == "TextSource" or (source.kind == "PDFSource" and source.documents):
            if self._unpaired(element):
                about = self._about(element, {"Representation", "Description", "Coding", "NoteRef", "VariableValue"})
                guid = self._intake.guids.take(derived(source.guid, AREAS), "attachment")
                created = moment(element.get("creationDateTime"))
                self._intake.study.attachments.append(
                    StudyAttachment(guid, source.name, _TYPES["PDFSource"], "", about, created)
                )
                self._tell(element, source)
            return
        path = element.get("path", "")
        info = self._intake.archive.find(path) if path else None
        file: FileOpener | None = None
        if info is not None:
            if fault := self._intake.archive.fault(info, LARGEST_FILE):
                self._intake.lose("attachment", source.name, fault)
            else:
                file = self._intake.archive.opener(info)
        elif path.lower().startswith("internal:"):
            self._intake.lose("attachment", source.name, _("its file is not in the project"))
        known = self._intake.extras.of("attachments", source.guid)
        about = self._about(element, set())
        self._intake.study.attachments.append(
            StudyAttachment(
                source.guid,
                extras.exact(known, "name", element.get("name") or source.name),
                extras.written(known, "media_type") or _media_type(path or source.name, source.kind),
                extras.written(known, "place") or ("" if info or path.lower().startswith("internal:") else path),
                extras.written(known, "about") if known.get("seen") == about else about,
                moment(element.get("creationDateTime")),
                file,
            )
        )
        self._tell(element, source)

    def read_others(self) -> None:
        """Take in the attachments that we keep beside the project because the standard has no place for them."""
        seen = {attachment.guid for attachment in self._intake.study.attachments}
        for guid, known in self._intake.extras.of("attachments").items():
            if not isinstance(known, dict) or guid in seen or "path" not in known:
                continue
            info = self._intake.archive.find(path) if (path := extras.written(known, "path")) else None
            self._intake.study.attachments.append(
                StudyAttachment(
                    self._intake.guids.take(canonical(guid), "attachment"),
                    kept_name(extras.written(known, "name"), _("Untitled")),
                    extras.written(known, "media_type"),
                    extras.written(known, "place"),
                    extras.written(known, "about"),
                    moment(extras.written(known, "created")),
                    self._intake.archive.opener(info) if info is not None else None,
                )
            )

    def _about(self, element: Element, without: set[str]) -> str:
        for text in children(element, "TextDescription"):
            if child(text, "PlainTextContent") is None and text.get("plainTextPath"):
                words = read_words(self._intake.archive, text).text.kept
                content = etree.Element("PlainTextContent")
                content.text = xml_text(words)
                text.insert(1 if child(text, "Description") is not None else 0, content)
        return about_of(element, without, read_as_texts(element))

    def _unpaired(self, element: Element) -> list[Element]:
        """The areas of a PDF that no passage of its text stands for; ATLAS.ti gives both of a pair one GUID."""
        representation = child(element, "Representation")
        texts = () if representation is None else children(representation, "PlainTextSelection")
        paired = {canonical(text.get("guid", "")) for text in texts}
        return [area for area in children(element, "PDFSelection") if canonical(area.get("guid", "")) not in paired]

    def _tell(self, element: Element, source: Source) -> None:
        for selection in element.iter():
            if local(selection) not in SELECTIONS or local(selection) in ("PlainTextSelection", "TranscriptSelection"):
                continue
            self._told += 1
            if self._told > _MOST_TOLD:
                self._intake.tally(
                    _("More selections in pictures, recordings and PDFs that are kept and not shown: {count}."), ""
                )
                continue
            codes = [
                self._paths.get(canonical(found.get("targetGUID", "")), "—")
                for found in selection.iter()
                if local(found) == "CodeRef"
            ]
            what = f"{source.name}: {selection.get('name') or local(selection)}"
            coded = f" ({', '.join(codes)})" if codes else ""
            self._intake.lose("passage", what, _("it stays with its file and goes out again, but is not shown") + coded)


def _media_type(path: str, kind: str) -> str:
    found = mimetypes.guess_type(path.rpartition("/")[2])[0] or ""
    wanted = _TYPES.get(kind, "")
    return found if found.startswith(wanted) else wanted


def about_of(element: Element, without: set[str], texts: Sequence[Element] = ()) -> str:
    """What a source says beyond what an attachment holds, as XML without namespaces; GUIDs are in our form.

    Parts named in `without` are left out, and so are `texts`.
    """
    away = {id(text) for text in texts}
    kept = etree.Element(local(element))
    kept.attrib.update({key: said for key, said in element.attrib.items() if key not in _SAID_OTHERWISE})
    kept.attrib.pop("{http://www.w3.org/2001/XMLSchema-instance}schemaLocation", None)
    for part in element:
        if local(part) not in without and id(part) not in away:
            kept.append(deepcopy(part))
    if not len(kept) and not kept.attrib:
        return ""
    for each in kept.iter():
        each.tag = local(each)
        for key in GUIDS:
            if (said := each.get(key)) is not None:
                each.set(key, canonical(said))
        attributes = sorted(each.attrib.items())
        each.attrib.clear()
        each.attrib.update(attributes)
        if each.text and not each.text.strip() and len(each):
            each.text = None
        each.tail = None
    etree.cleanup_namespaces(kept)
    return str(etree.tostring(kept, encoding="unicode"))
