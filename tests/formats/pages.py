"""Builds small books and pages of our own words, in each format that holds them."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from html import escape
from io import BytesIO
from pathlib import Path

from otsannot.formats import read_texts
from otsannot.formats.reading import AS_IT_IS, Reading
from otsannot.model.new_text import NewText
from otsannot.model.structure import Part

PARAGRAPHS = (
    "Ortak alfabe — Müsahibə №2",
    "Türk dövlətləri təşkilatı: İstanbul, Bakı, Gəncə; ışıq və İŞIQ.",
    "«𐱅𐰇𐰼𐰰» və 𐰋𐰃𐰠𐰏𐰀 𐰴𐰍𐰣; emoji 🤔 👩‍🏫 🇦🇿.",
    "\"dırnaq\", 'apostrof', <bucaq> & ampersand; faiz 50%.",
    "i̇ ğ é (ayrılmış), ﬁ, [\u00a0], yumşaq\u00adlıq.",
    "Түркі мемлекеттері ұйымының саммиті Астанада өтті.",
    "قال الرئيس: «لغتنا واحدة» في عام 2024.",
)
"""What every format must give letter for letter; the first is a heading."""


def read_one(path: Path, reading: Reading = AS_IT_IS) -> NewText:
    """The one text of a file."""
    (text,) = read_texts(path, reading)
    return text


def kinds(text: NewText) -> list[tuple[str, str, str]]:
    """The parts of a text, each as its kind, its value and its words."""
    return [(part.kind, part.value, text.text[part.start : part.end]) for part in text.parts]


def of_kind(text: NewText, kind: str) -> list[Part]:
    """The parts of one kind."""
    return [part for part in text.parts if part.kind == kind]


def body(paragraphs: tuple[str, ...] = PARAGRAPHS) -> str:
    """The paragraphs as HTML, the first as a heading."""
    first, *others = map(escape, paragraphs)
    return f"<h1>{first}</h1>" + "".join(f"<p>{other}</p>" for other in others)


def page(content: str, head: str = "", attributes: str = "") -> str:
    """A page around its content."""
    return f"<!DOCTYPE html><html{attributes}><head><meta charset='utf-8'>{head}</head><body>{content}</body></html>"


def archive(members: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in members.items():
            zipped.writestr(name, content)
    return out.getvalue()


def epub(chapters: Mapping[str, str], metadata: str = "", more: Mapping[str, str | bytes] | None = None) -> bytes:
    """A book whose chapters are the bodies of XHTML files."""
    items = "".join(
        f'<item id="i{number}" href="{name}" media-type="application/xhtml+xml"/>'
        for number, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="i{number}"/>' for number in range(len(chapters)))
    space = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
    members: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
        "OEBPS/book.opf": '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<metadata>{metadata}</metadata><manifest>{items}</manifest><spine>{spine}</spine></package>",
    }
    for name, content in chapters.items():
        members[f"OEBPS/{name}"] = f"<html {space}><head><title>t</title></head><body>{content}</body></html>"
    return archive(members | dict(more or {}))


def fb2(content: str, description: str = "") -> str:
    """A FictionBook around its bodies."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0" '
        f'xmlns:l="http://www.w3.org/1999/xlink"><description>{description}</description>{content}</FictionBook>'
    )


def tei(content: str, header: str = "") -> str:
    """A TEI file around its body."""
    return (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader>'
        f"{header}</teiHeader><text><body>{content}</body></text></TEI>"
    )
