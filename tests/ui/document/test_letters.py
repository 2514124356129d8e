"""Tests of otsannot.ui.document.letters: a drag selects the letters it goes over, in every script and on every line."""

from __future__ import annotations

import time
from collections.abc import Iterator
from math import ceil

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from mouse_on_text import send_move
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextLayout
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from otsannot.model.spans import Span
from otsannot.text.graphemes import grapheme_at
from otsannot.ui.document.letters import Letters
from otsannot.ui.document.screen_lines import ScreenLine, has_right_to_left
from otsannot.ui.document.selecting_view import SelectingView

PIECES = (
    *("the ", "Turkic ", "abcdefghijklmnopqrstuvwxyz", "office", " ", "\n", "\t", "e\u0301", "n\u0308\u0323", "İ"),
    *("👍🏽", "👨‍👩‍👧‍👦", "🇦🇿", "😀", "𐱅𐰇𐰼𐰜", "𐱅𐰭𐰼𐰃𐱅𐰏𐱅𐰭𐰼𐰃𐰓𐰀𐰉𐰆𐰞", "𐰀 "),
    *("שלום ", "ע\u05b8", "אבגדהוזחטיכלמנ", "منظمة ", "الدول", "لا", "٢٠٠٩ ", "(OTS) ", "2009"),
    *("क्ष", "各国首脑会议各国首脑会议", "각"),
)  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map("".join)
widths = st.integers(120, 700)
LEFT = Qt.MouseButton.LeftButton
BY_LETTERS = Qt.KeyboardModifier.ControlModifier
LIGATURES = ("ffi", "لا")  # Qt does not say where the parts of one sign lie
NARROWEST = 2.5  # pixels; a narrower letter has no two halves to point at
SLOWEST_STEP = 0.010  # seconds
at_once = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture
def view(qtbot: QtBot) -> SelectingView:
    view = SelectingView()
    qtbot.addWidget(view)
    view.resize(700, 900)
    view.show()
    qtbot.waitExposed(view)
    return view


class Drawn:
    """A letter as Qt draws it: the box of its signs, with the place where it is begun and the one where it is left."""

    def __init__(self, line: ScreenLine, letter: Span, units: tuple[int, int]) -> None:
        flag = QTextLayout.GlyphRunRetrievalFlag.RetrieveAll
        origin = line.block.position()
        runs = line.line.glyphRuns(units[0] - origin, units[1] - units[0], flag)
        boxes = [run.boundingRect() for run in runs]
        self.letter = letter
        self.is_drawn = bool(boxes)
        if boxes:
            self.left = min(box.left() for box in boxes)
            self.right = max(box.right() for box in boxes)
            self.is_right_to_left = runs[0].isRightToLeft()
            self.y = round(line.baseline) - 2

    @property
    def begin(self) -> QPoint:
        """Just within the edge where a reader begins the letter."""
        return QPoint(self._last_pixel if self.is_right_to_left else self._first_pixel, self.y)

    @property
    def end(self) -> QPoint:
        """Just within the edge where a reader has read the letter."""
        return QPoint(self._first_pixel if self.is_right_to_left else self._last_pixel, self.y)

    @property
    def _first_pixel(self) -> int:
        return ceil(self.left)

    @property
    def _last_pixel(self) -> int:
        return ceil(self.right) - 1


def drawn_letters(view: SelectingView) -> Iterator[Drawn]:
    for line in view.screen_lines():
        span = view.span_of([line])
        is_wrapped = view.text[span.end : span.end + 1] not in ("", "\n")
        at, last = span.start, span.end
        if is_wrapped:
            last = at + len(view.text[at:last].rstrip(" \t"))
        while at < last:
            end = grapheme_at(view.text, at + 1).end
            drawn = Drawn(line, Span(at, end), view.units(Span(at, end)))
            around = view.text[max(at - 2, 0) : end + 2]
            if drawn.is_drawn and drawn.right - drawn.left >= NARROWEST and not any(one in around for one in LIGATURES):
                yield drawn
            at = end


def drag_by_letters(view: SelectingView, start: QPoint, end: QPoint) -> Span | None:
    QTest.mouseRelease(view.viewport(), LEFT, BY_LETTERS, pos=QPoint(0, 0))
    view.clear_selection()
    QTest.mousePress(view.viewport(), LEFT, BY_LETTERS, pos=start)
    send_move(view, end, BY_LETTERS)
    QTest.mouseRelease(view.viewport(), LEFT, BY_LETTERS, pos=end)
    return view.span()


