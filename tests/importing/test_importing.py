"""A batch of files comes in as one edit, and so do files read again in another encoding."""

from __future__ import annotations

import os
from pathlib import Path
from typing import ClassVar

import pytest
from office_files import paragraph, word_file
from support import CODER, dump

from otsannot.errors import CancelledError
from otsannot.importing import Imported, read_again
from otsannot.progress import Progress
from otsannot.project import Project
from otsannot.store import documents

TURKISH = "Şuşa'da ışık: çağrı, gönül, üğüm."


class StoppedAtOnce(Progress):
    def advance(self, steps: int = 1) -> None:
        raise CancelledError


@pytest.fixture
def wrong(project: Project, tmp_path: Path) -> Imported:
    """A Turkish text that came in as if it were Cyrillic, with a language and an attribute."""
    path = tmp_path / "Şuşa.txt"
    path.write_bytes(TURKISH.encode("cp1254"))
    [came] = project.import_files([path], encoding="cp1251").documents
    assert project.document_text("Şuşa") != TURKISH
    project.set_attributes("Şuşa", {"state": "Azerbaijan"})
    with project.edit("Language") as edit:
        documents.set_language(edit, documents.find_document(edit.session, "Şuşa").id, "tr")
    return came


@pytest.mark.parametrize("suffix", [".txt", ".md", ".docx"])
def test_an_interview_comes_in_with_turns_times_and_the_language_it_is_in(
    project: Project, tmp_path: Path, suffix: str
) -> None:
    words = "Sizcə ortaq əlifba necədir və niyə?\nBEN: Məncə vacibdir, çünki bu hamı üçün yaxşıdır 🤔."
    text = "".join(f"[00:0{minute}:03] ANNA: {words}\n" for minute in range(4))
    if suffix == ".docx":
        stated = '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-US"/></w:rPr></w:rPrDefault></w:docDefaults>'
        word_file(tmp_path / "a.docx", "".join(map(paragraph, text.splitlines())), styles=stated)
    else:
        (tmp_path / f"a{suffix}").write_text(text, encoding="utf-8")
    [came] = project.import_files([tmp_path / f"a{suffix}"]).documents
    assert (came.language, came.parts) == ("az", (("speaker", 8), ("time", 4)))
    assert project.document_text("a") == text


def test_a_text_read_again_takes_the_place_of_its_document(project: Project, wrong: Imported) -> None:
    report = read_again(project.store, CODER, [wrong], [], "cp1254")
    assert report.documents == [Imported(wrong.path, "Şuşa", "cp1254", len(TURKISH), "tr", beginning=TURKISH)]
    assert report.problems == []
    assert project.document_text("Şuşa") == TURKISH
    [row] = [row for row in project.documents() if row["document"] == "Şuşa"]
    assert (row["language"], row["encoding"], row["attribute:state"]) == ("tr", "cp1254", "Azerbaijan")


def test_reading_again_is_one_edit(project: Project, wrong: Imported) -> None:
    before = dump(project.store)
    read_again(project.store, CODER, [wrong], [], "cp1254")
    assert project.store.undoable().undo == "Read again as cp1254"
    project.undo()
    assert dump(project.store) == before


def test_a_document_with_passages_keeps_its_text(project: Project, wrong: Imported) -> None:
    project.apply_code("Şuşa", 0, 4, "Place")
    before = dump(project.store)
    report = read_again(project.store, CODER, [wrong], [], "cp1254")
    assert [problem.sentence for problem in report.problems] == [
        "“Şuşa” has passages, which would point at other words. Remove them first."
    ]
    assert dump(project.store) == before


def test_a_text_that_does_not_fit_the_encoding_stays_as_it_is(project: Project, wrong: Imported) -> None:
    before = dump(project.store)
    report = read_again(project.store, CODER, [wrong], [], "utf-8")
    assert [problem.sentence for problem in report.problems] == [
        f"{wrong.path} is not in the encoding utf-8. Choose another one."
    ]
    assert dump(project.store) == before


def test_the_text_of_another_document_does_not_come_in_twice(project: Project, wrong: Imported, tmp_path: Path) -> None:
    (tmp_path / "right.txt").write_text(TURKISH, encoding="utf-8")
    project.import_files([tmp_path / "right.txt"])
    report = read_again(project.store, CODER, [wrong], [], "cp1254")
    assert [problem.sentence for problem in report.problems] == [
        "Şuşa.txt holds the same text as “right”, so it was not imported again."
    ]


