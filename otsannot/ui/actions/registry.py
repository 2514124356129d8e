"""Every action of the window, area by area."""

from __future__ import annotations

from otsannot.ui.actions import codebook, coding, editing, facts, memos, shaping, structure, study, tables, viewing
from otsannot.ui.actions.action import Action


def registry() -> list[Action]:
    """All actions, those of the daily work first."""
    areas = (coding, shaping, structure, codebook, memos, editing, facts, viewing, tables, study)
    return [action for area in areas for action in area.actions()]
