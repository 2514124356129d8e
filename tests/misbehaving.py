"""A reader of texts that does what its file says: hang, crash, ask for memory without end, or read."""

from __future__ import annotations

import ctypes
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from otsannot.errors import OtsannotError, PasswordNeededError
from otsannot.formats.reading import AS_IT_IS, Reading
from otsannot.model.new_text import NewText
from otsannot.model.structure import hash_of


def read(path: Path, reading: Reading = AS_IT_IS) -> Iterator[NewText]:
    """A text for each line, unless a line is one of the words below."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        match line:
            case "hang":
                threading.Event().wait()
            case "crash":
                ctypes.string_at(0)
            case "leave":
                os._exit(3)
            case "fill memory":
                bytearray(1 << 40)
            case "go in circles":
                _circle()
            case "fail":
                {}["nothing"]
            case "print":
                sys.stdout.write("words in between\n" * 10_000)
                sys.stderr.write("complaints\n" * 10_000)
            case "refuse":
                raise OtsannotError(f"{path} is refused.")
            case "locked" if reading.password != "key":
                raise PasswordNeededError(f"{path} is locked.")
        yield NewText(f"{path.stem} {number}", line, hash_of(line), str(path), "utf-8")


def _circle() -> None:
    _circle()
