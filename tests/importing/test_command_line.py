"""The command line looks at files before they come in, keeps their originals, and corrects what has changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

import otsannot
from otsannot.cli import main

MEETING = Path(__file__).resolve().parents[1] / "reference" / "formats" / "meeting.docx"


@pytest.fixture
def study(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    path = tmp_path / "study.otsannot"
    assert main(["new", str(path), "--coder", "Ada"]) == 0
    capsys.readouterr()
    return path


def run(*arguments: str | Path) -> int:
    return main([*map(str, arguments)])


def test_a_dry_run_shows_how_each_file_would_be_read(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("import", study, MEETING, "--dry-run") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("meeting: docx, az, 600 characters, 2 headings, 8 list items")
    assert "  Headers and footers were left out." in lines
    assert "  | Söhbət №3: ortaq əlifba" in lines
    assert lines[-1] == "Nothing was written."
    with otsannot.open(study) as project:
        assert project.document_names() == []


def test_the_original_comes_out_again(study: Path, tmp_path: Path) -> None:
    assert run("import", study, MEETING) == 0
    assert run("original", study, "meeting", tmp_path / "out.docx") == 0
    assert (tmp_path / "out.docx").read_bytes() == MEETING.read_bytes()
    assert run("check", study) == 0


def test_originals_and_comments_can_be_left_out(
    study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", study, MEETING, "--no-originals", "--no-comments") == 0
    with otsannot.open(study) as project:
        assert (project.info().originals, list(project.annotations())) == (0, [])
    capsys.readouterr()
    assert run("original", study, "meeting", tmp_path / "out.docx") == 1
    assert capsys.readouterr().err == "otsannot: The file that “meeting” came from was not kept.\n"
    assert not (tmp_path / "out.docx").exists()


def test_a_locked_file_needs_its_password(study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    locked = tmp_path / "locked.docx"
    with MEETING.open("rb") as plain, locked.open("wb") as out:
        OOXMLFile(plain).encrypt("secret", out)
    assert run("import", study, locked) == 1
    assert capsys.readouterr().err == f"otsannot: {locked} is locked. Give its password to read it.\n"
    assert run("import", study, locked, "--password", "secret") == 0


def test_a_changed_file_waits_for_update_and_for_remove_lost(
    study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tmp_path / "a.txt"
    text.write_text("One alphabet. Two corridors.", encoding="utf-8")
    run("import", study, text)
    run("annotate", study, "a", "4", "12", "--code", "Alphabet")
    text.write_text("Two corridors.", encoding="utf-8")
    capsys.readouterr()
    told = "“a” has changed in its file since it came in. Corrected from it, 1 annotation loses its words.\n"
    for further in ([], ["--update"]):
        assert run("import", study, text, *further) == 0
        assert capsys.readouterr().out.startswith(told)
    assert run("import", study, text, "--update", "--remove-lost") == 0
    assert (
        capsys.readouterr().out
        == "“a” was corrected from its file: 1 annotation loses its words.\n1 correction came in.\n"
    )
    with otsannot.open(study) as project:
        assert (project.document_text("a"), list(project.annotations())) == ("Two corridors.", [])


def test_an_archive_comes_in_from_the_command_line(study: Path, tmp_path: Path) -> None:
    (tmp_path / "all" / "2024").mkdir(parents=True)
    shutil.copy(MEETING, tmp_path / "all" / "2024")
    archive = shutil.make_archive(str(tmp_path / "texts"), "zip", tmp_path / "all")
    assert run("import", study, archive) == 0
    with otsannot.open(study) as project:
        assert project.groups() == {"texts/2024": ["meeting"]}


def test_names_of_a_codebook_become_a_tree_when_a_sign_is_given(
    study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "tags.csv"
    book.write_text("tag\na.b\na.c\n", encoding="utf-8")
    assert run("import", study, book, "--dry-run") == 0
    told = "its names look like a tree: add --hierarchy . to make it one"
    assert capsys.readouterr().out.splitlines()[:2] == ["tags.csv: 2 new codes", told]
    assert run("import", study, book, "--hierarchy", ".") == 0
    assert capsys.readouterr().out == "tags.csv: 3 new codes\n"
    with otsannot.open(study) as project:
        assert [row["code_path"] for row in project.codebook()] == ["a", "a > b", "a > c"]


def test_the_report_of_a_table_of_passages_is_written(
    study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "doc.txt").write_text("Ada lives in Baku.", encoding="utf-8")
    (tmp_path / "t.csv").write_text("document,text,code\ndoc,Ada,Person\ndoc,nowhere,Place\n", encoding="utf-8")
    report = tmp_path / "report.txt"
    assert run("import", study, tmp_path / "doc.txt", "--report", report) == 0
    told = f"otsannot: {report} was not written, because neither a study nor a table of passages came in.\n"
    assert capsys.readouterr().err == told
    assert run("import", study, tmp_path / "t.csv", "--report", report) == 0
    assert "Its words are not in “doc”." in report.read_text(encoding="utf-8")


def test_the_reports_of_several_studies_stand_in_one_file(study: Path, shared: Path, tmp_path: Path) -> None:
    samples = [shared / "samples" / "refi" / f"{name}.qdpx" for name in ("everything", "five-ways_1_standard")]
    for suffix in ("csv", "txt"):
        report = tmp_path / f"report.{suffix}"
        assert run("import", study, *samples, "--dry-run", "--report", report) == 0
        written = report.read_text(encoding="utf-8")
        assert [sample.name in written for sample in samples] == [True, True]
