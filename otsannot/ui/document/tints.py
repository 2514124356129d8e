"""The colours passages are painted in, fitted to the page so that text and lines stay readable."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from otsannot.model import colours
from otsannot.ui import theme

STACKED = 3
"""So many tints and underlines may lie on each other; a further passage there has no tint, and the last underline."""

_STACK_RESERVE = 1.035  # so much more contrast on one colour keeps enough on any mixture of colours
_GLOW = 0.45
_STEP = 0.02
_FAINT = 0.6
_DENSEST_VEIL = 0.6


class Tints:
    """Colours for one palette, each worked out once."""

    def __init__(self, palette: QPalette) -> None:
        self._page = palette.color(QPalette.ColorRole.Base).name()
        self.text = palette.color(QPalette.ColorRole.Text)
        self.quiet = palette.color(QPalette.ColorRole.PlaceholderText)
        faintness = 1.0 if theme.look().is_strong else _FAINT
        self.faint = QColor(colours.tint(self.quiet.name(), self._page, faintness))
        self.veil = self._veil()
        self.glow = QColor(self._readable(palette.color(QPalette.ColorRole.Accent).name(), _GLOW))
        self._under_text: dict[str, QColor] = {}
        self._lines: dict[str, QColor] = {}

    def under_text(self, colour: str) -> QColor:
        """A translucent tint of a code's colour, weak enough for text to be read on a stack of them."""
        if colour not in self._under_text:
            tint = theme.code_colour(colour)
            alpha = theme.look().tint
            while alpha > _STEP and self._contrast_on_stack(tint, alpha) < theme.look().text_contrast * _STACK_RESERVE:
                alpha -= _STEP
            tint.setAlphaF(alpha)
            self._under_text[colour] = tint
        return self._under_text[colour]

    def line(self, colour: str) -> QColor:
        """A code's colour, moved towards that of the text as far as it takes to stand out from the page."""
        if colour not in self._lines:
            full, text = theme.code_colour(colour).name(), self.text.name()
            steps = (colours.tint(text, full, share / 10) for share in range(11))
            seen = (shade for shade in steps if colours.contrast(shade, self._page) >= theme.look().sign_contrast)
            self._lines[colour] = QColor(next(seen, text))
        return self._lines[colour]

    def _readable(self, colour: str, alpha: float) -> str:
        """A colour laid over the page, as densely as is wanted and as text on it can be read."""
        while colours.contrast(self.text.name(), colours.tint(colour, self._page, alpha)) < theme.look().text_contrast:
            alpha -= _STEP
        return colours.tint(colour, self._page, alpha)

    def _veil(self) -> QColor:
        """The page's own colour, as dense as text under it can bear and be read."""
        text, alpha = self.text.name(), _DENSEST_VEIL
        while colours.contrast(colours.tint(self._page, text, alpha), self._page) < theme.look().text_contrast:
            alpha -= _STEP
        veil = QColor(self._page)
        veil.setAlphaF(alpha)
        return veil

    def _contrast_on_stack(self, tint: QColor, alpha: float) -> float:
        # One more for what the mouse lights up.
        stacked = colours.tint(tint.name(), self._page, 1 - (1 - alpha) ** (STACKED + 1))
        return colours.contrast(self.text.name(), stacked)
