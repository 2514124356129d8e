"""Tables among the files of a batch: annotations and answers come in as what they are, in the same edit."""

from __future__ import annotations

from pathlib import Path

from support import dump

from otsannot.project import Project

ANSWERS = "respondent,age,What does it mean?,And why?\nR1,34,A bridge between all of us.,Because letters join people.\n"
ANNOTATIONS = "document,start,end,text,code_path\nSpeech,0,6,Energy,Economy > Energy\n"


def test_a_table_of_annotations_finds_the_texts_that_come_with_it(project: Project, tmp_path: Path) -> None:
    (tmp_path / "Speech.txt").write_text("Energy first.", encoding="utf-8")
    (tmp_path / "coded.csv").write_text(ANNOTATIONS, encoding="utf-8")
    before = dump(project.store)
    report = project.import_files([tmp_path / "Speech.txt", tmp_path / "coded.csv"])
    assert report.summary() == "1 document, 1 coding came in."
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
