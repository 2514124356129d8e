"""Tests of otsannot.ui.document.overview: the scroll bar that shows where the codes are."""

from __future__ import annotations

import pytest
from made_passages import COLOURS, made
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from otsannot.model.passages import Passage, in_text_order
from otsannot.model.spans import Span
from otsannot.ui import theme
from otsannot.ui.document.document_view import DocumentPane
from otsannot.ui.document.overview import LANE, NEAR, ROW, Overview

# Short paragraphs first and long ones after: lines, paragraphs and code points run at different paces.
SHORT = "".join(f"Short {number}.\n" for number in range(300))
LONG = "".join(f"Long {number}: " + "the Turkic world is our family. " * 30 + "\n" for number in range(100))
RIGHT_TO_LEFT = "اجتمع وزراء خارجية الدول التركية في إسطنبول لبحث التعاون في مجال الطاقة.\n" * 200
TEXTS = [SHORT + LONG, LONG + SHORT, RIGHT_TO_LEFT, "𐱅𐰇𐰼𐰜 stands on the stone 👩‍👩‍👧‍👦.\n" * 800]


@pytest.fixture
def pane(qtbot: QtBot) -> DocumentPane:
    pane = DocumentPane("Choose a document.")
    qtbot.addWidget(pane)
    pane.resize(900, 600)
    pane.show()
    qtbot.waitExposed(pane)
    return pane


def show(pane: DocumentPane, text: str, *passages: Passage) -> Overview:
    pane.set_text(text)
    pane.view.set_passages(in_text_order(passages))
    pane.grab()
    return pane.overview


def mark(overview: Overview, position: int, lane: int = 0) -> QPoint:
    """The point of the overview that stands for a code point."""
    return QPoint(3 + lane * LANE, int(overview.y_of(position)))


def seen(pane: DocumentPane) -> Span:
    return pane.view.span_of(pane.view.screen_lines())


def scroll_away(pane: DocumentPane) -> None:
    pane.view.verticalScrollBar().setValue(0)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("share", [0.05, 0.3, 0.5, 0.77, 0.99])
def test_a_click_on_a_mark_goes_to_its_passage(qtbot: QtBot, pane: DocumentPane, text: str, share: float) -> None:
    start = int(len(text) * share)
    overview = show(pane, text, made(1, start, start + 5, 1))
    qtbot.mouseClick(overview, Qt.MouseButton.LeftButton, pos=QPoint(3, overview.height() - 1))
    scroll_away(pane)
    point = mark(overview, start)
    if overview.screen_rect().contains(point):
        return
    qtbot.mouseClick(overview, Qt.MouseButton.LeftButton, pos=point)
    assert seen(pane).start <= start < seen(pane).end


def test_of_several_passages_in_one_row_the_first_with_the_colour_of_the_mark_is_meant(
    qtbot: QtBot, pane: DocumentPane
) -> None:
    text = LONG * 40
    first = len(text) // 2
    overview = show(pane, text, made(1, first, first + 9, 1), made(2, first + 400, first + 409, 2))
    found = [overview.passage_at(mark(overview, first, lane).x(), overview.y_of(first)) for lane in (0, 1, 2)]
    assert [passage and passage.annotation_id for passage in found] == [1, 2, None]
    assert overview.passage_at(3, overview.y_of(first) + ROW * (NEAR + 2)) is None


def test_a_click_within_a_long_mark_goes_to_just_that_place(qtbot: QtBot, pane: DocumentPane) -> None:
    text = LONG + SHORT
    overview = show(pane, text, made(1, 100, len(text) - 100, 1))
    point = QPoint(3, int(overview.height() * 0.7))
    qtbot.mouseClick(overview, Qt.MouseButton.LeftButton, pos=point)
    assert seen(pane).start <= overview.position_at(point.y()) < seen(pane).end


def test_a_click_beside_the_marks_goes_to_the_place_in_the_text(qtbot: QtBot, pane: DocumentPane) -> None:
    overview = show(pane, LONG + SHORT)
    for share in (0.9, 0.5, 0.2):
        point = QPoint(3, int(overview.height() * share))
        qtbot.mouseClick(overview, Qt.MouseButton.LeftButton, pos=point)
        assert seen(pane).start <= overview.position_at(point.y()) < seen(pane).end
        assert overview.screen_rect().contains(point)


def test_the_screen_is_dragged(qtbot: QtBot, pane: DocumentPane) -> None:
    overview = show(pane, LONG + SHORT)
    grip = overview.screen_rect().center().toPoint()
    qtbot.mousePress(overview, Qt.MouseButton.LeftButton, pos=grip)
    for y in (200, 400, 300):
        qtbot.mouseMove(overview, QPoint(grip.x(), y))
        assert abs(overview.screen_rect().center().y() - y) < 8
    qtbot.mouseRelease(overview, Qt.MouseButton.LeftButton, pos=QPoint(grip.x(), 300))
    place = seen(pane)
    qtbot.mouseMove(overview, QPoint(grip.x(), 100))
    assert seen(pane) == place


