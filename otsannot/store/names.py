"""What may be the name of a coder, a code, a document, an attribute or a study."""

from __future__ import annotations

from otsannot.errors import OtsannotError
from otsannot.i18n import _
from otsannot.model.nouns import LONGEST_NAME
from otsannot.store.trouble import halved


def checked_name(name: str, nothing: str) -> str:
    """A name that the project can hold. Raises OtsannotError when it cannot; `nothing` is the sentence for no name."""
    if not name:
        raise OtsannotError(nothing)
    if len(name) > LONGEST_NAME:
        raise OtsannotError(
            _("The name “{name}…” is longer than {n} characters. Choose a shorter one.").format(
                name=name[:40], n=LONGEST_NAME
            )
        )
    try:
        name.encode()
    except UnicodeEncodeError as error:
        raise OtsannotError(halved(error)) from None
    return name


def one_line(name: str, nothing: str) -> str:
    """As `checked_name`, of a name in which line breaks and blanks count as one blank, and as none at its ends."""
    return checked_name(" ".join(name.split()), nothing)
