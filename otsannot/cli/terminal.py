"""What the command line says, and how it shows that it works."""

from __future__ import annotations

import os
import sys

from otsannot.i18n import ngettext
from otsannot.progress import SILENT, Progress

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


def complain(sentence: str) -> None:
    """One line on the error stream, also where a path holds line breaks."""
    print("otsannot:", " ".join(sentence.splitlines()), file=sys.stderr)


def discard_output() -> None:
    """Let what was not yet written go nowhere, or Python tries again at its end and complains."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def progress() -> Progress:
    """A bar on a terminal, and nothing in a pipe."""
    return TerminalProgress() if sys.stderr.isatty() else SILENT


def counted_codes(count: int) -> str:
    """So many codes, in words."""
    return ngettext("{count} code", "{count} codes", count)
