"""A worker process as who started it sees it: it is given a file, answers with texts, and may be lost meanwhile."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import NamedTuple, cast

from otsannot.errors import OtsannotError
from otsannot.formats.files import shown
from otsannot.formats.worker import Answer, Done, Job
from otsannot.i18n import _

# Without `-m`, because the package need not be installed where the worker is started: it finds what we find.
_START = "import sys; sys.path[:] = sys.argv[2:]; from otsannot.formats.worker import main; main(int(sys.argv[1]))"

# Libraries that share out sums on cores of their own would take them from one another, and much room for each.
_ONE_CORE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


class Lost(NamedTuple):
    """The process has ended in the middle of a file."""

    error: OtsannotError


class WorkerProcess:
    """A worker process and the pipes to it."""

    def __init__(self, memory: int) -> None:
        # A file for what it complains of: a pipe that nobody reads would fill and stop it.
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 - `end` closes it
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-c", _START, str(memory), *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            env={**os.environ, **_ONE_CORE},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    def answers(self, job: Job, seconds: float) -> Iterator[Answer | Lost]:
        """What it says to a job, the last of which is Done or that it was lost; `seconds` are for each answer."""
        answer: Answer | Lost = self._heard(job, lambda: self._give(job), seconds)
        while not isinstance(answer, Done | Lost):
            yield answer
            answer = self._heard(job, self._hear, seconds)
        yield answer

    def _give(self, job: Job) -> Answer:
        assert self._process.stdin is not None
        pickle.dump(job, self._process.stdin)
        self._process.stdin.flush()
        return self._hear()

    def _hear(self) -> Answer:
        assert self._process.stdout is not None
        return cast(Answer, pickle.load(self._process.stdout))

    def _heard(self, job: Job, hear: Callable[[], Answer], seconds: float) -> Answer | Lost:
        """The next answer, or why there will be none."""
        is_late = threading.Event()
        watch = threading.Timer(seconds, self._give_up, [is_late])
        watch.start()
        try:
            return hear()
        except (EOFError, pickle.UnpicklingError, OSError):
            return Lost(self._why(job, is_late=is_late.is_set()))
        finally:
            watch.cancel()

    def _give_up(self, is_late: threading.Event) -> None:
        is_late.set()
        self.kill()

    def kill(self) -> None:
        """End it at once, whatever it does."""
        self._process.kill()

    def end(self) -> None:
        """End it and wait until it is gone."""
        self.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout, self._complaints):
            assert pipe is not None
            with suppress(BrokenPipeError):  # of a job that it was never given
                pipe.close()

    def _why(self, job: Job, *, is_late: bool) -> OtsannotError:
        self._process.kill()
        self._process.wait()
        name = shown(job.path)
        if is_late:
            told = _("{name} took too long to read and was passed over. It may be damaged; save it anew.")
            return OtsannotError(told.format(name=name))
        self._complaints.seek(0)
        lines = self._complaints.read().decode("utf-8", "replace").strip().splitlines()
        if lines and lines[-1].startswith("MemoryError"):
            return OtsannotError(
                _("{name} needs more memory than there is to read it. Split it and import the parts.").format(name=name)
            )
        return OtsannotError(
            _("{name} could not be read, because its reader failed ({why}). It may be damaged; save it anew.").format(
                name=name, why=lines[-1] if lines else _("it ended without a word")
            )
        )
