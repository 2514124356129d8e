"""Writes coded documents as a Word document: passages shaded in their codes' colours, with a comment on each.

Word and LibreOffice show the comments beside the text, on exactly the words that are coded. What is shown and is not in
the text (labels of pages, speakers, numbers of lists) has a character style of its own, `Coded Mark`.
"""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime
from typing import BinaryIO

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Length, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree

from otsannot.formats.coded import Sayings, counted, label_of
from otsannot.formats.visible import runs_left, visible
from otsannot.i18n import _
from otsannot.model.coded_lines import Line, Mark, Piece, coded_lines
from otsannot.model.colours import tint
from otsannot.model.study import Study, StudyDocument, StudyPassage
from otsannot.progress import Progress

MARK_STYLE = "Coded Mark"
LINE_STYLE = "Coded Line"
_INK, _QUIET = RGBColor(0x26, 0x23, 0x1F), RGBColor(0x60, 0x5B, 0x53)
_PAGE, _MARGIN = (Cm(21), Cm(29.7)), Cm(2.5)
_SHADES = (0.32, 0.2, 0.12)
"""How strong the colours of codes on the same words are; more than three would only become grey."""
_HEADINGS = {"1": 2, "2": 3, "3": 4}
_NO_TIME = "1970-01-01T00:00:00Z"


def write(study: Study, handle: BinaryIO, progress: Progress) -> int:
    """Write a chapter for each document and a list of the codes; gives the number of documents."""
    page = _Page(study)
    documents = passages = 0
    for document in study.documents:
        page.add_document(document)
        documents += 1
        passages += len(document.passages)
        progress.advance()
    page.facts.add_run(counted(documents, passages))
    page.add_codes()
    page.document.save(handle)
    return documents


