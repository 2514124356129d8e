"""Writes a study as a REFI-QDA project (.qdpx) that is valid by the letter and the same from export to export."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sized
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

from otsannot.formats.files import replacing
from otsannot.formats.refi.code_writing import code_elements, paths_of
from otsannot.formats.refi.extras import ExtrasWriter, keep_exact
from otsannot.formats.refi.fact_writing import case_element, group_element, value_elements, variable_element
from otsannot.formats.refi.guids import Unused, derived
from otsannot.formats.refi.intake import PROGRAM
from otsannot.formats.refi.markup import PROJECT, Resolver, child, shown, tag
from otsannot.formats.refi.media_writing import MediaWriter
from otsannot.formats.refi.packing import Packing
from otsannot.formats.refi.text_writing import TextWriter
from otsannot.formats.refi.values import is_moment
from otsannot.formats.refi.xml import Element
from otsannot.formats.studies import PLAIN, StudyOptions
from otsannot.i18n import _
from otsannot.model.links import links
from otsannot.model.study import Loss, Study, StudyCase, StudyCode, StudyMemo
from otsannot.progress import SILENT, Progress, stretch


def write_study(study: Study, out: Path, progress: Progress = SILENT, options: StudyOptions = PLAIN) -> list[Loss]:
    """Write a study, and say what other programs will not see.

    Positions are code points, or UTF-16 units where the options say so. Raises OtsannotError when the file cannot be
    written; what stood there is then untouched.
    """
    with replacing(out) as file, ZipFile(file, "w", ZIP_DEFLATED) as zipped:
        return _Writing(study, Packing(zipped), options).write(progress)


class _Writing:
    """Writes sources first, each as it comes, and the project around them at the end."""

    def __init__(self, study: Study, packing: Packing, options: StudyOptions) -> None:
        self._study = study
        self._packing = packing
        self._options = options
        self._extras = ExtrasWriter(packing)
        self._resolver = Resolver(Unused().take)
        self._notes: dict[tuple[str, str], list[StudyMemo]] = {}
        self._note_small_things()

    def _note_small_things(self) -> None:
        study, note = self._study, self._resolver.note
        for kind, things in (
            ("coder", study.coders),
            ("code", study.codes),
            ("attribute", study.attributes),
            ("case", study.cases),
            ("group", study.groups),
            ("memo", study.memos),
        ):
            for thing in things:
                note(kind, thing.guid)
        known = {(kind, guid) for kind in ("code", "case") for guid in self._resolver.known.get(kind, {})}
        for memo in study.memos:
            subject = (memo.about, memo.subject)
            is_known = subject in known or memo.about == "document"
            self._notes.setdefault(subject if is_known else ("", ""), []).append(memo)

    def write(self, progress: Progress) -> list[Loss]:
        """Write everything."""
        with TemporaryFile() as sources:
            self._write_sources(sources, progress)
            sources.seek(0)
            with self._packing.open("project.qde") as out:
                self._write_project(out, sources)
        self._write_extras()
        return self._packing.told()

    def _write_sources(self, out: Any, progress: Progress) -> None:
        """The element Sources, if there are any."""
        study = self._study
        media = MediaWriter(self._packing, self._resolver, study.attachments)
        writer = TextWriter(self._packing, self._resolver, paths_of(study.codes), utf16=self._options.utf16)
        writer.wanted = {
            link.target.guid for memo in study.memos for link in links(memo.text) if link.target.noun == "annotation"
        }
        documents = study.documents
        total = len(documents) if isinstance(documents, Sized) else 0
        with stretch(progress, _("Writing documents"), total):
            sources = self._sources(writer, media, progress)
            first = next(sources, None)
            if first is None:
                return
            with etree.xmlfile(out, encoding="utf-8") as xml, xml.element(tag("Sources"), nsmap={None: PROJECT}):
                xml.write(first)
                for source in sources:
                    xml.write(source)

    def _sources(self, writer: TextWriter, media: MediaWriter, progress: Progress) -> Iterator[Element]:
        for document in self._study.documents:
            guid, extra = self._resolver.note("document", document.guid), dict[str, Any]()
            areas = media.areas(document.guid) if document.original is not None else None
            source = writer.write(document, guid, areas, extra)
            for memo in self._notes.get(("document", document.guid), ()):
                child(source, "NoteRef", {"targetGUID": self._shown("memo", memo.guid)})
            value_elements(source, document.values, self._study.attributes, self._resolver, extra)
            self._extras.write_document(guid, extra)
            told = _("Documents with headings, pages or speakers, which only otsannot sees: {count}.")
            self._packing.count(told, bool(document.parts))
            yield source
            progress.advance()
        for element, attachment, extra in media.rest():
            self._extras.keep("attachments", self._resolver.known["attachment"][attachment.guid], extra)
            if element is not None:
                yield element

    def _write_project(self, out: Any, sources: Any) -> None:
        study = self._study
        attributes = {"name": keep_exact(self._extras.study, "title", study.title or _("Untitled"))}
        attributes["origin"] = PROGRAM
        if is_moment(study.created):
            attributes["creationDateTime"] = study.created
        out.write(b'<?xml version="1.0" encoding="utf-8"?>\n')
        with (
            etree.xmlfile(out, encoding="utf-8") as xml,
            xml.element(tag("Project"), attributes, nsmap={None: PROJECT}),
        ):
            for element in self._before_sources():
                xml.write(element)
            xml.flush()
            shutil.copyfileobj(sources, out)
            for element in self._after_sources():
                xml.write(element)

    def _before_sources(self) -> Iterator[Element]:
        study = self._study
        yield from _listed("Users", (self._user(coder.guid, coder.name, coder.created) for coder in study.coders))
        if study.codes:
            book: Any = etree.Element(tag("CodeBook"), nsmap={None: PROJECT})
            book.append(code_elements(PROJECT, study.codes, self._guid_of_code, self._keep_code, self._notes_on))
            yield book
        yield from _listed(
            "Variables", (variable_element(each, self._resolver, self._extras) for each in study.attributes)
        )
        yield from _listed("Cases", map(self._case, study.cases))

    def _after_sources(self) -> Iterator[Element]:
        study = self._study
        yield from _listed("Notes", map(self._note, study.memos))
        yield from _listed("Links", self._links())
        yield from _listed("Sets", (group_element(group, self._resolver, self._extras) for group in study.groups))
        known = self._resolver.known.get("document", {})
        for (about, subject), memos in self._notes.items():
            if not about or (about == "document" and subject not in known):
                for memo in memos:
                    yield etree.Element(tag("NoteRef"), {"targetGUID": self._shown("memo", memo.guid)})

    def _case(self, case: StudyCase) -> Element:
        memos = self._notes.get(("case", case.guid), [])
        return case_element(case, self._study.attributes, self._resolver, self._extras, memos)

    def _user(self, guid: str, name: str, created: str) -> Element:
        extra = {"created": created} if created else {}
        said = keep_exact(extra, "name", name)
        self._extras.keep("coders", self._resolver.known["coder"][guid], extra)
        return etree.Element(tag("User"), {"guid": self._shown("coder", guid), "name": said})

    def _guid_of_code(self, code: StudyCode) -> str:
        return self._resolver.known["code"][code.guid]

    def _keep_code(self, code: StudyCode, extra: dict[str, Any]) -> None:
        if code.digit is not None:
            extra["digit"] = code.digit
        if code.created:
            extra["created"] = code.created
        self._extras.keep("codes", self._guid_of_code(code), extra)
        self._packing.count(_("Codes bound to a digit, which only otsannot sees: {count}."), code.digit is not None)

    def _notes_on(self, code: StudyCode) -> list[str]:
        memos = self._notes.get(("code", code.guid), ())
        return [self._resolver.known["memo"][memo.guid] for memo in memos]

    def _note(self, memo: StudyMemo) -> Element:
        extra: dict[str, Any] = {}
        attributes = {"guid": self._shown("memo", memo.guid)}
        if memo.title:
            attributes["name"] = keep_exact(extra, "title", memo.title)
        coder = self._resolver.find("coder", memo.coder)
        attributes.update({"creatingUser": shown(coder)} if coder else {})
        attributes.update({"creationDateTime": memo.created} if is_moment(memo.created) else {})
        attributes.update({"modifiedDateTime": memo.modified} if is_moment(memo.modified) else {})
        made = etree.Element(tag("Note"), attributes)
        child(made, "PlainTextContent", {}, keep_exact(extra, "text", memo.text))
        self._extras.keep("memos", self._resolver.known["memo"][memo.guid], extra)
        return made

    def _links(self) -> Iterator[Element]:
        """From each memo on a case to that case, and from each memo to what its text links to."""
        for memo in self._study.memos:
            targets = [(link.target.noun, link.target.guid) for link in links(memo.text)]
            if memo.about == "case":
                targets.insert(0, ("case", memo.subject))
            for noun, guid in dict.fromkeys(targets):
                target = self._resolver.find(noun, guid)
                if target is None:
                    continue
                made = self._resolver.take(derived("link", memo.guid, guid), "link")
                ends = {"originGUID": self._shown("memo", memo.guid), "targetGUID": shown(target)}
                yield etree.Element(tag("Link"), {"guid": shown(made), "direction": "OneWay", **ends})

    def _shown(self, kind: str, guid: str) -> str:
        return shown(self._resolver.known[kind][guid])

    def _write_extras(self) -> None:
        if self._study.guid:
            self._extras.study["guid"] = self._study.guid
        self._extras.write_study()


def _listed(name: str, elements: Iterable[Element]) -> Iterator[Element]:
    """A list of the standard, which is left out when nothing is in it."""
    listing: Any = etree.Element(tag(name), nsmap={None: PROJECT})
    for element in elements:
        listing.append(element)
    if len(listing):
        yield listing