def test_the_ends_of_the_text_are_reached(qtbot: QtBot, pane: DocumentPane) -> None:
    text = LONG + SHORT
    overview = show(pane, text)
    grip = overview.screen_rect().center().toPoint()
    qtbot.mousePress(overview, Qt.MouseButton.LeftButton, pos=grip)
    qtbot.mouseMove(overview, QPoint(grip.x(), overview.height() + 50))
    assert (seen(pane).end, overview.value()) == (len(text), overview.maximum())
    qtbot.mouseMove(overview, QPoint(grip.x(), -50))
    assert (seen(pane).start, overview.value()) == (0, 0)
    qtbot.mouseRelease(overview, Qt.MouseButton.LeftButton, pos=grip)


def test_marks_stay_where_they_are_while_paragraphs_are_laid_out(pane: DocumentPane) -> None:
    text = LONG + SHORT
    overview = show(
        pane, text, *(made(number, number * 900, number * 900 + 400, 1 + number % 4) for number in range(90))
    )
    overview.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, on=False)
    before = overview.grab().toImage()
    for value in range(0, overview.maximum(), 7):
        overview.setValue(value)
        pane.grab()
    overview.setValue(0)
    pane.grab()
    assert overview.grab().toImage() == before


def test_marks_have_the_colours_of_their_codes(pane: DocumentPane) -> None:
    text = SHORT + LONG
    half = len(text) // 2
    overview = show(pane, text, made(1, half, half + 3000, 1), made(2, half + 100, half + 2000, 2))
    image = overview.grab().toImage()
    y = int(overview.y_of(half + 1000))
    assert [image.pixelColor(3 + lane * LANE, y).name() for lane in (0, 1)] == [COLOURS[1], COLOURS[2]]
    assert {image.pixelColor(3, beside).name() for beside in (y - 40, y + 60)} == {theme.look().page}


def test_marks_follow_the_passages_a_moment_later(qtbot: QtBot, pane: DocumentPane) -> None:
    text = SHORT + LONG
    half = len(text) // 2
    overview = show(pane, text, made(1, half, half + 3000, 1))
    y = int(overview.y_of(half + 1000))
    pane.view.update_passages({1}, [made(2, half, half + 3000, 2)])
    qtbot.waitUntil(lambda: overview.grab().toImage().pixelColor(3, y).name() == COLOURS[2])
    assert overview.passage_at(3, y) == made(2, half, half + 3000, 2)


def test_the_marks_of_another_text_are_drawn_at_once_and_once(pane: DocumentPane) -> None:
    pane.clear()
    overview = show(pane, LONG, made(1, 0, len(LONG) // 2, 1))
    point = mark(overview, len(LONG) // 3)  # not under the screen's sign
    assert overview.grab().toImage().pixelColor(point).name() == COLOURS[1]
    assert not any(timer.isActive() for timer in overview.findChildren(QTimer))


def test_another_theme_is_put_on_at_once(qapp: QApplication, pane: DocumentPane) -> None:
    theme.apply(qapp, "light")
    overview = show(pane, SHORT + LONG, made(1, 0, 3000, 1))
    seen = []
    for name in ("light", "dark", "contrast_dark", "light"):
        theme.apply(qapp, name)
        pane.grab()
        image = overview.grab().toImage()
        seen.append((image.pixelColor(3, 150).name(), image.pixelColor(10, image.height() - 2).name()))
    assert [page for _mark, page in seen] == ["#fffefc", "#1b1a18", "#000000", "#fffefc"]
    assert seen[0] == seen[3]
    assert len({mark for mark, _page in seen}) >= 2


def test_the_current_passage_is_seen_in_the_overview(pane: DocumentPane) -> None:
    text = SHORT + LONG
    half = len(text) // 2
    overview = show(pane, text, made(1, half, half + 5, 1))
    before = overview.grab().toImage()
    pane.view.set_current(1)
    after = overview.grab().toImage()
    changed = [y for y in range(after.height()) if before.pixel(10, y) != after.pixel(10, y)]
    assert changed
    assert all(abs(y - overview.y_of(half)) <= 6 for y in changed)


def test_the_tip_names_what_is_there(qtbot: QtBot, pane: DocumentPane) -> None:
    text = SHORT + LONG
    start = text.index("Short 40.")
    passages = made(1, start, start + 5, 1, 2), made(2, start, start + 8), made(3, start, start + 7, 1)
    overview = show(pane, text, *passages)
    qtbot.mouseMove(overview, QPoint(3, overview.height() - 3))
    qtbot.mouseMove(overview, mark(overview, start))
    qtbot.waitUntil(overview.tip.isVisible)
    head, *lines = overview.tip.text().split("<br>")
    assert head.startswith("<b>Paragraph ")
    assert lines == ["Defence × 2", "Without a code", "Energy"]
    overview.setValue(50)
    assert not overview.tip.isVisible()


def test_a_text_that_is_all_on_the_screen_has_no_overview(pane: DocumentPane) -> None:
    overview = show(pane, "A short text.", made(1, 0, 3, 1))
    assert overview.screen_rect().isEmpty()
    assert not overview.isVisible()


def test_the_wheel_and_the_keys_still_scroll_by_lines(qtbot: QtBot, pane: DocumentPane) -> None:
    overview = show(pane, LONG)
    pane.view.setFocus()
    qtbot.keyClick(pane.view, Qt.Key.Key_PageDown)
    assert overview.value() > 5
    assert overview.accessibleName() == "Overview of the document"
