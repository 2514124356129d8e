"""The parts of a Word document (.docx), the names in them, and what the document says of itself.

After ECMA-376 part 1 (WordprocessingML) and part 2 (packages); the strict and the transitional names mean the same.
"""

from __future__ import annotations

import re
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

from lxml import etree

from otsannot.formats.safe_xml import parsed_xml
from otsannot.formats.zipped import Zipped
from otsannot.i18n import _

Element = Any
"""An element of lxml, whose library says nothing of types."""

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_STRICT_M = "http://purl.oclc.org/ooxml/officeDocument/math"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_DC = "{http://purl.org/dc/elements/1.1/}"
_CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_CREATED = "{http://purl.org/dc/terms/}created"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_PRIVATE_LETTERS = re.compile(rb"\xef[\x80-\x83][\x80-\xbf]")
"""U+F000 to U+F0FF in UTF-8."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")

_WORD_NAMES = (
    "abstractNum", "abstractNumId", "altChunk", "basedOn", "bdo", "body", "br", "cellDel", "cellIns", "comment",
    "commentRangeEnd", "commentRangeStart", "commentReference", "cr", "customXml", "del", "delText", "dir",
    "docDefaults", "drawing", "endnote", "endnotePr", "endnoteRef", "endnoteReference", "fldChar", "fldSimple",
    "footnote", "footnotePr", "footnoteRef", "footnoteReference", "gridBefore", "gridSpan", "hMerge", "hyperlink",
    "ilvl", "ins", "instrText", "isLgl", "lang", "lastRenderedPageBreak", "lvl", "lvlOverride", "lvlRestart",
    "lvlText", "moveFrom", "moveTo", "name", "noBreakHyphen", "num", "numFmt", "numId", "numPr", "numStart",
    "numStyleLink", "object", "outlineLvl", "p", "pPr", "pPrChange", "pStyle", "pict", "ptab", "r", "rFonts", "rPr",
    "rPrChange", "rt", "rtl", "ruby", "rubyBase", "sdt", "sdtContent", "sectPr", "smartTag", "softHyphen", "start",
    "startOverride", "style", "styleLink", "subDoc", "sym", "t", "tab", "tbl", "tc", "tcPr", "tr", "trPr",
    "txbxContent", "vMerge",
)  # fmt: skip
NAMES: dict[Any, str] = {f"{{{space}}}{name}": name for space in (_W, _STRICT) for name in _WORD_NAMES}
"""What the elements of WordprocessingML are called here, in either of its two names."""
NAMES |= {f"{{{space}}}oMath": "oMath" for space in (_M, _STRICT_M)}
NAMES |= {f"{{{_MC}}}{name}": name for name in ("AlternateContent", "Choice", "Fallback")}
MATH_TEXT = (f"{{{_M}}}t", f"{{{_STRICT_M}}}t")
TEXT = (f"{{{_W}}}t", f"{{{_STRICT}}}t")
RUN = (f"{{{_W}}}r", f"{{{_STRICT}}}r")
LANGUAGE = (f"{{{_W}}}lang", f"{{{_STRICT}}}lang")
BOX = (f"{{{_W}}}txbxContent", f"{{{_STRICT}}}txbxContent")
FALLBACK = f"{{{_MC}}}Fallback"


def said(element: Element, attribute: str = "val") -> str:
    """What an attribute of WordprocessingML says; an empty string where it is missing."""
    return element.get(f"{{{_W}}}{attribute}") or element.get(f"{{{_STRICT}}}{attribute}") or ""


def number(element: Element, attribute: str = "val", otherwise: int = 0) -> int:
    """The whole number that an attribute states."""
    stated = said(element, attribute)
    return int(stated) if re.fullmatch(r"-?[0-9]{1,9}", stated) else otherwise


def is_on(element: Element | None) -> bool:
    """Whether a property that is on by being there is on."""
    return element is not None and said(element) not in ("0", "false", "off", "none")


def child(element: Element, name: str) -> Element | None:
    """The first child of a name of `NAMES`."""
    return next((inner for inner in element if NAMES.get(inner.tag) == name), None)


def children(element: Element, name: str) -> list[Element]:
    """The children of a name of `NAMES`."""
    return [inner for inner in element if NAMES.get(inner.tag) == name]


class WordFile:
    """The parts of a Word document. Raises OtsannotError naming the file when it is none or is damaged."""

    def __init__(self, path: Path) -> None:
        self._zipped = Zipped(path, _("Word document"))
        self.name = self._zipped.name
        mains = self._related("", "officeDocument") or ["word/document.xml"]
        self.main = mains[0]
        data = self._zipped.read(self.main)
        document = None if data is None else parsed_xml(data, self.name)
        self.may_hold_symbols = data is not None and (b"&#" in data or _PRIVATE_LETTERS.search(data) is not None)
        if document is None or (NAMES.get(document.tag) is None and child(document, "body") is None):
            raise self._zipped.damaged(self.main)
        self.document = document

    def part(self, member: str) -> Element | None:
        """The root of a part, or None when it is missing."""
        data = self._zipped.read(member)
        return None if data is None else parsed_xml(data, self.name)

    def parts(self, kind: str) -> list[Element]:
        """The parts of a kind, such as `styles`, that belong to the document."""
        found = (self.part(member) for member in self._related(self.main, kind))
        return [root for root in found if root is not None]

    def own(self, kind: str) -> Element | None:
        """The part of a kind of which there is one, or None."""
        return next(iter(self.parts(kind)), None)

    @property
    def has_macros(self) -> bool:
        """Whether programs lie in the file."""
        return any(name.endswith("vbaProject.bin") for name in self._zipped.names)

    def facts(self) -> dict[str, str]:
        """What the document's properties state."""
        root = next((self.part(member) for member in self._related("", "core-properties")), None)
        if root is None:
            return {}

        def stated(tag: str) -> str:
            return " ".join((root.findtext(tag) or "").split())

        created = _DAY.match(stated(_CREATED))
        return {
            "title": stated(f"{_DC}title"),
            "author": stated(f"{_DC}creator"),
            "date": created[0] if created else "",
            "subject": stated(f"{_DC}subject"),
            "keywords": stated(f"{_CORE}keywords"),
        }

    def _related(self, member: str, kind: str) -> list[str]:
        """The members that one of them, or the whole package, is related to in a certain way."""
        folder, name = dirname(member), member.rpartition("/")[2]
        data = self._zipped.read(join(folder, "_rels", f"{name}.rels"))
        if data is None:
            return []
        found = []
        for relation in parsed_xml(data, self.name).iter(_RELATIONSHIP):
            if relation.get("Type", "").endswith(f"/{kind}") and relation.get("TargetMode") != "External":
                target = relation.get("Target", "")
                found.append(normpath(target.lstrip("/") if target.startswith("/") else join(folder, target)))
        return found


def has_words(root: etree._Element) -> bool:
    """Whether a part has words in it."""
    return any(element.text and element.text.strip() for element in root.iter(*TEXT))
