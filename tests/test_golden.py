"""Exports of a stored project are, to the byte, what they were when the format was settled."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

import otsannot
from otsannot.exporting import EXPORTS
from otsannot.project import Project

REFERENCE = Path(__file__).parent / "reference"


@pytest.fixture
def stored(tmp_path: Path) -> Iterator[Project]:
    """A copy of the project file of the first schema."""
    shutil.copy(REFERENCE / "schema-1.otsannot", tmp_path / "stored.otsannot")
    with otsannot.open(tmp_path / "stored.otsannot") as project:
        yield project


@pytest.mark.parametrize("kind", EXPORTS)
def test_the_csv_export_is_the_golden_one(stored: Project, tmp_path: Path, kind: str) -> None:
    stored.export(kind, tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_bytes() == (REFERENCE / f"{kind}.csv").read_bytes()


@pytest.mark.parametrize("kind", EXPORTS)
def test_the_xlsx_export_has_the_cells_of_the_golden_one(stored: Project, tmp_path: Path, kind: str) -> None:
    stored.export(kind, tmp_path / "out.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]
    cells = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    with (REFERENCE / f"{kind}.csv").open(encoding="utf-8-sig", newline="") as file:
        assert cells == list(csv.reader(file))
