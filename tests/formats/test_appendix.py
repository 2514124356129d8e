"""A codebook written to be read holds every word of it, in files that any reader of their kind understands."""

from __future__ import annotations

import zipfile
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from otsannot.errors import OtsannotError
from otsannot.formats import appendix_docx, appendix_html, appendix_markdown
from otsannot.formats.appendix import APPENDIX_SUFFIXES, write_appendix
from otsannot.formats.visible import runs_left, visible
from otsannot.model.appendix import Appendix, Entry, Labelled, Quote
from otsannot.progress import SILENT

NAMES = [
    "*Odd* | <b>name</b> & #1",
    "الأمن والدفاع",
    "𐱅𐰇𐰼𐰜 👩‍👩‍👧‍👦",
    "1. One",
    "- dash",
    "[x](y) `code` \\ $a$ ~b~ ^c^ @d",
    "&amp; &#35;",
]
TEXTS = [
    "two\nlines\n\n- no list\n1) no list\n=== \n    no code",
    "a bell \a rings",
    "“quoted”\ttabbed",
    "<script>alert(1)</script>",
]


def entry(name: str = "Energy", level: int = 1, text: str = "oil", quote: str = "gas") -> Entry:
    path = " > ".join([*(f"L{n}" for n in range(1, level)), name])
    fields, quotes = [Labelled("Example", text)], [Quote(quote, "Speech “1”")]
    return Entry(name, path, level, "#aa3311", "3 annotations in 2 documents", fields, quotes)


APPENDIX = Appendix(
    "Codebook: A & B",
    "2026-11-24 · 7 codes",
    [entry(name, text=TEXTS[n % 4], quote=TEXTS[-n % 4]) for n, name in enumerate(NAMES)],
)
TREE = Appendix("Codebook: T", "2026-11-24", [entry(f"Code {level}", level) for level in (*range(1, 13), 2, 3, 1)])


def written(writer: Any, appendix: Appendix) -> bytes:
    out = BytesIO()
    writer.write(appendix, out, SILENT)
    return out.getvalue()


def page(appendix: Appendix) -> ElementTree.Element:
    return ElementTree.fromstring(written(appendix_html, appendix).decode())


def said(element: ElementTree.Element | None) -> str:
    assert element is not None
    return "".join(element.itertext())


def markdown(appendix: Appendix) -> list[tuple[str, str]]:
    """What a reader of Markdown sees: the tag of each block and its text."""
    tokens = MarkdownIt("commonmark", {"maxNesting": 100}).parse(written(appendix_markdown, appendix).decode())
    found = []
    for opening, token in pairwise(tokens):
        if token.type == "inline":
            text = "".join("\n" if part.type == "hardbreak" else part.content for part in token.children or [])
            found.append((opening.tag, text))
    return found


def word(appendix: Appendix) -> list[tuple[str, str]]:
    """The style of each paragraph of a Word document, and its text."""
    document = docx.Document(BytesIO(written(appendix_docx, appendix)))
    return [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs if paragraph.style]


def test_the_page_is_well_formed_and_shows_every_text() -> None:
    found = page(APPENDIX)
    assert said(found.find("head/title")) == said(found.find("body/header/h1")) == "Codebook: A & B"
    sections = found.findall("body/main/section")
    assert [said(section.find("h2")) for section in sections] == NAMES
    assert [said(section.find("dl/dd")) for section in sections] == [visible(TEXTS[n % 4]) for n in range(7)]
    assert [said(section.find("blockquote/p")) for section in sections] == [visible(TEXTS[-n % 4]) for n in range(7)]
    assert said(sections[0].find("blockquote/cite")) == "Speech “1”"


def test_the_contents_of_the_page_are_a_tree_of_links() -> None:
    found = page(TREE)
    links = found.findall(".//nav//a")
    assert [link.get("href") for link in links] == [f"#{section.get('id')}" for section in found.iter("section")]
    assert [said(link) for link in found.findall("body/nav/ul/li/a")] == ["Code 1", "Code 1"]
    assert [said(link) for link in found.findall("body/nav/ul/li/ul/li/a")] == ["Code 2", "Code 2"]
    headings = [next(child for child in section if child.tag.startswith("h")) for section in found.iter("section")]
    assert [heading.tag for heading in headings[:7]] == ["h2", "h3", "h4", "h5", "h6", "h6", "h6"]
    assert [heading.get("aria-level") for heading in headings[3:7]] == [None, None, "7", "8"]


def test_the_page_needs_nothing_beside_it() -> None:
    text = written(appendix_html, APPENDIX).decode()
    assert text.startswith("<!DOCTYPE html>\n<html")
    assert not any(mark in text for mark in ("http", "src=", "url(", "@import", "<script", "<link"))


def test_a_swatch_has_the_colour_of_the_code_and_is_no_word() -> None:
    swatch = page(APPENDIX).find("body/main/section/h2/span")
    assert swatch is not None
    assert (swatch.get("style"), said(swatch)) == ("border-color: #aa3311", "")


