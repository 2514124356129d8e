"""The files that texts were read from, kept byte for byte."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.orm import Session

from otsannot.errors import OtsannotError
from otsannot.i18n import _
from otsannot.model.nouns import Original, OriginalPiece
from otsannot.store.edit import Edit
from otsannot.store.rows import raw

PIECE = 1_000_000
"""How many bytes of a file are compressed together, so that a file of any size needs little memory."""


def keep_original(edit: Edit, path: Path) -> str:
    """Keep a file and give the hash that names it.

    Raises OSError when it cannot be read, and OtsannotError when it changes meanwhile.
    """
    digest, size = hashlib.sha256(), 0
    for piece in _pieces_of(path):
        digest.update(piece)
        size += len(piece)
    sha256 = digest.hexdigest()
    if edit.keep(Original, sha256=sha256, size=size):
        again = hashlib.sha256()
        for position, piece in enumerate(_pieces_of(path)):
            again.update(piece)
            edit.keep(OriginalPiece, sha256=sha256, position=position, data=zlib.compress(piece))
        if again.hexdigest() != sha256:
            raise OtsannotError(_("{name} changed while it was read. Try again.").format(name=path.name))
    return sha256


def original(session: Session, sha256: str) -> Iterator[bytes]:
    """The bytes of a file that was kept, piece by piece."""
    statement = "SELECT data FROM original_piece WHERE sha256 = ? ORDER BY position"
    return (zlib.decompress(data) for (data,) in raw(session, statement, [sha256]))


def _pieces_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece
