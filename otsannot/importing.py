"""Texts and codebooks come in: one edit for a whole batch, and a report of what came in and what did not."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from otsannot.errors import OtsannotError
from otsannot.formats import read_texts
from otsannot.formats.codebook import SUFFIXES, CodebookFile, read_codebook
from otsannot.formats.files import shown
from otsannot.formats.finding import Problem, find_files
from otsannot.formats.reading import Reading
from otsannot.i18n import _, ngettext
from otsannot.model.new_text import NewText
from otsannot.model.nouns import LONGEST_NAME
from otsannot.progress import SILENT, Progress, stretch
from otsannot.store import Edit, Snapshot, Store, codebook_import, documents, groups, passages
from otsannot.store.codebook_import import Comparison, Difference, Take, keep_ours, take_theirs
from otsannot.store.documents import DocumentRow

LONGEST_SHOWN = 80


class Imported(NamedTuple):
    """A text that came in; `characters` are code points."""

    path: Path
    document: str
    encoding: str
    characters: int


@dataclass
class CodebookReport:
    """What a codebook brought into the study, or would bring: paths of codes, and fields that differ.

    `taken` are those of the `changed` fields that say now what the file says; the others stayed. `problems` are
    sentences on what did not come in, and `unread` names the columns that nobody knows.
    """

    path: Path
    new: list[str]
    filled: list[Difference]
    changed: list[Difference]
    equal: list[str]
    taken: list[Difference]
    problems: list[str]
    unread: list[str]

    def __bool__(self) -> bool:
        """Whether a code of the file could be read."""
        return bool(self.new or self.filled or self.changed or self.equal)

    @property
    def kept(self) -> list[Difference]:
        """The fields that differ and stayed as they were in the study."""
        taken = set(self.taken)
        return [difference for difference in self.changed if difference not in taken]

    def summary(self) -> str:
        """The codes it brought, in one line."""
        taken = {difference.path for difference in self.taken}
        kept = {difference.path for difference in self.changed} - taken
        filled = {difference.path for difference in self.filled} - taken - kept
        told = []
        if self.new:
            told.append(ngettext("{count} new code", "{count} new codes", len(self.new)))
        if filled:
            told.append(ngettext("{count} filled in", "{count} filled in", len(filled)))
        if taken:
            told.append(ngettext("{count} changed", "{count} changed", len(taken)))
        if kept:
            told.append(ngettext("{count} differs and stays", "{count} differ and stay", len(kept)))
        if self.equal:
            told.append(ngettext("{count} equal", "{count} equal", len(self.equal)))
        return ", ".join(told) or _("no codes")


@dataclass
class ImportReport:
    """What a batch brought, and what it did not, with a sentence for each."""

    documents: list[Imported] = field(default_factory=list)
    codebooks: list[CodebookReport] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def codes(self) -> int:
        """How many codes are new."""
        return sum(len(book.new) for book in self.codebooks)

    def summary(self) -> str:
        """The batch in one line."""
        came = []
        if self.documents:
            came.append(ngettext("{count} document", "{count} documents", len(self.documents)))
        if self.codes:
            came.append(ngettext("{count} code", "{count} codes", self.codes))
        if any(book.filled or book.taken for book in self.codebooks):
            came.append(_("definitions of codes"))
        line = _("{what} came in.").format(what=", ".join(came)) if came else _("Nothing new came in.")
        if self.problems:
            line += " " + ngettext("{count} path did not.", "{count} paths did not.", len(self.problems))
        return line


def compare_codebook(
    session: Snapshot, path: Path, take: Take = keep_ours, encoding: str | None = None
) -> CodebookReport:
    """What importing a codebook would bring; nothing is written. Raises OtsannotError when it cannot be read."""
    file = read_codebook(path, encoding)
    return _codebook_report(path, file, codebook_import.compare_codebook(session, file.drafts), take)


def import_codebook(
    edit: Edit, path: Path, take: Take = keep_ours, encoding: str | None = None, progress: Progress = SILENT
) -> CodebookReport:
    """Add the codes of a file that are missing, and the definitions they lack; `take` chooses where fields differ.

    Raises OtsannotError when the file cannot be read, or what is taken fits into no tree.
    """
    file = read_codebook(path, encoding)
    return _codebook_report(path, file, codebook_import.merge_codebook(edit, file.drafts, take, progress), take)


def shortened(text: str) -> str:
    """The beginning of a text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_SHOWN else f"{line[: LONGEST_SHOWN - 1]}…"


def codebook_label(path: Path) -> str:
    """What undo calls the import of a codebook."""
    return _("Import codebook {name}").format(name=shown(Path(path.name)))


def _codebook_report(path: Path, file: CodebookFile, found: Comparison, take: Take) -> CodebookReport:
    taken = [difference for difference in found.changed if take(difference)]
    problems = [*file.problems, *found.problems]
    return CodebookReport(path, found.new, found.filled, found.changed, found.equal, taken, problems, file.unread)


class _TriedError(Exception):
    """Ends an edit that was only tried."""


