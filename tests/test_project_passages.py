"""What scripts do to passages: the same as the window does."""

from __future__ import annotations

import pytest
from support import HARD_TEXT, dump

from otsannot.errors import OtsannotError
from otsannot.project import Project

FLAG = HARD_TEXT.index("🇹🇷")


def shown(project: Project) -> list[tuple[object, ...]]:
    return [
        (row["start"], row["end"], row["code_path"], row["weight"], row["comment"]) for row in project.annotations()
    ]


def test_a_script_moves_splits_joins_weighs_and_recodes_passages(project: Project) -> None:
    states = [dump(project.store)]
    first = project.annotate("hard", 0, 11, ["Family", "Nature > Sea"], comment="Why?")
    states.append(dump(project.store))
    project.weigh(first, "Family", 40)
    states.append(dump(project.store))
    project.move_passage(first, 5, FLAG + 2)
    states.append(dump(project.store))
    second = project.split_passage(first, FLAG)
    states.append(dump(project.store))
    project.recode(second, "Sea", "Nature > Steppe")
    assert shown(project) == [
        (5, FLAG, "Family", 40, "Why?"),
        (5, FLAG, "Nature > Sea", None, "Why?"),
        (FLAG, FLAG + 2, "Family", 40, ""),
        (FLAG, FLAG + 2, "Nature > Steppe", None, ""),
    ]
    states.append(dump(project.store))
    assert project.join_passages([second, first]) == first
    assert [row[:4] for row in shown(project)] == [
        (5, FLAG + 2, "Family", 40),
        (5, FLAG + 2, "Nature > Sea", None),
        (5, FLAG + 2, "Nature > Steppe", None),
    ]
    states.append(dump(project.store))
    project.remove_passage(first)
    assert shown(project) == []
    for state in reversed(states):
        project.undo()
        assert dump(project.store) == state


def test_a_passage_that_is_not_there_is_refused(project: Project) -> None:
    with pytest.raises(OtsannotError, match="There is no passage with the id nowhere"):
        project.split_passage("nowhere", 3)


def test_a_script_changes_many_passages_in_one_edit(project: Project) -> None:
    ids = [project.annotate("hard", start, start + 4, ["Family"]) for start in (0, 5, 30)]
    states = [dump(project.store)]
    assert project.add_code(ids[:2], "Nature") == 2
    states.append(dump(project.store))
    project.weigh(ids, "Family", 30)
    states.append(dump(project.store))
    project.recode(ids[1:], "Family", "Nature > Sea")
    assert [row[:4] for row in shown(project)] == [
        (0, 4, "Family", 30),
        (0, 4, "Nature", None),
        (5, 9, "Nature", None),
        (5, 9, "Nature > Sea", 30),
        (30, 34, "Nature > Sea", 30),
    ]
    states.append(dump(project.store))
    project.remove_code(ids[1:], "Sea")
    assert [row[:3] for row in shown(project)] == [(0, 4, "Family"), (0, 4, "Nature"), (5, 9, "Nature")]
    states.append(dump(project.store))
    project.remove_passage(ids[:2])
    assert shown(project) == []
    for state in reversed(states):
        project.undo()
        assert dump(project.store) == state


def test_one_passage_that_is_not_there_stops_the_edit_of_many(project: Project) -> None:
    there = project.annotate("hard", 0, 4, ["Family"])
    with pytest.raises(OtsannotError, match="There is no passage with the id nowhere"):
        project.remove_passage([there, "nowhere"])
    assert len(shown(project)) == 1
