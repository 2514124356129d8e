"""Reads web pages: the article with its headings, lists, tables and notes, and what the page states about itself."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from lxml.html import HTMLParser

from otsannot.errors import OtsannotError
from otsannot.formats.article import choose_article
from otsannot.formats.decoding import Decoded, decode
from otsannot.formats.files import read_bytes, shown
from otsannot.formats.flow import Flow
from otsannot.formats.html_tags import html_tags, is_hidden
from otsannot.formats.markup import Element, local_name, remove, walk
from otsannot.formats.notes import Note, take_notes, write_notes
from otsannot.formats.page_facts import page_facts, page_language
from otsannot.formats.plain_text import document_name
from otsannot.formats.press import articles
from otsannot.formats.reading import AS_IT_IS, Reading
from otsannot.i18n import _
from otsannot.model.new_text import NewText
from otsannot.model.structure import Part, hash_of

_DECLARED = re.compile(
    rb"(?i)<(?:meta\b[^>]{0,200}\bcharset|\?xml\b[^>]{0,100}\bencoding)\s*=\s*[\"']?\s*([\w:.-]{1,40})"
)
_HEAD = 4096
# The parser drops what follows them; browsers show it (WHATWG HTML, 13.2.6.4.19).
_ENDS = re.compile(r"(?i)</(?:body|html)\s*>")
# What pages mean by these names (WHATWG Encoding, 4.2).
_MEANT = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252", "iso-8859-9": "cp1254",
          "latin5": "cp1254", "utf-16": "utf-8", "utf-16le": "utf-8", "utf-16be": "utf-8", "x-user-defined": "cp1252",
          "gb2312": "gb18030", "gbk": "gb18030", "ks_c_5601-1987": "cp949"}  # fmt: skip
_NEVER_SEEN = {"script", "style", "template", "noscript", "noframes", "iframe", "svg", "head"}
_EXAMPLES = 3
_LONGEST_EXAMPLE = 60


def read(path: Path, reading: Reading = AS_IT_IS) -> Iterator[NewText]:
    """The text of a page; of an export of a press archive, each article. Raises OtsannotError naming the file."""
    data = read_bytes(path)
    if not data.strip(b"\0 \t\r\n"):
        raise OtsannotError(_("{name} is empty.").format(name=shown(path)))
    yield from read_page(decode_page(data, shown(path), reading.encoding), path, reading)


def read_page(page: Decoded, path: Path, reading: Reading) -> Iterator[NewText]:
    """The texts of a page that is decoded; `path` names it. Raises OtsannotError when there is no text in it."""
    name = shown(path)
    root = parsed_html(page.text, name)
    facts, language = page_facts(root, page.text[:_HEAD]), page_language(root)
    drop_unseen(root)
    notes = take_notes({"": root}).get("", [])
    whole, parts = written([root], notes)
    if not whole:
        raise OtsannotError(_("{name} holds no text that a reader of the page would see.").format(name=name))
    everything = NewText(document_name(path), whole, hash_of(whole), name, page.encoding, language, parts, facts)
    found = list(articles(everything))
    if reading.whole_page or len(found) > 1 or found[0] is not everything:
        yield from found
        return
    chosen = choose_article(root)
    if chosen is None:
        yield everything
        return
    text, parts = written(chosen.elements, notes)
    yield everything._replace(text=text, sha256=hash_of(text), parts=parts, told=_told(chosen.left_out))


def decode_page(data: bytes, name: str, encoding: str | None = None) -> Decoded:
    """Read a page in the encoding given, by its mark, as it declares, or as its bytes show; in this order.

    Raises OtsannotError when it is no text.
    """
    declared = _DECLARED.search(data[:_HEAD])
    marked = data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if encoding is None and declared and not marked:
        label = declared[1].decode("ascii").lower()
        try:
            meant = codecs.lookup(_MEANT.get(label, label)).name
            data.decode(meant)
            return decode(data, name, meant)
        except (LookupError, UnicodeError):  # it is not what it says; its bytes are asked
            pass
    return decode(data, name, encoding)


def parsed_html(text: str, name: str) -> Element:
    """The tree of a page. Nothing is fetched. Raises OtsannotError for one that is too deep or has no element."""
    parser = HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(_ENDS.sub("", text).encode("utf-8"), parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise OtsannotError(_("{name} is no web page.").format(name=name))
    if any("Excessive depth" in error.message for error in parser.error_log):
        raise OtsannotError(_("{name} is nested too deeply to be a page for readers.").format(name=name))
    return root


def drop_unseen(root: Element) -> None:
    """Take out of a tree what no reader sees."""
    unseen = []
    walker = etree.iterwalk(root, events=("start",))
    for _event, element in walker:
        if element is not root and (local_name(element) in _NEVER_SEEN or is_hidden(element)):
            unseen.append(element)
            walker.skip_subtree()
    for element in unseen:
        remove(element)


def written(elements: list[Element], notes: list[Note]) -> tuple[str, tuple[Part, ...]]:
    """The text and the parts of some elements, and below them the notes that they call."""
    flow, tags = Flow(), html_tags()
    for element in elements:
        walk(element, flow, tags)
        flow.end_paragraph()
    write_notes(flow, tags, notes)
    return flow.finished()


def _told(left_out: list[str]) -> tuple[str, ...]:
    count = sum(len(words.split()) for words in left_out)
    if not count:
        return ()
    longest = sorted(left_out, key=len, reverse=True)[:_EXAMPLES]
    examples = "; ".join(
        f"“{words[:_LONGEST_EXAMPLE]}{'…' if len(words) > _LONGEST_EXAMPLE else ''}”" for words in longest
    )
    return (
        _("Only the article was taken; what is around it was left out (words: {count}), such as {examples}.").format(
            count=f"{count:,}", examples=examples
        ),
    )