class _Page:
    """The document as it grows; a style is looked up once, which is what takes the time."""

    def __init__(self, study: Study) -> None:
        self._sayings = Sayings(study)
        self.document: Document = docx.Document()
        self._end = self.document.element.body.sectPr
        self._looks: dict[tuple[tuple[str, ...], bool], etree._Element] = {}
        self._comments = _Comments(self.document, self._sayings)
        self._describe(study.title)
        self._lay_out()
        normal = self._style("Normal")
        normal.font.size, normal.font.color.rgb = Pt(11), _INK
        normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(4), 1.25
        title = self._style("Title")
        title.font.size, title.font.color.rgb = Pt(20), _INK
        self._headings = [self._style(f"Heading {level}") for level in range(1, 6)]
        for style, size in zip(self._headings, (16, 14, 12.5, 11.5, 11), strict=True):
            style.font.size, style.font.color.rgb, style.font.italic = Pt(size), _INK, False
        self._line = self._new_style(LINE_STYLE)
        self._note = self._new_style("Coded Note")
        self._note.font.size, self._note.paragraph_format.left_indent = Pt(9.5), Cm(0.8)
        self._indented = self._new_style("Coded Item")
        self._indented.paragraph_format.left_indent = Cm(0.8)
        self._mark = self.document.styles.add_style(MARK_STYLE, WD_STYLE_TYPE.CHARACTER)
        assert isinstance(self._mark, CharacterStyle)
        self._mark.font.size, self._mark.font.color.rgb = Pt(9), _QUIET
        self._add(title, study.title)
        self.facts = self._add(normal, "")
        self._chapters = 0

    def add_document(self, document: StudyDocument) -> None:
        """Add a text with everything coded in it, on a page of its own."""
        heading = self._add(self._headings[0], document.name)
        heading.paragraph_format.page_break_before = True if self._chapters else None
        self._chapters += 1
        for passage in document.passages:
            self._sayings.count(passage)
        begun: set[int] = set()
        for line in coded_lines(document):
            self._add_line(document, line, begun)

    def add_codes(self) -> None:
        """Add the codes that were met, each in its colour."""
        codes = self._sayings.list_of_codes()
        if not codes:
            return
        self._add(self._headings[0], _("Codes")).paragraph_format.page_break_before = True
        for code, path, count in codes:
            paragraph = self._new_paragraph(self._style("Normal"))
            self._run(paragraph, "■ ").font.color.rgb = RGBColor.from_string(self._sayings.colour(code)[1:].upper())
            self._run(paragraph, path)
            self._run(paragraph, f"  {count:,}").font.color.rgb = _QUIET

    def _add_line(self, document: StudyDocument, line: Line, begun: set[int]) -> None:
        paragraph = self._new_paragraph(self._style_of(line))
        if runs_left(document.text[line.start : line.end]):
            paragraph._p.get_or_add_pPr().append(parse_xml(f"<w:bidi {nsdecls('w')}/>"))
        marks = list(line.marks)
        for piece in line.pieces:
            while marks and marks[0].at <= piece.start:
                self._add_mark(paragraph, marks.pop(0))
            self._begin(document, [one for one in piece.held if one not in begun], begun, paragraph)
            self._add_piece(document, piece, paragraph)
            for number in piece.held:
                if document.passages[number].end == piece.end:
                    self._comments.end(number, paragraph)
        for mark in marks:
            self._add_mark(paragraph, mark)
        # What holds the line end alone has no words here, and what ends with it has no later piece.
        self._begin(document, [one for one in line.held if one not in begun], begun, paragraph)
        for number in line.held:
            if document.passages[number].end == line.end + 1 or self._comments.is_late(number, document, line):
                self._comments.end(number, paragraph)

    def _begin(self, document: StudyDocument, numbers: list[int], begun: set[int], paragraph: Paragraph) -> None:
        for number in numbers:
            begun.add(number)
            self._comments.begin(number, document.passages[number], paragraph)

    def _add_piece(self, document: StudyDocument, piece: Piece, paragraph: Paragraph) -> None:
        words = document.text[piece.start : piece.end]
        run = self._run(paragraph, words)
        passages = [document.passages[number] for number in piece.held]
        codes = tuple(dict.fromkeys(code for passage in passages for code in self._sayings.colours(passage)))
        runs = runs_left(words)
        if codes or runs:
            run._r.insert(0, self._look(codes, runs))

    def _look(self, codes: tuple[str, ...], runs: bool) -> etree._Element:
        """How words look that have some codes or run left; parsing it anew for each would take most of the time."""
        if (codes, runs) not in self._looks:
            shade = "#ffffff"
            for code, strength in zip(codes, _SHADES, strict=False):
                shade = tint(self._sayings.colour(code), shade, strength)
            coded = ""
            if codes:
                line, colour = "double" if len(codes) > 1 else "single", self._sayings.colour(codes[0])
                coded = f'<w:u w:val="{line}" w:color="{colour[1:]}"/>'
                coded += f'<w:shd w:val="clear" w:color="auto" w:fill="{shade[1:]}"/>'
            left = "<w:rtl/>" if runs else ""
            self._looks[codes, runs] = parse_xml(f"<w:rPr {nsdecls('w')}>{coded}{left}</w:rPr>")
        return deepcopy(self._looks[codes, runs])

    def _add_mark(self, paragraph: Paragraph, mark: Mark) -> None:
        label = " ".join(label_of(mark).split())
        if not label:
            return
        shown = {"anchor": label, "page": f"[{label}] "}
        run = self._run(paragraph, shown.get(mark.kind, f"{label} "))
        run._r.style = self._mark.style_id
        run.font.superscript = True if mark.kind == "anchor" else None
        run.font.bold = True if mark.kind == "speaker" else None
        if mark.kind == "speaker":
            run.add_break(WD_BREAK.LINE)

    def _style_of(self, line: Line) -> ParagraphStyle:
        match line.kind:
            case "heading":
                return self._headings[_HEADINGS.get(line.value, 5) - 1]
            case "footnote" | "endnote":
                return self._note
            case "item" | "cell" | "box":
                return self._indented
        return self._line

    def _describe(self, title: str) -> None:
        """Say what the document is; the library's template says that it was made by the library."""
        said = self.document.core_properties
        said.title, said.author, said.comments, said.language = visible(title)[:255], "", "", ""
        said.created = said.modified = datetime.now(UTC)

    def _lay_out(self) -> None:
        """Give pages a size, margins and numbers."""
        section = self.document.sections[0]
        section.page_width, section.page_height = _PAGE
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Length(_MARGIN)
        number = section.footer.paragraphs[0]
        number.alignment = WD_ALIGN_PARAGRAPH.CENTER
        number._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"/>'))

    def _style(self, name: str) -> ParagraphStyle:
        style = self.document.styles[name]
        assert isinstance(style, ParagraphStyle)
        return style

    def _new_style(self, name: str) -> ParagraphStyle:
        style = self.document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        assert isinstance(style, ParagraphStyle)
        style.base_style = self.document.styles["Normal"]
        return style

    def _new_paragraph(self, style: ParagraphStyle) -> Paragraph:
        """An empty paragraph at the end; the library's own ways to add and to style one grow with what is there."""
        element = OxmlElement("w:p")
        self._end.addprevious(element)
        element.style = style.style_id
        return Paragraph(element, self.document._body)

    def _add(self, style: ParagraphStyle, text: str) -> Paragraph:
        paragraph = self._new_paragraph(style)
        if runs_left(text):
            paragraph._p.get_or_add_pPr().append(parse_xml(f"<w:bidi {nsdecls('w')}/>"))
        if text:
            self._run(paragraph, text)
        return paragraph

    @staticmethod
    def _run(paragraph: Paragraph, text: str) -> Run:
        return paragraph.add_run(visible(text))