def import_paths(
    store: Store,
    coder: str,
    paths: Sequence[Path],
    encoding: str | None = None,
    progress: Progress = SILENT,
    *,
    update: bool = False,
    dry_run: bool = False,
) -> ImportReport:
    """Import files and folders in one edit; `encoding` replaces the guess for every text and table.

    `update` takes the words of codebooks where they differ from those in the study; `dry_run` takes everything back.
    Raises CancelledError when the user stops it, and OtsannotError when the project cannot be written; nothing
    has then come in.
    """
    books = [path for path in dict.fromkeys(paths) if is_codebook(path)]
    found = find_files([path for path in paths if not is_codebook(path)])
    own = {Path(f"{store.path}{end}") for end in ("", "-wal", "-shm")} - {path.absolute() for path in paths}
    folders = [path for path in paths if os.path.isdir(path)]  # noqa: PTH112 - Path.is_dir may raise
    report = ImportReport(problems=[problem for problem in found.problems if problem.path.absolute() not in own])
    work = stretch(progress, _("Importing"), len(found.files) + len(books))
    with suppress(_TriedError), work, store.edit(_label(found.files, books), coder) as edit:
        reading = _Reading(edit, report, encoding, progress)
        documents.add_documents(edit, reading.texts(found.files))
        _group_by_folder(edit, report.documents, folders)
        for path in books:
            reading.codebook(path, take_theirs if update else keep_ours)
        if dry_run:
            raise _TriedError
    return report


def _group_by_folder(edit: Edit, texts: Sequence[Imported], folders: Sequence[Path]) -> None:
    """Put texts that came with a folder in a group of its name, those of a folder in it in one named by its path."""
    grouped: dict[str, list[str]] = {}
    for text in texts:
        home = next((folder for folder in folders if folder in text.path.parents), None)
        if home is not None:
            way = text.path.parent.relative_to(home)
            name = shown(Path(Path(os.path.abspath(home)).name, way))  # noqa: PTH100 - a link keeps its own name
            grouped.setdefault(" ".join(name.split())[-LONGEST_NAME:], []).append(text.document)
    for name, members in grouped.items():
        ids = [documents.find_document(edit.session, document).id for document in members]
        groups.add_to_group(edit, groups.ensure_group(edit, name or _("Imported")), ids)


def is_codebook(path: Path) -> bool:
    """Whether a file is taken for a codebook, by its suffix."""
    return path.suffix.lower() in SUFFIXES and not os.path.isdir(path)  # noqa: PTH112 - Path.is_dir may raise


def read_again(
    store: Store,
    coder: str,
    texts: Sequence[Imported],
    others: Sequence[Path],
    encoding: str,
    progress: Progress = SILENT,
) -> ImportReport:
    """Read files in another encoding, in one edit: `texts` in place of the documents they gave, `others` anew.

    What cannot be read so, and a document that has passages, stays as it is and is reported. Raises CancelledError
    and OtsannotError as `import_paths` does.
    """
    report = ImportReport()
    label = _("Read again as {encoding}").format(encoding=encoding)
    work = stretch(progress, _("Reading again"), len(texts) + len(others))
    with work, store.edit(label, coder) as edit:
        reading = _Reading(edit, report, encoding, progress)
        for text in texts:
            reading.replace(text)
        documents.add_documents(edit, reading.texts(others))
    return report


def _label(files: Sequence[Path], books: Sequence[Path]) -> str:
    if len(files) + len(books) == 1:
        return _("Import {name}").format(name=shown(Path([*files, *books][0].name)))
    return ngettext("Import {count} file", "Import {count} files", len(files) + len(books))


class _Reading:
    """Reads one file after the other, so that a batch of any size needs the memory of its largest file."""

    def __init__(self, edit: Edit, report: ImportReport, encoding: str | None, progress: Progress) -> None:
        self.edit = edit
        self.report = report
        self.encoding = encoding
        self.progress = progress
        self.names = documents.FreeNames(edit.session)
        self.known = documents.by_hash(edit.session)

    def texts(self, files: Sequence[Path]) -> Iterator[NewText]:
        for path in files:
            try:
                for text in read_texts(path, Reading(self.encoding)):
                    yield from self._taken(path, text)
            except OtsannotError as error:
                self.report.problems.append(Problem(path, str(error)))
            self.progress.advance()

    def _taken(self, path: Path, text: NewText) -> Iterator[NewText]:
        if text.sha256 in self.known:
            self.report.problems.append(Problem(path, str(self._same(path, text.sha256))))
            return
        name = self.names.take(text.name)
        self.known[text.sha256] = name
        self.report.documents.append(Imported(path, name, text.encoding, len(text.text)))
        yield text._replace(name=name)

    def replace(self, old: Imported) -> None:
        """Read a text in place of the document it gave, which keeps its name and all that is known about it."""
        try:
            row = documents.find_document(self.edit.session, old.document)
            self._check_untouched(row)
            text = next(read_texts(old.path, Reading(self.encoding)))
            if self.known.get(text.sha256, row.name) != row.name:
                raise self._same(old.path, text.sha256)
        except OtsannotError as error:
            self.report.problems.append(Problem(old.path, str(error)))
        else:
            self.known[text.sha256] = row.name
            documents.replace_document(self.edit, row.id, text._replace(name=row.name, language=row.language))
            self.report.documents.append(Imported(old.path, row.name, text.encoding, len(text.text)))
        self.progress.advance()

    def _check_untouched(self, row: DocumentRow) -> None:
        if passages.counts(self.edit.session, [row.id])[row.id]:
            raise OtsannotError(
                _("“{name}” has passages, which would point at other words. Remove them first.").format(name=row.name)
            )

    def _same(self, path: Path, sha256: str) -> OtsannotError:
        told = _("{name} holds the same text as “{document}”, so it was not imported again.")
        return OtsannotError(told.format(name=shown(Path(path.name)), document=self.known[sha256]))

    def codebook(self, path: Path, take: Take) -> None:
        try:
            with self.edit.attempt():
                book = import_codebook(self.edit, path, take, self.encoding)
            self.report.codebooks.append(book)
        except OtsannotError as error:
            self.report.problems.append(Problem(path, str(error)))
        self.progress.advance()
