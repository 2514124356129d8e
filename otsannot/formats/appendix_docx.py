"""Writes a codebook as a Word document with real headings, which Word and LibreOffice can navigate and restyle."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import BinaryIO

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Length, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from otsannot.formats.visible import runs_left, visible
from otsannot.i18n import _
from otsannot.model.appendix import Appendix, Entry
from otsannot.progress import Progress

_DEEPEST_HEADING = 9
_HEADING_SIZES = (15, 13, 12, 11, 11, 11, 11, 11, 11)
_INK, _QUIET = RGBColor(0x26, 0x23, 0x1F), RGBColor(0x60, 0x5B, 0x53)
_PAGE, _MARGIN = (Cm(21), Cm(29.7)), Cm(2.5)
_WIDTH, _LABEL_WIDTH, _INDENT = Cm(16), Cm(3.8), Cm(0.6)
_DEEPEST_INDENT = 12
"""Levels; below them the overview has no more room to the right."""


def write(appendix: Appendix, handle: BinaryIO, progress: Progress) -> None:
    """Write an appendix as DOCX: an overview of the tree, then each code under a heading of its level."""
    page = _Page(appendix)
    for entry in appendix.entries:
        page.add_line(entry)
    for entry in appendix.entries:
        page.add_code(entry)
        progress.advance()
    page.document.save(handle)


class _Page:
    """The document as it grows; a style is looked up once, which is what takes the time."""

    def __init__(self, appendix: Appendix) -> None:
        self.document: Document = docx.Document()
        self._end = self.document.element.body.sectPr
        self._describe(appendix.title)
        self._lay_out()
        normal = self._style("Normal")
        normal.font.size, normal.font.color.rgb = Pt(10.5), _INK
        normal.paragraph_format.space_after = Pt(3)
        title = self._style("Title")
        title.font.size, title.font.color.rgb = Pt(20), _INK
        self._headings = [self._style(f"Heading {level}") for level in range(1, _DEEPEST_HEADING + 1)]
        for style, size in zip(self._headings, _HEADING_SIZES, strict=True):
            style.font.size, style.font.color.rgb, style.font.italic = Pt(size), _INK, False
            style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(14), Pt(2)
        self._overview = self._new_style("Codebook Overview", Pt(0))
        self._overview.paragraph_format.tab_stops.add_tab_stop(_WIDTH, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        self._facts = self._new_style("Code Facts", Pt(4))
        self._facts.font.size, self._facts.font.color.rgb = Pt(9.5), _QUIET
        self._facts.paragraph_format.keep_with_next = True
        self._field = self._new_style("Code Definition", Pt(3))
        self._field.paragraph_format.left_indent = _LABEL_WIDTH
        self._field.paragraph_format.first_line_indent = Length(-_LABEL_WIDTH)
        self._field.paragraph_format.tab_stops.add_tab_stop(_LABEL_WIDTH)
        self._add(title, appendix.title)
        self._add(self._facts, appendix.facts)

    def add_line(self, entry: Entry) -> None:
        """Add a code to the overview."""
        line = self._add(self._overview, entry.name)
        line.paragraph_format.left_indent = Length(_INDENT * min(entry.level - 1, _DEEPEST_INDENT))
        line.add_run(f"\t{visible(entry.counts)}").font.color.rgb = _QUIET

    def add_code(self, entry: Entry) -> None:
        """Add a code with its definition and its passages."""
        heading = self._add(self._headings[min(entry.level, _DEEPEST_HEADING) - 1], entry.name)
        _mark(heading, entry.colour)
        self._add(self._facts, " · ".join([*([entry.path] if entry.level > 1 else []), entry.counts]))
        for label, text in entry.fields:
            self._add_field(label, text)
        for number, quote in enumerate(entry.quotes):
            passage = self._add_field("" if number else _("Passages"), quote.text)
            source = _("— {document}").format(document=quote.document)
            passage.add_run(f"\n{visible(source)}").font.color.rgb = _QUIET

    def _add_field(self, label: str, text: str) -> Paragraph:
        field = self._new_paragraph(self._field)
        field.add_run(f"{visible(label)}\t").font.color.rgb = _QUIET
        _write_run(field, text)
        return field

    def _describe(self, title: str) -> None:
        """Say what the document is; the library's template says that it was made by the library."""
        said = self.document.core_properties
        said.title, said.author, said.comments, said.language = visible(title)[:255], "", "", ""
        said.created = said.modified = datetime.now(UTC)

    def _lay_out(self) -> None:
        """Give pages a size, margins and numbers."""
        section = self.document.sections[0]
        section.page_width, section.page_height = _PAGE
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
        number = section.footer.paragraphs[0]
        number.alignment = WD_ALIGN_PARAGRAPH.CENTER
        number._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"/>'))

    def _style(self, name: str) -> ParagraphStyle:
        style = self.document.styles[name]
        assert isinstance(style, ParagraphStyle)
        return style

    def _new_style(self, name: str, space_after: Length) -> ParagraphStyle:
        style = self.document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        assert isinstance(style, ParagraphStyle)
        style.base_style = self.document.styles["Normal"]
        style.paragraph_format.space_after = space_after
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
        _write_run(paragraph, text)
        return paragraph


def _write_run(paragraph: Paragraph, text: str) -> None:
    run = paragraph.add_run(visible(text))
    run.font.rtl = True if runs_left(text) else None


def _mark(heading: Paragraph, colour: str) -> None:
    """Draw a bar in the code's colour beside its heading; it prints, and leaves the heading's text alone."""
    bar = f'<w:pBdr {nsdecls("w")}><w:left w:val="single" w:sz="36" w:space="6" w:color="{colour[1:]}"/></w:pBdr>'
    heading._p.get_or_add_pPr().insert_element_before(parse_xml(bar), "w:bidi")  # the schema has an order
