"""The parts of an OpenDocument text, zipped or flat, the names in them, and what the document says of itself.

After OpenDocument 1.3 part 3 (schema) and part 2 (packages).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from otsannot.errors import OtsannotError
from otsannot.formats.files import read_bytes, shown
from otsannot.formats.safe_xml import parsed_xml
from otsannot.formats.zipped import Zipped, protected
from otsannot.i18n import _

Element = Any
"""An element of lxml, whose library says nothing of types."""

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, TABLE, DRAW, STYLE = (
    f"{{{_OASIS}{name}:1.0}}" for name in ("office", "text", "table", "drawing", "style")
)
FO = f"{{{_OASIS}xsl-fo-compatible:1.0}}"
DC = "{http://purl.org/dc/elements/1.1/}"
_META = f"{{{_OASIS}meta:1.0}}"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_BODY = f"{OFFICE}body/{OFFICE}text"
_HEADS = [f"{STYLE}{name}{which}" for name in ("header", "footer") for which in ("", "-left", "-first")]


class OpenDocumentFile:
    """The parts of an OpenDocument text. Raises OtsannotError naming the file when it is none or is damaged."""

    def __init__(self, path: Path) -> None:
        self.name = shown(path)
        self.has_macros = False
        if path.suffix.lower() == ".fodt":
            self._roots = [parsed_xml(self._flat(path), self.name)]
        else:
            self._roots = [*self._zipped(path)]
        body = self._roots[0].find(_BODY)
        if body is None:
            raise OtsannotError(_("{name} is no OpenDocument text.").format(name=self.name))
        self.body = body

    def _flat(self, path: Path) -> bytes:
        data = read_bytes(path)
        if not data.strip():
            raise OtsannotError(_("{name} is empty.").format(name=self.name))
        return data

    def _zipped(self, path: Path) -> Iterator[Element]:
        zipped = Zipped(path, _("OpenDocument text"))
        if b"encryption-data" in (zipped.read("META-INF/manifest.xml") or b""):
            raise OtsannotError(protected(self.name))
        self.has_macros = any(name.startswith("Basic/") for name in zipped.names)
        content = zipped.read("content.xml")
        if content is None:
            raise zipped.damaged("content.xml")
        yield parsed_xml(content, self.name)
        for member in ("styles.xml", "meta.xml"):
            data = zipped.read(member)
            if data is not None:
                yield parsed_xml(data, self.name)

    def all(self, *tags: str) -> Iterator[Element]:
        """The elements of some names in styles, wherever they lie; those of the body are not looked through."""
        for root in self._roots:
            for part in root:
                if part.tag != f"{OFFICE}body":
                    yield from part.iter(*tags)

    def facts(self) -> dict[str, str]:
        """What the document's properties state."""
        stated: dict[str, str] = {}
        for meta in self.all(f"{OFFICE}meta"):
            for element in meta:
                stated.setdefault(str(element.tag), " ".join((element.text or "").split()))
        created = _DAY.match(stated.get(f"{_META}creation-date", ""))
        return {
            "title": stated.get(f"{DC}title", ""),
            "author": stated.get(f"{_META}initial-creator") or stated.get(f"{DC}creator", ""),
            "date": created[0] if created else "",
            "subject": stated.get(f"{DC}subject", ""),
            "keywords": stated.get(f"{_META}keyword", ""),
        }

    def language(self) -> str:
        """The language of the default style of paragraphs, as an ISO 639-1 code, or an empty string."""
        for style in self.all(f"{STYLE}default-style"):
            if style.get(f"{STYLE}family") == "paragraph":
                for properties in style.iter(f"{STYLE}text-properties"):
                    code = (properties.get(f"{FO}language") or "").lower()
                    return code if len(code) == 2 else ""
        return ""

    def has_running_heads(self) -> bool:
        """Whether words stand in headers or footers."""
        return any("".join(element.itertext()).strip() for element in self.all(*_HEADS))


def said(element: Element, name: str) -> str:
    """What an attribute with its space says, such as `TEXT + "style-name"`; an empty string where it is missing."""
    return element.get(name) or ""


def number(element: Element, name: str, otherwise: int) -> int:
    """The whole number that an attribute states."""
    stated = said(element, name)
    return int(stated) if re.fullmatch("[0-9]{1,9}", stated) else otherwise


def identity(element: Element) -> str:
    """The identifier of a list."""
    return said(element, _XML_ID)
