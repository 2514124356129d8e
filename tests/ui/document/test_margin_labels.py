"""What the stripes say beside the text, in labels and in tips."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_passages import CODERS, COLOURS, NAMES, made
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from ui.document.margin_hands import TEXT, brackets, in_paragraph, on, point_at, show, tip

from otsannot.model.code_tree import CodeRow, CodeTree
from otsannot.model.passages import in_text_order
from otsannot.ui import theme
from otsannot.ui.document.document_view import DocumentPane
from otsannot.ui.document.margin_view import NARROWEST

ALPHABET = (NAMES[3], COLOURS[3])


@pytest.fixture
def pane(qtbot: QtBot) -> DocumentPane:
    pane = DocumentPane("Choose a document.")
    qtbot.addWidget(pane)
    pane.resize(1000, 600)
    pane.show()
    qtbot.waitExposed(pane)
    return pane


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
