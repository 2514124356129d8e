"""One batch of files and folders comes in as one edit."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from otsannot.errors import OtsannotError
from otsannot.exchange import is_own, is_study, opened_study
from otsannot.formats import read_texts
from otsannot.formats.attribute_table import read_attribute_table
from otsannot.formats.files import shown
from otsannot.formats.finding import Problem
from otsannot.formats.reading import Reading
from otsannot.formats.studies import StudyOptions
from otsannot.formats.table_kind import TableKind
from otsannot.formats.workers import Workers
from otsannot.i18n import _, ngettext
from otsannot.importing.annotations import merge_annotations
from otsannot.importing.codebooks import import_codebook, is_codebook
from otsannot.importing.prepared import Prepared
from otsannot.importing.reading import read_sources
from otsannot.importing.reports import Imported, ImportReport, imported
from otsannot.importing.sources import Search, Source
from otsannot.importing.storing import Batch
from otsannot.importing.tables import is_of_answers, table_kind
from otsannot.importing.wishes import AS_USUAL, Wishes
from otsannot.progress import SILENT, Progress, stretch
from otsannot.store import Edit, Store, documents, passages
from otsannot.store.codebook_import import keep_ours, take_theirs
from otsannot.store.fact_import import merge_facts
from otsannot.store.study_import import merge_study
from otsannot.store.trying import edit_or_try


def import_paths(
    store: Store,
    coder: str,
    paths: Sequence[Path],
    wishes: Wishes = AS_USUAL,
    progress: Progress = SILENT,
) -> ImportReport:
    """Import files and folders in one edit, as `wishes` say.

    Raises CancelledError when the user stops it, and OtsannotError when the project cannot be written; nothing has
    then come in.
    """
    look = partial(progress.advance, 0)
    with TemporaryDirectory(prefix="otsannot-") as folder:
        studies = [path for path in dict.fromkeys(paths) if is_study(path) and not is_own(store, path)]
        books = [path for path in _tables(store, paths, wishes) if path not in studies]
        search = Search(Path(folder), look, wishes.reading.password)
        search.find([path for path in paths if path not in books and path not in studies], _own_files(store, paths))
        sources, report = search.sources, ImportReport(problems=search.problems)
        work = stretch(progress, _("Importing"), len(sources) + len(books))
        label = _label([source.named for source in sources], [*books, *studies])
        trying = edit_or_try(store, label, coder, dry_run=wishes.dry_run)
        with work, Workers(look, wishes.limits) as workers, trying as edit:
            known = documents.by_original(edit.session)
            Batch(edit, report, wishes, progress, known).keep(read_sources(workers, sources, wishes.reading, known))
            _import_tables(edit, report, books, wishes, progress)
            _import_studies(edit, report, studies, wishes, progress)
    return report


def import_prepared(
    store: Store, coder: str, prepared: Prepared, wishes: Wishes = AS_USUAL, progress: Progress = SILENT
) -> ImportReport:
    """Import files that were read before, in one edit. Raises as `import_paths` does."""
    report = ImportReport(problems=[*prepared.problems])
    work = stretch(progress, _("Importing"), len(prepared.files) + len(prepared.books))
    label = _label([file.source.named for file in prepared.files], prepared.books)
    with work, store.edit(label, coder) as edit:
        known = documents.by_original(edit.session)
        Batch(edit, report, wishes, progress, known).keep(prepared.reads())
        _import_tables(edit, report, prepared.books, wishes, progress)
    return report


def prepare(store: Store, paths: Sequence[Path], progress: Progress = SILENT) -> Prepared:
    """Read files and folders that may come in, to be looked at before. Raises CancelledError when the user stops it."""
    return Prepared(paths, _tables(store, paths, AS_USUAL), _own_files(store, paths), progress)


def read_again(
    store: Store,
    coder: str,
    texts: Sequence[Imported],
    others: Sequence[Path],
    encoding: str,
    progress: Progress = SILENT,
    *,
    originals: bool = True,
) -> ImportReport:
    """Read files in another encoding, in one edit: `texts` in place of the documents they gave, `others` anew.

    What cannot be read so, and a document that has passages, stays as it is and is reported. Raises CancelledError
    and OtsannotError as `import_paths` does.
    """
    report = ImportReport()
    wishes = Wishes(Reading(encoding), originals)
    work = stretch(progress, _("Reading again"), len(texts) + len(others))
    workers = Workers(lambda: progress.advance(0))
    with work, workers, store.edit(_("Read again as {encoding}").format(encoding=encoding), coder) as edit:
        batch = Batch(edit, report, wishes, progress, {})
        for text in texts:
            try:
                _replace(edit, batch, text, wishes.reading)
            except OtsannotError as error:
                report.problems.append(Problem(text.path, str(error)))
            progress.advance()
        batch.keep(read_sources(workers, [Source(path, path) for path in others], wishes.reading, {}))
    return report


def _replace(edit: Edit, batch: Batch, old: Imported, reading: Reading) -> None:
    """Read a text in place of the document it gave, which keeps its name and all that is known about it."""
    row = documents.find_document(edit.session, old.document)
    if passages.counts(edit.session, [row.id])[row.id]:
        raise OtsannotError(
            _("“{name}” has passages, which would point at other words. Remove them first.").format(name=row.name)
        )
    text = next(read_texts(old.path, reading))
    if batch.by_hash.get(text.sha256, row.name) != row.name:
        raise batch.same_text(old.path, text.sha256)
    batch.by_hash[text.sha256] = row.name
    text = text._replace(name=row.name, language=row.language, original_sha256=batch.kept(old.path, text))
    documents.replace_document(edit, row.id, text)
    batch.report.documents.append(imported(old.path, text))


def _own_files(store: Store, paths: Sequence[Path]) -> set[Path]:
    """The files of the study, which may lie in a folder of texts; one that was named is none of them."""
    return {Path(f"{store.path}{end}") for end in ("", "-wal", "-shm")} - {path.absolute() for path in paths}


def _tables(store: Store, paths: Sequence[Path], wishes: Wishes) -> list[Path]:
    """The files that are tables; one of answers holds texts and is none of them."""
    tables = [path for path in dict.fromkeys(paths) if is_codebook(path)]
    if not tables or wishes.reading.columns is not None:
        return []
    with store.read() as session:
        names = [row.name for row in documents.rows(session)] + [path.stem for path in paths]
    return [path for path in tables if not is_of_answers(path, names, wishes.reading.encoding)]


def _import_tables(edit: Edit, report: ImportReport, paths: Sequence[Path], wishes: Wishes, progress: Progress) -> None:
    names = [row.name for row in documents.rows(edit.session)] if paths else []
    for path in paths:
        _import_table(edit, report, path, wishes, names)
        progress.advance()


def _import_table(edit: Edit, report: ImportReport, path: Path, wishes: Wishes, names: Sequence[str]) -> None:
    encoding = wishes.reading.encoding
    try:
        with edit.attempt():
            kind = table_kind(path, names, encoding)
            if kind is TableKind.ATTRIBUTES:
                report.tables.append(merge_facts(edit, read_attribute_table(path, encoding)))
            elif kind is TableKind.ANNOTATIONS:
                report.studies.append(merge_annotations(edit, path, encoding, update=wishes.update))
            else:
                take = take_theirs if wishes.update else keep_ours
                report.codebooks.append(import_codebook(edit, path, take, encoding, hierarchy=wishes.hierarchy))
    except OtsannotError as error:
        report.problems.append(Problem(path, str(error)))


def _import_studies(
    edit: Edit, report: ImportReport, paths: Sequence[Path], wishes: Wishes, progress: Progress
) -> None:
    options = StudyOptions(wishes.reading.encoding)
    for path in paths:
        try:
            with edit.attempt(), opened_study(path, options) as study:
                found = merge_study(edit, study, update=wishes.update, progress=progress)
        except OtsannotError as error:
            report.problems.append(Problem(path, str(error)))
        else:
            found.name = shown(Path(path.name))
            report.studies.append(found)


def _label(files: Sequence[Path], books: Sequence[Path]) -> str:
    if len(files) + len(books) == 1:
        return _("Import {name}").format(name=shown(Path([*files, *books][0].name)))
    return ngettext("Import {count} file", "Import {count} files", len(files) + len(books))
