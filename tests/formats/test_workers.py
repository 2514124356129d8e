"""Files are read in processes of their own, and whatever becomes of one of them, the others come in."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from support import child_processes

from otsannot.errors import CancelledError, OtsannotError, PasswordNeededError
from otsannot.formats.reading import AS_IT_IS, Reading
from otsannot.formats.worker import Job
from otsannot.formats.workers import LIMITS, MOST_WAITING, Workers

FAILED = "could not be read, because its reader failed"
DAMAGED = "It may be damaged; save it anew."
SILENT = f"{FAILED} (it ended without a word). {DAMAGED}"


def go_on() -> None:
    """Do not give up."""


def job(folder: Path, name: str, *lines: str, reading: Reading = AS_IT_IS) -> Job:
    path = folder / name
    path.write_text("\n".join(lines), encoding="utf-8")
    return Job(path, "readers.misbehaving", reading)


def outcome(workers: Workers, given: Job) -> list[str] | str:
    """The texts of a file, or the sentence that says why there are none."""
    try:
        return [text.text for text in workers.read(given)]
    except OtsannotError as error:
        return str(error)


def test_texts_come_in_the_order_of_the_files(tmp_path: Path) -> None:
    jobs = [job(tmp_path, f"{number}.bad", f"one {number}", f"two {number}") for number in range(12)]
    with Workers(go_on) as workers:
        read = [workers.read(given) for given in jobs]
        found = [[(text.name, text.text) for text in texts] for texts in read]
    assert found == [[(f"{n} 1", f"one {n}"), (f"{n} 2", f"two {n}")] for n in range(12)]


def test_a_file_that_crashes_its_reader_is_named_and_the_others_come_in(tmp_path: Path) -> None:
    words = ["crash", "leave", "go in circles", "fail", "print"]
    with Workers(go_on, most=1) as workers:
        found = {word: outcome(workers, job(tmp_path, f"{word}.bad", word)) for word in words}
        assert outcome(workers, job(tmp_path, "good.bad", "good")) == ["good"]
    assert found["crash"] == f"{tmp_path}/crash.bad {SILENT}"
    assert found["leave"] == f"{tmp_path}/leave.bad {SILENT}"
    assert f"{tmp_path}/go in circles.bad {FAILED} (RecursionError: " in found["go in circles"]
    assert found["fail"] == f"{tmp_path}/fail.bad {FAILED} (KeyError: 'nothing'). {DAMAGED}"
    assert found["print"] == ["print"]


def test_a_file_that_needs_too_much_memory_is_named(tmp_path: Path) -> None:
    with Workers(go_on) as workers:
        told = outcome(workers, job(tmp_path, "large.bad", "fill memory"))
    assert told == f"{tmp_path}/large.bad needs more memory than there is to read it. Split it and import the parts."


def test_a_file_that_hangs_its_reader_is_given_up_after_a_time_and_named(tmp_path: Path) -> None:
    with Workers(go_on, LIMITS._replace(seconds=1.5), most=1) as workers:
        told = outcome(workers, job(tmp_path, "endless.bad", "hang"))
        assert outcome(workers, job(tmp_path, "good.bad", "good")) == ["good"]
    assert told == (
        f"{tmp_path}/endless.bad took too long to read and was passed over. It may be damaged; save it anew."
    )


def test_a_refusal_comes_through_as_it_is(tmp_path: Path) -> None:
    with Workers(go_on) as workers:
        assert outcome(workers, job(tmp_path, "no.bad", "refuse")) == f"{tmp_path}/no.bad is refused."
        with pytest.raises(PasswordNeededError, match="is locked"):
            list(workers.read(job(tmp_path, "locked.bad", "locked")))
        opened = job(tmp_path, "locked.bad", "locked", reading=Reading(password="key"))
        assert outcome(workers, opened) == ["locked"]


def test_texts_before_a_fault_come_in(tmp_path: Path) -> None:
    taken = []
    with Workers(go_on) as workers, pytest.raises(OtsannotError, match="is refused"):
        taken.extend(text.text for text in workers.read(job(tmp_path, "half.bad", "one", "two", "refuse")))
    assert taken == ["one", "two"]


def test_a_file_of_many_texts_waits_until_they_are_taken(tmp_path: Path) -> None:
    lines = [str(number) for number in range(5 * MOST_WAITING)]
    with Workers(go_on, most=1) as workers:
        texts = workers.read(job(tmp_path, "many.bad", *lines))
        assert [text.text for text in texts] == lines


def test_a_file_can_be_read_out_of_turn_while_the_others_wait(tmp_path: Path) -> None:
    with Workers(go_on, most=1) as workers:
        waiting = [workers.read(job(tmp_path, f"{number}.bad", str(number))) for number in range(20)]
        assert [text.text for text in workers.read_now(job(tmp_path, "first.bad", "first"))] == ["first"]
        assert [[text.text for text in texts] for texts in waiting] == [[str(number)] for number in range(20)]


def test_who_gives_up_leaves_no_process(tmp_path: Path) -> None:
    before = child_processes()
    looks = iter(range(10))

    def give_up() -> None:
        if next(looks) == 9:
            raise CancelledError

    def read() -> None:
        with Workers(give_up) as workers:
            read = [workers.read(job(tmp_path, f"{number}.bad", "hang")) for number in range(5)]
            list(read[0])

    with pytest.raises(CancelledError):
        read()
    assert child_processes() == before
    assert [thread for thread in threading.enumerate() if thread.daemon and "Thread" in thread.name] == []


def test_a_worker_that_is_killed_from_outside_costs_one_file(tmp_path: Path) -> None:
    before = child_processes()
    looks = iter(range(1_000_000))

    def kill_once() -> None:
        if next(looks) == 5:
            (worker,) = child_processes() - before
            os.kill(worker, signal.SIGKILL)

    with Workers(kill_once, most=1) as workers:
        told = outcome(workers, job(tmp_path, "killed.bad", "hang"))
        assert outcome(workers, job(tmp_path, "good.bad", "good")) == ["good"]
    assert told == f"{tmp_path}/killed.bad {SILENT}"


def test_a_script_that_reads_files_is_not_run_again(tmp_path: Path) -> None:
    given = job(tmp_path, "one.bad", "one")
    script = tmp_path / "script.py"
    script.write_text(
        f"""print("begun")
from pathlib import Path
from otsannot.formats.reading import AS_IT_IS
from otsannot.formats.worker import Job
from otsannot.formats.workers import Workers
with Workers(lambda: None) as workers:
    print([text.text for text in workers.read(Job(Path({str(given.path)!r}), "readers.misbehaving", AS_IT_IS))])
""",
        encoding="utf-8",
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, env=environment, check=True)
    assert (done.stdout, done.stderr) == ("begun\n['one']\n", "")
