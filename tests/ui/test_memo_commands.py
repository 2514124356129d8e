"""Memos from where the reader stands: actions, menus, and the memos named in the inspector."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFileDialog, QLabel, QMenu, QToolButton
from pytestqt.qtbot import QtBot

import otsannot
from otsannot.model.links import links
from otsannot.model.memos import PROJECT, Subject
from otsannot.model.spans import Span
from otsannot.project import Project
from otsannot.store import cases, codes, link_targets
from otsannot.ui.main_window import MainWindow
from otsannot.ui.panels.cases import CasesPanel
from otsannot.ui.panels.memos import MemosPanel

Trigger = Callable[[str], None]


@pytest.fixture
def ayla(sample: Project, open_window: Callable[[Project], MainWindow]) -> MainWindow:
    """The sample study in the window of one of its coders, who reads a passage that a memo links to."""
    sample.coder = "Ayla"
    window = open_window(sample)
    window.open_document("Kocaman 2025")
    go_to(window, 4241)
    return window


def go_to(window: MainWindow, start: int) -> None:
    window.desk.select_passage(next(p.annotation_id for p in window.desk.passages if p.start == start))


def panel_of(window: MainWindow) -> MemosPanel:
    found = window.bottom.panel("memos")
    assert isinstance(found, MemosPanel)
    return found


def here(window: MainWindow) -> list[str]:
    """What the inspector says of memos: reasons, and the names of memos."""
    found: list[str] = []
    content = window.inspector.memos._content
    assert content is not None
    for child in content.children():
        if isinstance(child, QLabel):
            found.append(f"[{child.text()}]")
        elif isinstance(child, QToolButton):
            found.append(child.accessibleName().split(",")[0])
    return found


def test_the_inspector_names_the_memos_about_what_the_reader_stands_on(ayla: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: here(ayla) == ["[Link to this passage]", "From road to leverage"])
    project = ayla.project
    project.write_memo("Ports.", about_code="Transport infrastructure")
    project.write_memo("A source.", about_document="Kocaman 2025")
    qtbot.waitUntil(
        lambda: (
            here(ayla)
            == [
                "[Link to this passage]",
                "From road to leverage",
                "[On Transport infrastructure]",
                "Ports.",
                "[On this text]",
                "A source.",
            ]
        )
    )
    ayla.desk.select_passage(None)
    qtbot.waitUntil(lambda: here(ayla) == ["[On this text]", "A source."])
    ayla.open_document("Orta Dəhliz")
    qtbot.waitUntil(lambda: here(ayla) == ["[On this text]", "The sentence that travels", "From road to leverage"])
    ayla.open_document("Aliyev and Amreyev 2022")
    qtbot.waitUntil(lambda: here(ayla) == [] and ayla.inspector.memos._none.isVisible())


def test_one_click_opens_a_memo(ayla: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: len(here(ayla)) == 2)
    content = ayla.inspector.memos._content
    assert content is not None
    qtbot.mouseClick(content.findChild(QToolButton), Qt.MouseButton.LeftButton)
    assert ayla.bottom.shown == "memos"
    assert panel_of(ayla).editor.title.text() == "From road to leverage"
    assert panel_of(ayla).editor.text.hasFocus()


def test_a_memo_about_the_passage_has_the_link_in_it(ayla: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(ayla.pane.view, Qt.Key.Key_M, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(panel_of(ayla).editor.text, "Why ports?")
    ayla.write_down()
    memo = ayla.project.memos()[-1]
    (link,) = links(str(memo["text"]))
    assert (memo["about"], memo["subject"], memo["coder"]) == ("document", "Kocaman 2025", "Ayla")
    assert str(memo["text"]).endswith(")\n\nWhy ports?")
    assert link.label == "“They have put money into infrastructure and logistics, and…”"
    with ayla.live.read() as session:
        place = link_targets.place(session, link.target)
    assert place is not None
    assert ayla.desk.passage is not None
    assert place.id == ayla.desk.passage.annotation_id


def test_a_selection_becomes_a_passage_that_the_memo_links_to(ayla: MainWindow, trigger: Trigger) -> None:
    ayla.pane.view.select(Span(0, 7))
    trigger("memo.new_about_passage")
    assert ayla.desk.passage is not None
    assert ayla.desk.passage.span == Span(0, 7)
    assert links(panel_of(ayla).editor.text.note())[0].label == "“Kocaman”"


@pytest.mark.parametrize(
    ("action", "about"),
    [
        ("memo.new", ("project", "")),
        ("memo.new_about_document", ("document", "Kocaman 2025")),
        ("memo.new_about_code", ("code", "Security > Defence")),
    ],
)
def test_a_memo_is_begun_about_what_the_action_says(
    ayla: MainWindow, trigger: Trigger, qtbot: QtBot, action: str, about: tuple[str, str]
) -> None:
    ayla.codebook.tree.go_to(codes.find_code(ayla.live.book, "Security > Defence").id)
    trigger(action)
    field = panel_of(ayla).editor.text
    assert field.hasFocus()
    assert panel_of(ayla).editor.about.text() == (about[1].split(" > ")[-1] or "The project")
    qtbot.keyClicks(field, "Hm.")
    ayla.write_down()
    memo = ayla.project.memos()[-1]
    assert (memo["about"], memo["subject"], memo["text"]) == (*about, "Hm.")


def test_menus_begin_memos_about_what_they_stand_on(ayla: MainWindow, qtbot: QtBot) -> None:
    index = ayla.documents.model.index(0)
    ayla.documents.list.customContextMenuRequested.emit(ayla.documents.list.visualRect(index).center())
    menu = ayla.documents.findChild(QMenu)
    next(entry for entry in menu.actions() if entry.text() == "New memo about it").trigger()
    assert panel_of(ayla).editor._draft == Subject("document", ayla.documents.model.document(index).id)
    menu.close()
    ayla.inspector.memos._fill_menu()
    offered = {entry.text(): entry for entry in ayla.inspector.memos._menu.actions()}
    assert list(offered) == [
        "About this passage",
        "About the code Transport infrastructure",
        "About the code Middle Corridor",
        "About the case OTS",
        "About this text",
        "About the project",
    ]
    offered["About the code Middle Corridor"].trigger()
    code = codes.find_code(ayla.live.book, "Middle Corridor")
    assert panel_of(ayla).editor._draft == Subject("code", code.id)
    offered["About the project"].trigger()
    assert panel_of(ayla).editor._draft == PROJECT


def test_the_menu_on_a_code_begins_a_memo(ayla: MainWindow) -> None:
    code = codes.find_code(ayla.live.book, "Security > Defence")
    ayla.codebook.tree.go_to(code.id)
    place = ayla.codebook.tree.visualRect(ayla.codebook.tree.currentIndex()).center()
    ayla.codebook.tree.customContextMenuRequested.emit(QPoint(place))
    menus = [menu for menu in ayla.findChildren(QMenu) if menu.isVisible()]
    entry = next(entry for menu in menus for entry in menu.actions() if "memo" in entry.text())
    entry.trigger()
    assert panel_of(ayla).editor._draft == Subject("code", code.id)
    for menu in menus:
        menu.close()


def test_actions_on_a_memo_wait_for_one(empty_window: MainWindow, trigger: Trigger) -> None:
    names = ("memo.next", "memo.preview", "memo.remove", "memo.refresh", "export.memos")
    registry = empty_window.registry
    assert [registry[name].isEnabled() for name in names] == [False] * 5
    trigger("memo.new")
    editor = panel_of(empty_window).editor
    editor.text.moveCursor(QTextCursor.MoveOperation.End)
    editor.text.insertPlainText("x")
    empty_window.write_down()
    assert [registry[name].isEnabled() for name in names] == [True] * 5
    trigger("edit.undo")
    assert [registry[name].isEnabled() for name in names] == [False] * 5


def test_next_and_previous_walk_through_the_memos(ayla: MainWindow, trigger: Trigger) -> None:
    trigger("view.memos")
    titles = [row.title for row in panel_of(ayla).model.shown]
    assert panel_of(ayla).editor.title.text() == titles[0]
    trigger("memo.next")
    trigger("memo.next")
    trigger("memo.previous")
    assert panel_of(ayla).editor.title.text() == titles[1]


def test_the_journal_is_exported_from_the_menu(
    ayla: MainWindow, trigger: Trigger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    offered: list[str] = []

    def answer(_window: object, _title: str, _proposal: str, kinds: str) -> tuple[str, str]:
        offered.extend(kinds.split(";;"))
        return str(tmp_path / "journal.md"), offered[-1]

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    trigger("export.memos")
    qtbot.waitUntil(lambda: "5 rows" in ayla.status.notice.sentence)
    assert "(*.md)" in offered[-1]
    assert "### From road to leverage" in (tmp_path / "journal.md").read_text(encoding="utf-8")


def test_a_memo_written_in_another_window_is_named_here(ayla: MainWindow, qtbot: QtBot) -> None:
    with otsannot.open(ayla.project.path, coder="Timur") as other:
        other.write_memo("From elsewhere.", about_document="Kocaman 2025")
    ayla.project.store.catch_up()
    qtbot.waitUntil(lambda: "From elsewhere." in here(ayla))


def test_removing_what_a_memo_is_about_keeps_the_memo(ayla: MainWindow, trigger: Trigger) -> None:
    trigger("view.memos")
    panel = panel_of(ayla)
    panel.open_memo(next(row.id for row in panel.model.shown if row.title == "The gift and its amount"))
    ayla.documents.list.setCurrentIndex(
        next(
            index
            for row in range(ayla.documents.model.rowCount())
            if (index := ayla.documents.model.index(row)).data() == "Mohbaliyev 2023"
        )
    )
    trigger("documents.remove")
    assert panel.editor.about.text() == "The project"
    assert panel.editor.text.note().endswith("(This memo was about the document “Mohbaliyev 2023”, which was removed.)")
    assert {target.noun for target in panel.editor.text.syntax.gone} == {"annotation"}
    trigger("edit.undo")
    assert panel.editor.about.text() == "Mohbaliyev 2023"
    assert ayla.project.check() == []


def test_a_passage_that_comes_back_by_undo_has_its_links_again(ayla: MainWindow, trigger: Trigger) -> None:
    trigger("view.memos")
    panel = panel_of(ayla)
    panel.open_memo(next(row.id for row in panel.model.shown if row.title == "From road to leverage"))
    ayla.desk.pen.remove_passage()
    assert len(panel.editor.text.syntax.gone) == 1
    trigger("edit.undo")
    assert panel.editor.text.syntax.gone == frozenset()


def test_memos_about_cases_stand_beside_the_texts_of_the_case(ayla: MainWindow, qtbot: QtBot) -> None:
    with ayla.live.edit("Case") as edit:
        case = cases.ensure_case(edit, "The secretariat")
        cases.add_to_case(edit, case, [ayla.desk.document.id if ayla.desk.document else 0])
    ayla.project.write_memo("Speaks as *we*.", about_case="The secretariat")
    qtbot.waitUntil(lambda: here(ayla)[-2:] == ["[On The secretariat]", "Speaks as we."])
    ayla.inspector.memos._fill_menu()
    offered = {entry.text(): entry for entry in ayla.inspector.memos._menu.actions()}
    offered["About the case The secretariat"].trigger()
    assert panel_of(ayla).editor.about.text() == "The secretariat"
    panel_of(ayla).editor.about.click()
    assert ayla.bottom.shown == "casesTable"
    sheet = ayla.bottom.panel("casesTable")
    assert isinstance(sheet, CasesPanel)
    assert sheet.sheet.currentIndex().data() == "The secretariat"
    menu = QMenu()
    sheet.fill_menu(menu)
    next(entry for entry in menu.actions() if entry.text() == "New memo about it").trigger()
    assert panel_of(ayla).editor._draft == Subject("case", case)
