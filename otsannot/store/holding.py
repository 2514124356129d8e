"""Holds an open project's files, so that no other program takes them for abandoned.

While a project is open, SQLite locks it, so that another program that leaves does not remove the log. POSIX ties such
locks to the process: whatever opens and closes the file in this process, a file dialog that looks for its kind for
example, takes them away without a word (https://www.sqlite.org/howtocorrupt.html, section 2.2), and what is written
from then on goes into a log without a name. Linux knows locks that belong to one open file and survive that
(`F_OFD_SETLK`, fcntl(2)). They are shared ones: they stop nobody from reading or writing.
"""

from __future__ import annotations

import os
import struct
import sys
from contextlib import suppress
from pathlib import Path

if sys.platform == "linux":
    import fcntl

# The bytes that SQLite's own readers lock (os_unix.c): SHARED_FIRST and SHARED_SIZE, and the deadman switch of -shm.
_SHARED = (0x40000002, 510)
_IN_USE = (128, 1)

_FLOCK = struct.Struct("hhqqi4x")
"""`struct flock` of 64-bit Linux: type, whence, start, length, process."""


class Hold:
    """The locks on one open project; on a system without such locks it holds nothing."""

    def __init__(self, path: Path) -> None:
        self._files: list[int] = []
        if sys.platform == "linux" and struct.calcsize("P") == 8:
            self._lock(path, *_SHARED)
            index = Path(f"{path}-shm")
            if index.exists():  # not on a disk where SQLite cannot keep a log
                self._lock(index, *_IN_USE)

    def _lock(self, path: Path, start: int, length: int) -> None:
        file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        self._files.append(file)
        _ask(file, fcntl.F_RDLCK, start, length)

    def let_go(self) -> None:
        """Give the locks back, before SQLite closes: the last one to leave needs the file for itself."""
        for file in self._files:
            _ask(file, fcntl.F_UNLCK, 0, 0)

    def close(self) -> None:
        """Close the files, after SQLite has: closing them earlier would take SQLite's own locks away."""
        for file in self._files:
            os.close(file)
        self._files.clear()


def _ask(file: int, kind: int, start: int, length: int) -> None:
    # A network disk may know no such locks; the store's own look before each edit then has to do.
    with suppress(OSError):
        fcntl.fcntl(file, fcntl.F_OFD_SETLK, _FLOCK.pack(kind, os.SEEK_SET, start, length, 0))
