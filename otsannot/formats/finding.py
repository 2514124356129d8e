"""Finds the texts among files and folders, and says why the others are none."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import NamedTuple

from otsannot.formats import READERS, suffix_of
from otsannot.formats.files import shown
from otsannot.i18n import _
from otsannot.text.matching import fold

_DIGITS = re.compile(r"(\d+)")


class Problem(NamedTuple):
    """A path that gave nothing, and why; `locked` when it asks for a password."""

    path: Path
    sentence: str
    locked: bool = False


class Found(NamedTuple):
    """The files to read, in the order they were found, and the paths that gave none."""

    files: list[Path]
    problems: list[Problem]


def find_files(paths: Iterable[Path], suffixes: Collection[str] = READERS.keys()) -> Found:
    """Expand folders, in the order a reader counts (2 before 10); a file that is met twice is found once.

    Hidden files and folders inside a folder are passed over without a word; a hidden file named in `paths` is not.
    """
    search = _Search(suffixes)
    for path in paths:
        if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises where the path may not be looked at
            search.folder(path)
        elif os.path.lexists(path):
            search.file(path)
        else:
            search.problem(path, _("{path} does not exist."))
    return Found(list(search.files.values()), search.problems)


def natural_order(name: str) -> tuple[list[tuple[int, str]], str]:
    """A key that sorts names as a reader counts: `Speech 2` before `Speech 10`, capitals and accents aside."""
    parts = _DIGITS.split(fold(name))
    key = [(int(part), "") if number % 2 else (-1, part) for number, part in enumerate(parts)]
    return key, name


class _Search:
    def __init__(self, suffixes: Collection[str]) -> None:
        self.suffixes = suffixes
        self.files: dict[str, Path] = {}
        self.problems: list[Problem] = []
        self._met = 0
        self._folders: set[str] = set()

    def problem(self, path: Path, sentence: str) -> None:
        self.problems.append(Problem(path, sentence.format(path=shown(path))))

    def file(self, path: Path) -> None:
        self._met += 1
        if suffix_of(path) in self.suffixes:
            self.files.setdefault(os.path.abspath(path), path)  # noqa: PTH100 - Path has no such step without links
        else:
            self.problem(path, _("{path} is of a kind that cannot be read. Save it as Word, PDF or plain text."))

    def folder(self, folder: Path) -> None:
        if os.path.realpath(folder) in self._folders:
            return
        before = self._met + len(self.problems)
        waiting = [folder]
        while waiting:
            path = waiting.pop()
            if os.path.isdir(path):  # noqa: PTH112 - as above
                waiting.extend(self._entries(path))
            else:
                self.file(path)
        if self._met + len(self.problems) == before:
            self.problem(folder, _("{path} holds no texts that can be read."))

    def _entries(self, folder: Path) -> list[Path]:
        # A link may lead back up; each folder is entered once, under whatever name it is met first.
        real = os.path.realpath(folder)
        if real in self._folders:
            return []
        self._folders.add(real)
        try:
            names = [name for name in os.listdir(folder) if not name.startswith(".")]  # noqa: PTH208 - names are enough
        except OSError:
            self.problem(folder, _("The folder {path} may not be read. Change its permissions and try again."))
            return []
        return [folder / name for name in sorted(names, key=natural_order, reverse=True)]
