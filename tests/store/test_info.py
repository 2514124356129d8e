"""What a study holds is kept up by its changes, as if it were counted anew."""

from __future__ import annotations

import pytest
from support import add_text

from otsannot.project import Project
from otsannot.store import Change
from otsannot.store.info import Sizes, sizes


@pytest.fixture
def changes(project: Project) -> list[Change]:
    """What is told of a study with one text."""
    add_text(project.store, "text", "One two three.")
    told: list[Change] = []
    project.store.listeners.append(told.append)
    return told


def counted(project: Project) -> Sizes:
    with project.read() as session:
        return sizes(session)


def test_every_edit_undo_and_redo_leads_to_what_counting_finds(project: Project, changes: list[Change]) -> None:
    kept = counted(project)
    project.apply_code("text", 0, 3, "A")
    project.apply_code("text", 0, 3, "B")
    project.rename_document("text", "speech")
    project.undo()
    project.undo()
    project.redo()
    assert len(changes) == 6
    for change in changes:
        after = kept.after(change)
        assert after is not None
        kept = after
    assert kept == counted(project)
    assert kept[2:] == (1, 2)


def test_a_change_that_is_counted_already_does_not_count_twice(project: Project, changes: list[Change]) -> None:
    project.apply_code("text", 0, 3, "A")
    after = counted(project)
    assert after.after(changes[0]) == after


def test_after_a_bulk_edit_it_is_counted_anew(project: Project, changes: list[Change]) -> None:
    kept = counted(project)
    project.apply_code("text", 0, 3, "A")
    (change,) = changes
    assert kept.after(Change(change.label, change.coder, change.revision, change.nouns, None)) is None
