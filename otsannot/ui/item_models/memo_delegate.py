"""How rows of memos are drawn."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from otsannot.model.code_tree import SEPARATOR
from otsannot.store.memos import MemoRow
from otsannot.ui import theme
from otsannot.ui.icons import icon
from otsannot.ui.item_models import wording
from otsannot.ui.item_models.memo_list import MemoListModel, Order, named
from otsannot.ui.item_models.row_delegate import RowDelegate, draw_line
from otsannot.ui.item_models.shown_rows import Index

SYMBOLS = {
    "project": "memo", "memo": "memo", "document": "document", "code": "code", "case": "case", "annotation": "quote",
}  # fmt: skip
"""The icon of what a memo is about, or what a link leads to."""


class MemoDelegate(RowDelegate):
    """A heading that steps back; or icon, title and what a memo is about, with the time or the day at the right."""

    def __init__(self, model: MemoListModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def draw(self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem, index: Index) -> None:
        entry = self._model.entry(index)
        rect = rect.adjusted(theme.UNIT, 0, 0, 0)
        if isinstance(entry, str):
            draw_line(painter, rect, entry, painter.font(), QColor(theme.look().quiet))
        else:
            self._draw_memo(painter, rect, entry)

    def _draw_memo(self, painter: QPainter, rect: QRect, row: MemoRow) -> None:
        quiet = QColor(theme.look().quiet)
        sign = QRect(rect.left(), rect.top(), theme.ICON_SMALL, rect.height())
        icon(SYMBOLS[row.subject.noun]).paint(painter, sign)
        by_day = self._model.order is not Order.SUBJECT
        time = wording.local_hour(row.created) if by_day else wording.local_date(row.created)
        figures = theme.tabular(painter.font())
        wide = QFontMetrics(figures).horizontalAdvance(time) + 1
        draw_line(painter, rect.adjusted(rect.width() - wide, 0, 1, 0), time, figures, quiet)
        rest = rect.adjusted(theme.ICON_SMALL + theme.GAP, 0, -wide - theme.GAP, 0)
        used = draw_line(painter, rest, named(row), painter.font(), QColor(theme.look().text))
        aside = [row.about.rsplit(SEPARATOR, 1)[-1]] if by_day and row.about else []
        if len(self._model.coders) > 1:
            aside.append(row.coder)
        draw_line(painter, rest.adjusted(used + theme.GAP, 0, 0, 0), " · ".join(aside), painter.font(), quiet)
