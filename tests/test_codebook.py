"""Tests of otsannot.project.codes: the verbs on codes that scripts call, and the command line's for them."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import CODER, dump

import otsannot
from otsannot.cli import main
from otsannot.errors import OtsannotError
from otsannot.project import Project
from otsannot.store.arranging import Removed
from otsannot.store.recoding import Moved


@pytest.fixture
def study(project: Project) -> Project:
    """Three passages of two codes."""
    for start, names in ((0, ["Feelings > Joy"]), (5, ["Joy", "Happiness"]), (12, ["Joy"])):
        project.annotate("hard", start, start + 3, names)
    return project


def paths(project: Project) -> list[str]:
    return [str(row["code_path"]) for row in project.codebook()]


def coded(project: Project) -> list[tuple[object, object]]:
    return [(row["start"], row["code"]) for row in project.annotations()]


def test_a_script_merges_codes(study: Project) -> None:
    before = dump(study.store)
    assert study.codes.merge("Joy", "Happiness") == Moved(2, 1)
    assert coded(study) == [(0, "Happiness"), (5, "Happiness"), (12, "Happiness")]
    assert paths(study) == ["Feelings", "Happiness"]
    study.undo()
    assert dump(study.store) == before


def test_a_script_splits_a_code_by_the_ids_of_annotations(study: Project) -> None:
    ids = [str(row["annotation_id"]) for row in study.annotations() if row["code"] == "Joy"]
    assert study.codes.split("Joy", "Pride", ids[:2]) == Moved(2, 0)
    assert coded(study) == [(0, "Pride"), (5, "Pride"), (5, "Happiness"), (12, "Joy")]
    assert paths(study) == ["Feelings", "Feelings > Joy", "Feelings > Pride", "Happiness"]
    with pytest.raises(OtsannotError, match=r"There is no annotation .* with this code"):
        study.codes.split("Joy", "Pride", ids[:1])


def test_a_script_arranges_the_codebook(study: Project) -> None:
    codes = study.codes
    assert codes.create("Values > Peace", colour="#336699", memo="first") == "Values > Peace"
    codes.rename("Peace", "Concord")
    codes.define("Concord", when_to_use="Always")
    codes.bind("Concord", 4)
    assert codes.move("Concord", "Feelings", 0) == "Feelings > Concord"
    assert codes.duplicate("Feelings", with_children=True) == "Feelings (2)"
    codes.set_folder("Values")
    assert codes.remove(["Feelings (2)", "Happiness"]) == Removed(4, 1)
    assert paths(study) == ["Feelings", "Feelings > Concord", "Feelings > Joy", "Values"]
    concord = study.codebook()[1]
    assert (concord["colour"], concord["when_to_use"], concord["memo"]) == ("#336699", "Always", "first")
    with pytest.raises(OtsannotError, match="“Values” is a folder"):
        study.apply_code("hard", 0, 3, "Values")


def test_a_name_that_fits_several_codes_is_refused(study: Project) -> None:
    study.codes.create("Values > Joy")
    with pytest.raises(OtsannotError, match="“Joy” may be any of"):
        study.codes.merge("Joy", "Happiness")


@pytest.fixture
def path(study: Project) -> Path:
    return study.path


def run(path: Path, *words: str) -> int:
    return main(["code", str(path), *words])


def test_the_command_line_arranges_the_codebook(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (
        ["new", "Values > Peace", "--colour", "#336699"],
        ["rename", "Peace", "Concord"],
        ["define", "Concord", "when_to_use", "Always"],
        ["colour", "Concord", "#ABCDEF"],
        ["digit", "Concord", "4"],
        ["digit", "Concord"],
        ["move", "Concord"],
        ["duplicate", "Feelings", "--all"],
        ["folder", "Values"],
        ["folder", "Values", "--off"],
        ["merge", "Feelings (2) > Joy", "Feelings > Joy", "--into", "Happiness"],
        ["remove", "Feelings (2)", "Concord"],
    ):
        assert run(path, *words) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Values > Peace",
        "“Peace” is now “Concord”.",
        "“Concord” is defined.",
        "“Concord” has the colour #abcdef.",
        "“Concord” has the digit 4.",
        "“Concord” has no digit.",
        "Concord",
        "Feelings (2)",
        "“Values” is a folder now.",
        "“Values” is a code again.",
        "2 codings moved, 1 fused",
        "2 codes removed, 0 codings",
    ]
    with otsannot.open(path, CODER) as project:
        assert paths(project) == ["Feelings", "Happiness", "Values"]


def test_the_command_line_splits_a_code(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with otsannot.open(path, CODER) as project:
        first = str(project.annotations()[0]["annotation_id"])
    assert run(path, "split", "Joy", first, "--into", "Pride") == 0
    assert capsys.readouterr().out == "1 coding moved, 0 fused\n"


def test_the_command_line_refuses_in_a_line(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(path, "folder", "Joy") == 1
    assert run(path, "define", "Joy", "code_id", "good") == 1
    assert capsys.readouterr().err.splitlines() == [
        "otsannot: “Joy” is in use. Move its codings to other codes, and then make it a folder.",
        "otsannot: A code has no field “code_id”. Its fields are brief_definition, full_definition, when_to_use,"
        " when_not_to_use, example, memo.",
    ]
