"""Codes are merged by letters and by dragging, and the window says what letting go would do."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support import dump
from ui.commands.code_hands import CTRL, LEFT, NONE, chooser, code, counts, said, select, under

from otsannot.model.nouns import Annotation, Coding
from otsannot.store import coders
from otsannot.ui import tasks
from otsannot.ui.main_window import MainWindow

ACTIONS = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction


def hover(window: MainWindow, names: list[str], target: str, held: Qt.KeyboardModifier) -> tuple[QPoint, QMimeData]:
    """Drag codes over another one."""
    tree, model = window.codebook.tree, window.codebook.model
    index = model.index_of(code(window, target).id)
    tree.scrollTo(index)
    data = model.mimeData([model.index_of(code(window, name).id) for name in names])
    place = tree.visualRect(index).center()
    for event in (QDragEnterEvent, QDragMoveEvent):
        QApplication.sendEvent(tree.viewport(), event(place, ACTIONS, data, LEFT, held))
    return place, data


def drag(window: MainWindow, names: list[str], target: str, held: Qt.KeyboardModifier) -> None:
    """Drop codes on another one."""
    place, data = hover(window, names, target, held)
    drop = QDropEvent(QPointF(place), ACTIONS, data, LEFT, held)
    QApplication.sendEvent(window.codebook.tree.viewport(), drop)


def test_letters_and_enter_merge_the_chosen_codes_into_another(window: MainWindow, qtbot: QtBot) -> None:
    before, state = counts(window), dump(window.project.store)
    select(window, qtbot, "Cyber security", "Defence industry")
    window.registry["code.merge"].trigger()
    qtbot.keyClicks(chooser().line, "coll def")
    qtbot.keyClick(chooser().line, Qt.Key.Key_Return)
    after = counts(window)
    assert "Cyber security" not in after
    assert "Defence industry" not in after
    moved = after["Collective defence"] - before["Collective defence"]
    fused = before["Cyber security"] + before["Defence industry"] - moved
    assert moved > 0
    assert said(window).startswith(f"Merged into “Collective defence”: {moved} codings moved")
    assert ("fused" in said(window)) == (fused > 0)
    assert window.codebook.tree.chosen == [code(window, "Collective defence").id]
    window.registry["edit.undo"].trigger()
    assert dump(window.project.store) == state
    assert counts(window) == before


def test_a_code_cannot_be_chosen_to_be_merged_into_itself(window: MainWindow, qtbot: QtBot) -> None:
    select(window, qtbot, "Cyber security")
    window.registry["code.merge"].trigger()
    qtbot.keyClicks(chooser().line, "cybersec")
    assert [chooser().model.choice(chooser().model.index(row)).text for row in range(chooser().model.rowCount())] == []
    qtbot.keyClick(chooser().line, Qt.Key.Key_Return)
    assert chooser().hint.text() == "No code answers these letters."
    qtbot.keyClick(chooser().line, Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None


def test_a_folder_is_offered_to_codes_that_are_not_in_use(window: MainWindow, qtbot: QtBot) -> None:
    window.project.codes.create("Boxes", is_folder=True)
    window.project.codes.create("Crates")

    def offered(name: str) -> list[str]:
        select(window, qtbot, name)
        window.registry["code.merge"].trigger()
        qtbot.keyClicks(chooser().line, "Boxes")
        model = chooser().model
        found = [model.choice(model.index(row)).text for row in range(model.rowCount())]
        qtbot.keyClick(chooser().line, Qt.Key.Key_Escape)
        return found

    assert (offered("Defence"), offered("Crates")) == ([], ["Boxes"])


def test_codes_dropped_with_ctrl_are_merged_and_without_moved(window: MainWindow, qtbot: QtBot) -> None:
    drag(window, ["Cyber security", "Defence"], "Security coordination", NONE)
    book = window.live.book
    assert [row.name for row in book.children(code(window, "Security coordination").id)] == [
        "Defence",
        "Cyber security",
    ]
    total = sum(counts(window).values())
    drag(window, ["Cyber security"], "Defence", CTRL)
    assert under(window, "Security coordination") == ["Defence"]
    assert sum(counts(window).values()) <= total
    assert window.project.store.undoable().undo == "Merge Cyber security into Defence"


def test_the_status_bar_says_what_letting_go_would_do(window: MainWindow, qtbot: QtBot) -> None:
    told: list[str] = []
    window.desk.said.connect(told.append)
    drag(window, ["Cyber security"], "Defence", CTRL)
    drag(window, ["Security coordination"], "Defence", NONE)
    assert "Let go to merge into “Defence”." in told
    assert "Let go to put under “Defence”; hold Ctrl to merge instead." in told


def test_the_status_bar_no_longer_says_so_when_codes_are_dragged_away(window: MainWindow) -> None:
    _place, _data = hover(window, ["Cyber security"], "Defence", NONE)
    assert said(window) == "Let go to put under “Defence”; hold Ctrl to merge instead."
    QApplication.sendEvent(window.codebook.tree.viewport(), QDragLeaveEvent())
    assert said(window) == ""


def test_a_merge_of_many_codings_runs_beside_the_window(window: MainWindow, qtbot: QtBot) -> None:
    with window.live.edit("Many") as edit:
        coder = coders.ensure_coder(edit, "Ada")
        rows = (
            {"document_id": 1, "coder_id": coder, "start": n % 3000, "end": n % 3000 + 1 + n // 3000}
            for n in range(6000)
        )
        made = edit.add_many(Annotation, rows)
        cyber = code(window, "Cyber security").id
        edit.add_many(Coding, ({"annotation_id": n, "code_id": cyber, "coder_id": coder} for n in made))
    before = dump(window.project.store)
    select(window, qtbot, "Cyber security")
    window.codebook.merge_wanted.emit([cyber], code(window, "Defence").id)
    assert tasks.running(window)
    qtbot.waitUntil(lambda: not tasks.running(window), timeout=20_000)
    assert "Cyber security" not in counts(window)
    window.registry["edit.undo"].trigger()
    assert tasks.running(window)
    qtbot.waitUntil(lambda: not tasks.running(window), timeout=20_000)
    assert said(window) == "Undone: Merge Cyber security into Defence"
    assert dump(window.project.store) == before
