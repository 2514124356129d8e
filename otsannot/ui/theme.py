"""The looks of the window: Fusion with our own palette and a small style sheet, in a light and a dark theme.

Whoever keeps a colour hears of a new theme by `QEvent.Type.PaletteChange`, and asks again.
"""

from __future__ import annotations

import sys
from dataclasses import asdict, dataclass
from functools import cache
from string import Template

from PySide6.QtCore import QDir, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QTableView

from otsannot import resources
from otsannot.model import colours

UNIT = 4
"""The grid, in logical pixels; `GAP` lies between things, `MARGIN` around groups, `PAGE_MARGIN` around the text."""
GAP = 2 * UNIT
MARGIN = 4 * UNIT
PAGE_MARGIN = 6 * UNIT
ROW_HEIGHT = 7 * UNIT
ICON_SMALL = 16

_WANTED = "otsannot theme"
_WORN = "otsannot look"
_TEXT_POINTS = 13 if sys.platform == "darwin" else 10  # macOS counts 72 points to the inch, the others 96


@dataclass(frozen=True)
class Look:
    """The colours of one theme."""

    name: str
    page: str  # behind text that is read or typed
    window: str  # behind everything else
    raised: str  # menus, tooltips, buttons
    hover: str  # under the mouse
    pressed: str
    hairline: str  # between things
    outline: str  # around things that can be filled in or pushed
    text: str
    quiet: str  # text that steps back, and still has a contrast of 4.5
    disabled: str
    accent: str
    on_accent: str
    selection: str  # selected rows
    marked: str  # selected text
    warning: str
    error: str
    tint: float  # the opacity of a code's colour behind its passage; three may lie on top of each other
    signs: str = "light"  # which of the drawings of a control's sign
    text_contrast: float = 4.5  # what text needs on whatever it stands on
    sign_contrast: float = 3.0  # what a line or a swatch needs

    @property
    def is_strong(self) -> bool:
        """Whether it is one of high contrast, whose borders and lines are thick."""
        return self.text_contrast > LIGHT.text_contrast


LIGHT = Look(
    name="light",
    page="#fffefc",
    window="#f6f4f1",
    raised="#fdfcfa",
    hover="#ece9e4",
    pressed="#e2ded8",
    hairline="#e0dcd5",
    outline="#c9c4bb",
    text="#26231f",
    quiet="#605b53",
    disabled="#a8a298",
    accent="#0f6e77",
    on_accent="#ffffff",
    selection="#d3e7e8",
    marked="#a9d2d6",
    warning="#875400",
    error="#ad3329",
    tint=0.24,
)

DARK = Look(
    name="dark",
    page="#1b1a18",
    window="#232220",
    raised="#2d2b29",
    hover="#32302d",
    pressed="#3b3835",
    hairline="#393633",
    outline="#57534d",
    text="#e8e4dd",
    quiet="#aca69c",
    disabled="#6b665f",
    accent="#5fbcc4",
    on_accent="#0d2224",
    selection="#213d41",
    marked="#285b61",
    warning="#e0ab55",
    error="#f4968a",
    tint=0.2,
    signs="dark",
)

# WCAG AAA: text 7:1, lines and swatches 4.5:1. Nothing is told by a shade alone; borders are black or white, and thick.
BLACK_ON_WHITE = Look(
    name="contrast_light",
    page="#ffffff",
    window="#ffffff",
    raised="#ffffff",
    hover="#e4e4e4",
    pressed="#cfcfcf",
    hairline="#000000",
    outline="#000000",
    text="#000000",
    quiet="#2e2e2e",
    disabled="#5c5c5c",
    accent="#00388a",
    on_accent="#ffffff",
    selection="#bfdcff",
    marked="#ffd84d",
    warning="#5c3900",
    error="#7d0c0c",
    tint=0.24,
    text_contrast=7.0,
    sign_contrast=4.5,
)

WHITE_ON_BLACK = Look(
    name="contrast_dark",
    page="#000000",
    window="#000000",
    raised="#000000",
    hover="#2b2b2b",
    pressed="#3d3d3d",
    hairline="#ffffff",
    outline="#ffffff",
    text="#ffffff",
    quiet="#d6d6d6",
    disabled="#a3a3a3",
    accent="#ffd84d",
    on_accent="#000000",
    selection="#003a7a",
    marked="#5a3d00",
    warning="#ffcc80",
    error="#ffc4be",
    tint=0.3,
    signs="dark",
    text_contrast=7.0,
    sign_contrast=4.5,
)

LOOKS = {look.name: look for look in (LIGHT, DARK, BLACK_ON_WHITE, WHITE_ON_BLACK)}
THEMES = ("system", *LOOKS)
"""What can be chosen: the theme of the system or one of ours."""


