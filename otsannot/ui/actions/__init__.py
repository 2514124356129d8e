"""Every action of the window: its name, text, keys and icon, and what must be there for it to act."""

from otsannot.ui.actions.action import Action, Needs
from otsannot.ui.actions.actions import Actions
from otsannot.ui.actions.coding import DIGITS
from otsannot.ui.actions.registry import registry

__all__ = ["DIGITS", "Action", "Actions", "Needs", "registry"]
