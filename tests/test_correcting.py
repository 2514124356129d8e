"""A text is corrected by script and from the command line, and its codes stay on their words."""

from __future__ import annotations

from pathlib import Path

import pytest

import otsannot
from otsannot.cli import main
from otsannot.project import Project

TEXT = "The ministers met in Baku.\nThey spoke of energy 🇹🇷 and of defnce."


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A study with one coded text."""
    (tmp_path / "speech.txt").write_text(TEXT, encoding="utf-8")
    path = tmp_path / "study.otsannot"
    with otsannot.new(path, coder="Ada") as project:
        project.import_files([tmp_path / "speech.txt"])
        for word in ("energy", "defnce"):
            project.apply_code("speech", TEXT.index(word), TEXT.index(word) + len(word), word.title())
    return path


def words(project: Project) -> list[object]:
    return [row["text"] for row in project.annotations()]


def test_a_script_corrects_a_text(study: Path) -> None:
    with otsannot.open(study, "Ada") as project:
        corrected = "On Monday:\r\n" + TEXT.replace("defnce", "defence").replace("energy", "gas")
        told = project.compare_text("speech", corrected)
        assert [lost.codes for lost in told.lost] == [("Energy",)]
        project.correct_text("speech", corrected, keep=[told.lost[0].annotation_id])
        assert words(project) == ["gas", "defence"]
        assert project.document_text("speech") == corrected.replace("\r\n", "\n")
        project.undo()
        assert (words(project), project.document_text("speech")) == (["energy", "defnce"], TEXT)


def test_the_command_line_tells_what_would_be_lost_and_writes_nothing(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corrected = study.with_name("corrected.txt")
    corrected.write_text("So. " + TEXT.replace("energy ", ""), encoding="utf-8")
    assert main(["correct", str(study), "speech", str(corrected)]) == 1
    told = capsys.readouterr()
    assert told.out == "lost: “energy” (41 to 47), Energy, Ada\n1 annotation moves, 1 loses its words.\n"
    assert told.err == (
        "otsannot: Nothing was written. Add --remove-lost to remove the annotations that lose their words.\n"
    )
    with otsannot.open(study, "Ada") as project:
        assert words(project) == ["energy", "defnce"]


def test_the_command_line_corrects_a_text(study: Path) -> None:
    corrected = study.with_name("corrected.txt")
    corrected.write_text("So. " + TEXT.replace("energy ", ""), encoding="utf-8")
    assert main(["correct", str(study), "speech", str(corrected), "--remove-lost"]) == 0
    with otsannot.open(study, "Ada") as project:
        assert (words(project), project.check()) == (["defnce"], [])


def test_line_ends_of_windows_are_no_correction(study: Path) -> None:
    with otsannot.open(study, "Ada") as project:
        text = project.document_text("speech")
        told = project.compare_text("speech", text.replace("\n", "\r\n"))
        assert (told.moved, told.lost) == ({}, [])
