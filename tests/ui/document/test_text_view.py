"""Tests of otsannot.ui.document.text_view: copying, scrolling and the column."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from otsannot.model.spans import Span
from otsannot.ui.document.display_text import LONGEST_BLOCK
from otsannot.ui.document.text_view import COLUMN_CHARACTERS, TextView
from otsannot.ui.mime import SPAN_MIME


@pytest.fixture
def view(qtbot: QtBot) -> TextView:
    view = TextView()
    qtbot.addWidget(view)
    view.resize(700, 500)
    view.show()
    qtbot.waitExposed(view)
    return view


def test_lines_stand_further_apart_in_a_larger_font(view: TextView) -> None:
    view.set_text("line\u2028line")
    view.set_font("", 10)
    above, below = view.screen_lines()
    view.set_font("", 20)
    larger_above, larger_below = view.screen_lines()
    distance = below.baseline - above.baseline
    assert larger_below.baseline - larger_above.baseline == pytest.approx(2 * distance, rel=0.1)


def test_copying_gives_the_stored_text(qtbot: QtBot, view: TextView) -> None:
    text = "a\u00a0b\u2028c\u2029d\te\n\ufdd0f"
    view.set_text(text)
    view.selectAll()
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == text


def test_a_dragged_selection_carries_its_positions_and_its_text(view: TextView) -> None:
    view.set_text("𐰀𐰁 and words")
    view.select(Span(1, 6))
    data = view.createMimeDataFromSelection()
    assert bytes(data.data(SPAN_MIME).data()) == b"1,6"
    assert data.text() == "𐰁 and"


@pytest.mark.parametrize(
    "text", ["a\rb", "a\u2029b", "a\u2028b", "a\x0bb\x0cc\x1cd\x85e", "a\0b", "\ufdd0\ufdd1", "", "\n"]
)
def test_paragraphs_are_those_between_line_feeds(view: TextView, text: str) -> None:
    view.set_text(text)
    assert view.blockCount() == text.count("\n") + 1
    view.selectAll()
    assert view.span() == (Span(0, len(text)) if text else None)


def test_blank_paragraphs_are_counted_and_not_numbered(view: TextView) -> None:
    view.set_text("one\n\nthree " + "and on and on " * 20 + "\nfour")
    numbers = [view.paragraph_number(line) for line in view.screen_lines()]
    assert [number for number in numbers if number] == [1, 3, 4]


def test_a_paragraph_without_end_is_shown_in_pieces_and_numbered_once(view: TextView) -> None:
    text = "first\n" + "endless " * (LONGEST_BLOCK // 2) + "end\nlast"
    view.set_text(text)
    assert view.blockCount() > 3
    assert len(view.document().toRawText()) == len(text)
    numbers = []
    for position in range(0, len(text), 500):
        view.reveal(Span(position, position + 1))
        numbers += [view.paragraph_number(line) for line in view.screen_lines()]
    assert {number for number in numbers if number} == {1, 2, 3}
    view.selectAll()
    assert view.span() == Span(0, len(text))
    assert view.createMimeDataFromSelection().text() == text


def test_lines_stand_apart_and_hold_no_more_than_a_reader_can_follow(view: TextView) -> None:
    view.resize(1600, 500)
    view.set_text("cooperation within the Organization is among the main priorities " * 20)
    lines = view.screen_lines()
    height = QFontMetricsF(view.font()).height()
    assert lines[2].baseline - lines[1].baseline == pytest.approx(1.5 * height, abs=1)
    assert 60 < max(line.end - line.start for line in lines) <= COLUMN_CHARACTERS + 10
    left, right = view.layout_of_text.left, view.layout_of_text.left + view.layout_of_text.width
    assert left == pytest.approx(view.viewport().width() - right, abs=1)


def test_a_lone_paragraph_has_wide_lines_too(view: TextView) -> None:
    view.set_text("a single paragraph that wraps onto several lines " * 10)
    lines = view.screen_lines()
    assert lines[1].baseline - lines[0].baseline == pytest.approx(view.layout_of_text.pitch, abs=1)


def test_a_word_in_another_script_does_not_push_lines_apart(view: TextView) -> None:
    view.set_text("plain words that go on " * 4 + "𐱅𐰭𐰼𐰃 شكرا שלום " + "plain words that go on " * 8)
    lines = view.screen_lines()
    pitches = [below.baseline - above.baseline for above, below in pairwise(lines)]
    assert max(pitches) - min(pitches) < 3


def test_a_right_to_left_paragraph_ends_at_the_right(view: TextView) -> None:
    view.set_text("𐱅𐰭𐰼𐰃\nenglish")
    (old_turkic, english) = view.screen_lines()
    assert old_turkic.extents(0, 8)[0][1] == pytest.approx(view.layout_of_text.left + view.layout_of_text.width, abs=1)
    assert english.extents(9, 16)[0][0] == pytest.approx(view.layout_of_text.left, abs=1)


def test_a_span_is_revealed_in_the_upper_third(view: TextView) -> None:
    text = "\n".join(f"Paragraph {number}. " + "More is said. " * (number % 9) for number in range(3000))
    view.set_text(text)
    for wanted in ("Paragraph 1500.", "Paragraph 12.", "Paragraph 2800."):
        start = text.index(wanted)
        view.reveal(Span(start, start + 5))
        tops = [line.top for line, _rects in view.lines_of(Span(start, start + 5), view.screen_lines())]
        assert len(tops) == 1
        assert 0 <= tops[0] < view.viewport().height() / 2


def test_the_last_line_can_be_reached_and_is_seen_whole(qtbot: QtBot, view: TextView) -> None:
    text = "\n".join("words " * (number % 60) for number in range(400)) + "\nthe end"
    view.set_text(text)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    QApplication.processEvents()
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    last = view.screen_lines()[-1]
    assert last.end == len(text)
    assert last.bottom <= view.viewport().height()


def test_zooming_changes_the_size_and_keeps_the_place(qtbot: QtBot, view: TextView) -> None:
    text = "\n".join(f"Paragraph {number}. " + "More is said. " * (number % 30) for number in range(500))
    view.set_text(text)
    view.verticalScrollBar().setValue(700)
    place = view.screen_lines()[0].start
    size = view.font().pointSize()
    with qtbot.waitSignal(view.zoomed) as zoomed:
        view.zoom(3)
    assert zoomed.args == [size + 3]
    assert view.font().pointSize() == size + 3
    first = view.screen_lines()[0]
    assert first.start <= place < view.screen_lines()[1].end


def test_narrowing_the_window_keeps_the_place(view: TextView) -> None:
    text = "\n".join(f"Paragraph {number}. " + "More is said. " * (number % 30) for number in range(500))
    view.set_text(text)
    view.verticalScrollBar().setValue(700)
    QApplication.processEvents()
    place = view.screen_lines()[0].start
    view.resize(450, 500)
    QApplication.processEvents()
    assert view.screen_lines()[0].start <= place < view.screen_lines()[1].end


@pytest.mark.parametrize(("delta", "step"), [(120, 1), (-120, -1)])
def test_the_wheel_zooms_with_ctrl(view: TextView, delta: int, step: int) -> None:
    view.set_text("text")
    size = view.font().pointSize()
    middle = QPointF(view.viewport().rect().center())
    wheel = QWheelEvent(
        middle,
        view.viewport().mapToGlobal(middle),
        QPoint(),
        QPoint(0, delta),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), wheel)
    assert view.font().pointSize() == size + step


def test_the_text_is_read_only_and_has_a_name_and_a_caret(qtbot: QtBot, view: TextView) -> None:
    view.set_text("unchanged")
    qtbot.keyClicks(view, "xyz")
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert view.toPlainText() == "unchanged"
    assert view.accessibleName() == "Text of the document"
    assert view.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByKeyboard
