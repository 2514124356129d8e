"""Unpacks the files of a ZIP archive into a folder of our own, whatever their names and sizes claim."""

from __future__ import annotations

import errno
import re
import stat
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from zipfile import ZipFile, ZipInfo

from otsannot.errors import OtsannotError, PasswordNeededError
from otsannot.formats.archive_names import meant
from otsannot.formats.files import LARGEST, shown
from otsannot.formats.zipped import ZIP_DAMAGES
from otsannot.i18n import _

MOST_MEMBERS = 20_000
MOST_TIMES = 500
"""How many times larger than its archive a file may be that has more than `SMALL` bytes; texts reach some ten times."""
SMALL = 50_000_000
PIECE = 1_000_000
LONGEST_NAME = 120
"""In code points, of a file as we unpack it; the end with its suffix is kept."""

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_HEADER = 30
_UNSAFE = re.compile(r'[\x00-\x1f<>:"/\\|?*\x7f]')
_LOCKED_FLAG = 0x1


class Member(NamedTuple):
    """A file of an archive: its way in there, where it was unpacked, or why it was not."""

    way: PurePosixPath
    path: Path | None
    sentence: str = ""


def unpack(
    archive: Path, folder: Path, wanted: Callable[[PurePosixPath], bool], look: Callable[[], None], password: str = ""
) -> list[Member]:
    """Unpack the wanted files into a folder, each into one of its own; links and ways that lead out are passed over.

    `look` is called now and then and may raise to give up. Raises OtsannotError when the archive is damaged, locked or
    would fill the disk, or when the disk is full.
    """
    name = shown(archive)
    try:
        with ZipFile(archive) as opened:
            infos = [info for info in opened.infolist() if not info.is_dir()]
            _check_sizes(infos, archive.stat().st_size, name)
            found: list[Member] = []
            room = LARGEST
            for number, info in enumerate(infos):
                member = _member(info, name)
                if member is None or not (member.sentence or wanted(member.way)):
                    continue
                if not member.sentence:
                    target = folder / f"{number}" / _safe(member.way.name)
                    target.parent.mkdir(parents=True)
                    room -= _unpack(opened, info, target, room, look, name, password)
                    member = member._replace(path=target)
                found.append(member)
            return found
    except ZIP_DAMAGES as error:
        told = _("{name} is no ZIP archive, or is damaged. Pack it anew.")
        if isinstance(error, OSError) and error.errno in _NO_ROOM:
            told = _("There is no room to unpack {name}. Free some space and try again.")
        raise OtsannotError(told.format(name=name)) from error


def _check_sizes(infos: list[ZipInfo], size: int, name: str) -> None:
    """What the archive claims must be possible: no file lies upon another, and none grows beyond measure."""
    told = _("{name} would fill the disk when it is unpacked, and was refused.")
    if len(infos) > MOST_MEMBERS:
        raise OtsannotError(
            _("{name} holds more than {most} files. Split it.").format(name=name, most=f"{MOST_MEMBERS:,}")
        )
    ends = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < ends:
            raise OtsannotError(told.format(name=name))
        ends = info.header_offset + _HEADER + info.compress_size
    total = sum(info.file_size for info in infos)
    if total > LARGEST:
        raise OtsannotError(_("{name} holds more than 1 GB. Split it and import the parts.").format(name=name))
    if total > SMALL and total > MOST_TIMES * size:
        raise OtsannotError(told.format(name=name))


def _member(info: ZipInfo, archive: str) -> Member | None:
    """A file by its way in the archive; None for what systems put there for themselves."""
    way = PurePosixPath(meant(info).replace("\\", "/"))
    parts = [part for part in way.parts if part not in ("/", ".")]
    if not parts or parts[0] == "__MACOSX" or any(part.startswith(".") and part != ".." for part in parts):
        return None
    if ".." in parts:
        told = _("{archive} holds {name}, whose name leads out of it; it was passed over.")
        return Member(way, None, told.format(archive=archive, name=way))
    if stat.S_ISLNK(info.external_attr >> 16):
        told = _("{archive} holds {name}, which is a link and no file; it was passed over.")
        return Member(way, None, told.format(archive=archive, name=way))
    if len(parts[0]) == 2 and parts[0].endswith(":"):
        parts = parts[1:] or ["file"]
    return Member(PurePosixPath(*parts), None)


def _safe(name: str) -> str:
    """A name that every system takes, with its end."""
    plain = _UNSAFE.sub("_", name).strip(" .") or "file"
    while len(plain) > LONGEST_NAME or len(plain.encode()) > 2 * LONGEST_NAME:
        plain = plain[1:]
    return plain


def _unpack(
    archive: ZipFile, info: ZipInfo, target: Path, room: int, look: Callable[[], None], name: str, password: str
) -> int:
    """Write a member to a file; gives its size in bytes. What it claims to have counts for nothing."""
    size = 0
    try:
        with archive.open(info, pwd=password.encode() or None) as packed, target.open("xb") as out:
            while piece := packed.read(PIECE):
                size += len(piece)
                if size > room:
                    told = _("{name} holds more than 1 GB. Split it and import the parts.")
                    raise OtsannotError(told.format(name=name))
                out.write(piece)
                look()
    except RuntimeError as error:  # so says the library when a password is missing, or another one
        if not info.flag_bits & _LOCKED_FLAG:
            raise
        told = (
            _("{name} has another password. Try again.")
            if password
            else _("{name} is locked. Give its password to read it.")
        )
        raise PasswordNeededError(told.format(name=name)) from error
    return size