def test_a_file_that_did_not_come_in_can_be_read_in_another_encoding(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "new.txt"
    path.write_bytes(TURKISH.encode("cp1254"))
    report = read_again(project.store, CODER, [], [path], "cp1254")
    assert report.documents == [Imported(path, "new", "cp1254", len(TURKISH), beginning=TURKISH)]
    assert project.document_text("new") == TURKISH


def test_reading_again_can_be_stopped_and_leaves_all_as_it_was(project: Project, wrong: Imported) -> None:
    before = dump(project.store)
    with pytest.raises(CancelledError):
        read_again(project.store, CODER, [wrong], [], "cp1254", StoppedAtOnce())
    assert dump(project.store) == before


def test_the_sentence_names_the_document_as_it_is_called_now(project: Project, tmp_path: Path) -> None:
    for folder, text in (("a", "one"), ("b", "two"), ("c", "two")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "Speech.txt").write_text(text, encoding="utf-8")
    report = project.import_files([tmp_path / "a", tmp_path / "b", tmp_path / "c"])
    assert [text.document for text in report.documents] == ["Speech", "Speech (2)"]
    assert [problem.sentence for problem in report.problems] == [
        "Speech.txt holds the same text as “Speech (2)”, so it was not imported again."
    ]


def test_the_study_in_the_folder_of_the_texts_is_no_problem(project: Project, tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("words", encoding="utf-8")
    report = project.import_files([tmp_path])
    assert ([text.document for text in report.documents], report.problems) == (["text"], [])
    (problem,) = project.import_files([project.path]).problems
    assert problem.sentence.startswith(f"{project.path} is of a kind that cannot be read.")


@pytest.mark.parametrize("name", ["missing.csv", "nul\0.csv", "nul\0.txt", "n" * 300 + ".csv"])
def test_a_path_that_leads_to_nothing_is_reported(project: Project, tmp_path: Path, name: str) -> None:
    report = project.import_files([tmp_path / name])
    assert [problem.path for problem in report.problems] == [tmp_path / name]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_called_like_a_codebook_is_called_a_pipe(project: Project, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "book.csv")
    (problem,) = project.import_files([tmp_path / "book.csv"]).problems
    assert problem.sentence == f"{tmp_path / 'book.csv'} is a device or a pipe, not a file."


def test_work_that_fails_says_that_it_is_over(project: Project, tmp_path: Path) -> None:
    class Listening(StoppedAtOnce):
        heard: ClassVar[list[str]] = []

        def finish(self) -> None:
            self.heard.append("finish")

    (tmp_path / "text.txt").write_text("words", encoding="utf-8")
    for work in (project.check, lambda progress: project.import_files([tmp_path / "text.txt"], progress=progress)):
        with pytest.raises(CancelledError):
            work(Listening())
    assert Listening.heard == ["finish", "finish"]


def test_a_codebook_is_compared_or_imported_in_an_encoding_of_choice(project: Project, tmp_path: Path) -> None:
    book = tmp_path / "book.csv"
    book.write_bytes("code;memo\nIşık;güç\n".encode("cp1254"))
    before = dump(project.store)
    tried = project.import_codebook(book, dry_run=True, encoding="cp1254")
    assert (tried.new, tried.summary(), dump(project.store)) == (["Işık"], "1 new code", before)
    assert project.import_codebook(book, encoding="cp1254").new == ["Işık"]
    assert project.import_codebook(book, True).equal == ["Işık"]
    assert project.store.undoable().undo == "Import codebook book.csv"


def test_importing_a_codebook_can_be_stopped_and_leaves_all_as_it_was(project: Project, tmp_path: Path) -> None:
    (tmp_path / "book.csv").write_text("code\nA\nB\n", encoding="utf-8")
    before = dump(project.store)
    with pytest.raises(CancelledError):
        project.import_codebook(tmp_path / "book.csv", progress=StoppedAtOnce())
    assert dump(project.store) == before


def test_a_codebook_that_is_refused_leaves_nothing_of_itself(project: Project, tmp_path: Path) -> None:
    project.codes.create("Here")
    refused, taken = tmp_path / "refused.csv", tmp_path / "taken.csv"
    refused.write_text("code_path,memo\nHere,from the file\nNew,\nNew > >,\n", encoding="utf-8")
    taken.write_text("code_path\nTrade\n", encoding="utf-8")
    report = project.import_files([refused, taken], update=True)
    assert [problem.path for problem in report.problems] == [refused]
    assert [row["code_path"] for row in project.codebook()] == ["Here", "Trade"]
    assert project.check() == []
    project.undo()
    assert [row["code_path"] for row in project.codebook()] == ["Here"]


def test_links_lead_to_a_text_that_was_read_again(project: Project, wrong: Imported) -> None:
    before = [row["document_id"] for row in project.documents()]
    read_again(project.store, CODER, [wrong], [], "cp1254")
    assert [row["document_id"] for row in project.documents()] == before
    assert project.check() == []
