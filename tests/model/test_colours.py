"""The palette of codes and the arithmetic of colours."""

from __future__ import annotations

from itertools import combinations
from math import cbrt, dist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otsannot.model import colours
from otsannot.model.colours import PALETTE, contrast, for_dark, from_oklch, next_colour, tint, to_oklch

any_colour = st.integers(0, 0xFFFFFF).map("#{:06x}".format)

# G. M. Machado, M. M. Oliveira and L. A. F. Fernandes (2009), "A Physiologically-based Model for Simulation of Color
# Vision Deficiency", severity 1.0, for linear sRGB.
VISION = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def linear(colour: str) -> list[float]:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def oklab(colour: str, vision: str = "normal") -> tuple[float, float, float]:
    plain = linear(colour)
    seen = [min(max(sum(m * c for m, c in zip(row, plain, strict=True)), 0), 1) for row in VISION[vision]]
    long = cbrt(0.4122214708 * seen[0] + 0.5363325363 * seen[1] + 0.0514459929 * seen[2])
    medium = cbrt(0.2119034982 * seen[0] + 0.6806995451 * seen[1] + 0.1073969566 * seen[2])
    short = cbrt(0.0883024619 * seen[0] + 0.2817188376 * seen[1] + 0.6299787005 * seen[2])
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def test_the_palette_has_24_colours_of_one_lightness_and_chroma() -> None:
    assert len(set(PALETTE)) == 24
    for colour in PALETTE:
        lightness, chroma, _hue = to_oklch(colour)
        assert lightness == pytest.approx(0.64, abs=0.003)
        assert chroma == pytest.approx(0.108, abs=0.003)


def test_the_hues_of_the_palette_go_round_in_even_steps() -> None:
    hues = sorted(to_oklch(colour)[2] for colour in PALETTE)
    steps = [after - before for before, after in zip(hues, [*hues[1:], hues[0] + 360], strict=True)]
    assert steps == pytest.approx([15] * 24, abs=1.5)


@pytest.mark.parametrize(("vision", "least"), [("normal", 0.08), *((other, 0.055) for other in list(VISION)[1:])])
def test_neighbours_in_the_palette_differ_for_every_kind_of_colour_vision(vision: str, least: float) -> None:
    following = [*PALETTE[1:], PALETTE[0]]
    differences = [dist(oklab(a, vision), oklab(b, vision)) for a, b in zip(PALETTE, following, strict=True)]
    assert min(differences) >= least


def test_the_first_eight_colours_all_differ() -> None:
    assert min(dist(oklab(a), oklab(b)) for a, b in combinations(PALETTE[:8], 2)) >= 0.08


def test_the_palette_stands_out_from_a_white_and_from_a_dark_page() -> None:
    assert min(contrast(colour, "#ffffff") for colour in PALETTE) >= 3
    assert min(contrast(for_dark(colour), "#1b1a18") for colour in PALETTE) >= 7


def test_the_dark_set_has_one_lightness_and_the_hues_of_the_light_one() -> None:
    for colour in PALETTE:
        lightness, _chroma, hue = to_oklch(for_dark(colour))
        assert lightness == pytest.approx(0.76, abs=0.003)
        assert hue == pytest.approx(to_oklch(colour)[2], abs=2)


def test_the_first_colours_given_are_the_palette_in_its_order() -> None:
    used: list[str] = []
    for _code in PALETTE:
        used.append(next_colour(used))
    assert tuple(used) == PALETTE


def test_when_all_colours_are_used_the_least_used_one_is_next() -> None:
    assert next_colour([*PALETTE, *PALETTE[:5], PALETTE[6]]) == PALETTE[5]


def test_colours_from_elsewhere_do_not_count_as_used() -> None:
    assert next_colour(["#123456", "#123456"]) == PALETTE[0]


@given(any_colour)
def test_oklch_leads_back_to_the_same_colour(colour: str) -> None:
    assert from_oklch(*to_oklch(colour)) == colour


@given(any_colour)
def test_every_colour_can_be_seen_in_the_dark_theme(colour: str) -> None:
    assert contrast(for_dark(colour), "#1b1a18") >= 3


def test_darker_colours_stay_darker_in_the_dark_theme() -> None:
    greys = ["#000000", "#404040", "#808080", "#c0c0c0", "#ffffff"]
    shown = [to_oklch(for_dark(grey))[0] for grey in greys]
    assert shown == sorted(shown)
    assert len(set(shown)) == 5


def test_the_oklch_of_red_is_the_published_one() -> None:
    assert to_oklch("#ff0000") == pytest.approx((0.62796, 0.25768, 29.234), abs=1e-3)


def test_chroma_that_srgb_cannot_show_is_taken_back_and_lightness_kept() -> None:
    lightness, chroma, hue = to_oklch(from_oklch(0.7, 0.4, 200))
    assert lightness == pytest.approx(0.7, abs=0.003)
    assert chroma == pytest.approx(0.119, abs=0.003)
    assert hue == pytest.approx(200, abs=1)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == 21
    assert contrast("#ffffff", "#ffffff") == 1
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def test_a_tint_lies_between_the_two_colours() -> None:
    assert tint("#ff0000", "#ffffff", 0.2) == "#ffcccc"
    assert tint("#102030", "#ffffff", 0) == "#ffffff"
    assert tint("#102030", "#ffffff", 1) == "#102030"


def test_the_palette_is_written_as_codes_store_it() -> None:
    assert colours.PALETTE[:3] == ("#9b7bc1", "#36a182", "#ae8436")
