"""Writes a codebook as one HTML page that needs nothing beside it, reads well on a screen and prints well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import BinaryIO

from otsannot import resources
from otsannot.formats.visible import visible
from otsannot.i18n import _
from otsannot.model.appendix import Appendix, Entry
from otsannot.progress import Progress

_DEEPEST_HEADING = 6


def write(appendix: Appendix, handle: BinaryIO, progress: Progress) -> None:
    """Write an appendix as HTML, a table of contents first; the page is well-formed XML too."""
    title = _text(appendix.title)
    style = resources.path("codebook.css").read_text(encoding="utf-8")
    head = (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8" />\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1" />\n'
        '<meta name="generator" content="otsannot" />\n'
        f"<title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f'<header>\n<h1 dir="auto">{title}</h1>\n<p class="facts">{_text(appendix.facts)}</p>\n</header>\n'
    )
    handle.write(head.encode())
    handle.write("".join(_contents(appendix.entries)).encode())
    handle.write(b"<main>\n")
    for number, entry in enumerate(appendix.entries, 1):
        handle.write("".join(_section(number, entry)).encode())
        progress.advance()
    handle.write(b"</main>\n</body>\n</html>\n")


def _contents(entries: Sequence[Entry]) -> Iterator[str]:
    """The tree as nested lists of links."""
    yield f'<nav aria-label="{_text(_("Contents"))}">\n'
    level = 0
    for number, entry in enumerate(entries, 1):
        if entry.level > level:
            yield "<ul>\n"
        else:
            yield "</li>\n" + "</ul>\n</li>\n" * (level - entry.level)
        level = entry.level
        yield f'<li>{_swatch(entry)}<a href="#code-{number}" dir="auto">{_text(entry.name)}</a>'
        yield f' <span class="counts">{_text(entry.counts)}</span>'
    yield "</li>\n</ul>\n" * level + "</nav>\n"


def _section(number: int, entry: Entry) -> Iterator[str]:
    heading = f"h{min(entry.level + 1, _DEEPEST_HEADING)}"
    deeper = f' aria-level="{entry.level + 1}"' if entry.level + 1 > _DEEPEST_HEADING else ""
    yield f'<section id="code-{number}">\n'
    yield f'<{heading}{deeper} dir="auto">{_swatch(entry)}{_text(entry.name)}</{heading}>\n'
    if entry.level > 1:
        yield f'<p class="path" dir="auto">{_text(entry.path)}</p>\n'
    yield f'<p class="counts">{_text(entry.counts)}</p>\n'
    if entry.fields:
        yield "<dl>\n"
        for label, text in entry.fields:
            yield f'<dt>{_text(label)}</dt>\n<dd dir="auto">{_text(text)}</dd>\n'
        yield "</dl>\n"
    for quote in entry.quotes:
        yield f'<blockquote>\n<p dir="auto">{_text(quote.text)}</p>\n<cite dir="auto">{_text(quote.document)}</cite>\n'
        yield "</blockquote>\n"
    yield "</section>\n"


def _swatch(entry: Entry) -> str:
    return f'<span class="swatch" style="border-color: {entry.colour}" title="{entry.colour}"></span>'


def _text(text: str) -> str:
    return escape(visible(text))
