"""Tests of otsannot.ui.document.margin_view and the pane that holds it."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_passages import CODERS, COLOURS, NAMES, made
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from otsannot.model.code_tree import CodeRow, CodeTree
from otsannot.model.passages import Passage, in_text_order
from otsannot.model.spans import Span
from otsannot.ui import theme
from otsannot.ui.document.brackets import Bracket
from otsannot.ui.document.document_view import DocumentPane
from otsannot.ui.document.margin_view import GRIP, NARROWEST, MarginView
from otsannot.ui.document.reading_view import ReadingView
from otsannot.ui.document.tip import Tip

ALPHABET = (NAMES[3], COLOURS[3])
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


def tip(pane: DocumentPane) -> Tip:
    """What is said beside the mouse."""
    return pane.margin.tip


def point_at(qtbot: QtBot, pane: DocumentPane, point: QPoint) -> None:
    """Bring the mouse from elsewhere and wait for the tip."""
    qtbot.mouseMove(pane.margin, QPoint(20, pane.margin.height() - 5))
    qtbot.mouseMove(pane.margin, point)
    qtbot.waitUntil(tip(pane).isVisible)


def test_the_tip_says_path_coder_weight_comment_and_what_the_code_means(qtbot: QtBot, pane: DocumentPane) -> None:
    book = CodeTree(
        [CodeRow(9, None, 0, "Culture", "#36a182", None, ""), CodeRow(3, 9, 0, *ALPHABET, 5, "Of <scripts>.")]
    )
    passage = in_paragraph(1, 1, 3, comment="a <b> & c\nsecond line")
    pane.margin.set_book(book)
    (bracket,) = show(pane, passage._replace(codes=(passage.codes[0]._replace(weight=70),)))
    point_at(qtbot, pane, on(bracket))
    assert tip(pane).text() == (
        f"<b>Culture &gt; Alphabet</b> (key 5)<br>{CODERS[1]} · weight 70"
        "<br>a &lt;b&gt; &amp; c<br>second line"
        f'<p style="margin: 6px 0 0 0; color: {theme.look().quiet}">Of &lt;scripts&gt;.</p>'
    )


def test_the_tip_lets_the_next_click_through(qtbot: QtBot, pane: DocumentPane) -> None:
    clicked: list[int] = []
    pane.margin.passage_clicked.connect(clicked.append)
    (bracket,) = show(pane, in_paragraph(1, 1, 3))
    point_at(qtbot, pane, on(bracket))
    tip(pane).move(pane.margin.mapTo(pane.window(), on(bracket)) - QPoint(10, 10))
    window = pane.window().windowHandle()
    QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=pane.margin.mapTo(pane.window(), on(bracket)))
    assert clicked == [1]
    assert not tip(pane).isVisible()


def test_the_tip_goes_with_the_mouse_and_with_the_text(qtbot: QtBot, pane: DocumentPane) -> None:
    (bracket,) = show(pane, in_paragraph(1, 1, 3))
    for leave in (
        lambda: qtbot.mouseMove(pane.margin, QPoint(20, pane.margin.height() - 5)),
        lambda: pane.view.verticalScrollBar().setValue(1),
    ):
        point_at(qtbot, pane, on(bracket))
        leave()
        assert not tip(pane).isVisible()


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


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("Aysel Mammadova", "Nurlan Bek"), ["AM", "NB"]),
        (("Ada", "Ayla"), ["Ad", "Ay"]),
        (("coder-1", "coder-2"), ["coder-1", "coder-2"]),
        (("أحمد بك", "Ada"), ["أب", "A"]),
    ],
)
def test_coders_are_told_apart_in_as_few_letters_as_it_takes(
    pane: DocumentPane, names: tuple[str, str], told: list[str]
) -> None:
    one, other = (in_paragraph(number, number, 1, coder=number)._replace(coder=names[number - 1]) for number in (1, 2))
    assert [bracket.initials for bracket in show(pane, one, other)] == told


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


def test_a_label_shows_the_digit_of_its_code(pane: DocumentPane) -> None:
    (bracket,) = show(pane, in_paragraph(1, 1, 3))
    before = pane.margin.grab().toImage()
    pane.margin.set_book(CodeTree([CodeRow(3, None, 0, *ALPHABET, 5, "")]))
    after = pane.margin.grab().toImage()
    assert bracket.label is not None
    changed = [
        x for x in range(after.width()) for y in range(after.height()) if before.pixel(x, y) != after.pixel(x, y)
    ]
    assert bracket.label.left() < min(changed) <= max(changed) < bracket.label.right()


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


@given(st.data())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_label_ever_covers_a_label_or_a_line(pane: DocumentPane, data: st.DataObject) -> None:
    drawn_spans = data.draw(st.lists(st.tuples(st.integers(0, 2000), st.integers(1, 1500)), max_size=20))
    numbered = enumerate(drawn_spans, start=1)
    passages = [made(number, start, start + length, 1 + number % 4) for number, (start, length) in numbered]
    pane.set_stripes_width(data.draw(st.sampled_from([NARROWEST, 150, 240, 400])))
    show(pane, *in_text_order(passages))
    pane.view.verticalScrollBar().setValue(data.draw(st.integers(0, 30)))
    drawn = [*brackets(pane), *pane.margin.stripes.more]
    labels = [one.label for one in drawn if one.label is not None]
    assert not any(one.intersects(other) for one, other in combinations(labels, 2))
    assert not any(
        label.left() <= one.x + 2 and label.top() < one.bottom and one.top < label.bottom()
        for label in labels
        for one in drawn
    )
    assert len({(one.x, one.top, one.bottom) for one in drawn}) == len(drawn)
    assert sum(len(more.hidden) for more in pane.margin.stripes.more) + len(pane.margin.brackets) == len(
        pane.view.index.between(*pane.view.span_of(pane.view.screen_lines()))
    )
