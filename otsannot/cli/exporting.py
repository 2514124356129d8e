"""The command that writes a listing to a file."""

from __future__ import annotations

import argparse

import otsannot
from otsannot.cli.arguments import Commands, a_name, a_path
from otsannot.cli.studies import export_project
from otsannot.cli.terminal import progress
from otsannot.i18n import _, ngettext


def add_to(commands: Commands) -> None:
    """The command of this file."""
    told = _("write a listing, the coded texts or the whole project to a file")
    exporting = commands.add("export", told, _export)
    exporting.argument(
        "kind",
        metavar="KIND",
        help=_("annotations, codebook, documents, cases, memos, history, matrix, coded or project"),
    )
    endings = _(
        "a file that ends in .csv, .xlsx, .ods or .parquet; a codebook also .docx, .html, .md, memos .md; "
        "coded .html, .docx, .md; a project .qdpx or a folder/"
    )
    exporting.argument("out", type=a_name, metavar="OUT", help=endings)
    told = _("the coded documents that are wanted, all when none is named")
    exporting.argument("--document", nargs="+", action="extend", metavar="NAME", help=told)
    exporting.argument("--examples", action="store_true", help=_("show coded passages under the codes"))
    exporting.argument("--dry-run", action="store_true", help=_("only tell what a project written so would lose"))
    told = _("count positions in a .qdpx in UTF-16 units, as NVivo does, and not in code points")
    exporting.argument("--utf16", action="store_true", help=told)
    exporting.argument("--report", type=a_path, metavar="FILE", help=_("write what a project loses to a file"))


def _export(options: argparse.Namespace) -> None:
    if options.kind == "project":
        export_project(options)
        return
    with otsannot.open(options.project) as project:
        written = project.export(
            options.kind, options.out, progress(), examples=options.examples, documents=options.document
        )
    rows = ngettext("{count} row", "{count} rows", written.rows)
    texts = ngettext("{count} document", "{count} documents", written.rows)
    print(f"{written.path}: {texts if options.kind == 'coded' else rows}")
