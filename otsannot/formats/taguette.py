"""Reads a project of Taguette: a database that was exported, or `taguette.sqlite3` of the program itself.

Taguette counts the UTF-8 bytes of the text nodes of a document's HTML, as measured on version 1.5.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from uuid import UUID, uuid5

from otsannot.errors import OtsannotError
from otsannot.formats.files import shown
from otsannot.formats.foreign_database import ForeignDatabase, Row, foreign_database, is_database, moment, number, text
from otsannot.formats.studies import PLAIN, StudyOptions
from otsannot.formats.taguette_text import TaguetteText, taguette_text
from otsannot.i18n import _
from otsannot.model.study import (
    Loss,
    Study,
    StudyCode,
    StudyCoder,
    StudyCoding,
    StudyDocument,
    StudyMemo,
    StudyPassage,
)

_SPACE = UUID("5d0b4b34-4f6e-5a0a-9a0e-6f1f3c7b9a11")
_NOBODY = "Taguette"


def recognises(path: Path) -> bool:
    """Whether a file is a database with the tables of Taguette."""
    if not is_database(path):
        return False
    try:
        with foreign_database(path) as database:
            return {"projects", "documents", "highlights", "highlight_tags", "tags"} <= database.tables
    except OtsannotError:
        return False


def limits() -> list[str]:
    """Nothing: no project is written for Taguette, which reads none."""
    return []


def read_study(path: Path, options: StudyOptions = PLAIN) -> Study:
    """The one project of a database, or the one the options name; with `dots`, `identity.language` is two codes.

    Raises OtsannotError naming the file when it is damaged, or holds several projects and none is named.
    """
    with foreign_database(path) as database:
        chosen = _chosen(list(database.rows("projects")), options.project, shown(path))
        reading = _Reading(database, chosen, options.dots)
        study = Study(text(chosen, "name"), reading.guid("project"), moment(chosen, "created"))
        study.coders = reading.coders()
        study.codes = reading.codes()
        study.memos = reading.memos()
    study.documents = _Documents(path, options, study.losses)
    return study


def _chosen(projects: list[Row], wanted: str, name: str) -> Row:
    fitting = [row for row in projects if text(row, "name") == wanted] if wanted else projects
    if len(fitting) == 1:
        return fitting[0]
    if not projects:
        raise OtsannotError(_("{name} holds no project of Taguette.").format(name=name))
    names = ", ".join(f"“{text(row, 'name')}”" for row in projects[:9])
    raise OtsannotError(_("{name} holds several projects: {names}. Say which one.").format(name=name, names=names))


class _Made(NamedTuple):
    """Who made something, and when; what Taguette's list of commands says."""

    coder: str
    time: str


_UNKNOWN = _Made("", "")


