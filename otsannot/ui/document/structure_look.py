"""How the structure of a text looks: the fonts of its parts, and a quiet colour for each speaker."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QColor, QFont, QFontMetricsF, QTextCharFormat

from otsannot.model import colours
from otsannot.ui import theme
from otsannot.ui.document.typesetting import NOTE_SIZE, Stretch

SMALL = 0.72
"""The size of what stands beside the text, in sizes of the text."""
_CONTRAST = 0.8
"""So much of the contrast of the text have words in it that are coloured: three tints may lie under them."""
_BAR_STRENGTH = 0.75


class StructureLook:
    """The look in one theme; `speakers` numbers the names of those who speak."""

    def __init__(self, speakers: Mapping[str, int]) -> None:
        self._speakers = speakers
        self._look = theme.look()
        self._on_tints = colours.contrast(self._look.text, self._look.page) * _CONTRAST
        self._names: dict[str, QColor] = {}
        self._labels: dict[str, QColor] = {}

    def label_colour(self, name: str) -> QColor:
        """The colour of a speaker's name beside the text, where no tint lies under it."""
        if name not in self._labels:
            self._labels[name] = self._seen(self._full(name), self._look.text_contrast)
        return self._labels[name]

    def name_colour(self, name: str) -> QColor:
        """The colour of a speaker's name in the text: the text's, with a breath of the speaker's own."""
        if name not in self._names:
            self._names[name] = self._seen(self._full(name), self._on_tints)
        return self._names[name]

    def bar_colour(self, name: str) -> QColor:
        """The colour of the line along what a speaker says."""
        full = self._full(name)
        return QColor(full if self._look.is_strong else colours.tint(full, self._look.page, _BAR_STRENGTH))

    def format_of(self, stretch: Stretch, font: QFont, scale: float) -> QTextCharFormat:
        """How letters are set that are what a stretch says, in a text of a font."""
        found = QTextCharFormat()
        size = font.pointSizeF()
        if stretch.kind == "heading":
            found.setFontWeight(QFont.Weight.DemiBold)
            found.setFontPointSize(size * scale)
        elif stretch.kind in ("footnote", "endnote"):
            found.setFontPointSize(size * NOTE_SIZE)
        elif stretch.kind == "speaker":
            found.setFontWeight(QFont.Weight.DemiBold)
            found.setForeground(self.name_colour(stretch.value))
        elif stretch.kind == "time":
            found.setFontPointSize(size * NOTE_SIZE)
            found.setForeground(self._seen(self._look.quiet, self._on_tints))
        elif stretch.kind == "anchor":
            small = QFont(font)
            small.setPointSizeF(size * SMALL)
            found.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
            found.setFontLetterSpacing(QFontMetricsF(small).horizontalAdvance(stretch.value) + 1)
        return found

    def _full(self, name: str) -> str:
        number = self._speakers.get(name, 0)
        return theme.code_colour(colours.PALETTE[number % len(colours.PALETTE)]).name()

    def _seen(self, colour: str, contrast: float) -> QColor:
        return QColor(colours.until_seen(colour, self._look.text, self._look.page, contrast))
