"""Which files in a folder are those of a project of plain text, and which are somebody else's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from otsannot.formats import plain_project_layout as layout

_WELCOME = ("readme", "license", "licence", "copying", "changelog", "makefile")
"""Files that a folder may hold, in any case and with any suffix, and still count as empty."""


def is_project(folder: Path) -> bool:
    """Whether a folder says that it is a project of plain text. Raises OSError when it cannot be read."""
    try:
        manifest = json.loads((folder / layout.MANIFEST).read_bytes())
    except (FileNotFoundError, ValueError):
        return False
    return isinstance(manifest, dict) and manifest.get("format") == layout.FORMAT


def is_replaceable(folder: Path) -> bool:
    """Whether a project may be written into a folder: it is one, or holds nothing but hidden files and a README."""
    if is_project(folder):
        return True
    return all(path.name.startswith(".") or path.stem.lower() in _WELCOME for path in folder.iterdir())


def strangers(folder: Path) -> Iterator[str]:
    """The files in the folders of a project that it does not list, as paths in it with `/`."""
    if not is_project(folder):
        return
    own = {name for index in (layout.DOCUMENTS, layout.ATTACHMENTS) for name in _listed(folder / index)}
    for home in layout.FOLDERS:
        for path in sorted((folder / home).rglob("*")):
            name = path.relative_to(folder).as_posix()
            if path.is_file() and name not in own and not _is_ours(home, path):
                yield name


def _listed(index: Path) -> Iterator[str]:
    """The files that an index names; a line that cannot be read names none."""
    if not index.is_file():
        return
    for row in index.read_bytes().splitlines():
        try:
            fields = json.loads(row)
        except ValueError:
            continue
        if isinstance(fields, dict):
            yield from (str(fields[key]) for key in ("text", "structure", "original", "file") if fields.get(key))


def _is_ours(home: str, path: Path) -> bool:
    """Whether a file of a folder that has no index is one that we write, by what it begins with."""
    if home == layout.ANNOTATIONS:
        return path.suffix == ".jsonl"
    if home == layout.MEMOS and path.suffix == ".md":
        with path.open("rb") as file:
            return file.readline().strip() == b"---" and file.readline().startswith(b"id: ")
    return False
