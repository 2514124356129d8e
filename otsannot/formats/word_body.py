"""Walks through the paragraphs, tables, notes, boxes and remarks of a Word document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from otsannot.formats.growing import DEEPEST, Growing, Note, too_deep
from otsannot.formats.numerals import numeral
from otsannot.formats.symbols import holds_symbols, in_unicode, symbol
from otsannot.formats.word_parts import (
    BOX,
    FALLBACK,
    MATH_TEXT,
    NAMES,
    TEXT,
    Element,
    WordFile,
    child,
    children,
    number,
    said,
)
from otsannot.formats.word_styles import Lists, Style, Styles, heading_level, list_of

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_CHARACTERS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_GONE = frozenset({"del", "moveFrom"})
_KEPT_CHANGES = frozenset({"ins", "moveTo"})
_WRAPPERS = frozenset(
    {"sdt", "sdtContent", "customXml", "smartTag", "hyperlink", "fldSimple", "dir", "bdo", "rubyBase"}
)
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d)?")
_NOTES = (("footnote", "footnotes", "decimal"), ("endnote", "endnotes", "lowerRoman"))


class Body:
    """The text of a document as it is read, and counts of what was left out or read in another way."""

    def __init__(self, file: WordFile, styles: Styles, lists: Lists) -> None:
        self.text = Growing()
        self.revisions = self.readings = self.unknown_symbols = self.foreign_parts = 0
        self._styles, self._lists = styles, lists
        self._may_hold_symbols = file.may_hold_symbols
        self._name = file.name
        self._tables = self._depth = 0
        self._fields: list[bool] = []
        """Of each field that is open, whether it is still its code that comes."""
        self._open_remarks: dict[str, tuple[Growing, int]] = {}
        self._remarks = {said(c, "id"): c for root in file.parts("comments") for c in children(root, "comment")}
        self._placed: set[str] = set()
        self._notes: dict[tuple[str, str], Element] = {}
        self._forms: dict[str, str] = {}
        self._counts: dict[str, int] = {}
        settings = file.own("settings")
        for kind, part, form in _NOTES:
            for root in file.parts(part):
                self._notes |= {(kind, said(note, "id")): note for note in children(root, kind)}
            self._forms[kind], self._counts[kind] = _numbering([file.document, settings], f"{kind}Pr", form)

    def read(self, root: Element) -> None:
        """Read the document's body. Its end is left to whoever finishes the text."""
        self._blocks(root, self.text)

    def _blocks(self, parent: Element, text: Growing) -> None:
        for element in parent:
            name = NAMES.get(element.tag)
            if name == "p":
                self._paragraph(element, text)
            elif name == "tbl":
                self._table(element, text)
            elif name in _WRAPPERS or name in _KEPT_CHANGES:
                self._blocks(element, text)
            elif name == "AlternateContent":
                self._blocks(_chosen(element), text)
            elif name in ("altChunk", "subDoc"):
                self.foreign_parts += 1
            elif name is not None:
                self._remark(name, element, text)

    def _paragraph(self, paragraph: Element, text: Growing) -> None:
        properties = None
        for element in paragraph:
            name = NAMES.get(element.tag)
            if name == "r":
                self._run(element, text)
            elif name == "pPr":
                properties = element
            elif name is not None:
                self._inline(name, element, text)
        if self._fields and True in self._fields:  # a code that never ends would swallow the rest of the text
            self._fields = [is_code for is_code in self._fields if not is_code]
        if properties is None:
            text.end_line()
        else:
            self._end_paragraph(properties, text)

    def _end_paragraph(self, properties: Element, text: Growing) -> None:
        """Say what the paragraph is, and end its line unless its end was deleted."""
        level: int | None = None
        style_id, own_list, own_level = "", "", -1
        for element in properties:
            name = NAMES.get(element.tag)
            if name == "pStyle":
                style_id = said(element)
            elif name == "numPr":
                own_list, own_level = list_of(element)
            elif name == "outlineLvl":
                level = heading_level(element)
            elif name == "rPr":
                for change in element:
                    changed = NAMES.get(change.tag)
                    self.revisions += changed in _GONE or changed in _KEPT_CHANGES
                    if changed in _GONE:
                        return
        style = self._styles.style(style_id) if style_id else Style()
        if level is None:
            level = style.level
        if level:
            text.mark_line("heading", str(level))
        list_id = own_list or style.list_id
        if list_id and list_id != "0":
            at = own_level if own_level >= 0 else style.list_level
            label = self._lists.label(list_id, at if at >= 0 else self._lists.level_of_style(list_id, style_id))
            if label:
                text.mark_line("item", label)
        text.end_line()

    def _inlines(self, parent: Element, text: Growing) -> None:
        for element in parent:
            name = NAMES.get(element.tag)
            if name == "r":
                self._run(element, text)
            elif name is not None:
                self._inline(name, element, text)

    def _inline(self, name: str, element: Element, text: Growing) -> None:
        """What stands in a paragraph beside runs."""
        if name in _WRAPPERS:
            self._inlines(element, text)
        elif name in _KEPT_CHANGES:
            self.revisions += 1
            self._inlines(element, text)
        elif name in _GONE:
            self.revisions += 1
            self._forget_fields(element)
        elif name == "ruby":
            self.readings += 1
            self._inlines(element, text)
        elif name == "oMath":
            text.write("".join(element.itertext(*MATH_TEXT, with_tail=False)))
        elif name == "AlternateContent":
            self._inlines(_chosen(element), text)
        elif name == "p":  # a paragraph within a paragraph, as in a block of mathematics
            self._inlines(element, text)
        else:
            self._remark(name, element, text)

    def _run(self, run: Element, text: Growing) -> None:
        mark: tuple[str, str] | None = None
        for element in run:
            name = NAMES.get(element.tag)
            if name == "rPr":
                continue
            if name == "fldChar":
                self._field(said(element, "fldCharType"))
            elif self._fields and True in self._fields:
                continue
            elif name == "t":
                words = element.text or ""
                # Most words need no second look; a page has hundreds of runs.
                if not words or words[0] <= " " or words[-1] <= " " or self._may_hold_symbols or "\n" in words:
                    words = self._words(element, run)
                if mark is not None:
                    self._call(*mark, words.strip(), text)
                    mark = None
                else:
                    text.write(words)
            elif name in _CHARACTERS:
                text.write(_CHARACTERS[name])
            elif name in ("footnoteReference", "endnoteReference"):
                called = (name.removesuffix("Reference"), said(element, "id"))
                if said(element, "customMarkFollows") in ("1", "true", "on"):
                    mark = called
                else:
                    self._call(*called, "", text)
            elif name is not None:
                self._rare(name, element, text)
        if mark is not None:
            self._call(*mark, "*", text)

    def _rare(self, name: str, element: Element, text: Growing) -> None:
        """What stands in a run beside its words."""
        if name == "br":
            if said(element, "type") in ("page", "column"):
                text.break_line()
            else:
                text.write("\n")
        elif name == "sym":
            code = said(element, "char")
            sign = symbol(int(code, 16), said(element, "font")) if re.fullmatch("[0-9A-Fa-f]{1,6}", code) else "\ufffd"
            self.unknown_symbols += holds_symbols(sign)
            text.write(sign)
        elif name == "lastRenderedPageBreak":
            if text is self.text:
                text.page_breaks.append(text.length)
        elif name in ("drawing", "pict", "object"):
            self._boxes(element, text)
        elif name == "AlternateContent":
            for inner in _chosen(element):
                self._rare(NAMES.get(inner.tag, ""), inner, text)
        elif name in _CHARACTERS or name == "t":
            text.write(_CHARACTERS.get(name) or element.text or "")
        elif name == "ruby":
            self._inline(name, element, text)
        elif name == "commentReference":
            self._place_remark(said(element, "id"), None, text)

    def _words(self, element: Element, run: Element) -> str:
        words: str = element.text or ""
        if words and (words[0] <= " " or words[-1] <= " ") and not _keeps_blanks(element):
            words = words.strip(" \t\r\n")
        if "\n" in words:
            words = words.replace("\r\n", " ").replace("\n", " ")
        if self._may_hold_symbols and holds_symbols(words):
            fonts = [said(font, "ascii") or said(font, "hAnsi") for font in run.iter("{*}rFonts")]
            words = in_unicode(words, fonts[0] if fonts else "")
            self.unknown_symbols += holds_symbols(words)
        return words

    def _field(self, what: str) -> None:
        if what == "begin":
            self._fields.append(True)
        elif what == "separate" and self._fields:
            self._fields[-1] = False
        elif what == "end" and self._fields:
            self._fields.pop()

    def _forget_fields(self, deleted: Element) -> None:
        """A field may begin in deleted words and end behind them."""
        for element in deleted.iter("{*}fldChar"):
            self._field(said(element, "fldCharType"))

    def _call(self, kind: str, note_id: str, own_mark: str, text: Growing) -> None:
        """Call a note by its mark, or by the next number; its words grow apart."""
        mark = own_mark or numeral(self._counts[kind], self._forms[kind])
        if not own_mark:
            self._counts[kind] += 1
        note = self._notes.pop((kind, note_id), None)
        text.add_note(kind, mark, None if note is None else self._apart(note, at_note=True))

    def _boxes(self, drawing: Element, text: Growing) -> None:
        """The text boxes in a drawing; those within a box are found when that is read."""
        outer = next(drawing.iterancestors(*BOX), None)
        for box in drawing.iter(*BOX):
            if next(box.iterancestors(*BOX), None) is outer and not _is_second_way(box, drawing):
                text.add_box(self._apart(box))

    def _apart(self, parent: Element, at_note: bool = False) -> Growing:
        """The blocks of a note or a box, which have no part in the fields around them."""
        if self._depth == DEEPEST:
            raise too_deep(self._name)
        self._depth += 1
        fields, self._fields = self._fields, []
        grown = Note() if at_note else Growing()
        self._blocks(parent, grown)
        self._fields = fields
        self._depth -= 1
        return grown

    def _table(self, table: Element, text: Growing) -> None:
        self._tables += 1
        number_of_table = self._tables
        row_number = 0
        for row in _inner(table, "tr"):
            properties = child(row, "trPr")
            changes = {NAMES.get(element.tag) for element in properties} if properties is not None else set()
            self.revisions += bool(changes & {"ins", "del"})
            if "del" in changes:
                continue
            row_number += 1
            before = child(properties, "gridBefore") if properties is not None else None
            column = 1 + (number(before) if before is not None else 0)
            for cell in _inner(row, "tc"):
                column += self._cell(cell, f"{number_of_table}:{row_number}:{column}", text)

    def _cell(self, cell: Element, place: str, text: Growing) -> int:
        """Read a cell and give how many columns it takes; one that only continues the cell above has no line."""
        properties = child(cell, "tcPr")
        span, continues = 1, False
        for element in properties if properties is not None else ():
            name = NAMES.get(element.tag)
            if name == "gridSpan":
                span = max(1, number(element, otherwise=1))
            elif name in ("vMerge", "hMerge"):
                continues = said(element) != "restart"
            elif name == "cellDel":
                self.revisions += 1
                return span
        if continues and not any((element.text or "").strip() for element in cell.iter(*TEXT)):
            return span
        start = text.length
        blocks = [element for element in cell if NAMES.get(element.tag) not in ("tcPr", None)]
        if len(blocks) > 1 and NAMES.get(blocks[-2].tag) == "tbl" and child(blocks[-1], "r") is None:
            blocks.pop()  # Word must have a paragraph behind a table in a cell
        self._blocks(blocks, text)
        text.mark_lines(start, "cell", place)
        return span

    def _remark(self, name: str, element: Element, text: Growing) -> None:
        if name == "commentRangeStart":
            self._open_remarks[said(element, "id")] = (text, text.length)
        elif name == "commentRangeEnd":
            remark_id = said(element, "id")
            opened, start = self._open_remarks.pop(remark_id, (None, 0))
            if opened is text:
                self._place_remark(remark_id, start, text)

    def _place_remark(self, remark_id: str, start: int | None, text: Growing) -> None:
        remark = self._remarks.get(remark_id)
        if remark is None or remark_id in self._placed:
            return
        self._placed.add(remark_id)
        words = self._apart(remark).text.strip()
        time = _TIME.match(said(remark, "date"))
        created = f"{time[1]}T{time[2]}{time[3] or ':00'}Z" if time else ""
        text.add_remark(text.length if start is None else start, said(remark, "author"), words, created)


