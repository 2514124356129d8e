"""Where the user is in the window, and what belongs there."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from otsannot.i18n import _


class Place(NamedTuple):
    """A part of the window: the beginnings of the names of its actions, and the keys it hears itself, which stay."""

    title: str
    areas: tuple[str, ...]
    own: tuple[tuple[str, str], ...] = ()


def place_of(widget: QWidget | None) -> Place:
    """The part of the window a widget is in; the text for whatever else."""
    known = _places()
    while widget is not None:
        if widget.objectName() in known:
            return known[widget.objectName()]
        widget = widget.parentWidget()
    return known["documentView"]


def _places() -> dict[str, Place]:
    return {
        "documentView": Place(
            _("In the text"), ("code.apply", "code.repeat", "code.in", "annotation.", "go.", "select.", "edit.")
        ),
        "documentsPanel": Place(
            _("In the documents"),
            ("documents.", "view.next_document", "view.previous_document", "export.documents"),
            (
                ("Return", _("Read the document")),
                ("F2", _("Rename the document")),
                ("Del", _("Remove the documents")),
            ),
        ),
        "codebookPanel": Place(
            _("In the codebook"),
            ("code.", "codebook.", "view.focus", "export.codebook"),
            (
                ("Return", _("Apply the code")),
                ("F2", _("Rename the code")),
                ("Ins", _("New code")),
                ("Del", _("Remove the codes")),
                ("Ctrl+Shift+Up", _("Move the code up; with Down, Left and Right it goes there")),
            ),
        ),
        "inspectorPanel": Place(
            _("Beside the passage"),
            ("annotation.", "code.apply", "code.repeat", "coder."),
            (("Ctrl+Return", _("Be done with a note")), ("Del", _("Take the code off the passage"))),
        ),
        "bottomArea": Place(
            _("In the tables"),
            ("annotation", "search", "memo", "case", "document", "export."),
            (
                ("Return", _("Go to the passage")),
                ("Space", _("Look at the passage and stay in the table")),
                ("Esc", _("Leave the table")),
            ),
        ),
    }
