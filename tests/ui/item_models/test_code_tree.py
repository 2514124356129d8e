"""Tests of otsannot.ui.item_models.code_tree."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

import otsannot
from otsannot.model.spans import Span
from otsannot.project import Project
from otsannot.store import arranging, codes
from otsannot.ui.item_models.code_tree import CodeTreeModel
from otsannot.ui.live_project import LiveProject
from otsannot.ui.mime import CODE_MIME, SPAN_MIME

MOVE = Qt.DropAction.MoveAction


@pytest.fixture
def live(project: Project, qtbot: QtBot) -> Iterator[LiveProject]:
    with project.edit("Codebook") as edit:
        for path in (["Security", "Defence"], ["Security", "Cyber"], ["Energy", "Gas"], ["Trade"]):
            codes.create_path(edit, path)
    made = LiveProject(project)
    yield made
    made.close()


def number(live: LiveProject, name: str) -> int:
    return codes.find_code(live.book, name).id


def shown(model: CodeTreeModel, parent: QModelIndex | None = None, level: int = 0) -> list[str]:
    parent = parent or QModelIndex()
    lines = []
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        lines += ["  " * level + str(index.data()), *shown(model, index, level + 1)]
    return lines


def test_the_model_keeps_the_rules_of_qt(live: LiveProject, qtmodeltester: ModelTester) -> None:
    model = CodeTreeModel(live)
    qtmodeltester.check(model)
    model.set_filter("def")
    model.set_filter("")
    model.begin_draft(number(live, "Security"), 1)
    model.end_draft()
    model.begin_draft(None, 3)
    with live.edit("Edit") as edit:
        arranging.move_code(edit, number(live, "Gas"), None, 0)
        codes.create_code(edit, "Water")
    live.project.undo()


def test_the_tree_is_the_codebook(live: LiveProject) -> None:
    assert shown(CodeTreeModel(live)) == ["Security", "  Defence", "  Cyber", "Energy", "  Gas", "Trade"]


def test_a_filter_keeps_what_stands_above_a_hit(live: LiveProject) -> None:
    model = CodeTreeModel(live)
    model.set_filter("gas")
    assert shown(model) == ["Energy", "  Gas"]
    assert [model.is_hit(number(live, name)) for name in ("Energy", "Gas")] == [False, True]
    model.set_filter("")
    assert len(shown(model)) == 6


def test_counts_follow_every_edit_and_its_undo(live: LiveProject) -> None:
    model = CodeTreeModel(live)
    security, defence = number(live, "Security"), number(live, "Defence")
    live.project.apply_code("hard", 0, 5, "Defence")
    live.project.apply_code("hard", 6, 9, "Security")
    assert [(model.counts.own(code), model.counts.total(code)) for code in (security, defence)] == [(1, 2), (1, 1)]
    live.project.undo()
    assert [(model.counts.own(code), model.counts.total(code)) for code in (security, defence)] == [(0, 1), (1, 1)]
    with live.edit("Remove") as edit:
        arranging.remove_codes(edit, [security])
    assert shown(model) == ["Energy", "  Gas", "Trade"]
    live.project.undo()
    assert shown(model) == ["Security", "  Defence", "  Cyber", "Energy", "  Gas", "Trade"]
    assert model.counts.total(security) == 1


def test_only_a_code_and_those_above_it_are_painted_again(live: LiveProject) -> None:
    model = CodeTreeModel(live)
    painted: list[str] = []
    model.dataChanged.connect(lambda first, last: painted.append(first.data()))
    live.project.apply_code("hard", 0, 5, "Defence")
    assert sorted(painted) == ["Defence", "Security"]


def test_a_new_name_or_colour_does_not_rebuild_the_tree(live: LiveProject) -> None:
    model = CodeTreeModel(live)
    resets: list[bool] = []
    model.modelReset.connect(lambda: resets.append(True))
    with live.edit("Edit") as edit:
        codes.rename_code(edit, number(live, "Gas"), "Natural gas")
        codes.bind_digit(edit, number(live, "Trade"), 3)
    assert shown(model) == ["Security", "  Defence", "  Cyber", "Energy", "  Natural gas", "Trade"]
    assert resets == []
    spoken = model.index_of(number(live, "Trade")).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Trade, 0 codings, digit 3"


def test_another_window_is_heard(live: LiveProject) -> None:
    model = CodeTreeModel(live)
    with otsannot.open(live.project.path, "Berna") as other:
        other.apply_code("hard", 0, 5, "Energy > Oil")
    live.project.store.catch_up()
    assert shown(model) == ["Security", "  Defence", "  Cyber", "Energy", "  Gas", "  Oil", "Trade"]
    assert model.counts.own(number(live, "Oil")) == 1


def test_a_draft_stands_at_its_place_and_asks_for_a_code(live: LiveProject, qtbot: QtBot) -> None:
    model = CodeTreeModel(live)
    security = number(live, "Security")
    index = model.begin_draft(security, 1)
    assert (index.row(), index.parent()) == (1, model.index_of(security))
    with qtbot.waitSignal(model.create_wanted) as wanted:
        model.setData(index, "Borders")
    assert wanted.args == ["Borders", security, 1]
    model.end_draft()
    assert len(shown(model)) == 6


def test_a_draft_without_a_name_asks_for_nothing(live: LiveProject, qtbot: QtBot) -> None:
    model = CodeTreeModel(live)
    with qtbot.assertNotEmitted(model.create_wanted):
        model.setData(model.begin_draft(None, 0), "  ")


def test_a_dragged_code_is_its_number(live: LiveProject) -> None:
    model = CodeTreeModel(live)
    gas = number(live, "Gas")
    data = model.mimeData([model.index_of(gas)])
    assert bytes(data.data(CODE_MIME).data()) == str(gas).encode()


def test_a_code_may_be_dropped_on_or_between_codes_but_not_under_itself(live: LiveProject, qtbot: QtBot) -> None:
    model = CodeTreeModel(live)
    security, defence, trade = (number(live, name) for name in ("Security", "Defence", "Trade"))
    data = model.mimeData([model.index_of(security)])
    assert not model.canDropMimeData(data, MOVE, -1, -1, model.index_of(security))
    assert not model.canDropMimeData(data, MOVE, 0, 0, model.index_of(defence))
    with qtbot.waitSignal(model.move_wanted) as wanted:
        model.dropMimeData(data, MOVE, -1, -1, model.index_of(trade))
    assert wanted.args == [[security], trade, None]
    with qtbot.waitSignal(model.move_wanted) as wanted:
        model.dropMimeData(data, MOVE, 2, 0, QModelIndex())
    assert wanted.args == [[security], None, 2]


def test_the_place_of_a_drop_counts_the_codes_a_filter_hides(live: LiveProject, qtbot: QtBot) -> None:
    model = CodeTreeModel(live)
    data = model.mimeData([model.index_of(number(live, "Gas"))])
    model.set_filter("trade")
    with qtbot.waitSignal(model.move_wanted) as wanted:
        model.dropMimeData(data, MOVE, 0, 0, QModelIndex())
    assert wanted.args == [[number(live, "Gas")], None, 2]


def test_a_passage_may_be_dropped_on_a_code_only(live: LiveProject, qtbot: QtBot) -> None:
    model = CodeTreeModel(live)
    gas = number(live, "Gas")
    data = QMimeData()
    data.setData(SPAN_MIME, b"3,9")
    assert not model.canDropMimeData(data, Qt.DropAction.CopyAction, 0, 0, QModelIndex())
    with qtbot.waitSignal(model.apply_wanted) as wanted:
        model.dropMimeData(data, Qt.DropAction.CopyAction, -1, -1, model.index_of(gas))
    assert wanted.args == [gas, Span(3, 9)]
