"""Reads a folder of plain text as a study; each line that cannot be read is named with its file and number."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, NamedTuple

from otsannot.errors import OtsannotError
from otsannot.formats import plain_project_layout as layout
from otsannot.formats.csv_text import split_csv
from otsannot.formats.files import read_bytes, shown
from otsannot.formats.plain_project_strangers import is_project, strangers
from otsannot.formats.studies import PLAIN, StudyOptions
from otsannot.i18n import _
from otsannot.model.structure import Part
from otsannot.model.study import (
    FileOpener,
    Loss,
    Study,
    StudyAttachment,
    StudyAttribute,
    StudyCase,
    StudyCode,
    StudyCoder,
    StudyCoding,
    StudyDocument,
    StudyGroup,
    StudyMemo,
    StudyPassage,
)

_DOCUMENT = re.compile(rb'"document": ?"([^"\\]*)"')


class _Line(NamedTuple):
    """A line of JSON with where it stands."""

    file: str
    number: int
    fields: dict[str, Any]


def read_study(path: Path, options: StudyOptions = PLAIN) -> Study:
    """The study in a folder. Raises OtsannotError when the folder is no such project, or one of a newer version."""
    reading = _Reading(path)
    manifest = reading.manifest()
    study = Study(
        str(manifest.get("title", "")),
        str(manifest.get("guid", "")),
        str(manifest.get("created", "")),
        losses=reading.losses,
    )
    study.coders = [StudyCoder(*reading.words(row, "id", "name", "created")) for row in reading.lines(layout.CODERS)]
    study.codes = list(reading.codes())
    study.attributes = list(reading.attributes())
    values = reading.values()
    members = reading.members()
    study.documents = reading.documents(values)
    study.groups = [
        StudyGroup(guid, name, tuple(members.get(("group", guid), ())))
        for guid, name in (reading.words(row, "id", "name") for row in reading.lines(layout.GROUPS))
    ]
    study.cases = [
        StudyCase(guid, name, tuple(members.get(("case", guid), ())), values.get(("case", guid), {}), created)
        for guid, name, created in (reading.words(row, "id", "name", "created") for row in reading.lines(layout.CASES))
    ]
    study.memos = list(reading.memos())
    study.attachments = list(reading.attachments())
    reading.losses += [Loss("file", name, _("It is in no index, and so was not read.")) for name in strangers(path)]
    return study


class _Reading:
    """A folder while it is read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = folder.resolve()
        self.losses: list[Loss] = []

    def manifest(self) -> dict[str, Any]:
        """What the project says of itself."""
        if not is_project(self.folder):
            raise OtsannotError(_("{name} is no project of plain text.").format(name=shown(self.folder)))
        found: dict[str, Any] = json.loads(read_bytes(self.folder / layout.MANIFEST))
        version = found.get("version")
        if not isinstance(version, int) or version > layout.VERSION:
            raise OtsannotError(
                _("{name} was made by a newer otsannot. Install the newest version to open it.").format(
                    name=shown(self.folder)
                )
            )
        return found

    def lose(self, file: str, number: int, reason: str) -> None:
        """Name a line that could not be read."""
        self.losses.append(Loss("file", f"{file}:{number}" if number else file, reason))

    def lines(self, file: str) -> Iterator[_Line]:
        """The lines of a file that can be read; one that is missing has none."""
        path = self.folder / file
        if path.exists():
            for number, row in enumerate(read_bytes(path).split(b"\n"), 1):
                if row.strip():
                    line = self.line(file, number, row)
                    if line is not None:
                        yield line

    def line(self, file: str, number: int, row: bytes) -> _Line | None:
        """A line of JSON; None, and told, when it is none."""
        try:
            fields = json.loads(row)
        except (ValueError, RecursionError):
            if row.startswith((b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")):
                self.lose(file, number, _("A conflict of git stands here. Solve it and import again."))
            else:
                self.lose(file, number, _("This is no line of JSON."))
            return None
        if isinstance(fields, dict):
            return _Line(file, number, fields)
        self.lose(file, number, _("This is no line of JSON."))
        return None

    def words(self, line: _Line, *names: str) -> tuple[Any, ...]:
        """Fields of a line that are words; what is something else is told and read as empty."""
        found = []
        for name in names:
            value = line.fields.get(name, "")
            if not isinstance(value, str):
                self.lose(line.file, line.number, _("“{field}” is no text.").format(field=name))
                value = ""
            found.append(value)
        return tuple(found)

    def names(self, line: _Line, field: str) -> tuple[str, ...]:
        """A field of a line that is a list of words."""
        value = line.fields.get(field, [])
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return tuple(value)
        self.lose(line.file, line.number, _("“{field}” is no list of texts.").format(field=field))
        return ()

    def attributes(self) -> Iterator[StudyAttribute]:
        """The attributes in their order."""
        for row in self.lines(layout.ATTRIBUTES):
            guid, name, subject, kind = self.words(row, "id", "name", "subject", "kind")
            yield StudyAttribute(guid, name, subject, kind, self.names(row, "choices"))

    def codes(self) -> Iterator[StudyCode]:
        """The codes in their order."""
        path = self.folder / layout.CODEBOOK
        if not path.exists():
            return
        text = self.text(layout.CODEBOOK, read_bytes(path), "utf-8-sig")
        rows = split_csv(text, ",")
        try:
            titles = next(rows).cells
            for row in rows:
                if len(row.cells) != len(titles):
                    self.lose(layout.CODEBOOK, row.line, _("This row does not have the columns of the first one."))
                else:
                    yield self._code(row.line, dict(zip(titles, row.cells, strict=True)))
        except StopIteration:
            return
        except csv.Error as error:
            self.lose(layout.CODEBOOK, 0, _("It is no well-formed CSV file: {reason}.").format(reason=error))

    def _code(self, line: int, cells: dict[str, str]) -> StudyCode:
        guid, parent, name, colour, folder, digit, *definitions = (cells.get(one, "") for one in layout.CODE_COLUMNS)
        if digit and not re.fullmatch("[1-9]", digit):
            self.lose(layout.CODEBOOK, line, _("“{digit}” is no digit from 1 to 9.").format(digit=digit))
            digit = ""
        is_folder, number = folder == "yes", int(digit) if digit else None
        return StudyCode(guid, name, parent or None, colour, is_folder, number, *definitions)

    def values(self) -> dict[tuple[str, str], dict[str, str]]:
        """What is stated, by what it is of."""
        found: dict[tuple[str, str], dict[str, str]] = {}
        for row in self.lines(layout.VALUES):
            document, case, attribute, value = self.words(row, "document", "case", "attribute", "value")
            owner = ("document", document) if document else ("case", case)
            if attribute in found.setdefault(owner, {}):
                self.lose(
                    row.file,
                    row.number,
                    _("This is stated already, as “{value}”.").format(value=found[owner][attribute]),
                )
            else:
                found[owner][attribute] = value
        return found

    def members(self) -> dict[tuple[str, str], list[str]]:
        """The documents of groups and cases, each once."""
        found: dict[tuple[str, str], dict[str, None]] = {}
        for row in self.lines(layout.MEMBERS):
            group, case, document = self.words(row, "group", "case", "document")
            found.setdefault(("group", group) if group else ("case", case), {})[document] = None
        return {owner: [*documents] for owner, documents in found.items()}

    def documents(self, values: dict[tuple[str, str], dict[str, str]]) -> Iterator[StudyDocument]:
        """The documents with their texts, one after the other; passages wait as lines until theirs comes."""
        waiting = self._annotations()
        for row in self.lines(layout.DOCUMENTS):
            guid, name, file, language, source, encoding, created, structure, original = self.words(
                row, "id", "name", "text", "language", "source", "encoding", "created", "structure", "original"
            )
            path = self.inside(row, file)
            lines = waiting.pop(guid.encode(), [])
            if path is None:
                told = _("The document “{name}” has no text, and so {n} passages were not read.")
                self.lose(row.file, row.number, told.format(name=name, n=len(lines)))
                continue
            text = self.text(file, read_bytes(path)).replace("\r\n", "\n").replace("\r", "\n")
            yield StudyDocument(
                guid,
                name,
                text,
                language,
                source,
                encoding,
                created,
                tuple(self._parts(row, structure)),
                values.get(("document", guid), {}),
                tuple(self._passages(lines, text)),
                self.opener(row, original),
            )
        for lines in waiting.values():
            for file, number, _row in lines:
                self.lose(file, number, _("The document of this passage is in no index."))

    def _annotations(self) -> dict[bytes, list[tuple[str, int, bytes]]]:
        """The lines of all passages by the GUID of their document, each with its file and number."""
        found: dict[bytes, list[tuple[str, int, bytes]]] = {}
        for path in sorted((self.folder / layout.ANNOTATIONS).glob("*.jsonl")):
            file = f"{layout.ANNOTATIONS}/{path.name}"
            for number, row in enumerate(read_bytes(path).split(b"\n"), 1):
                if not row.strip():
                    continue
                told = _DOCUMENT.search(row)
                if told is not None:
                    found.setdefault(told[1], []).append((file, number, row))
                elif self.line(file, number, row) is not None:
                    self.lose(file, number, _("This passage names no document."))
        return found

    def _passages(self, lines: list[tuple[str, int, bytes]], text: str) -> Iterator[StudyPassage]:
        """The passages of a document; of two lines with one GUID, as a merge leaves them, the later edit counts."""
        found: dict[str, StudyPassage] = {}
        for file, number, row in lines:
            line = self.line(file, number, row)
            passage = None if line is None else self._passage(line, text)
            if passage is None:
                continue
            other = found.get(passage.guid)
            if other is not None:
                self.lose(file, number, _("This passage stands there twice; what was edited later counts."))
                passage = max(other, passage, key=lambda one: one.modified)
            found[passage.guid] = passage
        yield from found.values()

    def _passage(self, line: _Line, text: str) -> StudyPassage | None:
        start, end = line.fields.get("start"), line.fields.get("end")
        if type(start) is not int or type(end) is not int:
            self.lose(line.file, line.number, _("This passage has no place in its text."))
            return None
        guid, coder, comment, created, modified, words = self.words(
            line, "id", "coder", "comment", "created", "modified", "words"
        )
        if words and text[start:end] != words:
            place = _nearest(text, words, start)
            if place is None:
                told = _("“{words}” is not in the text.").format(words=words[:80])
                self.lose(line.file, line.number, told)
                return None
            told = _("“{words}” stands at {place} now, and the passage was put there.")
            self.lose(line.file, line.number, told.format(words=words[:80], place=place))
            start, end = place, place + len(words)
        codings = line.fields.get("codes", [])
        if not isinstance(codings, list):
            self.lose(line.file, line.number, _("“{field}” is no list.").format(field="codes"))
            codings = []
        codes = tuple(self._coding(line, coding, coder) for coding in codings if isinstance(coding, dict))
        return StudyPassage(guid, coder, start, end, comment, created, modified, codes)

    def _coding(self, line: _Line, coding: dict[str, Any], maker: str) -> StudyCoding:
        guid, code, coder, created = self.words(line._replace(fields=coding), "id", "code", "coder", "created")
        weight = coding.get("weight")
        if weight is not None and type(weight) is not int:
            self.lose(line.file, line.number, _("“{field}” is no whole number.").format(field="weight"))
            weight = None
        return StudyCoding(guid, code, coder or maker, weight, created)

    def _parts(self, row: _Line, structure: str) -> Iterator[Part]:
        path = self.inside(row, structure) if structure else None
        if path is None:
            return
        for number, line in enumerate(read_bytes(path).split(b"\n"), 1):
            if line.strip():
                try:
                    start, end, kind, value = json.loads(line)
                    yield Part(int(start), int(end), str(kind), str(value))
                except (ValueError, TypeError, RecursionError):
                    self.lose(structure, number, _("This is no part of a structure: start, end, kind and value."))

    def memos(self) -> Iterator[StudyMemo]:
        """The memos in the order of their files."""
        found = []
        for path in sorted((self.folder / layout.MEMOS).glob("*.md")):
            file = f"{layout.MEMOS}/{path.name}"
            content = self.text(file, read_bytes(path)).replace("\r\n", "\n").replace("\r", "\n")
            head, fence, text = content.removeprefix(layout.FENCE).partition(f"\n{layout.FENCE}")
            if not content.startswith(layout.FENCE) or not fence:
                self.lose(file, 1, _("This memo does not begin with its fields between two lines of ---."))
                continue
            fields = self._memo_fields(file, head)
            said = (fields.get(name, "") for name in layout.MEMO_FIELDS)
            guid, coder, title, about, subject, created, modified = said
            words = text.removeprefix("\n").removesuffix("\n")
            found.append(StudyMemo(guid, coder, title, words, about, subject, created, modified))
        return iter(sorted(found, key=lambda memo: (memo.created, memo.guid)))

    def _memo_fields(self, file: str, head: str) -> dict[str, str]:
        fields = {}
        for number, row in enumerate(head.split("\n"), 2):
            name, colon, value = row.partition(": ")
            try:
                said = json.loads(value)
            except (ValueError, RecursionError):
                said = value  # as a person would write it
            if not colon or name not in layout.MEMO_FIELDS or not isinstance(said, str):
                self.lose(file, number, _("This is no field of a memo."))
            else:
                fields[name] = said
        return fields

    def attachments(self) -> Iterator[StudyAttachment]:
        """The attachments in their order."""
        for row in self.lines(layout.ATTACHMENTS):
            guid, name, media_type, place, about, created, file = self.words(
                row, "id", "name", "media_type", "place", "about", "created", "file"
            )
            yield StudyAttachment(guid, name, media_type, place, about, created, self.opener(row, file))

    def opener(self, row: _Line, file: str) -> FileOpener | None:
        """Opens a file that a line names; None when it names none, or, which is told, one that is not there."""
        path = self.inside(row, file) if file else None
        return None if path is None else partial(_opened, path)

    def inside(self, row: _Line, file: str) -> Path | None:
        """A file that a line names; None, and told, when it is not there or not inside the folder."""
        path = self.folder / PurePosixPath(file)
        is_inside = file and "\0" not in file and path.resolve().is_relative_to(self.root)
        if is_inside and path.is_file():
            return path
        self.lose(row.file, row.number, _("There is no file “{file}” in the folder.").format(file=file))
        return None

    def text(self, file: str, content: bytes, encoding: str = "utf-8") -> str:
        """Bytes as text; what is no UTF-8 becomes U+FFFD and is told."""
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            self.lose(file, line, _("This is not UTF-8; what cannot be read became U+FFFD."))
            return content.decode(encoding, "replace")


def _opened(path: Path) -> BinaryIO:
    return path.open("rb")


def _nearest(text: str, words: str, start: int) -> int | None:
    """Where words stand in a text, as near to a place as there are any."""
    places = (text.rfind(words, 0, max(start, 0) + len(words)), text.find(words, max(start, 0)))
    return min((place for place in places if place >= 0), key=lambda place: abs(place - start), default=None)
