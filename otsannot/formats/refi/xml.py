"""The XML of a project or codebook: read without entities, network or recursion, whatever namespace it names."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, BinaryIO
from xml.parsers import expat

from lxml import etree

from otsannot.errors import OtsannotError
from otsannot.i18n import _

Element = Any
"""An element of lxml, which says nothing of types."""

SMALL = 64_000_000
"""Bytes of XML of which the whole tree is kept while it is read; of more, one source or note at a time."""

SOURCES = ("TextSource", "PictureSource", "PDFSource", "AudioSource", "VideoSource")
LEAVES = ("Description", "NoteRef")
"""What stands right under the root and in no list."""
PARTS = ("User", "Codes", "Variable", "Case", *SOURCES, "Note", "Link", "Set", "Graph", *LEAVES)

_SAFE = {
    "resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": True,
    "remove_comments": True, "remove_pis": True,
}  # fmt: skip
_PIECE = 65536

Opened = Callable[[], AbstractContextManager[BinaryIO]]


def parsed(text: str) -> Element | None:
    """XML that was kept as text; None when it is none."""
    if "<!" in text:
        return None
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), etree.XMLParser(**_SAFE))
    except etree.XMLSyntaxError:
        return None


class _LocalNames(dict[str, str]):
    """Names of elements without their namespaces."""

    def __missing__(self, tag: str) -> str:
        self[tag] = tag.rpartition("}")[2]
        return self[tag]


LOCAL = _LocalNames()
"""By the tag of an element its name without the namespace: `local`, where millions are asked for."""


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return LOCAL[element.tag]


def child(element: Element, name: str) -> Element | None:
    """The first child of a name, or None."""
    return next((found for found in element if LOCAL[found.tag] == name), None)


def children(element: Element, *names: str) -> Iterator[Element]:
    """The children that have one of these names."""
    return (found for found in element if LOCAL[found.tag] in names)


def text_of(element: Element | None) -> str:
    """The words of an element and of what stands in it; empty for none."""
    if element is None:
        return ""
    return (element.text or "") if not len(element) else "".join(element.itertext())


def description(element: Element) -> str:
    """What an element's Description says."""
    return text_of(child(element, "Description"))


class Xml:
    """The XML of a project; its parts may be walked through as often as it takes."""

    def __init__(self, opened: Opened, size: int, name: str) -> None:
        """Raises OtsannotError when it is no XML, has a document type, or its root is of another kind."""
        self._opened, self._name = opened, name
        self.tree: Element | None = None
        with opened() as file:
            _refuse_types(file, name)
        with self._in_words():
            if size <= SMALL:
                with opened() as file:
                    self.tree = etree.parse(file, etree.XMLParser(**_SAFE))
                root = self.tree.getroot()
            else:
                with opened() as file:
                    root = next(iter(etree.iterparse(file, events=("start",), **_SAFE)))[1]
        self.root_name = local(root)
        self.namespace = str(root.tag).rpartition("}")[0].lstrip("{")
        self.attributes: dict[str, str] = dict(root.attrib)

    def tops(self, name: str) -> Iterator[Element]:
        """What stands right under the root, of a file that is small enough for its tree to be kept."""
        return children(self.tree.getroot(), name) if self.tree is not None else iter(())

    def parts(self, wanted: Collection[str]) -> Iterator[Element]:
        """The parts of some names; each is gone when the next is asked for. Raises OtsannotError as the class does."""
        if self.tree is not None:
            yield from (part for part in _tops(self.tree.getroot()) if local(part) in wanted)
            return
        with self._opened() as file, self._in_words():
            walk = etree.iterparse(file, events=("end",), tag=[f"{{*}}{name}" for name in PARTS], **_SAFE)
            for _event, part in walk:
                above = part.getparent()
                if above is None or not _is_part(part, above):
                    continue
                if local(part) in wanted:
                    yield part
                part.clear()
                while part.getprevious() is not None:
                    del above[0]

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        try:
            yield
        except etree.XMLSyntaxError as error:
            raise _damaged(self._name, str(error)) from error


def _tops(root: Element) -> Iterator[Element]:
    for top in root:
        if local(top) in LEAVES:
            yield top
        else:
            yield from top


def _is_part(part: Element, above: Element) -> bool:
    higher = above.getparent()
    return higher is None if local(part) in LEAVES else higher is not None and higher.getparent() is None


def _refuse_types(file: BinaryIO, name: str) -> None:
    """Refuse a document type before anything expands what it defines: a project has none."""
    parser = expat.ParserCreate()
    seen: list[str] = []
    parser.StartDoctypeDeclHandler = lambda *_told: seen.append("type")
    parser.StartElementHandler = lambda *_told: seen.append("root")
    try:
        while not seen and (piece := file.read(_PIECE)):
            parser.Parse(piece, False)
    except (expat.ExpatError, ValueError, LookupError) as error:
        if not seen:
            raise _damaged(name, str(error)) from error
    if seen[:1] == ["type"]:
        told = _("{name} defines a document type, which no project does, and was not read.")
        raise OtsannotError(told.format(name=name))
    if not seen:
        raise _damaged(name, _("there is nothing in it"))


def _damaged(name: str, reason: str) -> OtsannotError:
    told = _("The XML of {name} is damaged: {reason}. Export it again.")
    return OtsannotError(told.format(name=name, reason=reason.rstrip(".")))
