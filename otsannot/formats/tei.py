"""Reads texts in plain TEI (P5): headings, speakers, pages, notes, lists, tables, verse, and facts of the header."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from otsannot.errors import OtsannotError
from otsannot.formats.files import read_bytes, shown
from otsannot.formats.flow import Flow
from otsannot.formats.markup import BLOCK, SKIPPED, Element, Tag, local_name, walk, words_of
from otsannot.formats.page_facts import day_of, short_language
from otsannot.formats.plain_text import document_name
from otsannot.formats.reading import AS_IT_IS, Reading
from otsannot.formats.safe_xml import parsed_xml
from otsannot.i18n import _
from otsannot.model.new_text import NewText
from otsannot.model.structure import hash_of

NAMESPACE = "http://www.tei-c.org/ns/1.0"
DEEPEST_HEADING = 9

_ID = "{http://www.w3.org/XML/1998/namespace}id"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_BLOCKS = words_of(
    "text front body back group argument ab p l lg stage opener closer salute signed dateline byline doctitle "
    "titlepart docauthor docimprint docdate epigraph trailer list label table speaker castlist castitem bibl listbibl "
    "listperson person writing event u sp titlepage imprimatur floatingtext figdesc desc address addrline"
)
_IN_CHOICE = ("corr", "reg", "expan", "ex")
_FROM_HEADER = {
    "title": ("titlestmt", "title"),
    "author": ("titlestmt", "author"),
    "publisher": ("publicationstmt", "publisher"),
}


def read(path: Path, reading: Reading = AS_IT_IS) -> Iterator[NewText]:
    """The one text of a file, or each text of a corpus. Raises OtsannotError naming the file when it is no TEI."""
    data, name = read_bytes(path), shown(path)
    if not data.strip():
        raise OtsannotError(_("{name} is empty.").format(name=name))
    root = parsed_xml(data, name)
    if etree.QName(root).namespace != NAMESPACE:
        told = _("{name} is XML of a kind that is not read. TEI P5 is, and .docx, .odt, .epub, .fb2 and .html.")
        raise OtsannotError(told.format(name=name))
    texts = list(root.iter(f"{{{NAMESPACE}}}TEI")) or [root]
    found = [text for element in texts if (text := _read_text(element, path, name)) is not None]
    if not found:
        raise OtsannotError(_("{name} holds no text.").format(name=name))
    if len(found) == 1:
        yield found[0]
        return
    for number, text in enumerate(found, start=1):
        yield text._replace(name=text.facts.get("title") or f"{text.name} {number}")


def _read_text(root: Element, path: Path, name: str) -> NewText | None:
    header = next((element for element in root.iterchildren(etree.Element) if local_name(element) == "teiheader"), None)
    facts = _facts(header) if header is not None else {}
    writing = _Writing(root)
    for element in root.iterchildren(etree.Element):
        if local_name(element) in ("text", "standoff"):
            walk(element, writing.flow, writing.tags)
    writing.write_notes()
    text, parts = writing.flow.finished()
    if not text.strip():
        return None
    language = _language(root, header)
    return NewText(
        document_name(path), text, hash_of(text), name, "utf-8", language, parts, facts, told=writing.told()
    )  # fmt: skip


class _Writing:
    """What is known while a text is written: the depth of divisions, tables, notes to come, and what was left out."""

    def __init__(self, root: Element) -> None:
        self.flow = Flow()
        self._names = _names(root)
        self._times = _times(root)
        self._depth = 0
        self._table = self._row = self._column = 0
        self._page = 0
        self._notes: list[tuple[str, str, Element]] = []
        self._left_out: dict[str, list[str]] = {}
        division = Tag(block=True, begin=self._deeper, end=self._higher)
        self.tags = dict.fromkeys(_BLOCKS, BLOCK) | {
            "div": division,
            **{f"div{level}": division for level in range(1, 8)},
            "head": Tag(block=True, begin=self._begin_head, end=self._end_head),
            "sp": Tag(block=True, begin=self._begin_turn, end=_end_part),
            "u": Tag(block=True, begin=self._begin_turn, end=_end_part),
            "lb": Tag(begin=self._line),
            "pb": Tag(begin=self._new_page),
            "note": Tag(begin=self._note),
            "item": Tag(block=True, begin=self._item, end=self._end_item),
            "table": Tag(block=True, begin=self._begin_table),
            "row": Tag(block=True, begin=self._begin_row),
            "cell": Tag(block=True, begin=self._begin_cell, end=_end_part),
            "anchor": Tag(begin=self._time),
            "when": Tag(begin=self._time),
            "timeline": SKIPPED,
            "teiheader": SKIPPED,
            "graphic": SKIPPED,
            "fw": Tag(begin=self._leave_out),
            **{name: Tag(begin=self._leave_out_of_choice) for name in _IN_CHOICE},
        }

    def write_notes(self) -> None:
        """Write the notes below the text, also those that notes call."""
        while self._notes:
            kind, mark, element = self._notes.pop(0)
            self.flow.end_paragraph()
            self.flow.begin(kind, mark)
            element.tag = f"{{{NAMESPACE}}}p"
            walk(element, self.flow, self.tags)
            self.flow.end()
        self.flow.end_paragraph()

    def told(self) -> tuple[str, ...]:
        """What was left out, in sentences."""
        told = []
        if heads := self._left_out.get("fw"):
            told.append(
                _("Running heads and page numbers were left out ({count}), such as “{example}”.").format(
                    count=len(heads), example=heads[0]
                )
            )
        edited = [words for name in _IN_CHOICE for words in self._left_out.get(name, [])]
        if edited:
            told.append(
                _("Where the editors offer a correction, the words of the source were taken ({count}).").format(
                    count=len(edited)
                )
            )
        return tuple(told)

    def _deeper(self, flow: Flow, element: Element) -> None:
        self._depth += 1

    def _higher(self, flow: Flow, element: Element) -> None:
        self._depth -= 1

    def _begin_head(self, flow: Flow, element: Element) -> None:
        if _heads_division(element):
            flow.begin("heading", str(max(1, min(self._depth, DEEPEST_HEADING))))

    def _end_head(self, flow: Flow, element: Element) -> None:
        if _heads_division(element):
            flow.end()

    def _begin_turn(self, flow: Flow, element: Element) -> None:
        """A turn is its speaker's, named by the header, else by its own label, else by the code."""
        who = (element.get("who") or "").split()
        named = ", ".join(self._names.get(one.removeprefix("#"), "") for one in who).strip(", ")
        label = next((child for child in element.iterchildren(etree.Element) if local_name(child) == "speaker"), None)
        said = " ".join("".join(label.itertext()).split()).rstrip(".:") if label is not None else ""
        flow.begin("speaker", named or said or ", ".join(one.removeprefix("#") for one in who) or "?")
        self._time(flow, element)

    def _line(self, flow: Flow, element: Element) -> None:
        """A line of the source ends, which is white space in prose; within a word it is nothing."""
        if element.get("break") != "no":
            flow.words(" ")

    def _new_page(self, flow: Flow, element: Element) -> None:
        self._page += 1
        flow.reach("page", element.get("n") or str(self._page))

    def _note(self, flow: Flow, element: Element) -> bool:
        mark = element.get("n") or str(len(self._notes) + 1)
        self._notes.append(("endnote" if element.get("place") in ("end", "endnote") else "footnote", mark, element))
        flow.anchor(mark)
        return False

    def _item(self, flow: Flow, element: Element) -> None:
        flow.mark_next("item", element.get("n") or "•")

    def _end_item(self, flow: Flow, element: Element) -> None:
        flow.end_paragraph()
        flow.forget_marks()

    def _begin_table(self, flow: Flow, element: Element) -> None:
        self._table += 1
        self._row = 0

    def _begin_row(self, flow: Flow, element: Element) -> None:
        self._row += 1
        self._column = 0

    def _begin_cell(self, flow: Flow, element: Element) -> None:
        flow.begin("cell", f"{max(self._table, 1)}:{max(self._row, 1)}:{self._column + 1}")
        self._column += int(columns) if (columns := element.get("cols", "1")).isdecimal() and len(columns) < 4 else 1

    def _time(self, flow: Flow, element: Element) -> None:
        at = (element.get("start") or element.get("synch") or "").removeprefix("#")
        if at in self._times:
            flow.reach("time", self._times[at])

    def _leave_out(self, flow: Flow, element: Element) -> bool:
        words = " ".join("".join(element.itertext()).split())
        if words:
            self._left_out.setdefault(local_name(element), []).append(words)
        return False

    def _leave_out_of_choice(self, flow: Flow, element: Element) -> bool:
        above = element.getparent()
        return above is None or local_name(above) != "choice" or len(above) < 2 or self._leave_out(flow, element)


