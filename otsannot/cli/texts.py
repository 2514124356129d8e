"""Commands that bring texts, codebooks and facts in, and that correct texts."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

import otsannot
from otsannot.cli.arguments import Commands, a_path
from otsannot.cli.studies import import_studies, tell_study, write_reports
from otsannot.cli.terminal import complain, progress
from otsannot.formats.codebook_hierarchy import SIGNS
from otsannot.i18n import _, ngettext

if TYPE_CHECKING:
    from otsannot.importing import CodebookReport, Imported, ImportReport
    from otsannot.model.study_report import StudyReport
    from otsannot.store.codebook_import import Difference

BEGINNING = 3
"""How many lines of a text are shown before it comes in."""


def add_to(commands: Commands) -> None:
    """The commands of this file."""
    importing = commands.add(
        "import", _("import texts, folders of texts, codebooks, and studies of other programs"), _import, coder=True
    )
    importing.argument("paths", nargs="+", type=a_path, metavar="PATH")
    importing.argument("--encoding", help=_("the encoding of the files, instead of the recognised one"))
    importing.argument("--password", default="", help=_("opens files that are locked"))
    importing.argument("--whole-page", action="store_true", help=_("take all of web pages, not their articles alone"))
    importing.argument("--page-furniture", action="store_true", help=_("keep running heads and page numbers of PDFs"))
    importing.argument("--no-originals", action="store_true", help=_("keep the texts alone, and not their files"))
    importing.argument("--no-comments", action="store_true", help=_("leave out comments in the margins of files"))
    importing.argument(
        "--update",
        action="store_true",
        help=_("correct texts whose files have changed, and let codebooks and studies change what differs here"),
    )
    importing.argument(
        "--remove-lost", action="store_true", help=_("with --update, also remove annotations whose words are gone")
    )
    importing.argument("--study", default="", metavar="NAME", help=_("which study of a file that holds several"))
    importing.argument("--no-dots", action="store_true", help=_("make no tree of tags such as a.b"))
    told = _("make a tree of names in codebooks that one of the signs > : \\ . divides, or indent for indentation")
    importing.argument("--hierarchy", default="", choices=SIGNS, metavar="SIGN", help=told)
    importing.argument("--dry-run", action="store_true", help=_("only tell what would come in"))
    importing.argument("--report", type=a_path, metavar="FILE", help=_("write what became of a study to a file"))
    answering = commands.add("answers", _("import a survey, or another table with texts in it"), _answers, coder=True)
    answering.argument("file", type=a_path, metavar="FILE", help=_("a table that ends in .csv, .tsv, .xlsx or .ods"))
    answering.argument("--text", action="append", default=[], metavar="COLUMN", help=_("a column of texts to code"))
    answering.argument("--name", metavar="COLUMN", help=_("the column that names who answers"))
    answering.argument("--cases", action="store_true", default=None, help=_("make each row a case"))
    answering.argument("--encoding", help=_("the encoding of the file, instead of the recognised one"))
    answering.argument("--dry-run", action="store_true", help=_("only tell what would come in"))
    saving = commands.add("original", _("write the file that a document came from"), _original)
    saving.argument("document", metavar="DOCUMENT")
    saving.argument("out", type=a_path, metavar="OUT")
    correcting = commands.add("correct", _("correct the text of a document, and keep its codes"), _correct, coder=True)
    correcting.argument("document", metavar="DOCUMENT")
    correcting.argument("file", type=a_path, metavar="FILE", help=_("the corrected text"))
    correcting.argument("--encoding", help=_("the encoding of the file, instead of the recognised one"))
    correcting.argument("--remove-lost", action="store_true", help=_("remove annotations whose words are gone"))
    correcting.argument("--dry-run", action="store_true", help=_("only tell what would be lost"))
    stating = commands.add(
        "attributes", _("import attributes of documents or cases from a table"), _attributes, coder=True
    )
    stating.argument("file", type=a_path, metavar="FILE", help=_("a CSV or XLSX table whose rows name documents"))
    stating.argument("--cases", action="store_true", help=_("the rows name cases, which are made when new"))
    speaking = commands.add("speakers", _("mark who speaks in a plain transcript"), _speakers, coder=True)
    speaking.argument("document", metavar="DOCUMENT")
    speaking.argument("--name", action="append", metavar="NAME", help=_("a speaker; else the likely ones are taken"))
    speaking.argument("--cases", action="store_true", help=_("make each speaker a case"))


def _import(options: argparse.Namespace) -> int:
    from otsannot.exchange import is_study

    studies = [path for path in options.paths if is_study(path)]
    others = [path for path in options.paths if path not in studies]
    with otsannot.open(options.project, options.coder) as project:
        reports: list[StudyReport] = []
        sound = import_studies(project, studies, options, reports)
        if not others:
            write_reports(reports, options.report)
            return 0 if sound else 1
        report = project.import_files(
            others,
            options.encoding,
            progress(),
            password=options.password,
            whole_page=options.whole_page,
            page_furniture=options.page_furniture,
            originals=not options.no_originals,
            remarks=not options.no_comments,
            update=options.update,
            remove_lost=options.remove_lost,
            dry_run=options.dry_run,
            hierarchy=options.hierarchy,
        )
    _tell(report, named=options.dry_run)
    write_reports([*reports, *report.studies], options.report)
    if not sound:
        return 1
    understood = report.documents or report.changed or report.tables or report.studies or any(report.codebooks)
    return 0 if understood or not (report.problems or any(book.problems for book in report.codebooks)) else 1


def _answers(options: argparse.Namespace) -> int:
    with otsannot.open(options.project, options.coder) as project:
        report = project.import_answers(
            options.file,
            options.text,
            options.name,
            as_cases=options.cases,
            encoding=options.encoding,
            progress=progress(),
            dry_run=options.dry_run,
        )
    _tell(report, named=options.dry_run)
    return 0 if report.documents or not report.problems else 1


def _original(options: argparse.Namespace) -> None:
    with otsannot.open(options.project) as project:
        project.save_original(options.document, options.out)


def _tell(report: ImportReport, *, named: bool) -> None:
    for text in report.documents:
        _tell_text(text, whole=named)
    for changed in report.changed:
        print(changed.sentence())
    for book in report.codebooks:
        tell_codebook(book, named=named)
    for study in report.studies:
        tell_study(study)
    for table in report.tables:
        print(f"{table.name}: {table.summary()}")
        for problem in table.problems:
            complain(f"{problem.place}{problem.sentence}")
    if named:
        print(_("Nothing was written."))
    elif report.documents or report.problems or report.changed or len(report.codebooks) > 1:
        print(report.summary())
    for failed in report.problems:
        complain(failed.sentence)


def _tell_text(text: Imported, *, whole: bool) -> None:
    """A line that counts, with what was changed or left out below it; `whole` shows how the text begins, too."""
    from otsannot.importing import counted_parts

    characters = ngettext("{count} character", "{count} characters", text.characters)
    told = [text.encoding, text.language, characters, counted_parts(text.parts)]
    print(f"{text.document}: {', '.join(filter(None, told))}")
    for sentence in text.told:
        print(f"  {sentence}")
    for line in text.beginning.splitlines()[:BEGINNING] if whole else ():
        print(f"  | {line}")


def tell_codebook(report: CodebookReport, *, named: bool = False) -> None:
    """A line that counts, then what differs, and with `named` each new code too."""
    print(f"{report.path.name}: {report.summary()}")
    if report.likely:
        told = _("its names look like a tree: add --hierarchy {sign} to make it one")
        print(told.format(sign="'\\'" if report.likely == "\\" else report.likely))
    if report.unread:
        print(_("columns not read: {columns}").format(columns=", ".join(report.unread)))
    for path in report.new if named else ():
        print(_("new: {code}").format(code=path))
    for difference in report.filled if named else ():
        print(_("filled in: {code}, {field}").format(code=difference.path, field=difference.field))
    for difference in report.taken:
        _tell_difference(_("{code}, {field}: “{here}” became “{there}”"), difference)
    for difference in report.kept:
        _tell_difference(_("{code}, {field}: “{here}” stays, and the file says “{there}”"), difference)
    for sentence in report.problems:
        complain(sentence)


def _tell_difference(told: str, difference: Difference) -> None:
    from otsannot.importing import shortened

    here, there = shortened(difference.here), shortened(difference.there)
    print(told.format(code=difference.path, field=difference.field, here=here, there=there))


def _correct(options: argparse.Namespace) -> int:
    from otsannot.formats.plain_text import read_text_file
    from otsannot.importing import shortened

    corrected = read_text_file(options.file, options.encoding).text
    with otsannot.open(options.project, options.coder) as project:
        found = project.compare_text(options.document, corrected)
        earlier = project.document_text(options.document)
        for lost in found.lost:
            told = _("lost: “{words}” ({start} to {end}), {codes}, {coder}")
            words, codes = shortened(earlier[lost.span.start : lost.span.end]), ", ".join(lost.codes)
            print(told.format(words=words, start=lost.span.start, end=lost.span.end, codes=codes, coder=lost.coder))
        moved = ngettext("{count} annotation moves", "{count} annotations move", len(found.moved))
        gone = ngettext("{count} loses its words", "{count} lose their words", len(found.lost))
        print(f"{moved}, {gone}.")
        if options.dry_run:
            return 0
        if found.lost and not options.remove_lost:
            complain(_("Nothing was written. Add --remove-lost to remove the annotations that lose their words."))
            return 1
        project.correct_text(options.document, corrected)
    return 0


def _speakers(options: argparse.Namespace) -> None:
    with otsannot.open(options.project, options.coder) as project:
        found = project.recognise_speakers(options.document, options.name)
        for name, turns in found.items():
            print(f"{name}: {ngettext('{count} turn', '{count} turns', turns)}")
        if options.cases:
            made = project.speakers_as_cases([options.document])
            print(ngettext("{count} case", "{count} cases", len(made)))


def _attributes(options: argparse.Namespace) -> None:
    with otsannot.open(options.project, options.coder) as project:
        report = project.import_attributes(options.file, of="case" if options.cases else "document")
    for made in report.attributes:
        print(f"{made.name}: {made.kind}")
    print(report.summary())
    for problem in report.problems:
        complain(f"{report.name}, {problem.place}{problem.sentence}")
