"""A project of Taguette comes in as a study, each highlight on the characters it had."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from foreign_databases import TAGUETTE, write_database

import otsannot
from otsannot.cli import main
from otsannot.errors import OtsannotError
from otsannot.formats.studies import StudyOptions
from otsannot.formats.taguette import read_study, recognises
from otsannot.formats.taguette_text import taguette_text
from otsannot.model.structure import Part
from otsannot.model.study import Loss, Study, StudyDocument

ADDED = '{"type": "highlight_add", "highlight_id": %d}'


def database(folder: Path, *more: str) -> Path:
    return write_database(folder / "project.sqlite3", TAGUETTE + ";".join(more))


def read(path: Path, *, dots: bool = True) -> tuple[Study, list[StudyDocument]]:
    study = read_study(path, StudyOptions(dots=dots))
    return study, list(study.documents)


def paths(study: Study) -> dict[str, str]:
    known: dict[str, str] = {}
    for code in study.codes:
        known[code.guid] = f"{known[code.parent]}.{code.name}" if code.parent else code.name
    return known


def test_the_truth_of_a_real_project_comes_through(shared: Path) -> None:
    path = shared / "samples" / "taguette" / "project.sqlite3"
    truth = json.loads((path.parent / "ground_truth.json").read_text(encoding="utf-8"))
    assert recognises(path)
    study, documents = read(path)
    known = paths(study)
    assert {path: code.brief_definition for code in study.codes for path in [known[code.guid]]} == {
        tag["path"]: tag["description"] for tag in truth["tags"]
    }
    assert [(text.name, hashlib.sha256(text.text.encode()).hexdigest()) for text in documents] == [
        (text["name"], text["sha256_text"]) for text in truth["documents"]
    ]
    found = [
        (
            number,
            passage.start,
            passage.end,
            text.text[passage.start : passage.end],
            {known[c.code] for c in passage.codings},
        )
        for number, text in enumerate(documents, 1)
        for passage in text.passages
    ]
    wanted = [(h["document_id"], h["cp_start"], h["cp_end"], h["text"], set(h["tags"])) for h in truth["highlights"]]
    assert sorted(found, key=str) == sorted(wanted, key=str)
    assert (study.title, study.losses) == (truth["project"]["name"], [])


def test_tags_are_a_tree_whose_missing_parents_are_folders(tmp_path: Path) -> None:
    study, _documents = read(database(tmp_path))
    assert [(code.name, code.is_folder, code.brief_definition) for code in study.codes] == [
        ("a..b", False, ""),
        ("identity", True, ""),
        ("language", False, "Words on language"),
    ]
    flat, _documents = read(tmp_path / "project.sqlite3", dots=False)
    assert [code.name for code in flat.codes] == ["a..b", "identity.language"]


def test_a_highlight_knows_who_made_it_when_and_what_it_means(tmp_path: Path) -> None:
    path = database(
        tmp_path,
        "INSERT INTO highlights VALUES (1, 7, 0, 16), (2, 7, 1, 4), (3, 7, 17, 900), (4, 7, 17, 18)",
        "INSERT INTO highlight_tags VALUES (1, 3), (1, 99)",
        f"INSERT INTO commands VALUES (1, '2026-02-03 04:05:06', 'Murat', 1, '{ADDED % 1}'), (2, '', '', 1, 'broken')",
        f"INSERT INTO commands VALUES (3, '2026-02-04 04:05:06', 'Aygün', 1, '{ADDED % 1}')",
    )
    study, [text] = read(path)
    assert text.text == "𐱅𐰇𐰼𐰰 & biz\nbiriki"
    assert text.parts == (Part(0, 10, "heading", "2"), Part(11, 14, "item", "1."), Part(14, 17, "item", "2."))
    murat, unknown = study.coders[1], study.coders[2]
    assert [coder.name for coder in study.coders] == ["Aygün", "Murat", "Taguette"]
    first, second = text.passages
    assert (first.start, first.end, first.coder, first.created, first.modified) == (
        0,
        4,
        murat.guid,
        "2026-02-04T04:05:06Z",
        "2026-02-04T04:05:06Z",
    )
    assert [paths(study)[coding.code] for coding in first.codings] == ["identity.language"]
    assert (second.start, second.end, second.coder) == (5, 6, unknown.guid)
    reason = "its place, bytes {} to {}, is not in the text of “Speech”"
    assert study.losses == [Loss("highlight", "2", reason.format(1, 4)), Loss("highlight", "3", reason.format(17, 900))]
    assert [memo.text for memo in study.memos] == ["Why letters matter"]


def test_reading_twice_gives_the_same_names(tmp_path: Path) -> None:
    path = database(tmp_path, "INSERT INTO highlights VALUES (1, 7, 0, 16)")
    assert [read(path)[1], read_study(path).codes] == [read(path)[1], read_study(path).codes]


def test_one_of_several_projects_is_chosen_by_name(tmp_path: Path) -> None:
    path = database(tmp_path, "INSERT INTO projects VALUES (2, 'Other', '', '2026-01-02')")
    with pytest.raises(OtsannotError) as caught:
        read_study(path)
    assert str(caught.value) == f"{path} holds several projects: “Əlifba”, “Other”. Say which one."
    other, first = (read_study(path, StudyOptions(project=name)) for name in ("Other", "Əlifba"))
    assert (other.title, list(other.documents), other.coders) == ("Other", [], [])
    assert (first.title, len(list(first.documents)), [coder.name for coder in first.coders]) == ("Əlifba", 1, ["Aygün"])


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def of_other_tables(path: Path) -> None:
    path.unlink()
    write_database(path, "CREATE TABLE projects (id); CREATE VIEW documents AS SELECT 1;")


def not_a_database(path: Path) -> None:
    path.write_text("SQLite", encoding="utf-8")


def test_what_is_no_project_of_it_is_not_recognised(tmp_path: Path) -> None:
    path = database(tmp_path)
    of_other_tables(path)
    assert not recognises(path)
    assert not recognises(tmp_path)
    assert not recognises(tmp_path / "none")


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        (truncated, "is damaged, and cannot be read to its end."),
        (not_a_database, "is not a database."),
        (of_other_tables, "holds no project of Taguette."),
    ],
)
def test_a_broken_file_is_refused(tmp_path: Path, broken: Callable[[Path], None], sentence: str) -> None:
    path = database(tmp_path)
    broken(path)
    with pytest.raises(OtsannotError) as caught:
        read(path)
    assert str(caught.value) == f"{path} {sentence}"


def test_what_is_still_in_the_log_is_read_and_nothing_is_written(tmp_path: Path) -> None:
    path = database(tmp_path)
    program = sqlite3.connect(path)
    program.execute("PRAGMA journal_mode = WAL")
    program.execute("UPDATE projects SET name = 'Newer'")
    program.commit()
    before = sorted((file.name, file.read_bytes()) for file in tmp_path.iterdir() if file.suffix != ".sqlite3-shm")
    assert read_study(path).title == "Newer"
    assert before == sorted((f.name, f.read_bytes()) for f in tmp_path.iterdir() if f.suffix != ".sqlite3-shm")
    program.close()


def test_positions_are_bytes_of_the_text_nodes() -> None:
    text = taguette_text("<p>𐱅<b>é</b>x</p><table><tr><td>a</td></tr><tr><th>b</th><td>c</td></tr></table>")
    assert text.text == "𐱅éxabc"
    assert [text.position(count) for count in range(12)] == [0, None, None, None, 1, None, 2, 3, 4, 5, 6, None]
    assert [part.value for part in text.parts] == ["1:1:1", "1:2:1", "1:2:2"]


def test_the_command_line_says_which_project_and_whether_dots_make_a_tree(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = database(tmp_path, "INSERT INTO projects VALUES (2, 'Other', '', '2026-01-02')")
    study = str(tmp_path / "study.otsannot")
    assert main(["new", study]) == 0
    assert main(["import", study, str(path)]) == 1
    assert "holds several projects" in capsys.readouterr().err
    assert main(["import", study, str(path), "--study", "Əlifba", "--no-dots"]) == 0
    with otsannot.open(study) as project:
        assert [row["code"] for row in project.codebook()] == ["a..b", "identity.language"]
