"""What scripts rename and remove: documents, groups, cases, attributes, memos; and undo brings each back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from support import add_text, dump

import otsannot
from otsannot.errors import OtsannotError
from otsannot.project import Project


@pytest.fixture
def study(tmp_path: Path) -> Project:
    """A study with a document in a group and a case, an attribute and a memo."""
    project = otsannot.new(tmp_path / "study.otsannot", coder="Ada")
    add_text(project.store, "speech", "We spoke of energy.")
    project.apply_code("speech", 12, 18, "Energy")
    project.add_to_group("Speeches", ["speech"])
    project.add_case("Baku", ["speech"])
    project.set_attributes("speech", {"year": "2024"})
    project.write_memo("why", title="Doubt", about_document="speech")
    return project


def memo_id(project: Project) -> str:
    return str(project.memos()[0]["memo_id"])


VERBS: dict[str, tuple[Callable[[Project], object], Callable[[Project], object], object]] = {
    "rename a document": (lambda p: p.rename_document("speech", "toast"), lambda p: p.document_names(), ["toast"]),
    "remove documents": (
        lambda p: p.remove_documents(["speech"]),
        lambda p: (p.documents(), p.annotations()),
        ([], []),
    ),
    "rename a group": (lambda p: p.rename_group("Speeches", "Toasts"), lambda p: p.groups(), {"Toasts": ["speech"]}),
    "rename a case": (lambda p: p.rename_case("Baku", "Shusha"), lambda p: p.cases()[0]["case"], "Shusha"),
    "rename an attribute": (
        lambda p: p.rename_attribute("year", "Year"),
        lambda p: p.documents()[0]["attribute:Year"],
        "2024",
    ),
    "rewrite a memo": (
        lambda p: p.rewrite_memo(memo_id(p), "because", title="Reason"),
        lambda p: [(row["title"], row["text"]) for row in p.memos()],
        [("Reason", "because")],
    ),
    "remove a memo": (lambda p: p.remove_memo(memo_id(p)), lambda p: p.memos(), []),
}


@pytest.mark.parametrize("name", VERBS)
def test_a_script_does_it_and_undo_takes_it_back(study: Project, name: str) -> None:
    verb, seen, wanted = VERBS[name]
    before = dump(study.store)
    verb(study)
    assert (seen(study), study.check()) == (wanted, [])
    study.undo()
    assert dump(study.store) == before


def test_a_memo_that_is_not_there_is_named(study: Project) -> None:
    with pytest.raises(OtsannotError, match="There is no memo nowhere"):
        study.remove_memo("nowhere")


def test_a_case_is_found_by_the_name_it_was_given_also_with_blanks_around(study: Project) -> None:
    study.add_case(" New  York ")
    study.rename_case(" New  York ", " Boston ")
    assert [row["case"] for row in study.cases()] == ["Baku", "Boston"]
