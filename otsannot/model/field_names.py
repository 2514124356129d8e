"""What people call the fields of a code."""

from __future__ import annotations

from otsannot.i18n import _


def definition_captions() -> dict[str, str]:
    """The definition fields in their order, each with its caption."""
    return {
        "brief_definition": _("Brief definition"),
        "full_definition": _("Full definition"),
        "when_to_use": _("When to use"),
        "when_not_to_use": _("When not to use"),
        "example": _("Example"),
        "memo": _("Memo"),
    }


def captions() -> dict[str, str]:
    """Every field in which codes may differ, by its column in the codebook."""
    return {"code_path": _("Place"), "colour": _("Colour"), "folder": _("Folder"), **definition_captions()}
