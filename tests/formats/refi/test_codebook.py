"""Codebooks of REFI-QDA come in as other programs write them, and go out with all that a code means."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from refi_files import faults_of_codebook
from support import CODER

import otsannot
from otsannot.errors import OtsannotError
from otsannot.formats.codebook import read_codebook
from otsannot.formats.refi.descriptions import fields_of_code, of_code
from otsannot.model.nouns import DEFINITION_FIELDS
from otsannot.project import Project

_WORDS = st.one_of(
    st.text("a\n :", max_size=12),
    st.sampled_from(["Memo:", "Memo: ", "x\n\nMemo:\ny", "\nExample:\n", "Full definition:\n\n", "\n\n\nMemo:\n\n"]),
)


@given(st.fixed_dictionaries(dict.fromkeys(DEFINITION_FIELDS, _WORDS)))
@settings(max_examples=300)
def test_the_fields_of_a_definition_come_back_from_one_text(fields: dict[str, str]) -> None:
    assert fields_of_code(of_code(fields)) == fields


def test_a_codebook_goes_out_valid_and_comes_in_as_it_was(sample: Project, tmp_path: Path) -> None:
    out = tmp_path / "book.qdc"
    assert sample.export("codebook", out).rows == len(sample.codebook())
    assert faults_of_codebook(out) == {}
    fields = ("code_id", "code_path", "colour", *DEFINITION_FIELDS)
    with otsannot.new(tmp_path / "new.otsannot", CODER) as project:
        report = project.import_files([out])
        assert report.problems == []
        assert [[row[field] for field in fields] for row in project.codebook()] == [
            [row[field] for field in fields] for row in sample.codebook()
        ]


def test_a_codebook_without_codes_is_not_written(project: Project, tmp_path: Path) -> None:
    with pytest.raises(OtsannotError, match="without codes"):
        project.export("codebook", tmp_path / "book.qdc")


@pytest.mark.parametrize("name", ["codebook", "codebook_no-sets", "broken_namespace_0-4", "broken_schema_empty-sets"])
def test_codebooks_of_every_namespace_come_in(shared: Path, name: str) -> None:
    file = read_codebook(shared / "samples" / "refi" / f"{name}.qdc")
    assert [(draft.path, draft.colour, draft.is_folder) for draft in file.drafts] == [
        (("Folder",), None, True),
        (("Folder", "joy & 😀"), "#ffcc00", False),
    ]
    assert file.drafts[1].definitions["brief_definition"] == "gladness\nin two lines"
    assert [problem.endswith("groups codes, which a codebook here does not.") for problem in file.problems] == (
        [True] if name in ("codebook", "broken_namespace_0-4") else []
    )


def test_the_tags_of_taguette_come_in(shared: Path) -> None:
    file = read_codebook(shared / "samples" / "taguette" / "codebook.qdc")
    assert len(file.drafts) == 11
    assert file.problems == []


def test_what_is_no_codebook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.qdc"
    path.write_bytes(etree.tostring(etree.Element("html")))
    with pytest.raises(OtsannotError, match=r"a\.qdc holds no codebook, but html"):
        read_codebook(path)
