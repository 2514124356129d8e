"""Writes documents as sources: their text and original file into the archive, and what is coded in them as XML."""

from __future__ import annotations

import re
import shutil
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from tempfile import SpooledTemporaryFile
from typing import IO, Any, NamedTuple
from zipfile import ZipFile

from lxml import etree

from otsannot.formats.refi.archive import LARGEST_FILE
from otsannot.formats.refi.descriptions import Weighed, comment_and_weights, of_document, of_passage
from otsannot.formats.refi.extras import keep_exact
from otsannot.formats.refi.guids import derived
from otsannot.formats.refi.markup import Resolver, child, shown, tag
from otsannot.formats.refi.offsets import flat
from otsannot.formats.refi.packing import Packing
from otsannot.formats.refi.values import is_moment, xml_text
from otsannot.formats.refi.xml import Element
from otsannot.formats.zipped import ZIP_DAMAGES
from otsannot.i18n import _
from otsannot.model.structure import hash_of
from otsannot.model.study import StudyCoding, StudyDocument, StudyPassage

QUOTED = 100
"""A passage is named by at most so many code points of it."""
_SMALL = 8_000_000
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_DOCX, _PDF, _OTHER = ".docx", ".pdf", ".bin"

_SELECTION, _CODING, _CODE_REF, _SAID = (
    tag(name) for name in ("PlainTextSelection", "Coding", "CodeRef", "Description")
)


class Original(NamedTuple):
    """Where the original file of a document lies in the archive."""

    suffix: str
    path: str


