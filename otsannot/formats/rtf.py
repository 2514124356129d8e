"""Reads a Rich Text document (.rtf): its words in order, and beside them all that is no word."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from otsannot.errors import OtsannotError
from otsannot.formats.files import read_bytes, shown
from otsannot.formats.press import articles
from otsannot.formats.reading import AS_IT_IS, Reading
from otsannot.formats.rtf_body import Body
from otsannot.formats.rtf_tokens import Tokens
from otsannot.formats.signatures import kind_of_binary
from otsannot.formats.symbols import count_symbols
from otsannot.formats.telling import changes_told, heads_told, symbols_told
from otsannot.i18n import _
from otsannot.model.new_text import NewText


def read(path: Path, reading: Reading = AS_IT_IS) -> Iterator[NewText]:
    """The text of a document, or the articles of a press export in it; `reading.encoding` is that of bytes in it.

    Raises OtsannotError naming the file when it is no Rich Text or is damaged.
    """
    name = shown(path)
    data = read_bytes(path)
    if not data.lstrip().startswith(b"{\\rtf"):
        kind = kind_of_binary(data)
        if not data.strip():
            told = _("{name} is empty.")
        elif kind:
            told = _("{name} is {kind}, no Rich Text document. Give it the ending of what it is and try again.")
        else:
            told = _("{name} is no Rich Text document.")
        raise OtsannotError(told.format(name=name, kind=kind))
    body = Body(name, reading.encoding)
    is_whole = Tokens(body).follow(data)
    told_of = [
        *changes_told(body.revisions),
        *symbols_told(count_symbols(body.text.text)),
        *heads_told(body.has_heads),
        *([] if is_whole else [_("The file breaks off; all that is there was read.")]),
    ]
    yield from articles(body.text.document(path, body.fonts.encoding, body.facts, body.language(), told_of))
