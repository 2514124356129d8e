"""Finds the footnotes of a PDF: small lines at the end of a column, beginning with a mark that the text raises."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from otsannot.formats.pdf_lines import CALL, CALL_END, Line

_SMALL = 0.93
_CALLED = re.compile(f"{CALL}([^{CALL_END}]*){CALL_END}")
_BEGINNING = re.compile(
    rf"(?:{CALL}([^{CALL_END}]*){CALL_END}|(\d{{1,3}}|[*†‡§]{{1,4}})(?=[.)\]\s]|[^\W\d]))[.)\]]?\s*"
)


class Note(NamedTuple):
    """A footnote: its mark, the page that calls it, and its lines, the first of them without the mark."""

    mark: str
    page: int
    lines: list[Line]


def take_notes(lines: Sequence[Line]) -> tuple[list[Line], list[Note]]:
    """The lines that are no notes, and the notes, in order."""
    size = _usual_size(lines)
    notes: list[Note] = []
    text: list[Line] = []
    marks: dict[int, set[str]] = {}
    for line in lines:
        if line.size > _SMALL * size:
            marks.setdefault(line.page, set()).update(_CALLED.findall(line.text))
    for column in _columns(lines):
        called = marks.get(column[0].page, set())
        end = len(column)
        while end > 0 and column[end - 1].size <= _SMALL * size:
            end -= 1
        first = next((at for at in range(end, len(column)) if _mark(column[at]) in called), None)
        if first is None:
            text += column
            continue
        if notes and first > end:
            notes[-1].lines.extend(column[end:first])
        elif first > end:
            text += column[end:first]
        text += column[:end]
        for line in column[first:]:
            mark = _mark(line)
            if mark in called:
                notes.append(Note(mark, line.page, [line._replace(text=_BEGINNING.sub("", line.text, count=1))]))
            else:
                notes[-1].lines.append(line)
    return text, notes


def without_calls(text: str, marks: set[str]) -> tuple[str, list[tuple[int, str]]]:
    """A line whose raised marks that call notes are gone, and where they stood; other raised marks are words."""
    calls: list[tuple[int, str]] = []
    clean, at = "", 0
    for call in _CALLED.finditer(text):
        clean += text[at : call.start()]
        at = call.end()
        if call[1] in marks:
            clean = clean.rstrip(" ")
            calls.append((len(clean), call[1]))
        else:
            clean += call[1]
    return clean + text[at:], calls


def _mark(line: Line) -> str:
    found = _BEGINNING.match(line.text)
    return (found[1] or found[2] or "") if found else ""


def _usual_size(lines: Sequence[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _columns(lines: Sequence[Line]) -> list[list[Line]]:
    columns: list[list[Line]] = []
    for line in lines:
        if columns and (columns[-1][0].page, columns[-1][0].column) == (line.page, line.column):
            columns[-1].append(line)
        else:
            columns.append([line])
    return columns
