"""Tests of otsannot.ui.document.text_view: selecting, copying, scrolling and the column."""

from __future__ import annotations

from itertools import pairwise

import pytest
import regex
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from otsannot.model.spans import Span
from otsannot.ui.document.display_text import LONGEST_BLOCK
from otsannot.ui.document.text_view import COLUMN_CHARACTERS, TextView
from otsannot.ui.mime import SPAN_MIME

FAMILY = "👨‍👩‍👧‍👦"
PIECES = [
    *("the ", "Turkic ", "ş", "ı", "İ", " ", "\n", "\t", "\u2028", "e\u0301", "n\u0308\u0323", "👍🏽", "#️⃣"),
    *(
        FAMILY,
        "🇦🇿",
        "🇹🇷",
        "😀",
        "\U00010c00",
        "\U00010c1a\U00010c48 ",
        "שלום ",
        "ע\u05b8",
        "منظمة ",
        "(OTS) ",
        "क्ष",
        "각",
    ),
]
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).map("".join)

KEYS = [
    (Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier),
    (Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier),
    (Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier),
    (Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier),
    (Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier),
    (Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier),
    (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier),
]
at_once = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture
def view(qtbot: QtBot) -> TextView:
    view = TextView()
    qtbot.addWidget(view)
    view.resize(700, 500)
    view.show()
    qtbot.waitExposed(view)
    return view


def units_of(text: str) -> int:
    return sum(2 if character > "\uffff" else 1 for character in text)


def borders(text: str) -> set[int]:
    return {0, *(match.end() for match in regex.finditer(r"\X", text))}


def point_of(view: TextView, position: int) -> QPoint:
    """Where the caret would stand before a code point."""
    cursor = QTextCursor(view.document())
    cursor.setPosition(units_of(view.text[:position]))
    return view.cursorRect(cursor).center()


def drag(qtbot: QtBot, view: TextView, start: QPoint, end: QPoint) -> None:
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view.viewport(), end)
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)


def assert_shown_is_said(view: TextView) -> None:
    """What Qt shows as selected is what the view says, and it cuts no letter."""
    cursor = view.textCursor()
    span = view.span()
    if span is None:
        assert not cursor.hasSelection()
        return
    assert units_of(view.text[: span.start]) == cursor.selectionStart()
    assert units_of(view.text[: span.end]) == cursor.selectionEnd()
    assert view.text[span.start : span.end] == cursor.selectedText().replace("\u2029", "\n")
    assert {span.start, span.end} <= borders(view.text)


@given(texts, st.data())
@at_once
def test_a_selection_drawn_with_the_mouse_is_shown_as_it_is_said(
    qtbot: QtBot, view: TextView, text: str, data: st.DataObject
) -> None:
    view.set_text(text)
    start, end = (data.draw(st.integers(0, len(text))) for _end in range(2))
    drag(qtbot, view, point_of(view, start), point_of(view, end))
    assert_shown_is_said(view)


@given(texts, st.lists(st.sampled_from(KEYS), max_size=12))
@at_once
def test_a_selection_made_with_keys_is_shown_as_it_is_said(
    qtbot: QtBot, view: TextView, text: str, keys: list[tuple[Qt.Key, Qt.KeyboardModifier]]
) -> None:
    view.set_text(text)
    for key, modifier in keys:
        qtbot.keyClick(view, key, modifier)
        assert_shown_is_said(view)


def test_escape_selects_nothing_and_leaves_the_caret(qtbot: QtBot, view: TextView) -> None:
    view.set_text("Alphabet and language")
    view.select(Span(0, 8))
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert (view.span(), view.caret()) == (None, 8)


def test_a_drag_across_words_selects_them_and_nothing_else(qtbot: QtBot, view: TextView) -> None:
    view.set_text("Alphabet: 𐱅𐰭𐰼𐰃 in Old Turkic.\nA second paragraph.")
    drag(qtbot, view, point_of(view, 15), point_of(view, 29))
    assert view.span() == Span(15, 29)
    assert view.text[15:29] == "in Old Turkic."


def test_a_drag_through_the_space_between_lines_does_not_jump_to_the_end_of_one(qtbot: QtBot, view: TextView) -> None:
    view.set_text("one line\nanother line")
    between = point_of(view, 3) + QPoint(0, int(view.layout_of_text.ascent))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=between)
    assert view.caret() == 3


def test_a_letter_of_many_code_points_is_selected_whole(qtbot: QtBot, view: TextView) -> None:
    view.set_text(f"a{FAMILY}b")
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert view.span() == Span(1, 1 + len(FAMILY))
    qtbot.keyClick(view, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert view.span() is None


def test_a_double_click_selects_a_word(qtbot: QtBot, view: TextView) -> None:
    view.set_text("𐰀 common alphabet")
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point_of(view, 5))
    assert view.span() == Span(2, 8)


def test_a_third_click_selects_the_paragraph_without_its_line_feed(qtbot: QtBot, view: TextView) -> None:
    view.set_text("first paragraph\nsecond paragraph")
    place = point_of(view, 5)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert view.span() == Span(0, 15)


def test_a_shift_click_extends_the_selection(qtbot: QtBot, view: TextView) -> None:
    view.set_text("from here to there")
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point_of(view, 5))
    qtbot.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, pos=point_of(view, 12)
    )
    assert view.span() == Span(5, 12)


def test_a_change_of_the_selection_is_told_once(qtbot: QtBot, view: TextView) -> None:
    view.set_text("some words")
    told: list[Span | None] = []
    view.span_changed.connect(told.append)
    view.select(Span(0, 4))
    view.select(Span(0, 4))
    view.clear_selection()
    assert told == [Span(0, 4), None]


def test_another_text_ends_the_selection(view: TextView) -> None:
    view.set_text("𐰀𐰁 some words")
    told: list[Span | None] = []
    view.select(Span(0, 9))
    view.span_changed.connect(told.append)
    view.set_text("few")
    assert told == [None]
    assert view.caret() == 0


def test_lines_stand_further_apart_in_a_larger_font(view: TextView) -> None:
    view.set_text("line\u2028line")
    view.set_font("", 10)
    above, below = view.screen_lines()
    view.set_font("", 20)
    larger_above, larger_below = view.screen_lines()
    distance = below.baseline - above.baseline
    assert larger_below.baseline - larger_above.baseline == pytest.approx(2 * distance, rel=0.1)


def test_the_caret_is_told_in_code_points(qtbot: QtBot, view: TextView) -> None:
    view.set_text("😀😀😀")
    told: list[int] = []
    view.caret_moved.connect(told.append)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert told == [1, 2]
    assert view.caret() == 2


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
