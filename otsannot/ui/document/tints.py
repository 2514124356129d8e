"""The colours passages are painted in, fitted to the page so that text and lines stay readable."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from otsannot.model import colours
from otsannot.ui import theme

STACKED = 3
"""So many tints and underlines may lie on each other; a further passage there has no tint, and the last underline."""

_TEXT_CONTRAST = 4.5
_SIGN_CONTRAST = 3.0
_STEP = 0.02


class Tints:
    """Colours for one palette, each worked out once."""

    def __init__(self, palette: QPalette) -> None:
        self._page = palette.color(QPalette.ColorRole.Base).name()
        self.text = palette.color(QPalette.ColorRole.Text)
        self.quiet = palette.color(QPalette.ColorRole.PlaceholderText)
        self.accent = palette.color(QPalette.ColorRole.Accent)
        self._under_text: dict[str, QColor] = {}
        self._lines: dict[str, QColor] = {}

    def under_text(self, colour: str) -> QColor:
        """A translucent tint of a code's colour, weak enough for text to be read on a stack of them."""
        if colour not in self._under_text:
            tint = theme.code_colour(colour)
            alpha = theme.look().tint
            while alpha > _STEP and self._contrast_on_stack(tint, alpha) < _TEXT_CONTRAST:
                alpha -= _STEP
            tint.setAlphaF(alpha)
            self._under_text[colour] = tint
        return self._under_text[colour]

    def line(self, colour: str) -> QColor:
        """A code's colour, moved towards that of the text as far as it takes to stand out from the page."""
        if colour not in self._lines:
            full, text = theme.code_colour(colour).name(), self.text.name()
            steps = (colours.tint(text, full, share / 10) for share in range(11))
            seen = (shade for shade in steps if colours.contrast(shade, self._page) >= _SIGN_CONTRAST)
            self._lines[colour] = QColor(next(seen, text))
        return self._lines[colour]

    def _contrast_on_stack(self, tint: QColor, alpha: float) -> float:
        # One more for what the mouse lights up.
        stacked = colours.tint(tint.name(), self._page, 1 - (1 - alpha) ** (STACKED + 1))
        return colours.contrast(self.text.name(), stacked)
