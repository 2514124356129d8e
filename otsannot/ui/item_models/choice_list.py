"""Things to choose that answer what was typed, any of which can be ticked."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from otsannot.i18n import _
from otsannot.text.matching import ranked
from otsannot.ui import theme
from otsannot.ui.icons import icon
from otsannot.ui.item_models.row_delegate import SWATCH, RowDelegate, draw_line, draw_swatch
from otsannot.ui.item_models.shown_rows import Index, ShownRows

SHOWN_AT_MOST = 1_000


class Choice(NamedTuple):
    """One thing to choose: `above` says where it stands, `colour` is that of a code."""

    key: Hashable
    text: str
    above: str = ""
    colour: str = ""


class ChoiceList(ShownRows[Choice]):
    """What answers the letters that were typed; ticks stay while these change."""

    def __init__(self, choices: Sequence[Choice], ticked: Iterable[Hashable] = ()) -> None:
        super().__init__()
        self._all = choices
        self.ticked = set(ticked)

    def words(self, row: Choice) -> tuple[str, ...]:
        return row.text, row.above, _("ticked") if row.key in self.ticked else ""

    def find(self, query: str, *offers: Choice) -> None:
        """Show what answers a query, best first, and what is offered besides."""
        found = ranked(query, self._all, _words) if query.strip() else self._all
        self.show_rows([*found[:SHOWN_AT_MOST], *offers])

    def toggle(self, index: Index) -> None:
        """Tick, or take the tick away."""
        self.ticked ^= {self.choice(index).key}
        self.dataChanged.emit(index, index)


class ChoiceDelegate(RowDelegate):
    """Tick, colour, name, and where it stands."""

    def __init__(self, model: ChoiceList, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def draw(self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem, index: Index) -> None:
        choice = self._model.choice(index)
        palette: QPalette = option.palette
        if choice.key in self._model.ticked:
            icon("check").paint(painter, QRect(rect.left(), rect.top(), theme.ICON_SMALL, rect.height()))
        rect = rect.adjusted(theme.ICON_SMALL + theme.UNIT, 0, 0, 0)
        if choice.colour:
            draw_swatch(painter, rect.left(), rect, choice.colour)
            rect = rect.adjusted(SWATCH + theme.GAP, 0, 0, 0)
        used = draw_line(painter, rect, choice.text, painter.font(), palette.color(QPalette.ColorRole.Text))
        quiet = palette.color(QPalette.ColorRole.PlaceholderText)
        draw_line(painter, rect.adjusted(used + theme.GAP, 0, 0, 0), choice.above, painter.font(), quiet)


def _words(choice: Choice) -> str:
    return f"{choice.text} {choice.above}" if choice.above else choice.text
