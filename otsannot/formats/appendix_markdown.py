"""Writes a codebook as Markdown (CommonMark 0.31), in which every character of a text comes through."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from otsannot.formats.visible import visible
from otsannot.i18n import _
from otsannot.model.appendix import Appendix, Entry
from otsannot.progress import Progress

_DEEPEST_HEADING = 6

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>&|~#$@^]")
# At the start of a line these begin a list, a rule or an underlined heading; blanks at its ends would be lost.
_LINE_START = re.compile(r"[-+=:]|\d{1,9}[.)]")
_END_BLANKS = re.compile(r"^\s+|\s+$")


def write(appendix: Appendix, handle: BinaryIO, progress: Progress) -> None:
    """Write an appendix as Markdown: a heading for each code, its fields as paragraphs, passages as quotations."""
    handle.write(f"# {escaped(appendix.title)}\n\n{escaped(appendix.facts)}\n\n".encode())
    for entry in appendix.entries:
        handle.write(f"{'  ' * (entry.level - 1)}- {escaped(entry.name)} ({escaped(entry.counts)})\n".encode())
    for entry in appendix.entries:
        handle.write("".join(f"\n{block}\n" for block in _blocks(entry)).encode())
        progress.advance()


def _blocks(entry: Entry) -> Iterator[str]:
    yield f"{'#' * min(entry.level + 1, _DEEPEST_HEADING)} {escaped(entry.name)}"
    yield escaped(" · ".join([*([entry.path] if entry.level > 1 else []), entry.counts, entry.colour]))
    for label, text in entry.fields:
        yield f"**{escaped(label)}:** {escaped(text)}"
    for quote in entry.quotes:
        source = escaped(_("— {document}").format(document=quote.document))
        yield "\n".join(f"> {line}" for line in f"{escaped(quote.text)}\\\n{source}".split("\n"))


def escaped(text: str) -> str:
    """A text as it stands in a paragraph; its lines stay lines, and empty ones at its ends characters."""
    shown = visible(text)
    lines = shown.strip("\n").split("\n")
    before, after = len(shown) - len(shown.lstrip("\n")), len(shown) - len(shown.rstrip("\n"))
    shown_lines = "\\\n".join(whole_line(inline(line)) for line in lines)
    return "&#10;" * before + shown_lines + "&#10;" * (after if shown.strip("\n") else 0)


def inline(text: str) -> str:
    """A text within a line, in which no character says how it is to look."""
    return _SPECIAL.sub(r"\\\g<0>", visible(text))


def whole_line(safe: str) -> str:
    """A line put together of what `inline` gave, whose beginning begins nothing else and whose blanks are kept."""
    start = _LINE_START.match(safe)
    if start:
        safe = f"{safe[: start.end() - 1]}\\{safe[start.end() - 1 :]}"
    return _END_BLANKS.sub(lambda match: "".join(f"&#{ord(blank)};" for blank in match[0]), safe)
