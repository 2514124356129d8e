"""What comes into a project, and its texts: reading and correcting them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from os import PathLike
from pathlib import Path

from otsannot.errors import OtsannotError
from otsannot.formats.attribute_table import read_attribute_table
from otsannot.formats.files import replacing
from otsannot.formats.reading import Reading
from otsannot.formats.survey import columns_of
from otsannot.i18n import _
from otsannot.importing import (
    CodebookReport,
    ImportReport,
    Wishes,
    codebook_label,
    compare_codebook,
    import_codebook,
    import_paths,
)
from otsannot.model.comparing import compared
from otsannot.progress import SILENT, Progress
from otsannot.project.base import Base
from otsannot.store import correcting, documents, speakers
from otsannot.store.codebook_import import keep_ours, take_theirs
from otsannot.store.originals import original


class Texts(Base):
    """Verbs on texts, and on the codebooks that come with them."""

    def import_files(
        self,
        paths: Iterable[str | PathLike[str]],
        encoding: str | None = None,
        progress: Progress = SILENT,
        *,
        password: str = "",
        whole_page: bool = False,
        page_furniture: bool = False,
        originals: bool = True,
        remarks: bool = True,
        update: bool = False,
        remove_lost: bool = False,
        dry_run: bool = False,
        hierarchy: str = "",
    ) -> ImportReport:
        """Import texts, folders of texts and codebooks in one edit; what cannot come in is reported, not raised.

        `encoding` and `password` are for every file. `whole_page` takes all of web pages and not their articles alone,
        `page_furniture` keeps the running heads and page numbers of PDFs. `originals` keeps the files beside their
        texts, `remarks` makes annotations of comments in the margin. `update` corrects documents whose files have
        changed, with `remove_lost` also where annotations lose their words, and takes the words of codebooks where
        they differ; `hierarchy` divides the names in them, as `import_codebook` says. `dry_run` only tells.
        """
        reading = Reading(encoding, password, whole_page, page_furniture)
        wishes = Wishes(reading, originals, remarks, update, remove_lost, dry_run, hierarchy=hierarchy)
        return import_paths(self.store, self.coder, [Path(path) for path in paths], wishes, progress)

    def import_answers(
        self,
        path: str | PathLike[str],
        texts: Iterable[str] = (),
        name: str | None = None,
        *,
        as_cases: bool | None = None,
        encoding: str | None = None,
        originals: bool = True,
        progress: Progress = SILENT,
        dry_run: bool = False,
    ) -> ImportReport:
        """Import a table of answers, such as a survey: `texts` and `name` are the titles of its columns.

        `texts` hold the answers, and without any the long ones are taken; `name` names who answers. A row is a
        document, or with `as_cases` a case with one for each answer, which is how several columns of texts are
        read unless it is False. Other columns become attributes; `originals` keeps the file. Raises OtsannotError for
        a title that is not there.
        """
        table = read_attribute_table(Path(path), encoding)
        reading = Reading(encoding, columns=columns_of(table, tuple(texts), name, as_cases))
        return import_paths(self.store, self.coder, [Path(path)], Wishes(reading, originals, dry_run=dry_run), progress)

    def save_original(self, document: str, path: str | PathLike[str]) -> None:
        """Write the file that a document came from, byte for byte as it was.

        Raises OtsannotError when none was kept, or when it cannot be written.
        """
        with self.read() as session:
            row = documents.find_document(session, document)
            if row.original_sha256 is None:
                raise OtsannotError(_("The file that “{name}” came from was not kept.").format(name=row.name))
            with replacing(Path(path)) as out:
                for piece in original(session, row.original_sha256):
                    out.write(piece)

    def import_codebook(
        self,
        path: str | PathLike[str],
        update: bool = False,
        *,
        dry_run: bool = False,
        encoding: str | None = None,
        hierarchy: str = "",
        progress: Progress = SILENT,
    ) -> CodebookReport:
        """Add the codes of a CSV or XLSX file that are missing, and the definitions they lack.

        Where a field differs, the study's words stay, or with `update` the file's take their place; `dry_run` only
        tells; `encoding` replaces the guess. `hierarchy` makes a tree of names that one of the signs `>`, `:`, `\\` and
        `.` divides, or `indent` for those that stand further to the right; the report's `likely` is the sign that fits.
        Raises OtsannotError when the file cannot be read.
        """
        path, take = Path(path), take_theirs if update else keep_ours
        if dry_run:
            with self.read() as session:
                return compare_codebook(session, path, take, encoding, hierarchy=hierarchy)
        with self.edit(codebook_label(path)) as edit:
            return import_codebook(edit, path, take, encoding, progress, hierarchy=hierarchy)

    def document_names(self) -> list[str]:
        """The names of the documents, sorted."""
        with self.read() as session:
            return [row.name for row in documents.rows(session)]

    def document_text(self, document: str) -> str:
        """The whole text of a document. Raises OtsannotError when the name fits none, or several."""
        with self.read() as session:
            return documents.text(session, documents.find_document(session, document).id)

    def set_language(self, document: str, language: str) -> None:
        """Say in which language a document is, as an ISO 639 code; empty when unknown."""
        with self.edit(_("Set language")) as edit:
            documents.set_language(edit, documents.find_document(edit.session, document).id, language)

    def rename_document(self, document: str, name: str) -> None:
        """Give a document another name. Raises OtsannotError when it is taken."""
        with self.edit(_("Rename document")) as edit:
            documents.rename_document(edit, documents.find_document(edit.session, document).id, name)

    def remove_documents(self, names: Iterable[str]) -> None:
        """Remove documents with their annotations and attributes; memos about them stay, on the project."""
        wanted = list(names)
        with self.edit(_("Remove {documents}").format(documents=", ".join(wanted))) as edit:
            ids = [documents.find_document(edit.session, name).id for name in wanted]
            documents.remove_documents(edit, ids)

    def compare_text(self, document: str, corrected: str) -> correcting.Outcome:
        """What `correct_text` would do to the annotations: the new places by id, and those that lose their words."""
        with self.read() as session:
            row = documents.find_document(session, document)
            correction = compared(documents.text(session, row.id), _in_our_lines(corrected))
            return correcting.outcome(session, row.id, correction)

    def correct_text(self, document: str, corrected: str, *, keep: Iterable[int] = ()) -> correcting.Outcome:
        """Give a document its corrected text; every annotation stays on the words it covers.

        One whose words are gone is removed, or stays on what came instead when `keep` names its id. Line ends become
        line feeds. Raises OtsannotError when the name fits none, or several, or when no text would be left.
        """
        with self.edit(_("Correct the text of “{name}”").format(name=document)) as edit:
            row = documents.find_document(edit.session, document)
            correction = compared(documents.text(edit.session, row.id), _in_our_lines(corrected))
            return correcting.correct_text(edit, row.id, correction, set(keep))

    def recognise_speakers(self, document: str, names: Collection[str] | None = None) -> dict[str, int]:
        """Mark the turns of a plain transcript, `ANNA: Yes.`; returns how many turns each speaker has.

        The speakers are those of these names, or else the likely ones: two at least, with several turns each. Time
        stamps are marked too. Raises OtsannotError when nobody speaks.
        """
        with self.edit(_("Recognise the speakers of “{name}”").format(name=document)) as edit:
            return speakers.recognise_speakers(edit, documents.find_document(edit.session, document).id, names)

    def speakers_as_cases(self, document_names: Iterable[str]) -> list[str]:
        """Make a case for each speaker in some documents; of these it owns its turns. Returns the names of the cases.

        Raises OtsannotError when nobody speaks in them.
        """
        with self.edit(_("Make speakers cases")) as edit:
            ids = [documents.find_document(edit.session, name).id for name in document_names]
            return speakers.speakers_as_cases(edit, ids)


def _in_our_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