def _keeps_blanks(element: Element) -> bool:
    if element.get(_SPACE) == "preserve":
        return True
    return next((at.get(_SPACE) for at in (element, *element.iterancestors()) if at.get(_SPACE)), "") == "preserve"


def _chosen(alternatives: Element) -> Element:
    """The first of several ways to say the same; the plain one where only that has words."""
    ways = [*children(alternatives, "Choice"), *children(alternatives, "Fallback")]
    return next((way for way in ways if next(way.iter(*BOX, *TEXT), None) is not None), ways[0] if ways else ())


def _is_second_way(box: Element, drawing: Element) -> bool:
    """Whether a box in a drawing repeats for old programs what another one says."""
    for ancestor in box.iterancestors():
        if ancestor is drawing:
            return False
        if ancestor.tag == FALLBACK:
            return True
    return False


def _inner(parent: Element, name: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also those in wrappers."""
    for element in parent:
        found = NAMES.get(element.tag)
        if found == name:
            yield element
        elif found in _WRAPPERS or found in _KEPT_CHANGES:
            yield from _inner(element, name)


def _numbering(roots: list[Element | None], properties: str, form: str) -> tuple[str, int]:
    """The form of the marks of notes and the first number, as settings or sections state them."""
    start = 1
    for root in roots:
        for element in root.iter(f"{{*}}{properties}") if root is not None else ():
            stated, first = child(element, "numFmt"), child(element, "numStart")
            form = said(stated) if stated is not None else form
            start = number(first, otherwise=1) if first is not None else start
    return form, start
