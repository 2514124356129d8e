"""Keeps what readers yield: texts as documents, and all that their files say beside them, in one edit."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from otsannot.errors import OtsannotError, PasswordNeededError
from otsannot.formats.files import shown
from otsannot.formats.finding import Problem
from otsannot.i18n import _
from otsannot.importing.reading import KnownOriginals, known_document, same_file
from otsannot.importing.reports import Changed, ImportReport, imported
from otsannot.importing.sources import Source
from otsannot.importing.wishes import Wishes
from otsannot.model.comparing import compared
from otsannot.model.new_text import NewText
from otsannot.progress import Progress
from otsannot.store import Edit, cases, correcting, documents, groups
from otsannot.store.new_facts import state_new
from otsannot.store.originals import keep_original
from otsannot.store.remarks import add_remarks

Reads = Iterable[tuple[Source, Iterator[NewText]]]


class _Said(NamedTuple):
    """What is to be stated of a document once it is there: its place in the report, and its text with the rest."""

    place: int
    text: NewText


class Batch:
    """One batch of texts on their way into the study."""

    def __init__(
        self, edit: Edit, report: ImportReport, wishes: Wishes, progress: Progress, known: KnownOriginals
    ) -> None:
        self.edit = edit
        self.report = report
        self.wishes = wishes
        self.progress = progress
        self.names = documents.FreeNames(edit.session)
        self.by_hash = documents.by_hash(edit.session)
        self._originals = known
        self._sources = documents.by_source(edit.session)
        self._said: list[_Said] = []
        self._restated: dict[int, Mapping[str, str]] = {}
        self._members: dict[str, list[str]] = {}

    def keep(self, reads: Reads) -> None:
        """Keep the texts of files and what is said of them; a file that cannot be read becomes a problem."""
        documents.add_documents(self.edit, self._texts(reads))
        self._state()

    def _texts(self, reads: Reads) -> Iterator[NewText]:
        for source, texts in reads:
            try:
                yield from self._of_file(source, texts)
            except OtsannotError as error:
                locked = isinstance(error, PasswordNeededError)
                self.report.problems.append(Problem(source.named, str(error), locked))
            self.progress.advance()

    def _of_file(self, source: Source, texts: Iterator[NewText]) -> Iterator[NewText]:
        original, is_looked_at = None, False
        own: set[str] = set()  # two people may give the same answer
        for text in texts:
            if text.sha256 in self.by_hash and text.sha256 not in own:
                self.report.problems.append(Problem(source.named, str(self.same_text(source.named, text.sha256))))
                continue
            if not is_looked_at:
                if (name := known_document(source, self._originals)) is not None:
                    raise same_file(source, name)
                original, is_looked_at = self.kept(source.path, text), True
            text = text._replace(original=None, original_sha256=original, source=_absolute(source.named))
            earlier = self._earlier(text)
            if earlier is None:
                own.add(text.sha256)
                yield self._new(source, text)
            else:
                self._correct(source, text, *earlier)

    def same_text(self, path: Path, sha256: str) -> OtsannotError:
        """What is said of a file whose text is in the study."""
        told = _("{name} holds the same text as “{document}”, so it was not imported again.")
        return OtsannotError(told.format(name=shown(Path(path.name)), document=self.by_hash[sha256]))

    def kept(self, path: Path, text: NewText) -> str | None:
        """The hash of the file once it is kept; None where it shall not be. Raises OtsannotError when it has gone."""
        if not self.wishes.originals:
            return None
        if text.original_sha256 == text.sha256:
            return text.sha256
        try:
            return keep_original(self.edit, path)
        except OSError as error:
            told = _("{name} can no longer be read: {reason}.")
            raise OtsannotError(told.format(name=shown(path), reason=error.strerror or error)) from error

    def _new(self, source: Source, text: NewText) -> NewText:
        text = text._replace(name=self.names.take(text.name))
        self.by_hash[text.sha256] = text.name
        if text.facts or text.remarks or text.case:
            words = text.text if text.remarks else ""  # a large batch must not be in memory whole
            self._said.append(_Said(len(self.report.documents), text._replace(text=words, parts=())))
        for group in filter(None, (source.group, text.group)):
            self._members.setdefault(group, []).append(text.name)
        self.report.documents.append(imported(source.named, text))
        return text

    # Files that have changed

    def _earlier(self, text: NewText) -> tuple[int, str] | None:
        """The document that the file gave when it held another text: the only one, or the one of this name."""
        there = self._sources.get(text.source, [])
        if len(there) == 1:
            return there[0]
        return next((document for document in there if document[1] == text.name), None)

    def _correct(self, source: Source, text: NewText, document_id: int, name: str) -> None:
        """Correct a document from its file where that is wished, and tell what it means for the annotations."""
        correction = compared(documents.text(self.edit.session, document_id), text.text)
        found = correcting.outcome(self.edit.session, document_id, correction)
        wanted = self.wishes.update and (self.wishes.remove_lost or not found.lost)
        if wanted:
            found = correcting.correct_text(self.edit, document_id, correction)
            documents.take_over(self.edit, document_id, text)
            self.by_hash[text.sha256] = name
            self._restated[document_id] = text.facts
        self.report.changed.append(Changed(source.named, name, found, wanted))

    # What is stated about the documents

    def _state(self) -> None:
        state_new(self.edit, self._restated)
        if not self._said and not self._members:
            return
        numbers = {name: number for number, name in documents.names(self.edit.session)}
        said = {numbers[one.text.name]: one for one in self._said}
        misfits = state_new(self.edit, {number: one.text.facts for number, one in said.items()})
        for number, sentences in misfits.items():
            self._tell(said[number], sentences)
        if self.wishes.remarks:
            add_remarks(
                self.edit,
                {number: (one.text.text, one.text.remarks) for number, one in said.items()},
                self.edit.coder,
            )
        for group, members in self._members.items():
            ids = [numbers[name] for name in members]
            groups.add_to_group(self.edit, groups.ensure_group(self.edit, group), ids)
        self._state_cases(said)

    def _state_cases(self, said: dict[int, _Said]) -> None:
        owners: dict[int, _Said] = {}
        facts: dict[int, dict[str, str]] = {}
        members: dict[str, list[int]] = {}
        for number, one in said.items():
            if one.text.case:
                members.setdefault(one.text.case, []).append(number)
        for case, ids in members.items():
            owner = cases.ensure_case(self.edit, case)
            cases.add_to_case(self.edit, owner, ids)
            owners[owner] = said[ids[0]]
            facts[owner] = {name: value for number in ids for name, value in said[number].text.case_facts.items()}
        for owner, sentences in state_new(self.edit, facts, "case").items():
            self._tell(owners[owner], sentences)

    def _tell(self, said: _Said, sentences: list[str]) -> None:
        told = self.report.documents[said.place]
        self.report.documents[said.place] = told._replace(told=(*told.told, *sentences))


def _absolute(path: Path) -> str:
    """A path that means the same file wherever the program is started next."""
    return shown(Path(os.path.abspath(path)))  # noqa: PTH100 - Path has no such step without links
