"""The command that arranges the codebook: `otsannot code PROJECT VERB ...`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

import otsannot
from otsannot.cli.arguments import Commands
from otsannot.i18n import _, ngettext

if TYPE_CHECKING:
    from otsannot.project.codes import Codes
    from otsannot.store.recoding import Moved

Verb = Callable[["Codes", argparse.Namespace], str]


def add_to(commands: Commands) -> None:
    """The command of this file, with its verbs."""
    arranging = commands.add("code", _("arrange the codebook"), _arrange, coder=True)
    verbs = arranging.parser.add_subparsers(required=True, metavar="VERB")

    def verb(name: str, help: str, run: Verb) -> argparse.ArgumentParser:
        made = verbs.add_parser(name, help=help, description=help)
        made.set_defaults(verb=run)
        return made

    making = verb("new", _("add a code, and the parents of its path that are missing"), _new)
    making.add_argument("path", metavar="PATH", help=_("such as 'Security > Defence'"))
    making.add_argument("--colour", metavar="#RRGGBB")
    making.add_argument("--folder", action="store_true", help=_("it only holds other codes"))
    renaming = verb("rename", _("give a code another name"), _rename)
    renaming.add_argument("code", metavar="CODE")
    renaming.add_argument("name", metavar="NAME")
    defining = verb("define", _("write what a code means"), _define)
    defining.add_argument("code", metavar="CODE")
    defining.add_argument("field", metavar="FIELD", help=_("such as brief_definition or when_to_use"))
    defining.add_argument("text", metavar="TEXT")
    colouring = verb("colour", _("give a code another colour"), _colour)
    colouring.add_argument("code", metavar="CODE")
    colouring.add_argument("colour", metavar="#RRGGBB")
    binding = verb("digit", _("let a digit apply a code in the window"), _digit)
    binding.add_argument("code", metavar="CODE")
    binding.add_argument("digit", nargs="?", type=int, metavar="1-9", help=_("the code loses its digit without one"))
    moving = verb("move", _("put a code under another one, or at the top"), _move)
    moving.add_argument("code", metavar="CODE")
    moving.add_argument("under", nargs="?", metavar="UNDER")
    merging = verb("merge", _("make codes one with another"), _merge)
    merging.add_argument("codes", nargs="+", metavar="CODE")
    merging.add_argument("--into", required=True, metavar="TARGET")
    splitting = verb("split", _("give some passages of a code another one instead"), _split)
    splitting.add_argument("code", metavar="CODE")
    splitting.add_argument("annotations", nargs="+", metavar="ANNOTATION_ID")
    splitting.add_argument("--into", required=True, metavar="TARGET")
    doubling = verb("duplicate", _("put a copy without codings beside a code"), _duplicate)
    doubling.add_argument("code", metavar="CODE")
    doubling.add_argument("--all", action="store_true", help=_("with everything under it"))
    foldering = verb("folder", _("let a code only hold other codes"), _folder)
    foldering.add_argument("code", metavar="CODE")
    foldering.add_argument("--off", action="store_true", help=_("let it be applied again"))
    removing = verb("remove", _("remove codes, everything under them, and their codings"), _remove)
    removing.add_argument("codes", nargs="+", metavar="CODE")


def _arrange(options: argparse.Namespace) -> None:
    with otsannot.open(options.project, options.coder) as project:
        print(options.verb(project.codes, options))


def _new(book: Codes, options: argparse.Namespace) -> str:
    return book.create(options.path, colour=options.colour, is_folder=options.folder)


def _rename(book: Codes, options: argparse.Namespace) -> str:
    book.rename(options.code, options.name)
    return _("“{code}” is now “{name}”.").format(code=options.code, name=options.name.strip())


def _define(book: Codes, options: argparse.Namespace) -> str:
    book.define(options.code, **{options.field: options.text})
    return _("“{code}” is defined.").format(code=options.code)


def _colour(book: Codes, options: argparse.Namespace) -> str:
    book.colour(options.code, options.colour)
    return _("“{code}” has the colour {colour}.").format(code=options.code, colour=options.colour.lower())


def _digit(book: Codes, options: argparse.Namespace) -> str:
    book.bind(options.code, options.digit)
    said = _("“{code}” has no digit.") if options.digit is None else _("“{code}” has the digit {digit}.")
    return said.format(code=options.code, digit=options.digit)


def _move(book: Codes, options: argparse.Namespace) -> str:
    return book.move(options.code, options.under)


def _merge(book: Codes, options: argparse.Namespace) -> str:
    return _told(book.merge(options.codes, options.into))


def _split(book: Codes, options: argparse.Namespace) -> str:
    return _told(book.split(options.code, options.into, options.annotations))


def _duplicate(book: Codes, options: argparse.Namespace) -> str:
    return book.duplicate(options.code, with_children=options.all)


def _folder(book: Codes, options: argparse.Namespace) -> str:
    book.set_folder(options.code, not options.off)
    said = _("“{code}” is a code again.") if options.off else _("“{code}” is a folder now.")
    return said.format(code=options.code)


def _remove(book: Codes, options: argparse.Namespace) -> str:
    removed = book.remove(options.codes)
    codes = ngettext("{count} code removed", "{count} codes removed", removed.codes)
    return codes + _(", ") + ngettext("{count} coding", "{count} codings", removed.codings)


def _told(moved: Moved) -> str:
    words = ngettext("{count} coding moved", "{count} codings moved", moved.moved)
    return words + _(", ") + ngettext("{count} fused", "{count} fused", moved.fused)
