"""Attributes keep their values through every change of kind, and groups and cases their documents."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from support import CODER, add_text, dump

from otsannot.errors import OtsannotError
from otsannot.project import Project
from otsannot.store import Store, attributes, check, documents
from otsannot.store.attributes import Misfit


def stated(project: Project, attribute: str) -> dict[str, object]:
    return {str(row["document"]): row[f"attribute:{attribute}"] for row in project.documents()}


@pytest.fixture
def study(project: Project) -> Project:
    add_text(project.store, "easy", "One two three.")
    add_text(project.store, "other", "Four five six.")
    project.set_attributes("hard", {"year": "1.234,5"})
    project.set_attributes("easy", {"year": "2024"})
    project.set_attributes("other", {"year": "unknown"})
    return project


def test_a_new_kind_rewrites_what_it_can_read_and_keeps_the_rest(study: Project) -> None:
    left = study.set_attribute_kind("year", "number")
    assert left == [Misfit("other", "year", "unknown", "“unknown” is not a number. Write it like 12 or 3.5.")]
    assert stated(study, "year") == {"easy": "2024", "hard": "1234.5", "other": "unknown"}


def test_check_names_a_value_that_does_not_fit(study: Project) -> None:
    study.set_attribute_kind("year", "number")
    assert study.check() == [
        "“year” of “other” does not fit: “unknown” is not a number. Write it like 12 or 3.5.",
    ]
    study.set_attributes("other", {"year": ""})
    assert study.check() == []


def test_a_choice_without_choices_takes_the_values_there_are(study: Project) -> None:
    assert study.set_attribute_kind("year", "choice") == []
    with study.read() as session:
        assert attributes.find_attribute(session, "year").choices == ("1.234,5", "2024", "unknown")


def test_choices_that_go_leave_their_values(study: Project) -> None:
    study.set_attribute_kind("year", "choice")
    with study.edit("Choices") as edit:
        left = attributes.set_choices(edit, 1, ["2024", " 2024 ", "later"])
    assert [misfit.value for misfit in left] == ["1.234,5", "unknown"]
    with study.edit("Choice") as edit:
        attributes.rename_choice(edit, 1, "2024", "this year")
    assert stated(study, "year") == {"easy": "this year", "hard": "1.234,5", "other": "unknown"}
    with study.read() as session:
        assert attributes.find_attribute(session, "year").choices == ("this year", "later")


def test_a_fact_that_does_not_fit_is_refused_and_changes_nothing(study: Project) -> None:
    study.set_attributes("other", {"year": "1"})
    study.set_attribute_kind("year", "number")
    before = dump(study.store)
    with pytest.raises(OtsannotError, match="“soon” is not a number"):
        study.set_attributes("easy", {"state": "Türkiye", "year": "soon"})
    assert dump(study.store) == before


def test_documents_and_cases_have_attributes_of_the_same_name(study: Project) -> None:
    study.add_case("Türkiye", ["easy", "hard"], {"year": "1923"})
    study.add_case("Türkiye", ["other"], {"members": "5"})
    (case,) = study.cases()
    assert (case["case"], case["documents"]) == ("Türkiye", "easy\nhard\nother")
    assert (case["attribute:year"], case["attribute:members"]) == ("1923", "5")
    study.remove_case("Türkiye")
    assert study.cases() == []
    assert study.check() == []


def test_attributes_stand_where_they_were_moved(study: Project) -> None:
    for name in ("state", "speaker"):
        study.add_attribute(name)
    with study.edit("Move") as edit:
        attributes.move_attribute(edit, attributes.find_attribute(edit.session, "speaker").id, 0)
    with study.read() as session:
        assert attributes.names(session) == ["speaker", "year", "state"]


def test_removing_a_document_takes_it_out_of_its_groups_and_cases(store: Store, study: Project) -> None:
    study.add_case("Türkiye", ["easy"])
    study.add_to_group("Press", ["easy", "other"])
    before = dump(store)
    with store.edit("Remove", CODER) as edit:
        documents.remove_documents(edit, [documents.find_document(edit.session, "easy").id])
    assert (study.groups(), study.cases()[0]["documents"]) == ({"Press": ["other"]}, "")
    assert check.faults(store) == []
    store.undo()
    assert dump(store) == before


def test_an_imported_folder_becomes_a_group(project: Project, tmp_path: Path) -> None:
    for place in ("speeches/a.txt", "speeches/2022/b.txt", "alone.txt"):
        path = tmp_path / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(place, encoding="utf-8")
    project.import_files([tmp_path / "speeches", tmp_path / "alone.txt"])
    assert project.groups() == {"speeches": ["a"], "speeches/2022": ["b"]}
    project.undo()
    assert project.groups() == {}


def test_a_value_that_does_not_fit_hides_no_fault_of_the_history(study: Project) -> None:
    study.set_attribute_kind("year", "number")
    with closing(sqlite3.connect(study.path)) as connection, connection:
        connection.execute("UPDATE document SET language = 'xx' WHERE name = 'easy'")
    assert study.check() == [
        "The history of “document” does not lead to what is there.",
        "“year” of “other” does not fit: “unknown” is not a number. Write it like 12 or 3.5.",
    ]
