"""Project: a store, the coder at work, and the verbs of the field, for the window, the command line and scripts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from operator import index
from os import PathLike
from pathlib import Path
from types import TracebackType

from otsannot import exporting, settings
from otsannot.codebook import Codebook
from otsannot.errors import OtsannotError
from otsannot.exporting import Exported
from otsannot.formats.attribute_table import read_attribute_table
from otsannot.formats.plain_text import document_name
from otsannot.i18n import _
from otsannot.importing import (
    CodebookReport,
    ImportReport,
    codebook_label,
    compare_codebook,
    import_codebook,
    import_paths,
)
from otsannot.model.memos import PROJECT, Subject
from otsannot.model.report import Cell, Report
from otsannot.model.spans import Span
from otsannot.progress import SILENT, Progress
from otsannot.store import (
    Change,
    Edit,
    Snapshot,
    Store,
    attributes,
    backups,
    cases,
    check,
    coders,
    codes,
    documents,
    groups,
    info,
    memos,
    passages,
)
from otsannot.store.attributes import Misfit
from otsannot.store.backups import KEPT, Backup
from otsannot.store.codebook_import import keep_ours, take_theirs
from otsannot.store.fact_import import FactReport, merge_facts


class Project:
    """One study. Positions are code points, half-open; a document or code may be named short when that fits one.

    `codes` has the verbs on codes.
    """

    def __init__(self, store: Store, coder: str) -> None:
        self.store = store
        self.coder = coder
        self.codes = Codebook(self.edit)

    @classmethod
    def new(cls, path: Path, coder: str | None = None, *, title: str | None = None) -> Project:
        """Create a project, titled after its file if need be. Raises OtsannotError when it cannot be written."""
        coder = _checked(coder)
        return cls(Store.create(path, document_name(path) if title is None else title, coder), coder)

    @classmethod
    def open(cls, path: Path, coder: str | None = None) -> Project:
        """Open a project. Raises OtsannotError when it cannot be opened."""
        coder = _checked(coder)
        return cls(Store.open(path), coder)

    @property
    def path(self) -> Path:
        """The file of the project."""
        return self.store.path

    def close(self) -> None:
        """Close the file; every edit is on disk already."""
        self.store.close()

    def __enter__(self) -> Project:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self) -> AbstractContextManager[Snapshot]:
        """A snapshot to read from, for the functions of `otsannot.store`."""
        return self.store.read()

    def edit(self, label: str, coder: str | None = None) -> AbstractContextManager[Edit]:
        """One edit, for the verbs of `otsannot.store`; `label` is what undo calls it."""
        return self.store.edit(label, self.coder if coder is None else coders.checked_coder(coder))

    def undo(self) -> Change | None:
        """Take the last edit back; None when there is none."""
        return self.store.undo()

    def redo(self) -> Change | None:
        """Do the edit again that was undone last; None when there is none."""
        return self.store.redo()

    def import_files(
        self,
        paths: Iterable[str | PathLike[str]],
        encoding: str | None = None,
        progress: Progress = SILENT,
        *,
        update: bool = False,
        dry_run: bool = False,
    ) -> ImportReport:
        """Import texts, folders of texts and codebooks in one edit; what cannot come in is reported, not raised.

        `update` and `dry_run` are those of `import_codebook`.
        """
        found = [Path(path) for path in paths]
        return import_paths(self.store, self.coder, found, encoding, progress, update=update, dry_run=dry_run)

    def import_codebook(
        self,
        path: str | PathLike[str],
        *,
        update: bool = False,
        dry_run: bool = False,
        progress: Progress = SILENT,
    ) -> CodebookReport:
        """Add the codes of a CSV or XLSX file that are missing, and the definitions they lack.

        Where a field differs, the study's words stay, or with `update` the file's take their place; `dry_run` only
        tells. Raises OtsannotError when the file cannot be read.
        """
        path, take = Path(path), take_theirs if update else keep_ours
        if dry_run:
            with self.read() as session:
                return compare_codebook(session, path, take)
        with self.edit(codebook_label(path)) as edit:
            return import_codebook(edit, path, take, progress)

    def document_names(self) -> list[str]:
        """The names of the documents, sorted."""
        with self.read() as session:
            return [row.name for row in documents.rows(session)]

    def document_text(self, document: str) -> str:
        """The whole text of a document. Raises OtsannotError when the name fits none, or several."""
        with self.read() as session:
            return documents.text(session, documents.find_document(session, document).id)

    def set_attributes(self, document: str, facts: Mapping[str, str]) -> None:
        """State facts about a document, by name of the attribute."""
        with self.edit(_("Set attributes")) as edit:
            attributes.state_facts(edit, documents.find_document(edit.session, document).id, facts)

    def add_attribute(
        self, name: str, kind: str = "text", choices: Iterable[str] = (), *, of: str = "document"
    ) -> None:
        """Add an attribute of documents or, with `of="case"`, of cases; `kind` is one of `nouns.KINDS`."""
        with self.edit(_("Add attribute {name}").format(name=name)) as edit:
            attributes.create_attribute(edit, name, of, kind, choices)

    def set_attribute_kind(
        self, name: str, kind: str, choices: Iterable[str] | None = None, *, of: str = "document"
    ) -> list[Misfit]:
        """Say what the values of an attribute are; those that do not fit are kept, and returned with the reason."""
        with self.edit(_("Change kind of {name}").format(name=name)) as edit:
            return attributes.set_kind(edit, attributes.find_attribute(edit.session, name, of).id, kind, choices)

    def remove_attribute(self, name: str, *, of: str = "document") -> int:
        """Remove an attribute; returns how many values went with it."""
        with self.edit(_("Remove attribute {name}").format(name=name)) as edit:
            return attributes.remove_attribute(edit, attributes.find_attribute(edit.session, name, of).id)

    def import_attributes(self, path: str | PathLike[str], *, of: str = "document") -> FactReport:
        """State what a CSV or XLSX table says about documents, or with `of="case"` about cases, found by name."""
        table = read_attribute_table(Path(path))
        with self.edit(_("Import attributes from {name}").format(name=table.name)) as edit:
            return merge_facts(edit, table, of)

    def add_to_group(self, group: str, document_names: Iterable[str]) -> None:
        """Put documents in a group, which is made when it is new."""
        with self.edit(_("Add to group {name}").format(name=group)) as edit:
            ids = [documents.find_document(edit.session, name).id for name in document_names]
            groups.add_to_group(edit, groups.ensure_group(edit, group), ids)

    def remove_group(self, group: str) -> None:
        """Remove a group; its documents stay."""
        with self.edit(_("Remove group {name}").format(name=group)) as edit:
            groups.remove_groups(edit, [groups.find_group(edit.session, group).id])

    def groups(self) -> dict[str, list[str]]:
        """The names of the documents in each group."""
        with self.read() as session:
            found: dict[int, list[str]] = {row.id: [] for row in groups.rows(session)}
            homes = groups.of_documents(session)
            for document in documents.rows(session):
                for group_id in homes.get(document.id, ()):
                    found[group_id].append(document.name)
            return {row.name: found[row.id] for row in groups.rows(session)}

    def add_case(self, case: str, document_names: Iterable[str] = (), facts: Mapping[str, str] | None = None) -> None:
        """Let documents belong to a case, which is made when it is new, and state facts about it."""
        with self.edit(_("Add to case {name}").format(name=case)) as edit:
            ids = [documents.find_document(edit.session, name).id for name in document_names]
            case_id = cases.ensure_case(edit, case)
            cases.add_to_case(edit, case_id, ids)
            attributes.state_facts(edit, case_id, facts or {}, "case")

    def remove_case(self, case: str) -> None:
        """Remove a case with what is stated about it; its documents stay."""
        with self.edit(_("Remove case {name}").format(name=case)) as edit:
            cases.remove_cases(edit, [cases.find_case(edit.session, case).id])

    def set_language(self, document: str, language: str) -> None:
        """Say in which language a document is, as an ISO 639 code; empty when unknown."""
        with self.edit(_("Set language")) as edit:
            documents.set_language(edit, documents.find_document(edit.session, document).id, language)

    def apply_code(
        self, document: str, start: int, end: int, code: str, *, coder: str | None = None, comment: str | None = None
    ) -> str:
        """Give the passage `[start, end)` a code, which is created with its parents when missing.

        Positions may be numbers of numpy, as a DataFrame gives them. Returns the GUID of the annotation. Raises
        OtsannotError for a passage outside the text and for names that
        fit none or several.
        """
        return self.annotate(document, start, end, [code], coder=coder, comment=comment)

    def annotate(
        self,
        document: str,
        start: int,
        end: int,
        code_names: Iterable[str],
        *,
        coder: str | None = None,
        comment: str | None = None,
    ) -> str:
        """Give the passage `[start, end)` codes and a comment, or only highlight it; returns the annotation's GUID."""
        names = list(code_names)
        with self.edit(_("Apply {codes}").format(codes=", ".join(names)) if names else _("Highlight"), coder) as edit:
            row = documents.find_document(edit.session, document)
            coder_id = coders.ensure_coder(edit, edit.coder)
            code_ids = [codes.find_or_create(edit, name) for name in names]
            annotation_id = passages.apply_codes(edit, row.id, Span(index(start), index(end)), code_ids, coder_id)
            if comment is not None:
                passages.comment(edit, annotation_id, comment)
            return passages.guid(edit.session, annotation_id)

    def annotations(self) -> list[dict[str, Cell]]:
        """The annotations export as dictionaries; `pandas.DataFrame` takes them as they are."""
        return self._records("annotations")

    def codebook(self) -> list[dict[str, Cell]]:
        """The codebook export as dictionaries."""
        return self._records("codebook")

    def documents(self) -> list[dict[str, Cell]]:
        """The documents with their attributes, as dictionaries."""
        return self._records("documents")

    def write_memo(
        self,
        text: str,
        *,
        title: str = "",
        about_document: str | None = None,
        about_code: str | None = None,
        coder: str | None = None,
    ) -> str:
        """Write a memo on a document or a code, or on the project when none is named; Markdown. Returns its GUID."""
        if about_document is not None and about_code is not None:
            raise OtsannotError(_("A memo is about a document or a code, and not about both."))
        with self.edit(_("New memo"), coder) as edit:
            subject = PROJECT
            if about_document is not None:
                subject = Subject("document", documents.find_document(edit.session, about_document).id)
            elif about_code is not None:
                subject = Subject("code", codes.find_code(codes.tree(edit.session), about_code).id)
            coder_id = coders.ensure_coder(edit, edit.coder)
            return memos.guid(edit.session, memos.add_memo(edit, coder_id, text, title=title, subject=subject))

    def memos(self) -> list[dict[str, Cell]]:
        """The memos in the order of time, as dictionaries."""
        return self._records("memos")

    def cases(self) -> list[dict[str, Cell]]:
        """The cases with their documents and attributes, as dictionaries."""
        return self._records("cases")

    def history(self) -> list[dict[str, Cell]]:
        """Every edit since the project began, as dictionaries."""
        return self._records("history")

    def info(self) -> info.Info:
        """The project in numbers."""
        with self.read() as session:
            return info.info(session)

    def check(self, progress: Progress = SILENT) -> list[str]:
        """Every fault of the project, one sentence each; an empty list says that it is sound."""
        return check.faults(self.store, progress)

    def export(
        self, kind: str, out: str | PathLike[str], progress: Progress = SILENT, *, examples: bool = False
    ) -> Exported:
        """Write a listing to a file whose suffix chooses the format; returns the file and its number of rows.

        `kind` is one of `EXPORTS`; `examples` puts coded passages under the codes of a codebook that is written to be
        read (.docx, .html, .md). Raises OtsannotError for another kind or suffix, or when the file cannot be written;
        what stood there before is then untouched.
        """
        with self.read() as session:
            return exporting.export(session, kind, Path(out), progress, examples=examples)

    @contextmanager
    def listing(self, kind: str) -> Iterator[Report]:
        """A listing whose rows are read as they are asked for, all of one moment, while the block lasts."""
        with self.read() as session:
            yield exporting.listing(session, kind)

    def save_copy(self, target: str | PathLike[str]) -> None:
        """Write the whole project to another file. Raises OtsannotError when that exists or cannot be written."""
        self.store.save_copy(Path(target))

    def backups(self) -> list[Backup]:
        """The dated copies that lie beside the project, the newest first."""
        return backups.found(self.store)

    def back_up(self, keep: int = KEPT) -> Path:
        """Make a dated copy beside the project and keep the newest so many; returns its path.

        Raises OtsannotError when it cannot be written.
        """
        return backups.back_up(self.store, keep)

    def restore(self, backup: str | PathLike[str]) -> Path:
        """Go back to a backup; what was there becomes a backup itself, whose path is returned.

        Raises OtsannotError, and nothing is changed, when it is no backup of this study, when the project is open
        elsewhere too, or when something cannot be written.
        """
        self.store.close()
        try:
            return backups.restore(self.path, Path(backup))
        finally:
            self.store = Store.open(self.path)

    def _records(self, kind: str) -> list[dict[str, Cell]]:
        with self.listing(kind) as report:
            return report.records()


def _checked(coder: str | None) -> str:
    return coders.checked_coder(settings.user_name() if coder is None else coder)
