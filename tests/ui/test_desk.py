"""The desk: what every part of the window does to the open document."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot
from support import dump

from otsannot.model.spans import Span
from otsannot.project import Project
from otsannot.ui.desk import Desk
from otsannot.ui.live_project import LiveProject


@pytest.fixture
def desk(qtbot: QtBot, project: Project) -> Iterator[Desk]:
    """A desk with the document `hard`, in which Grace coded the first word."""
    project.apply_code("hard", 0, 4, "Greeting", coder="Grace")
    live = LiveProject(project)
    made = Desk(live)
    made.open_document(1)
    yield made
    live.close()


def test_a_passage_of_another_coder_is_not_removed_by_accident(desk: Desk) -> None:
    before = dump(desk.live.project.store)
    said: list[str] = []
    desk.said.connect(said.append)
    desk.walker.passage(1)
    desk.pen.remove_passage()
    assert said == ["This passage is Grace’s. Change the coder to Grace to change it."]
    assert dump(desk.live.project.store) == before
    desk.live.set_coder("Grace")
    desk.pen.remove_passage()
    assert desk.passages == []


def test_coding_where_another_coder_coded_makes_a_passage_of_ones_own(desk: Desk) -> None:
    desk.walker.passage(1)
    desk.pen.apply_path(["Address"])
    assert [(p.span, p.coder, [code.name for code in p.codes]) for p in desk.passages] == [
        (Span(0, 4), "Grace", ["Greeting"]),
        (Span(0, 4), "Ada", ["Address"]),
    ]


def test_an_edit_elsewhere_reaches_the_open_document(desk: Desk) -> None:
    desk.live.project.apply_code("hard", 5, 11, "Reader", coder="Grace")
    assert [p.span for p in desk.passages] == [Span(0, 4), Span(5, 11)]
    desk.live.project.undo()
    assert [p.span for p in desk.passages] == [Span(0, 4)]


def test_an_edit_of_a_task_is_told_on_the_thread_of_the_window(desk: Desk, qtbot: QtBot) -> None:
    told: list[tuple[int, bool]] = []
    live = desk.live
    live.changed.connect(lambda _change: told.append((threading.get_ident(), bool(live.book.find("Runes")))))
    task = threading.Thread(target=live.project.apply_code, args=("hard", 5, 11, "Runes"))
    task.start()
    task.join()
    qtbot.waitUntil(lambda: bool(told))
    assert told == [(threading.get_ident(), True)]
