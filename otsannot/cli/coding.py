"""Commands that code, and that write memos."""

from __future__ import annotations

import argparse

import otsannot
from otsannot.cli.arguments import Commands
from otsannot.i18n import _


def add_to(commands: Commands) -> None:
    """The commands of this file."""
    annotating = commands.add("annotate", _("give a passage codes"), _annotate, coder=True)
    annotating.argument("document", metavar="DOCUMENT")
    annotating.argument("start", type=int, metavar="START", help=_("the first character, counted from 0"))
    annotating.argument("end", type=int, metavar="END", help=_("the character after the last one"))
    annotating.argument("--code", nargs="+", required=True, metavar="PATH", help=_("such as 'Security > Defence'"))
    annotating.argument("--comment", metavar="TEXT")
    noting = commands.add("memo", _("write a memo on the project, a document, a code or a case"), _memo, coder=True)
    noting.argument("text", metavar="TEXT", help=_("Markdown"))
    noting.argument("--title", default="", metavar="TITLE")
    about = noting.parser.add_mutually_exclusive_group()
    about.add_argument("--document", metavar="NAME")
    about.add_argument("--code", metavar="PATH")
    about.add_argument("--case", metavar="NAME")


def _annotate(options: argparse.Namespace) -> None:
    with otsannot.open(options.project, options.coder) as project:
        guid = project.annotate(
            options.document, options.start, options.end, options.code, coder=options.coder, comment=options.comment
        )
    print(guid)


def _memo(options: argparse.Namespace) -> None:
    with otsannot.open(options.project, options.coder) as project:
        guid = project.write_memo(
            options.text,
            title=options.title,
            about_document=options.document,
            about_code=options.code,
            about_case=options.case,
        )
    print(guid)
