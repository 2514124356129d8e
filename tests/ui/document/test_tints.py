"""Tests of otsannot.ui.document.tints."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from otsannot.model import colours
from otsannot.ui import theme
from otsannot.ui.document.tints import STACKED, Tints

any_colour = st.sampled_from(colours.PALETTE) | st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_text_is_readable_on_a_stack_of_tints_of_any_colour(qapp: QApplication, name: str) -> None:
    theme.apply(qapp, name)
    tints, look = Tints(qapp.palette()), theme.look()

    @given(any_colour)
    def check(colour: str) -> None:
        tint = tints.under_text(colour)
        stacked = look.page
        for _layer in range(STACKED):
            stacked = colours.tint(tint.name(), stacked, tint.alphaF())
        assert colours.contrast(look.text, stacked) >= 4.5

    check()


@pytest.mark.parametrize("name", ["light", "dark"])
def test_lines_of_any_colour_stand_out_from_the_page(qapp: QApplication, name: str) -> None:
    theme.apply(qapp, name)
    tints = Tints(qapp.palette())

    @given(any_colour)
    def check(colour: str) -> None:
        assert colours.contrast(tints.line(colour).name(), theme.look().page) >= 3

    check()


def test_a_colour_of_the_palette_is_drawn_as_it_is(qapp: QApplication) -> None:
    theme.apply(qapp, "light")
    tints = Tints(qapp.palette())
    assert [tints.line(colour).name() for colour in colours.PALETTE] == list(colours.PALETTE)
