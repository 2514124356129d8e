"""Tests of otsannot.ui.document.reading_view: passages on the page, clicks on them and codes dropped on them."""

from __future__ import annotations

import pytest
from made_passages import made
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QDragEnterEvent, QDragMoveEvent, QDropEvent, QImage, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from otsannot.model.passages import Passage, PassageCode
from otsannot.model.spans import Span
from otsannot.ui.document.reading_view import ReadingView
from otsannot.ui.document.tints import Tints
from otsannot.ui.mime import code_data

TEXT = "The Organization 𐱅𐰭𐰼𐰃 of Turkic States\nis our family, and our family is the Turkic world.\n" + "More. " * 3000
ORGANIZATION = Span(4, 16)
OUTER = made(1, 0, 38, 1)
INNER = made(2, 4, 16, 2)
BARE = made(3, 25, 31)


@pytest.fixture
def view(qtbot: QtBot) -> ReadingView:
    view = ReadingView()
    qtbot.addWidget(view)
    view.resize(800, 500)
    view.set_text(TEXT)
    view.set_passages([OUTER, INNER, BARE])
    view.show()
    qtbot.waitExposed(view)
    return view


def on_letter(view: ReadingView, position: int) -> QPoint:
    """The middle of a letter on the screen."""
    lines = view.lines_of(Span(position, position + 1), view.screen_lines())
    return lines[0][1][0].center().toPoint()


def click(qtbot: QtBot, view: ReadingView, position: int) -> None:
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=on_letter(view, position))


def painted(view: ReadingView) -> QImage:
    return view.viewport().grab().toImage()


def under(view: ReadingView, image: QImage, position: int) -> QColor:
    """The colour behind the upper left corner of a letter."""
    rect = view.lines_of(Span(position, position + 1), view.screen_lines())[0][1][0]
    return image.pixelColor(rect.topLeft().toPoint() + QPoint(2, 2))


def code(number: int) -> QMimeData:
    return code_data([number])


def drop(view: ReadingView, data: QMimeData, point: QPoint) -> QDropEvent:
    buttons, modifiers, copy = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    QApplication.sendEvent(view.viewport(), QDragEnterEvent(point, copy, data, buttons, modifiers))
    QApplication.sendEvent(view.viewport(), QDragMoveEvent(point, copy, data, buttons, modifiers))
    event = QDropEvent(QPointF(point), copy, data, buttons, modifiers)
    QApplication.sendEvent(view.viewport(), event)
    return event


def test_clicks_on_one_place_go_from_the_shortest_passage_to_the_longest(qtbot: QtBot, view: ReadingView) -> None:
    clicked: list[int] = []
    view.passage_clicked.connect(clicked.append)
    for _click in range(3):
        click(qtbot, view, 8)
    assert clicked == [INNER.annotation_id, OUTER.annotation_id, INNER.annotation_id]
    click(qtbot, view, 2)
    click(qtbot, view, 8)
    assert clicked[3:] == [OUTER.annotation_id, INNER.annotation_id]


def test_a_click_beside_a_passage_or_at_the_end_of_a_selection_is_none_on_it(qtbot: QtBot, view: ReadingView) -> None:
    clicked: list[int] = []
    view.passage_clicked.connect(clicked.append)
    click(qtbot, view, 45)
    end_of_line = on_letter(view, 37) + QPoint(60, 0)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=end_of_line)
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=on_letter(view, 2))
    qtbot.mouseMove(view.viewport(), on_letter(view, 12))
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=on_letter(view, 12))
    assert clicked == []
    assert view.span() is not None


def test_every_passage_and_every_overlap_is_seen(view: ReadingView) -> None:
    view.set_passages([])
    blank = painted(view)
    page = under(view, blank, 8)
    view.set_passages([OUTER, INNER, BARE])
    image = painted(view)
    seen = {
        "outer": under(view, image, 1).name(),
        "overlap": under(view, image, 8).name(),
        "bare": under(view, image, 27).name(),
        "page": under(view, image, 45).name(),
    }
    assert len(set(seen.values())) == 4
    assert seen["page"] == page.name()


def test_overlapping_passages_have_a_line_each_in_their_full_colours(view: ReadingView) -> None:
    image = painted(view)
    letter = view.lines_of(Span(8, 9), view.screen_lines())[0][1][0]
    x = round(letter.center().x())
    below = [image.pixelColor(x, y).name() for y in range(round(letter.bottom()), round(letter.bottom()) + 8)]
    assert OUTER.codes[0].colour in below
    assert INNER.codes[0].colour in below


def test_the_current_passage_is_outlined(view: ReadingView) -> None:
    before = painted(view)
    view.set_current(INNER.annotation_id)
    assert view.current() == INNER.annotation_id
    assert painted(view) != before
    view.set_current(None)
    assert painted(view) == before


def test_a_hovered_coding_lights_up_its_passage_only(view: ReadingView) -> None:
    before = painted(view)
    view.set_hovered(INNER.codes[0].coding_id)
    after = painted(view)
    assert under(view, after, 8) != under(view, before, 8)
    assert under(view, after, 1) == under(view, before, 1)


def test_passages_can_be_replaced_one_by_one(view: ReadingView) -> None:
    moved = made(2, 41, 50, 2)
    view.update_passages({BARE.annotation_id}, [moved])
    assert view.passages_at(8) == [OUTER]
    assert view.passages_at(45) == [moved]
    assert view.passages_at(27) == [OUTER]


def test_another_text_has_no_passages_yet(view: ReadingView) -> None:
    view.set_current(OUTER.annotation_id)
    view.set_text("another text")
    assert view.passages_at(3) == []
    assert view.current() is None


