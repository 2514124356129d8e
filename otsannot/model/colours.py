"""The colours of codes: the palette, its appearance in the dark theme, and what text over them needs.

A colour is written `#rrggbb`. Lightness, chroma and hue are those of OKLCH, by Björn Ottosson's formulas in
"A perceptual color space for image processing" (2020), https://bottosson.github.io/posts/oklab/.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from math import atan2, cbrt, cos, degrees, hypot, radians, sin

Triple = tuple[float, float, float]

# Lightness 0.64 and chroma 0.108: the most chroma that every hue can have at a lightness that still stands out (3:1)
# from a white page. The hues are 15 degrees apart. Their order was searched for: neighbours differ for every kind of
# colour vision, colours two and three apart are no near hues, and the first eight stand 45 degrees from one another.
# fmt: off
PALETTE: tuple[str, ...] = (
    "#9b7bc1", "#36a182", "#ae8436", "#1b9cb5", "#7d984b", "#bd7095", "#658cce", "#c4735e",
    "#1aa195", "#689c5c", "#b472a6", "#4e92c9", "#c0784d", "#8b80c9", "#a18b35", "#069fa6",
    "#c36f83", "#a976b5", "#509f6f", "#90923d", "#7986ce", "#b97d3f", "#3698c1", "#c57071",
)
# fmt: on
"""The colours that new codes get, in this order; what a code stores and what is exported."""

# In the dark theme lightness 0..1 becomes 0.6..0.85, which keeps darker codes darker, and the palette's 0.64 0.76.
_DARK_BLACK = 0.6
_DARK_RANGE = 0.25
_DARK_CHROMA = 1.12

_COLOUR = re.compile(r"#[0-9a-f]{6}")


def is_colour(text: str) -> bool:
    """Whether a text is a colour as codes store it, `#rrggbb` in lower case."""
    return _COLOUR.fullmatch(text) is not None


def to_oklch(colour: str) -> Triple:
    """Lightness 0..1, chroma from 0 and hue in degrees of a colour."""
    red, green, blue = _linear(colour)
    long = cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, hypot(a, b), degrees(atan2(b, a)) % 360


def from_oklch(lightness: float, chroma: float, hue: float) -> str:
    """The colour of a lightness 0..1, a chroma and a hue in degrees; chroma that sRGB cannot show is taken back."""
    if _in_gamut(_oklch_to_linear(lightness, chroma, hue)):
        return _from_linear(_oklch_to_linear(lightness, chroma, hue))
    shown, too_much = 0.0, chroma
    while too_much - shown > 1e-5:
        middle = (shown + too_much) / 2
        if _in_gamut(_oklch_to_linear(lightness, middle, hue)):
            shown = middle
        else:
            too_much = middle
    return _from_linear(_oklch_to_linear(lightness, shown, hue))


def next_colour(used: Iterable[str]) -> str:
    """The palette colour that the codes so far use least, the first of several."""
    counts = Counter(used)
    return min(PALETTE, key=lambda colour: counts[colour])


@cache
def for_dark(colour: str) -> str:
    """How the dark theme shows a code's colour: the same hue, lighter."""
    lightness, chroma, hue = to_oklch(colour)
    return from_oklch(_DARK_BLACK + _DARK_RANGE * lightness, _DARK_CHROMA * chroma, hue)


def tint(colour: str, base: str, alpha: float) -> str:
    """What is seen when a colour of opacity `alpha` 0..1 is painted over another, blended in sRGB as painters do."""
    over, under = _channels(colour), _channels(base)
    red, green, blue = (round(255 * (alpha * o + (1 - alpha) * u)) for o, u in zip(over, under, strict=True))
    return f"#{red:02x}{green:02x}{blue:02x}"


def until_seen(colour: str, towards: str, page: str, wanted: float) -> str:
    """A colour moved towards another one as far as it takes to have a contrast on a page; the other one at most."""
    steps = (tint(towards, colour, share / 20) for share in range(21))
    return next((shade for shade in steps if contrast(shade, page) >= wanted), towards)


def contrast(a: str, b: str) -> float:
    """The contrast of two colours, 1 to 21; text needs 4.5 and signs 3.

    WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio.
    """
    darker, lighter = sorted((_luminance(a), _luminance(b)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> Triple:
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


def _linear(colour: str) -> Triple:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour))
    return red, green, blue


def _from_linear(linear: Triple) -> str:
    inside = (min(max(c, 0.0), 1.0) for c in linear)
    encoded = (12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in inside)
    red, green, blue = (round(255 * c) for c in encoded)
    return f"#{red:02x}{green:02x}{blue:02x}"


def _in_gamut(linear: Triple) -> bool:
    return all(-1e-6 <= c <= 1 + 1e-6 for c in linear)


def _oklch_to_linear(lightness: float, chroma: float, hue: float) -> Triple:
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
