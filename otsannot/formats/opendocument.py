"""Reads an OpenDocument text (.odt, .ott, .fodt): its words in order, and beside them all that is no word."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from otsannot.formats.opendocument_body import Body
from otsannot.formats.opendocument_lists import Lists
from otsannot.formats.opendocument_parts import OpenDocumentFile
from otsannot.formats.press import articles
from otsannot.formats.reading import AS_IT_IS, Reading
from otsannot.formats.telling import changes_told, heads_told, macros_told, readings_told
from otsannot.model.new_text import NewText


def read(path: Path, reading: Reading = AS_IT_IS) -> Iterator[NewText]:
    """The text of a document, or the articles of a press export in it.

    Raises OtsannotError naming the file when it is no OpenDocument text, is damaged, or is locked by a password.
    """
    file = OpenDocumentFile(path)
    body = Body(file, Lists(file))
    body.read()
    told = [
        *changes_told(body.revisions),
        *readings_told(body.readings),
        *heads_told(file.has_running_heads()),
        *macros_told(file.has_macros),
    ]
    encoding = path.suffix.lower().removeprefix(".")
    yield from articles(body.text.document(path, encoding, file.facts(), file.language(), told))
