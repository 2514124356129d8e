"""What the README tells people to type works when typed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import otsannot
from otsannot import settings
from otsannot.analysis import listings
from otsannot.exporting import EXPORTS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    """The one block of a language in the README."""
    (found,) = re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)
    return str(found)


def test_the_shell_and_the_python_of_the_readme(tmp_path: Path) -> None:
    (tmp_path / "speeches").mkdir()
    (tmp_path / "speeches" / "Aliyev 2022.txt").write_text("Our army is strong. Energy flows.", encoding="utf-8")
    (tmp_path / "otsannot").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m otsannot "$@"\n', encoding="utf-8")
    (tmp_path / "otsannot").chmod(0o755)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1"}
    environment["PATH"] = f"{tmp_path}{os.pathsep}{environment['PATH']}"
    shell, python = block("sh"), block("python")
    assert len(shell.splitlines()) == len(python.splitlines()) == 5
    for command in (["sh", "-e", "-c", shell], [sys.executable, "-c", python]):
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "army\n"
    with otsannot.open(tmp_path / "study.otsannot") as project:
        assert [(row["text"], row["code_path"], row["coder"]) for row in project.annotations()] == [
            ("army", "Security > Defence", settings.user_name()),
            ("Energy", "Energy", "Ada"),
        ]
    written = {path.name for path in tmp_path.iterdir() if path.suffix in (".csv", ".xlsx")}
    assert written == {"annotations.csv", "codebook.csv", "annotations.xlsx"}


def test_the_columns_in_the_readme_are_those_of_the_exports() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \|.*?\| `([^`]+)`", README, re.MULTILINE))
    columns = (
        listings.ANNOTATION_COLUMNS, listings.CODEBOOK_COLUMNS, listings.DOCUMENT_COLUMNS, listings.CASE_COLUMNS,
        listings.MEMO_COLUMNS, listings.HISTORY_COLUMNS, listings.MATRIX_COLUMNS,
    )  # fmt: skip
    assert rows == {kind: ", ".join(names) for kind, names in zip(EXPORTS, columns, strict=True)}


def test_every_file_the_readme_points_at_is_there() -> None:
    targets = re.findall(r"\]\(([^)]+)\)", README)
    assert [target for target in targets if not (ROOT / target).exists()] == []
