"""The command line does what the window does to data, and says what is wrong in one line."""

from __future__ import annotations

import csv
import json
import os
import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path
from shlex import quote

import pytest
from support import HARD_TEXT

import otsannot
from otsannot.cli import main


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A project made by the command line, with the text `hard`."""
    path = tmp_path / "study.otsannot"
    (tmp_path / "hard.txt").write_text(HARD_TEXT, encoding="utf-8")
    assert main(["new", str(path), "--coder", "Ada"]) == 0
    assert main(["import", str(path), str(tmp_path / "hard.txt")]) == 0
    return path


def run(*arguments: object, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """The command as a process of its own."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "otsannot", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=folder, env=environment, check=False)


def test_a_study_is_built_by_a_script(study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    start = HARD_TEXT.index("𐱅")
    codes = ["Culture > Script", "Alphabet"]
    assert (
        main(["annotate", str(study), "hard", str(start), str(start + 4), "--code", *codes, "--comment", "four"]) == 0
    )
    guid = capsys.readouterr().out.strip()
    assert main(["export", str(study), "annotations", str(tmp_path / "out.csv")]) == 0
    assert capsys.readouterr().out == f"{tmp_path / 'out.csv'}: 2 rows\n"
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [
        (r["annotation_id"], r["text"], r["code_path"], r["coder"], r["comment"], r["paragraph"]) for r in rows
    ] == [
        (guid, "𐱅𐰇𐰼𐰜", "Alphabet", rows[0]["coder"], "four", "2"),
        (guid, "𐱅𐰇𐰼𐰜", "Culture > Script", rows[0]["coder"], "four", "2"),
    ]
    assert main(["check", str(study)]) == 0
    assert capsys.readouterr().out == f"{study} is sound.\n"


def test_the_coder_is_the_one_given(study: Path) -> None:
    assert main(["annotate", str(study), "hard", "0", "4", "--code", "Greeting", "--coder", "Grace"]) == 0
    with otsannot.open(study) as project:
        assert [row["coder"] for row in project.annotations()] == ["Grace"]
        assert [row["coder"] for row in project.history()] == ["Ada", project.coder, "Grace"]


def test_info_counts(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["info", str(study), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {name: told[name] for name in ("title", "documents", "characters", "codes", "annotations", "codings")} == {
        "title": "study", "documents": 1, "characters": len(HARD_TEXT), "codes": 0, "annotations": 0, "codings": 0,
    }  # fmt: skip
    assert main(["info", str(study)]) == 0
    assert f"characters   {len(HARD_TEXT)}\n" in capsys.readouterr().out


def test_import_says_what_came_in_and_what_did_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "study.otsannot"
    (tmp_path / "good.txt").write_bytes("Güvenlik ve savunma sanayii, İstanbul'da konuşuldu.".encode("cp1254"))
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "book.csv").write_text("code_path\nSecurity > Defence\n", encoding="utf-8")
    main(["new", str(path)])
    capsys.readouterr()
    assert main(["import", str(path), *(str(tmp_path / name) for name in ("good.txt", "empty.txt", "book.csv"))]) == 0
    told = capsys.readouterr()
    assert told.out == (
        "good: cp1254, tr, 51 characters\nbook.csv: 2 new codes\n1 document, 2 codes came in. 1 file did not.\n"
    )
    assert told.err == f"otsannot: {tmp_path / 'empty.txt'} is empty.\n"


def test_a_codebook_is_exported_to_be_read(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["annotate", str(study), "hard", "0", "4", "--code", "Security > Defence"])
    capsys.readouterr()
    out = study.with_name("book.html")
    assert main(["export", str(study), "codebook", str(out), "--examples"]) == 0
    assert capsys.readouterr().out == f"{out}: 2 rows\n"
    assert f'<blockquote>\n<p dir="auto">{HARD_TEXT[:4]}</p>' in out.read_text(encoding="utf-8")


def test_a_codebook_is_compared_before_it_changes_anything(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = study.with_name("book.csv")
    book.write_text("code,memo,Weight\nEnergy,old,\nTrade,,\nGas,,\n", encoding="utf-8")
    main(["import", str(study), str(book)])
    book.write_text("code,memo,Weight\nEnergy,new,\nTrade,why,\nGas,,\nWater,,\n,lost,\n", encoding="utf-8")
    capsys.readouterr()

    def told(*options: str) -> str:
        assert main(["import", str(study), str(book), *options]) == 0
        out, err = capsys.readouterr()
        assert err == f"otsannot: {book}, line 6: the code has no name.\n"
        return out

    assert told("--dry-run") == (
        "book.csv: 1 new code, 1 filled in, 1 differs and stays, 1 equal\n"
        "columns not read: Weight\n"
        "new: Water\n"
        "filled in: Trade, memo\n"
        "Energy, memo: “old” stays, and the file says “new”\n"
        "Nothing was written.\n"
    )
    assert told() == (
        "book.csv: 1 new code, 1 filled in, 1 differs and stays, 1 equal\n"
        "columns not read: Weight\n"
        "Energy, memo: “old” stays, and the file says “new”\n"
    )
    assert told("--update") == (
        "book.csv: 1 changed, 3 equal\ncolumns not read: Weight\nEnergy, memo: “old” became “new”\n"
    )
    assert told("--update") == "book.csv: 4 equal\ncolumns not read: Weight\n"


def test_texts_may_be_tried_too(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = study.with_name("text.txt")
    text.write_text("A word.", encoding="utf-8")
    capsys.readouterr()
    assert main(["import", str(study), str(text), "--dry-run"]) == 0
    assert capsys.readouterr().out == "text: utf-8, 7 characters\n  | A word.\nNothing was written.\n"
    with otsannot.open(study) as project:
        assert project.document_names() == ["hard"]


def test_a_codebook_of_which_nothing_came_in_is_a_failure(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = study.with_name("book.csv")
    book.write_text("code,parent\nA,B\nB,A\n", encoding="utf-8")
    assert main(["import", str(study), str(book)]) == 1
    assert capsys.readouterr().err.count("stands under itself") == 2


def test_the_encoding_can_be_overridden(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "study.otsannot"
    (tmp_path / "text.txt").write_bytes("Ж".encode("cp1251"))
    main(["new", str(path)])
    assert main(["import", str(path), str(tmp_path / "text.txt"), "--encoding", "cp1251"]) == 0
    with otsannot.open(path) as project:
        assert project.document_text("text") == "Ж"
    assert "text: cp1251, 1 character\n" in capsys.readouterr().out


def test_a_new_study_begins_with_a_codebook(tmp_path: Path) -> None:
    (tmp_path / "book.csv").write_text("code,colour\nDefence,#AA0000\nEnergy,\n", encoding="utf-8")
    assert main(["new", str(tmp_path / "a.otsannot"), "--codebook", str(tmp_path / "book.csv")]) == 0
    with otsannot.open(tmp_path / "a.otsannot") as project:
        assert [row["code_path"] for row in project.codebook()] == ["Defence", "Energy"]


def test_a_bad_codebook_makes_no_study(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "book.csv").write_text("something\nelse\n", encoding="utf-8")
    assert main(["new", str(tmp_path / "a.otsannot"), "--codebook", str(tmp_path / "book.csv")]) == 1
    assert capsys.readouterr().err.startswith(f"otsannot: {tmp_path / 'book.csv'} has no column")
    assert not (tmp_path / "a.otsannot").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["import", "none.otsannot", "x.txt"],
        ["annotate", "none.otsannot", "x", "0", "1", "--code", "C"],
        ["export", "none.otsannot", "annotations", "x.csv"],
        ["check", "none.otsannot"],
        ["info", "none.otsannot"],
        ["open", "none.otsannot"],
        ["none.otsannot"],
    ],
)
def test_an_error_is_one_line_and_exit_code_1(tmp_path: Path, arguments: list[str]) -> None:
    done = run(*arguments, folder=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "otsannot: There is no project none.otsannot.\n")


@pytest.mark.parametrize("arguments", [["annotate", "x"], ["export"], ["--nonsense"], ["annotate", "p", "d", "a", "b"]])
def test_wrong_usage_exits_with_2(tmp_path: Path, arguments: list[str]) -> None:
    done = run(*arguments, folder=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_reader_that_stops_reading_is_no_error(study: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    shell = f"{quote(sys.executable)} -m otsannot info {quote(str(study))} | true"
    done = subprocess.run(["sh", "-c", shell], capture_output=True, text=True, env=environment, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_check_names_each_fault_and_exits_with_1(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["annotate", str(study), "hard", "0", "4", "--code", "Greeting"])
    connection = sqlite3.connect(study)
    connection.execute("UPDATE annotation SET end = 99999")
    connection.commit()
    connection.close()
    capsys.readouterr()
    assert main(["check", str(study)]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("otsannot: Annotation ")
    assert line.endswith("covers 0 to 99999, which is not inside “hard”.")


def test_another_window_sees_an_edit_of_the_command_line(study: Path) -> None:
    with otsannot.open(study) as window:
        seen: list[str] = []
        window.store.listeners.append(lambda change: seen.append(change.label))
        assert run("annotate", study, "hard", "0", "4", "--code", "Greeting").returncode == 0
        window.store.catch_up()
        assert seen == ["Apply Greeting"]
        window.undo()
        assert window.annotations() == []


@pytest.mark.parametrize("ending", ["closes", "crashes"])
def test_a_file_dialog_that_looks_into_an_open_study_loses_nothing(study: Path, ending: str) -> None:
    """POSIX takes the locks of a process away when it closes any descriptor of the file."""
    script = f"""
import os, subprocess, sys, otsannot
def other(text):
    command = [sys.executable, "-m", "otsannot", "annotate", {str(study)!r}, "hard", "0", "4", "--code", text]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
project = otsannot.open({str(study)!r}, coder="Ada")
for suffix in ("", "-wal", "-shm"):
    open({str(study)!r} + suffix, "rb").close()
other("Before")
for number in range(20):
    project.apply_code("hard", number, number + 4, "Mine")
other("After")
project.apply_code("hard", 30, 34, "Mine")
if {ending!r} == "crashes":
    os._exit(0)
project.close()
"""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", script], env=environment, check=True)
    assert run("check", study).returncode == 0
    with otsannot.open(study) as project:
        assert Counter(row["code"] for row in project.annotations()) == {"Mine": 21, "Before": 1, "After": 1}


def test_a_memo_is_written_by_a_script(study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["memo", str(study), "Why?", "--title", "On this", "--document", "hard", "--coder", "Grace"]) == 0
    guid = capsys.readouterr().out.strip()
    assert main(["export", str(study), "memos", str(tmp_path / "journal.md")]) == 0
    assert "### On this\n" in (tmp_path / "journal.md").read_text(encoding="utf-8")
    with otsannot.open(study) as project:
        assert [(r["memo_id"], r["about"], r["subject"], r["coder"]) for r in project.memos()] == [
            (guid, "document", "hard", "Grace")
        ]


def test_speakers_are_marked_and_become_cases(study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "talk.txt").write_text("ANNA: Ja.\nBEN: Nein.\nANNA: Doch.\nBEN: Gut.\n", encoding="utf-8")
    main(["import", str(study), str(tmp_path / "talk.txt")])
    capsys.readouterr()
    assert main(["speakers", str(study), "talk", "--cases"]) == 0
    assert capsys.readouterr().out == "ANNA: 2 turns\nBEN: 2 turns\n2 cases\n"
    assert main(["speakers", str(study), "talk", "--name", "BEN"]) == 0
    assert capsys.readouterr().out == "BEN: 2 turns\n"
    assert main(["speakers", str(study), "hard"]) == 1
    assert capsys.readouterr().err.startswith("otsannot: No speakers were found in “hard”.")
    main(["annotate", str(study), "talk", "10", "19", "--code", "No"])
    with otsannot.open(study) as project:
        (row,) = project.annotations()
        assert [row[name] for name in ("text", "speaker", "page", "heading")] == ["BEN: Nein", "BEN", "", ""]
        assert [case["documents"] for case in project.cases()] == ["talk", "talk"]
