"""Tests of otsannot.ui.document.passage_ends: the ends of a passage are dragged with the mouse."""

from __future__ import annotations

import pytest
from made_passages import made
from mouse_on_text import point_of, send_move
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from otsannot.model.spans import End, Span
from otsannot.ui.document.reading_view import ReadingView

TEXT = "The Organization 👩‍👩‍👧 of e\u0301tats, שלום עולם (2024). Next.\n" + "A line that is long. " * 200
NO, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton
PASSAGE = made(1, 4, 16, 1)
Moved = list[tuple[int, Span]]


@pytest.fixture
def view(qtbot: QtBot) -> ReadingView:
    view = ReadingView()
    qtbot.addWidget(view)
    view.resize(900, 500)
    view.set_text(TEXT)
    view.set_passages([PASSAGE])
    view.show()
    qtbot.waitExposed(view)
    view.set_current(1, can_move_ends=True)
    view.viewport().repaint()
    return view


@pytest.fixture
def moved(view: ReadingView) -> Moved:
    told: Moved = []
    view.ends_moved.connect(lambda number, span: told.append((number, span)))
    return told


def handle(view: ReadingView, end: End) -> QPoint:
    view.viewport().repaint()
    point = view.handle_point(end)
    assert point is not None
    return point.toPoint()


def pull(qtbot: QtBot, view: ReadingView, end: End, position: int, keys: Qt.KeyboardModifier = NO) -> None:
    qtbot.mousePress(view.viewport(), LEFT, keys, handle(view, end))
    send_move(view, point_of(view, position), keys)
    qtbot.mouseRelease(view.viewport(), LEFT, keys, point_of(view, position))


def words(span: Span) -> str:
    return TEXT[span.start : span.end]


@pytest.mark.parametrize(
    ("end", "place", "found"),
    [
        (End.END, TEXT.index("tats") + 3, "Organization 👩‍👩‍👧 of e\u0301tats"),
        (End.END, TEXT.index("tats"), "Organization 👩‍👩‍👧 of"),
        (End.END, TEXT.index(" of") + 1, "Organization 👩‍👩‍👧"),
        (End.END, TEXT.index("Next") - 1, "Organization 👩‍👩‍👧 of e\u0301tats, שלום עולם (2024)."),
        (End.END, 9, "Organization"),
        (End.START, 1, "The Organization"),
        (End.START, 3, "Organization"),
    ],
)
def test_an_end_goes_to_the_nearest_word(
    qtbot: QtBot, view: ReadingView, moved: Moved, end: End, place: int, found: str
) -> None:
    pull(qtbot, view, end, place)
    assert [words(span) for _number, span in moved] == ([found] if found != "Organization" else [])
    assert view.span() is None


def test_with_ctrl_an_end_goes_by_letters_and_cuts_none(qtbot: QtBot, view: ReadingView, moved: Moved) -> None:
    pull(qtbot, view, End.END, 9, CTRL)
    pull(qtbot, view, End.START, 7, CTRL)
    pull(qtbot, view, End.END, TEXT.index("\u0301"), CTRL)
    assert [words(span) for _number, span in moved] == ["Organ", "anization", "Organization 👩‍👩‍👧 of e\u0301"]


def test_an_end_never_passes_the_other_one(qtbot: QtBot, view: ReadingView, moved: Moved) -> None:
    pull(qtbot, view, End.END, 0, CTRL)
    pull(qtbot, view, End.START, TEXT.index("Next"), CTRL)
    assert [words(span) for _number, span in moved] == ["O", "n"]


def test_what_the_passage_would_be_is_shown_while_its_end_is_dragged(qtbot: QtBot, view: ReadingView) -> None:
    before = view.viewport().grab().toImage()
    qtbot.mousePress(view.viewport(), LEFT, pos=handle(view, End.END))
    send_move(view, point_of(view, TEXT.index("Next")), NO)
    assert view.viewport().grab().toImage() != before
    assert handle(view, End.END).x() > before.width() / 4
    qtbot.mouseRelease(view.viewport(), LEFT, pos=point_of(view, TEXT.index("Next")))


def test_escape_leaves_everything_as_it_was(qtbot: QtBot, view: ReadingView, moved: Moved) -> None:
    before = view.viewport().grab().toImage()
    qtbot.mousePress(view.viewport(), LEFT, pos=handle(view, End.END))
    send_move(view, point_of(view, 30), NO)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    send_move(view, point_of(view, 25), NO)
    qtbot.mouseRelease(view.viewport(), LEFT, pos=point_of(view, 25))
    assert moved == []
    assert view.span() is None
    view.setFocus()
    assert handle(view, End.END) == handle(view, End.END)
    assert view.viewport().grab().toImage().size() == before.size()


def test_a_handle_shows_what_the_mouse_can_do(qtbot: QtBot, view: ReadingView) -> None:
    qtbot.mouseMove(view.viewport(), handle(view, End.START))
    assert view.viewport().cursor().shape() == Qt.CursorShape.SizeHorCursor
    qtbot.mouseMove(view.viewport(), point_of(view, 40))
    assert view.viewport().cursor().shape() == Qt.CursorShape.IBeamCursor


def test_without_leave_there_are_no_handles(view: ReadingView) -> None:
    view.set_current(1, can_move_ends=False)
    view.viewport().repaint()
    assert view.handle_point(End.START) is None
    view.set_current(None)
    view.viewport().repaint()
    assert view.handle_point(End.START) is None


def test_handles_of_words_from_right_to_left_stand_where_they_begin_and_end(view: ReadingView) -> None:
    start = TEXT.index("שלום")
    view.set_passages([made(1, start, start + 9, 1)])
    assert handle(view, End.START).x() > handle(view, End.END).x()


def test_a_passage_that_goes_away_lets_go_of_the_mouse(qtbot: QtBot, view: ReadingView, moved: Moved) -> None:
    qtbot.mousePress(view.viewport(), LEFT, pos=handle(view, End.END))
    send_move(view, point_of(view, 30), NO)
    view.update_passages({1}, [])
    qtbot.mouseRelease(view.viewport(), LEFT, pos=point_of(view, 30))
    assert moved == []
