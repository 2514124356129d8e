"""A reader of texts that does what its file says: hang, crash, ask for memory without end, or yield what files hold."""

from __future__ import annotations

import ctypes
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from otsannot.errors import OtsannotError, PasswordNeededError
from otsannot.formats.reading import AS_IT_IS, Reading
from otsannot.model.new_text import NewText, Remark
from otsannot.model.structure import Part, hash_of


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
            case "everything":
                yield _everything(path)
                continue
            case "print":
                sys.stdout.write("words in between\n" * 10_000)
                sys.stderr.write("complaints\n" * 10_000)
            case "refuse":
                raise OtsannotError(f"{path} is refused.")
            case "locked" if reading.password != "key":
                raise PasswordNeededError(f"{path} is locked.")
        yield NewText(f"{path.stem} {number}", line, hash_of(line), str(path), "utf-8")


def _everything(path: Path) -> NewText:
    text = "A title\nAnna: We agreed. 👍\nBen: So did we."
    return NewText(
        path.stem,
        text,
        hash_of(text),
        str(path),
        "utf-8",
        language="en",
        parts=(
            Part(0, 7, "heading", "1"),
            Part(8, 26, "speaker", "Anna"),
            Part(27, 42, "speaker", "Ben"),
        ),
        facts={"date": "2024-10-21", "words": "8", "title": path.stem},
        remarks=(
            Remark(14, 16, "Ayla", "who?", "2024-10-22T08:00:00Z"),
            Remark(14, 16, "Ayla", "both sides", "2024-10-22T09:00:00Z"),
            Remark(33, 33, "", "this line"),
        ),
        case="Anna's office",
        case_facts={"state": "Türkiye", "seats": "12"},
        group="Interviews",
        told=("One picture was left out.",),
    )


def _circle() -> None:
    _circle()
