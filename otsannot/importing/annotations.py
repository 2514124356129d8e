"""Tables of annotations come in: a row finds its document, its place there by numbers or words, and its codes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from otsannot.errors import OtsannotError
from otsannot.formats.annotation_list import AnnotationLine, AnnotationList, read_annotation_list
from otsannot.formats.files import shown
from otsannot.i18n import _, ngettext
from otsannot.model.code_tree import CodeTree, join_path
from otsannot.model.nouns import new_guid
from otsannot.model.spans import Span
from otsannot.model.study import Loss, Study, StudyCode, StudyCoder, StudyCoding, StudyDocument, StudyPassage
from otsannot.model.study_report import StudyReport
from otsannot.progress import SILENT, Progress
from otsannot.store import Edit, Snapshot, Store, codes, documents
from otsannot.store.documents import DocumentRow
from otsannot.store.fact_import import Names
from otsannot.store.study_import import merge_study
from otsannot.store.trying import edit_or_try

MOST_WORDS = 2_000
"""How many words a passage may have that is looked for although its line breaks and blanks may have been changed."""

LONGEST_SHOWN = 60


def import_annotations(
    store: Store,
    coder: str,
    path: Path,
    encoding: str | None = None,
    *,
    update: bool = False,
    dry_run: bool = False,
    progress: Progress = SILENT,
) -> StudyReport:
    """Bring in what a table says was coded, in one edit, as `merge_study` does; the same again changes nothing.

    Rows without a coder are `coder`'s. Raises OtsannotError when the file cannot be read or is no such table; a row
    that has no place is told.
    """
    label = _("Import annotations of {name}").format(name=shown(Path(path.name)))
    with edit_or_try(store, label, coder, dry_run=dry_run) as edit:
        return merge_annotations(edit, path, encoding, update=update, progress=progress)


def merge_annotations(
    edit: Edit, path: Path, encoding: str | None = None, *, update: bool = False, progress: Progress = SILENT
) -> StudyReport:
    """Bring a table in within an edit, as `import_annotations` does; rows without a coder are the edit's."""
    study = _Table(edit.session, read_annotation_list(path, encoding), edit.coder).study()
    report = merge_study(edit, study, update=update, progress=progress)
    report.name = shown(Path(path.name))
    return report


class _Table:
    """A table beside the project whose documents it is about."""

    def __init__(self, session: Snapshot, rows: AnnotationList, coder: str) -> None:
        self._session = session
        self._rows = rows
        self._coder = coder
        self._book: CodeTree = codes.tree(session)
        self._coders: dict[str, StudyCoder] = {}
        self._codes: dict[tuple[str, ...], StudyCode] = {}
        self._losses = [Loss(_("row"), self._line(line), reason) for line, reason in rows.problems]
        self._searched = 0

    def study(self) -> Study:
        """What the table says, of the documents as they are here."""
        by_document: dict[int, list[AnnotationLine]] = defaultdict(list)
        known = {row.id: row for row in documents.rows(self._session)}
        names = Names({row.name: row.id for row in known.values()})
        for row in self._rows.rows:
            try:
                found = names.find(row.document)
            except OtsannotError as error:
                self._lose(row, str(error))
                continue
            if found is None:
                self._lose(row, _("There is no document “{name}” here.").format(name=row.document))
            else:
                by_document[found].append(row)
        made = [self._document(known[number], rows) for number, rows in by_document.items()]
        told = []
        if self._searched:
            one, many = "{count} passage was found by its words.", "{count} passages were found by their words."
            told.append(ngettext(one, many, self._searched))
        return Study(
            coders=list(self._coders.values()),
            codes=list(self._codes.values()),
            documents=made,
            losses=self._losses,
            told=told,
        )

    def _document(self, row: DocumentRow, rows: list[AnnotationLine]) -> StudyDocument:
        text = documents.text(self._session, row.id)
        passages: dict[tuple[Span, str], StudyPassage] = {}
        for line in rows:
            span = self._place(text, line)
            if span is None:
                continue
            coder = self._coder_of(line.coder)
            there = passages.get((span, coder)) or StudyPassage(
                line.guid or new_guid(), coder, *span, "", line.created, line.modified
            )
            comments = [there.comment] if line.comment in ("", there.comment) else [there.comment, line.comment]
            codings = {coding.code: coding for coding in there.codings}
            for code in map(self._code, line.codes):
                codings.setdefault(code, StudyCoding(new_guid(), code, coder, line.weight))
            passages[span, coder] = there._replace(
                comment="\n".join(filter(None, comments)), codings=tuple(codings.values())
            )
        return StudyDocument(row.guid, row.name, text, passages=tuple(passages.values()))

    def _place(self, text: str, line: AnnotationLine) -> Span | None:
        """Where a row's passage stands; None, and told, when neither its numbers nor its words lead anywhere."""
        start, end, words = line.start, line.end, line.words
        if start is not None and end is not None and 0 <= start < end <= len(text):
            span = Span(start, end)
            if words.strip() in ("", text[start:end].strip()):
                return span
        if not words.strip():
            self._lose(line, _("Its place is not in the text, and it has no words to look for."))
            return None
        found = list(_found(text, words))
        if not found:
            self._lose(line, _("Its words are not in “{name}”.").format(name=line.document))
            return None
        if len(found) > 1 and start is None:
            told = ngettext("Its words stand there {count} time.", "Its words stand there {count} times.", len(found))
            self._lose(line, told)
            return None
        self._searched += 1
        return min(found, key=lambda span: abs(span.start - (start or 0)))

    def _coder_of(self, name: str) -> str:
        name = " ".join(name.split()) or self._coder
        return self._coders.setdefault(name, StudyCoder(new_guid(), name)).guid

    def _code(self, path: tuple[str, ...]) -> str:
        """The code of a path, with those above it; one name alone may be that of a code anywhere in the codebook."""
        alike = self._book.find(path[0]) if len(path) == 1 else []
        if len(alike) == 1:
            path = tuple(self._book.names(alike[0].id))
        for depth in range(1, len(path) + 1):
            above = self._codes[path[: depth - 1]].guid if depth > 1 else None
            self._codes.setdefault(path[:depth], StudyCode(new_guid(), path[depth - 1], above))
        return self._codes[path].guid

    def _lose(self, line: AnnotationLine, reason: str) -> None:
        words = " ".join(line.words.split())
        short = words if len(words) <= LONGEST_SHOWN else f"{words[: LONGEST_SHOWN - 1]}…"
        said = ", ".join([self._line(line.line), *map(join_path, line.codes), *([f"“{short}”"] if short else [])])
        self._losses.append(Loss(_("row"), said, reason))

    def _line(self, line: int) -> str:
        return _("line {line}").format(line=line)


def _found(text: str, words: str) -> Iterator[Span]:
    """Every place of the words; only where they stand nowhere so, places with other line breaks and blanks."""
    at = text.find(words)
    if at >= 0:
        while at >= 0:
            yield Span(at, at + len(words))
            at = text.find(words, at + 1)
        return
    parts = words.split()
    if 0 < len(parts) <= MOST_WORDS:
        for match in re.finditer(r"\s+".join(map(re.escape, parts)), text):
            yield Span(*match.span())
