"""Lists of an OpenDocument text: which number or sign a paragraph shows."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from otsannot.formats.numerals import numeral
from otsannot.formats.opendocument_parts import FO, STYLE, TEXT, Element, OpenDocumentFile, number, said
from otsannot.formats.symbols import in_unicode

_FORMS = {"": "none", "1": "decimal", "a": "lowerSpread", "A": "upperSpread", "i": "lowerRoman", "I": "upperRoman"}
_LETTERS = {"a": "lowerLetter", "A": "upperLetter"}
_PLACE = re.compile(r"%(\d{1,2})%")
_LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"

Counts = dict[int, int]
"""The number that each level of a list has reached."""


class _Level(NamedTuple):
    """How a level is written: a `sign`, or `pattern` with `%1%` for the number of the first level."""

    sign: str = ""
    form: str = "none"
    pattern: str = ""
    start: int = 1


class Lists:
    """The list styles of a document, and the lists that have counted so far."""

    def __init__(self, file: OpenDocumentFile) -> None:
        self._styles: dict[str, dict[int, _Level]] = {}
        for style in file.all(f"{TEXT}list-style", f"{TEXT}outline-style"):
            name = "" if style.tag == f"{TEXT}outline-style" else said(style, f"{STYLE}name")
            self._styles.setdefault(name, dict(map(_level, style)))
        self._by_id: dict[str, Counts] = {}
        self._by_style: dict[str, Counts] = {}
        self._headings: Counts = {}
        self._notes = {said(notes, f"{TEXT}note-class"): notes for notes in file.all(f"{TEXT}notes-configuration")}
        self._called: Counter[str] = Counter()

    def begin(self, style: str, list_id: str, continued: str, goes_on: bool) -> Counts:
        """The counts of a list that begins, or goes on counting where another one stopped."""
        counts: Counts = {}
        if continued in self._by_id:
            counts = self._by_id[continued]
        elif goes_on and style in self._by_style:
            counts = self._by_style[style]
        self._by_style[style] = counts
        if list_id:
            self._by_id[list_id] = counts
        return counts

    def label(self, style: str, level: int, counts: Counts, start: int | None) -> str:
        """What the next paragraph on a level from 1 shows, and counts it; empty where the style shows nothing."""
        levels = self._styles.get(style, {})
        own = levels.get(level, _Level())
        first = own.start if start is None else start
        counts[level] = counts[level] + 1 if level in counts and start is None else first
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]

        def place(found: re.Match[str]) -> str:
            other = levels.get(int(found[1]), _Level())
            return numeral(counts.get(int(found[1]), other.start), other.form)

        return own.sign or _PLACE.sub(place, own.pattern).strip()

    def heading_label(self, level: int, start: int | None) -> str:
        """What the next heading of a level shows by the outline of the document."""
        return self.label("", level, self._headings, start) if "" in self._styles else ""

    def note_mark(self, kind: str, written: str) -> str:
        """The mark of the next footnote or endnote; the one `written` in the file where pages or chapters restart it.

        What is written is not always up to date: it is `0` where the file was made without showing it.
        """
        notes = self._notes.get(kind)
        if notes is None or said(notes, f"{TEXT}start-numbering-at") in ("page", "chapter"):
            return written
        self._called[kind] += 1
        form = _FORMS.get(said(notes, f"{STYLE}num-format"), "decimal")
        mark = numeral(number(notes, f"{TEXT}start-value", 0) + self._called[kind], form)
        return f"{said(notes, f'{STYLE}num-prefix')}{mark}{said(notes, f'{STYLE}num-suffix')}"


def _level(element: Element) -> tuple[int, _Level]:
    at = number(element, f"{TEXT}level", 1)
    start = number(element, f"{TEXT}start-value", 1)
    prefix, suffix = said(element, f"{STYLE}num-prefix"), said(element, f"{STYLE}num-suffix")
    if element.tag == f"{TEXT}list-level-style-bullet":
        fonts = [
            said(properties, f"{STYLE}font-name") or said(properties, f"{FO}font-family")
            for properties in element.iter(f"{STYLE}text-properties")
        ]
        sign = in_unicode(said(element, f"{TEXT}bullet-char"), fonts[0] if fonts else "")
        return at, _Level(f"{prefix}{sign}{suffix}".strip())
    stated = said(element, f"{STYLE}num-format")
    form = _FORMS.get(stated, "decimal")
    if said(element, f"{STYLE}num-letter-sync") == "true":
        form = _LETTERS.get(stated, form)
    shown = min(max(1, number(element, f"{TEXT}display-levels", 1)), at) if stated else 0
    places = ".".join(f"%{other}%" for other in range(at - shown + 1, at + 1))
    pattern = said(element, f"{STYLE}num-list-format") or said(element, f"{_LOEXT}num-list-format")
    return at, _Level("", form, pattern or f"{prefix}{places}{suffix}", start)
