"""The headings of a text that answer what was typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QPainter, QPalette
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from otsannot.i18n import _
from otsannot.model.places import Places
from otsannot.model.spans import Span
from otsannot.model.structure import Structure
from otsannot.text.matching import ranked
from otsannot.ui import theme
from otsannot.ui.item_models.row_delegate import RowDelegate, draw_line
from otsannot.ui.item_models.shown_rows import Index, ShownRows

DEEPEST = 6
_AT_THE_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Heading(NamedTuple):
    """A heading: where it stands in the text, its words on one line, its level from 1, and the label of its page."""

    span: Span
    words: str
    level: int
    page: str = ""


def headings(structure: Structure, text: str) -> list[Heading]:
    """The headings of a text that have words, in order."""
    places, found = Places(structure, text), []
    for part in structure.of_kind("heading"):
        words = " ".join(text[part.start : part.end].split())
        level = int(part.value) if part.value.isdecimal() else 1
        if words:
            span = Span(part.start, part.end)
            found.append(Heading(span, words, level, places.of(*span).page))
    return found


class HeadingList(ShownRows[Heading]):
    """All headings in the order of the text, or those that answer a query, the best first."""

    def __init__(self, found: Sequence[Heading]) -> None:
        super().__init__()
        self._all = found
        self.show_rows(found)

    def words(self, row: Heading) -> tuple[str, ...]:
        page = _("page {label}").format(label=row.page) if row.page else ""
        return row.words, _("level {number}").format(number=row.level), page

    def find(self, query: str) -> None:
        """Show what answers a query."""
        self.show_rows(ranked(query, self._all, lambda heading: heading.words) if query.strip() else self._all)


class HeadingDelegate(RowDelegate):
    """The words, as far to the right as their level is deep, and the page."""

    def __init__(self, model: HeadingList, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def draw(self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem, index: Index) -> None:
        heading = self._model.choice(index)
        palette: QPalette = option.palette
        font = QFont(painter.font())
        rect = rect.adjusted(theme.GAP, 0, 0, 0)
        if heading.page:
            painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
            painter.drawText(rect, int(_AT_THE_RIGHT), heading.page)
            rect = rect.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(heading.page) - theme.GAP, 0)
        if heading.level == 1:
            font.setWeight(QFont.Weight.DemiBold)
        rect = rect.adjusted((min(heading.level, DEEPEST) - 1) * theme.MARGIN, 0, 0, 0)
        draw_line(painter, rect, heading.words, font, palette.color(QPalette.ColorRole.Text))
