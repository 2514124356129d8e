"""What a text shows by itself, whatever file it came in: its language and, of a transcript, who speaks and when."""

from __future__ import annotations

from otsannot.model.new_text import NewText
from otsannot.model.transcript import evident_parts
from otsannot.text.languages import likeliest_language


def with_evidence(text: NewText) -> NewText:
    """A text with its language, and with turns and times where its file marks none and the words leave no doubt."""
    marked = {part.kind for part in text.parts}
    found = [part for part in evident_parts(text.text) if part.kind not in marked]
    return text._replace(
        language=likeliest_language(text.text, text.language), parts=(*text.parts, *found) if found else text.parts
    )
