"""The files of a batch, those of folders and archives among them, and how each is to be read."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from otsannot.errors import OtsannotError, PasswordNeededError
from otsannot.formats import READERS, suffix_of
from otsannot.formats.files import shown
from otsannot.formats.finding import Problem, find_files, natural_order
from otsannot.formats.unpacking import unpack
from otsannot.i18n import _
from otsannot.model.nouns import LONGEST_NAME

ARCHIVE = ".zip"


class Source(NamedTuple):
    """A file where it can be read, what the user calls it, and the group that its texts belong to, if any."""

    path: Path
    named: Path
    group: str = ""


class Search:
    """Finds the files of a batch; what archives hold lies in `folder` until the batch has come in."""

    def __init__(self, folder: Path, look: Callable[[], None], password: str = "") -> None:
        self.sources: list[Source] = []
        self.problems: list[Problem] = []
        self._folder = folder
        self._look = look
        self._password = password
        self._archives = 0

    def find(self, paths: Sequence[Path], own: set[Path]) -> None:
        """Look for files in paths; `own` are files that a folder may hold without a word."""
        found = find_files(paths, READERS.keys() | {ARCHIVE})
        folders = [path for path in paths if os.path.isdir(path)]  # noqa: PTH112 - Path.is_dir may raise
        self.problems += (problem for problem in found.problems if problem.path.absolute() not in own)
        for path in found.files:
            if suffix_of(path) == ARCHIVE:
                self._open(path, _group(path, folders))
            else:
                self.sources.append(Source(path, path, _group(path, folders)))

    def _open(self, archive: Path, group: str) -> None:
        """The files of an archive, whose folders are groups; an archive in it is not opened."""
        self._archives += 1
        inside = self._folder / f"{self._archives}"
        try:
            members = unpack(archive, inside, _is_readable, self._look, self._password)
        except OtsannotError as error:
            self.problems.append(Problem(archive, str(error), isinstance(error, PasswordNeededError)))
            return
        if not members:
            told = _("{path} holds no texts that can be read.")
            self.problems.append(Problem(archive, told.format(path=shown(archive))))
        home = "/".join(filter(None, (group, shown(Path(archive.stem)))))
        for member in sorted(members, key=lambda member: [natural_order(part) for part in member.way.parts]):
            named = archive / member.way
            if member.path is None:
                self.problems.append(Problem(named, member.sentence))
            else:
                folders = "/".join(member.way.parent.parts)
                within = " ".join("/".join(filter(None, (home, folders))).split())
                self.sources.append(Source(member.path, named, within[-LONGEST_NAME:]))


def _is_readable(way: PurePosixPath) -> bool:
    return suffix_of(Path(way)) in READERS


def _group(path: Path, folders: Sequence[Path]) -> str:
    """The folder a file came with, or one in it, named by its path; empty for a file that was named itself."""
    home = next((folder for folder in folders if folder in path.parents), None)
    if home is None:
        return ""
    way = path.parent.relative_to(home)
    name = shown(Path(Path(os.path.abspath(home)).name, way))  # noqa: PTH100 - a link keeps its own name
    return " ".join(name.split())[-LONGEST_NAME:] or _("Imported")
