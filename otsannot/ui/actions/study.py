"""The actions on the study: open, import, export, close."""

from __future__ import annotations

from otsannot.i18n import _
from otsannot.ui.actions.action import Action, Needs


def actions() -> list[Action]:
    """The actions on the study: open, import, export, close, in the order of the list of shortcuts."""
    documents, writable = Needs.DOCUMENTS, Needs.WRITABLE
    return [
        Action("project.new", _("&New study…"), "Ctrl+N", icon="new-study"),
        Action("project.open", _("&Open study…"), "Ctrl+O", icon="open-study"),
        Action("project.sample", _("Open the OTS &sample study"), icon="sample"),
        Action("project.save_copy", _("Save a &copy…"), "Ctrl+Shift+S", icon="save-copy"),
        Action("project.back_up", _("Back up no&w"), needs=writable),
        Action("project.restore", _("&Go back to a backup…"), icon="history", needs=writable),
        Action("project.close", _("Close st&udy"), "Ctrl+W"),
        Action("project.quit", _("&Quit"), "Ctrl+Q"),
        Action("documents.import", _("&Import texts…"), "Ctrl+Shift+I", icon="import", needs=writable),
        Action("documents.import_folder", _("Import a &folder…"), icon="folder", needs=writable),
        Action("documents.show_import", _("Show the &last import"), needs=Needs.IMPORTED),
        Action("documents.save_original", _("Save the origina&l file…"), needs=Needs.DOCUMENT),
        Action("project.import_study", _("Import a stud&y…"), icon="import", needs=writable),
        Action("codebook.import", _("Import a code&book…"), icon="codebook", needs=writable),
        Action("export.annotations", _("Export &annotations…"), "Ctrl+E", icon="export"),
        Action("export.codebook", _("Export &codebook…"), needs=Needs.CODES),
        Action("export.documents", _("Export &documents…"), needs=documents),
        Action("export.cases", _("Export ca&ses…")),
        Action("export.memos", _("Export &memos…"), needs=Needs.MEMOS),
        Action("export.history", _("Export &history…")),
        Action("export.matrix", _("Export documents by c&odes…"), needs=documents),
        Action("project.export", _("Export the &study for another program…"), icon="export"),
        Action("project.export_folder", _("Export the study as a &folder of plain text…"), icon="folder"),
    ]
