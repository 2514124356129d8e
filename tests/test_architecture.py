"""The core works where Qt is not installed, and starts without what it does not need."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

WITHOUT_QT = """
import sys
sys.modules["PySide6"] = None
import otsannot
from otsannot.cli import main
folder = sys.argv[1]
assert main(["sample", f"{folder}/study.otsannot"]) == 0
assert main(["export", f"{folder}/study.otsannot", "annotations", f"{folder}/out.xlsx"]) == 0
assert main(["check", f"{folder}/study.otsannot"]) == 0
"""

LIGHT_START = """
import sys
import otsannot, otsannot.cli
heavy = {"PySide6", "sqlmodel", "sqlalchemy", "pydantic", "xlsxwriter", "charset_normalizer"} & set(sys.modules)
assert not heavy, heavy
"""

WITHOUT_OFFICE = """
import sys
import otsannot.project, otsannot.sample
heavy = {"openpyxl", "docx", "lxml"} & set(sys.modules)
assert not heavy, heavy
"""


def run(script: str, *arguments: object) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", script, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_core_works_without_qt(tmp_path: Path) -> None:
    run(WITHOUT_QT, tmp_path)


def test_the_command_line_loads_nothing_before_it_is_needed() -> None:
    run(LIGHT_START)


def test_a_study_opens_without_the_libraries_for_office_files() -> None:
    run(WITHOUT_OFFICE)
