"""Finds the notes of books and pages by what calls them, and takes them out of the text to stand at its end."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import unquote, urldefrag

from lxml import etree

from otsannot.formats.flow import Flow
from otsannot.formats.html_tags import NOTE_CALL
from otsannot.formats.markup import REMOVED, Element, Tag, local_name, remove, walk

EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"

_BLOCKS = {"aside", "li", "p", "div", "dd", "td", "section", "blockquote"}
_BRACKETS = "[](){}. \t\n\u00a0"
_LONGEST_MARK = 6
_SEPARATOR = re.compile(r"^[\s.:)\]]+")
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_LONGEST_NOTE = 20_000
"""Code points; what a short link leads to and is longer is a chapter."""


class Note(NamedTuple):
    """The element that holds the words of a note, which kind of part it is, and its mark."""

    element: Element
    kind: str
    mark: str


class _Link(NamedTuple):
    element: Element
    file: str
    target: tuple[str, str]


def take_notes(files: Mapping[str, Element]) -> dict[str, list[Note]]:
    """Take the notes out of some files that refer to one another, by the file that calls each.

    Where a note was called an element named `NOTE_CALL` is put. A note is what a link says leads to one (EPUB 3,
    `noteref`; DPUB-ARIA, `doc-noteref`), or what a short link leads to from which another one leads back.
    """
    names: dict[tuple[str, str], Element] = {}
    links: list[_Link] = []
    for file, root in files.items():
        links += [_link(link, file, target) for link in root.iter("{*}a") if "#" in (target := link.get("href") or "")]
    for file, root in files.items() if links else ():
        for element in root.xpath("descendant-or-self::*[@id or @name]"):
            for name in (element.get("id"), element.get("name") if local_name(element) == "a" else None):
                if name:
                    names.setdefault((file, name), element)
    return _Taking(names, links).take()


def write_notes(flow: Flow, tags: Mapping[str, Tag], notes: list[Note]) -> None:
    """Write notes below what was written so far, each as a part."""
    for note in notes:
        flow.end_paragraph()
        flow.begin(note.kind, note.mark)
        note.element.tag = "div"  # an item of a list of notes has its mark, which is its number
        walk(note.element, flow, tags)
        flow.end_paragraph()
        flow.end()


def _link(element: Element, file: str, target: str) -> _Link:
    path, fragment = urldefrag(target)
    if path:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(file), unquote(path)))
    return _Link(element, file, (path or file, unquote(fragment)))


class _Taking:
    def __init__(self, names: Mapping[tuple[str, str], Element], links: list[_Link]) -> None:
        self._names = names
        self._links = links
        self._to: dict[tuple[str, str], list[_Link]] = {}
        for link in links:
            self._to.setdefault(link.target, []).append(link)
        self._leading_back: set[Element] = set()
        self._blocks: dict[Element, Element | None] = {}
        self._notes: dict[Element, Note] = {}

    def take(self) -> dict[str, list[Note]]:
        taken: dict[str, list[Note]] = {}
        for link in self._links:
            note = None if link.element in self._leading_back else self._block(link.target)
            said = "".join(link.element.itertext()).strip(_BRACKETS)
            if note is None or not said or len(said) > _LONGEST_MARK or _holds(note, link.element):
                continue
            back = self._back(note, link)
            if not back and not _says(link.element, "noteref"):
                continue
            if note not in self._notes:
                apart = link.target[0] != link.file or _says(note, "endnote") or _says(note, "rearnote")
                self._notes[note] = Note(note, "endnote" if apart else "footnote", said)
                taken.setdefault(link.file, []).append(self._notes[note])
            self._leading_back.update(back)
            _call(link.element, said)
        for element in self._leading_back:
            _cut_back_link(element)
        for note in self._notes:
            _take_out(note)
        return taken

    def _block(self, named: tuple[str, str]) -> Element | None:
        target = self._names.get(named)
        if target is None:
            return None
        if target not in self._blocks:
            self._blocks[target] = _block_of(target)
        return self._blocks[target]

    def _back(self, note: Element, link: _Link) -> list[Element]:
        """The links of a note that lead back to where it is called."""
        found = []
        near: Element | None = link.element
        for _level in range(3):
            if near is None:
                break
            for name in (near.get("id"), near.get("name")):
                if name:
                    found += [other.element for other in self._to.get((link.file, name), ())]
            near = near.getparent()
        return [element for element in found if _holds(note, element)]


def _block_of(target: Element) -> Element | None:
    """The paragraph or the like that is or holds the target of a link; None where that is no note."""
    block: Element | None = target
    while block is not None and local_name(block) not in _BLOCKS:
        block = block.getparent()
    if block is None or any(local_name(inner) in _HEADINGS for inner in block.iter(etree.Element)):
        return None
    return block if sum(map(len, block.itertext())) < _LONGEST_NOTE else None


def _take_out(note: Element) -> None:
    """Take a note out of its tree as it is; an empty element holds its place."""
    parent = note.getparent()
    if parent is not None:
        held = etree.Element(REMOVED)
        held.tail, note.tail = note.tail, None
        parent.replace(note, held)


def _holds(outer: Element, inner: Element) -> bool:
    return any(ancestor is outer for ancestor in inner.iterancestors())


def _says(element: Element, kind: str) -> bool:
    """Whether an element says, in the words of EPUB or of DPUB-ARIA, what it is."""
    said = f"{element.get(EPUB_TYPE, '')} {element.get('epub:type', '')}".split()
    return kind in said or element.get("role") == f"doc-{kind}"


def _call(link: Element, mark: str) -> None:
    call = etree.Element(NOTE_CALL, mark=mark)
    parent = link.getparent()
    if parent is not None:
        call.tail, link.tail = link.tail, None
        parent.replace(link, call)


def _cut_back_link(link: Element) -> None:
    """Take a link back out of a note, with what parts it from the words when it stands before them."""
    parent = link.getparent()
    while parent is not None and local_name(parent) in ("sup", "b", "span") and not _around(parent, link):
        link, parent = parent, parent.getparent()
    if parent is not None and not _around(parent, link) and link.tail:
        link.tail = _SEPARATOR.sub("", link.tail)
    remove(link)


def _around(parent: Element, link: Element) -> str:
    """What stands before a link in its parent."""
    return (parent.text or "").strip() if link.getprevious() is None else "before"
