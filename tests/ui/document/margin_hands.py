"""What tests of the stripes do by hand: make passages, show them, and point at their brackets."""

from __future__ import annotations

from made_passages import made
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from otsannot.model.passages import Passage
from otsannot.ui.document.brackets import Bracket
from otsannot.ui.document.document_view import DocumentPane
from otsannot.ui.document.tip import Tip

PARAGRAPHS = [f"Paragraph {number}: " + "the Turkic world is our family. " * 6 for number in range(200)]
TEXT = "\n".join(PARAGRAPHS)


def in_paragraph(annotation_id: int, number: int, *codes: int, coder: int = 1, comment: str = "") -> Passage:
    start = TEXT.index(f"Paragraph {number}:")
    return made(annotation_id, start, start + 60, *codes, coder=coder, comment=comment)


def show(pane: DocumentPane, *passages: Passage) -> list[Bracket]:
    pane.set_text(TEXT)
    pane.view.set_passages(passages)
    return brackets(pane)


def brackets(pane: DocumentPane) -> list[Bracket]:
    """The brackets as they are painted now."""
    pane.margin.grab()
    return pane.margin.brackets


def on(bracket: Bracket) -> QPoint:
    return QPoint(round(bracket.x), round((bracket.top + bracket.bottom) / 2))


def tip(pane: DocumentPane) -> Tip:
    """What is said beside the mouse."""
    return pane.margin.tip


def point_at(qtbot: QtBot, pane: DocumentPane, point: QPoint) -> None:
    """Bring the mouse from elsewhere and wait for the tip."""
    qtbot.mouseMove(pane.margin, QPoint(20, pane.margin.height() - 5))
    qtbot.mouseMove(pane.margin, point)
    qtbot.waitUntil(tip(pane).isVisible)
