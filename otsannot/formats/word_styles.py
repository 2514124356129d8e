"""Styles and lists of a Word document: how deep a heading is, and which number or sign a paragraph shows."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from otsannot.formats.numerals import numeral
from otsannot.formats.symbols import in_unicode
from otsannot.formats.word_parts import Element, child, children, is_on, number, said

_PLACE = re.compile(r"%([1-9])")
_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_NO_OUTLINE = 9
_DEEPEST = 9


class Style(NamedTuple):
    """What a paragraph style says; `level` is 1 to 9 of a heading or 0, `list_level` -1 where it says nothing."""

    level: int = 0
    list_id: str = ""
    list_level: int = -1


class Styles:
    """The paragraph styles; what one does not say, the style that it is based on does."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._found: dict[str, Style] = {}
        self.language = ""
        for element in root if root is not None else ():
            if said(element, "styleId") and said(element, "type") in ("paragraph", "numbering", ""):
                self._elements.setdefault(said(element, "styleId"), element)
        if root is not None and (defaults := child(root, "docDefaults")) is not None:
            languages = [said(element) for element in defaults.iter("{*}lang")]
            self.language = next(filter(None, languages), "")

    def style(self, style_id: str) -> Style:
        """A style by its identifier; nothing is said by one that is missing."""
        if style_id not in self._found:
            self._found[style_id] = self._resolved(style_id)
        return self._found[style_id]

    def _resolved(self, style_id: str) -> Style:
        level: int | None = None
        list_id, list_level, seen = "", -1, set[str]()
        while style_id in self._elements and style_id not in seen:
            seen.add(style_id)
            element = self._elements[style_id]
            based, properties, name = child(element, "basedOn"), child(element, "pPr"), child(element, "name")
            if properties is not None:
                outline, numbering = child(properties, "outlineLvl"), child(properties, "numPr")
                if outline is not None and level is None:
                    level = heading_level(outline)
                if numbering is not None:
                    own_id, own_level = list_of(numbering)
                    list_id, list_level = list_id or own_id, list_level if list_level >= 0 else own_level
            if level is None and name is not None and (heading := _HEADING.fullmatch(said(name))):
                level = int(heading[1])
            style_id = said(based) if based is not None else ""
        return Style(level or 0, list_id, list_level)


def heading_level(outline: Element) -> int:
    """The level of a heading, 1 to 9, or 0 of what is none."""
    stated = number(outline, otherwise=_NO_OUTLINE)
    return stated + 1 if 0 <= stated < _NO_OUTLINE else 0


def list_of(numbering: Element) -> tuple[str, int]:
    """The list and the level that a paragraph or style is given, the level -1 where it says none."""
    list_id, level = child(numbering, "numId"), child(numbering, "ilvl")
    return said(list_id) if list_id is not None else "", number(level) if level is not None else -1


class _Level(NamedTuple):
    """A level of a list: `pattern` holds `%1` for the number of the first level."""

    start: int
    form: str
    pattern: str
    style: str = ""
    restart: int | None = None
    in_figures: bool = False


class Lists:
    """The lists of a document, which count as their labels are asked for in the order of the text."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._kinds: dict[str, list[_Level]] = {}
        self._kind_of: dict[str, str] = {}
        self._own: dict[str, dict[int, tuple[int | None, _Level | None]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()
        links: dict[str, str] = {}
        for kind in children(root, "abstractNum") if root is not None else ():
            kind_id = said(kind, "abstractNumId")
            levels = [(number(level, "ilvl"), _level(level)) for level in children(kind, "lvl")]
            self._kinds[kind_id] = _in_order(levels)
            if (link := child(kind, "numStyleLink")) is not None:
                links[kind_id] = said(link)
        for one in children(root, "num") if root is not None else ():
            kind_of = child(one, "abstractNumId")
            self._kind_of[said(one, "numId")] = said(kind_of) if kind_of is not None else ""
            self._own[said(one, "numId")] = dict(map(_override, children(one, "lvlOverride")))
        for kind_id, style_id in links.items():
            # A list may borrow its levels from a style, which names another list.
            self._kinds[kind_id] = self._kinds.get(self._kind_of.get(styles.style(style_id).list_id, ""), [])

    def level_of_style(self, list_id: str, style_id: str) -> int:
        """The level that a list gives to paragraphs of a style; the first one where it gives none."""
        levels = self._kinds.get(self._kind_of.get(list_id, ""), [])
        return next((at for at, level in enumerate(levels) if style_id and level.style == style_id), 0)

    def label(self, list_id: str, at: int) -> str:
        """What the next paragraph of a list shows on a level from 0, and counts it; empty where there is nothing."""
        kind_id = self._kind_of.get(list_id, "")
        levels = self._kinds.get(kind_id, [])
        if not 0 <= at < len(levels):
            return ""
        own = self._own.get(list_id, {})
        levels = [own.get(n, (None, None))[1] or level for n, level in enumerate(levels)]
        counts = self._counts.setdefault(kind_id, {})
        start = own.get(at, (None, None))[0]
        if start is not None and (list_id, at) not in self._started:
            counts[at] = start
        else:
            counts[at] = counts[at] + 1 if at in counts else levels[at].start
        self._started.add((list_id, at))
        for deeper in [n for n in counts if n > at]:
            restart = levels[deeper].restart
            if restart is None or (restart and at < restart):
                del counts[deeper]
        return _written(levels, at, counts)


def _written(levels: list[_Level], at: int, counts: dict[int, int]) -> str:
    level = levels[at]

    def place(found: re.Match[str]) -> str:
        other = int(found[1]) - 1
        if other >= len(levels):
            return ""
        form = "decimal" if level.in_figures and levels[other].form != "none" else levels[other].form
        return numeral(counts.get(other, levels[other].start), form)

    pattern: Callable[[re.Match[str]], str] = place
    return level.pattern if level.form == "bullet" else _PLACE.sub(pattern, level.pattern).strip()


def _level(element: Element) -> _Level:
    start, form, pattern = (child(element, name) for name in ("start", "numFmt", "lvlText"))
    style, restart, figures = (child(element, name) for name in ("pStyle", "lvlRestart", "isLgl"))
    written = said(pattern) if pattern is not None else ""
    fonts = [said(font, "ascii") or said(font, "hAnsi") for font in element.iter("{*}rFonts")]
    return _Level(
        number(start, otherwise=0) if start is not None else 0,
        said(form) if form is not None else "decimal",
        in_unicode(written, fonts[0] if fonts else "symbol"),
        said(style) if style is not None else "",
        number(restart) if restart is not None else None,
        is_on(figures),
    )


def _override(element: Element) -> tuple[int, tuple[int | None, _Level | None]]:
    start, level = child(element, "startOverride"), child(element, "lvl")
    return number(element, "ilvl"), (
        number(start) if start is not None else None,
        _level(level) if level is not None else None,
    )


def _in_order(levels: list[tuple[int, _Level]]) -> list[_Level]:
    """Levels by their number; one that is left out shows nothing."""
    by_number = {at: level for at, level in levels if 0 <= at < _DEEPEST}
    return [by_number.get(at, _Level(1, "none", "")) for at in range(max(by_number, default=-1) + 1)]
