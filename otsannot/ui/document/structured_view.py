"""A text widget whose blocks are set for what they are: headings, notes, turns of speakers."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextBlock
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from otsannot.model.structure import NO_STRUCTURE, Structure
from otsannot.ui.document.spaced_layout import SpacedLayout
from otsannot.ui.document.structure_look import StructureLook
from otsannot.ui.document.typesetting import Typesetting
from otsannot.ui.offsets import Offsets


class StructuredView(QPlainTextEdit):
    """Holds the layout of a text, how its blocks are set, and how they look in the theme that is on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.layout_of_text = SpacedLayout(self.document())
        self.document().setDocumentLayout(self.layout_of_text)
        self.take_structure(NO_STRUCTURE, "", Offsets(""))

    def take_structure(self, structure: Structure, text: str, offsets: Offsets) -> None:
        """Set blocks for a structure; counts for what is laid out from now on."""
        self.typesetting = Typesetting(structure, text, offsets)
        self.layout_of_text.typesetting = self.typesetting
        self.take_look()

    def take_look(self) -> None:
        """Take the colours of the theme; counts for what is laid out from now on."""
        self.structure_look = StructureLook(self.typesetting.speakers)
        self.layout_of_text.structure_look = self.structure_look

    def block_area(self, block: QTextBlock) -> QRectF:
        """Where a block lies, in pixels of the viewport, with the room around it."""
        return self.blockBoundingGeometry(block).translated(self.contentOffset())
