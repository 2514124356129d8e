"""Tests of otsannot.ui.document.screen_lines: where passages are drawn is where Qt draws a selection."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QPalette
from pytestqt.qtbot import QtBot

from otsannot.model.spans import Span
from otsannot.text.graphemes import snap
from otsannot.ui.document.screen_lines import ScreenLine, has_right_to_left
from otsannot.ui.document.text_view import TextView

MARK = QColor("#00ff00")
LINES = [
    "Latin only, with é and 𝔉raktur in it",
    "The stele says 𐱅𐰭𐰼𐰃𐱅𐰏 𐱅𐰭𐰼𐰃𐰓𐰀 and goes on in English",
    "𐱅𐰭𐰼𐰃𐱅𐰏 𐱅𐰭𐰼𐰃𐰓𐰀 𐰉𐰆𐰞𐰢𐱁 𐱅𐰇𐰼𐰰. " * 6,
    "منظمة الدول التركية هي منظمة دولية، " * 6,
    "تأسست عام ٢٠٠٩ وتضم (٥) دول",
    "منظمة الدول التركية (Organization of Turkic States) عام 2009",
    "ארגון המדינות (OTS) נוסד בשנת 2009.",
    "English with שלום and then 2009 مرحبا and 𐱅𐰭𐰼𐰃 again " * 3,
]


@pytest.fixture
def view(qtbot: QtBot) -> TextView:
    view = TextView()
    qtbot.addWidget(view)
    palette = view.palette()
    palette.setColor(QPalette.ColorRole.Highlight, MARK)
    palette.setColor(QPalette.ColorRole.HighlightedText, MARK)
    view.setPalette(palette)
    view.setCursorWidth(0)  # the caret is drawn over what is selected
    view.resize(700, 400)
    view.show()
    return view


def marked(view: TextView, line: ScreenLine) -> set[int]:
    """The columns of the screen Qt has marked on a line."""
    image = view.viewport().grab().toImage()
    y = round(line.baseline)
    return {x for x in range(image.width()) if image.pixelColor(x, y) == MARK}


def drawn(extents: Iterable[tuple[float, float]]) -> set[int]:
    return {x for left, right in extents for x in range(round(left), round(right))}


@given(st.sampled_from(LINES), st.data())
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_passage_is_drawn_where_a_selection_is(view: TextView, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(*snap(text, start, data.draw(st.integers(start + 1, len(text)))))
    view.set_text(text)
    view.select(span)
    for line in view.screen_lines():
        ours, qts = drawn(line.extents(*view.units(span))), marked(view, line)
        # An edge may be rounded to either side, and the space at the end of a line lies beyond it.
        written = line.line.naturalTextRect()
        inside = range(round(written.left()) + 2, round(written.right()) - 1)
        assert all({x - 1, x, x + 1} & qts for x in ours & set(inside))
        assert all({x - 1, x, x + 1} & ours for x in qts & set(inside))


@pytest.mark.parametrize(
    ("text", "expected"), [("abc", False), ("şəһ", False), ("a 𐰀", True), ("ש", True), ("م", True)]
)
def test_old_turkic_is_written_from_right_to_left(text: str, expected: bool) -> None:
    assert has_right_to_left(text) is expected
