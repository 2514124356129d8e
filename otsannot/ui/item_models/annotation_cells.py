"""What the cells of the table of annotations say, and on which side."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from otsannot.i18n import _
from otsannot.model.code_tree import CodeRow
from otsannot.store.annotation_lines import AnnotationLine
from otsannot.ui.item_models import wording
from otsannot.ui.panels.table_parts import KEY_ROLE

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

WIDTHS = {
    "document": 176,
    "paragraph": 80,
    "passage": 400,
    "code": 168,
    "coder": 104,
    "weight": 72,
    "comment": 200,
    "created": 136,
    "modified": 136,
}
"""The columns by their keys, from left to right, and how wide they are at first, in pixels."""

KEYS = tuple(WIDTHS)
HIDDEN = frozenset({"modified"})
NUMBERS = frozenset({"paragraph", "weight"})
_VERTICAL = Qt.AlignmentFlag.AlignVCenter


class AnnotationRow(NamedTuple):
    """A row as cells show it: one coding, or a passage without a code."""

    line: AnnotationLine
    document: str
    code: CodeRow | None
    path: str
    coder: str
    weight: int | None


def title(key: str) -> str:
    """The head of a column."""
    return {
        "document": _("Document"),
        "paragraph": _("Paragraph"),
        "passage": _("Passage"),
        "code": _("Code"),
        "coder": _("Coder"),
        "weight": _("Weight"),
        "comment": _("Comment"),
        "created": _("Created"),
        "modified": _("Modified"),
    }[key]


def head(section: int, role: int) -> object:
    """What the header says of a column."""
    key = KEYS[section]
    if role == Role.DisplayRole:
        return title(key)
    if role == KEY_ROLE:
        return key
    if role == Role.TextAlignmentRole:
        return (Qt.AlignmentFlag.AlignRight if key in NUMBERS else Qt.AlignmentFlag.AlignLeft) | _VERTICAL
    return None


def data(row: AnnotationRow, key: str, role: int) -> object:
    """What a cell says."""
    if role == Role.DisplayRole:
        return " ".join(words(row, key).split())
    if role == Role.ToolTipRole:
        return _tip(row, key)
    if role == Role.TextAlignmentRole:
        return alignment(key, words(row, key)) if key in NUMBERS or key in ("passage", "comment") else None
    if role == Role.AccessibleTextRole:
        return _spoken(row, key)
    return None


def words(row: AnnotationRow, key: str) -> str:
    """The whole content of a cell, as it is copied."""
    line = row.line
    if key == "paragraph":
        return wording.number(line.paragraph) if line.paragraph else ""
    if key == "weight":
        return "" if row.weight is None else wording.number(row.weight)
    if key in ("created", "modified"):
        return wording.local_time(getattr(line, key)) if line.created else ""
    if key == "code":
        return "" if row.code is None else row.code.name
    return str(getattr(row, key) if key in ("document", "coder") else getattr(line, key))


def alignment(key: str, text: str) -> Qt.AlignmentFlag:
    """Numbers stand at the right, and so do words that are read from there."""
    to_right = key in NUMBERS or (key in ("passage", "comment") and reads_from_right(text))
    return (Qt.AlignmentFlag.AlignRight if to_right else Qt.AlignmentFlag.AlignLeft) | _VERTICAL


def reads_from_right(text: str) -> bool:
    """Whether the first letter that has a direction is of a script that is read from the right."""
    directions = (unicodedata.bidirectional(letter) for letter in text)
    return next((found for found in directions if found in ("L", "R", "AL")), "L") != "L"


def _tip(row: AnnotationRow, key: str) -> str:
    if key == "code":
        return wording.tooltip(row.path or _("Without a code"))
    if key == "passage":
        mark = row.line.mark
        place = _("{document}, characters {start} to {end}").format(
            document=row.document, start=wording.number(mark.start), end=wording.number(mark.end)
        )
        return wording.tooltip(row.line.passage, wording.place_words(row.line.place), place)
    return wording.tooltip(words(row, key))


def _spoken(row: AnnotationRow, key: str) -> str:
    if key == "code":
        return row.path or _("Without a code")
    return " ".join(words(row, key).split()) or _("Empty")
