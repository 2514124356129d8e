"""Writes coded documents as one HTML page: passages tinted, stripes beside the text, codes and comments next to them.

The page needs nothing beside it and no script, is well-formed XML, prints, and follows the light or dark of the screen.
Whatever is shown and is not in the text (labels of pages, speakers, numbers of lists) is made by the style sheet.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from tempfile import TemporaryFile
from typing import BinaryIO

from otsannot import resources
from otsannot.formats.coded import NO_COLOUR, Said, Sayings, counted, label_of
from otsannot.formats.visible import visible
from otsannot.i18n import _
from otsannot.model.code_tree import SEPARATOR
from otsannot.model.coded_lines import Line, Mark, Piece, coded_lines
from otsannot.model.colours import for_dark
from otsannot.model.lanes import NO_LANE, Extent, pack
from otsannot.model.study import Study, StudyDocument, StudyPassage
from otsannot.progress import Progress

_MOST_LANES = 10
_LINE = 80
"""Some code points of a line: stripes end with lines, so that what ends and begins in one needs two lanes."""
_MOST_TINTS = 3
_HEADINGS = {"1": 3, "2": 4, "3": 5}


def write(study: Study, handle: BinaryIO, progress: Progress) -> int:
    """Write a page with a section for each document, a table of contents first; gives the number of documents.

    The sections are kept in a file of their own until it is known what the table of contents has to say.
    """
    sayings, contents, passages = Sayings(study), list[str](), 0
    with TemporaryFile() as sections:
        for number, document in enumerate(study.documents, 1):
            section = _Section(number, document, sayings)
            for line in section.lines():
                sections.write(line.encode())
            contents.append(document.name)
            passages += len(document.passages)
            progress.advance()
        handle.write(_head(study, sayings, counted(len(contents), passages)).encode())
        handle.write("".join(_contents(contents)).encode())
        sections.seek(0)
        shutil.copyfileobj(sections, handle)
    handle.write("".join(_codes(sayings)).encode())
    handle.write(b"</body>\n</html>\n")
    return len(contents)


def _head(study: Study, sayings: Sayings, facts: str) -> str:
    style = resources.path("coded.css").read_text(encoding="utf-8")
    known = {"": NO_COLOUR} | {code: sayings.colour(code) for code in sayings.order if sayings.met[code]}
    light = "".join(f" --c{_number(code, sayings)}: {colour};" for code, colour in known.items())
    dark = "".join(f" --c{_number(code, sayings)}: {for_dark(colour)};" for code, colour in known.items())
    title = _text(study.title)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8" />\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1" />\n'
        '<meta name="generator" content="otsannot" />\n'
        f"<title>{title}</title>\n<style>\n:root {{{light} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ :root {{{dark} }} }}\n{style}</style>\n</head>\n<body>\n"
        f'<header>\n<h1 dir="auto">{title}</h1>\n<p class="facts">{_text(facts)}</p>\n</header>\n'
    )


def _contents(names: Sequence[str]) -> Iterator[str]:
    if len(names) < 2:
        return
    yield f'<nav aria-label="{_text(_("Contents"))}">\n<ol>\n'
    for number, name in enumerate(names, 1):
        yield f'<li><a href="#d{number}" dir="auto">{_text(name)}</a></li>\n'
    yield "</ol>\n</nav>\n"


def _codes(sayings: Sayings) -> Iterator[str]:
    codes = sayings.list_of_codes()
    if not codes:
        return
    yield f'<section class="codes">\n<h2>{_text(_("Codes"))}</h2>\n<ul>\n'
    for code, path, count in codes:
        swatch = f'<i class="swatch" style="--c: var(--c{_number(code, sayings)})"></i>'
        yield f'<li>{swatch}<span dir="auto">{_text(path)}</span> <span class="by">{count:,}</span></li>\n'
    yield "</ul>\n</section>\n"


class _Section:
    """One document of the page."""

    def __init__(self, number: int, document: StudyDocument, sayings: Sayings) -> None:
        self._number = number
        self._document = document
        self._sayings = sayings
        self._said = [sayings.of(passage) for passage in document.passages]
        self._begun: set[int] = set()
        order = sorted(range(len(self._said)), key=lambda one: document.passages[one][2:4])
        extents = [self._extent(document.passages[one], self._said[one]) for one in order]
        self._lanes = dict(zip(order, pack(extents, _MOST_LANES), strict=True))
        for passage in document.passages:
            sayings.count(passage)

    def lines(self) -> Iterator[str]:
        """The section, line by line."""
        used = 1 + max((lane for lanes in self._lanes.values() for lane in lanes), default=NO_LANE)
        language = f' lang="{_text(self._document.language)}"' if self._document.language else ""
        yield f'<section class="document" id="d{self._number}"{language} style="--lanes: {used}">\n'
        yield f'<h2 dir="auto">{_text(self._document.name)}</h2>\n'
        for line in coded_lines(self._document):
            yield from self._row(line)
        yield "</section>\n"

    def _row(self, line: Line) -> Iterator[str]:
        tag = f"h{_HEADINGS.get(line.value, 6)}" if line.kind == "heading" else "p"
        kind = f' class="{line.kind}"' if line.kind else ""
        words = "".join(self._words(line, _ends(line.pieces)))
        stripes = "".join(stripe for number in line.held for stripe in self._stripes(number, line))
        yield f'<div class="row"><div class="text"><{tag}{kind} dir="auto">{words}</{tag}>{stripes}</div>'
        notes = [self._note(number) for number in line.held if self._document.passages[number].start >= line.start]
        yield f'<ul class="notes">{"".join(notes)}</ul></div>\n' if notes else "</div>\n"

    def _words(self, line: Line, anchors: Mapping[int, Sequence[str]]) -> Iterator[str]:
        marks = list(line.marks)
        for piece in line.pieces:
            while marks and marks[0].at <= piece.start:
                yield _mark(marks.pop(0))
            yield self._piece(piece, anchors.get(piece.start, ()))
        yield from map(_mark, marks)

    def _piece(self, piece: Piece, anchors: Sequence[str]) -> str:
        words = _text(self._document.text[piece.start : piece.end])
        if not piece.held:
            return words
        passages = [self._document.passages[number] for number in piece.held]
        codes = dict.fromkeys(code for passage in passages for code in self._sayings.colours(passage))
        tints = [_number(code, self._sayings) for code in codes][:_MOST_TINTS]
        style = " ".join(f"--{place}: var(--c{tint});" for place, tint in zip("xyz", tints, strict=False))
        style += f" anchor-name: {', '.join(anchors)};" if anchors else ""
        told = "\n".join(self._sayings.told(passage) for passage in passages)
        begun = [number for number in piece.held if number not in self._begun]
        self._begun.update(begun)
        targets = "".join(f'<i class="target" id="d{self._number}p{number}"></i>' for number in begun)
        held = " ".join(map(str, piece.held))
        return (
            f'{targets}<mark class="t{len(tints)}" style="{style}" data-passages="{held}" title="{_title(told)}">'
            f"{words}</mark>"
        )

    def _stripes(self, number: int, line: Line) -> Iterator[str]:
        """The stripes of a passage beside one line of the text, from and to how far down the paragraph."""
        passage, length = self._document.passages[number], max(line.end - line.start, 1)
        first = max(passage.start - line.start, 0) / length
        last = min((passage.end - line.start) / length, 1)
        for lane, said in zip(self._lanes[number], self._said[number], strict=True):
            if lane != NO_LANE:
                colour = f"--c: var(--c{_number(said.code, self._sayings)})"
                place = (
                    f"--lane: {lane}; --from: {min(first, 1):.3f}; --to: {last:.3f}; --a: --a{number}; --b: --b{number}"
                )
                kind = f"stripe{' in' * (passage.start < line.start)}{' on' * (passage.end > line.end + 1)}"
                yield f'<i class="{kind}" style="{colour}; {place}" title="{_title(said.line())}"></i>'

    def _note(self, number: int) -> str:
        """What is said of a passage, beside the line it begins in."""
        passage = self._document.passages[number]
        said = "".join(map(self._code, self._said[number]))
        comment = f'<span class="comment" dir="auto">{_text(passage.comment)}</span>' if passage.comment else ""
        target = f' href="#d{self._number}p{number}"' if number in self._begun else ""
        return f"<li><a{target}>{said}</a>{comment}</li>"

    def _code(self, said: Said) -> str:
        name = said.path.rpartition(SEPARATOR)[2] or _("no code")
        weight = "" if said.weight is None else f" [{said.weight}]"
        swatch = f'<i class="swatch" style="--c: var(--c{_number(said.code, self._sayings)})"></i>'
        return (
            f'<span class="coding" title="{_title(said.path)}">{swatch}<b dir="auto">{_text(name)}</b> '
            f'<span class="by">{_text(said.coder)}{weight}</span></span>'
        )

    @staticmethod
    def _extent(passage: StudyPassage, said: Sequence[Said]) -> Extent:
        return Extent(passage.start, passage.end + _LINE, len(said))


def _ends(pieces: Sequence[Piece]) -> dict[int, list[str]]:
    """What stripes are held at: where each passage begins and ends in a line, by the starts of pieces."""
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for piece in pieces:
        for number in piece.held:
            first.setdefault(number, piece.start)
            last[number] = piece.start
    anchors: dict[int, list[str]] = {}
    for sign, ends in (("a", first), ("b", last)):
        for number, start in ends.items():
            anchors.setdefault(start, []).append(f"--{sign}{number}")
    return anchors


def _mark(mark: Mark) -> str:
    return f'<span class="{mark.kind}-mark" data-label="{_title(label_of(mark))}"></span>'


def _number(code: str, sayings: Sayings) -> int:
    return sayings.order[code] + 1 if code else 0


def _text(text: str) -> str:
    return escape(visible(text))


def _title(text: str) -> str:
    """A text in an attribute, where readers of XML make blanks of line ends that are not written as numbers."""
    return _text(text).replace("\n", "&#10;").replace("\t", "&#9;")
