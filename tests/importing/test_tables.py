"""Tables among the files of a batch: annotations and answers come in as what they are, in the same edit."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import dump

from otsannot.cli import main
from otsannot.errors import OtsannotError
from otsannot.project import Project

ANSWERS = "respondent,age,What does it mean?,And why?\nR1,34,A bridge between all of us.,Because letters join people.\n"
ANNOTATIONS = "document,start,end,text,code_path\nSpeech,0,6,Energy,Economy > Energy\n"


def test_a_table_of_annotations_finds_the_texts_that_come_with_it(project: Project, tmp_path: Path) -> None:
    (tmp_path / "Speech.txt").write_text("Energy first.", encoding="utf-8")
    (tmp_path / "coded.csv").write_text(ANNOTATIONS, encoding="utf-8")
    before = dump(project.store)
    report = project.import_files([tmp_path / "Speech.txt", tmp_path / "coded.csv"])
    assert report.summary() == "1 document, 2 codes, 1 coding came in."
    assert [row["code_path"] for row in project.annotations()] == ["Economy > Energy"]
    project.undo()
    assert dump(project.store) == before


def test_a_table_of_answers_gives_documents_with_their_cases(project: Project, tmp_path: Path) -> None:
    (tmp_path / "survey.csv").write_text(ANSWERS, encoding="utf-8")
    report = project.import_files([tmp_path / "survey.csv"])
    assert report.problems == []
    assert project.document_names()[:2] == ["R1 – And why?", "R1 – What does it mean?"]
    assert project.document_text("R1 – And") == "Because letters join people."
    [case] = project.cases()
    assert (case["case"], case["attribute:age"], case["documents"]) == (
        "R1",
        "34",
        "R1 – And why?\nR1 – What does it mean?",
    )


def test_columns_are_named_by_their_titles(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "survey.csv"
    path.write_text(ANSWERS, encoding="utf-8")
    report = project.import_answers(path, ["and why?"], "AGE", as_cases=False)
    assert [text.document for text in report.documents] == ["34"]
    assert project.document_text("34") == "Because letters join people."
    [row] = [row for row in project.documents() if row["document"] == "34"]
    assert (row["attribute:respondent"], row["attribute:What does it mean?"]) == ("R1", "A bridge between all of us.")
    with pytest.raises(OtsannotError) as caught:
        project.import_answers(path, ["energy"])
    assert str(caught.value) == (
        "survey.csv has no column “energy”. Its columns are: respondent, age, What does it mean?, And why?."
    )


def test_the_command_line_imports_answers(project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "survey.csv"
    path.write_text(ANSWERS, encoding="utf-8")
    project.close()
    assert main(["answers", str(project.path), str(path), "--text", "And why?", "--dry-run"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Nothing was written."
    assert main(["answers", str(project.path), str(path), "--text", "And why?", "--cases"]) == 0
    assert "R1: utf-8, 28 characters" in capsys.readouterr().out
    assert main(["answers", str(project.path), str(path), "--text", "none"]) == 1


def test_answers_that_say_the_same_are_all_kept_and_come_in_once(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "survey.csv"
    path.write_text("who,says\nR1,We do not agree at all.\nR2,We do not agree at all.\n", encoding="utf-8")
    report = project.import_answers(path, originals=False)
    assert ([text.document for text in report.documents], report.problems) == (["R1", "R2"], [])
    again = project.import_answers(path, originals=False)
    assert (again.documents, len(again.problems)) == ([], 2)
    assert project.check() == []