class TextWriter:
    """Writes one document after the other; `values` writes those of attributes."""

    def __init__(self, packing: Packing, resolver: Resolver, paths: Mapping[str, str], *, utf16: bool) -> None:
        """`paths` are those of codes; with `utf16` positions are UTF-16 units, as NVivo counts them."""
        self._packing = packing
        self._resolver = resolver
        self._paths = paths
        self._utf16 = utf16
        self._codes = {guid: shown(found) for guid, found in resolver.known.get("code", {}).items()}
        self._coders = {guid: shown(found) for guid, found in resolver.known.get("coder", {}).items()}
        self.wanted: set[str] = set()

    def write(self, document: StudyDocument, guid: str, areas: Element | None, extra: dict[str, Any]) -> Element:
        """The source of a document; `extra` is told what it cannot hold. `areas` is what is kept of its PDF."""
        original = self._original(document, guid, extra)
        mark = "\ufeff" if document.text.startswith("\ufeff") else ""
        path = self._packing.text(guid, mark + document.text)
        attributes = {"guid": shown(guid), "name": keep_exact(extra, "name", document.name)}
        made = {"creationDateTime": document.created} if is_moment(document.created) else {}
        if original is not None and original.suffix == _PDF:
            more = {} if areas is None else dict(areas.attrib)
            source: Any = etree.Element(tag("PDFSource"), {**more, **attributes, "path": original.path, **made})
            self._describe(source, document, extra)
            for area in [] if areas is None else [*areas]:
                source.append(area)
            inner = shown(self._resolver.take(derived(document.guid, "text"), "text"))
            text = child(source, "Representation", {"guid": inner, "name": attributes["name"], "plainTextPath": path})
        else:
            rich = {"richTextPath": original.path} if original is not None and original.suffix == _DOCX else {}
            source = etree.Element(tag("TextSource"), {**attributes, **rich, "plainTextPath": path, **made})
            self._describe(source, document, extra)
            text = source
        self._passages(text, document, extra)
        self._know(document, extra)
        return source

    def _describe(self, source: Element, document: StudyDocument, extra: dict[str, Any]) -> None:
        if said := xml_text(of_document(document.language, document.source)):
            child(source, "Description", {}, said)
        extra.update({key: said for key in ("language", "source") if (said := getattr(document, key))})

    def _know(self, document: StudyDocument, extra: dict[str, Any]) -> None:
        """Keep what no element of the standard holds."""
        if document.encoding != "utf-8":
            extra["encoding"] = document.encoding
        if document.parts:
            extra["parts"] = document.parts
            extra["sha256"] = hash_of(document.text)
        if self._utf16 and _ASTRAL.search(document.text):
            extra["positions"] = "utf-16"

    def _original(self, document: StudyDocument, guid: str, extra: dict[str, Any]) -> Original | None:
        """Put the original file into the archive. Programs know Word and PDF; others are kept for us alone."""
        if document.original is None:
            return None
        with SpooledTemporaryFile(_SMALL) as copy:
            with document.original() as file:
                shutil.copyfileobj(file, copy)
            if copy.tell() > LARGEST_FILE:
                self._packing.lose("document", document.name, _("its original file is larger than 2 GB"))
                return None
            suffix = kind_of(copy)
            copy.seek(0)
            path = self._packing.file(guid + suffix, copy)
        if suffix == _OTHER:
            extra["original"] = path
            self._packing.count(_("Original files that are neither Word nor PDF, which only otsannot sees: {count}."))
            return None
        return Original(suffix, path)

    def _passages(self, text: Element, document: StudyDocument, extra: dict[str, Any]) -> None:
        wide = [found.start() for found in _ASTRAL.finditer(document.text)] if self._utf16 else []
        words, comments, weights = document.text, dict[str, str](), dict[str, int]()
        for passage in document.passages:
            start, end = passage.start, passage.end
            quoted = words[start:end] if end - start <= QUOTED else words[start : start + QUOTED].rstrip() + "…"
            if wide:
                start, end = start + bisect_left(wide, start), end + bisect_left(wide, end)
            guid = self._resolver.take(passage.guid, "passage")
            if passage.guid in self.wanted:
                self._resolver.known.setdefault("annotation", {})[passage.guid] = guid
            attributes = {
                "guid": guid.upper(),
                "name": xml_text(flat(quoted)),
                "startPosition": str(start),
                "endPosition": str(end),
            }
            if (coder := self._coders.get(passage.coder)) is not None:
                attributes["creatingUser"] = coder
            if is_moment(passage.created):
                attributes["creationDateTime"] = passage.created
            if is_moment(passage.modified):
                attributes["modifiedDateTime"] = passage.modified
            selection = etree.SubElement(text, _SELECTION, attributes)
            said = passage.comment
            weighed = [coding for coding in passage.codings if coding.weight is not None and coding.code in self._codes]
            if said or weighed:
                said = self._describe_passage(selection, passage, weighed)
                if weighed or said != passage.comment:
                    comments[guid] = passage.comment
            for coding in passage.codings:
                made = self._coding(selection, coding, passage.coder)
                if coding.weight is not None and made:
                    weights[made] = coding.weight
        self._packing.count(
            _("Weights of codings, which other programs show in words, under the comment of the passage: {count}."),
            len(weights),
        )
        extra.update({key: known for key, known in (("comments", comments), ("weights", weights)) if known})

    def _describe_passage(self, selection: Element, passage: StudyPassage, weighed: Sequence[StudyCoding]) -> str:
        """Write comment and weights; what of it would be read again as the comment."""
        lines = [Weighed(self._paths[coding.code], coding.weight or 0) for coding in weighed]
        said = xml_text(of_passage(passage.comment, lines))
        etree.SubElement(selection, _SAID).text = said
        return comment_and_weights(said, (self._paths.get(coding.code, "") for coding in passage.codings))[0]

    def _coding(self, selection: Element, coding: StudyCoding, coder: str) -> str:
        """Write a coding; the GUID it got, or none when its code is not there."""
        code = self._codes.get(coding.code)
        if code is None:
            self._packing.lose("coding", coding.guid, _("its code is not in the study"))
            return ""
        guid = self._resolver.take(coding.guid, "coding")
        attributes = {"guid": guid.upper()}
        if (user := self._coders.get(coding.coder or coder)) is not None:
            attributes["creatingUser"] = user
        if is_moment(coding.created):
            attributes["creationDateTime"] = coding.created
        made = etree.SubElement(selection, _CODING, attributes)
        etree.SubElement(made, _CODE_REF, {"targetGUID": code})
        return guid


def kind_of(file: IO[bytes]) -> str:
    """What a file is by its content, as the suffix it gets."""
    file.seek(0)
    start = file.read(1024)
    if b"%PDF-" in start:
        return _PDF
    if start.startswith(b"PK"):
        try:
            with ZipFile(file) as zipped:
                return _DOCX if "word/document.xml" in zipped.namelist() else _OTHER
        except ZIP_DAMAGES:
            return _OTHER
    return _OTHER
