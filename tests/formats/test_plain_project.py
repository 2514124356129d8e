"""The folder of plain text: what lies in it, what stays in it, and what is said of one that is broken."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from support import CODER, as_anybody, new_text

import otsannot
from otsannot.errors import CancelledError, OtsannotError
from otsannot.formats.file_names import FileNames
from otsannot.model.study import Loss
from otsannot.progress import Progress
from otsannot.project import Project
from otsannot.store import documents


@pytest.fixture
def folder(sample: Project, tmp_path: Path) -> Path:
    """The sample study as a folder of plain text."""
    out = tmp_path / "project"
    sample.export("project", out)
    return out


def files(folder: Path) -> dict[str, bytes]:
    """Every file in a folder, by its path in it."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def losses(folder: Path, tmp_path: Path) -> list[Loss]:
    """What is lost when a folder is imported into a new project, which is sound then."""
    path = tmp_path / f"{len(list(tmp_path.iterdir()))}.otsannot"
    with otsannot.new(path, CODER) as project:
        found = project.import_study(folder).losses
        assert project.check() == []
    return found


def told(project: Project, kind: str) -> list[str]:
    """The rows of a listing; memos of one second have no order."""
    rows = list(map(str, getattr(project, kind)()))
    return sorted(rows) if kind == "memos" else rows


def change(path: Path, old: str, new: str) -> int:
    """Change the first place of a text in a file; gives the number of its line."""
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new, 1), encoding="utf-8", newline="")
    return content[: content.index(old)].count("\n") + 1


def test_the_sample_study_lies_in_files_that_people_can_read(folder: Path, sample: Project) -> None:
    assert sorted(path.name for path in folder.iterdir()) == [
        "annotations",
        "attachments.jsonl",
        "attributes.jsonl",
        "cases.jsonl",
        "codebook.csv",
        "coders.jsonl",
        "documents.jsonl",
        "groups.jsonl",
        "members.jsonl",
        "memos",
        "otsannot.json",
        "texts",
        "values.jsonl",
    ]
    assert sorted(path.name for path in (folder / "annotations").iterdir()) == ["Ayla.jsonl", "Timur.jsonl"]
    for name in sample.document_names():
        assert (folder / "texts" / f"{name}.txt").read_text(encoding="utf-8") == sample.document_text(name)
    first = json.loads((folder / "annotations" / "Ayla.jsonl").read_bytes().split(b"\n")[0])
    assert list(first)[:7] == ["document", "start", "end", "id", "coder", "codes", "words"]


def test_a_folder_opens_again_as_the_same_project(folder: Path, sample: Project, tmp_path: Path) -> None:
    with otsannot.new(tmp_path / "new.otsannot", CODER) as project:
        report = project.import_study(folder)
        assert (report.losses, report.differences) == ([], [])
        project.export("project", tmp_path / "again")
        assert files(tmp_path / "again") == files(folder)
        for kind in ("annotations", "codebook", "documents", "cases", "memos"):
            assert told(project, kind) == told(sample, kind)


def test_a_change_of_one_thing_changes_one_line(folder: Path, sample: Project) -> None:
    before = files(folder)
    known = next(row["code_path"] for row in sample.codebook() if not row["folder"])
    sample.annotate(sample.document_names()[0], 0, 9, [str(known)], coder="Ayla")
    sample.export("project", folder)
    after = files(folder)
    (changed,) = (name for name in after if after[name] != before[name])
    assert changed == "annotations/Ayla.jsonl"
    assert len(set(after[changed].split(b"\n")) - set(before[changed].split(b"\n"))) == 1
    assert after.keys() == before.keys()


def test_what_others_keep_in_a_folder_stays(folder: Path, sample: Project, tmp_path: Path) -> None:
    (folder / ".git").mkdir()
    (folder / ".git" / "HEAD").write_text("ref: refs/heads/main")
    (folder / "README.md").write_text("Ours.")
    (folder / "texts" / "new.txt").write_text("Not yet imported.")
    (folder / "scripts").mkdir()
    (folder / "scripts" / "count.R").write_text("1")
    gone = sample.document_names()[0]
    sample.remove_documents([gone])
    sample.export("project", folder)
    kept = files(folder)
    assert kept[".git/HEAD"] == b"ref: refs/heads/main"
    assert kept["README.md"] == b"Ours."
    assert kept["scripts/count.R"] == b"1"
    assert kept["texts/new.txt"] == b"Not yet imported."
    assert f"texts/{gone}.txt" not in kept
    assert losses(folder, tmp_path) == [Loss("file", "texts/new.txt", "It is in no index, and so was not read.")]
    assert [path for path in tmp_path.iterdir() if path.name.startswith(".otsannot")] == []