_DIVISIONS = tuple(f"div{level}" for level in range(1, 8))
_HEADED = ("div", "body", "front", "back", "text", "lg", *_DIVISIONS)
_DATED = ("publicationstmt", "sourcedesc", "bibl", "imprint", "monogr", "creation")
_SECONDS = re.compile(r"\d{1,7}(\.\d+)?")
_CLOCK = re.compile(r"(\d{1,2}):(\d\d):(\d\d(?:\.\d+)?)")


def _end_part(flow: Flow, element: Element) -> None:
    flow.end_paragraph()
    flow.end()


def _heads_division(element: Element) -> bool:
    """Whether a head is that of a division and not of a list, a table or a picture."""
    above = element.getparent()
    return above is not None and local_name(above) in _HEADED


def _facts(header: Element) -> dict[str, str]:
    said: dict[str, list[str]] = {}
    dates: list[str] = []
    for element in header.iter(etree.Element):
        above = element.getparent()
        place = local_name(above) if above is not None else ""
        words = " ".join("".join(element.itertext()).split())
        for fact, where in _FROM_HEADER.items():
            if where == (place, local_name(element)) and words:
                said.setdefault(fact, []).append(words)
        if local_name(element) == "date" and place in _DATED:
            dates.append(day_of(element.get("when") or element.get("when-iso") or words))
    facts = {fact: "; ".join(words) if fact == "author" else words[0] for fact, words in said.items()}
    # A header states the date of the source below that of the edition.
    date = next(filter(None, reversed(dates)), "")
    return facts | ({"date": date} if date else {})


