"""Reads books in FictionBook 2, also packed (.fb2.zip): sections and titles, verse, tables, and notes at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from otsannot.errors import OtsannotError
from otsannot.formats.files import read_bytes, shown
from otsannot.formats.flow import Flow
from otsannot.formats.html_tags import html_tags
from otsannot.formats.markup import BLOCK, SKIPPED, Element, Tag, local_name, walk
from otsannot.formats.page_facts import day_of, short_language
from otsannot.formats.plain_text import document_name
from otsannot.formats.reading import AS_IT_IS, Reading
from otsannot.formats.safe_xml import parsed_xml
from otsannot.formats.zipped import Zipped
from otsannot.i18n import _
from otsannot.model.new_text import NewText
from otsannot.model.structure import hash_of

DEEPEST_HEADING = 9

_PICTURES = re.compile(rb"<binary\b[^>]*>[^<]*</binary>")
_HREF = "{http://www.w3.org/1999/xlink}href"
_NOTES = {"notes", "comments", "footnotes"}


def read(path: Path, reading: Reading = AS_IT_IS) -> Iterator[NewText]:
    """The one text of a book. Raises OtsannotError naming the file when it is no FictionBook or is damaged."""
    name = shown(path)
    root = parsed_xml(_PICTURES.sub(b"", _unpacked(path, name)), name)
    if local_name(root) != "fictionbook":
        raise OtsannotError(_("{name} is no FictionBook. Web pages are read as .html, TEI as .xml.").format(name=name))
    bodies = [body for body in root.iterchildren(etree.Element) if local_name(body) == "body"]
    notes = {
        section.get("id", ""): section
        for body in bodies if body.get("name") in _NOTES
        for section in body.iter(etree.Element) if local_name(section) == "section" and section.get("id")
    }  # fmt: skip
    writing = _Writing(notes)
    for body in bodies:
        if body.get("name") not in _NOTES:
            writing.title_above = any(local_name(child) == "title" for child in body.iterchildren(etree.Element))
            walk(body, writing.flow, writing.tags)
    writing.write_notes()
    text, parts = writing.flow.finished()
    if not text.strip():
        raise OtsannotError(_("{name} holds no text.").format(name=name))
    facts, language = _facts(root)
    yield NewText(
        document_name(path).removesuffix(".fb2"), text, hash_of(text), name, "utf-8", language, parts, facts
    )  # fmt: skip


def _unpacked(path: Path, name: str) -> bytes:
    data = read_bytes(path)
    if not data.strip():
        raise OtsannotError(_("{name} is empty.").format(name=name))
    if not data.startswith(b"PK"):
        return data
    archive = Zipped(path, _("FictionBook"))
    book = next((member for member in sorted(archive.names) if member.lower().endswith(".fb2")), "")
    found = archive.read(book)
    if found is None:
        raise OtsannotError(_("{name} holds no file that ends with .fb2.").format(name=name))
    return found


class _Writing:
    """What is known while a book is written: how deep the section is, and which notes were called."""

    def __init__(self, notes: dict[str, Element]) -> None:
        self.flow = Flow()
        self._notes = notes
        self._called: dict[str, str] = {}
        self._depth = 0
        self.title_above = False
        tables = {name: tag for name, tag in html_tags().items() if name in ("table", "tr", "td", "th")}
        self.tags = dict.fromkeys(
            ["body", "p", "v", "text-author", "epigraph", "cite", "poem", "stanza", "annotation", "date"], BLOCK
        ) | {
            "section": Tag(block=True, begin=self._deeper, end=self._higher),
            "title": Tag(block=True, begin=self._begin_title, end=lambda flow, element: flow.end()),
            "subtitle": Tag(block=True, begin=self._begin_subtitle, end=lambda flow, element: flow.end()),
            "empty-line": Tag(block=True, begin=lambda flow, element: flow.empty_paragraph()),
            "a": Tag(begin=self._link),
            "image": SKIPPED,
            "binary": SKIPPED,
            **tables,
        }

    def write_notes(self) -> None:
        """Write the notes below the text: those that are called in the order of their calls, then the others."""
        for identity in [*self._called, *(other for other in self._notes if other not in self._called)]:
            section = self._notes[identity]
            title = next((child for child in section.iterchildren() if local_name(child) == "title"), None)
            mark = self._called.get(identity) or ("".join(title.itertext()).strip() if title is not None else "")
            if title is not None:
                section.remove(title)
            self.flow.end_paragraph()
            self.flow.begin("endnote", mark)
            walk(section, self.flow, self.tags)
            self.flow.end()

    def _deeper(self, flow: Flow, element: Element) -> None:
        self._depth += 1

    def _higher(self, flow: Flow, element: Element) -> None:
        self._depth -= 1

    def _begin_title(self, flow: Flow, element: Element) -> None:
        flow.begin("heading", str(max(1, min(self._depth + self.title_above, DEEPEST_HEADING))))

    def _begin_subtitle(self, flow: Flow, element: Element) -> None:
        flow.begin("heading", str(min(self._depth + self.title_above + 1, DEEPEST_HEADING)))

    def _link(self, flow: Flow, element: Element) -> bool:
        """A link to a note becomes an anchor; other links are their words."""
        target = (element.get(_HREF) or element.get("href") or "").removeprefix("#")
        if target not in self._notes:
            return True
        mark = "".join(element.itertext()).strip().strip("[](){}")
        self._called.setdefault(target, mark)
        flow.anchor(mark)
        return False


def _facts(root: Element) -> tuple[dict[str, str], str]:
    said: dict[str, list[str]] = {}
    authors: list[str] = []
    for part in root.iter(etree.Element):
        if local_name(part) not in ("title-info", "publish-info"):
            continue
        for element in part.iterchildren(etree.Element):
            if local_name(element) == "author" and local_name(part) == "title-info":
                names = [child for child in element.iterchildren(etree.Element) if local_name(child).endswith("name")]
                authors.append(" ".join(" ".join("".join(name.itertext()).split()) for name in names).strip())
            else:
                words = element.get("value") or " ".join("".join(element.itertext()).split())
                said.setdefault(local_name(element), []).append(words)
    facts = {
        "title": said.get("book-title", [""])[0],
        "author": ", ".join(author for author in authors if author),
        "date": day_of(said.get("date", said.get("year", [""]))[0]),
        "publisher": said.get("publisher", [""])[0],
    }
    return {name: fact for name, fact in facts.items() if fact}, short_language(said.get("lang", [""])[0])
