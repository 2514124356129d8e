"""Reads a plain text file into the text of a document."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import NamedTuple

from otsannot.formats.decoding import decode
from otsannot.formats.files import read_bytes, shown
from otsannot.i18n import _

SUFFIXES = (".txt", ".md")

_LINE_BREAKS = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")


class TextFile(NamedTuple):
    """A text as it will be stored, with where it came from; `sha256` is that of the text in UTF-8."""

    name: str
    text: str
    encoding: str
    sha256: str
    source: str


def read_text_file(path: Path, encoding: str | None = None) -> TextFile:
    """Read a text; `encoding` replaces the guess.

    Raises OtsannotError naming the file when it cannot be read or is no text.
    """
    text, found = decode(read_bytes(path), shown(path), encoding)
    sha256 = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return TextFile(document_name(path), text, found, sha256, shown(path))


def document_name(path: Path) -> str:
    """The name a file gives its document: without suffix, in valid Unicode, on one line."""
    return _LINE_BREAKS.sub(" ", shown(Path(path.stem))).strip() or _("Untitled")
