"""The command line: everything the window does to data, so that a study can be rebuilt by a script."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence

import otsannot
from otsannot.cli import codes, coding, exporting, study, texts
from otsannot.cli.arguments import Commands
from otsannot.cli.terminal import complain, discard_output
from otsannot.errors import CancelledError, OtsannotError
from otsannot.i18n import _


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code: 0 when it worked, 1 when not. Wrong usage exits with 2."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = argparse.ArgumentParser(prog="otsannot", description=_("Highlight passages, code them, export both."))
    parser.add_argument("--version", action="version", version=f"otsannot {otsannot.__version__}")
    commands = Commands(parser)
    for area in (study, texts, coding, codes, exporting):
        area.add_to(commands)
    if not given or (given[0] not in commands.names and not given[0].startswith("-")):
        given.insert(0, "open")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a name that the terminal cannot show stops nothing
    options = parser.parse_args(given)
    try:
        code = int(options.run(options) or 0)
        print(end="", flush=True)
    except OtsannotError as error:
        complain(str(error))
        return 1
    except (CancelledError, KeyboardInterrupt):
        return 130
    except BrokenPipeError:  # the reader of our output has heard enough
        discard_output()
        return 1
    except OSError as error:
        if error.filename is not None:
            raise
        discard_output()
        complain(_("The output cannot be written: {why}.").format(why=error.strerror))
        return 1
    return code
