"""Joins the lines of a PDF to paragraphs: by gaps, indents and short last lines, across columns and pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from otsannot.formats.pdf_lines import CALL, CALL_END, Line

_BULLET = re.compile(r"[•▪◦‣■●–—]\s")
_SENTENCE_END = re.compile(r"[.!?…:;؟。”\"»)\]]$")
_LONGEST_HEADING = 200
_FEW_LINES = 10
_FEWEST_LINES = 4
_SIGNS = re.compile(f"{CALL}[^{CALL_END}]*{CALL_END}")


class Paragraph(NamedTuple):
    """Lines that belong together, and the level of a heading or 0."""

    lines: list[Line]
    level: int = 0


class _Measures(NamedTuple):
    """What is usual: the size of text, the way from line to line, and whether paragraphs begin with an indent."""

    size: float
    leading: float
    indents: bool


def paragraphs_of(lines: Sequence[Line], width: float = 0.0) -> list[Paragraph]:
    """The paragraphs of a document, with headings known by their size or weight.

    `width` of the pages, in points, tells where lines end when there are too few of them to say so.
    """
    edges = _edges(lines)
    if len(lines) < _FEW_LINES:
        edges = {key: (left, max(right, width - left)) for key, (left, right) in edges.items()}
    measures = _measures(lines, edges)
    paragraphs: list[list[Line]] = []
    for number, line in enumerate(lines):
        follower = lines[number + 1] if number + 1 < len(lines) else None
        before = paragraphs[-1] if paragraphs else None
        if before is None or _begins(before, line, follower, edges, measures):
            paragraphs.append([line])
        else:
            before.append(line)
    return _with_headings(paragraphs, measures)


def _edges(lines: Sequence[Line]) -> dict[tuple[int, int], tuple[float, float]]:
    """The left and right edge of each column of each page; columns at one place on several pages share theirs."""
    own: dict[tuple[int, int], tuple[float, float]] = {}
    for line in lines:
        key = line.page, line.column
        left, right = own.get(key, (line.left, line.right))
        own[key] = min(left, line.left), max(right, line.right)
    counts = Counter((line.page, line.column) for line in lines)
    rights: dict[int, set[float]] = {}
    for key, (left, right) in own.items():
        if counts[key] >= _FEWEST_LINES:
            rights.setdefault(round(left / 9), set()).add(right)
    shared = {}
    for key, (left, right) in own.items():
        # A column with few lines ends where the next wider one at its place does.
        wider = [other for other in rights.get(round(left / 9), ()) if other >= right]
        near = [other for other in wider if other - right < 0.1 * (other - left)]
        shared[key] = left, max(near) if near else min(wider, default=right) if counts[key] < _FEWEST_LINES else right
    return shared


def _measures(lines: Sequence[Line], edges: dict[tuple[int, int], tuple[float, float]]) -> _Measures:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    size = sizes.most_common(1)[0][0] if sizes else 10.0
    ways: Counter[float] = Counter()
    indented = 0
    for before, line in pairwise(lines):
        if _same_column(before, line) and abs(line.size - size) < 0.6:
            ways[round((before.y - line.y) * 2) / 2] += 1
            left, _right = edges[line.page, line.column]
            indented += 0.6 * size < line.left - left < 5 * size and abs(before.left - left) < 0.5 * size
    usual = {way: count for way, count in ways.items() if 0.9 * size <= way <= 2.6 * size}
    # Where paragraphs are short, the gaps between them are as many as the ways from line to line.
    leading = min((way for way, count in usual.items() if 3 * count >= max(usual.values())), default=1.3 * size)
    return _Measures(size, leading, indented >= 3 and 12 * indented > len(lines) / 4)


def _same_column(before: Line, line: Line) -> bool:
    return (before.page, before.column) == (line.page, line.column)


def _begins(
    before: list[Line], line: Line, follower: Line | None, edges: dict[tuple[int, int], tuple[float, float]],
    measures: _Measures,
) -> bool:  # fmt: skip
    """Whether a line begins a paragraph."""
    last = before[-1]
    left, right = edges[line.page, line.column]
    is_large = last.size > 1.1 * measures.size and len("".join(one.text for one in before)) < _LONGEST_HEADING
    if abs(line.size - last.size) > max(0.6, 0.06 * last.size) or _BULLET.match(line.text):
        return True
    if _same_column(last, line):
        way = last.y - line.y
        usual = max(measures.leading * last.size / measures.size, 1.05 * last.size)
        if is_large:
            return way > 1.6 * last.size
        if way > 1.22 * usual + 0.5 or way <= 0 or line.is_bold != last.is_bold:
            return True
        return _is_short(last, line, edges) or _is_indented(before, line, follower)
    if line.is_bold != last.is_bold or is_large or _is_short(last, line, edges):
        return True
    inset = right - line.right if line.from_right else line.left - left
    if measures.indents:
        return inset > 0.6 * line.size
    return bool(_SENTENCE_END.search(_SIGNS.sub("", last.text))) and not line.text[:1].islower()


def _is_short(last: Line, line: Line, edges: dict[tuple[int, int], tuple[float, float]]) -> bool:
    """Whether the first word of a line would have fitted at the end of the one before: its writer ended it there."""
    left, right = edges[last.page, last.column]
    room = last.left - left if last.from_right else right - last.right
    word = line.text.split(maxsplit=1)[0] if line.text else ""
    letter = (line.right - line.left) / max(1, len(line.text))
    return room > (len(word) + 1) * letter + 0.6 * line.size


def _is_indented(before: list[Line], line: Line, follower: Line | None) -> bool:
    """Whether a line stands further in than the one before, and is not the second of a hanging paragraph."""
    last = before[-1]
    step = last.right - line.right if line.from_right else line.left - last.left
    if step < -0.6 * line.size:
        # It stands further out: after the first line of a paragraph that is usual, else a hanging one begins.
        return len(before) > 1
    if step <= 0.6 * line.size:
        return False
    hangs = len(before) == 1 and follower is not None and _same_column(line, follower) and (
        abs(follower.left - line.left) < 0.3 * line.size and not line.from_right
    )  # fmt: skip
    return not hangs


def _with_headings(paragraphs: list[list[Line]], measures: _Measures) -> list[Paragraph]:
    """Headings are short and larger than the text, or bold where it is not; the largest are of the first level."""
    total = sum(len(line.text) for lines in paragraphs for line in lines) or 1
    bold = sum(len(line.text) for lines in paragraphs for line in lines if line.is_bold)
    looks: list[tuple[float, bool] | None] = []
    for lines in paragraphs:
        text = " ".join(line.text for line in lines)
        large = lines[0].size >= 1.12 * measures.size
        stands_out = large or (
            all(line.is_bold for line in lines) and 3 * bold < total and not text.endswith((".", ","))
        )
        is_heading = stands_out and len(text) <= _LONGEST_HEADING and any(map(str.isalpha, text))
        looks.append((round(lines[0].size) if large else 0.0, lines[0].is_bold) if is_heading else None)
    ranks = sorted({look[0] for look in looks if look is not None}, reverse=True)
    return [
        Paragraph(lines, 0 if look is None else min(ranks.index(look[0]) + 1, 9))
        for lines, look in zip(paragraphs, looks, strict=True)
    ]
