"""A text file becomes the text of a document, or says in words why it cannot."""

from __future__ import annotations

import errno
import hashlib
import os
import sys
from pathlib import Path

import pytest
from support import as_anybody

from otsannot.errors import OtsannotError
from otsannot.formats.plain_text import document_name, read_text_file
from otsannot.model.new_text import NewText


def refusal(path: Path) -> str:
    with pytest.raises(OtsannotError) as caught:
        read_text_file(path)
    return str(caught.value)


def test_a_text_comes_with_its_name_its_hash_and_its_source(tmp_path: Path) -> None:
    path = tmp_path / "Əliyev 2022.v2.txt"
    path.write_bytes("\ufeffTürk\r\n𐱅𐰇𐰼𐰰 🤔".encode())
    stored = "Türk\n𐱅𐰇𐰼𐰰 🤔"
    sha256 = hashlib.sha256(stored.encode()).hexdigest()
    assert read_text_file(path) == NewText("Əliyev 2022.v2", stored, sha256, str(path), "utf-8-sig")


def test_a_chosen_encoding_is_used(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"\xfd\xfe")
    assert read_text_file(path, "cp1251").text == "эю"


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("Speech.TXT", "Speech"),
        ("two\nlines\r\u2028and\x85more.txt", "two lines and more"),
        ("\"quoted\" 'name' 🤔.md", "\"quoted\" 'name' 🤔"),
        (os.fsdecode(b"I\xfe\xfdk.txt"), "I\ufffd\ufffdk"),
        ("no suffix", "no suffix"),
        ("\n.txt", "Untitled"),
        (" .txt", "Untitled"),
    ],
)
def test_a_document_name_is_valid_unicode_on_one_line(file: str, name: str) -> None:
    assert document_name(Path("folder") / file) == name


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such file names")
def test_a_file_whose_name_is_no_unicode_is_read(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"I\xfe\xfdk\n.txt")
    path.write_text("word", encoding="utf-8")
    found = read_text_file(path)
    assert (found.name, found.source) == ("I\ufffd\ufffdk", f"{tmp_path}/I\ufffd\ufffdk\n.txt")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    gone = tmp_path / "gone.txt"
    assert refusal(gone) == f"{gone} does not exist."
    (tmp_path / "a.txt").write_text("word", encoding="utf-8")
    under = tmp_path / "a.txt" / "b.txt"
    assert refusal(under) == f"{under} does not exist."


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path) == f"{tmp_path} is a folder, not a file."


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    assert refusal(pipe) == f"{pipe} is a device or a pipe, not a file."


def test_a_file_over_one_gigabyte_is_refused_unread(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    with large.open("wb") as handle:
        handle.truncate(1_000_000_001)
    assert refusal(large) == f"{large} is larger than 1 GB. Split it and import the parts."


@pytest.mark.skipif(sys.platform == "win32", reason="permissions work otherwise on Windows")
def test_a_file_that_may_not_be_read_is_refused(public_folder: Path) -> None:
    path = public_folder / "secret.txt"
    path.write_text("word", encoding="utf-8")
    path.chmod(0)
    with as_anybody():
        assert refusal(path) == f"{path} may not be read. Change its permissions and try again."


def test_a_loop_of_links_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "loop.txt"
    path.symlink_to(path)
    assert refusal(path) == f"{path} cannot be read: {os.strerror(errno.ELOOP)}."


def test_an_empty_file_is_refused_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.touch()
    assert refusal(path) == f"{path} is empty."