def test_what_is_revealed_flashes_once(qtbot: QtBot, view: ReadingView) -> None:
    position = TEXT.index("More. ") + 9000
    view.reveal(Span(position, position + 5), flash=False)
    quiet = painted(view)
    view.reveal(Span(position, position + 5))
    assert painted(view) != quiet
    qtbot.waitUntil(lambda: painted(view) == quiet, timeout=5000)


def only_energy(_passage: Passage, code: PassageCode | None) -> bool:
    return code is not None and code.code_id == 2


def below(view: ReadingView, image: QImage, position: int) -> QColor:
    """The colour of the first line under a letter."""
    rect = view.lines_of(Span(position, position + 1), view.screen_lines())[0][1][0]
    return image.pixelColor(round(rect.center().x()), round(rect.bottom() + 1))


def test_what_is_out_of_focus_has_a_faint_line_and_no_tint(view: ReadingView) -> None:
    view.set_focus(only_energy, is_rest_dimmed=False)
    image = painted(view)
    page = under(view, image, 45)
    faint = Tints(view.palette()).faint
    assert [under(view, image, position) for position in (3, 27)] == [page, page]
    assert [below(view, image, position) for position in (3, 27)] == [faint, faint]
    assert under(view, image, 8) != page
    assert below(view, image, 8).name() == INNER.codes[0].colour
    view.set_focus(None, is_rest_dimmed=False)
    assert under(view, painted(view), 3) != page


def test_another_text_is_read_with_the_same_focus(view: ReadingView) -> None:
    view.set_focus(only_energy, is_rest_dimmed=False)
    view.set_text(TEXT)
    view.set_passages([OUTER])
    assert under(view, painted(view), 3) == under(view, painted(view), 45)


def test_words_outside_of_what_is_in_focus_are_dimmed_but_not_where_one_works(view: ReadingView) -> None:
    view.set_focus(only_energy, is_rest_dimmed=False)
    plain = painted(view)
    view.set_focus(only_energy, is_rest_dimmed=True)
    assert darkest(view, painted(view), Span(25, 31)) > darkest(view, plain, Span(25, 31))
    assert darkest(view, painted(view), INNER.span) == darkest(view, plain, INNER.span)
    view.set_current(BARE.annotation_id)
    assert darkest(view, painted(view), Span(25, 31)) <= darkest(view, plain, Span(25, 31))
    view.set_current(None)
    view.select(Span(40, 46))
    view.set_focus(only_energy, is_rest_dimmed=False)
    selected = painted(view)
    view.set_focus(only_energy, is_rest_dimmed=True)
    assert darkest(view, painted(view), Span(40, 46)) == darkest(view, selected, Span(40, 46))


def darkest(view: ReadingView, image: QImage, span: Span) -> int:
    """The lightness of the darkest point of some words on one line."""
    rect = view.lines_of(span, view.screen_lines())[0][1][0].toRect().adjusted(2, 0, -2, 0)
    points = ((x, y) for x in range(rect.left(), rect.right()) for y in range(rect.top(), rect.bottom()))
    return min(image.pixelColor(x, y).lightness() for x, y in points)


def test_a_code_dropped_anywhere_goes_to_the_selection(view: ReadingView) -> None:
    dropped: list[tuple[list[int], Span]] = []
    view.code_dropped.connect(lambda numbers, span: dropped.append((numbers, span)))
    view.select(Span(40, 50))
    event = drop(view, code_data([7, 8]), on_letter(view, 8))
    assert event.isAccepted()
    assert dropped == [([7, 8], Span(40, 50))]


def test_a_code_dropped_on_a_passage_goes_to_the_shortest_one_there(view: ReadingView) -> None:
    dropped: list[tuple[list[int], Span]] = []
    view.code_dropped.connect(lambda numbers, span: dropped.append((numbers, span)))
    assert drop(view, code(7), on_letter(view, 8)).isAccepted()
    assert dropped == [([7], INNER.span)]


def test_a_code_dropped_on_another_passage_does_not_go_to_the_one_coded_last(view: ReadingView) -> None:
    dropped: list[tuple[list[int], Span]] = []
    view.code_dropped.connect(lambda numbers, span: dropped.append((numbers, span)))
    view.set_current(BARE.annotation_id)
    view.select(BARE.span)
    for position in (8, BARE.start + 1, 45):
        drop(view, code(7), on_letter(view, position))
    assert [span for _number, span in dropped] == [INNER.span, BARE.span, BARE.span]


def test_what_is_in_sight_is_revealed_without_scrolling(view: ReadingView) -> None:
    first = view.verticalScrollBar().value()
    view.reveal(INNER.span)
    assert view.verticalScrollBar().value() == first
    last = Span(len(view.text) - 5, len(view.text))
    assert not view.is_in_sight(last)
    view.reveal(last)
    assert view.verticalScrollBar().value() > first


def test_a_code_dropped_on_bare_text_is_refused(view: ReadingView) -> None:
    dropped: list[tuple[list[int], Span]] = []
    view.code_dropped.connect(lambda numbers, span: dropped.append((numbers, span)))
    before = painted(view)
    assert not drop(view, code(7), on_letter(view, 45)).isAccepted()
    assert dropped == []
    assert painted(view) == before


def test_anything_else_dropped_is_left_to_the_window(view: ReadingView) -> None:
    data = QMimeData()
    data.setText("a file name")
    view.select(ORGANIZATION)
    assert not drop(view, data, on_letter(view, 8)).isAccepted()
    assert view.text == TEXT


def test_a_caret_in_a_passage_is_not_a_selection(view: ReadingView) -> None:
    cursor = view.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.NextWord)
    view.setTextCursor(cursor)
    assert view.span() is None
    assert view.caret() == 4
