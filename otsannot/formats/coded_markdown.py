"""Writes coded documents as Markdown (CommonMark 0.31 with footnotes, as Pandoc and GitHub know them).

A passage begins with `⌈` and its number and ends with `⌉` and a footnote of that number, which says how it is coded:
`⌈¹ortak tarih⌉[^1]`. So passages that overlap can be told apart. Every line of a text is a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from otsannot.formats.appendix_markdown import escaped, inline, whole_line
from otsannot.formats.coded import Sayings, label_of
from otsannot.i18n import _
from otsannot.model.coded_lines import Line, Mark, Piece, coded_lines
from otsannot.model.study import Study, StudyDocument
from otsannot.progress import Progress

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_BRACKETS = {ord("⌈"): "&#8968;", ord("⌉"): "&#8969;"}
_DEEPEST_HEADING = 6


def write(study: Study, handle: BinaryIO, progress: Progress) -> int:
    """Write a section for each document with its footnotes, and a list of the codes; gives the number of documents."""
    sayings, documents, first = Sayings(study), 0, 1
    handle.write(f"# {escaped(study.title)}\n".encode())
    for document in study.documents:
        section = _Section(document, sayings, first)
        handle.write("".join(f"\n{block}\n" for block in section.blocks()).encode())
        first += len(document.passages)
        documents += 1
        progress.advance()
    codes = sayings.list_of_codes()
    if codes:
        handle.write(f"\n## {escaped(_('Codes'))}\n\n".encode())
        handle.write("".join(f"- {escaped(path)} ({count:,})\n" for _code, path, count in codes).encode())
    return documents


class _Section:
    """One document of the file; its passages are numbered on from those before."""

    def __init__(self, document: StudyDocument, sayings: Sayings, first: int) -> None:
        self._document = document
        self._sayings = sayings
        order = sorted(range(len(document.passages)), key=lambda number: document.passages[number][2:4])
        self._numbers = {number: first + place for place, number in enumerate(order)}
        for passage in document.passages:
            sayings.count(passage)

    def blocks(self) -> Iterator[str]:
        """The paragraphs of the section; an empty line of the text has none."""
        yield f"## {escaped(self._document.name)}"
        for line in coded_lines(self._document):
            words = self._words(line)
            if words and line.kind == "heading":
                level = min(int(line.value) + 2, _DEEPEST_HEADING) if line.value.isdecimal() else _DEEPEST_HEADING
                yield f"{'#' * level} {words}"
            elif words:
                yield words
        for number, shown in self._numbers.items():
            told = self._sayings.told(self._document.passages[number])
            yield f"[^{shown}]: {escaped(told)}".replace("\n", "\n    ")

    def _words(self, line: Line) -> str:
        """A line with its marks and passages; of passages that end together the last to begin ends first."""
        shown, marks = list[str](), list(line.marks)
        passages = self._document.passages
        for piece in line.pieces:
            while marks and marks[0].at <= piece.start:
                shown.append(_mark(marks.pop(0)))
            begin = [number for number in piece.held if passages[number].start == piece.start]
            shown += [f"⌈{str(self._numbers[number]).translate(_RAISED)}" for number in begin]
            shown.append(inline(self._document.text[piece.start : piece.end]).translate(_BRACKETS))
            end = [number for number in piece.held if self._ends_with(number, piece, line)]
            shown += [f"⌉[^{self._numbers[number]}]" for number in reversed(end)]
        return whole_line("".join([*shown, *map(_mark, marks)]))

    def _ends_with(self, number: int, piece: Piece, line: Line) -> bool:
        """Whether a passage ends with a piece, or with the line end behind it."""
        end = self._document.passages[number].end
        return end == piece.end or (piece.end == line.end and end == line.end + 1)


def _mark(mark: Mark) -> str:
    label = inline(" ".join(label_of(mark).split()))
    shown = {"anchor": f"^{label}^", "page": f"\\[{label}\\] ", "speaker": f"**{label}:** "}
    return shown.get(mark.kind, f"{label} ")