def test_a_new_repository_takes_a_project(sample: Project, tmp_path: Path) -> None:
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    (tmp_path / "repository" / "Readme.md").write_text("Ours.")
    sample.export("project", tmp_path / "repository")
    assert (tmp_path / "repository" / "otsannot.json").is_file()


@pytest.mark.parametrize("what", ["a folder of letters", "a file", "no parent"])
def test_nothing_else_is_replaced(sample: Project, tmp_path: Path, what: str) -> None:
    out = tmp_path / "letters"
    if what == "a folder of letters":
        out.mkdir()
        (out / "letter.txt").write_text("Dear Ada,")
    elif what == "a file":
        out.write_text("Dear Ada,")
    else:
        out = tmp_path / "missing" / "letters"
    before = files(tmp_path)
    with pytest.raises(OtsannotError, match=r"is not replaced|is a file|does not exist"):
        sample.export("project", out)
    assert files(tmp_path) == before


def test_a_folder_that_may_not_be_written_is_told_and_left(sample: Project, public_folder: Path) -> None:
    closed = public_folder / "closed"
    closed.mkdir(mode=0o555)
    with as_anybody(), pytest.raises(OtsannotError, match="may not be written"):
        sample.export("project", closed / "project")
    assert list(closed.iterdir()) == []


def test_an_export_that_is_stopped_leaves_the_folder_as_it_was(folder: Path, sample: Project) -> None:
    class Stopping(Progress):
        def advance(self, steps: int = 1) -> None:
            raise CancelledError

    before = files(folder)
    sample.codes.create("Something new")
    with pytest.raises(CancelledError):
        sample.export("project", folder, Stopping())
    assert files(folder) == before
    assert [path.name for path in folder.parent.iterdir() if path.name.startswith(".otsannot")] == []


def test_a_swap_that_fails_puts_everything_back(folder: Path, sample: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    before = files(folder)
    sample.codes.create("Something new")
    rename = Path.rename

    def failing(path: Path, target: Path) -> Path:
        if path.name == "members.jsonl" and ".new" in str(path):
            raise OSError(28, os.strerror(28))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OtsannotError, match="The disk is full"):
        sample.export("project", folder)
    assert files(folder) == before


BREAKING: dict[str, tuple[Callable[[Path], object], str]] = {
    "no JSON": (
        lambda folder: change(folder / "annotations/Ayla.jsonl", '{"document"', "{document"),
        "annotations/Ayla.jsonl:1: This is no line of JSON.",
    ),
    "a conflict of git": (
        lambda folder: change(folder / "annotations/Ayla.jsonl", '{"document"', '<<<<<<< ours\n{"document"'),
        "annotations/Ayla.jsonl:1: A conflict of git stands here. Solve it and import again.",
    ),
    "a text that is gone": (
        lambda folder: change(folder / "documents.jsonl", '"text": "texts/', '"text": "texts/gone-'),
        "documents.jsonl:1: There is no file",
    ),
    "a text outside": (
        lambda folder: change(folder / "documents.jsonl", '"text": "texts/', '"text": "../../../etc/passwd", "was": "'),
        "documents.jsonl:1: There is no file “../../../etc/passwd” in the folder.",
    ),
    "a memo without fields": (
        lambda folder: (folder / "memos" / "by hand.md").write_text("Only words."),
        "memos/by hand.md:1: This memo does not begin with its fields between two lines of ---.",
    ),
    "a row too long": (
        lambda folder: change(folder / "codebook.csv", "\n", "\na,b,c\n"),
        "codebook.csv:2: This row does not have the columns of the first one.",
    ),
    "a quote left open": (
        lambda folder: (folder / "codebook.csv").write_text('code_id,code\n"1'),
        "codebook.csv: It is no well-formed CSV file: unexpected end of data.",
    ),
    "a place that is none": (
        lambda folder: change(folder / "annotations/Timur.jsonl", '"start": ', '"start": "x", "begin": '),
        "annotations/Timur.jsonl:1: This passage has no place in its text.",
    ),
    "no UTF-8": (
        lambda folder: next((folder / "texts").iterdir()).write_bytes(b"A\nB\xff"),
        ":2: This is not UTF-8; what cannot be read became U+FFFD.",
    ),
    "a passage twice": (
        lambda folder: (folder / "annotations/Ayla.jsonl").write_bytes(
            (folder / "annotations/Ayla.jsonl").read_bytes().split(b"\n")[0]
            + b"\n"
            + (folder / "annotations/Ayla.jsonl").read_bytes()
        ),
        "annotations/Ayla.jsonl:2: This passage stands there twice; what was edited later counts.",
    ),
    "a passage of no document": (
        lambda folder: change(folder / "annotations/Ayla.jsonl", '{"document": "', '{"document": "x'),
        "annotations/Ayla.jsonl:1: The document of this passage is in no index.",
    ),
}


