"""Tests of the focus on codes and coders, in the window of the sample study."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot

import otsannot
from otsannot.model.passages import Passage
from otsannot.project import Project
from otsannot.store import arranging, codes
from otsannot.ui.document.brackets import Bracket
from otsannot.ui.document.margin_view import MarginView
from otsannot.ui.document.reading_view import ReadingView
from otsannot.ui.main_window import MainWindow

Trigger = Callable[[str], None]
OWN, OTHER = "Ayla", "Timur"


@pytest.fixture
def window(sample_file: Path, tmp_path: Path, open_window: Callable[[Project], MainWindow]) -> MainWindow:
    """The sample study as one of its coders sees it."""
    path = tmp_path / "sample.otsannot"
    path.write_bytes(sample_file.read_bytes())
    window = open_window(otsannot.open(path, coder=OWN))
    window.resize(1300, 760)
    window.open_document("Kocaman 2025")
    window.pane.view.reveal(window.desk.passages[3].span, flash=False)
    return window


def code_id(window: MainWindow, name: str) -> int:
    (row,) = window.live.book.find(name)
    return row.id


def focused(window: MainWindow) -> list[Passage]:
    index = window.pane.view.index
    return [passage for number, passage in enumerate(index.passages) if index.is_focused(number)]


def with_codes(window: MainWindow, code_ids: set[int]) -> list[Passage]:
    return [passage for passage in window.desk.passages if code_ids & {code.code_id for code in passage.codes}]


def sentence(window: MainWindow) -> str:
    """What the line above the text says, if it is there."""
    bar = window.pane.focus_bar
    assert bar.isVisible() == bool(bar.sentence)
    return bar.sentence


def choose(menu: QMenu, text: str) -> None:
    (action,) = (action for action in menu.actions() if action.text() == text)
    menu.close()
    action.trigger()


def test_a_code_in_focus_takes_all_under_it_along(window: MainWindow, trigger: Trigger) -> None:
    security = code_id(window, "Security")
    window.codebook.tree.go_to(security)
    trigger("view.focus_code")
    under = window.live.book.descendants(security)
    assert focused(window) == with_codes(window, under) != []
    assert len(focused(window)) < len(window.desk.passages)
    window.pane.view.reveal(focused(window)[0].span, flash=False)
    assert {bracket.is_focused for bracket in drawn(window.pane.margin)} == {True, False}
    assert all(bracket.is_focused == (bracket.code.code_id in under) for bracket in drawn(window.pane.margin))
    assert sentence(window) == "Only: Security"
    trigger("view.focus_code")
    assert (sentence(window), focused(window)) == ("", window.desk.passages)


def drawn(margin: MarginView) -> list[Bracket]:
    margin.grab()
    return margin.brackets


def test_further_codes_and_a_coder_narrow_and_widen_the_focus(window: MainWindow, trigger: Trigger) -> None:
    for name in ("Security", "Energy"):
        window.codebook.tree.go_to(code_id(window, name))
        trigger("view.focus_more")
    assert sentence(window) == "Only: Security, Energy"
    trigger("view.focus_coder")
    assert sentence(window) == f"Only: Security, Energy · coder {OWN}"
    assert {passage.coder for passage in focused(window)} == {OWN}
    trigger("view.focus_more")
    assert sentence(window) == f"Only: Security · coder {OWN}"
    trigger("view.show_all")
    assert (sentence(window), focused(window)) == ("", window.desk.passages)


def test_the_codes_of_the_passage_are_meant_while_the_reader_is_in_the_text(
    window: MainWindow, trigger: Trigger
) -> None:
    passage = next(passage for passage in window.desk.passages if passage.codes)
    window.codebook.tree.go_to(code_id(window, "Security"))
    window.pane.setFocus()
    window.desk.select_passage(passage.annotation_id)
    trigger("view.focus_code")
    assert window.desk.focus.codes == {code.code_id for code in passage.codes}


def test_escape_pressed_twice_shows_all_codings(qtbot: QtBot, window: MainWindow) -> None:
    window.pane.setFocus()
    window.desk.focus.on_codes([code_id(window, "Security")])
    qtbot.keyClick(window.pane.view, Qt.Key.Key_Escape)
    assert window.status.notice.sentence == "Press Esc again to show all codings."
    qtbot.keyClick(window.pane.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(window.pane.view, Qt.Key.Key_Escape)
    qtbot.keyClick(window.pane.view, Qt.Key.Key_Escape)
    assert sentence(window) == "Only: Security"
    qtbot.keyClick(window.pane.view, Qt.Key.Key_Escape)
    assert sentence(window) == ""


def test_the_line_above_the_text_closes_the_focus(qtbot: QtBot, window: MainWindow) -> None:
    window.desk.focus.on_codes([code_id(window, "Security")])
    (close,) = window.pane.focus_bar.findChildren(QToolButton)
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert (sentence(window), window.desk.focus.is_on) == ("", False)


def test_a_stripe_offers_its_code_and_its_coder(window: MainWindow) -> None:
    margin = window.pane.margin
    first = next(bracket for bracket in drawn(margin) if bracket.passage.coder == OTHER)
    for entry, wanted in (
        ("Only this code", f"Only: {first.code.name}"),
        (f"Only what {OTHER} coded", f"Only: {first.code.name} · coder {OTHER}"),
        ("Show all", ""),
    ):
        (bracket,) = (bracket for bracket in drawn(margin) if bracket.code == first.code)
        point = QPoint(round(bracket.x), round(bracket.top) + 4)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, margin.mapToGlobal(point))
        QApplication.sendEvent(margin, event)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        choose(menu, entry)
        assert sentence(window) == wanted


def test_the_codebook_offers_its_codes(window: MainWindow) -> None:
    tree = window.codebook.tree
    for name, entry in (("Security", "Only this code"), ("Energy", "Also this code")):
        tree.go_to(code_id(window, name))
        tree.customContextMenuRequested.emit(tree.visualRect(tree.currentIndex()).center())
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        choose(menu, entry)
    assert sentence(window) == "Only: Security, Energy"


def test_codings_of_others_can_be_hidden_and_stay_so(
    window: MainWindow, trigger: Trigger, open_window: Callable[[Project], MainWindow]
) -> None:
    others = next(passage for passage in window.desk.passages if passage.coder == OTHER)
    window.desk.select_passage(others.annotation_id)
    trigger("view.others")
    assert sentence(window) == f"Only: coder {OWN}, others hidden"
    assert window.desk.passage is None
    assert {passage.coder for passage in window.pane.view.index.passages} == {OWN}
    assert not window.registry["view.others"].isChecked()
    path = window.project.path
    window.close()
    again = open_window(otsannot.open(path, coder=OWN))
    again.open_document("Kocaman 2025")
    assert {passage.coder for passage in again.pane.view.index.passages} == {OWN}
    assert again.desk.passage is None
    again.live.set_coder(OTHER)
    assert {passage.coder for passage in again.pane.view.index.passages} == {OTHER}
    trigger("view.show_all")
    assert {passage.coder for passage in again.pane.view.index.passages} == {OWN, OTHER}
    assert again.registry["view.others"].isChecked()


def test_who_codes_blindly_does_not_read_of_others_beside_the_text(
    qtbot: QtBot, window: MainWindow, trigger: Trigger
) -> None:
    spans = {passage.span for passage in window.desk.passages if passage.coder == OTHER}
    own = next(passage for passage in window.desk.passages if passage.coder == OWN and passage.span in spans)
    window.desk.select_passage(own.annotation_id)
    qtbot.waitUntil(lambda: told_in(window.inspector, f"Coded by {OTHER}"))
    trigger("view.others")
    assert window.desk.passage == own
    assert not told_in(window.inspector, f"Coded by {OTHER}")


def told_in(panel: QWidget, words: str) -> bool:
    return any(label.isVisible() and label.text() == words for label in panel.findChildren(QLabel))


def test_what_is_out_of_focus_can_be_hidden(window: MainWindow, trigger: Trigger) -> None:
    trigger("view.hide_rest")
    assert window.pane.view.index.passages == window.desk.passages
    security = code_id(window, "Security")
    window.desk.focus.on_codes([security])
    under = window.live.book.descendants(security)
    wanted = with_codes(window, under)
    shown = window.pane.view.index.passages
    assert [passage.annotation_id for passage in shown] == [passage.annotation_id for passage in wanted]
    assert {code.code_id for passage in shown for code in passage.codes} <= under
    window.desk.focus.on_all()
    assert window.pane.view.index.passages == window.desk.passages


def test_walking_through_passages_goes_only_to_what_is_in_focus(window: MainWindow, trigger: Trigger) -> None:
    window.desk.focus.on_codes([code_id(window, "Security")])
    wanted = focused(window)
    met = []
    for _passage in wanted:
        trigger("annotation.next")
        assert window.desk.passage is not None
        met.append(window.desk.passage)
    assert met == wanted
    trigger("annotation.next")
    assert (window.desk.passage, window.status.notice.sentence) == (wanted[-1], "This was the last passage.")


def test_a_focus_without_passages_says_so_when_they_are_looked_for(window: MainWindow, trigger: Trigger) -> None:
    with window.live.edit("New") as edit:
        unused = codes.create_code(edit, "Unused")
    window.desk.focus.on_codes([unused])
    trigger("annotation.next")
    assert window.status.notice.sentence == "Nothing in this document is in focus."


def test_a_click_takes_what_is_in_focus_first(window: MainWindow) -> None:
    view = window.pane.view
    for passage in window.desk.passages:
        over = view.passages_at(passage.start)
        longer = [other for other in over if other.end - other.start > over[0].end - over[0].start and other.codes]
        if longer and longer[-1].codes[0].code_id not in {code.code_id for code in over[0].codes}:
            window.desk.focus.on_codes([longer[-1].codes[0].code_id])
            assert view.passages_at(passage.start)[0] in focused(window)
            return
    pytest.fail("no passage of the sample lies in another one")


def test_a_code_that_is_removed_is_no_longer_in_focus(window: MainWindow) -> None:
    gone = code_id(window, "Energy")
    window.desk.focus.on_codes([gone, code_id(window, "Security")])
    with window.live.edit("Remove") as edit:
        arranging.remove_codes(edit, [gone])
    assert sentence(window) == "Only: Security"
    assert window.live.undo() is not None
    assert sentence(window) == "Only: Security, Energy"


def test_names_in_the_line_are_counted_when_there_are_many(window: MainWindow) -> None:
    chosen = [row.id for row in window.live.book.walk()][:7]
    names = [window.live.book.by_id[number].name for number in chosen]
    window.desk.focus.on_codes(chosen)
    assert sentence(window) == f"Only: {', '.join(names[:3])} +4"


def test_the_rest_of_the_text_is_dimmed_and_what_is_in_focus_is_not(window: MainWindow, trigger: Trigger) -> None:
    view = window.pane.view
    window.desk.focus.on_codes([code_id(window, "Security")])
    view.reveal(focused(window)[0].span, flash=False)
    view.clearFocus()
    before = view.viewport().grab().toImage()
    trigger("view.dim_rest")
    assert window.registry["view.dim_rest"].isChecked()
    after = view.viewport().grab().toImage()
    lines = view.screen_lines()
    places = [place for passage in focused(window) for place in view.lines_of(passage.span, lines)]
    clear = [rect for _line, rects in places for rect in rects]
    for rect in clear:
        inside = rect.toRect().intersected(view.viewport().rect())
        assert before.copy(inside) == after.copy(inside)
    assert before != after
    darkest = min(after.pixelColor(x, y).lightness() for x, y in outside(view, clear))
    assert darkest > min(before.pixelColor(x, y).lightness() for x, y in outside(view, clear))


def test_nothing_is_dimmed_while_all_codings_are_shown(window: MainWindow, trigger: Trigger) -> None:
    view = window.pane.view
    view.clearFocus()
    plain = view.viewport().grab().toImage()
    trigger("view.dim_rest")
    assert window.registry["view.dim_rest"].isChecked()
    assert view.viewport().grab().toImage() == plain


def outside(view: ReadingView, clear: list[QRectF]) -> list[tuple[int, int]]:
    """The points of the text that lie in no passage in focus, a little away from it."""
    near = [rect.adjusted(-4, -4, 4, 14) for rect in clear]
    rect = view.viewport().rect().adjusted(int(view.layout_of_text.left), 0, 0, 0)
    points = ((x, y) for x in range(rect.left(), rect.right()) for y in range(rect.top(), rect.bottom()))
    return [point for point in points if not any(area.contains(*map(float, point)) for area in near)]
