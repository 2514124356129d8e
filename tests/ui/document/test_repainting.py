"""Tests of what the reading view paints anew: a part of it, and yet no pixel is other than if all were painted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_passages import made
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from otsannot.model.spans import Span
from otsannot.ui.document.reading_view import ReadingView

TEXT = "\n".join(
    "The Organization 𐱅𐰭𐰼𐰃 of Turkic States is our family, and our family is the Turkic world. " * sentences
    for sentences in (1, 5, 2, 3, 4, 6, 2)
)


class Watched(ReadingView):
    """Notes how much of it was painted."""

    painted = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painted += sum(rect.height() for rect in event.region())
        super().paintEvent(event)


@pytest.fixture
def steady_caret() -> Iterator[None]:
    """A caret that does not blink between two looks at the screen."""
    usual = QApplication.cursorFlashTime()
    QApplication.setCursorFlashTime(0)
    yield
    QApplication.setCursorFlashTime(usual)


@pytest.fixture
def view(qtbot: QtBot, steady_caret: None) -> Watched:
    view = Watched()
    qtbot.addWidget(view)
    view.resize(700, 600)
    view.set_text(TEXT)
    view.show()
    qtbot.waitExposed(view)
    return view


def on_screen(view: ReadingView) -> QImage:
    QApplication.processEvents()
    image = view.screen().grabWindow(view.winId()).toImage()
    assert not image.isNull()
    # Qt blends the left edge of a selection, which lies between two pixels, with what is there.
    left = int(view.layout_of_text.left)
    with QPainter(image) as painter:
        painter.fillRect(left - 2, 0, 4, image.height(), Qt.GlobalColor.white)
    return image


PLACES = st.integers(0, len(TEXT) - 2)
SPANS = st.tuples(PLACES, st.integers(1, 300)).map(lambda it: Span(it[0], min(it[0] + it[1], len(TEXT))))
NUMBERS = st.integers(1, 8)
CODES = st.lists(st.integers(1, 4), unique=True, max_size=4)
STEPS = st.one_of(
    st.tuples(st.just("show"), NUMBERS, SPANS, CODES),
    st.tuples(st.just("remove"), NUMBERS),
    st.tuples(st.just("current"), st.none() | NUMBERS),
    st.tuples(st.just("hover"), st.none() | st.integers(0, 60)),
    st.tuples(st.just("select"), SPANS),
    st.tuples(st.just("scroll"), st.integers(-3, 3)),
)
FRAMES = st.lists(st.lists(STEPS, min_size=1, max_size=3), min_size=2, max_size=8)
"""What happens between one painting and the next."""


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(frames=FRAMES, is_dimmed=st.booleans(), is_large=st.booleans())
def test_no_pixel_is_other_than_if_all_were_painted(
    view: Watched, frames: list[list[tuple[object, ...]]], is_dimmed: bool, is_large: bool
) -> None:
    view.set_font("", 24 if is_large else 12)
    view.set_current(None)
    view.set_hovered(None)
    view.set_focus(
        (lambda _passage, code: code is not None and code.code_id > 2) if is_dimmed else None, is_rest_dimmed=is_dimmed
    )
    view.set_passages([])
    on_screen(view)
    for steps in frames:
        for step in steps:
            do(view, *step)
        found = on_screen(view)
        view.viewport().update()
        assert found == on_screen(view)


def do(view: ReadingView, *step: object) -> None:
    match step:
        case "show", int(number), Span() as span, list(codes):
            view.update_passages([number], [made(number, *span, *codes)])
        case "remove", int(number):
            view.update_passages([number], [])
        case "current", number:
            assert number is None or isinstance(number, int)
            view.set_current(number, can_move_ends=True)
        case "hover", coding:
            assert coding is None or isinstance(coding, int)
            view.set_hovered(coding)
        case "select", Span() as span:
            view.select(span)
            view.viewport().update()  # Qt leaves a pixel of a selection behind, left of the column
        case "scroll", int(lines):
            view.verticalScrollBar().setValue(view.verticalScrollBar().value() + lines)


def test_a_further_passage_is_painted_without_the_rest_of_the_page(view: Watched) -> None:
    view.set_passages([made(1, 0, 20, 1), made(2, 900, 1000, 2)])
    on_screen(view)
    view.painted = 0
    view.update_passages([], [made(3, 400, 410, 1)])
    view.set_current(3, can_move_ends=True)
    on_screen(view)
    assert 0 < view.painted < view.viewport().height() / 4


def test_a_moved_underline_is_painted_with_what_moved_it(view: Watched) -> None:
    view.set_passages([made(2, 90, 300, 2)])
    on_screen(view)
    view.update_passages([], [made(1, 80, 100, 1)])
    found = on_screen(view)
    view.viewport().update()
    assert found == on_screen(view)
