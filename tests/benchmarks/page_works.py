"""Pages and books of 5 MB of text and a PDF of 300 pages, read beside their parsers alone."""

from __future__ import annotations

import textwrap
from collections import deque
from collections.abc import Callable
from html import escape
from pathlib import Path
from zipfile import ZipFile

import pikepdf
from lxml import etree
from lxml.html import HTMLParser

from tests.benchmarks import data

CHARACTERS = 5_000_000
PAGES = 300
REACHES = {".rtf": 6, ".html": 40, ".epub": 6, ".fb2": 6, ".xml": 7, ".pdf": 20}
"""How many times its parser's time a reader may take; libxml2 and qpdf work in C, and a page is weighed as well."""
_LINES = 45
_COLUMNS = 80
_TEI = "http://www.tei-c.org/ns/1.0"


def build(folder: Path) -> list[Path]:
    """One file in each format."""
    lines = [line for line in data.text_of(CHARACTERS, 1).split("\n") if line]
    paragraphs = "".join(f"<p>{escape(line[:40])}<b>{escape(line[40:])}</b></p>\n" for line in lines)
    paths = [folder / f"read.{suffix}" for suffix in ("html", "epub", "fb2", "xml", "pdf")]
    page = f"<html><head><meta charset='utf-8'></head><body>{paragraphs}</body></html>"
    paths[0].write_text(page, encoding="utf-8")
    _write_epub(paths[1], f"<html xmlns='http://www.w3.org/1999/xhtml'><body>{paragraphs}</body></html>")
    paths[2].write_text(f"<FictionBook><body><section>{paragraphs}</section></body></FictionBook>", encoding="utf-8")
    bold = paragraphs.replace("<b>", "<hi>").replace("</b>", "</hi>")
    paths[3].write_text(f"<TEI xmlns='{_TEI}'><text><body>{bold}</body></text></TEI>", encoding="utf-8")
    _write_pdf(paths[4], " ".join(lines).encode("cp1254", "ignore").decode("cp1254"))
    return paths


def floor(path: Path) -> Callable[[], object]:
    """What its parser alone takes."""
    if path.suffix == ".pdf":
        return lambda: _drawn(path)
    if path.suffix == ".html":
        return lambda: etree.fromstring(path.read_bytes(), HTMLParser(encoding="utf-8", huge_tree=True))
    if path.suffix == ".epub":
        return lambda: _chapter(path)
    return lambda: etree.fromstring(path.read_bytes())


def _drawn(path: Path) -> None:
    with pikepdf.open(path) as file:
        for page in file.pages:
            deque(((one.operands, one.operator) for one in pikepdf.parse_content_stream(page)), maxlen=0)


def _chapter(path: Path) -> object:
    with ZipFile(path) as archive:
        return etree.fromstring(archive.read("one.xhtml"))


def _write_epub(path: Path, chapter: str) -> None:
    with ZipFile(path, "w") as archive:
        archive.writestr("META-INF/container.xml", '<container><rootfile full-path="book.opf"/></container>')
        item = '<item id="a" href="one.xhtml" media-type="application/xhtml+xml"/>'
        archive.writestr(
            "book.opf", f'<package><manifest>{item}</manifest><spine><itemref idref="a"/></spine></package>'
        )
        archive.writestr("one.xhtml", chapter)


def _write_pdf(path: Path, text: str) -> None:
    """Pages of full lines, each word moved a little, as programs write justified text."""
    lines = textwrap.wrap(text[: PAGES * _LINES * _COLUMNS], _COLUMNS)
    with pikepdf.new() as file:
        font = file.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.TrueType, BaseFont=pikepdf.Name.Courier,
                Encoding=pikepdf.Name.WinAnsiEncoding, FirstChar=0, Widths=[600] * 256,
            )
        )  # fmt: skip
        for first in range(0, min(len(lines), PAGES * _LINES), _LINES):
            file.add_blank_page(page_size=(600, 800))
            shown = b" ".join(
                b"1 0 0 1 50 %d Tm [%s] TJ" % (760 - 16 * number, _items(line))
                for number, line in enumerate(lines[first : first + _LINES])
            )
            file.pages[-1].obj["/Contents"] = file.make_stream(b"BT /F 10 Tf " + shown + b" ET")
            file.pages[-1].obj["/Resources"] = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        file.save(path)


def _items(line: str) -> bytes:
    words = line.encode("cp1252", "ignore").split()
    return b" -20 ".join(b"(%s )" % word.replace(b"\\", b"").replace(b"(", b"").replace(b")", b"") for word in words)
