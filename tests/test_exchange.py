"""Whole studies come in from projects and go out again, by script and on the command line."""

from __future__ import annotations

from pathlib import Path
from shutil import copyfile

import pytest
from studies import plain
from support import CODER, dump

import otsannot
from otsannot.cli import main
from otsannot.errors import OtsannotError
from otsannot.project import Project
from otsannot.store.study_reading import read_study

REFERENCE = Path(__file__).parent / "reference"


def test_a_project_comes_into_a_new_one_whole(sample: Project, tmp_path: Path) -> None:
    with otsannot.new(tmp_path / "new.otsannot", CODER) as project:
        report = project.import_study(sample.path)
        assert (report.losses, report.differences) == ([], [])
        with sample.read() as one, project.read() as other:
            assert plain(read_study(other)) == plain(read_study(one))
        assert not project.import_study(sample.path, update=True).brings
        assert project.check() == []


def test_a_project_that_went_elsewhere_brings_back_what_was_done_there(sample: Project, tmp_path: Path) -> None:
    copy = tmp_path / "copy.otsannot"
    sample.save_copy(copy)
    document = sample.document_names()[0]
    with otsannot.open(copy, "Grace") as other:
        other.annotate(document, 0, 9, ["Energy > Pipelines"], comment="New, by Grace.")
        other.codes.define("Energy > Pipelines", memo="What flows.")
    report = sample.import_study(copy)
    counts = {kind: tally.new for kind, tally in report.tallies.items() if tally.new}
    assert counts == {"coder": 1, "code": 2, "passage": 1, "coding": 1}
    assert (report.differences, report.losses) == ([], [])
    assert [row["comment"] for row in sample.annotations() if row["coder"] == "Grace"] == ["New, by Grace."]
    assert sample.store.undoable().undo == "Import study copy.otsannot"


def test_telling_what_a_study_would_bring_writes_nothing(sample: Project, tmp_path: Path) -> None:
    with otsannot.new(tmp_path / "new.otsannot", CODER) as project:
        before = dump(project.store)
        report = project.import_study(sample.path, dry_run=True)
        assert report.tallies["document"].new == len(sample.document_names())
        assert dump(project.store) == before
        assert project.store.undoable() == (None, None)


def test_a_project_of_an_older_version_comes_in_and_is_left_as_it_is(tmp_path: Path) -> None:
    older = tmp_path / "older.otsannot"
    copyfile(REFERENCE / "schema-1.otsannot", older)
    before = older.read_bytes()
    with otsannot.new(tmp_path / "new.otsannot", CODER) as project:
        assert project.import_study(older).brings
        assert project.check() == []
    assert older.read_bytes() == before
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["new.otsannot", "older.otsannot"]


def test_a_project_is_not_imported_into_itself(sample: Project) -> None:
    with pytest.raises(OtsannotError, match="is the project itself"):
        sample.import_study(sample.path)


def test_the_command_line_brings_studies_in_beside_texts(
    sample: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "note.txt").write_text("A note.", encoding="utf-8")
    new = tmp_path / "new.otsannot"
    assert main(["new", str(new)]) == 0
    told = tmp_path / "told.csv"
    assert main(["import", str(new), str(sample.path), str(tmp_path / "note.txt"), "--report", str(told)]) == 0
    assert "sample.otsannot: New: " in capsys.readouterr().out
    assert told.read_text(encoding="utf-8-sig").startswith("what,kind,name,field,here,there,why")
    assert main(["import", str(new), str(sample.path)]) == 0
    assert "sample.otsannot: Nothing new came in." in capsys.readouterr().out
    with otsannot.open(new) as project:
        assert len(project.document_names()) == len(sample.document_names()) + 1


def test_a_project_is_written_as_a_project(sample: Project, tmp_path: Path) -> None:
    out = tmp_path / "out.otsannot"
    assert sample.export("project", out).losses == ()
    with otsannot.open(out) as copy:
        assert dump(copy.store) == dump(sample.store)


def test_a_project_cannot_be_written_under_a_suffix_that_nobody_knows(sample: Project, tmp_path: Path) -> None:
    with pytest.raises(OtsannotError, match=r"must end in / for a folder of plain text, or in one of \.otsannot"):
        sample.export("project", tmp_path / "out.xyz")


def test_the_command_line_writes_a_folder_and_opens_it_again(
    sample: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, new = tmp_path / "out", tmp_path / "new.otsannot"
    assert main(["export", str(sample.path), "project", f"{out}/", "--dry-run"]) == 0
    assert capsys.readouterr().out == "Nothing was written.\n"
    assert not out.exists()
    assert main(["export", str(sample.path), "project", f"{out}/"]) == 0
    assert capsys.readouterr().out == f"{out}: {len(sample.document_names())} documents\n"
    assert main(["new", str(new)]) == 0
    assert main(["import", str(new), str(out), "--dry-run"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Nothing was written."
    assert main(["import", str(new), str(out)]) == 0
    with otsannot.open(new) as project:
        assert project.document_names() == sample.document_names()


def test_what_an_export_loses_is_told_and_kept_in_a_file(
    sample: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = tmp_path / "losses.csv"
    arguments = ["export", str(sample.path), "project", str(tmp_path / "out.qdpx"), "--report", str(told)]
    assert main(arguments) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[-1] == f"{tmp_path / 'out.qdpx'}: {len(sample.document_names())} documents"
    losses = sample.export_project(tmp_path / "out.qdpx").losses
    assert len(told.read_text(encoding="utf-8-sig").splitlines()) == 1 + len(losses)
    assert len(losses) > 0


def test_a_study_that_cannot_be_read_is_one_line_and_stops_no_other(
    sample: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bad.otsannot").write_text("no study")
    (tmp_path / "note.txt").write_text("A note.")
    paths = [str(tmp_path / "bad.otsannot"), str(tmp_path / "note.txt")]
    assert main(["import", str(sample.path), *paths]) == 1
    told = capsys.readouterr()
    assert told.err == f"otsannot: {tmp_path / 'bad.otsannot'} is not an otsannot project.\n"
    assert "note" in sample.document_names()


def test_a_script_imports_studies_among_texts_in_one_edit(sample: Project, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("A note.", encoding="utf-8")
    sample.export("project", tmp_path / "folder")
    with otsannot.new(tmp_path / "new.otsannot", CODER) as project:
        report = project.import_files([tmp_path / "note.txt", tmp_path / "folder"])
        assert [study.name for study in report.studies] == ["folder"]
        assert report.problems == []
        assert report.summary() == "10 documents, 55 codes, 514 codings came in."
        assert project.document_names() == sorted([*sample.document_names(), "note"])
        project.undo()
        assert project.document_names() == []
