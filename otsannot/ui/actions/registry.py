"""Every action of the window, area by area."""

from __future__ import annotations

from otsannot.ui.actions import codebook, coding, editing, study, viewing
from otsannot.ui.actions.action import Action


def registry() -> list[Action]:
    """All actions, those of the daily work first."""
    return [action for area in (coding, codebook, editing, viewing, study) for action in area.actions()]
