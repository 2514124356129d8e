"""The files that texts were read from, kept byte for byte.

The file of a plain text that is stored exactly as it was, in UTF-8, has no pieces: its bytes are those of the `Body`
under the same hash.
"""

from __future__ import annotations

import hashlib
import io
import zlib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO, cast

from sqlalchemy.orm import Session

from otsannot.errors import OtsannotError
from otsannot.i18n import _
from otsannot.model.nouns import Original, OriginalPiece
from otsannot.model.study import FileOpener
from otsannot.store.edit import Edit
from otsannot.store.rows import raw

PIECE = 1_000_000
"""How many bytes of a file are compressed together, so that a file of any size needs little memory."""


def keep_original(edit: Edit, path: Path) -> str:
    """Keep a file and give the hash that names it.

    Raises OSError when it cannot be read, and OtsannotError when it changes meanwhile.
    """
    return keep_file(edit, lambda: path.open("rb"), path.name)


def keep_file(edit: Edit, opener: FileOpener, name: str) -> str:
    """Keep what an opener opens, as `keep_original` keeps a file; `name` is what an error calls it."""
    sha256, size = hash_of_file(opener)
    if edit.keep(Original, sha256=sha256, size=size):
        again = hashlib.sha256()
        with opener() as file:
            for position, piece in enumerate(_pieces_of(file)):
                again.update(piece)
                edit.keep(OriginalPiece, sha256=sha256, position=position, data=zlib.compress(piece))
        if again.hexdigest() != sha256:
            raise OtsannotError(_("{name} changed while it was read. Try again.").format(name=name))
    return sha256


def keep_plain(edit: Edit, sha256: str, size: int) -> str:
    """Note that a text is its file, byte for byte, so that nothing more need be kept; `size` is in bytes."""
    edit.keep(Original, sha256=sha256, size=size)
    return sha256


def hash_of_file(opener: FileOpener) -> tuple[str, int]:
    """The SHA-256 of a file in hex, and its size in bytes. Raises OSError when it cannot be read."""
    digest, size = hashlib.sha256(), 0
    with opener() as file:
        for piece in _pieces_of(file):
            digest.update(piece)
            size += len(piece)
    return digest.hexdigest(), size


def original(session: Session, sha256: str) -> Iterator[bytes]:
    """The bytes of a file that was kept, piece by piece."""
    pieces = raw(session, "SELECT data FROM original_piece WHERE sha256 = ? ORDER BY position", [sha256])
    first = next(pieces, None)
    if first is None:
        plain = raw(session, "SELECT CAST(content AS BLOB) FROM body WHERE sha256 = ?", [sha256])
        return (content for (content,) in plain)
    return (zlib.decompress(data) for (data,) in chain([first], pieces))


def open_original(session: Session, sha256: str) -> BinaryIO:
    """A file that was kept, to be read from its beginning while the session lasts."""
    return cast(BinaryIO, io.BufferedReader(_Pieces(original(session, sha256))))


class _Pieces(io.RawIOBase):
    """The pieces of a file, one after the other."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if not self._rest:
            self._rest = memoryview(next(self._pieces, b""))
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count


def _pieces_of(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(PIECE):
        yield piece
