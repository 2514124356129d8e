"""Reads annotations of brat: `NAME.ann` beside `NAME.txt`, one pair or a folder of them.

https://brat.nlplab.org/standoff.html. Positions are code points of the text as its file has it, line ends included.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from otsannot.errors import OtsannotError
from otsannot.formats.decoding import decode
from otsannot.formats.files import read_bytes, shown
from otsannot.formats.finding import natural_order
from otsannot.formats.labelled_text import Label, LabelledText, labelled_study
from otsannot.formats.plain_text import document_name
from otsannot.formats.quoted_places import QuotedPlaces
from otsannot.formats.studies import PLAIN, StudyOptions
from otsannot.i18n import _, ngettext
from otsannot.model.spans import Span
from otsannot.model.study import Loss, Study

PROGRAM = "brat"


def limits() -> list[str]:
    """Nothing: no annotations are written for brat."""
    return []


def read_study(path: Path, options: StudyOptions = PLAIN) -> Study:
    """The annotations of a file or of all in a folder. Raises OtsannotError when a text is missing or unreadable."""
    files = [path]
    if path.is_dir():
        files = sorted(path.glob("*.ann"), key=lambda file: natural_order(file.name))
    losses: list[Loss] = []
    pairs = [_Pair(file, options.encoding, losses) for file in files]
    texts = [pair.read() for pair in pairs]
    pieces = sum(pair.pieces for pair in pairs)
    told = []
    if pieces:
        one = "{count} annotation of several pieces became a passage for each."
        told.append(ngettext(one, "{count} annotations of several pieces became a passage for each.", pieces))
    return labelled_study(shown(Path(path.stem)), PROGRAM, texts, losses, told)


class _Pair:
    """A text and the annotations beside it."""

    def __init__(self, path: Path, encoding: str | None, losses: list[Loss]) -> None:
        self._path = path
        self._losses = losses
        self.pieces = 0
        text = path.with_suffix(".txt")
        if not text.is_file():
            raise OtsannotError(_("The text of {name} is missing: {text}.").format(name=shown(path), text=shown(text)))
        data = read_bytes(text)
        found = decode(data, shown(text), encoding).encoding
        self._places = QuotedPlaces(data.decode(found))
        self._source = shown(text)
        self._lines = _annotation_lines(read_bytes(path), shown(path))

    def read(self) -> LabelledText:
        """The text with its labels."""
        notes = self._notes()
        labels: list[Label] = []
        for key, said, words in self._lines:
            if key.startswith("T"):
                labels += self._labels(key, said, words, notes.get(key, ""))
            elif key[:1] in ("R", "E", "*"):
                kinds = {"R": _("relation"), "E": _("event"), "*": _("equivalence")}
                self._losses.append(Loss(kinds[key[0]], f"{self._name}: {said}", _("only passages have codes")))
        return LabelledText(self._name, self._places.text, tuple(labels), self._source)

    @property
    def _name(self) -> str:
        return document_name(self._path)

    def _notes(self) -> dict[str, str]:
        """What is noted on each annotation: notes in words, and attributes such as `Negation`."""
        notes: dict[str, list[str]] = {}
        for key, said, words in self._lines:
            if key.startswith("#"):
                notes.setdefault(said.partition(" ")[2].strip(), []).append(words)
            elif key[:1] in ("A", "M"):
                name, _blank, about = said.partition(" ")
                target, _blank, value = about.partition(" ")
                notes.setdefault(target, []).append(f"{name}: {value}" if value else name)
        return {key: "\n".join(filter(None, lines)) for key, lines in notes.items()}

    def _labels(self, key: str, said: str, words: str, note: str) -> Iterator[Label]:
        name, _blank, places = said.partition(" ")
        spans = [_span(piece) for piece in places.split(";")]
        self.pieces += len(spans) > 1
        for number, span in enumerate(spans):
            place = self._place(span, words if len(spans) == 1 else "")
            if place is None:
                reason = _("its words are not at its place, {place}").format(place=places)
                self._losses.append(Loss(_("label"), f"{self._name}: {key} {name} “{words}”", reason))
            else:
                yield Label(place, (name,), note if number == 0 else "")

    def _place(self, span: Span | None, words: str) -> Span | None:
        """Where a span stands; the words beside it have a blank for each line end."""
        text = self._places.text
        if span is None:
            return None
        there = text[span.start : span.end]
        if there and (not words or there.replace("\n", " ") == words):
            return span
        found = self._places.find(*span, words) if words else None
        return found.span if found else None


def _annotation_lines(data: bytes, name: str) -> list[tuple[str, str, str]]:
    """The lines of a file as key, type with places, and words. An empty file has none."""
    if not data.strip():
        return []
    lines = decode(data, name).text.split("\n")
    return [_three(line) for line in lines if line]


def _span(piece: str) -> Span | None:
    numbers = piece.split()
    if len(numbers) != 2 or not all(number.isascii() and number.isdigit() for number in numbers):
        return None
    start, end = (int(number[:12]) for number in numbers)
    return Span(start, end) if start < end else None


def _three(line: str) -> tuple[str, str, str]:
    key, _tab, rest = line.partition("\t")
    said, _tab, words = rest.partition("\t")
    return key, said, words
