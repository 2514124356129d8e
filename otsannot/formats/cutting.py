"""Cuts a text that holds several into pieces, each with the parts and remarks that belong to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from otsannot.model.new_text import NewText, Remark
from otsannot.model.spans import Span
from otsannot.model.structure import Part, hash_of


class Line(NamedTuple):
    """A line with words: its number among them, `[start, end)` in code points, and the words without blanks around."""

    number: int
    start: int
    end: int
    words: str


def lines_of(text: str) -> list[Line]:
    """The lines of a text that hold words, in order."""
    lines: list[Line] = []
    start = 0
    for line in text.split("\n"):
        words = line.strip()
        if words:
            lines.append(Line(len(lines), start, start + len(line), words))
        start += len(line) + 1
    return lines


def whole_lines(lines: Iterable[Line]) -> list[Span]:
    """The stretches that lines take up; lines that follow one another are one, with the empty lines between them."""
    spans: list[Span] = []
    last = -2
    for line in lines:
        if line.number == last + 1:
            spans[-1] = spans[-1]._replace(end=line.end)
        else:
            spans.append(Span(line.start, line.end))
        last = line.number
    return spans


def piece(whole: NewText, spans: Sequence[Span]) -> NewText:
    """The stretches of a text, one after the other, with the parts and remarks on them."""
    text, parts, remarks = "", list[Part](), list[Remark]()
    for span in spans:
        shift = len(text) - span.start
        for part in whole.parts:
            if span.start <= part.start and part.end <= span.end:
                parts.append(part._replace(start=part.start + shift, end=part.end + shift))
        for remark in whole.remarks:
            start, end = max(remark.start, span.start), min(remark.end, span.end)
            if start < end:
                remarks.append(remark._replace(start=start + shift, end=end + shift))
        text += whole.text[span.start : span.end]
    return whole._replace(text=text, sha256=hash_of(text), parts=tuple(parts), remarks=tuple(remarks))
