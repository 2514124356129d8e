"""The actions that take back, copy, and change the list of documents."""

from __future__ import annotations

from otsannot.i18n import _
from otsannot.ui.actions.action import Action, Needs


def actions() -> list[Action]:
    """The actions that take back, copy, and change the list of documents, in the order of the list of shortcuts."""
    writable = Needs.WRITABLE
    return [
        Action("edit.undo", _("&Undo"), "Ctrl+Z", icon="undo", needs=writable | Needs.UNDO),
        Action("edit.redo", _("&Redo"), "Ctrl+Shift+Z", icon="redo", needs=writable | Needs.REDO),
        Action("edit.copy", _("&Copy"), "Ctrl+C", icon="copy", needs=Needs.SPAN),
        Action("edit.select_all", _("Select &all"), "Ctrl+A", needs=Needs.DOCUMENT),
        Action("documents.rename", _("Re&name document"), needs=writable | Needs.CHOSEN),
        Action("documents.correct", _("Correct the te&xt…"), "F4", icon="edit", needs=writable | Needs.DOCUMENT),
        Action("document.export_coded", _("Expo&rt coded documents…"), icon="export", needs=Needs.CHOSEN),
        Action("documents.remove", _("Re&move document"), icon="delete", needs=writable | Needs.CHOSEN),
        Action("coder.change", _("Change c&oder…"), icon="coder"),
    ]
