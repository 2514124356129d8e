"""Reads WebAnno TSV 3, which INCEpTION writes too: a table of tokens with their places and layers of labels.

https://webanno.github.io/webanno/releases/3.6.6/docs/user-guide.html#sect_webannotsv. Places are UTF-16 units, as Java
counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from otsannot.errors import OtsannotError
from otsannot.formats.decoding import decode
from otsannot.formats.files import read_bytes, shown
from otsannot.formats.labelled_text import Label, LabelledText, labelled_study
from otsannot.formats.plain_text import document_name
from otsannot.formats.quoted_places import QuotedPlaces
from otsannot.formats.studies import PLAIN, StudyOptions
from otsannot.i18n import _
from otsannot.model.study import Loss, Study

PROGRAM = "WebAnno"

WIDEST_GAP = 10_000
"""How many characters may lie between two sentences."""

_HEAD = "#FORMAT=WebAnno TSV 3"
_PLACE = re.compile(r"(\d{1,11})-(\d{1,11})")
_NUMBERED = re.compile(r"(.*)\[(\d+)\]", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_MEANT = {"n": "\n", "r": "\r", "t": "\t"}


class _Feature(NamedTuple):
    """A column of labels: its layer, and its own name."""

    layer: str
    name: str


def limits() -> list[str]:
    """Nothing: none is written."""
    return []


def recognises(path: Path) -> bool:
    """Whether a table is one of WebAnno's."""
    try:
        with path.open("rb") as file:
            return file.read(64).removeprefix(b"\xef\xbb\xbf").startswith(_HEAD.encode())
    except OSError:
        return False


def read_study(path: Path, options: StudyOptions = PLAIN) -> Study:
    """The text with the labels of its span layers. Raises OtsannotError naming the file when it is none of these."""
    written = decode(read_bytes(path), shown(path), options.encoding).text
    if not written.startswith(_HEAD):
        raise OtsannotError(_("{name} is no table of WebAnno TSV 3.").format(name=shown(path)))
    losses: list[Loss] = []
    table = _Table(written.split("\n"), path, losses)
    text = LabelledText(document_name(path), table.text, tuple(table.labels()), shown(path))
    told = [_("The file holds sentences and places: what stood between sentences is a line break.")]
    return labelled_study(document_name(path), PROGRAM, [text], losses, told)


class _Table:
    """The lines of one file."""

    def __init__(self, lines: list[str], path: Path, losses: list[Loss]) -> None:
        self._path, self._name, self._losses = path, document_name(path), losses
        self._features: list[_Feature | None] = []
        self._rows: list[tuple[int, int, list[str]]] = []
        self._sentences: list[tuple[int, str]] = []
        waiting: list[str] = []
        for line in lines:
            if line.startswith("#Text="):
                waiting.append(_unescaped(line.removeprefix("#Text=")))
            elif line.startswith("#T_"):
                self._add_layer(line)
            elif (row := _row(line)) is not None:
                if waiting:
                    self._sentences.append((row[0], "\n".join(waiting)))
                    waiting = []
                self._rows.append(row)
        self._places = QuotedPlaces(self._joined())
        self.text = self._places.text

    def labels(self) -> Iterator[Label]:
        """The labels of all span layers; a numbered label is one over all tokens that have it."""
        for number, feature in enumerate(self._features):
            if feature is not None:
                yield from self._of(number, feature)

    def _of(self, column: int, feature: _Feature) -> Iterator[Label]:
        spans: dict[tuple[str, str], tuple[int, int]] = {}
        for line, (start, end, cells) in enumerate(self._rows):
            cell = cells[column] if column < len(cells) else "_"
            for said in _split(cell):
                numbered = _NUMBERED.fullmatch(said)
                value, which = (numbered[1], numbered[2]) if numbered else (said, f"line {line}")
                if value in ("", "_"):
                    continue
                first = spans.get((value, which), (start, end))
                spans[value, which] = (min(first[0], start), max(first[1], end))
        for (value, _which), (start, end) in spans.items():
            found = self._places.find(start, end, "")
            name = feature.layer if value == "*" else _unescaped(value)
            path = (feature.layer, name) if name != feature.layer else (name,)
            if found is None:
                reason = _("its place, {start} to {end}, is not in the text").format(start=start, end=end)
                self._losses.append(Loss(_("label"), f"{self._name}: {name}", reason))
            else:
                yield Label(found.span, path)

    def _add_layer(self, line: str) -> None:
        """A line such as `#T_SP=webanno.custom.Theme|value|kind`; layers of relations and chains are no passages."""
        kind, _sign, said = line.partition("=")
        layer, *features = said.split("|")
        name = layer.rpartition(".")[2]
        if kind == "#T_SP":
            self._features += [_Feature(name, feature) for feature in features] or [_Feature(name, "")]
        else:
            self._features += [None] * (len(features) + (kind == "#T_RL"))
            self._losses.append(Loss(_("layer"), name, _("only spans are passages")))

    def _joined(self) -> str:
        """The sentences at their places; what is between two of them is not in the file."""
        text, units = "", 0
        for start, sentence in self._sentences:
            gap = start - units
            if not 0 <= gap <= WIDEST_GAP:
                raise OtsannotError(
                    _("{name} is damaged: a sentence begins at {place}, before or far behind the one above.").format(
                        name=shown(self._path), place=start
                    )
                )
            text += ("\n" if text else " ") * min(gap, 1) + " " * (gap - 1) + sentence
            units += gap + len(sentence.encode("utf-16-le")) // 2
        return text


def _row(line: str) -> tuple[int, int, list[str]] | None:
    """A token, or a part of one such as `1-2.1`: its place, and its labels."""
    cells = line.split("\t")
    place = _PLACE.fullmatch(cells[1]) if len(cells) > 2 else None
    return (int(place[1]), int(place[2]), cells[3:]) if place else None


def _split(cell: str) -> list[str]:
    """The labels of a cell, between bars that no backslash stands before."""
    return re.split(r"(?<!\\)\|", cell)


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: _MEANT.get(match[1], match[1]), text)
