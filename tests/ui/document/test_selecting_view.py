"""Tests of otsannot.ui.document.selecting_view: what the mouse and the keys select."""

from __future__ import annotations

import pytest
import regex
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mouse_on_text import drag, point_of, send_move, units_of
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from otsannot.model.spans import Span
from otsannot.text.units import Unit
from otsannot.ui.document.selecting_view import SelectingView

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
def view(qtbot: QtBot) -> SelectingView:
    view = SelectingView()
    qtbot.addWidget(view)
    view.resize(700, 500)
    view.show()
    qtbot.waitExposed(view)
    return view


def borders(text: str) -> set[int]:
    return {0, *(match.end() for match in regex.finditer(r"\X", text))}


def assert_shown_is_said(view: SelectingView) -> None:
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
    qtbot: QtBot, view: SelectingView, text: str, data: st.DataObject
) -> None:
    view.set_text(text)
    start, end = (data.draw(st.integers(0, len(text))) for _end in range(2))
    drag(qtbot, view, point_of(view, start), point_of(view, end))
    assert_shown_is_said(view)


@given(texts, st.lists(st.sampled_from(KEYS), max_size=12))
@at_once
def test_a_selection_made_with_keys_is_shown_as_it_is_said(
    qtbot: QtBot, view: SelectingView, text: str, keys: list[tuple[Qt.Key, Qt.KeyboardModifier]]
) -> None:
    view.set_text(text)
    for key, modifier in keys:
        qtbot.keyClick(view, key, modifier)
        assert_shown_is_said(view)


def test_escape_selects_nothing_and_leaves_the_caret(qtbot: QtBot, view: SelectingView) -> None:
    view.set_text("Alphabet and language")
    view.select(Span(0, 8))
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert (view.span(), view.caret()) == (None, 8)


def test_a_drag_across_words_selects_them_and_nothing_else(qtbot: QtBot, view: SelectingView) -> None:
    view.set_text("Alphabet: 𐱅𐰭𐰼𐰃 in Old Turkic.\nA second paragraph.")
    drag(qtbot, view, point_of(view, 15), point_of(view, 29))
    assert view.span() == Span(15, 29)
    assert view.text[15:29] == "in Old Turkic."


def test_a_drag_through_the_space_between_lines_does_not_jump_to_the_end_of_one(
    qtbot: QtBot, view: SelectingView
) -> None:
    view.set_text("one line\nanother line")
    between = point_of(view, 3) + QPoint(0, int(view.layout_of_text.ascent))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=between)
    assert view.caret() == 3


def test_a_letter_of_many_code_points_is_selected_whole(qtbot: QtBot, view: SelectingView) -> None:
    view.set_text(f"a{FAMILY}b")
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert view.span() == Span(1, 1 + len(FAMILY))
    qtbot.keyClick(view, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert view.span() is None


def test_a_double_click_selects_a_word(qtbot: QtBot, view: SelectingView) -> None:
    view.set_text("𐰀 common alphabet")
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point_of(view, 5))
    assert view.span() == Span(2, 8)


def test_a_shift_click_extends_the_selection(qtbot: QtBot, view: SelectingView) -> None:
    view.set_text("from here to there")
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point_of(view, 5))
    qtbot.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, pos=point_of(view, 12)
    )
    assert view.span() == Span(5, 12)


def test_a_change_of_the_selection_is_told_once(qtbot: QtBot, view: SelectingView) -> None:
    view.set_text("some words")
    told: list[Span | None] = []
    view.span_changed.connect(told.append)
    view.select(Span(0, 4))
    view.select(Span(0, 4))
    view.clear_selection()
    assert told == [Span(0, 4), None]


def test_another_text_ends_the_selection(view: SelectingView) -> None:
    view.set_text("𐰀𐰁 some words")
    told: list[Span | None] = []
    view.select(Span(0, 9))
    view.span_changed.connect(told.append)
    view.set_text("few")
    assert told == [None]
    assert view.caret() == 0


def test_the_caret_is_told_in_code_points(qtbot: QtBot, view: SelectingView) -> None:
    view.set_text("😀😀😀")
    told: list[int] = []
    view.caret_moved.connect(told.append)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert told == [1, 2]
    assert view.caret() == 2


TURKISH = "Türkiye'nin 24. Zirvesi yapıldı. Bu, منظمة الدول ve 𐱅𐰇𐰼𐰜 içindi.\nİkinci paragraf."


def letter(view: SelectingView, position: int) -> QPoint:
    """The middle of a letter on the screen."""
    lines = view.lines_of(Span(position, position + 1), view.screen_lines())
    return lines[0][1][0].center().toPoint()


def clicks(view: SelectingView, position: int, count: int) -> None:
    """So many quick clicks on a letter, as Qt tells of them."""
    for number in range(count):
        click = QTest.mouseDClick if number % 2 else QTest.mouseClick
        click(view.viewport(), Qt.MouseButton.LeftButton, pos=letter(view, position))
        if number % 2:
            QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=letter(view, position))


def selected(view: SelectingView) -> str:
    span = view.span()
    return "" if span is None else view.text[span.start : span.end]


@pytest.mark.parametrize("word", ["Türkiye'nin", "24", "منظمة", "𐱅𐰇𐰼𐰜", "içindi", "paragraf"])
@pytest.mark.parametrize("is_last", [False, True])
def test_two_clicks_select_a_word_of_any_script(view: SelectingView, word: str, is_last: bool) -> None:
    view.set_text(TURKISH)
    clicks(view, TURKISH.index(word) + (len(word) - 1 if is_last else 0), 2)
    assert selected(view) == word


