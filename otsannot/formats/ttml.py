"""Reads subtitles in Timed Text (.ttml, .dfxp), as https://www.w3.org/TR/ttml1/ has them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from otsannot.errors import OtsannotError
from otsannot.formats.cues import Cue, milliseconds, spoken
from otsannot.formats.files import read_bytes, shown
from otsannot.formats.plain_text import document_name
from otsannot.formats.reading import AS_IT_IS, Reading
from otsannot.formats.safe_xml import parsed_xml
from otsannot.i18n import _
from otsannot.model.new_text import NewText
from otsannot.model.structure import hash_of

_CLOCK = re.compile(r"(\d{2,}):(\d\d):(\d\d)(?:\.(\d+)|:(\d+)(?:\.\d+)?)?")
_OFFSET = re.compile(r"(\d+(?:\.\d+)?)(h|ms|m|s|f|t)")
_SPACE = re.compile(r"[ \t\r\n]+")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_SPACE_RULE = "{http://www.w3.org/XML/1998/namespace}space"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_FACTS = ("title", "copyright")


def read(path: Path, reading: Reading = AS_IT_IS) -> Iterator[NewText]:
    """The text that was spoken. Raises OtsannotError naming the file when it cannot be read or has no time codes."""
    root = parsed_xml(read_bytes(path), shown(path))
    if etree.QName(root).localname != "tt":
        raise OtsannotError(_("{name} is not a Timed Text file.").format(name=shown(path)))
    text, parts = spoken(_TimedText(root).cues())
    if not text:
        raise OtsannotError(_("{name} is empty.").format(name=shown(path)))
    encoding = (root.getroottree().docinfo.encoding or "utf-8").lower()
    facts = {
        name: words for name in _FACTS if (words := " ".join(root.xpath(f"string(//*[local-name()='{name}'])").split()))
    }
    language = (root.get(_LANGUAGE) or "").split("-")[0].lower()
    yield NewText(
        document_name(path), text, hash_of(text), shown(path), encoding, language=language, parts=parts, facts=facts
    )


class _TimedText:
    """The rates and agents of one file, and its paragraphs."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._frames = _number(_parameter(root, "frameRate"), 30)
        self._ticks = _number(_parameter(root, "tickRate"), 1)
        self._agents = {
            agent.get(_XML_ID): " ".join("".join(agent.itertext()).split())
            for agent in root.iter("{*}agent")
            if agent.get(_XML_ID)
        }

    def cues(self) -> Iterator[Cue]:
        """What the paragraphs say, in the order of the file."""
        for paragraph in self._root.iter("{*}p"):
            speaker = self._agents.get(_inherited(paragraph, "agent"), "")
            yield Cue(self._begin(paragraph), _words(paragraph), speaker)

    def _begin(self, paragraph: etree._Element) -> int:
        """The milliseconds at which a paragraph begins: times count from those of what it lies in."""
        outer = sum(self._milliseconds(element.get("begin")) for element in paragraph.iterancestors())
        own = paragraph.get("begin")
        if own is None:
            own = next((span.get("begin") for span in paragraph.iter("{*}span") if span.get("begin")), None)
        return outer + self._milliseconds(own)

    def _milliseconds(self, time: str | None) -> int:
        time = (time or "").strip()
        clock = _CLOCK.fullmatch(time)
        if clock:
            return milliseconds(*clock.group(1, 2, 3, 4)) + int(clock[5] or 0) * 1000 // self._frames
        offset = _OFFSET.fullmatch(time)
        if not offset:
            return 0
        units = {"h": 3_600_000, "m": 60_000, "s": 1000, "ms": 1, "f": 1000 / self._frames, "t": 1000 / self._ticks}
        return round(float(offset[1]) * units[offset[2]])


def _words(paragraph: etree._Element) -> str:
    """The text of a paragraph; white space is layout unless the file says that it counts."""
    pieces: list[str] = [paragraph.text or ""]
    for element in paragraph.iterdescendants():
        if isinstance(element.tag, str):
            name = etree.QName(element).localname
            pieces.append("\n" if name == "br" else (element.text or "") if name == "span" else "")
        pieces.append(element.tail or "")
    if any(element.get(_SPACE_RULE) == "preserve" for element in (paragraph, *paragraph.iterancestors())):
        return "".join(pieces).strip("\n")
    lines = "".join("\0" if piece == "\n" else piece for piece in pieces).split("\0")
    return "\n".join(_SPACE.sub(" ", line).strip(" ") for line in lines)


def _inherited(element: etree._Element, name: str) -> str:
    for one in (element, *element.iterancestors()):
        if found := _parameter(one, name):
            return found.split()[0]
    return ""


def _parameter(element: etree._Element, name: str) -> str:
    """An attribute whatever its namespace, of which there are several for each edition of the standard."""
    return next((value.strip() for key, value in element.attrib.items() if etree.QName(key).localname == name), "")


def _number(written: str, otherwise: int) -> int:
    return int(written) if written.isascii() and written.isdigit() and int(written) > 0 else otherwise
