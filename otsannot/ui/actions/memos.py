"""The actions on memos."""

from __future__ import annotations

from otsannot.i18n import _
from otsannot.ui.actions.action import Action, Needs


def actions() -> list[Action]:
    """The actions on memos, in the order of the list of shortcuts."""
    writable, memo = Needs.WRITABLE, Needs.MEMO
    target, document = writable | Needs.TARGET, writable | Needs.DOCUMENT
    return [
        Action("memo.new", _("&New memo"), "Ctrl+Shift+E", icon="memo", needs=writable),
        Action("memo.new_about_passage", _("New memo about the &passage"), "", ("Shift+M",), needs=target),
        Action("memo.new_about_document", _("New memo about the &document"), needs=document),
        Action("memo.new_about_code", _("New memo about the &code"), needs=writable | Needs.CODE),
        Action("memo.next", _("N&ext memo"), "Alt+PgDown", icon="next", needs=Needs.MEMOS),
        Action("memo.previous", _("Pre&vious memo"), "Alt+PgUp", icon="previous", needs=Needs.MEMOS),
        Action("memo.preview", _("Previe&w the memo"), "Ctrl+Shift+R", icon="preview", needs=memo, toggle=True),
        Action("memo.refresh", _("Re&fresh the names in links"), needs=writable | memo),
        Action("memo.remove", _("&Remove memo"), icon="delete", needs=writable | memo),
        Action("view.memos", _("Mem&os"), "Ctrl+Alt+M", icon="memo"),
    ]
