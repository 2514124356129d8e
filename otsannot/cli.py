"""The command line: everything the window does to data, so that a study can be rebuilt by a script."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import otsannot
from otsannot import cli_codes
from otsannot.errors import CancelledError, OtsannotError
from otsannot.i18n import _, ngettext
from otsannot.progress import SILENT, Progress

if TYPE_CHECKING:
    from otsannot.importing import CodebookReport, ImportReport
    from otsannot.store.codebook_import import Difference

COMMANDS = ("open", "new", "sample", "import", "annotate", "attributes", "memo", "code", "export", "check", "info")
BAR = 30


class TerminalProgress(Progress):
    """A bar on the error stream, drawn when a hundredth more is done."""

    def start(self, label: str, total: int) -> None:
        self._label, self._total, self._done, self._drawn = label, total, 0, -1
        self._draw()

    def advance(self, steps: int = 1) -> None:
        self._done += steps
        self._draw()

    def finish(self) -> None:
        print("\r\033[K", end="", file=sys.stderr, flush=True)

    def _draw(self) -> None:
        if not self._total:
            return
        hundredths = min(100, 100 * self._done // self._total)
        if hundredths != self._drawn:
            self._drawn = hundredths
            bar = "█" * (BAR * hundredths // 100)
            print(f"\r{self._label} {bar:<{BAR}} {hundredths:3} %", end="", file=sys.stderr, flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code: 0 when it worked, 1 when not. Wrong usage exits with 2."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or (given[0] not in COMMANDS and not given[0].startswith("-")):
        given.insert(0, "open")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a name that the terminal cannot show stops nothing
    options = _parser().parse_args(given)
    try:
        code = int(options.run(options) or 0)
        print(end="", flush=True)
    except OtsannotError as error:
        _complain(str(error))
        return 1
    except (CancelledError, KeyboardInterrupt):
        return 130
    except BrokenPipeError:  # the reader of our output has heard enough
        _discard_output()
        return 1
    except OSError as error:
        if error.filename is not None:
            raise
        _discard_output()
        _complain(_("The output cannot be written: {why}.").format(why=error.strerror))
        return 1
    return code


def _complain(sentence: str) -> None:
    """One line on the error stream, also where a path holds line breaks."""
    print("otsannot:", " ".join(sentence.splitlines()), file=sys.stderr)


def _discard_output() -> None:
    """Let what was not yet written go nowhere, or Python tries again at its end and complains."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="otsannot", description=_("Highlight passages, code them, export both."))
    parser.add_argument("--version", action="version", version=f"otsannot {otsannot.__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, help: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=help, description=help)
        made.set_defaults(run=globals()[f"_{name}"])
        return made

    opening = command("open", _("open the window; the default command"))
    opening.add_argument("project", nargs="?", type=_path, metavar="PROJECT")
    creating = command("new", _("create a project"))
    _project(creating)
    creating.add_argument("--codebook", type=_path, metavar="FILE", help=_("a codebook to begin with"))
    _coder(creating)
    sample = command("sample", _("make a copy of the OTS sample study"))
    _project(sample)
    importing = command("import", _("import texts, folders of texts, and codebooks"))
    _project(importing)
    importing.add_argument("paths", nargs="+", type=_path, metavar="PATH")
    importing.add_argument("--encoding", help=_("the encoding of the texts, instead of the recognised one"))
    importing.add_argument("--update", action="store_true", help=_("let codebooks change what differs in the study"))
    importing.add_argument("--dry-run", action="store_true", help=_("only tell what would come in"))
    _coder(importing)
    stating = command("attributes", _("import attributes of documents or cases from a table"))
    _project(stating)
    stating.add_argument("file", type=_path, metavar="FILE", help=_("a CSV or XLSX table whose rows name documents"))
    stating.add_argument("--cases", action="store_true", help=_("the rows name cases, which are made when new"))
    _coder(stating)
    annotating = command("annotate", _("give a passage codes"))
    _project(annotating)
    annotating.add_argument("document", metavar="DOCUMENT")
    annotating.add_argument("start", type=int, metavar="START", help=_("the first character, counted from 0"))
    annotating.add_argument("end", type=int, metavar="END", help=_("the character after the last one"))
    annotating.add_argument("--code", nargs="+", required=True, metavar="PATH", help=_("such as 'Security > Defence'"))
    annotating.add_argument("--comment", metavar="TEXT")
    _coder(annotating)
    noting = command("memo", _("write a memo on the project, a document or a code"))
    _project(noting)
    noting.add_argument("text", metavar="TEXT", help=_("Markdown"))
    noting.add_argument("--title", default="", metavar="TITLE")
    about = noting.add_mutually_exclusive_group()
    about.add_argument("--document", metavar="NAME")
    about.add_argument("--code", metavar="PATH")
    _coder(noting)
    coding = command("code", _("arrange the codebook"))
    _project(coding)
    _coder(coding)
    cli_codes.add_verbs(coding)
    exporting = command("export", _("write annotations, codebook, documents, cases, memos or history to a file"))
    _project(exporting)
    exporting.add_argument("kind", metavar="KIND", help=_("annotations, codebook, documents, cases, memos or history"))
    exporting.add_argument(
        "out",
        type=_path,
        metavar="OUT",
        help=_("a file that ends in .csv or .xlsx; a codebook also .docx, .html, .md, memos .md"),
    )
    exporting.add_argument("--examples", action="store_true", help=_("show coded passages under the codes"))
    checking = command("check", _("check the file, every position and every reference"))
    _project(checking)
    telling = command("info", _("say what a project holds"))
    _project(telling)
    telling.add_argument("--json", action="store_true", help=_("as JSON"))
    return parser


def _path(given: str) -> Path:
    """A path; nothing, as a variable of a shell may hold by mistake, is not taken for the folder one is in."""
    if not given:
        raise argparse.ArgumentTypeError(_("a path is missing"))
    return Path(given)


def _project(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("project", type=_path, metavar="PROJECT")


def _coder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--coder", metavar="NAME", help=_("who codes; your own name when not given"))


def _progress() -> Progress:
    return TerminalProgress() if sys.stderr.isatty() else SILENT


def _open(options: argparse.Namespace) -> int:
    from otsannot.ui.app import run  # Qt is there only when a window is wanted

    return run(options.project)


def _new(options: argparse.Namespace) -> None:
    from otsannot.formats.codebook import read_codebook

    if options.codebook is not None:
        read_codebook(options.codebook)  # a bad codebook is told before a project is made
    with otsannot.new(options.project, options.coder) as project:
        print(_("{path} is ready.").format(path=options.project))
        if options.codebook is not None:
            _tell_codebook(project.import_codebook(options.codebook))


def _sample(options: argparse.Namespace) -> None:
    from otsannot.sample import create_sample

    with create_sample(options.project) as project:
        held = project.info()
        counts = [
            ngettext("{count} document", "{count} documents", held.documents),
            _codes(held.codes),
            ngettext("{count} annotation", "{count} annotations", held.annotations),
        ]
        print(_("{path} is ready: {what}.").format(path=options.project, what=", ".join(counts)))


def _import(options: argparse.Namespace) -> int:
    with otsannot.open(options.project, options.coder) as project:
        report = project.import_files(
            options.paths, options.encoding, _progress(), update=options.update, dry_run=options.dry_run
        )
    _tell(report, named=options.dry_run)
    understood = report.documents or any(report.codebooks)
    return 0 if understood or not (report.problems or any(book.problems for book in report.codebooks)) else 1


def _tell(report: ImportReport, *, named: bool) -> None:
    for text in report.documents:
        characters = ngettext("{count} character", "{count} characters", text.characters)
        print(f"{text.document}: {text.encoding}, {characters}")
    for book in report.codebooks:
        _tell_codebook(book, named=named)
    if named:
        print(_("Nothing was written."))
    elif report.documents or report.problems or len(report.codebooks) > 1:
        print(report.summary())
    for problem in report.problems:
        _complain(problem.sentence)


def _tell_codebook(report: CodebookReport, *, named: bool = False) -> None:
    """A line that counts, then what differs, and with `named` each new code too."""
    print(f"{report.path.name}: {report.summary()}")
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
        _complain(sentence)


def _tell_difference(told: str, difference: Difference) -> None:
    from otsannot.importing import shortened

    here, there = shortened(difference.here), shortened(difference.there)
    print(told.format(code=difference.path, field=difference.field, here=here, there=there))


def _annotate(options: argparse.Namespace) -> None:
    with otsannot.open(options.project, options.coder) as project:
        guid = project.annotate(
            options.document, options.start, options.end, options.code, coder=options.coder, comment=options.comment
        )
    print(guid)


def _code(options: argparse.Namespace) -> None:
    cli_codes.run(options)


def _memo(options: argparse.Namespace) -> None:
    with otsannot.open(options.project, options.coder) as project:
        guid = project.write_memo(
            options.text, title=options.title, about_document=options.document, about_code=options.code
        )
    print(guid)


def _export(options: argparse.Namespace) -> None:
    with otsannot.open(options.project) as project:
        written = project.export(options.kind, options.out, _progress(), examples=options.examples)
    print(f"{written.path}: {ngettext('{count} row', '{count} rows', written.rows)}")


def _check(options: argparse.Namespace) -> int:
    with otsannot.open(options.project) as project:
        faults = project.check(_progress())
    for fault in faults:
        _complain(fault)
    if not faults:
        print(_("{path} is sound.").format(path=options.project))
    return 1 if faults else 0


def _info(options: argparse.Namespace) -> None:
    with otsannot.open(options.project) as project:
        held = project.info()._asdict()
    if options.json:
        print(json.dumps(held, indent=2))
        return
    for name, value in held.items():
        print(f"{name:12} {value:,}" if isinstance(value, int) else f"{name:12} {value}")


def _codes(count: int) -> str:
    return ngettext("{count} code", "{count} codes", count)