class _Reading:
    """One project of a database that is open."""

    def __init__(self, database: ForeignDatabase, project: Row, dots: bool) -> None:
        self._database = database
        self._project = project
        self._number = number(project, "id")
        self._dots = dots
        self._made: dict[object, _Made] = {}
        for row in self._of_project("commands"):
            said = _payload(text(row, "payload"))
            highlight = said.get("highlight_id")
            if said.get("type") == "highlight_add" and highlight is not None:
                made = _Made(text(row, "user_login"), moment(row, "date"))
                first = self._made.setdefault(highlight, made)
                self._made[highlight] = _Made(first.coder, made.time)

    def guid(self, kind: str, *which: object) -> str:
        """A GUID that is the same however often the project is read."""
        told = [text(self._project, "created"), self._number, kind, *which]
        return str(uuid5(_SPACE, json.dumps(told, ensure_ascii=False)))

    def coders(self) -> list[StudyCoder]:
        """The members of the project and whoever highlighted something in it."""
        logins = [text(row, "user_login") for row in self._of_project("project_members")]
        among = "document_id IN (SELECT id FROM documents WHERE project_id = ?)"
        highlights = self._database.rows("highlights", among, self._number)
        logins += [self._made.get(row["id"], _UNKNOWN).coder for row in highlights]
        return [StudyCoder(self.guid("coder", login), login or _NOBODY) for login in dict.fromkeys(logins)]

    def codes(self) -> list[StudyCode]:
        """The tags; where a tag such as `a.b` has no parent, its parent is a folder."""
        tags = {tuple(self._path(row)): row for row in self._of_project("tags")}
        paths = sorted({path[:length] for path in tags for length in range(1, len(path) + 1)})
        found = []
        for path in paths:
            row = tags.get(path, {})
            guid = self.guid("tag", *path)
            parent = self.guid("tag", *path[:-1]) if len(path) > 1 else None
            definition = text(row, "description")
            found.append(StudyCode(guid, path[-1], parent, is_folder=not row, brief_definition=definition))
        return found

    def memos(self) -> list[StudyMemo]:
        """The descriptions of the project and of documents."""
        coder = next(iter(self.coders()), StudyCoder(self.guid("coder", ""), _NOBODY)).guid
        made = moment(self._project, "created")
        found = [
            StudyMemo(self.guid("memo"), coder, _("Description"), text(self._project, "description"), created=made)
        ]
        for row in self._of_project("documents"):
            memo, document = self.guid("memo", row["id"]), self.guid("document", row["id"])
            made, words = moment(row, "created"), text(row, "description")
            found.append(StudyMemo(memo, coder, _("Description"), words, "document", document, created=made))
        return [memo for memo in found if memo.text.strip()]

    def documents(self, losses: list[Loss]) -> Iterator[StudyDocument]:
        """The documents one by one; what cannot come through is added to `losses`."""
        tags = {row["id"]: self.guid("tag", *self._path(row)) for row in self._of_project("tags")}
        for row in self._of_project("documents"):
            content = taguette_text(text(row, "contents"))
            yield StudyDocument(
                self.guid("document", row["id"]),
                text(row, "name") or text(row, "filename"),
                content.text,
                source=text(row, "filename"),
                created=moment(row, "created"),
                parts=content.parts,
                passages=tuple(self._passages(row, content, tags, losses)),
            )

    def _passages(
        self, document: Row, content: TaguetteText, tags: dict[object, str], losses: list[Loss]
    ) -> Iterator[StudyPassage]:
        tagged = defaultdict(list)
        highlights = list(self._database.rows("highlights", "document_id = ?", document["id"]))
        among = "highlight_id IN (SELECT id FROM highlights WHERE document_id = ?)"
        for row in self._database.rows("highlight_tags", among, document["id"]):
            tagged[row["highlight_id"]].append(row["tag_id"])
        for row in highlights:
            which = row["id"]
            start = content.position(number(row, "start_offset") or 0)
            end = content.position(number(row, "end_offset") or 0)
            if start is None or end is None or start >= end:
                told = _("its place, bytes {start} to {end}, is not in the text of “{name}”").format(
                    start=row["start_offset"], end=row["end_offset"], name=text(document, "name")
                )
                losses.append(Loss(_("highlight"), str(which), told))
                continue
            coder, made = self._made.get(which, _UNKNOWN)
            guid = self.guid("coder", coder)
            codings = tuple(
                StudyCoding(self.guid("coding", which, tag), tags[tag], guid, created=made)
                for tag in tagged[which]
                if tag in tags
            )
            yield StudyPassage(self.guid("highlight", which), guid, start, end, "", made, made, codings)

    def _of_project(self, table: str) -> Iterator[Row]:
        return self._database.rows(table, "project_id = ?", self._number)

    def _path(self, tag: Row) -> list[str]:
        path = text(tag, "path")
        steps = path.split(".") if self._dots else [path]
        return steps if all(step.strip() for step in steps) else [path]


class _Documents:
    """The documents of a project, read when they are asked for."""

    def __init__(self, path: Path, options: StudyOptions, losses: list[Loss]) -> None:
        self._path, self._options, self._losses = path, options, losses

    def __iter__(self) -> Iterator[StudyDocument]:
        with foreign_database(self._path) as database:
            chosen = _chosen(list(database.rows("projects")), self._options.project, shown(self._path))
            yield from _Reading(database, chosen, self._options.dots).documents(self._losses)


def _payload(written: str) -> dict[str, object]:
    try:
        said = json.loads(written)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
