"""The archive of an export: entries that are equal from export to export, and what is to be told of what they lack."""

from __future__ import annotations

import shutil
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from otsannot.model.study import Loss

_DAY = (1980, 1, 1, 0, 0, 0)
"""The time of every entry: an export of an unchanged study is the same file, byte by byte."""
_PACKED = (".pdf", ".docx", ".png", ".jpg", ".jpeg", ".mp3", ".mp4", ".m4a", ".ogg", ".webm")
_PIECE = 1 << 20
FOLDER = "sources"


class Packing:
    """Writes the entries of an archive, and collects what was lost."""

    def __init__(self, zipped: ZipFile) -> None:
        self.zipped = zipped
        self.losses: list[Loss] = []
        self._counts: dict[str, int] = {}

    def text(self, guid: str, text: str) -> str:
        """Put a text beside the project; the path by which it is named there."""
        name = f"{guid.upper()}.txt"
        self.zipped.writestr(_entry(f"{FOLDER}/{name}"), text.encode())
        return f"internal://{name}"

    def file(self, name: str, file: IO[bytes]) -> str:
        """Put a file beside the project; the path by which it is named there."""
        stem, point, suffix = name.rpartition(".")
        name = f"{stem.upper()}{point}{suffix.lower()}"
        self.write(f"{FOLDER}/{name}", file)
        return f"internal://{name}"

    def write(self, path: str, file: IO[bytes]) -> None:
        """Put a file at a path of the archive."""
        with self.open(path) as out:
            shutil.copyfileobj(file, out, _PIECE)

    def open(self, path: str) -> IO[bytes]:
        """An entry of the archive, to be written; no other may be meanwhile."""
        return self.zipped.open(_entry(path), "w", force_zip64=False)

    def json(self, path: str, content: str) -> None:
        """Put a text of ours at a path of the archive."""
        self.zipped.writestr(_entry(path), content)

    def lose(self, kind: str, name: str, reason: str) -> None:
        """Say that something is not in the file, or not for other programs."""
        self.losses.append(Loss(kind, name, reason))

    def count(self, sentence: str, times: int = 1) -> None:
        """Say the same of many things once; `{count}` stands for how many."""
        if times:
            self._counts[sentence] = self._counts.get(sentence, 0) + times

    def told(self) -> list[Loss]:
        """Everything that was lost, what was counted at the end."""
        counted = [Loss("study", "", told.format(count=f"{times:,}")) for told, times in self._counts.items()]
        return [*self.losses, *counted]


def _entry(path: str) -> Any:
    info = ZipInfo(path, _DAY)
    info.compress_type = ZIP_STORED if path.lower().endswith(_PACKED) else ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info
