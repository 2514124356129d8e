"""Commands on the study as a whole."""

from __future__ import annotations

import argparse
import json

import otsannot
from otsannot.cli.arguments import Commands, a_path
from otsannot.cli.terminal import complain, counted_codes, progress
from otsannot.cli.texts import tell_codebook
from otsannot.i18n import _, ngettext


def add_to(commands: Commands) -> None:
    """The commands of this file."""
    opening = commands.add("open", _("open the window; the default command"), _open, project=False)
    opening.argument("project", nargs="?", type=a_path, metavar="PROJECT")
    creating = commands.add("new", _("create a project"), _new, coder=True)
    creating.argument("--codebook", type=a_path, metavar="FILE", help=_("a codebook to begin with"))
    commands.add("sample", _("make a copy of the OTS sample study"), _sample)
    commands.add("check", _("check the file, every position and every reference"), _check)
    telling = commands.add("info", _("say what a project holds"), _info)
    telling.argument("--json", action="store_true", help=_("as JSON"))


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
            tell_codebook(project.import_codebook(options.codebook))


def _sample(options: argparse.Namespace) -> None:
    from otsannot.sample import create_sample

    with create_sample(options.project) as project:
        held = project.info()
        counts = [
            ngettext("{count} document", "{count} documents", held.documents),
            counted_codes(held.codes),
            ngettext("{count} annotation", "{count} annotations", held.annotations),
        ]
        print(_("{path} is ready: {what}.").format(path=options.project, what=", ".join(counts)))


def _check(options: argparse.Namespace) -> int:
    with otsannot.open(options.project) as project:
        faults = project.check(progress())
    for fault in faults:
        complain(fault)
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
