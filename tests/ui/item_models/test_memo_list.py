"""Tests of otsannot.ui.item_models.memo_list."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from otsannot.model.memos import Subject
from otsannot.model.nouns import Memo
from otsannot.project import Project
from otsannot.store import codes, memos
from otsannot.store.coders import ensure_coder
from otsannot.ui.item_models.memo_list import MemoListModel, Order
from otsannot.ui.live_project import LiveProject

DAYS = ("2026-03-01T12:00:00Z", "2026-03-02T12:00:00Z", "2026-03-02T13:00:00Z", "2026-03-09T12:00:00Z")


@pytest.fixture
def live(project: Project, qtbot: QtBot) -> Iterator[LiveProject]:
    """Four memos of two coders on three days, about the project, a code and a document."""
    with project.edit("Set up") as edit:
        ada, grace = ensure_coder(edit, "Ada"), ensure_coder(edit, "Grace")
        code = codes.create_path(edit, ["Security", "Defence"])
        for coder, subject, title, text, day in (
            (ada, Subject(), "Begun", "Şəhər and İstanbul", DAYS[0]),
            (grace, Subject("code", code), "", "# On *force*\nMore", DAYS[1]),
            (ada, Subject("document", 1), "A hard text", "", DAYS[2]),
            (ada, Subject(), "", "", DAYS[3]),
        ):
            edit.add(Memo(coder_id=coder, title=title, text=text, created=day, modified=day, **subject.columns))
    made = LiveProject(project)
    yield made
    made.close()


def shown(model: MemoListModel) -> list[str]:
    """The rows as they read, headings in brackets."""
    found = []
    for place in range(model.rowCount()):
        index = model.index(place)
        is_memo = bool(model.flags(index) & Qt.ItemFlag.ItemIsSelectable)
        found.append(str(index.data()) if is_memo else f"[{index.data()}]")
    return found


def test_memos_stand_under_their_days_the_newest_first(live: LiveProject) -> None:
    model = MemoListModel(live)
    assert shown(model) == [
        "[Monday, 9 March 2026]",
        "Untitled memo",
        "[Monday, 2 March 2026]",
        "A hard text",
        "On force",
        "[Sunday, 1 March 2026]",
        "Begun",
    ]
    model.set_order(Order.OLDEST)
    assert [name for name in shown(model) if name[0] != "["] == ["Begun", "On force", "A hard text", "Untitled memo"]


def test_memos_stand_under_what_they_are_about(live: LiveProject) -> None:
    model = MemoListModel(live)
    model.set_order(Order.SUBJECT)
    assert shown(model) == [
        "[The project]",
        "Untitled memo",
        "Begun",
        "[hard]",
        "A hard text",
        "[Security > Defence]",
        "On force",
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("istanbul", ["Begun"]),
        ("sehe", []),
        ("şeher", []),
        ("force more", ["On force"]),
        ("hard", ["A hard text"]),
        ("security", ["On force"]),
    ],
)
def test_words_are_looked_for_in_title_text_and_subject(live: LiveProject, query: str, found: list[str]) -> None:
    model = MemoListModel(live)
    model.set_filter(query)
    assert [name for name in shown(model) if name[0] != "["] == found


def test_the_list_is_narrowed_to_a_kind_and_a_coder(live: LiveProject) -> None:
    model = MemoListModel(live)
    model.set_kind("project")
    assert [row.title for row in model.shown] == ["", "Begun"]
    model.set_coder("Grace")
    assert (model.shown, model.total, model.coders) == ([], 4, ["Ada", "Grace"])
    model.set_kind("")
    assert [row.coder for row in model.shown] == ["Grace"]


def test_a_row_says_all_there_is_to_know(live: LiveProject) -> None:
    model = MemoListModel(live)
    told = str(model.index_of(2).data(Qt.ItemDataRole.AccessibleTextRole))
    assert told.startswith("On force, about the code Security > Defence, Grace, ")


def test_a_memo_that_is_written_is_drawn_anew_in_its_place(live: LiveProject, qtbot: QtBot) -> None:
    model = MemoListModel(live)
    with qtbot.waitSignal(model.dataChanged), qtbot.assertNotEmitted(model.modelReset), live.edit("Write") as edit:
        memos.write_memo(edit, 1, "Changed", title="Again")
    assert model.index_of(1).data() == "Again"
    model.set_filter("changed")
    assert [row.id for row in model.shown] == [1]


def test_memos_come_and_go_and_follow_the_names_of_what_they_are_about(live: LiveProject) -> None:
    model = MemoListModel(live)
    with live.edit("Remove") as edit:
        memos.remove_memos(edit, [1, 3])
    assert [row.id for row in model.shown] == [4, 2]
    with live.edit("Rename") as edit:
        codes.rename_code(edit, 1, "Safety")
    row = model.row(2)
    assert row is not None
    assert row.about == "Safety > Defence"
    live.undo()
    live.undo()
    assert [row.id for row in model.shown] == [4, 3, 2, 1]


def test_neighbours_pass_over_headings(live: LiveProject) -> None:
    model = MemoListModel(live)
    walked = [4]
    while (row := model.neighbour(walked[-1], 1)) is not None:
        walked.append(row.id)
    assert walked == [4, 3, 2, 1]
    first, last = model.neighbour(None, 1), model.neighbour(None, -1)
    assert first is not None
    assert last is not None
    assert (first.id, last.id, model.neighbour(4, -1)) == (4, 1, None)