def apply(app: QApplication, theme: str) -> None:
    """Dress the application in one of `LOOKS`, or in what the system asks for now and later (`system`)."""
    hints = app.styleHints()
    if app.property(_WANTED) is None:
        QDir.setSearchPaths("icons", [str(resources.path("icons"))])
        app.setStyle("fusion")
        font = app.font()
        font.setPointSize(_TEXT_POINTS)
        app.setFont(font)
        hints.colorSchemeChanged.connect(_follow_system)
    app.setProperty(_WANTED, theme)
    # Title bars and the system's own dialogs follow, where the platform lets them.
    schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
    chosen = LOOKS.get(theme)
    hints.setColorScheme(Qt.ColorScheme.Unknown if chosen is None else schemes[chosen.signs])
    _dress(app, _look_for(theme, hints.colorScheme()))


def is_dark() -> bool:
    """Whether the dark theme is on."""
    return QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128


def look() -> Look:
    """The colours of the theme that is on."""
    app = QApplication.instance()
    worn = None if app is None else LOOKS.get(str(app.property(_WORN)))
    return worn or (DARK if is_dark() else LIGHT)


def code_colour(colour: str) -> QColor:
    """How a code's colour (`#rrggbb`) is drawn at full strength: stripes, swatches, chips."""
    return QColor(_shown(colour, look()))


@cache
def _shown(colour: str, wanted: Look) -> str:
    full = colours.for_dark(colour) if wanted.signs == "dark" else colour
    return full if not wanted.is_strong else colours.until_seen(full, wanted.text, wanted.page, wanted.sign_contrast)


def code_tint(colour: str) -> QColor:
    """How a code's colour (`#rrggbb`) is drawn behind its passages; it is transparent, so that overlaps show."""
    tint = code_colour(colour)
    tint.setAlphaF(look().tint)
    return tint


def heading(label: QLabel) -> QLabel:
    """Make a label a heading, by its weight."""
    font = label.font()
    font.setWeight(QFont.Weight.DemiBold)
    label.setFont(font)
    return label


def quiet(label: QLabel) -> QLabel:
    """Make a label step back."""
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label


def tabular(font: QFont) -> QFont:
    """The same font with figures of one width, for numbers that stand above each other."""
    figures = QFont(font)
    try:
        figures.setFeature(QFont.Tag("tnum"), 1)
    except TypeError:
        # PySide6 before 6.8.3 cannot name a feature; nearly every font of a desktop has such figures anyway.
        return figures
    return figures


def prepare_table(table: QTableView) -> None:
    """Give a table rows of our height and neither grid nor row numbers."""
    table.setShowGrid(False)
    table.setWordWrap(False)
    columns = table.horizontalHeader()
    columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    columns.setHighlightSections(False)
    rows = table.verticalHeader()
    rows.setMinimumSectionSize(ROW_HEIGHT)
    rows.setDefaultSectionSize(ROW_HEIGHT)
    rows.hide()


def _follow_system(scheme: Qt.ColorScheme) -> None:
    app = QApplication.instance()
    if isinstance(app, QApplication):
        wanted = _look_for(str(app.property(_WANTED)), scheme)
        if wanted is not look():
            _dress(app, wanted)


def _look_for(theme: str, system: Qt.ColorScheme) -> Look:
    return LOOKS.get(theme, DARK if system == Qt.ColorScheme.Dark else LIGHT)


def _dress(app: QApplication, wanted: Look) -> None:
    app.setProperty(_WORN, wanted.name)
    app.setPalette(_palette(wanted))
    accent_hover = colours.tint(wanted.page, wanted.accent, 0.12)
    sheets = ["theme.qss", "contrast.qss"] if wanted.is_strong else ["theme.qss"]
    sheet = Template("\n".join(resources.path(name).read_text(encoding="utf-8") for name in sheets))
    app.setStyleSheet(sheet.substitute(asdict(wanted), accent_hover=accent_hover))


def _palette(wanted: Look) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette(QColor(wanted.raised), QColor(wanted.window))
    for target, colour in {
        role.Window: wanted.window,
        role.WindowText: wanted.text,
        role.Base: wanted.page,
        role.AlternateBase: wanted.window,
        role.Text: wanted.text,
        role.Button: wanted.raised,
        role.ButtonText: wanted.text,
        role.BrightText: wanted.error,
        role.ToolTipBase: wanted.raised,
        role.ToolTipText: wanted.text,
        role.PlaceholderText: wanted.quiet,
        role.Highlight: wanted.marked,
        role.HighlightedText: wanted.text,
        role.Accent: wanted.accent,
        role.Link: wanted.accent,
        role.LinkVisited: wanted.accent,
        role.Light: wanted.raised,
        role.Midlight: wanted.hover,
        role.Mid: wanted.hairline,
        role.Dark: wanted.outline,
        role.Shadow: wanted.outline,
    }.items():
        palette.setColor(target, QColor(colour))
    for target in (role.WindowText, role.Text, role.ButtonText, role.PlaceholderText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, QColor(wanted.disabled))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(wanted.hover))
    palette.setColor(QPalette.ColorGroup.Disabled, role.HighlightedText, QColor(wanted.disabled))
    return palette
