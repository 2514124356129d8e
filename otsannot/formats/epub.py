"""Reads books in EPUB 2 and 3: the documents of the spine in order, notes below the chapters that call them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from html.entities import html5
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urldefrag

from lxml import etree

from otsannot.errors import OtsannotError
from otsannot.formats.files import shown
from otsannot.formats.flow import Flow
from otsannot.formats.html import decode_page, drop_unseen, parsed_html
from otsannot.formats.html_tags import html_tags
from otsannot.formats.markup import Element, Tag, local_name, walk
from otsannot.formats.notes import EPUB_TYPE, Note, take_notes, write_notes
from otsannot.formats.page_facts import day_of, short_language
from otsannot.formats.plain_text import document_name
from otsannot.formats.reading import AS_IT_IS, Reading
from otsannot.formats.safe_xml import parsed_xml
from otsannot.formats.zipped import Zipped
from otsannot.i18n import _
from otsannot.model.new_text import NewText
from otsannot.model.structure import hash_of

MOST_TEXT = 300_000_000
"""Bytes of all documents of a book together."""

# These hide fonts and no text (EPUB 3.3, 4.2.6.3; Adobe).
_HIDES_FONTS = {"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"}
_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,30});")
_OF_XML = {b"amp", b"lt", b"gt", b"quot", b"apos"}


class _Book(NamedTuple):
    facts: dict[str, str]
    language: str
    spine: list[str]
    contents: set[str]
    titles: dict[str, tuple[int, str]]


def read(path: Path, reading: Reading = AS_IT_IS) -> Iterator[NewText]:
    """The one text of a book. Raises OtsannotError naming the file when it is damaged or protected (DRM)."""
    archive, name = Zipped(path, _("EPUB book")), shown(path)
    _check_readable(archive, name)
    book = _book(archive, name)
    documents = _documents(archive, book.spine, name)
    notes = take_notes(documents)
    flow = Flow()
    for file, root in documents.items():
        if file not in book.contents:
            _write(flow, root, notes.get(file, []), book.titles.get(file))
    text, parts = flow.finished()
    if not text.strip():
        raise OtsannotError(_("{name} holds no text, perhaps pictures of pages alone.").format(name=name))
    told = (_("The table of contents was left out."),) if book.contents & documents.keys() else ()
    yield NewText(
        document_name(path), text, hash_of(text), name, "utf-8", book.language, parts, book.facts, told=told
    )  # fmt: skip


def _check_readable(archive: Zipped, name: str) -> None:
    """Raise OtsannotError when the book is encrypted, which other uses of the same file only hide fonts by."""
    locked = "META-INF/license.lcpl" in archive.names
    encryption = archive.read("META-INF/encryption.xml")
    if encryption:
        root = parsed_xml(encryption, name)
        methods = {
            element.get("Algorithm") for element in root.iter(etree.Element)
            if local_name(element) == "encryptionmethod"
        }  # fmt: skip
        locked = locked or bool(methods - _HIDES_FONTS)
    if locked:
        raise OtsannotError(
            _("{name} is protected by digital rights management. Ask the seller for a copy without it.").format(
                name=name
            )
        )


def _book(archive: Zipped, name: str) -> _Book:
    container = parsed_xml(_needed(archive, "META-INF/container.xml"), name)
    package = next((found.get("full-path") for found in _named(container, "rootfile")), None)
    if not package:
        raise OtsannotError(_("{name} is damaged: it does not say where its contents are.").format(name=name))
    root, folder = parsed_xml(_needed(archive, package), name), posixpath.dirname(package)
    items = {item.get("id"): item for item in _named(root, "item")}
    files = {key: _within(folder, item.get("href", "")) for key, item in items.items()}
    spine, later = list[str](), list[str]()
    for reference in _named(root, "itemref"):
        item = items.get(reference.get("idref"))
        if item is not None and "image" not in item.get("media-type", ""):
            (later if reference.get("linear") == "no" else spine).append(files[item.get("id")])
    navigation = {files[key] for key, item in items.items() if "nav" in item.get("properties", "").split()}
    tables = [*navigation, *(files[key] for key, item in items.items() if item.get("media-type") == _NCX)]
    titles: dict[str, tuple[int, str]] = {}
    for table in tables:
        listed = archive.read(table)
        if listed and not titles:
            titles = _titles(parsed_xhtml(listed, name), posixpath.dirname(table))
    return _Book(*_facts(root), [*dict.fromkeys(spine + later)], navigation, titles)


_NCX = "application/x-dtbncx+xml"


def _needed(archive: Zipped, member: str) -> bytes:
    data = archive.read(member)
    if not data:
        raise archive.damaged(member)
    return data


def _facts(package: Element) -> tuple[dict[str, str], str]:
    said: dict[str, list[str]] = {}
    for metadata in _named(package, "metadata"):
        for element in metadata.iter(etree.Element):
            words = " ".join((element.text or "").split())
            if words and isinstance(element.tag, str) and "purl.org/dc/" in element.tag:
                said.setdefault(local_name(element), []).append(words)
    facts = {
        "title": said.get("title", [""])[0],
        "author": ", ".join(said.get("creator", [])),
        "date": day_of(said.get("date", [""])[0]),
        "publisher": said.get("publisher", [""])[0],
    }
    return {name: fact for name, fact in facts.items() if fact}, short_language(said.get("language", [""])[0])


def _titles(root: Element, folder: str) -> dict[str, tuple[int, str]]:
    """What the table of contents calls each file, and how deep it lists it, from 1."""
    titles: dict[str, tuple[int, str]] = {}
    for element in root.iter(etree.Element):
        name = local_name(element)
        target = element.get("href") if name == "a" else element.get("src") if name == "content" else None
        if not target:
            continue
        depth = sum(1 for above in element.iterancestors() if local_name(above) in ("ol", "navpoint"))
        words = "".join(element.itertext()) if name == "a" else "".join(_label(element))
        titles.setdefault(_within(folder, urldefrag(target)[0]), (max(1, min(depth, 9)), " ".join(words.split())))
    return titles


def _label(content: Element) -> Iterator[str]:
    point = content.getparent()
    for label in () if point is None else point.iterchildren(etree.Element):
        if local_name(label) == "navlabel":
            yield from label.itertext()


def _documents(archive: Zipped, files: list[str], name: str) -> dict[str, Element]:
    documents: dict[str, Element] = {}
    left = MOST_TEXT
    for file in files:
        data = archive.read(file) or b""
        left -= len(data)
        if left < 0:
            raise OtsannotError(_("{name} is too large once it is unpacked.").format(name=name))
        if data.strip():
            documents[file] = parsed_xhtml(data, name)
            drop_unseen(documents[file])
    if not documents:
        raise OtsannotError(_("{name} is damaged: the chapters that it lists are not there.").format(name=name))
    return documents


def parsed_xhtml(data: bytes, name: str) -> Element:
    """The tree of an XHTML file; one that is not well-formed is read as browsers read HTML."""
    plain = _ENTITY.sub(_numbered, data)
    try:
        return parsed_xml(plain, name)
    except OtsannotError:
        return parsed_html(decode_page(data, name).text, name)


def _numbered(entity: re.Match[bytes]) -> bytes:
    """A named character of HTML by its number; XML knows five names only."""
    characters = "" if entity[1] in _OF_XML else html5.get(f"{entity[1].decode()};", "")
    return "".join(f"&#{ord(character)};" for character in characters).encode() or entity[0]


def _write(flow: Flow, root: Element, notes: list[Note], title: tuple[int, str] | None) -> None:
    tags = {**html_tags(), _PAGE: Tag(begin=_begin_page)}
    body = next((element for element in root.iter(etree.Element) if local_name(element) == "body"), root)
    for element in body.iter(etree.Element):
        if "pagebreak" in element.get(EPUB_TYPE, "").split() or element.get("role") == "doc-pagebreak":
            element.tag = _PAGE
    if title is not None and not any(_HEADING.fullmatch(local_name(element)) for element in body.iter(etree.Element)):
        _make_heading(body, *title)
    walk(body, flow, tags)
    write_notes(flow, tags, notes)
    flow.end_paragraph()


_HEADING = re.compile(r"h[1-6]")
_PAGE = "page-break"


def _begin_page(flow: Flow, element: Element) -> bool:
    label = element.get("title") or element.get("aria-label") or "".join(element.itertext())
    flow.reach("page", " ".join(label.split()).rstrip("."))
    return False


def _make_heading(body: Element, level: int, title: str) -> None:
    """Make a heading of the first paragraph that says what the table of contents calls the chapter."""
    for element in body.iter(etree.Element):
        if local_name(element) in ("p", "div") and " ".join("".join(element.itertext()).split()) == title:
            element.tag = f"h{min(level, 6)}"
            return


def _named(root: Element, name: str) -> Iterator[Element]:
    return (element for element in root.iter(etree.Element) if local_name(element) == name)


def _within(folder: str, href: str) -> str:
    return posixpath.normpath(posixpath.join(folder, unquote(href)))