def _language(root: Element, header: Element | None) -> str:
    text = next((element for element in root.iterchildren(etree.Element) if local_name(element) == "text"), None)
    for element in (text, root):
        if element is not None and element.get(_LANG):
            return short_language(element.get(_LANG, ""))
    if header is not None:
        for element in header.iter(etree.Element):
            if local_name(element) == "language" and element.get("ident"):
                return short_language(element.get("ident", ""))
    return ""


def _names(root: Element) -> dict[str, str]:
    """What people are called, by their codes."""
    names: dict[str, str] = {}
    for person in root.iter(etree.Element):
        if local_name(person) in ("person", "persongrp", "role") and person.get(_ID):
            name = next((child for child in person.iter(etree.Element) if local_name(child) == "persname"), None)
            words = " ".join("".join((person if name is None else name).itertext()).split())
            names[person.get(_ID, "")] = words
    return {code: name for code, name in names.items() if name and len(name) < 200}


def _times(root: Element) -> dict[str, str]:
    """When the points of time lines are, as `HH:MM:SS.mmm`, by their codes (TEI P5, 17.4.2)."""
    seconds: dict[str, float] = {}
    for point in root.iter(etree.Element):
        identity = point.get(_ID)
        if local_name(point) != "when" or not identity:
            continue
        clock = _CLOCK.search(point.get("absolute", ""))
        interval = point.get("interval", "")
        if clock:
            seconds[identity] = int(clock[1]) * 3600 + int(clock[2]) * 60 + float(clock[3])
        elif _SECONDS.fullmatch(interval):
            since = seconds.get(point.get("since", "").removeprefix("#"), 0.0)
            seconds[identity] = since + float(interval) / (1000 if point.get("unit") == "ms" else 1)
        else:
            seconds[identity] = 0.0
    return {
        code: f"{int(at // 3600):02d}:{int(at // 60 % 60):02d}:{at % 60:06.3f}" for code, at in seconds.items()
    }  # fmt: skip
