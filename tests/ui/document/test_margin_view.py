"""Tests of otsannot.ui.document.margin_view and the pane that holds it."""

from __future__ import annotations

import pytest
from made_passages import CODERS, made
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui.document.margin_hands import TEXT, brackets, in_paragraph, on, show

from otsannot.ui.document.document_view import DocumentPane
from otsannot.ui.document.margin_view import MarginView
from otsannot.ui.document.reading_view import ReadingView


@pytest.fixture
def pane(qtbot: QtBot) -> DocumentPane:
    pane = DocumentPane("Choose a document.")
    qtbot.addWidget(pane)
    pane.resize(1000, 600)
    pane.show()
    qtbot.waitExposed(pane)
    return pane


def test_each_coding_has_a_bracket_as_high_as_its_passage(pane: DocumentPane) -> None:
    passage, bare = in_paragraph(1, 1, 1, 2), in_paragraph(2, 2)
    drawn = show(pane, passage, bare)
    lines = pane.view.lines_of(passage.span, pane.view.screen_lines())
    assert [(bracket.code.code_id, bracket.lane) for bracket in drawn] == [(1, 0), (2, 1)]
    assert {(bracket.top, bracket.bottom) for bracket in drawn} == {(lines[0][0].top, lines[-1][0].bottom)}


def test_a_click_on_a_bracket_or_its_label_selects_the_passage(qtbot: QtBot, pane: DocumentPane) -> None:
    clicked: list[int] = []
    pane.margin.passage_clicked.connect(clicked.append)
    first, second = show(pane, in_paragraph(1, 0, 1), in_paragraph(2, 3, 2))
    assert second.label is not None
    qtbot.mouseClick(pane.margin, Qt.MouseButton.LeftButton, pos=on(first))
    qtbot.mouseClick(pane.margin, Qt.MouseButton.LeftButton, pos=second.label.center().toPoint())
    qtbot.mouseClick(pane.margin, Qt.MouseButton.LeftButton, pos=QPoint(5, pane.margin.height() - 5))
    assert clicked == [1, 2]


def test_the_mouse_on_a_bracket_lights_up_its_passage(qtbot: QtBot, pane: DocumentPane) -> None:
    hovered: list[int | None] = []
    pane.margin.coding_hovered.connect(hovered.append)
    (bracket,) = show(pane, in_paragraph(1, 1, 3))
    dark = pane.view.viewport().grab().toImage()
    qtbot.mouseMove(pane.margin, on(bracket))
    assert pane.view.viewport().grab().toImage() != dark
    qtbot.mouseMove(pane.margin, QPoint(5, pane.margin.height() - 5))
    assert hovered == [bracket.code.coding_id, None]
    assert pane.view.viewport().grab().toImage() == dark


def test_brackets_stand_beside_the_lines_of_right_to_left_text(pane: DocumentPane) -> None:
    text = "اجتمع وزراء خارجية الدول التركية في إسطنبول لبحث التعاون في مجال الطاقة والدفاع. " * 8
    pane.set_text(f"{text}\n{text}\n" + "𐱅𐰇𐰼𐰜 𐰋𐰃𐰠𐰏𐰀 stands on the stone. " * 2)
    passages = [made(1, 6, 40, 1), made(2, 20, 300, 2), made(3, len(text) + 10, len(text) + 90, 3, coder=2)]
    pane.view.set_passages(passages)
    lines = pane.view.screen_lines()
    for passage, bracket in zip(passages, brackets(pane), strict=True):
        places = pane.view.lines_of(passage.span, lines)
        assert (bracket.top, bracket.bottom) == (places[0][0].top, places[-1][0].bottom)
        assert bracket.label is not None


def test_the_lines_of_each_coder_differ_in_shape(pane: DocumentPane) -> None:
    show(pane, *(in_paragraph(coder, coder, 1, coder=coder) for coder in CODERS))
    shapes = []
    image = pane.margin.grab().toImage()
    for bracket in pane.margin.brackets:
        columns = [round(bracket.x) + offset for offset in range(-3, 4)]
        rows = range(round(bracket.top) + 2, round(bracket.bottom) - 2)
        page = image.pixelColor(1, pane.margin.height() - 1)
        shapes.append(tuple(tuple(image.pixelColor(x, y) != page for x in columns) for y in rows))
    assert len(set(shapes)) == len(CODERS)


def test_the_reader_s_own_lines_are_the_plain_ones(pane: DocumentPane) -> None:
    pane.margin.set_reader(f"{CODERS[2]} ")
    other, own = show(pane, in_paragraph(1, 0, 1), in_paragraph(2, 3, 1, coder=2))
    image = pane.margin.grab().toImage()
    assert image.pixelColor(on(own)).name() == own.code.colour
    assert image.pixelColor(on(other)) == image.pixelColor(1, pane.margin.height() - 1)


def test_the_current_passages_bracket_is_emphasised(pane: DocumentPane) -> None:
    (bracket,) = show(pane, in_paragraph(1, 1, 1))
    before = pane.margin.grab().toImage()
    pane.view.set_current(1)
    after = pane.margin.grab().toImage()
    beside = on(bracket) + QPoint(-2, 0)
    assert before.pixelColor(beside) != after.pixelColor(beside)


def test_the_wheel_over_the_margin_scrolls_the_text(pane: DocumentPane) -> None:
    show(pane, in_paragraph(1, 1, 1))
    middle = QPointF(pane.margin.rect().center())
    wheel = QWheelEvent(
        middle,
        pane.margin.mapToGlobal(middle),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(pane.margin, wheel)
    assert pane.view.verticalScrollBar().value() == 3


def test_the_margin_stands_between_the_text_and_the_scroll_bar(pane: DocumentPane) -> None:
    show(pane, in_paragraph(1, 1, 1))
    viewport, margin = pane.view.viewport().geometry(), pane.margin.geometry()
    assert margin.left() == viewport.right() + 1
    assert (margin.top(), margin.height()) == (viewport.top(), viewport.height())
    assert margin.right() < pane.view.verticalScrollBar().mapTo(pane.view, QPoint(0, 0)).x()


def test_the_parts_are_found_by_their_names(pane: DocumentPane) -> None:
    assert pane.findChild(ReadingView, "documentView") is pane.view
    assert pane.findChild(MarginView, "marginView") is pane.margin
    assert pane.margin.accessibleName() == "Codes beside the text"


def test_an_empty_pane_says_what_to_do_next(pane: DocumentPane) -> None:
    assert not pane.view.isVisible()
    pane.set_text("")
    assert pane.view.isVisible()
    pane.clear()
    assert not pane.view.isVisible()


def test_a_passage_is_revealed_in_a_text_that_was_not_shown_before(pane: DocumentPane) -> None:
    passage = in_paragraph(1, 150, 1)
    pane.set_text(TEXT)
    pane.view.reveal(passage.span)
    QApplication.processEvents()
    lines = pane.view.lines_of(passage.span, pane.view.screen_lines())
    assert lines
    assert 0 <= lines[0][0].top < pane.view.viewport().height() / 2


def test_a_passage_is_revealed_in_a_window_that_is_not_open_yet(qtbot: QtBot) -> None:
    passage = in_paragraph(1, 150, 1)
    pane = DocumentPane("Choose a document.")
    qtbot.addWidget(pane)
    pane.resize(1000, 600)
    pane.set_text(TEXT)
    pane.view.reveal(passage.span)
    pane.show()
    qtbot.waitExposed(pane)
    lines = pane.view.lines_of(passage.span, pane.view.screen_lines())
    assert lines
    assert 0 <= lines[0][0].top < pane.view.viewport().height()
