"""Tests of otsannot.ui.item_models.code_order and code_counts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale, QMimeData, QModelIndex, Qt
from pytestqt.qtbot import QtBot

from otsannot.project import Project
from otsannot.store import codes
from otsannot.ui.item_models.code_order import Order
from otsannot.ui.item_models.code_tree import CodeTreeModel
from otsannot.ui.live_project import LiveProject

MOVE, COPY = Qt.DropAction.MoveAction, Qt.DropAction.CopyAction


@pytest.fixture
def live(project: Project, qtbot: QtBot) -> Iterator[LiveProject]:
    with project.edit("Codebook") as edit:
        for name in ("Wave 10", "zeal", "ılgın", "Ilham", "çaba", "Cam", "inci", "Wave 2", "Inner > b", "Inner > A"):
            codes.create_path(edit, name.split(" > "))
    made = LiveProject(project)
    yield made
    made.close()


@pytest.fixture
def turkish() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("tr_TR"))
    yield
    QLocale.setDefault(before)


def names(model: CodeTreeModel, parent: QModelIndex | None = None) -> list[str]:
    parent = parent or QModelIndex()
    rows = (model.index(row, 0, parent) for row in range(model.rowCount(parent)))
    return [name for index in rows for name in (str(index.data()), *names(model, index))]


@pytest.mark.usefixtures("turkish")
def test_names_are_sorted_as_the_language_of_the_user_does(live: LiveProject) -> None:
    model = CodeTreeModel(live)
    model.set_order(Order.NAME)
    assert names(model) == [
        "Cam", "çaba", "ılgın", "Ilham", "Inner", "A", "b", "inci", "Wave 2", "Wave 10", "zeal",
    ]  # fmt: skip
    model.set_order(Order.TREE)
    assert names(model) == [
        "Wave 10", "zeal", "ılgın", "Ilham", "çaba", "Cam", "inci", "Wave 2", "Inner", "b", "A",
    ]  # fmt: skip


def test_codes_sorted_by_count_move_when_their_count_does(live: LiveProject) -> None:
    model = CodeTreeModel(live)
    model.set_order(Order.COUNT)
    assert names(model)[0] == "Wave 10"
    live.project.apply_code("hard", 0, 4, "A")
    assert names(model)[:4] == ["Inner", "A", "b", "Wave 10"]
    live.project.apply_code("hard", 0, 4, "Cam")
    live.project.apply_code("hard", 5, 9, "Cam")
    assert names(model)[:4] == ["Cam", "Inner", "A", "b"]
    live.project.undo()
    live.project.undo()
    live.project.undo()
    assert names(model)[0] == "Wave 10"


def test_a_sorted_tree_has_no_places_among_siblings(live: LiveProject) -> None:
    model = CodeTreeModel(live)
    cam, inner = (codes.find_code(live.book, name).id for name in ("Cam", "Inner"))
    data = model.mimeData([model.index_of(cam)])
    assert model.canDropMimeData(data, MOVE, 0, 0, QModelIndex())
    model.set_order(Order.NAME)
    assert not model.canDropMimeData(data, MOVE, 0, 0, QModelIndex())
    assert model.canDropMimeData(data, MOVE, -1, -1, model.index_of(inner))
    told = model.told_of_drop(data, MOVE, model.index_of(inner), is_place=True)
    assert told == "The codes are sorted. Sort them as in the tree to arrange them."


def test_codes_dropped_with_ctrl_ask_to_be_merged(live: LiveProject, qtbot: QtBot) -> None:
    model = CodeTreeModel(live)
    cam, inner, zeal = (codes.find_code(live.book, name).id for name in ("Cam", "Inner", "zeal"))
    data = model.mimeData([model.index_of(zeal), model.index_of(cam)])
    assert not model.canDropMimeData(data, COPY, -1, -1, model.index_of(cam))
    assert not model.canDropMimeData(data, COPY, 0, 0, QModelIndex())
    with qtbot.waitSignal(model.merge_wanted) as wanted:
        model.dropMimeData(data, COPY, -1, -1, model.index_of(inner))
    assert wanted.args == [[zeal, cam], inner]


def test_nothing_else_is_taken(live: LiveProject) -> None:
    model = CodeTreeModel(live)
    data = QMimeData()
    data.setText("Cam")
    assert not model.canDropMimeData(data, COPY, -1, -1, model.index(0, 0))
    assert not model.dropMimeData(data, COPY, -1, -1, model.index(0, 0))


def test_a_new_code_is_named_after_the_one_it_stands_beside(live: LiveProject) -> None:
    model = CodeTreeModel(live)
    model.set_order(Order.NAME)
    siblings = live.book.children(None)
    cam = next(place for place, row in enumerate(siblings) if row.name == "Cam")
    index = model.begin_draft(None, cam + 1)
    assert model.index(index.row() - 1, 0).data() == "Cam"


def test_own_codings_and_those_under_a_code_are_told(live: LiveProject) -> None:
    model = CodeTreeModel(live)
    for start, name in ((0, "Inner"), (0, "A"), (5, "b")):
        live.project.apply_code("hard", start, start + 3, name)
    inner = model.index_of(codes.find_code(live.book, "Inner").id)
    assert inner.data(Qt.ItemDataRole.AccessibleTextRole) == "Inner, 1 coding, 3 with the codes under it"
    assert "1 coding · 3 with the codes under it" in inner.data(Qt.ItemDataRole.ToolTipRole)
    folder = codes.find_code(live.book, "zeal").id
    with live.edit("Folder") as edit:
        codes.set_folder(edit, folder, True)
    assert model.index_of(folder).data(Qt.ItemDataRole.AccessibleTextRole) == "zeal, 0 codings, folder"
