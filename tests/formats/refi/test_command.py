"""On the command line a study goes to other programs and comes from them, and what is lost is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from refi_files import faults, faults_of_codebook
from support import CODER

import otsannot
from otsannot.cli import main
from otsannot.project import Project


def test_a_study_goes_out_and_comes_in_on_the_command_line(
    sample: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, new = tmp_path / "out.qdpx", tmp_path / "new.otsannot"
    assert main(["export", str(sample.path), "project", str(out)]) == 0
    told = capsys.readouterr().out
    assert "The history of the study stays here." in told
    assert "Codes bound to a digit, which only otsannot sees" in told
    assert faults(out) == {}
    assert main(["new", str(new), "--coder", CODER]) == 0
    assert main(["import", str(new), str(out)]) == 0
    told = capsys.readouterr().out
    assert "loss" not in told
    with otsannot.open(new) as project:
        assert project.annotations() == sample.annotations()


def test_positions_go_out_as_nvivo_counts_them_when_asked(sample: Project, tmp_path: Path) -> None:
    plain, wide, new = tmp_path / "plain.qdpx", tmp_path / "wide.qdpx", tmp_path / "new.otsannot"
    assert main(["export", str(sample.path), "project", str(plain)]) == 0
    assert main(["export", str(sample.path), "project", str(wide), "--utf16"]) == 0
    assert main(["new", str(new)]) == 0
    assert plain.read_bytes() != wide.read_bytes()
    assert main(["import", str(new), str(wide)]) == 0
    with otsannot.open(new) as project:
        assert project.annotations() == sample.annotations()


def test_a_codebook_goes_out_and_comes_in_on_the_command_line(sample: Project, tmp_path: Path) -> None:
    out, new = tmp_path / "book.qdc", tmp_path / "new.otsannot"
    assert main(["export", str(sample.path), "codebook", str(out)]) == 0
    assert faults_of_codebook(out) == {}
    assert main(["new", str(new)]) == 0
    assert main(["import", str(new), str(out)]) == 0
    with otsannot.open(new) as project:
        assert [row["code_path"] for row in project.codebook()] == [row["code_path"] for row in sample.codebook()]


@pytest.mark.parametrize("name", ["everything", "generated_qualcoder-3.9dev", "broken_guid-dup", "broken_zip_slip"])
def test_what_others_wrote_comes_in_once_and_is_sound(shared: Path, tmp_path: Path, name: str) -> None:
    path = shared / "samples" / "refi" / f"{name}.qdpx"
    with otsannot.new(tmp_path / "new.otsannot", CODER) as project:
        assert project.import_study(path).brings
        assert not project.import_study(path, update=True).brings
        assert project.check() == []
        project.undo()
        assert (project.document_names(), project.codebook(), project.memos()) == ([], [], [])


def test_a_file_that_is_no_project_is_one_line(
    sample: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bad.qdpx").write_bytes(b"PK")
    assert main(["import", str(sample.path), str(tmp_path / "bad.qdpx")]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("otsannot: ")
    assert "is no project archive (.qdpx), or is damaged" in line
