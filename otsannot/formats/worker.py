"""A process of its own that reads files for the program that started it, so that a reader may fail, hang or crash.

Jobs come in on the standard input and texts go out on the standard output, both pickled, until the input ends. It knows
nothing of who started it: a script that imports texts is not run a second time, as multiprocessing would.
"""

from __future__ import annotations

import importlib
import os
import pickle
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from otsannot.errors import OtsannotError
from otsannot.formats.evidence import with_evidence
from otsannot.formats.files import shown
from otsannot.formats.reading import Reader, Reading
from otsannot.formats.recognising import readable
from otsannot.model.new_text import NewText


class Job(NamedTuple):
    """A file to read, with the module that reads it."""

    path: Path
    module: str
    reading: Reading


class Done(NamedTuple):
    """A job is over; `error` is what its reader refused the file with, if it did."""

    error: OtsannotError | None = None


Answer = NewText | Done


def main(memory: int) -> None:
    """Do jobs until there are no more; `memory` is the most bytes the process may have, where the system can say so."""
    # What a library prints must not get between the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    _limit_memory(memory)
    jobs = sys.stdin.buffer
    while (job := _next(jobs)) is not None:
        _answer(answers, _read(job, answers))


def _next(jobs: BinaryIO) -> Job | None:
    try:
        return cast(Job, pickle.load(jobs))
    except EOFError:
        return None


def _read(job: Job, answers: BinaryIO) -> Done:
    """Any other error is left to end the process: who started it hears of that, and starts another one."""
    ours = theirs = shown(job.path)
    try:
        with readable(job.path, job.module, job.reading.password) as found:
            ours = shown(found.path)
            reader = cast(Reader, importlib.import_module(found.module))
            for text in reader.read(found.path, job.reading):
                _answer(answers, _whole(text, found.told, theirs if text.source == ours else text.source))
    except OtsannotError as error:
        return Done(type(error)(str(error).replace(ours, theirs)))
    return Done()


def _whole(text: NewText, told: tuple[str, ...], source: str) -> NewText:
    """A text as it can be sent, with what it shows by itself and what there is to tell."""
    return with_evidence(text)._replace(
        facts=dict(text.facts),
        case_facts=dict(text.case_facts),
        told=(*told, *text.told),
        source=source,
    )


def _answer(answers: BinaryIO, answer: Answer) -> None:
    pickle.dump(answer, answers, protocol=pickle.HIGHEST_PROTOCOL)
    answers.flush()


def _limit_memory(most: int) -> None:
    if sys.platform != "win32":
        import resource

        with suppress(ValueError, OSError):  # a system that does not hold it to that, or holds it to less
            resource.setrlimit(resource.RLIMIT_AS, (most, most))
