"""What every reader of texts is given beside the file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, Protocol

from otsannot.model.new_text import NewText


class SurveyColumns(NamedTuple):
    """Which columns of a table, counted from 0, hold texts to code, and which one names the documents.

    `as_cases` makes a case of each row, which has the other columns as its facts and a document for each text;
    otherwise a row is a document. A table without a column of names gives its rows numbers.
    """

    texts: tuple[int, ...]
    name: int | None = None
    as_cases: bool = False


class Reading(NamedTuple):
    """How a file is to be read, where the user said more than which one.

    `encoding` replaces the guess. `whole_page` takes all of a web page and not its article alone; `page_furniture`
    keeps the running heads and page numbers of a PDF, and `ocr` has the words of a scan recognised; `columns` replaces
    the guess at a table of answers.
    """

    encoding: str | None = None
    password: str = ""
    whole_page: bool = False
    page_furniture: bool = False
    ocr: bool = False
    columns: SurveyColumns | None = None


AS_IT_IS = Reading()


class Reader(Protocol):
    """A module of this package that reads texts; it is loaded when a file with one of its suffixes is met."""

    def read(self, path: Path, reading: Reading = AS_IT_IS) -> Iterator[NewText]:
        """The texts of a file, one or many. Raises OtsannotError naming the file when it cannot be read."""
