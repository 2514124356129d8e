"""The menu on a code: what can be done with it, by the actions of the window, with the keys of the tree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from otsannot.i18n import _
from otsannot.model.code_tree import CodeRow, CodeTree
from otsannot.ui.actions import DIGITS, Actions
from otsannot.ui.desk import Desk
from otsannot.ui.focus_menu import add_focus
from otsannot.ui.icons import icon
from otsannot.ui.panels.parts import named_menu

SEPARATOR = ""
BEFORE = {"code.apply_chosen": "Return", SEPARATOR: "", "code.new": "Ins", "code.new_under": "Shift+Ins"}
ITSELF = {"code.rename": "F2", "code.define": "", "code.colour": "", "code.folder": "", "memo.new_about_code": ""}
MOVES = {
    "code.move_up": "Ctrl+Shift+Up",
    "code.move_down": "Ctrl+Shift+Down",
    "code.move_in": "Ctrl+Shift+Right",
    "code.move_out": "Ctrl+Shift+Left",
    "code.move_under": "",
}
CHANGES = {
    "code.copy": "",
    "code.merge": "",
    "code.split": "",
    "code.duplicate": "",
    "code.duplicate_all": "",
    "code.remove": "Del",
}
"""Actions with the keys that act while the tree has the focus."""


def code_menu(parent: QWidget, actions: Actions, desk: Desk, row: CodeRow | None, chosen: Sequence[int] = ()) -> QMenu:
    """A menu for the chosen codes, of which `row` is the current one, or for the place beside all of them."""
    menu = named_menu(_("What to do with the codes"), parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if row is None:
        _add(menu, actions, {"code.new": "Ins"})
        return menu
    _add(menu, actions, BEFORE)
    menu.addSeparator()
    _add(menu, actions, ITSELF)
    _add_digits(menu.addMenu(icon("digit"), _("Digit")), actions, desk.live.book, row)
    _add(menu.addMenu(_("Move")), actions, MOVES)
    menu.addSeparator()
    add_focus(menu, desk.focus, chosen)
    menu.addSeparator()
    _add(menu, actions, CHANGES)
    return menu


def _add(menu: QMenu, actions: Actions, names: Mapping[str, str]) -> None:
    for name, key in names.items():
        if name == SEPARATOR:
            menu.addSeparator()
        else:
            _add_entry(menu, actions[name], actions[name].text(), key)


def _add_entry(menu: QMenu, action: QAction, text: str, key: str = "") -> QAction:
    """An entry that does what an action does; its keys are written beside it, and are not its own."""
    keys = (QKeySequence(key) if key else action.shortcut()).toString(QKeySequence.SequenceFormat.NativeText)
    entry = menu.addAction(action.icon(), f"{text}\t{keys}" if keys else text)
    entry.setEnabled(action.isEnabled())
    entry.setCheckable(action.isCheckable())
    entry.setChecked(action.isChecked())
    entry.triggered.connect(action.trigger)
    return entry


def _add_digits(menu: QMenu, actions: Actions, book: CodeTree, row: CodeRow) -> None:
    """The digits with the codes that have them."""
    holders = {other.digit: other.name for other in book.by_id.values() if other.digit is not None}
    for digit in DIGITS:
        text = f"{digit}   {holders[digit]}".replace("&", "&&") if digit in holders else str(digit)
        entry = _add_entry(menu, actions[f"code.digit_{digit}"], text)
        entry.setCheckable(True)
        entry.setChecked(row.digit == digit)
    menu.addSeparator()
    _add_entry(menu, actions["code.digit_none"], _("None"), "Ctrl+0")
