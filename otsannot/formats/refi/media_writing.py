"""Writes attachments as pictures, recordings and PDFs, with what another program said of them."""

from __future__ import annotations

import mimetypes
import shutil
from collections.abc import Iterable
from tempfile import SpooledTemporaryFile
from typing import Any

from lxml import etree

from otsannot.formats.refi.archive import LARGEST_FILE
from otsannot.formats.refi.extras import keep_exact
from otsannot.formats.refi.guids import derived
from otsannot.formats.refi.markup import Resolver, kept, shown, tag
from otsannot.formats.refi.media import AREAS, about_of
from otsannot.formats.refi.packing import Packing
from otsannot.formats.refi.values import is_moment, xml_text
from otsannot.formats.refi.xml import Element, local, parsed
from otsannot.i18n import _
from otsannot.model.study import StudyAttachment

_SOURCES = {"image": "PictureSource", "audio": "AudioSource", "video": "VideoSource"}
_SMALL = 8_000_000


def path_of(place: str) -> str:
    """A place outside the archive as the standard writes it."""
    if not place or place.lower().startswith(("relative:///", "absolute:///")):
        return xml_text(place)
    return "absolute:///" + xml_text(place).replace("\\", "/").lstrip("/")


class MediaWriter:
    """Writes attachments; those that hold the areas marked in the PDF of a document wait for that document."""

    def __init__(self, packing: Packing, resolver: Resolver, attachments: Iterable[StudyAttachment]) -> None:
        self._packing = packing
        self._resolver = resolver
        self._waiting = {attachment.guid: attachment for attachment in attachments}

    def areas(self, document: str) -> Element | None:
        """What is kept of the PDF of a document, by its GUID: a source with the areas marked in it, or None."""
        attachment = self._waiting.get(derived(document, AREAS))
        if attachment is None or attachment.file is not None:
            return None
        made = self._about(attachment)
        if made is None or local(made) != "PDFSource":
            return None
        del self._waiting[attachment.guid]
        return made

    def rest(self) -> Iterable[tuple[Element | None, StudyAttachment, dict[str, Any]]]:
        """Every other attachment as a source, or None where the standard has no place for it, and what that lacks."""
        for attachment in self._waiting.values():
            extra: dict[str, Any] = {}
            yield self._source(attachment, extra), attachment, extra

    def _source(self, attachment: StudyAttachment, extra: dict[str, Any]) -> Element | None:
        said = self._about(attachment)
        kind = _SOURCES.get(attachment.media_type.partition("/")[0], "")
        name = local(said) if said is not None else "PDFSource" if attachment.media_type == "application/pdf" else kind
        guid = self._resolver.note("attachment", attachment.guid)
        path = self._file(attachment, guid) if attachment.file is not None else path_of(attachment.place)
        extra["media_type"] = attachment.media_type
        if attachment.place and (attachment.file is not None or path != attachment.place):
            extra["place"] = attachment.place
        if not name:
            told = _("files like {kind} have no place in the standard: only otsannot sees it")
            self._packing.lose("attachment", attachment.name, told.format(kind=attachment.media_type or "—"))
            extra.update({"name": attachment.name, "path": path, "created": attachment.created})
            extra.update({"about": attachment.about} if attachment.about else {})
            return None
        attributes = {"guid": shown(guid), "name": keep_exact(extra, "name", attachment.name)}
        attributes.update({"path": path} if path else {})
        attributes.update({"creationDateTime": attachment.created} if is_moment(attachment.created) else {})
        element: Any = etree.Element(tag(name), attributes)
        if said is not None:
            element.attrib.update({key: value for key, value in said.attrib.items() if key not in attributes})
            for part in [*said]:
                element.append(part)
        seen = about_of(element, set())
        if seen != attachment.about:
            extra.update({"about": attachment.about, "seen": seen})
            if attachment.about:
                told = _("part of what another program said of it refers to what is no longer in the study")
                self._packing.lose("attachment", attachment.name, told)
        return element

    def _about(self, attachment: StudyAttachment) -> Element | None:
        said = parsed(attachment.about) if attachment.about else None
        return None if said is None else kept(said, self._resolver)

    def _file(self, attachment: StudyAttachment, guid: str) -> str:
        assert attachment.file is not None
        suffix = mimetypes.guess_extension(attachment.media_type) or ".bin"
        with SpooledTemporaryFile(_SMALL) as copy:
            with attachment.file() as file:
                shutil.copyfileobj(file, copy)
            if copy.tell() > LARGEST_FILE:
                self._packing.lose("attachment", attachment.name, _("its file is larger than 2 GB"))
                return ""
            copy.seek(0)
            return self._packing.file(guid + suffix, copy)
