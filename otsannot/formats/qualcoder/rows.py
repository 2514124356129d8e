"""The tables of a project of QualCoder, the GUIDs that its rows get here, and the files beside it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO
from uuid import UUID, uuid5

from otsannot.formats.foreign_database import ForeignDatabase, Row, text
from otsannot.model.study import FileOpener

NOBODY = "QualCoder"

_SPACE = UUID("0f0c9d5e-7f0a-5d0e-8d6c-2c6a2f0b7d31")
_FOLDERS = {
    "/docs/": "documents",
    "/images/": "images",
    "/audio/": "audio",
    "/video/": "video",
    "docs:": "",
    "images:": "",
    "audio:": "",
    "video:": "",
}
"""Where a file lies by the beginning of its `mediapath`; after a colon it is the path of a file elsewhere."""


class Rows:
    """A project that is open, in the folder that holds its files."""

    def __init__(self, database: ForeignDatabase, folder: Path) -> None:
        self._database = database
        self._folder = folder
        self.project = next(database.rows("project"), {})

    def of(self, table: str, where: str = "", *values: object) -> Iterator[Row]:
        """The rows of a table; `where` is SQL of ours."""
        return self._database.rows(table, where, *values)

    def guid(self, kind: str, *which: object) -> str:
        """A GUID that is the same however often the project is read; the second of its making tells it from others."""
        return str(uuid5(_SPACE, "|".join(map(str, (text(self.project, "date"), kind, *which)))))

    def coder(self, row: Row) -> str:
        """The GUID of who owns a row."""
        return self.guid("coder", text(row, "owner") or text(self.project, "codername") or NOBODY)

    def values(self, use: str, which: object) -> dict[str, str]:
        """What the attributes are for a document (`file`) or a `case`, by their GUIDs."""
        rows = self.of("attribute", "attr_type = ? AND id = ?", use, which)
        return {self.guid("attribute", use, text(row, "name")): said for row in rows if (said := text(row, "value"))}

    def place(self, source: Row) -> Path | None:
        """The file of a source; None when it has none, or it does not lie where it should."""
        path = text(source, "mediapath")
        beginning = next((beginning for beginning in _FOLDERS if path.startswith(beginning)), None)
        if not path:
            inside, name = "documents", text(source, "name")
        elif beginning is None:
            return None
        else:
            inside, name = _FOLDERS[beginning], path.removeprefix(beginning)
        if inside:
            # A name with a path in it would lead out of the project.
            file = self._folder / inside / Path(name.replace("\\", "/")).name
            return file if file.is_file() and not file.is_symlink() else None
        return Path(name)

    def opener(self, source: Row) -> FileOpener | None:
        """Opens the file of a source that lies in the project's folder."""
        file = self.place(source)
        inside = file is not None and file.parent.parent == self._folder
        return partial(_opened, file) if file is not None and inside else None


def _opened(file: Path) -> BinaryIO:
    return file.open("rb")
