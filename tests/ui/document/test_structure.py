"""Headings, speakers, pages and the like are shown beside the words, and change neither these nor their places."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QTextBlock
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support import HARD_TEXT

from otsannot.model import colours
from otsannot.model.spans import Span
from otsannot.model.structure import PART_KINDS, Part, Structure
from otsannot.text.graphemes import grapheme_at
from otsannot.ui import theme
from otsannot.ui.document.reading_view import ReadingView
from otsannot.ui.document.tints import STACKED, Tints
from otsannot.ui.document.typesetting import PLAIN, Mark, Setting, Stretch

TEXT = "Başlık 𐰀\nAnna: ja\nnein\nSon.\n"
PARTS = {
    "heading": Part(0, 8, "heading", "1"),
    "item": Part(9, 17, "item", "1."),
    "page": Part(9, 28, "page", "iv"),
    "speaker": Part(18, 22, "speaker", "Ben"),
    "time": Part(18, 22, "time", "00:01:02.500"),
    "cell": Part(18, 22, "cell", "1:1:1"),
    "footnote": Part(23, 27, "footnote", "1"),
    "endnote": Part(23, 27, "endnote", "i"),
    "anchor": Part(13, 13, "anchor", "1"),
    "box": Part(9, 22, "box", ""),
}

some_parts = st.lists(
    st.builds(
        lambda start, length, kind, value: Part(start, min(start + length, len(HARD_TEXT)), kind, value),
        st.integers(0, len(HARD_TEXT)),
        st.integers(0, 60),
        st.sampled_from(PART_KINDS),
        st.sampled_from(["", "1", "2", "Anna", "1:2:1", "00:00:01.000", "𐰀"]),
    ),
    max_size=12,
)


@pytest.fixture
def view(qtbot: QtBot) -> ReadingView:
    view = ReadingView()
    qtbot.addWidget(view)
    view.setCursorWidth(0)
    view.resize(760, 500)
    view.show()
    return view


def blocks(view: ReadingView) -> list[QTextBlock]:
    found = [view.document().firstBlock()]
    while found[-1].next().isValid():
        found.append(found[-1].next())
    return found


def set_as(view: ReadingView, text: str, *parts: Part) -> list[Setting]:
    """How the paragraphs of a text are set for its parts."""
    view.set_text(text, Structure(parts))
    return [view.typesetting.of(block) for block in blocks(view)]


def picture(view: ReadingView) -> QImage:
    return view.viewport().grab().toImage()


def test_what_a_paragraph_is_decides_how_it_is_set(view: ReadingView) -> None:
    found = set_as(view, TEXT, *PARTS.values())
    assert found[0] == Setting(1.5, 0.0, 0.0, 1.0, (Stretch(0, 9, "heading", "1"),))
    item, cell, note, rest = found[1:]
    assert [mark.kind for mark in item.marks] == ["item", "box", "page", "anchor"]
    assert (item.scale, item.stretches) == (1.0, (Stretch(3, 4, "anchor", "1"),))
    assert cell.marks == (
        Mark("cell", "1:1:1"),
        Mark("box", "01"),
        Mark("turn", "Ben"),
        Mark("name", "Ben"),
        Mark("time", "00:01:02.500"),
    )
    assert (note.scale, {stretch.kind for stretch in note.stretches}) == (0.85, {"footnote", "endnote"})
    assert (rest, len(found)) == (PLAIN, 5)


def test_a_name_and_a_stamp_that_the_text_writes_are_set_apart_there(view: ReadingView) -> None:
    text = "[00:01:02] ANNA: Ja.\n"
    (turn, _rest) = set_as(view, text, Part(0, 20, "speaker", "ANNA"), Part(0, 20, "time", "00:01:02.000"))
    assert turn.stretches == (Stretch(11, 15, "speaker", "ANNA"), Stretch(0, 10, "time", "00:01:02.000"))
    assert (turn.above, turn.marks) == (0.0, (Mark("turn", "ANNA"),))


def test_a_name_is_written_once_for_the_lines_that_follow_each_other(view: ReadingView) -> None:
    found = set_as(view, "Ja.\nNein.\nDoch.", *(Part(a, b, "speaker", n) for a, b, n in [
        (0, 3, "Anna"), (4, 9, "Anna"), (10, 15, "Ben")
    ]))  # fmt: skip
    assert [[mark.kind for mark in setting.marks] for setting in found] == [
        ["turn", "name"],
        ["turn"],
        ["turn", "name"],
    ]


@pytest.mark.parametrize("kind", PARTS)
def test_every_kind_of_part_is_seen(view: ReadingView, kind: str) -> None:
    view.set_text(TEXT)
    before = picture(view)
    view.set_structure(Structure([PARTS[kind]]))
    assert picture(view) != before
    view.set_structure(Structure())
    assert picture(view) == before


@pytest.mark.parametrize(("text", "is_at_the_left"), [("one", True), ("مرحبا", False), ("𐱅𐰇𐰼𐰜", False)])
def test_what_hangs_before_a_paragraph_has_its_room_where_that_begins(
    view: ReadingView, text: str, is_at_the_left: bool
) -> None:
    view.set_text(text, Structure([Part(0, len(text), "item", "1.")]))
    (line,) = view.screen_lines()
    column = view.layout_of_text
    assert line.line.width() < column.width - 20
    assert (line.line.x() > column.left + 20) == is_at_the_left


def test_a_long_number_of_an_item_has_more_room(view: ReadingView) -> None:
    short, long, longest = set_as(view, "a\nb\nc", *(
        Part(at, at + 1, "item", value) for at, value in ((0, "1."), (2, "3.b.1."), (4, "1." * 50))
    ))  # fmt: skip
    assert (short.indent, long.indent, longest.indent) == (2.2, 3.5, 7.0)


def test_stamps_take_the_colours_of_a_new_theme(view: ReadingView, qapp: QApplication) -> None:
    view.set_text("[00:00:01] ja", Structure([Part(0, 13, "time", "00:00:01.000")]))
    colours_of_stamps = []
    for name in ("light", "dark"):
        theme.apply(qapp, name)
        picture(view)
        (written,) = view.document().firstBlock().layout().formats()
        colours_of_stamps.append(written.format.foreground().color().lightness() > 128)
    assert colours_of_stamps == [False, True]


def test_headings_are_larger_the_higher_they_stand(view: ReadingView) -> None:
    text = "One\nTwo\nThree\nFour\nText"
    starts = [0, 4, 8, 14]
    set_as(view, text, *(Part(at, at + 3, "heading", str(level)) for level, at in enumerate(starts, start=1)))
    heights = [line.bottom - line.top for line in view.screen_lines()]
    assert heights == sorted(heights, reverse=True)
    assert len(set(heights)) == 5


@given(some_parts)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_neither_the_words_nor_their_places_change(view: ReadingView, parts: list[Part]) -> None:
    view.set_text(HARD_TEXT, Structure(parts))
    assert "\n".join(block.text() for block in blocks(view)) == HARD_TEXT
    picture(view)
    for place in range(0, len(HARD_TEXT), 7):
        start, end = grapheme_at(HARD_TEXT, place)
        found = view.lines_of(Span(start, end), view.screen_lines())
        if found and not HARD_TEXT[start].isspace():
            assert view.character_at(QPointF(found[0][1][0].center())) == start


def test_the_text_stays_where_it_was_when_more_becomes_known_of_it(view: ReadingView) -> None:
    text = "\n".join(f"ANNA: line {number}" for number in range(300))
    view.set_text(text)
    view.scroll_to(text.index("line 150"))
    first = view.span_of(view.screen_lines()).start
    starts = [text.index(f"ANNA: line {number}\n") for number in range(299)]
    view.set_structure(Structure(Part(at, at + 10, "speaker", "ANNA") for at in starts))
    assert view.span_of(view.screen_lines()).start == first


@pytest.mark.parametrize("name", theme.LOOKS)
def test_names_of_speakers_can_be_read_on_every_overlap(view: ReadingView, qapp: QApplication, name: str) -> None:
    theme.apply(qapp, name)
    view.set_text("x", Structure(Part(0, 1, "speaker", f"S{number}") for number in range(24)))
    look, tints = theme.look(), Tints(view.palette())
    wanted = 4.5 if not look.is_strong else 7.0
    for number in range(24):
        colour = view.structure_look.name_colour(f"S{number}").name()
        beside = view.structure_look.label_colour(f"S{number}").name()
        assert min(colours.contrast(colour, look.page), colours.contrast(beside, look.page)) >= wanted
        for tint in colours.PALETTE:
            under = tints.under_text(tint)
            page = colours.tint(under.name(), look.page, 1 - (1 - under.alphaF()) ** STACKED)
            assert colours.contrast(colour, page) >= 4.5, (number, tint)


def test_names_of_speakers_take_the_colours_of_a_new_theme(view: ReadingView, qapp: QApplication) -> None:
    theme.apply(qapp, "light")
    view.set_text("Anna: ja", Structure([Part(0, 8, "speaker", "Anna")]))
    picture(view)
    theme.apply(qapp, "dark")
    picture(view)
    (written,) = view.document().firstBlock().layout().formats()
    assert written.format.foreground().color() == view.structure_look.name_colour("Anna")
    assert view.structure_look.name_colour("Anna").lightness() > 128
