"""Tests of otsannot.ui.document.margin_view and the pane that holds it."""

from __future__ import annotations

from itertools import combinations

import pytest
from made_passages import CODERS, made
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from otsannot.model.passages import Passage
from otsannot.ui.document.bracket_painter import Bracket
from otsannot.ui.document.document_view import DocumentPane
from otsannot.ui.document.margin_view import MarginView
from otsannot.ui.document.reading_view import ReadingView

PARAGRAPHS = [f"Paragraph {number}: " + "the Turkic world is our family. " * 6 for number in range(200)]
TEXT = "\n".join(PARAGRAPHS)


def in_paragraph(annotation_id: int, number: int, *codes: int, coder: int = 1, comment: str = "") -> Passage:
    start = TEXT.index(f"Paragraph {number}:")
    return made(annotation_id, start, start + 60, *codes, coder=coder, comment=comment)


@pytest.fixture
def pane(qtbot: QtBot) -> DocumentPane:
    pane = DocumentPane("Choose a document.")
    qtbot.addWidget(pane)
    pane.resize(1000, 600)
    pane.show()
    qtbot.waitExposed(pane)
    return pane


def show(pane: DocumentPane, *passages: Passage) -> list[Bracket]:
    pane.set_text(TEXT)
    pane.view.set_passages(passages)
    return brackets(pane)


def brackets(pane: DocumentPane) -> list[Bracket]:
    """The brackets as they are painted now."""
    pane.margin.grab()
    return pane.margin.brackets


def on(bracket: Bracket) -> QPoint:
    return QPoint(round(bracket.x), round((bracket.top + bracket.bottom) / 2))


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


def test_the_tip_says_code_coder_and_comment(qtbot: QtBot, pane: DocumentPane) -> None:
    (bracket,) = show(pane, in_paragraph(1, 1, 3, comment="a <b> & c\nsecond line"))
    qtbot.mouseMove(pane.margin, on(bracket))
    assert pane.margin.toolTip() == f"<b>Alphabet</b><br>{CODERS[1]}<br>a &lt;b&gt; &amp; c<br>second line"


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


def test_labels_cover_neither_each_other_nor_a_bracket(pane: DocumentPane) -> None:
    passages = [in_paragraph(number, number // 4, 1 + number % 4, 1 + (number + 1) % 4) for number in range(30)]
    show(pane, *passages)
    for value in (0, 7, 20):
        pane.view.verticalScrollBar().setValue(value)
        drawn = brackets(pane)
        labels = [bracket.label for bracket in drawn if bracket.label is not None]
        assert len(labels) > 2
        assert not any(one.intersects(other) for one, other in combinations(labels, 2))
        assert not any(
            label.left() <= bracket.x and label.top() < bracket.bottom and bracket.top < label.bottom()
            for label in labels
            for bracket in drawn
        )


def test_a_long_passage_keeps_its_label_in_view(pane: DocumentPane) -> None:
    show(pane, made(1, 0, len(TEXT), 1))
    pane.view.verticalScrollBar().setValue(50)
    (bracket,) = brackets(pane)
    assert bracket.label is not None
    assert 0 <= bracket.label.top() < 20


def test_the_coder_is_named_where_there_are_two(pane: DocumentPane) -> None:
    (alone,) = show(pane, in_paragraph(1, 1, 1))
    assert alone.initials == ""
    both = show(pane, in_paragraph(1, 1, 1), in_paragraph(2, 2, 1, coder=2))
    assert [bracket.initials for bracket in both] == ["AM", "NB"]


def test_two_coders_brackets_differ_in_shape(pane: DocumentPane) -> None:
    own, other = show(pane, in_paragraph(1, 0, 1), in_paragraph(2, 3, 1, coder=2))
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
