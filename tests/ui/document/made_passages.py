"""Passages to show in tests."""

from __future__ import annotations

from otsannot.model.passages import Passage, PassageCode

NAMES = {1: "Defence", 2: "Energy", 3: "Alphabet", 4: "Transport and the Middle Corridor"}
COLOURS = {1: "#9b7bc1", 2: "#36a182", 3: "#ae8436", 4: "#1b9cb5"}
CODERS = {1: "Aysel Mammadova", 2: "Nurlan Bek", 3: "Cemile", 4: "Temür"}
THEN = "2024-02-14T09:00:00Z"


def made(annotation_id: int, start: int, end: int, *codes: int, coder: int = 1, comment: str = "") -> Passage:
    """A passage with these codes; a coding's id is ten times the annotation's, and the code's."""
    codings = tuple(
        PassageCode(annotation_id * 10 + code, code, NAMES[code], COLOURS[code], coder, None) for code in codes
    )
    return Passage(annotation_id, start, end, coder, CODERS[coder], comment, THEN, THEN, codings)
