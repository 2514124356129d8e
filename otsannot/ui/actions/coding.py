"""The actions on passages and codes."""

from __future__ import annotations

from otsannot.i18n import _
from otsannot.ui.actions.action import Action, Needs

DIGITS = range(1, 10)


def actions() -> list[Action]:
    """The actions on passages and codes, in the order of the list of shortcuts."""
    target, passage = Needs.WRITABLE | Needs.TARGET, Needs.WRITABLE | Needs.PASSAGE
    span = Needs.WRITABLE | Needs.SPAN
    return [
        Action("code.apply", _("&Apply a code…"), "Ctrl+Return", ("Return", "Enter"), icon="code", needs=target),
        *(
            Action(f"code.apply_digit_{n}", _("Apply the code of digit &{n}").format(n=n), "", (str(n),), needs=target)
            for n in DIGITS
        ),
        Action("code.repeat", _("Apply the last codes a&gain"), "Ctrl+.", (".",), needs=target),
        Action("code.in_vivo", _("Code in &vivo"), "Ctrl+I", icon="quote", needs=span),
        Action("annotation.highlight", _("&Highlight"), "Ctrl+H", ("H",), icon="highlight", needs=span),
        Action("annotation.comment", _("&Comment"), "Ctrl+M", ("C",), icon="comment", needs=target),
        Action("annotation.remove", _("&Remove passage"), "Ctrl+Delete", ("Delete",), icon="remove", needs=passage),
        Action("annotation.next", _("&Next passage"), "Alt+Down", icon="next", needs=Needs.PASSAGES),
        Action("annotation.previous", _("&Previous passage"), "Alt+Up", icon="previous", needs=Needs.PASSAGES),
    ]
