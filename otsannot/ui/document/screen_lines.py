"""The lines of text that are on the screen, and where on them a stretch of text lies."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextBlock, QTextLayout, QTextLine

_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)

_WITH_BOXES = QTextLayout.GlyphRunRetrievalFlag.RetrieveGlyphPositions


def has_right_to_left(text: str) -> bool:
    """Whether any character may turn the direction of writing; Old Turkic does, as Arabic and Hebrew do."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


@dataclass(slots=True)
class ScreenLine:
    """One line of the screen; positions are UTF-16 units of the document, lengths are pixels of the viewport."""

    block: QTextBlock
    line: QTextLine
    start: int
    end: int
    top: float
    baseline: float
    bottom: float
    is_mixed: bool

    @property
    def is_first_of_block(self) -> bool:
        return self.start == self.block.position()

    def extents(self, start: int, end: int) -> list[tuple[float, float]]:
        """From where to where `[start, end)` goes on this line; several pieces where directions are mixed."""
        start, end = max(start, self.start), min(end, self.end)
        if start >= end:
            return []
        written = self.line.naturalTextRect()
        if (start, end) == (self.start, self.end):
            return [(written.left(), written.right())]
        origin = self.block.position()
        if self.is_mixed:
            return self._visual_pieces(start - origin, end - origin)
        left, right = self.x_of(start - origin), min(self.x_of(end - origin), written.right())
        return [(left, right)] if left < right else []

    def rects(self, start: int, end: int) -> list[QRectF]:
        """The areas `[start, end)` fills on this line."""
        height = self.bottom - self.top
        return [QRectF(left, self.top, right - left, height) for left, right in self.extents(start, end)]

    def x_of(self, position: int) -> float:
        """Where a cursor before a UTF-16 unit of the block is; not to be asked where directions are mixed."""
        x: float = self.line.cursorToX(position)[0]  # type: ignore[index]
        return x

    def _visual_pieces(self, start: int, end: int) -> list[tuple[float, float]]:
        """What Qt draws of the text, run by run; a cursor at a border of directions has no single place."""
        boxes = (run.boundingRect() for run in self.line.glyphRuns(start, end - start, _WITH_BOXES))
        pieces: list[tuple[float, float]] = []
        for left, right in sorted((box.left(), box.right()) for box in boxes):
            if pieces and left <= pieces[-1][1] + 0.5:
                pieces[-1] = (pieces[-1][0], max(pieces[-1][1], right))
            else:
                pieces.append((left, right))
        return pieces
