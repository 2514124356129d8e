"""What commands are told: the arguments that many of them share."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from otsannot.i18n import _

Run = Callable[[argparse.Namespace], int | None]


class Commands:
    """The commands of the command line, by name."""

    def __init__(self, parser: argparse.ArgumentParser) -> None:
        self._parsers: Any = parser.add_subparsers(required=True, metavar="COMMAND")

    @property
    def names(self) -> set[str]:
        """Every command there is."""
        return set(self._parsers.choices)

    def add(self, name: str, help: str, run: Run, *, project: bool = True, coder: bool = False) -> Command:
        """A further command; `run` gives its exit code, where None is 0."""
        made = Command(self._parsers.add_parser(name, help=help, description=help))
        made.parser.set_defaults(run=run)
        if project:
            made.argument("project", type=a_path, metavar="PROJECT")
        if coder:
            made.argument("--coder", metavar="NAME", help=_("who codes; your own name when not given"))
        return made


class Command:
    """One command, which is told what arguments it takes."""

    def __init__(self, parser: argparse.ArgumentParser) -> None:
        self.parser = parser

    def argument(self, *names: str, **how: Any) -> None:
        """A further argument, described as argparse has it."""
        self.parser.add_argument(*names, **how)


def a_path(given: str) -> Path:
    """A path; nothing, as a variable of a shell may hold by mistake, is not taken for the folder one is in."""
    if not given:
        raise argparse.ArgumentTypeError(_("a path is missing"))
    return Path(given)


def a_name(given: str) -> str:
    """A path as it was written, because an ending `/` says that it is of a folder."""
    a_path(given)
    return given
