"""The lanes of the stripes: where brackets find room, and what becomes of those that find none."""

from __future__ import annotations

import pytest
from made_passages import NAMES, made
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot
from ui.document.margin_hands import TEXT, brackets, in_paragraph, point_at, show, tip

from otsannot.model.spans import Span
from otsannot.ui.document.document_view import DocumentPane
from otsannot.ui.document.margin_view import GRIP, NARROWEST


@pytest.fixture
def pane(qtbot: QtBot) -> DocumentPane:
    pane = DocumentPane("Choose a document.")
    qtbot.addWidget(pane)
    pane.resize(1000, 600)
    pane.show()
    qtbot.waitExposed(pane)
    return pane


def test_lanes_stay_where_they_are_while_scrolling(pane: DocumentPane) -> None:
    whole = made(1, 0, len(TEXT), 1)
    passages = [in_paragraph(number + 2, number, 1 + number % 4) for number in range(60)]
    show(pane, whole, *passages)
    lanes: dict[int, set[int]] = {}
    for value in range(0, 200, 3):
        pane.view.verticalScrollBar().setValue(value)
        for bracket in brackets(pane):
            lanes.setdefault(bracket.passage.annotation_id, set()).add(bracket.lane)
    assert len(lanes) > 20
    assert all(len(its) == 1 for its in lanes.values())
    assert lanes[1] == {0}


def test_what_finds_no_lane_is_counted_and_can_be_chosen(qtbot: QtBot, pane: DocumentPane) -> None:
    clicked: list[int] = []
    pane.margin.passage_clicked.connect(clicked.append)
    pane.set_stripes_width(NARROWEST)
    drawn = show(pane, *(in_paragraph(number, 1, 1 + number % 4) for number in range(1, 8)))
    (more,) = pane.margin.stripes.more
    assert [bracket.lane for bracket in drawn] == [0, 1, 2]
    assert (more.text, more.lane) == ("+4", 3)
    assert more.label is not None
    assert not any(bracket.label and bracket.label.intersects(more.label) for bracket in drawn)
    point_at(qtbot, pane, more.label.center().toPoint())
    assert tip(pane).text() == "Defence<br>Energy<br>Alphabet<br>Transport and the Middle Corridor"
    qtbot.mouseClick(pane.margin, Qt.MouseButton.LeftButton, pos=more.label.center().toPoint())
    menu = pane.margin.findChild(QMenu)
    assert menu is not None
    assert [action.text() for action in menu.actions()] == ["Defence", "Energy", "Alphabet", NAMES[4]]
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(menu.actions()[2]).center())
    assert clicked == [6]


def test_the_current_passage_is_drawn_though_no_lane_is_left(qtbot: QtBot, pane: DocumentPane) -> None:
    pane.set_stripes_width(NARROWEST)
    show(pane, *(in_paragraph(number, 1, 1 + number % 4, 1 + (number + 1) % 4) for number in range(1, 8)))
    (more,) = pane.margin.stripes.more
    hidden = more.hidden[-1].passage.annotation_id
    pane.view.set_current(hidden)
    drawn = [bracket for bracket in brackets(pane) if bracket.passage.annotation_id == hidden]
    assert [bracket.lane for bracket in drawn] == [3, 4]
    assert len(pane.margin.stripes.more[0].hidden) == len(more.hidden) - 2
    assert all(bracket.label is not None for bracket in drawn)


def test_a_lane_is_free_again_on_the_line_after_the_next(pane: DocumentPane) -> None:
    show(pane, made(1, 0, 5, 1))
    lines = pane.view.screen_lines()
    longest = max(line.end - line.start for line in lines)
    assert longest <= pane.view.longest_line <= 1.6 * longest
    after = Span(5 + pane.view.longest_line, 5 + pane.view.longest_line + 20)
    pane.view.set_passages([made(1, 0, 5, 1), made(2, *after, 2)])
    assert [bracket.lane for bracket in brackets(pane)] == [0, 0]
    first, second = pane.margin.brackets
    assert first.bottom < second.top


def test_a_wider_margin_shows_more_lanes(pane: DocumentPane) -> None:
    passages = [in_paragraph(number, 1, 1 + number % 4) for number in range(1, 8)]
    pane.set_stripes_width(NARROWEST)
    assert len(show(pane, *passages)) == 3
    pane.set_stripes_width(300)
    assert len(brackets(pane)) == 7
    assert pane.margin.stripes.more == []


def test_the_left_border_is_dragged_with_the_mouse(qtbot: QtBot, pane: DocumentPane) -> None:
    show(pane, in_paragraph(1, 1, 1))
    width = pane.margin.width()
    right = pane.margin.geometry().right()
    qtbot.mousePress(pane.margin, Qt.MouseButton.LeftButton, pos=QPoint(GRIP - 2, 50))
    qtbot.mouseMove(pane.margin, QPoint(GRIP - 2 - 40, 50))
    assert pane.margin.width() == width + 40
    qtbot.mouseMove(pane.margin, QPoint(GRIP - 2 + 900, 50))
    qtbot.mouseRelease(pane.margin, Qt.MouseButton.LeftButton, pos=QPoint(GRIP - 2, 50))
    assert pane.margin.width() == pane.stripes_width == NARROWEST
    assert pane.margin.geometry().right() == right
    qtbot.mouseMove(pane.margin, QPoint(60, 50))
    assert pane.margin.width() == NARROWEST


def test_a_passage_that_goes_on_has_an_arrow_instead_of_a_hook(pane: DocumentPane) -> None:
    show(pane, made(1, 0, len(TEXT), 1))
    page = pane.margin.grab().toImage().pixelColor(1, pane.margin.height() - 1)
    pane.view.verticalScrollBar().setValue(50)
    image = pane.margin.grab().toImage()
    (bracket,) = pane.margin.brackets
    x, last = round(bracket.x), pane.margin.height() - 1
    for y in (0, 1, last - 1, last):
        assert image.pixelColor(x - 4, y) == page
    for base in (3, last - 3):
        assert image.pixelColor(x - 2, base) != page
        assert image.pixelColor(x + 1, base) != page
    assert image.pixelColor(x - 2, 20) == page
