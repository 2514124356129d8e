"""Reads many files at once in processes of their own; a file that fails, hangs or crashes its reader stops no other."""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from types import TracebackType
from typing import NamedTuple

from otsannot.formats.worker import Answer, Done, Job
from otsannot.formats.worker_process import Lost, WorkerProcess
from otsannot.model.new_text import NewText


class Limits(NamedTuple):
    """What reading one file may take: a time that grows with its size, and bytes of memory."""

    seconds: float = 60
    seconds_per_megabyte: float = 10
    memory: int = 4_000_000_000

    def seconds_for(self, job: Job) -> float:
        """How long a file may take, in seconds."""
        with suppress(OSError):
            return self.seconds + self.seconds_per_megabyte * job.path.stat().st_size / 1_000_000
        return self.seconds


LIMITS = Limits()

MOST_WAITING = 32
"""How many texts of one file wait to be taken; its reader waits meanwhile."""
FILES_AHEAD = 3
"""How many files each process may be ahead of the one whose texts are being taken."""
SECONDS_BETWEEN_LOOKS = 0.05


class Texts:
    """The texts of one file, to be taken once; they may be read already."""

    def __init__(self, job: Job, look: Callable[[], None], taken: Callable[[], None]) -> None:
        self.job = job
        self.answers: queue.Queue[Answer] = queue.Queue(MOST_WAITING)
        self._look = look
        self._taken = taken

    def __iter__(self) -> Iterator[NewText]:
        """Each text when it is there. Raises OtsannotError when the file cannot be read (further)."""
        while not isinstance(answer := self._next(), Done):
            yield answer
        self._taken()
        if answer.error is not None:
            raise answer.error

    def _next(self) -> Answer:
        while True:
            try:
                return self.answers.get(timeout=SECONDS_BETWEEN_LOOKS)
            except queue.Empty:
                self._look()


class Workers:
    """As many processes as there are cores at the most; they end with the block.

    `look` is called now and then while texts are waited for, and may raise to give up.
    """

    def __init__(self, look: Callable[[], None], limits: Limits = LIMITS, most: int | None = None) -> None:
        self._look = look
        self._limits = limits
        self._most = most or os.cpu_count() or 1
        self._jobs: queue.SimpleQueue[Texts | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._ahead = threading.Semaphore(FILES_AHEAD * self._most)
        self._ended = threading.Event()
        self._threads: list[threading.Thread] = []
        self._processes: set[WorkerProcess] = set()

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        for _thread in self._threads:
            self._jobs.put(None)
            self._ahead.release()
        with self._lock:
            for process in self._processes:
                process.kill()
        for thread in self._threads:
            thread.join()

    def read(self, job: Job) -> Texts:
        """Begin to read a file when it is its turn. Files are to be taken in the order in which they were given."""
        texts = Texts(job, self._look, self._ahead.release)
        self._jobs.put(texts)
        if len(self._threads) < self._most:
            self._start(self._serve)
        return texts

    def read_now(self, job: Job) -> Texts:
        """Read a file out of turn, in a process of its own."""
        texts = Texts(job, self._look, lambda: None)
        self._start(lambda: self._serve_one(texts))
        return texts

    def _start(self, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=work, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _serve_one(self, texts: Texts) -> None:
        process = self._new_process()
        if process is not None:
            self._pass_on(process, texts)
            self._drop(process)

    def _serve(self) -> None:
        """Give one file after the other to a process, and a new process to the next when one is lost."""
        process: WorkerProcess | None = None
        while (texts := self._turn()) is not None:
            process = process or self._new_process()
            if process is None:
                return
            if not self._pass_on(process, texts):
                self._drop(process)
                process = None
        if process is not None:
            self._drop(process)

    def _turn(self) -> Texts | None:
        """The next file, when the files before are far enough; None when the block has ended."""
        self._ahead.acquire()
        texts = self._jobs.get()
        return None if self._ended.is_set() else texts

    def _new_process(self) -> WorkerProcess | None:
        """A process to work with; None when the block has ended."""
        with self._lock:
            if self._ended.is_set():
                return None
            process = WorkerProcess(self._limits.memory)
            self._processes.add(process)
            return process

    def _drop(self, process: WorkerProcess) -> None:
        process.end()
        with self._lock:
            self._processes.discard(process)

    def _pass_on(self, process: WorkerProcess, texts: Texts) -> bool:
        """Let a process read a file and pass its texts on; false when the process was lost."""
        is_sound = True
        for answer in process.answers(texts.job, self._limits.seconds_for(texts.job)):
            is_sound = not isinstance(answer, Lost)
            answer = Done(answer.error) if isinstance(answer, Lost) else answer
            while not self._ended.is_set():
                with suppress(queue.Full):
                    texts.answers.put(answer, timeout=SECONDS_BETWEEN_LOOKS)
                    break
        return is_sound
