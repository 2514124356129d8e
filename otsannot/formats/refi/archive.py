"""The ZIP archive of a project: its entries are looked at and read within limits, and never unpacked to disk."""

from __future__ import annotations

import io
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast
from zipfile import ZipFile, ZipInfo

from otsannot.errors import OtsannotError
from otsannot.formats.files import shown
from otsannot.formats.zipped import ZIP_DAMAGES
from otsannot.i18n import _
from otsannot.model.study import FileOpener

LARGEST_XML = 1_000_000_000
LARGEST_TEXT = 250_000_000
LARGEST_FILE = 2**31 - 1
"""Bytes; the last is what the standard allows a file in the archive."""
MOST_ENTRIES = 200_000
_BOMB_SIZE, _BOMB_RATIO = 20_000_000, 200
"""What is larger than the one and unpacks to more than so many times its size was made to do harm."""


class Archive:
    """A project file and what lies in it, found by name whatever the case and the folder."""

    def __init__(self, path: Path) -> None:
        """Raises OtsannotError when it is no archive, or holds no project."""
        self.path = path
        self.name = shown(path)
        self._by_path: dict[str, ZipInfo] = {}
        self._by_name: dict[str, ZipInfo] = {}
        self.unsafe: list[str] = []
        self._zipped = self._opened()
        for info in self._zipped.infolist()[:MOST_ENTRIES]:
            self._note(info)
        self.project = self._find_project()

    def _note(self, info: ZipInfo) -> None:
        name = info.orig_filename.replace("\\", "/")
        if not name or name.endswith("/"):
            return
        steps = name.split("/")
        if name.startswith("/") or ".." in steps or ":" in steps[0] or _is_link(info):
            self.unsafe.append(info.orig_filename)
            return
        self._by_path.setdefault(name.lower(), info)
        self._by_name.setdefault(steps[-1].lower(), info)

    def _find_project(self) -> ZipInfo:
        found = [info for path, info in self._by_path.items() if path.endswith(".qde") and "__macosx" not in path]
        top = [info for info in found if "/" not in info.filename.replace("\\", "/")]
        named = [info for info in top or found if info.filename.lower().endswith("project.qde")]
        chosen = named or top or found
        if not chosen:
            raise OtsannotError(_("{name} holds no project: there is no project.qde in it.").format(name=self.name))
        if len(chosen) > 1:
            raise OtsannotError(
                _("{name} holds several projects: {found}. Export them one by one.").format(
                    name=self.name, found=", ".join(info.filename for info in chosen[:5])
                )
            )
        return chosen[0]

    def find(self, name: str) -> ZipInfo | None:
        """What a path of the project means, with or without `internal://`; None when it is not there."""
        plain = name.partition("://")[2] if name.lower().startswith("internal://") else name
        plain = plain.replace("\\", "/").lstrip("/").lower()
        return (
            self._by_path.get(f"sources/{plain}")
            or self._by_path.get(plain)
            or self._by_name.get(plain.rpartition("/")[2])
        )

    def entry(self, path: str) -> ZipInfo | None:
        """What lies at one path of the archive."""
        return self._by_path.get(path.lower())

    def read(self, info: ZipInfo, most: int = LARGEST_TEXT) -> bytes:
        """The content of an entry. Raises OtsannotError when it is damaged, encrypted or larger than `most` bytes."""
        with self.open(info, most) as file, _in_words(self.name, info.filename):
            return file.read()

    @contextmanager
    def open(self, info: ZipInfo, most: int) -> Iterator[BinaryIO]:
        """An entry to be read from its beginning, as `read` does."""
        if fault := self.fault(info, most):
            raise OtsannotError(fault)
        with _in_words(self.name, info.filename), self._zipped.open(info) as file:
            yield cast(BinaryIO, file)

    def fault(self, info: ZipInfo, most: int) -> str:
        """Why an entry is not read, as a sentence; empty when nothing speaks against it."""
        names = {"name": self.name, "entry": info.filename}
        if info.flag_bits & 1:
            return _("{entry} in {name} is encrypted. Export the project without a password.").format(**names)
        if info.file_size > most:
            return _("{entry} in {name} is too large.").format(**names)
        if info.file_size > _BOMB_SIZE and info.file_size > _BOMB_RATIO * info.compress_size:
            return _("{entry} in {name} unpacks to far more than a file does, and was not read.").format(**names)
        return ""

    def opener(self, info: ZipInfo) -> FileOpener:
        """Opens an entry as a file of its own; reading it raises OtsannotError where it is damaged."""
        return lambda: cast(BinaryIO, io.BufferedReader(_Entry(self.path, info)))

    def close(self) -> None:
        """Close the archive, when everything is read; files that `opener` opens are not touched."""
        self._zipped.close()

    def _opened(self) -> ZipFile:
        """The archive, which stays open until it is closed: reading its list takes long when it is long."""
        with _in_words(self.name):
            if not self.path.is_file():
                raise OtsannotError(_("{name} does not exist, or is no file.").format(name=self.name))
            return ZipFile(self.path)


class _Entry(io.RawIOBase):
    """An entry of an archive, which is opened anew for it and closed with it."""

    def __init__(self, path: Path, info: ZipInfo) -> None:
        self._names = shown(path), info.filename
        with _in_words(*self._names), ZipFile(path) as zipped:
            self._file = zipped.open(info)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        with _in_words(*self._names):
            data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()


@contextmanager
def _in_words(name: str, entry: str = "") -> Iterator[None]:
    try:
        yield
    except ZIP_DAMAGES as error:
        if entry:
            told = _("{entry} in {name} is damaged. Export the project again.")
            raise OtsannotError(told.format(entry=entry, name=name)) from error
        told = _("{name} is no project archive (.qdpx), or is damaged. Export the project again.")
        raise OtsannotError(told.format(name=name)) from error


def _is_link(info: ZipInfo) -> bool:
    return stat.S_ISLNK(info.external_attr >> 16)
