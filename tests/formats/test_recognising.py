"""A file is read by what it is, whatever its name says, and a locked one with its password."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from otsannot.formats.recognising import LOCKED, suffix_of
from otsannot.project import Project

FILES = Path(__file__).resolve().parents[1] / "reference" / "formats"


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Word document that `secret` opens."""
    from msoffcrypto.format.ooxml import OOXMLFile

    path = tmp_path_factory.mktemp("locked") / "locked.docx"
    with (FILES / "meeting.docx").open("rb") as plain, path.open("wb") as out:
        OOXMLFile(plain).encrypt("secret", out)
    return path


@pytest.mark.parametrize(
    ("name", "suffix"), [("meeting.docx", ".docx"), ("meeting.odt", ".odt"), ("answers.ods", ".ods")]
)
def test_documents_are_known_by_what_they_hold(name: str, suffix: str) -> None:
    assert suffix_of(FILES / name) == suffix


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        (b"%PDF-1.7\n", ".pdf"),
        (b"\r\n\r\n%PDF-1.4", ".pdf"),
        (b"{\\rtf1 a}", ".rtf"),
        (b"<!DOCTYPE html><p>a", ".html"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".doc"),
        (b"PK\x03\x04 and no more", ""),
        (b"words", ""),
        (b"", ""),
    ],
)
def test_the_first_bytes_tell(tmp_path: Path, content: bytes, suffix: str) -> None:
    (tmp_path / "file").write_bytes(content)
    assert suffix_of(tmp_path / "file") == suffix


def test_a_word_document_that_is_called_a_text_is_read_as_what_it_is(project: Project, tmp_path: Path) -> None:
    shutil.copy(FILES / "meeting.docx", tmp_path / "called 'a text' 👍.txt")
    shutil.copy(FILES / "meeting.docx", tmp_path / "right.docx")
    report = project.import_files([tmp_path / "called 'a text' 👍.txt"])
    (came,) = report.documents
    assert came.told[0] == "called 'a text' 👍.txt is a Word document, whatever its name says, and was read as one."
    (problem,) = project.import_files([tmp_path / "right.docx"]).problems
    assert "came from" in problem.sentence


def test_a_text_that_is_called_a_word_document_is_read_as_what_it_is(project: Project, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_text("Şuşa, in plain words.", encoding="utf-8")
    (came,) = project.import_files([tmp_path / "a.docx"]).documents
    assert came.told == ("a.docx is a plain text, whatever its name says, and was read as one.",)
    assert project.document_text("a") == "Şuşa, in plain words."


def test_a_locked_document_opens_with_its_password_only(project: Project, tmp_path: Path, locked: Path) -> None:
    assert suffix_of(locked) == LOCKED
    (problem,) = project.import_files([locked]).problems
    assert (problem.locked, problem.sentence) == (True, f"{locked} is locked. Give its password to read it.")
    (problem,) = project.import_files([locked], password="wrong").problems
    assert (problem.locked, problem.sentence) == (True, f"{locked} has another password. Try again.")
    (came,) = project.import_files([locked], password="secret").documents
    assert (came.document, came.path) == ("locked", locked)
    project.save_original("locked", tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == locked.read_bytes()


@pytest.mark.parametrize("content", [b"", b"\0\1\2", b"PK\x03\x04 cut"])
def test_what_is_nothing_is_refused_by_name(project: Project, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.docx").write_bytes(content)
    (problem,) = project.import_files([tmp_path / "a.docx"]).problems
    assert problem.sentence.startswith(f"{tmp_path / 'a.docx'} is ")
