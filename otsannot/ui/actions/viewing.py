"""The actions on how things look, and help."""

from __future__ import annotations

from otsannot.i18n import _
from otsannot.ui.actions.action import Action, Needs


def actions() -> list[Action]:
    """The actions on how things look, and help, in the order of the list of shortcuts."""
    documents = Needs.DOCUMENTS
    return [
        Action("view.palette", _("Co&mmand palette…"), "Ctrl+K", icon="search"),
        Action("view.next_document", _("&Next document"), "Ctrl+PgDown", needs=documents),
        Action("view.previous_document", _("&Previous document"), "Ctrl+PgUp", needs=documents),
        Action("view.zoom_in", _("&Larger text"), "Ctrl++", icon="zoom-in"),
        Action("view.zoom_out", _("&Smaller text"), "Ctrl+-", icon="zoom-out"),
        Action("view.zoom_reset", _("&Usual text size"), "Ctrl+0"),
        Action("view.focus_code", _("&Only this code"), "Ctrl+L", icon="filter", needs=Needs.CODES),
        Action("view.focus_more", _("&Also this code"), "Ctrl+Alt+L", needs=Needs.CODES),
        Action("view.focus_coder", _("Only this &coder"), needs=documents),
        Action("view.focus_speaker", _("Only this s&peaker"), needs=Needs.DOCUMENT),
        Action("view.show_all", _("S&how all codings"), "Ctrl+Shift+L", needs=Needs.FOCUS),
        Action("view.others", _("Codings of o&ther coders"), needs=documents, toggle=True),
        Action("view.hide_rest", _("H&ide codings out of focus"), needs=documents, toggle=True),
        Action("view.dim_rest", _("&Dim the text out of focus"), needs=documents, toggle=True),
        Action("view.stripes_wider", _("&Wider stripes"), "Alt++", needs=Needs.DOCUMENT),
        Action("view.stripes_narrower", _("Na&rrower stripes"), "Alt+-", needs=Needs.DOCUMENT),
        Action("view.theme_system", _("Theme of the s&ystem"), group="theme"),
        Action("view.theme_light", _("L&ight theme"), group="theme"),
        Action("view.theme_dark", _("&Dark theme"), group="theme"),
        Action("view.theme_contrast_light", _("High contrast, &black on white"), group="theme"),
        Action("view.theme_contrast_dark", _("High contrast, &white on black"), group="theme"),
        Action("view.preferences", _("Pr&eferences…"), "Ctrl+,", icon="settings"),
        Action("help.shortcuts", _("&Keyboard shortcuts"), "F1", icon="keyboard"),
        Action("help.about", _("&About otsannot"), icon="info"),
    ]
