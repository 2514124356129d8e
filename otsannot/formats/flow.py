"""A text as it grows out of a tree of elements: white space as a browser shows it, and parts on what was written."""

from __future__ import annotations

import re
from typing import NamedTuple

from otsannot.model.structure import Part

# The white space of HTML; a no-break space is none (WHATWG, Infra, ASCII whitespace).
_WHITE = re.compile(r"[ \t\n\r\f]+")


class _Open(NamedTuple):
    start: int
    kind: str
    value: str


class Flow:
    """Takes words and paragraph ends, gives a text whose paragraphs are lines, and its parts.

    Runs of white space become one space and vanish at the ends of paragraphs; paragraphs without words are none.
    Positions are code points.
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._line: list[str] = []
        self._line_length = 0
        self._closed = True  # whether what comes next is the first of its line, where white space vanishes
        self._parts: list[Part] = []
        self._open: list[_Open] = []
        self._marks: list[tuple[str, str]] = []
        self._points: list[_Open] = []
        self.preformatted = 0

    @property
    def position(self) -> int:
        """Where the next word would stand."""
        return self._length + self._line_length

    def words(self, written: str) -> None:
        """Add text to the paragraph."""
        if self.preformatted:
            self._add(written.replace("\r\n", "\n").replace("\r", "\n"))
            return
        said = written
        if "  " in said or any(white in said for white in "\n\t\r\f"):  # which costs less than a search
            said = _WHITE.sub(" ", said)
        if self._closed:
            said = said.lstrip(" ")
        if said:
            self._add(said)

    def line_break(self) -> None:
        """Go on in a new line of the same paragraph."""
        if self._line:
            self._trim()
            self._add("\n")

    def end_paragraph(self) -> None:
        """End the paragraph, if it has words."""
        if not self._line:
            return
        self._trim(breaks=True)
        if self._line_length:
            start, end = self._length, self.position
            self._parts += (Part(start, end, kind, value) for kind, value in self._marks)
            self._marks.clear()
            self._pieces += (*self._line, "\n")
            self._length = end + 1
        self._line.clear()
        self._line_length = 0
        self._closed = True

    def empty_paragraph(self) -> None:
        """Add a paragraph without words, where the author has put one."""
        self.end_paragraph()
        self._pieces.append("\n")
        self._length += 1

    def mark_next(self, kind: str, value: str) -> None:
        """Let the next paragraph be a part."""
        self._marks.append((kind, value))

    def forget_marks(self) -> None:
        """Let the next paragraph be no part after all."""
        self._marks.clear()

    def begin(self, kind: str, value: str) -> None:
        """Begin a part here; parts that begin later end first."""
        self._open.append(_Open(self.position, kind, value))

    def end(self) -> None:
        """End the part that began last; one without words is none."""
        opened = self._open.pop()
        end = self.position if self._line else self._length - 1
        if opened.start < end:
            self._parts.append(Part(opened.start, end, opened.kind, opened.value))

    def anchor(self, mark: str) -> None:
        """Say that a note is called here."""
        if self._line and not self.preformatted:
            self._trim()
        at = max(self.position, 0)
        self._parts.append(Part(at, at, "anchor", mark))

    def reach(self, kind: str, value: str) -> None:
        """Say that a page, a speaker or a stretch of time begins here, and that the one of its kind before is over."""
        self._points.append(_Open(self.position, kind, value))

    def finished(self) -> tuple[str, tuple[Part, ...]]:
        """The text and its parts."""
        self.end_paragraph()
        while self._open:
            self.end()
        last: dict[str, int] = {}
        for point in reversed(self._points):
            end = last.get(point.kind, self._length)
            last[point.kind] = point.start
            if point.start < end and (point.value or point.kind == "page"):
                self._parts.append(Part(point.start, end, point.kind, point.value))
        return "".join(self._pieces), tuple(sorted(self._parts))

    def _add(self, said: str) -> None:
        self._line.append(said)
        self._line_length += len(said)
        self._closed = said[-1] in " \n"

    def _trim(self, breaks: bool = False) -> None:
        """Take back the spaces at the end of the line, and its empty lines too at the end of a paragraph."""
        blank = " \n" if breaks else " "
        while self._line:
            kept = self._line[-1].rstrip(blank)
            self._line_length -= len(self._line[-1]) - len(kept)
            self._line[-1] = kept
            if kept:
                break
            self._line.pop()
        self._closed = not self._line
