"""The actions on what is known about documents: attributes, groups and cases."""

from __future__ import annotations

from otsannot.i18n import _
from otsannot.ui.actions.action import Action, Needs


def actions() -> list[Action]:
    """The actions on attributes, groups and cases, in the order of the list of shortcuts."""
    writable, chosen = Needs.WRITABLE, Needs.WRITABLE | Needs.CHOSEN
    return [
        Action("view.documents_table", _("&Table of documents"), "Ctrl+Shift+D", icon="documents"),
        Action("view.cases", _("Table of &cases"), "Ctrl+Shift+K", icon="case"),
        Action("documents.add_to_group", _("Put in a &group…"), "Ctrl+Alt+G", icon="folder", needs=chosen),
        Action("documents.add_to_case", _("A&dd to a case…"), "Ctrl+Alt+K", icon="case", needs=chosen),
        Action("cases.take_out", _("Ta&ke out of a case…"), needs=chosen),
        Action("documents.filter", _("&Filter documents…"), "Ctrl+Shift+F", icon="filter", needs=Needs.DOCUMENTS),
        Action("documents.show_all", _("&Show all documents"), needs=Needs.FILTERED),
        Action("documents.order", _("&Order of documents…"), icon="sort", needs=Needs.DOCUMENTS),
        Action("groups.take_out", _("Take out of t&he group"), needs=chosen),
        Action("groups.rename", _("Rename gro&up"), needs=chosen),
        Action("groups.remove", _("Remove grou&p"), icon="delete", needs=chosen),
        Action("cases.new", _("New cas&e"), icon="add", needs=writable),
        Action("cases.remove", _("Remo&ve case"), icon="delete", needs=writable),
        Action("attributes.new", _("New &attribute…"), icon="add", needs=writable),
        Action("attributes.change", _("C&hange attribute…"), needs=writable),
        Action("attributes.move_left", _("Move attribute to the &left"), needs=writable),
        Action("attributes.move_right", _("Move attribute to the &right"), needs=writable),
        Action("attributes.remove", _("R&emove attribute"), icon="delete", needs=writable),
        Action("attributes.import", _("Import a&ttributes of documents…"), icon="import", needs=writable),
        Action("cases.import", _("Import c&ases…"), needs=writable),
    ]
