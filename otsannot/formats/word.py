"""Reads a Word document (.docx, .docm, .dotx): its words in order, and beside them all that is no word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from otsannot.formats.press import articles
from otsannot.formats.reading import AS_IT_IS, Reading
from otsannot.formats.telling import changes_told, heads_told, macros_told, readings_told, symbols_told
from otsannot.formats.word_body import Body
from otsannot.formats.word_parts import LANGUAGE, RUN, Element, WordFile, child, has_words, said
from otsannot.formats.word_styles import Lists, Styles
from otsannot.i18n import _
from otsannot.model.new_text import NewText

_MOST_RUNS = 2_000


def read(path: Path, reading: Reading = AS_IT_IS) -> Iterator[NewText]:
    """The text of a document, or the articles of a press export in it.

    Raises OtsannotError naming the file when it is no Word document, is damaged, or is locked by a password.
    """
    file = WordFile(path)
    styles = Styles(file.own("styles"))
    body = Body(file, styles, Lists(file.own("numbering"), styles))
    root = child(file.document, "body")
    body.read(root if root is not None else file.document)
    language = _language(file.document, styles)
    yield from articles(body.text.document(path, "docx", file.facts(), language, _told(file, body)))


def _language(root: Element, styles: Styles) -> str:
    """The language that most of the first runs state, else that of the defaults, as an ISO 639-1 code."""
    runs = sum(1 for _run in islice(root.iter(*RUN), _MOST_RUNS))
    stated = Counter(said(element) for element in islice(root.iter(*LANGUAGE), runs))
    stated.pop("", None)
    likeliest = max(stated, key=lambda tag: stated[tag], default="")
    tag = likeliest if 2 * stated[likeliest] > runs else styles.language
    code = tag.partition("-")[0].lower()
    return code if len(code) == 2 else ""


def _told(file: WordFile, body: Body) -> list[str]:
    heads = any(has_words(part) for kind in ("header", "footer") for part in file.parts(kind))
    foreign = [_("What was put in from other files as a whole was left out.")] if body.foreign_parts else []
    return [
        *changes_told(body.revisions),
        *readings_told(body.readings),
        *symbols_told(body.unknown_symbols),
        *foreign,
        *heads_told(heads),
        *macros_told(file.has_macros),
    ]
