"""Tests of otsannot.ui.document.tints."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations_with_replacement, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from otsannot.model import colours
from otsannot.ui import theme
from otsannot.ui.document.tints import STACKED, Tints

THEMES = list(theme.LOOKS)
ROLE = QPalette.ColorRole
any_colour = st.sampled_from(colours.PALETTE) | st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


@pytest.mark.parametrize("name", THEMES)
def test_text_is_readable_on_a_stack_of_tints_of_any_colour(qapp: QApplication, name: str) -> None:
    theme.apply(qapp, name)
    tints, look = Tints(qapp.palette()), theme.look()

    @given(any_colour)
    def check(colour: str) -> None:
        tint = tints.under_text(colour)
        stacked = look.page
        for _layer in range(STACKED):
            stacked = colours.tint(tint.name(), stacked, tint.alphaF())
        assert colours.contrast(look.text, stacked) >= look.text_contrast

    check()


def blended(layers: Iterable[QColor], page: str) -> str:
    """What is seen of the page under translucent layers."""
    for layer in layers:
        page = colours.tint(layer.name(), page, layer.alphaF())
    return page


@pytest.mark.parametrize("name", THEMES)
def test_text_is_readable_on_every_overlap_of_three_colours_of_the_palette(qapp: QApplication, name: str) -> None:
    theme.apply(qapp, name)
    tints, look = Tints(qapp.palette()), theme.look()
    layers = [tints.under_text(colour) for colour in (*colours.PALETTE, tints.quiet.name())]
    unreadable = [
        stack
        for count in range(STACKED + 1)
        for stack in product(layers, repeat=count)
        if colours.contrast(look.text, blended(stack, look.page)) < look.text_contrast
    ]
    assert unreadable == []


@pytest.mark.parametrize("name", THEMES)
def test_text_is_readable_where_the_mouse_lights_an_overlap_up(qapp: QApplication, name: str) -> None:
    theme.apply(qapp, name)
    tints, look = Tints(qapp.palette()), theme.look()
    layers = [tints.under_text(colour) for colour in colours.PALETTE]
    for stack in combinations_with_replacement(layers, STACKED):
        for lit in stack:
            assert colours.contrast(look.text, blended((*stack, lit), look.page)) >= look.text_contrast


@pytest.mark.parametrize("name", THEMES)
def test_selected_and_dimmed_text_is_readable(qapp: QApplication, name: str) -> None:
    theme.apply(qapp, name)
    palette, look = qapp.palette(), theme.look()
    tints, page = Tints(palette), palette.color(QPalette.ColorRole.Base).name()
    marked, on_it = (palette.color(role).name() for role in (ROLE.Highlight, ROLE.HighlightedText))
    assert colours.contrast(on_it, marked) >= look.text_contrast
    assert tints.veil.name() == page
    dimmed = blended([tints.veil], tints.text.name())
    assert look.text_contrast <= colours.contrast(dimmed, page) < colours.contrast(tints.text.name(), page) * 0.8


@pytest.mark.parametrize("name", THEMES)
def test_text_is_readable_while_its_passage_flashes(qapp: QApplication, name: str) -> None:
    theme.apply(qapp, name)
    tints, look = Tints(qapp.palette()), theme.look()
    layers = [tints.under_text(colour) for colour in colours.PALETTE]
    for stack in combinations_with_replacement(layers, STACKED):
        for strength in (1, 0.8, 0.6, 0.4, 0.2):
            glow = QColor(tints.glow)
            glow.setAlphaF(strength)
            assert colours.contrast(look.text, blended((*stack, glow), look.page)) >= look.text_contrast


@pytest.mark.parametrize("name", THEMES)
def test_lines_of_any_colour_stand_out_from_the_page(qapp: QApplication, name: str) -> None:
    theme.apply(qapp, name)
    tints = Tints(qapp.palette())

    @given(any_colour)
    def check(colour: str) -> None:
        assert colours.contrast(tints.line(colour).name(), theme.look().page) >= theme.look().sign_contrast

    check()


@pytest.mark.parametrize("name", THEMES)
def test_what_is_out_of_focus_is_still_seen(qapp: QApplication, name: str) -> None:
    theme.apply(qapp, name)
    tints, look = Tints(qapp.palette()), theme.look()
    least = look.sign_contrast if look.is_strong else 2
    assert least <= colours.contrast(tints.faint.name(), look.page) <= colours.contrast(look.quiet, look.page)


def test_a_colour_of_the_palette_is_drawn_as_it_is(qapp: QApplication) -> None:
    theme.apply(qapp, "light")
    tints = Tints(qapp.palette())
    assert [tints.line(colour).name() for colour in colours.PALETTE] == list(colours.PALETTE)
