"""The looks of the window: Fusion with our own palette and a small style sheet, in a light and a dark theme.

Whoever keeps a colour hears of a new theme by `QEvent.Type.PaletteChange`, and asks again.
"""

from __future__ import annotations

import sys
from dataclasses import asdict, dataclass
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
)


def apply(app: QApplication, theme: str) -> None:
    """Dress the application in `light` or `dark`, or in what the system asks for now and later (`system`)."""
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
    hints.setColorScheme(schemes.get(theme, Qt.ColorScheme.Unknown))
    _dress(app, _look_for(theme, hints.colorScheme()))


def is_dark() -> bool:
    """Whether the dark theme is on."""
    return QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128


def look() -> Look:
    """The colours of the theme that is on."""
    return DARK if is_dark() else LIGHT


def code_colour(colour: str) -> QColor:
    """How a code's colour (`#rrggbb`) is drawn at full strength: stripes, swatches, chips."""
    return QColor(colours.for_dark(colour) if is_dark() else colour)


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
    dark = theme == "dark" or (theme != "light" and system == Qt.ColorScheme.Dark)
    return DARK if dark else LIGHT


def _dress(app: QApplication, wanted: Look) -> None:
    app.setPalette(_palette(wanted))
    accent_hover = colours.tint(wanted.page, wanted.accent, 0.12)
    sheet = Template(resources.path("theme.qss").read_text(encoding="utf-8"))
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
