"""Reads a plain text file into the text of a document."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from otsannot.formats.decoding import decode
from otsannot.formats.files import read_bytes, shown
from otsannot.formats.reading import AS_IT_IS, Reading
from otsannot.i18n import _
from otsannot.model.new_text import NewText

_LINE_BREAKS = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")


def read(path: Path, reading: Reading = AS_IT_IS) -> Iterator[NewText]:
    """The one text of a file. Raises OtsannotError naming the file when it cannot be read or is no text."""
    yield read_text_file(path, reading.encoding)


def read_text_file(path: Path, encoding: str | None = None) -> NewText:
    """Read a text; `encoding` replaces the guess.

    Raises OtsannotError naming the file when it cannot be read or is no text.
    """
    data, name = read_bytes(path), shown(path)
    text, found = decode(data, name, encoding)
    encoded = text.encode()
    sha256 = hashlib.sha256(encoded).hexdigest()
    unchanged = sha256 if encoded == data else None
    return NewText(document_name(path), text, sha256, name, found, original_sha256=unchanged)


def document_name(path: Path) -> str:
    """The name a file gives its document: without suffix, in valid Unicode, on one line."""
    return _LINE_BREAKS.sub(" ", shown(Path(path.stem))).strip() or _("Untitled")
