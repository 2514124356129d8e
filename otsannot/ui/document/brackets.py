"""Brackets as they stand on the screen: one for each coding, one for what found no lane, and the places of labels."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSizeF

from otsannot.model.lanes import NO_LANE
from otsannot.model.passages import Passage, PassageCode
from otsannot.ui.document.lanes import stack

LANE = 8.0
BEFORE_LANES = 16.0
BEFORE_LABEL = 8.0
AFTER_LABEL = 4.0
INSET = 4.0

_LABEL_ROOM = 120.0
_LABEL_SHARE = 0.55
_FEWEST_LANES = 3
_ROWS_BELOW = 4
"""So many rows below its passage a label is still seen to belong to it."""


@dataclass(slots=True, eq=False)
class Bracket:
    """One coding; `top` and `bottom` lie past the edges where its passage does, `lanes` are taken around it.

    `initials` are the coder's and empty where there is one coder only; `is_focused` says whether it is looked at.
    """

    passage: Passage
    code: PassageCode
    lane: int
    lanes: int
    top: float
    bottom: float
    initials: str = ""
    is_focused: bool = True
    label: QRectF | None = None

    @property
    def x(self) -> float:
        return lane_x(self.lane)

    def contains(self, point: QPointF) -> bool:
        """Whether a point is on the bracket or on its label."""
        is_on_line = abs(point.x() - self.x) <= LANE / 2 and self.top <= point.y() <= self.bottom
        return is_on_line or (self.label is not None and self.label.contains(point))


@dataclass(slots=True, eq=False)
class More:
    """The codings at one place for which no lane is left; drawn as one in the place of all."""

    hidden: list[Bracket]
    lane: int
    top: float
    bottom: float
    label: QRectF | None = None

    @property
    def lanes(self) -> int:
        return self.lane + 1

    @property
    def x(self) -> float:
        return lane_x(self.lane)

    @property
    def is_focused(self) -> bool:
        return any(bracket.is_focused for bracket in self.hidden)

    @property
    def text(self) -> str:
        return f"+{len(self.hidden)}"

    def contains(self, point: QPointF) -> bool:
        """Whether a point is on the line or on the number."""
        is_on_line = abs(point.x() - self.x) <= LANE / 2 and self.top <= point.y() <= self.bottom
        return is_on_line or (self.label is not None and self.label.contains(point))


class Stripes(NamedTuple):
    """All that is drawn in the margin at one time."""

    brackets: list[Bracket]
    more: list[More]


def lane_x(lane: int) -> float:
    """Where the line of a lane stands, in pixels of the margin."""
    return BEFORE_LANES + lane * LANE


def lanes_in(width: float) -> int:
    """How many lanes a margin of a width in pixels has, one for what finds none left aside."""
    return max(_FEWEST_LANES, int((width - min(_LABEL_ROOM, width * _LABEL_SHARE) - BEFORE_LANES) / LANE))


def arranged(brackets: Iterable[Bracket], strong: Collection[Bracket], lanes: int) -> Stripes:
    """Gather the brackets without a lane, as far as they stand beside each other, beyond the last of the lanes.

    Those that stand out are drawn there all the same, each in a lane of its own.
    """
    shown: list[Bracket] = []
    beyond = [bracket for bracket in strong if bracket.lane == NO_LANE]
    for lane, bracket in enumerate(beyond, start=lanes):
        bracket.lane, bracket.lanes = lane, lane + 1
    more: list[More] = []
    for bracket in sorted(brackets, key=lambda bracket: bracket.top):
        if bracket.lane != NO_LANE:
            shown.append(bracket)
        elif more and bracket.top < more[-1].bottom:
            more[-1].hidden.append(bracket)
            more[-1].bottom = max(more[-1].bottom, bracket.bottom)
        else:
            more.append(More([bracket], lanes, bracket.top, bracket.bottom))
    return Stripes(shown, more)


def place_labels(
    stripes: Stripes, named: Iterable[Bracket], strong: Collection[Bracket], size: QSizeF, row: float
) -> None:
    """Give each bracket that shall be named, and each `More`, a place of its own beside the lanes there, or none.

    Those that stand out find one before the others where they would find none. `size` is the margin's and `row` a
    label's height, in pixels.
    """
    # A label whose passage begins on the screen stands at that line; the others take what room is left.
    wanting: list[Bracket | More] = [*stripes.more, *named]
    wanting.sort(key=lambda one: (one.top < 0, one.top, one.lane))
    tops = stack([_wanted(one, row) for one in wanting], row)
    if any(top is None and one in strong for one, top in zip(wanting, tops, strict=True)):
        wanting.sort(key=lambda one: one not in strong)
        tops = stack([_wanted(one, row) for one in wanting], row)
    stretches = _stretches(stripes)
    for one, top in zip(wanting, tops, strict=True):
        if top is not None and top <= size.height():
            left = lane_x(max(one.lanes, _lanes_beside(stretches, top, top + row)) - 1) + BEFORE_LABEL
            one.label = QRectF(left, top, max(size.width() - AFTER_LABEL - left, 0.0), row)


def _wanted(one: Bracket | More, row: float) -> tuple[float, float]:
    """The highest and the lowest place a label may take, so that it is seen whose it is."""
    if one.top < 0:
        return INSET, max(one.bottom - row, INSET)
    top = one.top + INSET
    return top, max(one.bottom - row, top + _ROWS_BELOW * row)


def _stretches(stripes: Stripes) -> list[tuple[float, float, int]]:
    """From where to where how many lanes are taken; brackets come from the top down and mostly beside each other."""
    found: list[tuple[float, float, int]] = []
    for one in stripes.brackets:
        if found and found[-1][2] == one.lanes and one.top <= found[-1][1]:
            top, bottom, lanes = found.pop()
            found.append((top, max(bottom, one.bottom), lanes))
        else:
            found.append((one.top, one.bottom, one.lanes))
    return found


def _lanes_beside(stretches: list[tuple[float, float, int]], top: float, bottom: float) -> int:
    """How many lanes there are at a height; where any is taken, as many as ever are taken around there, so that labels
    stand in one column and do not move sideways while the text scrolls."""
    return max((lanes for first, last, lanes in stretches if first < bottom and last > top), default=0)