class _Comments:
    """The comments of the document; the library's own way to add one asks all that are there for their numbers."""

    def __init__(self, document: Document, sayings: Sayings) -> None:
        self._all = document.part._comments_part.element
        self._sayings = sayings
        self._count = 0
        self._open: dict[int, int] = {}

    def begin(self, number: int, passage: StudyPassage, paragraph: Paragraph) -> None:
        """Begin the comment of a passage at the end of what a paragraph holds so far."""
        self._open[number] = self._count
        self._all.append(self._comment(passage))
        paragraph._p.append(_pointer("commentRangeStart", self._count))
        self._count += 1

    def end(self, number: int, paragraph: Paragraph) -> None:
        """End the comment of a passage, if it has not ended."""
        comment = self._open.pop(number, None)
        if comment is not None:
            paragraph._p.append(_pointer("commentRangeEnd", comment))
            run = OxmlElement("w:r")
            run.append(_pointer("commentReference", comment))
            paragraph._p.append(run)

    def is_late(self, number: int, document: StudyDocument, line: Line) -> bool:
        """Whether a passage that is open ends in a line, without a piece that does."""
        return number in self._open and document.passages[number].end <= line.end

    def _comment(self, passage: StudyPassage) -> etree._Element:
        comment = OxmlElement("w:comment")
        author = visible(self._sayings.names.coders.get(passage.coder, ""))
        comment.set(qn("w:id"), str(self._count))
        comment.set(qn("w:author"), author)
        comment.set(qn("w:initials"), "".join(word[0] for word in author.split())[:3])
        comment.set(qn("w:date"), passage.created or _NO_TIME)
        for line in self._sayings.told(passage).split("\n"):
            element = OxmlElement("w:p")
            comment.append(element)
            Paragraph(element, None).add_run(visible(line))  # type: ignore[arg-type]
        return comment


def _pointer(tag: str, comment: int) -> etree._Element:
    pointer = OxmlElement(f"w:{tag}")
    pointer.set(qn("w:id"), str(comment))
    return pointer
