"""How a text begins that has not come in yet, as the reader would set it, with its headings large."""

from __future__ import annotations

from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from otsannot import settings
from otsannot.i18n import _
from otsannot.importing import Page
from otsannot.model.structure import Part
from otsannot.ui import theme
from otsannot.ui.offsets import Offsets

LARGER = (1.6, 1.35, 1.15)
"""How much larger than the text headings of the first levels are; deeper ones are only heavier."""


class FirstPage(QTextEdit):
    """Shows pages; nothing can be written here, and nothing is read back."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, readOnly=True)
        self.setObjectName("importPreview.page")
        self.setAccessibleName(_("How the text begins"))
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(theme.PAGE_MARGIN)
        known = settings.load()
        self._line_height = round(100 * known.line_spacing)
        font = QFont(known.font_family) if known.font_family else self.font()
        font.setPointSize(known.font_size)
        self.setFont(font)

    def show_page(self, page: Page) -> None:
        """Show the beginning of a text."""
        self.setPlainText(page.text)
        cursor, offsets = QTextCursor(self.document()), Offsets(page.text)
        for part in page.parts:
            look = self._look(part)
            if look is not None:
                cursor.setPosition(offsets.to_qt(part.start))
                end = offsets.to_qt(min(part.end, len(page.text)))
                cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                cursor.mergeCharFormat(look)
        spaced = QTextBlockFormat()
        spaced.setLineHeight(self._line_height, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spaced)

    def _look(self, part: Part) -> QTextCharFormat | None:
        look = QTextCharFormat()
        if part.kind == "heading":
            level = int(part.value or 1)
            size = self.font().pointSizeF()
            look.setFontPointSize(size * LARGER[level - 1] if level <= len(LARGER) else size)
            look.setFontWeight(QFont.Weight.DemiBold)
        elif part.kind in ("footnote", "endnote"):
            look.setForeground(self.palette().placeholderText())
        else:
            return None
        return look
