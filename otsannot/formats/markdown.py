"""Reads Markdown as the text it is: its front matter becomes facts, and its headings are known as such."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import accumulate
from pathlib import Path

import yaml
from markdown_it import MarkdownIt

from otsannot.formats.decoding import decode
from otsannot.formats.files import read_bytes, shown
from otsannot.formats.plain_text import document_name
from otsannot.formats.reading import AS_IT_IS, Reading
from otsannot.i18n import _
from otsannot.model.new_text import NO_FACTS, NewText
from otsannot.model.structure import Part, hash_of

_FRONT = re.compile(r"\A---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n+|\Z)", re.DOTALL)
_LANGUAGES = ("lang", "language")
LONGEST_FRONT = 100_000
"""How many characters of front matter are read; what is longer stays in the text."""


def read(path: Path, reading: Reading = AS_IT_IS) -> Iterator[NewText]:
    """The one text of a file. Raises OtsannotError naming the file when it cannot be read or is no text."""
    written, encoding = decode(read_bytes(path), shown(path), reading.encoding)
    facts, text, told = _without_front_matter(written)
    language = next((facts.pop(name) for name in _LANGUAGES if name in facts), "").split("-")[0].lower()
    yield NewText(
        document_name(path),
        text,
        hash_of(text),
        shown(path),
        encoding,
        language=language,
        parts=tuple(_headings(text)),
        facts=facts or NO_FACTS,
        told=told,
    )


def _without_front_matter(written: str) -> tuple[dict[str, str], str, tuple[str, ...]]:
    front = _FRONT.match(written)
    if front is None or front.end() > LONGEST_FRONT or not written[front.end() :].strip():
        return {}, written, ()
    try:
        # The base loader makes text of everything and nothing else of anything.
        stated = yaml.load(front[1] or "", yaml.BaseLoader)
    except yaml.YAMLError:
        return {}, written, (_("The front matter is no well-formed YAML and stayed in the text."),)
    if not isinstance(stated, Mapping):
        return {}, written, ()
    facts = {str(name): words for name, value in stated.items() if (words := _words(value))}
    return facts, written[front.end() :], (_("The front matter became attributes and is not in the text."),)


def _words(value: object) -> str:
    """A plain value or a list of some as text; what is nested deeper says nothing a cell could hold."""
    if isinstance(value, list):
        return ", ".join(words for one in value if isinstance(one, str) and (words := _words(one)))
    return " ".join(value.split()) if isinstance(value, str) else ""


def _headings(text: str) -> Iterator[Part]:
    parser = MarkdownIt("commonmark")
    parser.core.ruler.enableOnly(["normalize", "block"])
    lines = text.split("\n")
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    for token in parser.parse(text):
        if token.type == "heading_open" and token.map:
            first, last = token.map
            yield Part(starts[first], starts[last] - 1, "heading", token.tag.removeprefix("h"))
