"""Bytes in, nouns out; nouns in, bytes out: one file a format, and here who reads which suffix as texts."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import cast

from otsannot.formats.reading import AS_IT_IS, Reader, Reading
from otsannot.model.new_text import NewText

READERS: dict[str, str] = {
    ".txt": "plain_text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".srt": "subtitles",
    ".vtt": "subtitles",
    ".ttml": "ttml",
    ".dfxp": "ttml",
    ".csv": "survey",
    ".tsv": "survey",
    ".xlsx": "survey",
    ".ods": "survey",
    ".docx": "word",
    ".docm": "word",
    ".dotx": "word",
    ".odt": "opendocument",
    ".ott": "opendocument",
    ".fodt": "opendocument",
    ".rtf": "rtf",
    ".doc": "old_word",
    ".dot": "old_word",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".mhtml": "mhtml",
    ".mht": "mhtml",
    ".epub": "epub",
    ".fb2": "fb2",
    ".fb2.zip": "fb2",
    ".xml": "tei",
    ".pdf": "pdf",
}
"""The module that reads each suffix. Modules and the libraries they need are loaded when such a file is met."""


def module_of(path: Path) -> str:
    """The module that reads a file whose suffix is known; a name without a point is one of this package."""
    name = READERS[suffix_of(path)]
    return name if "." in name else f"otsannot.formats.{name}"


def suffix_of(path: Path) -> str:
    """The suffix by which a file is known, in lower case; that of a packed book has two halves."""
    halves = path.name.lower().rsplit(".", 2)
    both = f".{halves[-2]}.{halves[-1]}" if len(halves) > 2 else ""
    return both if both in READERS else path.suffix.lower()


def read_texts(path: Path, reading: Reading = AS_IT_IS) -> Iterator[NewText]:
    """The texts of a file whose suffix is known. Raises OtsannotError naming the file when it cannot be read."""
    return cast(Reader, import_module(module_of(path))).read(path, reading)
