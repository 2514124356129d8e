"""The headings of a text are listed with their levels and pages, and narrowed by a few letters."""

from __future__ import annotations

from otsannot.model.spans import Span
from otsannot.model.structure import Part, Structure
from otsannot.ui.item_models.heading_list import Heading, HeadingList, headings

TEXT = "Giriş\nmetin\n \nİkinci\nbölüm\nson\n"
PARTS = (
    Part(0, 5, "heading", "1"),
    Part(12, 13, "heading", "2"),
    Part(14, 26, "heading", "2"),
    Part(0, 14, "page", "i"),
    Part(14, 14, "page", "ii, left blank"),
    Part(14, 31, "page", "1"),
)
LISTED = [Heading(Span(0, 5), "Giriş", 1, "i"), Heading(Span(14, 26), "İkinci bölüm", 2, "1")]


def test_headings_have_their_words_on_one_line_and_the_page_they_stand_on() -> None:
    assert headings(Structure(PARTS), TEXT) == LISTED


def test_a_few_letters_narrow_the_list() -> None:
    model = HeadingList(LISTED)
    model.find("bol")
    assert [model.choice(model.index(row, 0)).words for row in range(model.rowCount())] == ["İkinci bölüm"]
    model.find(" ")
    assert model.rowCount() == 2
