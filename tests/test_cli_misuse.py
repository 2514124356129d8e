"""Whatever is typed, piped or interrupted, the command line answers in one line and leaves the study whole."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import otsannot
from otsannot.cli import main

LONG = "x" * 501


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A project with the text `a`."""
    path = tmp_path / "study.otsannot"
    (tmp_path / "a.txt").write_text("Hello world, text one.", encoding="utf-8")
    with otsannot.new(path, coder="Ada") as project:
        project.import_files([tmp_path / "a.txt"])
    return path


def run(folder: Path, *arguments: str | bytes, **variables: str) -> subprocess.CompletedProcess[bytes]:
    """The command as a process of its own, with arguments as a shell gives them."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **variables}
    command = [sys.executable, "-m", "otsannot", *arguments]
    return subprocess.run(command, capture_output=True, cwd=folder, env=environment, check=False)


ANNOTATE = ("annotate", "study.otsannot", "a", "0", "5", "--code")


@pytest.mark.parametrize(
    "arguments",
    [
        (*ANNOTATE, LONG),
        (*ANNOTATE, f"Security > {LONG}"),
        (*ANNOTATE, b"\xff"),
        (*ANNOTATE, "ok", "--comment", b"\xff"),
        (*ANNOTATE, "ok", "--coder", b"\xff"),
        (*ANNOTATE, "ok", "--coder", LONG),
        (*ANNOTATE, "ok", "--coder", ""),
        (*ANNOTATE, " > ".join("x" * 101)),
        ("annotate", "study.otsannot", b"\xff", "0", "5", "--code", "ok"),
        ("annotate", "study.otsannot", "a", "0", "9" * 30, "--code", "ok"),
        ("annotate", "study.otsannot", "a", "-5", "5", "--code", "ok"),
        ("new", "n" * 300),
        ("new", "n" * 248),
        ("new", "n.otsannot", "--coder", LONG),
        ("new", "no such folder/study.otsannot"),
        ("info", b"\xff.otsannot"),
        ("info", "line\nbreak.otsannot"),
        ("import", "study.otsannot", "no\nsuch.txt"),
        ("import", "study.otsannot", "study.otsannot"),
        ("import", "study.otsannot", "a.txt", "--encoding", b"\xff"),
        ("export", "study.otsannot", b"\xff", "out.csv"),
        ("export", "study.otsannot", "annotations", "n" * 300 + ".csv"),
    ],
)
def test_bad_input_is_answered_in_one_line(study: Path, arguments: tuple[str | bytes, ...]) -> None:
    before = sorted(study.parent.iterdir())
    done = run(study.parent, *arguments)
    assert done.returncode == 1
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith("otsannot: ")
    assert sorted(study.parent.iterdir()) == before
    assert main(["check", str(study)]) == 0


@pytest.mark.parametrize("arguments", [["import", "study.otsannot", ""], ["new", ""], ["import", "", "a.txt"]])
def test_an_empty_path_is_wrong_usage(study: Path, arguments: list[str]) -> None:
    done = run(study.parent, *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.endswith(b": a path is missing\n")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such file names")
@pytest.mark.parametrize("name", [b"bad\xff", b"line\nbreak", "Şuşa 𐱅".encode(), b"a%00?#b", b"n" * 238])
def test_a_file_of_any_name_is_a_study_and_a_text(tmp_path: Path, name: bytes) -> None:
    path, text = name + b".otsannot", name + b".txt"
    (tmp_path / os.fsdecode(text)).write_text("words", encoding="utf-8")
    for arguments in (["new", path], ["import", path, text], ["export", path, "documents", name + b".csv"]):
        done = run(tmp_path, *arguments)
        assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(run(tmp_path, "info", "--json", path).stdout)["documents"] == 1
    assert run(tmp_path, "check", path).returncode == 0


@pytest.mark.parametrize(
    "variables",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "iso-8859-9"},
        {"PYTHONIOENCODING": "ascii"},
    ],
)
def test_letters_that_the_terminal_cannot_show_stop_nothing(tmp_path: Path, variables: dict[str, str]) -> None:
    (tmp_path / "Şuşa 𐱅.txt").write_text("words", encoding="utf-8")
    for arguments in (["new", "Ğ𐱅.otsannot"], ["import", "Ğ𐱅.otsannot", "Şuşa 𐱅.txt"], ["info", "Ğ𐱅.otsannot"]):
        done = run(tmp_path, *arguments, **variables)
        assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(run(tmp_path, "info", "--json", "Ğ𐱅.otsannot", **variables).stdout)["title"] == "Ğ𐱅"
    with otsannot.open(tmp_path / "Ğ𐱅.otsannot") as project:
        assert project.document_names() == ["Şuşa 𐱅"]


def test_a_reader_that_is_gone_is_no_error_of_ours(study: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "otsannot", "info", str(study)]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, env=environment, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such device")
def test_an_output_that_is_full_is_told_in_one_line(study: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "otsannot", "info", str(study)]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, env=environment, check=False)
    told = f"otsannot: The output cannot be written: {os.strerror(errno.ENOSPC)}.\n"
    assert (done.returncode, done.stderr.decode()) == (1, told)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminal")
def test_an_interrupted_import_leaves_nothing_and_no_bar(study: Path) -> None:
    texts = study.parent / "texts"
    texts.mkdir()
    for number in range(12_000):
        (texts / f"{number}.txt").write_text(f"text {number}", encoding="utf-8")
    ours, theirs = os.openpty()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "otsannot", "import", str(study), str(texts)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, env=environment) as child:
        shown = os.read(ours, 1000)
        child.send_signal(signal.SIGINT)
        assert child.communicate()[0] == b""
    os.close(theirs)
    while not shown.endswith(b"\r\x1b[K"):
        shown += os.read(ours, 1000)
    os.close(ours)
    assert child.returncode == 130
    with otsannot.open(study) as project:
        assert project.document_names() == ["a"]
        assert project.check() == []
