"""The actions on the structure of a text: its headings and who speaks in it."""

from __future__ import annotations

from otsannot.i18n import _
from otsannot.ui.actions.action import Action, Needs


def actions() -> list[Action]:
    """The actions on headings and speakers, in the order of the list of shortcuts."""
    document, writable = Needs.DOCUMENT, Needs.WRITABLE | Needs.DOCUMENT
    return [
        Action("go.heading", _("Go to a headin&g…"), "Ctrl+Shift+O", needs=document),
        Action("go.next_heading", _("Next &heading"), "", ("T",), needs=document),
        Action("go.previous_heading", _("Previous hea&ding"), "", ("Shift+T",), needs=document),
        Action("document.recognise_speakers", _("Recogn&ise speakers…"), icon="coder", needs=writable),
        Action("document.speakers_as_cases", _("Make speakers c&ases…"), icon="case", needs=writable),
    ]
