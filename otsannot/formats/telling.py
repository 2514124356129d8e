"""What is told of documents whatever format they are in: sentences on what was left out, each where it is true."""

from __future__ import annotations

from otsannot.i18n import _, ngettext


def changes_told(count: int) -> list[str]:
    """About tracked changes."""
    told = ngettext(
        "{count} tracked change was read as if it had been accepted.",
        "{count} tracked changes were read as if they had been accepted.",
        count,
    )
    return [told] if count else []


def readings_told(count: int) -> list[str]:
    """About small letters that say how words are pronounced."""
    told = ngettext(
        "The reading above {count} word was left out.", "The readings above {count} words were left out.", count
    )
    return [told] if count else []


def symbols_told(count: int) -> list[str]:
    """About signs of fonts such as Wingdings that Unicode does not have."""
    told = ngettext(
        "{count} sign of a symbol font has no known letter and stayed a private one.",
        "{count} signs of a symbol font have no known letters and stayed private ones.",
        count,
    )
    return [told] if count else []


def heads_told(there: bool) -> list[str]:
    """About headers and footers."""
    return [_("Headers and footers were left out.")] if there else []


def macros_told(there: bool) -> list[str]:
    """About programs in the document."""
    return [_("Its macros were left out.")] if there else []
