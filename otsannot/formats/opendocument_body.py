"""Walks through the paragraphs, lists, tables, notes, boxes and remarks of an OpenDocument text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from otsannot.formats.growing import DEEPEST, Growing, too_deep
from otsannot.formats.opendocument_lists import Counts, Lists
from otsannot.formats.opendocument_parts import (
    DC,
    DRAW,
    OFFICE,
    TABLE,
    TEXT,
    Element,
    OpenDocumentFile,
    identity,
    number,
    said,
)

_P, _H, _SPAN = f"{TEXT}p", f"{TEXT}h", f"{TEXT}span"
_BLOCKS = frozenset((_P, _H, f"{TEXT}list", f"{TEXT}numbered-paragraph", f"{TABLE}table"))
_LEFT_OUT = frozenset(f"{TEXT}{name}" for name in ("ruby-text", "tracked-changes", "script"))
_ROW_GROUPS = frozenset(f"{TABLE}{name}" for name in ("table-header-rows", "table-rows", "table-row-group"))
_CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
_BLANKS = re.compile(r"[ \t\r\n]+")
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)")
_MOST_REPEATED = 1_000
"""Blanks, rows and cells that one element may stand for."""


class _Place(NamedTuple):
    """Where in a list a paragraph is; `label` is asked for by the first one in an item."""

    style: str
    level: int
    counts: Counts


class Body:
    """The text of a document as it is read, and counts of what was left out or read in another way."""

    def __init__(self, file: OpenDocumentFile, lists: Lists) -> None:
        root = file.body
        self.text = Growing()
        self._name = file.name
        self.readings = 0
        self.revisions = sum(1 for _region in root.iter(f"{TEXT}changed-region"))
        self._root, self._lists = root, lists
        self._tables = self._depth = 0
        self._after_blank = True
        """Whether a blank that comes now is one too many, as at the beginning of a paragraph."""
        self._label = ""
        self._ends = {said(end, f"{OFFICE}name") for end in root.iter(f"{OFFICE}annotation-end")}
        self._open_remarks: dict[str, tuple[Growing, int, Element]] = {}

    def read(self) -> None:
        """Read the document's body. Its end is left to whoever finishes the text."""
        self._blocks(self._root, self.text)

    def _blocks(self, parent: Element, text: Growing) -> None:
        for element in parent:
            tag = element.tag
            if tag in (_P, _H):
                self._paragraph(element, text)
            elif tag == f"{TEXT}list":
                self._list(element, text, None)
            elif tag == f"{TABLE}table":
                self._table(element, text)
            elif tag == f"{TEXT}numbered-paragraph":
                self._numbered(element, text)
            elif tag == f"{TEXT}soft-page-break":
                self._page_break(text)
            elif isinstance(tag, str) and tag.startswith(TEXT):
                if tag not in _LEFT_OUT and not tag.endswith("-source"):
                    self._blocks(element, text)
            elif isinstance(tag, str) and tag.startswith(DRAW):
                self._drawing(element, text)

    def _paragraph(self, paragraph: Element, text: Growing) -> None:
        label, self._label = self._label, ""
        self._after_blank = True
        self._inlines(paragraph, text)
        if paragraph.tag == _H:
            level = number(paragraph, f"{TEXT}outline-level", 1)
            text.mark_line("heading", str(min(max(level, 1), 9)))
            if not label and text.length > text.line_start and said(paragraph, f"{TEXT}is-list-header") != "true":
                restarts = said(paragraph, f"{TEXT}restart-numbering") == "true"
                label = self._lists.heading_label(
                    level, number(paragraph, f"{TEXT}start-value", 1) if restarts else None
                )
        if label:
            text.mark_line("item", label)
        text.end_line()

    def _inlines(self, parent: Element, text: Growing) -> None:
        self._words(parent.text, text)
        for element in parent:
            tag = element.tag
            if tag == _SPAN:
                self._inlines(element, text)
            elif isinstance(tag, str):
                self._inline(tag, element, text)
            self._words(element.tail, text)

    def _inline(self, tag: str, element: Element, text: Growing) -> None:
        """What stands in a paragraph beside its words."""
        if tag == f"{TEXT}s":
            self._sign(" " * min(number(element, f"{TEXT}c", 1), _MOST_REPEATED), text)
        elif tag == f"{TEXT}tab":
            self._sign("\t", text)
        elif tag == f"{TEXT}line-break":
            self._sign("\n", text)
        elif tag == f"{TEXT}soft-page-break":
            self._page_break(text)
        elif tag == f"{TEXT}note":
            self._note(element, text)
        elif tag == f"{OFFICE}annotation":
            self._annotation(element, text)
        elif tag == f"{OFFICE}annotation-end":
            opened, start, annotation = self._open_remarks.pop(said(element, f"{OFFICE}name"), (None, 0, None))
            if opened is text:
                self._remark(annotation, start, text)
        elif tag.startswith(DRAW):
            self._drawing(element, text)
        elif tag.startswith(TEXT) and tag not in _LEFT_OUT and said(element, f"{TEXT}is-hidden") != "true":
            self.readings += tag == f"{TEXT}ruby"
            self._inlines(element, text)

    def _words(self, words: str | None, text: Growing) -> None:
        """Write words with runs of blanks as one, as they mean no more (OpenDocument 1.3 part 3, 6.1.2)."""
        if not words:
            return
        if "  " in words or "\n" in words or "\t" in words:
            words = _BLANKS.sub(" ", words)
        if self._after_blank and words[0] == " ":
            words = words[1:]
            if not words:
                return
        self._after_blank = words[-1] == " "
        text.write(words)

    def _sign(self, sign: str, text: Growing) -> None:
        self._after_blank = False
        text.write(sign)

    def _page_break(self, text: Growing) -> None:
        if text is self.text:
            text.page_breaks.append(text.length)

    def _list(self, element: Element, text: Growing, outer: _Place | None) -> None:
        style = said(element, f"{TEXT}style-name")
        if outer is not None:
            place = _Place(style or outer.style, outer.level + 1, outer.counts)
        else:
            goes_on = said(element, f"{TEXT}continue-numbering") == "true"
            counts = self._lists.begin(style, identity(element), said(element, f"{TEXT}continue-list"), goes_on)
            place = _Place(style, 1, counts)
        for item in element:
            if item.tag in (f"{TEXT}list-item", f"{TEXT}list-header"):
                self._item(item, place, text)

    def _item(self, item: Element, place: _Place, text: Growing) -> None:
        start = number(item, f"{TEXT}start-value", -1)
        waits = item.tag == f"{TEXT}list-item"
        for element in item:
            if element.tag == f"{TEXT}list":
                self._list(element, text, place)
                continue
            if waits and element.tag in (_P, _H):
                self._label = self._lists.label(place.style, place.level, place.counts, start if start >= 0 else None)
                waits = False
            self._blocks((element,), text)

    def _numbered(self, element: Element, text: Growing) -> None:
        """A paragraph that names its list instead of lying in it."""
        style, list_id = said(element, f"{TEXT}style-name"), said(element, f"{TEXT}list-id")
        counts = self._lists.begin(style, list_id, list_id, goes_on=True)
        start = number(element, f"{TEXT}start-value", -1)
        level = number(element, f"{TEXT}level", 1)
        self._label = self._lists.label(style, level, counts, start if start >= 0 else None)
        self._blocks(element, text)
        self._label = ""

    def _table(self, table: Element, text: Growing) -> None:
        self._tables += 1
        number_of_table = self._tables
        row_number = 0
        for row in _rows(table):
            row_number += 1
            column = 1
            for cell in row:
                if cell.tag not in _CELLS:
                    continue
                repeated = number(cell, f"{TABLE}number-columns-repeated", 1)
                covered = cell.tag == f"{TABLE}covered-table-cell"
                if not covered or "".join(cell.itertext()).strip():
                    for again in range(min(repeated, _MOST_REPEATED)):
                        start = text.length
                        self._apart_from_lists(cell, text)
                        text.mark_lines(start, "cell", f"{number_of_table}:{row_number}:{column + again}")
                column += repeated

    def _apart_from_lists(self, parent: Element, text: Growing) -> None:
        """The blocks of what lies within a paragraph or an item, which does not ask for its label."""
        label, self._label = self._label, ""
        after_blank = self._after_blank
        self._blocks(parent, text)
        self._label, self._after_blank = label, after_blank

    def _apart(self, parent: Element) -> Growing:
        if self._depth == DEEPEST:
            raise too_deep(self._name)
        self._depth += 1
        grown = Growing()
        self._apart_from_lists(parent, grown)
        self._depth -= 1
        return grown

    def _note(self, note: Element, text: Growing) -> None:
        citation, body = note.find(f"{TEXT}note-citation"), note.find(f"{TEXT}note-body")
        own = "" if citation is None else said(citation, f"{TEXT}label")
        written = "" if citation is None else "".join(citation.itertext()).strip()
        kind = "endnote" if said(note, f"{TEXT}note-class") == "endnote" else "footnote"
        text.add_note(kind, own or self._lists.note_mark(kind, written), None if body is None else self._apart(body))

    def _drawing(self, drawing: Element, text: Growing) -> None:
        """The words in a frame or a shape, and in those within it."""
        if drawing.tag == f"{DRAW}object":
            return
        if any(element.tag in _BLOCKS for element in drawing):
            text.add_box(self._apart(drawing))
            return
        for element in drawing:
            if isinstance(element.tag, str) and element.tag.startswith(DRAW):
                self._drawing(element, text)

    def _annotation(self, annotation: Element, text: Growing) -> None:
        name = said(annotation, f"{OFFICE}name")
        if name and name in self._ends:
            self._open_remarks[name] = (text, text.length, annotation)
        else:
            self._remark(annotation, text.length, text)

    def _remark(self, annotation: Element, start: int, text: Growing) -> None:
        time = _TIME.match(annotation.findtext(f"{DC}date") or "")
        created = f"{time[1]}T{time[2]}Z" if time else ""
        words = self._apart(annotation).text.strip()
        text.add_remark(start, annotation.findtext(f"{DC}creator") or "", words, created)


def _rows(table: Element) -> Iterator[Element]:
    """The rows of a table, a row that is repeated as often as it is."""
    for element in table:
        if element.tag == f"{TABLE}table-row":
            repeated = number(element, f"{TABLE}number-rows-repeated", 1)
            for _again in range(min(repeated, _MOST_REPEATED)):
                yield element
        elif element.tag in _ROW_GROUPS:
            yield from _rows(element)