def test_markdown_shows_every_text() -> None:
    blocks = markdown(APPENDIX)
    assert blocks[:2] == [("h1", "Codebook: A & B"), ("p", "2026-11-24 · 7 codes")]
    assert [text for tag, text in blocks if tag == "h2"] == NAMES
    assert blocks[2 : 2 + len(NAMES)] == [("p", f"{name} (3 annotations in 2 documents)") for name in NAMES]
    first = blocks.index(("h2", NAMES[0]))
    assert blocks[first + 1 : first + 4] == [
        ("p", "3 annotations in 2 documents · #aa3311"),
        ("p", f"Example: {TEXTS[0]}"),
        ("p", f"{TEXTS[0]}\n— Speech “1”"),
    ]


def test_headings_of_markdown_end_at_six() -> None:
    tags = [tag for tag, _text in markdown(TREE) if tag.startswith("h")]
    assert tags == ["h1", "h2", "h3", "h4", "h5", *["h6"] * 8, "h3", "h4", "h2"]


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30).filter(str.strip)
lines = texts.map(lambda text: " ".join(text.split())).filter(str.strip)


@given(lines, texts, texts)
def test_every_character_comes_through_in_markdown(name: str, text: str, quote: str) -> None:
    blocks = markdown(Appendix("T", "F", [entry(name, text=text, quote=quote)]))
    assert blocks[2:] == [
        ("p", f"{visible(name)} (3 annotations in 2 documents)"),
        ("h2", visible(name)),
        ("p", "3 annotations in 2 documents · #aa3311"),
        ("p", f"Example: {visible(text)}"),
        ("p", f"{visible(quote)}\n— Speech “1”"),
    ]


@given(lines, texts, texts)
def test_every_character_comes_through_in_html(name: str, text: str, quote: str) -> None:
    section = page(Appendix("T", "F", [entry(name, text=text, quote=quote)])).find("body/main/section")
    assert section is not None
    assert [said(section.find(path)) for path in ("h2", "dl/dd", "blockquote/p")] == [
        visible(name), visible(text), visible(quote),
    ]  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(lines, texts, texts)
def test_every_character_comes_through_in_word(name: str, text: str, quote: str) -> None:
    assert word(Appendix("T", "F", [entry(name, text=text, quote=quote)])) == [
        ("Title", "T"),
        ("Code Facts", "F"),
        ("Codebook Overview", f"{visible(name)}\t3 annotations in 2 documents"),
        ("Heading 1", visible(name)),
        ("Code Facts", "3 annotations in 2 documents"),
        ("Code Definition", f"Example\t{visible(text)}"),
        ("Code Definition", f"Passages\t{visible(quote)}\n— Speech “1”"),
    ]


def test_headings_of_word_are_real_ones_down_to_nine() -> None:
    styles = [style for style, _text in word(TREE) if style.startswith("Heading")]
    assert styles == [f"Heading {min(level, 9)}" for level in (*range(1, 13), 2, 3, 1)]


def test_names_that_run_from_right_to_left_do_so_in_word() -> None:
    xml = zipfile.ZipFile(BytesIO(written(appendix_docx, APPENDIX))).read("word/document.xml").decode()
    # The schema gives the parts of a paragraph's properties an order: border, direction, indent.
    assert '<w:pStyle w:val="Heading1"/><w:pBdr>' in xml
    assert "</w:pBdr><w:bidi/></w:pPr><w:r><w:rPr><w:rtl/></w:rPr><w:t>الأمن والدفاع</w:t>" in xml
    assert xml.count("<w:bidi/>") == 4  # Arabic and Old Turkic, in the overview and over the definition


def test_word_says_nothing_of_who_made_it() -> None:
    said = docx.Document(BytesIO(written(appendix_docx, APPENDIX))).core_properties
    assert (said.title, said.author, said.comments) == ("Codebook: A & B", "", "")


@pytest.mark.parametrize("suffix", APPENDIX_SUFFIXES)
def test_an_appendix_that_cannot_be_finished_leaves_the_old_file(tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"book{suffix}"
    out.write_text("old", encoding="utf-8")
    broken = Appendix("T", "F", [entry(), None])  # type: ignore[list-item]
    with pytest.raises((AttributeError, TypeError)):
        write_appendix(broken, out)
    assert [path.name for path in tmp_path.iterdir()] == [out.name]
    assert out.read_text(encoding="utf-8") == "old"
    with pytest.raises(OtsannotError, match="Create it first"):
        write_appendix(APPENDIX, tmp_path / "none" / out.name)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a\x00b\x1bc", "a␀b␛c"), ("\x7f\x85\ufffe\U0001ffff", "␡���"), ("a\tb\nc", "a\tb\nc"), ("\r", "␍")],
)
def test_what_no_page_can_hold_is_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    ("text", "left"), [("abc", False), ("1 الأمن", True), ("שלום abc", True), ("", False), ("12", False), ("𐤀", True)]
)
def test_a_text_runs_as_its_first_letter_does(text: str, left: bool) -> None:
    assert runs_left(text) is left
