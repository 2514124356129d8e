"""Bytes in, nouns out; nouns in, bytes out: one file a format, and here who reads which suffix as a text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from otsannot.formats import plain_text
from otsannot.formats.plain_text import TextFile

TextReader = Callable[[Path, str | None], TextFile]

TEXT_READERS: Mapping[str, TextReader] = dict.fromkeys(plain_text.SUFFIXES, plain_text.read_text_file)
