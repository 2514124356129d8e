"""One action: its name, text, keys and icon, and what must be there for it to act."""

from __future__ import annotations

import re
from enum import Flag, auto
from typing import NamedTuple

from PySide6.QtGui import QKeySequence


class Needs(Flag):
    """What an action needs; what is missing disables it."""

    NOTHING = 0
    WRITABLE = auto()
    DOCUMENTS = auto()
    DOCUMENT = auto()
    CHOSEN = auto()
    SPAN = auto()
    TARGET = auto()
    PASSAGE = auto()
    PASSAGES = auto()
    CODES = auto()
    CODE = auto()
    FOCUS = auto()
    FILTERED = auto()
    UNDO = auto()
    REDO = auto()
    IMPORTED = auto()
    TABLE = auto()
    ROWS = auto()
    MEMOS = auto()
    MEMO = auto()


class Action(NamedTuple):
    """`shortcut` acts anywhere in the window; `keys`, mostly single ones, act while the text has the focus.

    Of the actions of one `group` one is checked at a time; a `toggle` is checked or not.
    """

    name: str
    text: str
    shortcut: str = ""
    keys: tuple[str, ...] = ()
    icon: str = ""
    needs: Needs = Needs.NOTHING
    group: str = ""
    toggle: bool = False

    @property
    def plain_text(self) -> str:
        """The text without the mark of its access key."""
        return plain(self.text)

    @property
    def shortcuts(self) -> list[str]:
        """How the keys are written for people, the one for everywhere first."""
        native = QKeySequence.SequenceFormat.NativeText
        return [QKeySequence(key).toString(native) for key in (self.shortcut, *self.keys) if key]


def plain(text: str) -> str:
    """A text without the marks of its access key."""
    return re.sub("&(.)", r"\1", text)
