"""Tests of otsannot.ui.item_models.document_list."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QAbstractListModel, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from support import new_text

import otsannot
from otsannot.project import Project
from otsannot.store import documents
from otsannot.ui.document_filter import DocumentFilter
from otsannot.ui.item_models.document_list import DocumentListModel
from otsannot.ui.live_project import LiveProject


@pytest.fixture
def live(project: Project, qtbot: QtBot) -> Iterator[LiveProject]:
    with project.edit("Import") as edit:
        texts = [new_text("alpha", "a" * 100), new_text("beta", "b" * 200), new_text("Bəhruz", "c")]
        documents.add_documents(edit, texts)
    made = LiveProject(project)
    yield made
    made.close()


def names(model: QAbstractListModel) -> list[str]:
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def counts(model: DocumentListModel) -> list[int]:
    return [model.count(model.document(model.index(row)).id) for row in range(model.rowCount())]


def shares(model: DocumentListModel, qtbot: QtBot) -> list[float | None]:
    rows = [model.document(model.index(row)) for row in range(model.rowCount())]
    qtbot.waitUntil(lambda: all(model.share(row) is not None for row in rows))
    return [model.share(row) for row in rows]


def test_the_model_keeps_the_rules_of_qt(live: LiveProject, qtmodeltester: ModelTester) -> None:
    model = DocumentListModel(live, DocumentFilter(live))
    qtmodeltester.check(model)
    model.set_filter("a")
    live.project.apply_code("alpha", 0, 10, "Joy")
    live.project.undo()
    with live.edit("Remove") as edit:
        documents.remove_documents(edit, [documents.find_document(edit.session, "alpha").id])


def test_documents_stand_in_the_order_of_their_names(live: LiveProject) -> None:
    assert names(DocumentListModel(live, DocumentFilter(live))) == ["Bəhruz", "alpha", "beta", "hard"]


def test_a_filter_finds_names_typed_on_another_keyboard(live: LiveProject) -> None:
    model = DocumentListModel(live, DocumentFilter(live))
    model.set_filter("behruz")
    assert names(model) == ["Bəhruz"]
    assert (model.total, model.rowCount()) == (4, 1)
    model.set_filter("")
    assert model.rowCount() == 4


def test_counts_and_shares_follow_every_edit_and_its_undo(live: LiveProject, qtbot: QtBot) -> None:
    model = DocumentListModel(live, DocumentFilter(live))
    assert counts(model) == [0, 0, 0, 0]
    assert shares(model, qtbot) == [0, 0, 0, 0]
    live.project.apply_code("alpha", 0, 30, "Joy")
    live.project.apply_code("alpha", 20, 50, "Joy")
    assert counts(model) == [0, 2, 0, 0]
    assert shares(model, qtbot) == [0, 0.5, 0, 0]
    live.project.undo()
    assert counts(model) == [0, 1, 0, 0]
    assert shares(model, qtbot) == [0, 0.3, 0, 0]


def test_only_the_documents_of_a_change_are_painted_again(live: LiveProject, qtbot: QtBot) -> None:
    model = DocumentListModel(live, DocumentFilter(live))
    painted: list[int] = []
    model.dataChanged.connect(lambda first, last: painted.extend(range(first.row(), last.row() + 1)))
    live.project.apply_code("beta", 0, 30, "Joy")
    assert painted == [2]


def test_a_row_says_to_a_screen_reader_what_it_shows(live: LiveProject, qtbot: QtBot) -> None:
    live.project.apply_code("alpha", 0, 30, "Joy")
    model = DocumentListModel(live, DocumentFilter(live))
    shares(model, qtbot)
    spoken = model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "alpha, 1 annotation, 30 % coded"


def test_a_name_that_looks_like_markup_is_shown_as_it_is(live: LiveProject) -> None:
    with live.edit("Rename") as edit:
        number = documents.find_document(edit.session, "alpha").id
        documents.rename_document(edit, number, "<b>alpha</b>")
    model = DocumentListModel(live, DocumentFilter(live))
    tip = model.index(0).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;alpha&lt;/b&gt;" in tip


def test_another_window_is_heard(live: LiveProject) -> None:
    model = DocumentListModel(live, DocumentFilter(live))
    with otsannot.open(live.project.path, "Berna") as other:
        other.apply_code("alpha", 0, 10, "Joy")
        with other.edit("Rename") as edit:
            documents.rename_document(edit, documents.find_document(edit.session, "beta").id, "aaa")
    live.project.store.catch_up()
    assert list(zip(names(model), counts(model), strict=True)) == [("Bəhruz", 0), ("aaa", 0), ("alpha", 1), ("hard", 0)]
