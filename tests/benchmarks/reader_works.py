"""Office documents of 5 MB of text, made and read, beside what only unpacks and parses them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

from otsannot.formats import read_texts
from otsannot.formats.rtf_words import TOKENS
from tests.benchmarks import data

CHARACTERS = 5_000_000
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_O = "urn:oasis:names:tc:opendocument:xmlns"
_RUN = '<w:r w:rsidRPr="00A77427"><w:rPr><w:lang w:val="tr-TR"/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r>'
_PARAGRAPH = '<w:p w:rsidR="00A77427"><w:pPr><w:pStyle w:val="BodyText"/><w:spacing w:after="120"/></w:pPr>{}</w:p>'


def build(folder: Path) -> list[Path]:
    """One document in each format, with two runs in each paragraph as word processors write them."""
    lines = [line for line in data.text_of(CHARACTERS, 1).split("\n") if line]
    halves = [(line[: len(line) // 2], line[len(line) // 2 :]) for line in lines]
    word = "".join(_PARAGRAPH.format(_RUN.format(a) + _RUN.format(b)) for a, b in halves)
    odt = "".join(
        f'<text:p text:style-name="P1">{a}<text:span text:style-name="T1">{b}</text:span></text:p>' for a, b in halves
    )
    rich = "".join(
        f"\\pard\\plain\\s16\\f4\\fs24\\lang1055{{\\loch {_rich(a)}}}{{\\b {_rich(b)}}}\\par\n" for a, b in halves
    )
    paths = [folder / f"read.{suffix}" for suffix in ("docx", "odt", "rtf")]
    _zip(paths[0], "word/document.xml", f'<w:document xmlns:w="{_W}"><w:body>{word}</w:body></w:document>')
    _zip(
        paths[1],
        "content.xml",
        f'<office:document-content xmlns:office="{_O}:office:1.0" xmlns:text="{_O}:text:1.0"><office:body><office:text>'
        f"{odt}</office:text></office:body></office:document-content>",
    )
    paths[2].write_bytes(f"{{\\rtf1\\ansi\\ansicpg1254 {rich}}}".encode("ascii"))
    return paths


def read(path: Path) -> None:
    """Read a document with all that is in it."""
    deque(read_texts(path), maxlen=0)


def floor(path: Path) -> Callable[[], object]:
    """What its parser alone takes: unpacking and lxml for XML, walking over the tokens for Rich Text."""
    if path.suffix == ".rtf":
        return lambda: deque(TOKENS.finditer(path.read_bytes()), maxlen=0)
    member = "word/document.xml" if path.suffix == ".docx" else "content.xml"
    return lambda: _parsed(path, member)


def _parsed(path: Path, member: str) -> object:
    with ZipFile(path) as archive:
        return etree.fromstring(archive.read(member))


def _zip(path: Path, member: str, content: str) -> None:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr(member, content)


def _rich(words: str) -> str:
    """Words as Word writes them: what is in no ASCII in UTF-16, with a question mark for old programs."""
    units = words.encode("utf-16-le")
    codes = (int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2))
    return "".join(chr(code) if 0 <= code < 128 else f"\\u{code}?" for code in codes)
