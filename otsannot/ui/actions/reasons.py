"""What to do first where an action cannot act."""

from __future__ import annotations

from otsannot.i18n import _
from otsannot.ui.actions.action import Needs


def reason(missing: Needs) -> str:
    """A sentence on what an action lacks, the nearest thing to do first; empty when it lacks nothing."""
    if not missing:
        return ""
    found = (sentence for need, sentence in _sentences().items() if need & missing)
    return next(found, _("There is nothing here to do it with."))


def _sentences() -> dict[Needs, str]:
    return {
        Needs.WRITABLE: _("The study is read-only, or long work is writing to it."),
        Needs.DOCUMENTS: _("Import texts first."),
        Needs.DOCUMENT: _("Open a document first."),
        Needs.SPAN: _("Select words in the text first."),
        Needs.TARGET: _("Select words in the text, or a passage, first."),
        Needs.PASSAGES: _("Nothing is highlighted in this document yet."),
        Needs.PASSAGE: _("Go to a passage first."),
        Needs.CHOSEN: _("Choose a document in the list first."),
        Needs.CODES: _("There are no codes yet."),
        Needs.CODE: _("Choose a code in the codebook first."),
        Needs.FOCUS: _("All codings are shown."),
        Needs.FILTERED: _("All documents are shown."),
        Needs.TABLE: _("Open the table of annotations first."),
        Needs.ROWS: _("Choose rows in the table first."),
        Needs.MEMOS: _("There are no memos yet."),
        Needs.MEMO: _("Choose a memo first."),
        Needs.UNDO: _("There is nothing to undo."),
        Needs.REDO: _("There is nothing to do again."),
        Needs.IMPORTED: _("Nothing has been imported since the study was opened."),
    }
