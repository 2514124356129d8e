"""The files of a batch, those of folders and archives among them, and how each is to be read."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from otsannot.formats.files import shown
from otsannot.formats.finding import Problem, find_files
from otsannot.i18n import _
from otsannot.model.nouns import LONGEST_NAME


class Source(NamedTuple):
    """A file where it can be read, what the user calls it, and the group that its texts belong to, if any."""

    path: Path
    named: Path
    group: str = ""


def find_sources(paths: Sequence[Path], own: set[Path]) -> tuple[list[Source], list[Problem]]:
    """The files to read, and the paths that gave none; `own` are files that a folder may hold without a word."""
    found = find_files(paths)
    folders = [path for path in paths if os.path.isdir(path)]  # noqa: PTH112 - Path.is_dir may raise
    sources = [Source(path, path, _group(path, folders)) for path in found.files]
    return sources, [problem for problem in found.problems if problem.path.absolute() not in own]


def _group(path: Path, folders: Sequence[Path]) -> str:
    """The folder a file came with, or one in it, named by its path; empty for a file that was named itself."""
    home = next((folder for folder in folders if folder in path.parents), None)
    if home is None:
        return ""
    way = path.parent.relative_to(home)
    name = shown(Path(Path(os.path.abspath(home)).name, way))  # noqa: PTH100 - a link keeps its own name
    return " ".join(name.split())[-LONGEST_NAME:] or _("Imported")
