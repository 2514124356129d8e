"""Tells what a file is by what it holds, whatever its name says, and opens what a password locks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from zipfile import ZipFile

from otsannot.errors import OtsannotError, PasswordNeededError
from otsannot.formats import READERS, module_of
from otsannot.formats.files import LARGEST, shown
from otsannot.formats.zipped import ZIP_DAMAGES
from otsannot.i18n import _

LOCKED = ".locked"
"""Stands for a document of Office that only a password opens."""

_FIRST = 4_096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MEDIA = {
    b"application/epub+zip": ".epub",
    b"application/vnd.oasis.opendocument.text": ".odt",
    b"application/vnd.oasis.opendocument.text-template": ".odt",
    b"application/vnd.oasis.opendocument.spreadsheet": ".ods",
    b"application/vnd.oasis.opendocument.presentation": ".odp",
}
_PARTS = {"word/document.xml": ".docx", "xl/workbook.xml": ".xlsx", "ppt/presentation.xml": ".pptx"}
_BINARY = frozenset(
    {".pdf", ".rtf", ".doc", ".docx", ".docm", ".dotx", ".xlsx", ".pptx", ".odt", ".ott", ".ods", ".odp", ".epub"}
)
_HTML = re.compile(rb"\s*(<!doctype html|<html|<head|<body)", re.IGNORECASE)


class Readable(NamedTuple):
    """A file where it can be read, with the module that reads it and what there is to tell of that."""

    path: Path
    module: str
    told: tuple[str, ...] = ()


def suffix_of(path: Path) -> str:
    """The suffix that fits what a file holds; empty when it does not show. Raises OSError when it cannot be read."""
    with path.open("rb") as file:
        first = file.read(_FIRST)
        if b"%PDF-" in first[:1024]:
            return ".pdf"
        if first.startswith(b"{\\rtf"):
            return ".rtf"
        if first.startswith(_OLE):
            return LOCKED if _ENCRYPTED in first + file.read(LARGEST) else ".doc"
    if first.startswith(b"PK\x03\x04"):
        return _suffix_of_zip(path)
    if b"\0" not in first and _HTML.match(first.removeprefix(b"\xef\xbb\xbf")):
        return ".html"
    return ""


def holds_other_format(path: Path) -> bool:
    """Whether what is called a plain text is a document of a format that can be read, perhaps with a password."""
    try:
        suffix = suffix_of(path) if path.is_file() else ""
    except OSError:
        return False
    return suffix == LOCKED or (suffix in _BINARY and suffix in READERS)


@contextmanager
def readable(path: Path, module: str, password: str = "") -> Iterator[Readable]:
    """A file as it is to be read, `module` being that which its name asks for; what was locked lies open meanwhile.

    Raises PasswordNeededError when no password is given, or another one.
    """
    try:
        suffix = suffix_of(path) if path.is_file() else ""
    except OSError:  # its reader says why
        suffix = ""
    if suffix == LOCKED:
        with TemporaryDirectory(prefix="otsannot-") as folder:
            opened = Path(folder, path.name)
            _unlock(path, opened, password)
            with readable(opened, module) as found:
                yield found
        return
    if not suffix and path.suffix.lower() in _BINARY and _is_text(path):
        suffix = ".txt"
    fitting = module_of(path.with_name(f"file{suffix}")) if suffix in READERS else module
    # What calls itself a text may hold the words of a web page; only a name that says something else is wrong.
    is_other = fitting != module and (suffix != ".html" or path.suffix.lower() in _BINARY)
    if is_other:
        told = _("{name} is {kind}, whatever its name says, and was read as one.")
        yield Readable(path, fitting, (told.format(name=shown(Path(path.name)), kind=_kinds()[suffix]),))
    else:
        yield Readable(path, module)


def _suffix_of_zip(path: Path) -> str:
    try:
        with ZipFile(path) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < _FIRST:
                return _MEDIA.get(archive.read("mimetype").strip(), ".zip")
            return next((suffix for part, suffix in _PARTS.items() if part in names), ".zip")
    except ZIP_DAMAGES:
        return ""


def _is_text(path: Path) -> bool:
    """Whether a file can be nothing but a text: letters that are whole, and no sign that texts do not have."""
    with path.open("rb") as file:
        first = file.read(_FIRST)
    try:
        text = first.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(first) - 3:
            return False
        text = first[: error.start].decode("utf-8")
    return bool(text.strip()) and not re.search(r"[\x00-\x08\x0e-\x1a]", text)


def _unlock(path: Path, opened: Path, password: str) -> None:
    if not password:
        told = _("{name} is locked. Give its password to read it.")
        raise PasswordNeededError(told.format(name=shown(path)))
    from msoffcrypto import OfficeFile
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError

    try:
        with path.open("rb") as file, opened.open("wb") as out:
            office = OfficeFile(file)
            office.load_key(password=password)
            office.decrypt(out)
    except InvalidKeyError:
        told = _("{name} has another password. Try again.")
        raise PasswordNeededError(told.format(name=shown(path))) from None
    except (DecryptionError, FileFormatError, OSError, ValueError, KeyError) as error:
        told = _("{name} cannot be unlocked. Save it without a password where it was written.")
        raise OtsannotError(told.format(name=shown(path))) from error


def _kinds() -> dict[str, str]:
    """What a file is, in words that follow "is"."""
    return {
        ".pdf": _("a PDF"),
        ".rtf": _("a Rich Text document"),
        ".doc": _("an old Word document"),
        ".docx": _("a Word document"),
        ".xlsx": _("an Excel workbook"),
        ".pptx": _("a PowerPoint presentation"),
        ".odt": _("an OpenDocument text"),
        ".ods": _("an OpenDocument spreadsheet"),
        ".odp": _("an OpenDocument presentation"),
        ".epub": _("an EPUB book"),
        ".html": _("a web page"),
        ".txt": _("a plain text"),
    }
