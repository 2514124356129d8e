"""What the elements of the standard may hold and in which order; used to write them, and to keep what others wrote."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from lxml import etree

from otsannot.formats.refi.guids import derived
from otsannot.formats.refi.values import moment, xml_text
from otsannot.formats.refi.xml import Element, local

PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"

_BY = ("creatingUser", "creationDateTime", "modifyingUser", "modifiedDateTime")
_FILE = ("guid", "name", "path", "currentPath", *_BY)
_TEXT = ("guid", "name", *_BY)
_BOX = ("firstX", "firstY", "secondX", "secondY")
_CODED = ("Description", "Coding", "NoteRef")
_TEXTUAL = ("Description", "PlainTextContent", "Coding", "NoteRef", "VariableValue")
_VALUES = ("TextValue", "BooleanValue", "IntegerValue", "FloatValue", "DateValue", "DateTimeValue")

_MAY_HOLD: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "PictureSource": (
        _FILE, ("Description", "TextDescription", "PictureSelection", "Coding", "NoteRef", "VariableValue"),
    ),
    "PDFSource": (_FILE, ("Description", "PDFSelection", "Representation", "Coding", "NoteRef", "VariableValue")),
    "AudioSource": (_FILE, ("Description", "AudioSelection", "Coding", "NoteRef", "VariableValue")),
    "VideoSource": (_FILE, ("Description", "VideoSelection", "Coding", "NoteRef", "VariableValue")),
    "TextDescription": (_TEXT, _TEXTUAL),
    "Representation": (_TEXT, _TEXTUAL),
    "PictureSelection": (("guid", "name", *_BOX, *_BY), _CODED),
    "PDFSelection": (("guid", "name", "page", *_BOX, *_BY), ("Description", "Representation", "Coding", "NoteRef")),
    "AudioSelection": (("guid", "name", "begin", "end", *_BY), _CODED),
    "VideoSelection": (("guid", "name", "begin", "end", *_BY), _CODED),
    "Coding": (("guid", "creatingUser", "creationDateTime"), ("CodeRef", "NoteRef")),
    "VariableValue": ((), ("VariableRef", *_VALUES)),
    **dict.fromkeys(("CodeRef", "NoteRef", "VariableRef"), (("targetGUID",), ())),
}  # fmt: skip
_NEEDS = {
    **dict.fromkeys(("PictureSelection",), _BOX),
    "PDFSelection": ("page", *_BOX),
    **dict.fromkeys(("AudioSelection", "VideoSelection"), ("begin", "end")),
    **dict.fromkeys(("CodeRef", "NoteRef", "VariableRef"), ("targetGUID",)),
}
_NUMBERS = {"page", *_BOX, "begin", "end"}
_ONCE = {"Description", "TextDescription", "Representation", "PlainTextContent", "CodeRef", "VariableRef", *_VALUES}
_REFERENCES = {"CodeRef": "code", "NoteRef": "memo", "VariableRef": "attribute"}
_ONE_CODE = {"Coding": "CodeRef", "VariableValue": "VariableRef"}
_NUMBER = re.compile(r"-?\d{1,15}")
_FORMS: Mapping[str, Callable[[str], object]] = {
    "IntegerValue": re.compile(r"[+-]?\d+").fullmatch,
    "FloatValue": re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)").fullmatch,
    "BooleanValue": re.compile(r"true|false|0|1").fullmatch,
    "DateValue": re.compile(r"\d{4}-\d\d-\d\d").fullmatch,
    "DateTimeValue": moment,
}


def tag(name: str) -> str:
    """The name of an element of a project with its namespace."""
    return f"{{{PROJECT}}}{name}"


def shown(guid: str) -> str:
    """A GUID as it is written: in capitals, which every program reads."""
    return guid.upper()


class Resolver:
    """What GUIDs are known as in a file that is being written; `taken` gives one that is free."""

    def __init__(self, taken: Callable[[str, str], str]) -> None:
        self.take = taken
        self.known: dict[str, dict[str, str]] = {}

    def note(self, kind: str, guid: str) -> str:
        """Give a thing its GUID in the file."""
        found = self.take(guid, kind)
        self.known.setdefault(kind, {})[guid] = found
        return found

    def find(self, kind: str, guid: str) -> str | None:
        """The GUID that a thing has in the file; None when it is not in it."""
        return self.known.get(kind, {}).get(guid)


def kept(source: Element, resolver: Resolver) -> Element | None:
    """What another program said of a source, as far as the standard allows it and what it refers to is still there."""
    name = local(source)
    if name not in _MAY_HOLD:
        return _words(source) if name in ("Description", "PlainTextContent", *_VALUES) else None
    attributes, order = _MAY_HOLD[name]
    found = {key: said for key in attributes if (said := _attribute(name, key, source.get(key), resolver)) is not None}
    if "guid" in attributes and "guid" not in found and not name.endswith("Source"):
        found["guid"] = shown(resolver.take(derived(name, str(sorted(found.items()))), name))
    if any(key not in found for key in _NEEDS.get(name, ())):
        return None
    made = etree.Element(tag(name), found)
    parts = [part for each in source if local(each) in order and (part := kept(each, resolver)) is not None]
    parts.sort(key=lambda part: order.index(local(part)))
    held: set[str] = set()
    for part in parts:
        kind = "value" if local(part) in _VALUES else local(part)
        if kind not in held or local(part) not in _ONCE:
            made.append(part)
        held.add(kind)
    needed = _ONE_CODE.get(name)
    return made if needed is None or any(local(part) == needed for part in parts) else None


def _words(element: Element) -> Element | None:
    name, said = local(element), element.text or ""
    form = _FORMS.get(name)
    if form is not None and not form(said):
        return None
    made = etree.Element(tag(name))
    made.text = xml_text(said)
    return made


def _attribute(name: str, key: str, said: str | None, resolver: Resolver) -> str | None:
    if said is None:
        return None
    if key == "guid":
        return shown(resolver.take(said, name))
    if key in ("creatingUser", "modifyingUser"):
        found = resolver.find("coder", said)
        return shown(found) if found else None
    if key == "targetGUID":
        found = resolver.find(_REFERENCES[name], said)
        return shown(found) if found else None
    if key in ("creationDateTime", "modifiedDateTime"):
        return moment(said) or None
    if key in _NUMBERS:
        return said if _NUMBER.fullmatch(said) else None
    return xml_text(said)


def child(parent: Element, name: str, attributes: Mapping[str, str], text: str = "") -> Element:
    """A new element under another one."""
    made: Any = etree.SubElement(parent, tag(name), attributes)
    if text:
        made.text = text
    return made