@pytest.mark.parametrize(
    ("count", "found"),
    [(3, "Türkiye'nin 24. Zirvesi yapıldı."), (4, TURKISH.split("\n")[0]), (6, TURKISH.split("\n")[0])],
)
def test_three_clicks_select_a_sentence_of_the_language_and_four_the_paragraph(
    view: SelectingView, count: int, found: str
) -> None:
    view.set_text(TURKISH)
    view.language = "tr"
    clicks(view, TURKISH.index("Zirvesi"), count)
    assert selected(view) == found


def test_a_drag_that_begins_with_two_clicks_goes_by_words_either_way(qtbot: QtBot, view: SelectingView) -> None:
    view.set_text("one two three four five")
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=letter(view, 10))
    qtbot.mouseMove(view.viewport(), letter(view, 15))
    assert selected(view) == "three four"
    qtbot.mouseMove(view.viewport(), letter(view, 5))
    assert selected(view) == "two three"
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=letter(view, 5))
    assert selected(view) == "two three"


def test_a_drag_goes_by_whole_words_once_it_leaves_the_first(qtbot: QtBot, view: SelectingView) -> None:
    view.set_text("the Organization of Turkic States")
    drag(qtbot, view, point_of(view, 7), point_of(view, 12))
    assert selected(view) == view.text[7:12]
    view.clear_selection()
    drag(qtbot, view, point_of(view, 7), point_of(view, 23))
    assert selected(view) == "Organization of Turkic"
    view.clear_selection()
    drag(qtbot, view, point_of(view, 23), point_of(view, 7))
    assert (selected(view), view.caret()) == ("Organization of Turkic", 4)


def test_a_drag_pulled_back_goes_by_letters(qtbot: QtBot, view: SelectingView) -> None:
    view.set_text("Türk Devletleri Teşkilatı'nın zirvesi")
    start, end = point_of(view, 0), point_of(view, view.text.index("'"))
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view.viewport(), end + QPoint(20, 0))
    assert selected(view) == "Türk Devletleri Teşkilatı'nın"
    qtbot.mouseMove(view.viewport(), end)
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)
    assert selected(view) == "Türk Devletleri Teşkilatı"


@pytest.mark.parametrize("key", [Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier])
def test_a_key_turns_words_into_letters_and_letters_into_words(
    qtbot: QtBot, view: SelectingView, key: Qt.KeyboardModifier
) -> None:
    view.set_text("the Organization of Turkic States")
    for whole_words, found in ((True, view.text[7:22]), (False, "Organization of Turkic")):
        view.whole_words = whole_words
        qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, key, pos=point_of(view, 7))
        send_move(view, point_of(view, 22), key)
        qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, key, pos=point_of(view, 22))
        assert selected(view) == found
        view.clear_selection()


def test_a_selection_grows_and_shrinks_without_scrolling(view: SelectingView) -> None:
    long = "A sentence that goes on and on. " * 100
    view.set_text(f"Word one. {long}\n{TURKISH}")
    view.select(Span(7, 7))
    found = []
    for step in (view.grow, view.grow, view.grow, view.grow, view.shrink, view.shrink, view.shrink, view.shrink):
        step()
        found.append(len(selected(view)))
    paragraph = len(f"Word one. {long}")
    assert found == [3, 9, paragraph, len(view.text), paragraph, 9, 3, 0]
    assert view.caret() == 7
    assert view.verticalScrollBar().value() == 0


def test_the_units_that_a_selection_touches_are_selected(view: SelectingView) -> None:
    view.set_text("One two. Three four. Five six.\nSeven.")
    view.select(Span(5, 12))
    view.select_unit(Unit.SENTENCE)
    assert selected(view) == "One two. Three four."
    view.select(Span(15, 15))
    view.select_unit(Unit.WORD)
    assert selected(view) == "four"
    view.select_unit(Unit.PARAGRAPH)
    assert selected(view) == "One two. Three four. Five six."


def test_keys_extend_the_selection_by_words_without_the_blank_behind_them(qtbot: QtBot, view: SelectingView) -> None:
    view.set_text("Türkiye'nin sözü “açık.” Son")
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    found = []
    for _press in range(4):
        qtbot.keyClick(view, Qt.Key.Key_Right, keys)
        found.append(selected(view))
    assert found == ["Türkiye'nin", "Türkiye'nin sözü", "Türkiye'nin sözü “açık", "Türkiye'nin sözü “açık.”"]
    qtbot.keyClick(view, Qt.Key.Key_Left, keys)
    assert selected(view) == "Türkiye'nin sözü “"


def test_keys_go_by_words_as_they_are_written_where_that_is_from_the_right(qtbot: QtBot, view: SelectingView) -> None:
    view.set_text("منظمة الدول التركية")
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(view, Qt.Key.Key_Left, keys)
    assert selected(view) == "منظمة"


def test_words_that_are_selected_can_be_dragged_elsewhere(qtbot: QtBot, view: SelectingView) -> None:
    view.set_text("the Organization of Turkic States")
    view.select(Span(4, 16))
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=letter(view, 8))
    assert selected(view) == "Organization"
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=letter(view, 8))
    assert selected(view) == ""


def test_ctrl_end_shows_the_whole_of_the_last_line(qtbot: QtBot, view: SelectingView) -> None:
    view.set_text("\n\n".join(["word " * 150] * 60).rstrip())
    for height in range(480, 500):
        view.resize(700, height)
        qtbot.keyClick(view, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
        qtbot.keyClick(view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        assert view.cursorRect().bottom() <= view.viewport().height()
