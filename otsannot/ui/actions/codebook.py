"""The actions on the codebook."""

from __future__ import annotations

from otsannot.i18n import _
from otsannot.ui.actions.action import Action, Needs
from otsannot.ui.actions.coding import DIGITS


def actions() -> list[Action]:
    """The actions on the codebook, in the order of the list of shortcuts."""
    code = Needs.WRITABLE | Needs.CODE
    return [
        Action("code.new", _("New c&ode"), "Ctrl+Shift+N", icon="add", needs=Needs.WRITABLE),
        Action("code.new_under", _("New code &under it"), needs=code),
        Action("code.apply_chosen", _("&Apply the chosen codes"), icon="highlight", needs=code | Needs.TARGET),
        Action("code.rename", _("R&ename code"), needs=code),
        Action("code.define", _("Edit de&finition"), icon="edit", needs=code),
        Action("code.colour", _("Co&lour of the code…"), needs=code),
        Action("code.folder", _("Code is only a fol&der"), icon="folder", needs=code, toggle=True),
        *(
            Action(f"code.digit_{n}", _("Bind the code to digit &{n}").format(n=n), f"Ctrl+{n}", needs=code)
            for n in DIGITS
        ),
        Action("code.digit_none", _("&Free the digit of the code"), needs=code),
        Action("code.move_up", _("Move code &up"), needs=code),
        Action("code.move_down", _("Move code &down"), needs=code),
        Action("code.move_in", _("Move code under the one &before it"), needs=code),
        Action("code.move_out", _("Move code beside its &parent"), needs=code),
        Action("code.move_under", _("Move codes under an&other…"), needs=code),
        Action("code.copy", _("Cop&y as a table"), icon="copy", needs=Needs.CODE),
        Action("code.merge", _("&Merge codes into…"), "Ctrl+Shift+M", needs=code),
        Action("code.split", _("&Split code…"), "Ctrl+Shift+P", needs=code),
        Action("code.duplicate", _("Du&plicate code"), "Ctrl+D", icon="copy", needs=code),
        Action("code.duplicate_all", _("Duplicate code with all under &it"), needs=code),
        Action("code.remove", _("&Remove codes"), icon="delete", needs=code),
        Action("code.sort_tree", _("Sort codes as in the &tree"), group="code_order", needs=Needs.CODES),
        Action("code.sort_name", _("Sort codes by &name"), group="code_order", needs=Needs.CODES),
        Action("code.sort_count", _("Sort codes by &count"), group="code_order", needs=Needs.CODES),
    ]
