"""Opens documents that are ZIP archives inside, and unpacks no more of them than a text can need."""

from __future__ import annotations

import zlib
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from otsannot.errors import OtsannotError, PasswordNeededError
from otsannot.formats.files import read_bytes, shown
from otsannot.formats.signatures import kind_of_binary
from otsannot.i18n import _

LARGEST_MEMBER = 200_000_000
"""Bytes of a member once it is unpacked, whatever the archive claims."""

ZIP_DAMAGES = (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError)
"""What a damaged archive makes the library raise; a RuntimeError also stands for a member that has a password."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How old documents of Office begin, and new ones that are encrypted."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class Zipped:
    """The members of a zipped document by their names. Raises OtsannotError when it is none, locked or damaged."""

    def __init__(self, path: Path, kind: str) -> None:
        """`kind` is what the file should be, in words that follow "no"."""
        self.name = shown(path)
        data = read_bytes(path)
        if data.startswith(OLE) and _ENCRYPTED in data:
            raise PasswordNeededError(protected(self.name))
        try:
            self._archive = ZipFile(BytesIO(data))
        except ZIP_DAMAGES as error:
            found = None if data.startswith(b"PK") else kind_of_binary(data)
            if found:
                told = _("{name} is {found}, no {kind}. Give it the ending of what it is and try again.")
            elif data:
                told = _("{name} is no {kind}, or is damaged. Open it where it was written and save it again.")
            else:
                told = _("{name} is empty.")
            raise OtsannotError(told.format(name=self.name, found=found, kind=kind)) from error
        self.names = frozenset(self._archive.namelist())

    def read(self, member: str) -> bytes | None:
        """A member, or None when there is none of that name. Raises OtsannotError when it is damaged or too large."""
        if member not in self.names:
            return None
        try:
            with self._archive.open(member) as file:
                data = file.read(LARGEST_MEMBER + 1)
        except RuntimeError as error:  # a member with a password of its own
            raise OtsannotError(protected(self.name)) from error
        except ZIP_DAMAGES as error:
            raise self.damaged(member) from error
        if len(data) > LARGEST_MEMBER:
            raise OtsannotError(_("{name} is too large once it is unpacked. Split it.").format(name=self.name))
        return data

    def damaged(self, member: str) -> OtsannotError:
        """What is said when a member is missing or cannot be unpacked."""
        return OtsannotError(_("{name} is damaged: {member} cannot be read.").format(name=self.name, member=member))


def protected(name: str) -> str:
    """What is said of a document that only a password opens."""
    told = _("{name} is protected by a password. Save it without one where it was written, and import that.")
    return told.format(name=name)