@pytest.mark.parametrize("fault", BREAKING)
def test_each_fault_of_a_broken_folder_is_named_with_its_line(folder: Path, tmp_path: Path, fault: str) -> None:
    breaking, told = BREAKING[fault]
    breaking(folder)
    found = [f"{loss.name}: {loss.reason}" for loss in losses(folder, tmp_path)]
    assert any(told in line for line in found), found


def test_passages_find_their_words_in_a_text_that_was_corrected_in_the_folder(folder: Path, tmp_path: Path) -> None:
    line = json.loads((folder / "annotations" / "Ayla.jsonl").read_bytes().split(b"\n")[0])
    index = map(json.loads, (folder / "documents.jsonl").read_bytes().splitlines())
    name = next(row["text"] for row in index if row["id"] == line["document"])
    text = (folder / name).read_text(encoding="utf-8")
    (folder / name).write_text("A line before.\n" + text, encoding="utf-8")
    with otsannot.new(tmp_path / "new.otsannot", CODER) as project:
        project.import_study(folder)
        found = {row["annotation_id"]: (row["start"], row["text"]) for row in project.annotations()}
    assert found[line["id"]] == (line["start"] + len("A line before.\n"), line["words"])


def test_line_ends_of_windows_change_nothing(folder: Path, sample: Project, tmp_path: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    with otsannot.new(tmp_path / "new.otsannot", CODER) as project:
        assert project.import_study(folder).losses == []
        for kind in ("annotations", "codebook", "documents", "cases", "memos"):
            assert told(project, kind) == told(sample, kind)


def test_a_folder_of_a_newer_version_is_refused(folder: Path, sample: Project) -> None:
    change(folder / "otsannot.json", '"version": 1', '"version": 2')
    with pytest.raises(OtsannotError, match="made by a newer otsannot"):
        sample.import_study(folder)


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Aliyev 2022", "Aliyev 2022"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("COM1", "_COM1"),
        ('a/b\\c:d*e?f"g<h>i|j', "a_b_c_d_e_f_g_h_i_j"),
        ("..", "_"),
        (".hidden", "_.hidden"),
        ("ends in a dot. ", "ends in a dot"),
        ("tab\tand\nline", "tab_and_line"),
        ("e\u0301", "é"),
        ("𐱅𐰇𐰼𐰜 👩‍👩‍👧‍👦", "𐱅𐰇𐰼𐰜 👩‍👩‍👧‍👦"),
        ("x" * 400, "x" * 150),
        ("ü" * 400, "ü" * 75),
        ("", "_"),
    ],
)
def test_names_of_files_are_safe_on_every_system(name: str, file: str) -> None:
    assert FileNames().take(name, ".txt") == f"{file}.txt"


def test_names_that_a_system_may_take_for_the_same_get_numbers(tmp_path: Path) -> None:
    names = FileNames()
    given = ["Straße", "STRASSE", "e\u0301", "É", "a", "A", "A (2)", "a:", "a?"]
    taken = [names.take(name, ".txt") for name in given]
    assert len({name.casefold() for name in taken}) == len(given)
    assert taken[:6] == ["Straße.txt", "STRASSE (2).txt", "é.txt", "É (2).txt", "a.txt", "A (2).txt"]


def test_texts_with_names_that_are_hard_on_files_come_back(project: Project, tmp_path: Path) -> None:
    names = ["a", "A", "con", "a/b", "a:b", "../up", "𐱅𐰇𐰼𐰜"]
    with project.edit("Import") as edit:
        documents.add_documents(edit, [new_text(name, f"Text of {name}.") for name in names])
    project.export("project", tmp_path / "out")
    with otsannot.new(tmp_path / "new.otsannot", CODER) as again:
        assert again.import_study(tmp_path / "out").losses == []
        assert {name: again.document_text(name) for name in names} == {name: f"Text of {name}." for name in names}
