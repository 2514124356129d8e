"""Reads token tables of CoNLL with spans in the last column (`B-LOC`, `I-LOC`, `O`), and CoNLL-U.

https://www.clips.uantwerpen.be/conll2003/ner/ and https://universaldependencies.org/format.html. These files hold
tokens and no text: words stand between blanks, unless CoNLL-U says otherwise, and each sentence on a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from otsannot.errors import OtsannotError
from otsannot.formats.decoding import decode
from otsannot.formats.files import read_bytes, shown
from otsannot.formats.labelled_text import Label, LabelledText, labelled_study
from otsannot.formats.plain_text import document_name
from otsannot.formats.studies import PLAIN, StudyOptions
from otsannot.i18n import _
from otsannot.model.spans import Span
from otsannot.model.study import Loss, Study

PROGRAM = "CoNLL"

_TAG = re.compile(r"(?:([BIESLU])-(.+)|O|_|-|)")
_MISC = re.compile(r"(?:^|\|)(?:NE|NER|ner|Entity)=([^|]+)")
_NEW_DOCUMENT = ("-DOCSTART-", "# newdoc")


class _Token(NamedTuple):
    form: str
    tag: str
    space: bool


def limits() -> list[str]:
    """Nothing: no tokens are written, because a text is more than them."""
    return []


def read_study(path: Path, options: StudyOptions = PLAIN) -> Study:
    """The documents of a file. Raises OtsannotError naming it when it cannot be read or has no such columns."""
    written = decode(read_bytes(path), shown(path), options.encoding).text
    is_u = path.suffix.lower() == ".conllu"
    texts = []
    for number, lines in enumerate(_documents(written.split("\n")), 1):
        text = _text(lines, is_u)
        name = document_name(path) if number == 1 else f"{document_name(path)} ({number})"
        texts.append(LabelledText(name, text.text, text.labels, shown(path)))
    texts = [text for text in texts if text.text.strip()]
    if not texts:
        raise OtsannotError(_("{name} holds no tokens in columns.").format(name=shown(path)))
    told = [_("The file holds tokens: words stand between blanks, and each sentence on a line of its own.")]
    losses: list[Loss] = []
    return labelled_study(document_name(path), PROGRAM, texts, losses, told)


def _documents(lines: Iterable[str]) -> Iterator[list[str]]:
    """The lines of each document."""
    found: list[str] = []
    for line in lines:
        if line.startswith(_NEW_DOCUMENT) and any(one.strip() and not one.startswith("#") for one in found):
            yield found
            found = []
        if not line.startswith("-DOCSTART-"):
            found.append(line)
    yield found


def _text(lines: Iterable[str], is_u: bool) -> LabelledText:
    """The text of a document: a line for each sentence, which an empty line ends."""
    pieces: list[str] = []
    labels: list[Label] = []
    place, sentence = 0, list[_Token]()
    for line in [*lines, ""]:
        token = _token(line, is_u)
        if token is not None:
            sentence.append(token)
        elif not line.strip() and sentence:
            text, found = _sentence(sentence)
            labels += [Label(Span(place + start, place + end), (name,)) for start, end, name in found]
            pieces.append(text)
            place += len(text) + 1
            sentence = []
    return LabelledText("", "".join(f"{piece}\n" for piece in pieces), tuple(labels))


def _token(line: str, is_u: bool) -> _Token | None:
    """A token, or None for a line that is none, such as a remark or a range of CoNLL-U."""
    cells = line.split("\t") if "\t" in line else line.split()
    if not cells or not line.strip():
        return None
    if line.startswith("#") and not (len(cells) == 2 and _TAG.fullmatch(cells[1])):
        return None
    if not is_u:
        return _Token(cells[0], cells[-1] if len(cells) > 1 else "O", True)
    if len(cells) < 10 or not cells[0].isdigit():
        return None
    found = _MISC.search(cells[9])
    return _Token(cells[1], found[1] if found else "O", "SpaceAfter=No" not in cells[9])


def _sentence(tokens: list[_Token]) -> tuple[str, list[tuple[int, int, str]]]:
    """The text of a sentence and its spans; a span begins at `B`, `S` or `U`, or where the name changes."""
    text = ""
    spans: list[tuple[int, int, str]] = []
    inside = ""
    for number, token in enumerate(tokens):
        start = len(text)
        text += token.form
        found = _TAG.fullmatch(token.tag)
        begins, name = (found[1], found[2] or "") if found else ("B", token.tag)
        if name and inside == name and begins in ("I", "E", "L"):
            spans[-1] = (spans[-1][0], len(text), name)
        elif name:
            spans.append((start, len(text), name))
        inside = name if begins not in ("S", "U") else ""
        if token.space and number < len(tokens) - 1:
            text += " "
    return text, spans
