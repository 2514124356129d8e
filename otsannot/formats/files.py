"""Reads whole files and puts finished ones in place, and says in words what went wrong."""

from __future__ import annotations

import errno
import os
import stat
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from otsannot.errors import OtsannotError
from otsannot.i18n import _

LARGEST = 1_000_000_000

# A database of SQLite and its logs begin so.
_DATABASES = (b"SQLite format 3\0", b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83", b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7")


def shown(path: Path) -> str:
    """A path as valid Unicode: bytes of its name that are no UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


def read_bytes(path: Path) -> bytes:
    """The content of a regular file of at most 1 GB. Raises OtsannotError naming the file otherwise."""
    name = shown(path)
    try:
        facts = path.stat()
        # A pipe is told apart before it is opened: opening one waits for a writer that may never come.
        if stat.S_ISDIR(facts.st_mode):
            raise OtsannotError(_("{name} is a folder, not a file.").format(name=name))
        if not stat.S_ISREG(facts.st_mode):
            raise OtsannotError(_("{name} is a device or a pipe, not a file.").format(name=name))
        if facts.st_size > LARGEST:
            raise OtsannotError(_("{name} is larger than 1 GB. Split it and import the parts.").format(name=name))
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise OtsannotError(_("{name} does not exist.").format(name=name)) from None
    except ValueError:  # a NUL in the path
        raise OtsannotError(_("{name} does not exist.").format(name=name)) from None
    except PermissionError:
        raise OtsannotError(
            _("{name} may not be read. Change its permissions and try again.").format(name=name)
        ) from None
    except OSError as error:
        raise OtsannotError(
            _("{name} cannot be read: {reason}.").format(name=name, reason=error.strerror or error)
        ) from error


@contextmanager
def replacing(out: Path) -> Iterator[BinaryIO]:
    """A fresh file that takes the place of `out` once the block ends well, and vanishes when it does not.

    Raises OtsannotError where the folder is missing, may not be written, or is full, and where `out` is no file that
    an export may replace, such as a project; `out` is then as before.
    """
    if "\0" in str(out):
        raise OtsannotError(_("{name} cannot be the name of a file.").format(name=shown(out)))
    target = Path(os.path.realpath(out))
    fresh = target.with_name(f".otsannot-{uuid.uuid4().hex}.new")
    with in_words_of_writing(out), ExitStack() as afterwards:
        _check_replaceable(target, shown(out))
        with fresh.open("xb") as handle:
            afterwards.callback(fresh.unlink, missing_ok=True)
            yield handle
            handle.flush()
            os.fsync(handle.fileno())
        fresh.replace(target)


def _check_replaceable(target: Path, name: str) -> None:
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return
    if stat.S_ISDIR(mode):
        raise OtsannotError(_("{name} is a folder. Give the name of a file.").format(name=name))
    if not stat.S_ISREG(mode):
        raise OtsannotError(_("{name} is a device or a pipe. Give the name of a file.").format(name=name))
    with target.open("rb") as file:
        if file.read(16).startswith(_DATABASES):
            raise OtsannotError(
                _("{name} is a database, perhaps a project, and is not replaced. Choose another name.").format(
                    name=name
                )
            )


@contextmanager
def in_words_of_writing(out: Path) -> Iterator[None]:
    """Turns what the system says when a file cannot be written into a sentence that names it."""
    try:
        yield
    except OSError as error:
        raise OtsannotError(_cannot_write(out, error)) from error


def _cannot_write(out: Path, error: OSError) -> str:
    name, folder = shown(out), shown(out.parent)
    match error.errno:
        case errno.ENOENT | errno.ENOTDIR:
            return _("The folder {folder} does not exist. Create it first.").format(folder=folder)
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return _("{name} may not be written. Choose another folder or another name.").format(name=name)
        case errno.ENOSPC | errno.EDQUOT:
            return _("The disk is full: {name} was not written.").format(name=name)
    return _("{name} cannot be written: {reason}.").format(name=name, reason=error.strerror or error)
