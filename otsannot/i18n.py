"""Every word a user reads passes through `_()` and can be translated here."""

from __future__ import annotations

import gettext
from collections.abc import Callable

from otsannot import resources


def _catalogue() -> gettext.NullTranslations:
    return gettext.translation("otsannot", resources.path("translations"), fallback=True)


_translations = _catalogue()


class Numbers:
    """How the thousands of numbers in messages are grouped; the window puts the way of the user's country here."""

    grouped: Callable[[int], str] = "{:,}".format


def _(message: str) -> str:
    """Translate a message into the user's language."""
    return _translations.gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """Translate a message that depends on a number, which replaces `{count}`."""
    return _translations.ngettext(singular, plural, count).format(count=Numbers.grouped(count))