@given(text=texts, width=widths, data=st.data())
@at_once
def test_a_drag_from_letter_to_letter_selects_both_and_what_is_between(
    view: SelectingView, text: str, width: int, data: st.DataObject
) -> None:
    assume("\t" not in text or not has_right_to_left(text))  # Qt says two things of a tab that ends a line of those
    view.resize(width, 900)
    view.set_text(text)
    letters = list(drawn_letters(view))
    if not letters:
        return
    for _drag in range(4):
        one, other = (data.draw(st.integers(0, len(letters) - 1)) for _end in range(2))
        first, last = letters[min(one, other)], letters[max(one, other)]
        whole = Span(first.letter.start, last.letter.end)
        assert drag_by_letters(view, first.begin, last.end) == whole
        assert drag_by_letters(view, last.end, first.begin) == whole
        inner = Span(first.letter.end, last.letter.start)
        expected = inner if inner.start < inner.end else None
        if first is not last:
            assert drag_by_letters(view, first.end, last.begin) == expected
            assert drag_by_letters(view, last.begin, first.end) == expected


def by_letters(view: SelectingView, first: int, last: int) -> str:
    """What a drag selects from where one letter begins to where another one ends."""
    letters = {drawn.letter.start: drawn for drawn in drawn_letters(view)}
    span = drag_by_letters(view, letters[first].begin, letters[last].end)
    return "" if span is None else view.text[span.start : span.end]


@pytest.mark.parametrize(
    "text",
    [
        "abc אבגדה de",  # the first letter from the right stands beside what follows, not beside what it follows
        "אבגדה abc דה",
        "(OTS) שלום 2009, 𐱅𐰇𐰼𐰜 stands",
        "𐱅𐰇𐰼𐰜 (OTS) stands",
        "各国首脑会议2009各国",
        "议 éل٢٠٠٩ a",  # fonts take turns for the space
        "क्ष and ע\u05b8 and e\u0301 end",
    ],
)
def test_every_letter_can_be_selected_alone(view: SelectingView, text: str) -> None:
    view.set_text(text)
    letters = list(drawn_letters(view))
    assert [by_letters(view, one.letter.start, one.letter.start) for one in letters] == [
        text[one.letter.start : one.letter.end] for one in letters
    ]


@pytest.mark.parametrize("text", ["abcdefghijklmnopqrstuvwxyz" * 3, "各国首脑会议" * 12, "𐱅𐰭𐰼𐰃𐱅𐰏" * 12, "אבגדה" * 16])
def test_the_last_letter_of_a_line_that_is_wrapped_within_a_word_is_selected_too(
    view: SelectingView, text: str
) -> None:
    view.resize(160, 900)
    view.set_text(text)
    for line in view.screen_lines()[:-1]:
        span = view.span_of([line])
        start, end = (0, 159) if not has_right_to_left(text) else (159, 0)
        y = round(line.baseline) - 2
        assert drag_by_letters(view, QPoint(start, y), QPoint(end, y)) == span


def test_the_space_at_which_a_line_is_wrapped_is_not_of_a_drag_to_its_end(view: SelectingView) -> None:
    view.resize(160, 900)
    view.set_text("Türk Devletleri Teşkilatı zirvesi")
    line = view.screen_lines()[0]
    y = round(line.baseline) - 2
    assert drag_by_letters(view, QPoint(0, y), QPoint(159, y)) == Span(0, line.end - 1)
    assert view.text[line.end - 1] == " "


@pytest.mark.parametrize("text", ["abc אבגדה", "אבגדה abc"])
def test_a_drag_beyond_both_ends_of_a_line_selects_all_of_it(view: SelectingView, text: str) -> None:
    view.set_text(text)
    y = round(view.screen_lines()[0].baseline) - 2
    for start, end in ((2, 690), (690, 2)):
        assert drag_by_letters(view, QPoint(start, y), QPoint(end, y)) == Span(0, len(text))


def test_letters_of_one_sign_share_its_room(view: SelectingView) -> None:
    view.set_text("x لا y")
    line = view.screen_lines()[0]
    lam, alef = (Letters(line, view.text, 0).letters[number] for number in (2, 3))
    assert (lam.start, alef.start) == (2, 3)
    assert lam.left == pytest.approx(alef.right)
    assert lam.right - lam.left == pytest.approx(alef.right - alef.left)


@pytest.mark.parametrize("piece", ["the Organization of Turkic States ", "منظمة الدول OTS 2009 ", "𐱅𐰭𐰼𐰃 各国 שלום "])
def test_a_step_of_a_drag_is_quick(view: SelectingView, piece: str) -> None:
    view.set_text(piece * 100)
    places = [QPoint(60 + 5 * step, 60 + 7 * step) for step in range(60)]
    QTest.mousePress(view.viewport(), LEFT, BY_LETTERS, pos=places[0])
    taken = []
    for place in places:
        before = time.process_time()
        send_move(view, place, BY_LETTERS)
        taken.append(time.process_time() - before)
    QTest.mouseRelease(view.viewport(), LEFT, BY_LETTERS, pos=places[-1])
    assert sorted(taken)[len(taken) // 2] < SLOWEST_STEP
