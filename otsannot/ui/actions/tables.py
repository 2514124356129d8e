"""The actions on the area under the text and on the rows of its table of annotations."""

from __future__ import annotations

from otsannot.i18n import _
from otsannot.ui.actions.action import Action, Needs


def actions() -> list[Action]:
    """The actions on the area under the text and its tables, in the order of the list of shortcuts."""
    rows, change = Needs.ROWS, Needs.ROWS | Needs.WRITABLE
    return [
        Action("view.bottom", _("Panel under the te&xt"), "Ctrl+J", toggle=True),
        Action("view.bottom_larger", _("Larg&er panel"), "Ctrl+Shift+J"),
        Action("view.annotations", _("&Annotations"), "Ctrl+Shift+A"),
        Action("annotations.filter", _("&Filter annotations"), "Ctrl+Alt+A", icon="filter"),
        Action("annotations.recode", _("&Give another code…"), icon="code", needs=change | Needs.CODES),
        Action("annotations.add_code", _("&Add a code…"), icon="add", needs=change),
        Action("annotations.weigh", _("&Weigh…"), needs=change),
        Action("annotations.remove_codes", _("&Take the codes off"), icon="remove", needs=change),
        Action("annotations.remove", _("&Remove passages"), icon="delete", needs=change),
        Action("annotations.copy", _("&Copy as table"), icon="copy", needs=rows),
        Action("annotations.export_selected", _("&Export the selected rows…"), icon="export", needs=rows),
        Action("annotations.export_shown", _("E&xport the rows that are shown…"), needs=Needs.TABLE),
    ]
