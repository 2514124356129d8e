"""The export of annotations says on which page, by whom, when and under which heading a passage stands."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest
from support import CODER, new_text

from otsannot.model.spans import Span
from otsannot.model.structure import Part
from otsannot.project import Project
from otsannot.store import documents, passages
from otsannot.store.coders import ensure_coder

TEXT = "Giriş 𐰀\nAnna: ja\nBen: nein\nSon.\n"
PARTS = (
    Part(0, 7, "heading", "1"),
    Part(0, 17, "page", "4"),
    Part(17, 32, "page", "5"),
    Part(8, 16, "speaker", "Anna"),
    Part(17, 26, "speaker", "Ben"),
    Part(8, 26, "time", "00:00:01.500"),
)
PLACES = [
    ("ja\nBen", "4-5", "Anna; Ben", "00:00:01.500", "Giriş 𐰀"),
    ("nein", "5", "Ben", "00:00:01.500", "Giriş 𐰀"),
    ("Son", "5", "", "", "Giriş 𐰀"),
]


@pytest.fixture
def headed(project: Project) -> Project:
    """A project with a text of two pages on which two people speak, and one of which nothing is known."""
    with project.edit("Import") as edit:
        documents.add_documents(edit, [new_text("group", TEXT)._replace(parts=PARTS)])
        group, coder = documents.find_document(edit.session, "group").id, ensure_coder(edit, CODER)
        for words, *_ in PLACES:
            passages.highlight(edit, group, Span(TEXT.index(words), TEXT.index(words) + len(words)), coder)
        passages.highlight(edit, 1, Span(0, 4), coder)
    return project


def test_what_is_known_of_a_place_is_exported(headed: Project, tmp_path: Path) -> None:
    names = ("text", "page", "speaker", "time", "heading")
    expected = [*PLACES, ("Dear", "", "", "", "")]
    assert [tuple(row[name] for name in names) for row in headed.annotations()] == expected
    headed.export("annotations", tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [tuple(row[name] for name in names) for row in csv.DictReader(file)] == expected
    headed.export("annotations", tmp_path / "out.xlsx")
    head, *rows = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0].iter_rows(values_only=True)
    cells = [tuple(row[head.index(name)] or "" for name in names) for row in rows]
    assert cells == expected
