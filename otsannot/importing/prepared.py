"""Files that were read and may still be looked at, read otherwise or left, before anything of them is stored."""

from __future__ import annotations

import pickle
import shutil
import weakref
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp
from typing import BinaryIO, NamedTuple, cast

from otsannot.errors import OtsannotError, PasswordNeededError
from otsannot.formats.finding import Problem
from otsannot.formats.reading import AS_IT_IS, Reading
from otsannot.formats.workers import Workers
from otsannot.i18n import _
from otsannot.importing.reading import KnownOriginals, read_sources
from otsannot.importing.reports import Imported, imported
from otsannot.importing.sources import Search, Source
from otsannot.model.new_text import NewText
from otsannot.model.structure import Part
from otsannot.progress import SILENT, Progress, stretch

LONGEST_PAGE = 3_000
"""How many code points of a text are shown before it comes in."""
MOST_PAGES = 20
"""How many texts of one file can be looked at; a table of answers may have thousands."""


class Page(NamedTuple):
    """The beginning of a text, with the parts that lie in it."""

    text: str
    parts: tuple[Part, ...]
    about: Imported
    remarks: int


@dataclass
class PreparedFile:
    """A file that was read: how many texts it holds, the first pages, and why there are no (more) texts."""

    source: Source
    reading: Reading = AS_IT_IS
    language: str | None = None
    texts: int = 0
    remarks: int = 0
    pages: list[Page] = field(default_factory=list)
    problem: Problem | None = None
    place: int = 0
    """Where its texts begin among those that wait."""


class Prepared:
    """A batch of files on the threshold. Their texts wait in a folder of ours until `close`."""

    def __init__(self, paths: Sequence[Path], books: list[Path], own: set[Path], progress: Progress = SILENT) -> None:
        """Read files and folders, but for `books`, the codebooks and other tables that say something of texts.

        `own` are files of the study. Raises CancelledError when the user stops it; nothing is then left.
        """
        folder = Path(mkdtemp(prefix="otsannot-"))
        self.close = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        """Drop what was read; it goes by itself when nobody wants it any more, and with the program."""
        self._waiting = folder / "texts"
        self._waiting.touch()
        self.books = books
        try:
            search = Search(folder, lambda: progress.advance(0))
            search.find([path for path in paths if path not in books], own)
            self.problems = search.problems
            self.files = [PreparedFile(source) for source in search.sources]
            with stretch(progress, _("Reading files"), len(self.files)):
                self._read(self.files, progress)
        except BaseException:
            self.close()
            raise

    @property
    def texts(self) -> int:
        """How many texts wait."""
        return sum(file.texts for file in self.files)

    def read_again(self, file: PreparedFile, reading: Reading, progress: Progress = SILENT) -> None:
        """Read one file otherwise: in another encoding, or with its password."""
        file.reading = reading
        with stretch(progress, _("Reading again"), 1):
            self._read([file], progress)

    def reads(self) -> Iterator[tuple[Source, Iterator[NewText]]]:
        """Each file with its texts, as readers give them."""
        with self._waiting.open("rb") as waiting:
            for file in self.files:
                yield file.source, _texts(waiting, file)

    def _read(self, files: Sequence[PreparedFile], progress: Progress) -> None:
        known: KnownOriginals = {}  # the study may have changed until they come in
        with Workers(lambda: progress.advance(0)) as workers, self._waiting.open("ab") as waiting:
            for reading in dict.fromkeys(file.reading for file in files):
                chosen = [file for file in files if file.reading == reading]
                sources = [file.source for file in chosen]
                for file, (source, texts) in zip(chosen, read_sources(workers, sources, reading, known), strict=True):
                    _take(file, source, texts, waiting)
                    progress.advance()


def _take(file: PreparedFile, source: Source, texts: Iterator[NewText], waiting: BinaryIO) -> None:
    """Let the texts of a file wait, and keep what is to be seen of them."""
    file.place, file.texts, file.remarks, file.pages, file.problem = waiting.tell(), 0, 0, [], None
    try:
        for text in texts:
            pickle.dump(text._replace(facts=dict(text.facts), case_facts=dict(text.case_facts)), waiting)
            file.texts += 1
            file.remarks += len(text.remarks)
            if len(file.pages) < MOST_PAGES:
                page = tuple(part for part in text.parts if part.start < LONGEST_PAGE)
                file.pages.append(Page(text.text[:LONGEST_PAGE], page, imported(source.named, text), len(text.remarks)))
    except OtsannotError as error:
        file.problem = Problem(source.named, str(error), isinstance(error, PasswordNeededError))


def _texts(waiting: BinaryIO, file: PreparedFile) -> Iterator[NewText]:
    waiting.seek(file.place)
    for _number in range(file.texts):
        text = cast(NewText, pickle.load(waiting))
        yield text if file.language is None else text._replace(language=file.language)
    if file.problem is not None:
        raise (PasswordNeededError if file.problem.locked else OtsannotError)(file.problem.sentence)
