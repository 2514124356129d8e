"""One filter says which documents the lists and tables of a window show."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot
from support import add_text

from otsannot.model.conditions import Condition
from otsannot.project import Project
from otsannot.store import attributes
from otsannot.store.rows import raw
from otsannot.ui.document_filter import DocumentFilter
from otsannot.ui.live_project import LiveProject

DATES = {"a": "2024-10-21", "b": "2023", "c": ""}


@pytest.fixture
def live(project: Project, qtbot: QtBot) -> Iterator[LiveProject]:
    for name, day in DATES.items():
        add_text(project.store, name, f"Text of {name}.")
        project.set_attributes(name, {"date": day, "pages": str(ord(name) - 90)})
    project.set_attribute_kind("date", "date")
    project.set_attribute_kind("pages", "number")
    project.set_language("a", "tr")
    project.set_language("b", "az")
    project.add_to_group("Press", ["a", "c"])
    project.add_case("Türkiye", ["a", "hard"])
    made = LiveProject(project)
    yield made
    made.close()


def found(live: LiveProject, *conditions: Condition) -> list[str]:
    asked = DocumentFilter(live)
    asked.ask(*conditions)
    with live.read() as session:
        names = dict(raw(session, "SELECT id, name FROM document"))
    return sorted(names[number] for number in names if asked.holds(number))


@pytest.mark.parametrize(
    ("conditions", "names"),
    [
        ([], ["a", "b", "c", "hard"]),
        ([Condition("attribute", 1, "is", "2024")], ["a"]),
        ([Condition("attribute", 1, "more", "2023")], ["a"]),
        ([Condition("attribute", 1, "less", "2024")], ["b"]),
        ([Condition("attribute", 1, "empty")], ["c", "hard"]),
        ([Condition("attribute", 2, "more", "7")], ["b", "c"]),
        ([Condition("language", 0, "is", "tr"), Condition("language", 0, "is", "az")], ["a", "b"]),
        ([Condition("group", 1), Condition("language", 0, "is_not", "tr")], ["c"]),
        ([Condition("case", 1), Condition("group", 1)], ["a"]),
        ([Condition("case", 1, "is_not")], ["b", "c"]),
    ],
)
def test_documents_answer_conditions(live: LiveProject, conditions: list[Condition], names: list[str]) -> None:
    assert found(live, *conditions) == names


def test_an_edit_elsewhere_is_seen_and_what_is_gone_is_asked_no_longer(live: LiveProject) -> None:
    asked = DocumentFilter(live)
    asked.ask(Condition("group", 1), Condition("attribute", 1, "filled"))
    assert asked.words() == ["Press", "date is filled in"]
    assert len(asked.ids or ()) == 1
    live.project.set_attributes("c", {"date": "2020"})
    assert len(asked.ids or ()) == 2
    live.project.remove_attribute("date")
    assert asked.words() == ["Press"]
    live.project.remove_group("Press")
    assert (asked.is_on, asked.ids) == (False, None)
    live.project.undo()
    with live.read() as session:
        assert attributes.names(session) == ["pages"]
