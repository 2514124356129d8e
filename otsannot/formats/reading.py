"""What every reader of texts is given beside the file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, Protocol

from otsannot.model.new_text import NewText


class Reading(NamedTuple):
    """How a file is to be read, where the user said more than which one.

    `encoding` replaces the guess. `whole_page` takes all of a web page and not its article alone; `page_furniture`
    keeps the running heads and page numbers of a PDF.
    """

    encoding: str | None = None
    password: str = ""
    whole_page: bool = False
    page_furniture: bool = False


AS_IT_IS = Reading()


class Reader(Protocol):
    """A module of this package that reads texts; it is loaded when a file with one of its suffixes is met."""

    def read(self, path: Path, reading: Reading = AS_IT_IS) -> Iterator[NewText]:
        """The texts of a file, one or many. Raises OtsannotError naming the file when it cannot be read."""
