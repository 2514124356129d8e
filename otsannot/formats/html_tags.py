"""What the elements of HTML do to a text, as the standard style sheet of browsers has it (WHATWG HTML, 15.3)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from otsannot.formats.flow import Flow
from otsannot.formats.markup import BLOCK, BREAK, SKIPPED, Element, Tag, local_name, words_of
from otsannot.formats.numerals import numeral

NOTE_CALL = "note-call"
"""An element that `notes.py` puts where a note is called; its attribute `mark` holds the mark."""

_BLOCKS = words_of(
    "html body address article aside blockquote center dd details dialog div dl dt fieldset figcaption figure "
    "footer form header hgroup hr legend main menu nav p search section summary dir listing xmp caption thead "
    "tbody tfoot "
)
_SKIPPED = words_of(
    "head script style template noscript noframes iframe svg math object applet audio video canvas map select "
    "option textarea datalist input img embed frameset noembed title meta link base colgroup "
)
_HIDDEN_STYLE = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")
_LARGEST_NUMBER = 100_000
_FORMS = {"a": "lowerSpread", "A": "upperSpread", "i": "lowerRoman", "I": "upperRoman"}
_BULLET = "•"


def is_hidden(element: Element) -> bool:
    """Whether an element says of itself that nobody sees it."""
    attributes = element.attrib
    if not attributes:
        return False
    style = attributes.get("style")
    return "hidden" in attributes or (style is not None and _HIDDEN_STYLE.search(style) is not None)


def html_tags() -> Mapping[str, Tag]:
    """The tags of one walk; they count the items of its lists and the cells of its tables."""
    lists, tables = _Lists(), _Tables()
    tags = dict.fromkeys(_BLOCKS, BLOCK) | dict.fromkeys(_SKIPPED, SKIPPED)
    tags |= {f"h{level}": _heading(str(level)) for level in range(1, 7)}
    tags |= {
        "br": BREAK,
        NOTE_CALL: Tag(begin=lambda flow, element: flow.anchor(element.get("mark", ""))),
        "pre": Tag(block=True, begin=_begin_pre, end=_end_pre),
        "ol": Tag(block=True, begin=lists.begin, end=lists.end),
        "ul": Tag(block=True, begin=lists.begin, end=lists.end),
        "li": Tag(block=True, begin=lists.begin_item, end=lists.end_item),
        "table": Tag(block=True, begin=tables.begin, end=tables.end),
        "tr": Tag(block=True, begin=tables.begin_row),
        "td": Tag(block=True, begin=tables.begin_cell, end=tables.end_cell),
        "th": Tag(block=True, begin=tables.begin_cell, end=tables.end_cell),
    }
    return tags


def _heading(level: str) -> Tag:
    return Tag(
        block=True, begin=lambda flow, element: flow.begin("heading", level), end=lambda flow, element: flow.end()
    )


def _begin_pre(flow: Flow, element: Element) -> None:
    flow.preformatted += 1
    if element.text and element.text.startswith("\n"):  # which is markup and no text (WHATWG HTML, 13.1.2.5)
        element.text = element.text[1:]


def _end_pre(flow: Flow, element: Element) -> None:
    flow.preformatted -= 1


class _Lists:
    """Numbers items as browsers do, by `start`, `value`, `type` and `reversed`."""

    def __init__(self) -> None:
        self._open: list[tuple[str, int, int]] = []

    def begin(self, flow: Flow, element: Element) -> None:
        if local_name(element) != "ol":
            self._open.append(("", 0, 0))
            return
        step = -1 if "reversed" in element.attrib else 1
        first = len(element) if step < 0 else 1
        self._open.append((element.get("type", "1"), _whole(element.get("start"), first), step))

    def end(self, flow: Flow, element: Element) -> None:
        if self._open:
            self._open.pop()

    def begin_item(self, flow: Flow, element: Element) -> None:
        kind, number, step = self._open[-1] if self._open else ("", 0, 0)
        number = _whole(element.get("value"), number)
        if self._open:
            self._open[-1] = kind, number + step, step
        flow.mark_next("item", f"{numeral(number, _FORMS.get(kind, kind))}." if kind else _BULLET)

    def end_item(self, flow: Flow, element: Element) -> None:
        flow.end_paragraph()
        flow.forget_marks()


class _Grid(NamedTuple):
    """A table being read: its number, the row, the column, and how many rows down the cells above still reach."""

    number: int
    row: int
    column: int
    reaching: dict[int, int]


class _Tables:
    """Numbers cells by table, row and column, from 1; tables that hold tables are there for the looks alone."""

    def __init__(self) -> None:
        self._count = 0
        self._open: list[_Grid | None] = []

    def begin(self, flow: Flow, element: Element) -> None:
        tables = element.iter(element.tag)
        next(tables)
        for_looks = element.get("role") in ("presentation", "none") or next(tables, None) is not None
        self._count += not for_looks
        self._open.append(None if for_looks else _Grid(self._count, 0, 0, {}))

    def end(self, flow: Flow, element: Element) -> None:
        if self._open:
            self._open.pop()

    def begin_row(self, flow: Flow, element: Element) -> None:
        grid = self._grid()
        if grid is not None:
            reaching = {column: rows - 1 for column, rows in grid.reaching.items() if rows > 1}
            self._open[-1] = grid._replace(row=grid.row + 1, column=0, reaching=reaching)

    def begin_cell(self, flow: Flow, element: Element) -> None:
        grid = self._grid()
        if grid is None:
            return
        column = grid.column + 1
        while column in grid.reaching:
            column += 1
        wide, high = _whole(element.get("colspan"), 1), _whole(element.get("rowspan"), 1)
        last = column + max(1, min(wide, 1000)) - 1
        if high > 1:
            grid.reaching.update(dict.fromkeys(range(column, last + 1), high))
        self._open[-1] = grid._replace(column=last)
        flow.begin("cell", f"{grid.number}:{max(grid.row, 1)}:{column}")

    def end_cell(self, flow: Flow, element: Element) -> None:
        if self._grid() is not None:
            flow.end_paragraph()
            flow.end()

    def _grid(self) -> _Grid | None:
        return self._open[-1] if self._open else None


def _whole(said: str | None, default: int) -> int:
    """A whole number as attributes have it, or what stands for one that makes no sense."""
    try:
        number = int(said or "")
    except ValueError:
        return default
    return number if abs(number) <= _LARGEST_NUMBER else default
