"""Tests of otsannot.ui.main_window and its commands: the main job, driven as a user drives it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

import otsannot
from otsannot import settings
from otsannot.model.spans import Span
from otsannot.project import Project
from otsannot.ui.choosing.coder_popover import CoderPopover
from otsannot.ui.dialogs.shortcuts import ShortcutsDialog
from otsannot.ui.main_window import NARROWEST_TEXT, MainWindow

Drop = Callable[[QWidget, list[Path]], None]
Trigger = Callable[[str], None]

TEXT = "𐱅𐰇𐰼𐰜 stands on the stone.\n\nDefence comes first 👩‍👩‍👧‍👦.\n"


def select_by_mouse(window: MainWindow, qtbot: QtBot, span: Span) -> None:
    """Press at the start of a span of one line, drag to its end and release."""
    view = window.pane.view
    [(_line, [rect])] = view.lines_of(span, view.screen_lines())
    start = QPoint(round(rect.left()) + 1, round(rect.center().y()))
    end = QPoint(round(rect.right()) - 1, round(rect.center().y()))
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view.viewport(), end)
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)
    assert window.desk.span == span


def said(window: MainWindow) -> str:
    return window.status.notice.sentence


def test_a_study_is_made_coded_and_exported_in_one_window(
    empty_window: MainWindow,
    tmp_path: Path,
    drop: Drop,
    trigger: Trigger,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = empty_window
    (tmp_path / "stone.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "book.csv").write_text("code_path\nSecurity > Defence\n", encoding="utf-8")
    drop(window, [tmp_path / "stone.txt", tmp_path / "book.csv"])
    qtbot.waitUntil(lambda: window.desk.document is not None)
    assert said(window) == "1 document, 2 codes came in."

    defence = Span(TEXT.index("Defence"), TEXT.index("Defence") + len("Defence"))
    select_by_mouse(window, qtbot, defence)
    qtbot.keyClick(window.pane.view, Qt.Key.Key_Return)
    qtbot.keyClicks(window.quick_code.line, "def")
    qtbot.keyClick(window.quick_code.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.quick_code.isVisible())
    window.pane.setFocus()
    qtbot.keyClick(window.pane.view, Qt.Key.Key_C)
    qtbot.keyClicks(QApplication.focusWidget(), "The first word.")
    turk = Span(0, 4)
    select_by_mouse(window, qtbot, turk)
    qtbot.keyClick(window.pane.view, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window.pane.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert said(window) == "Undone: Apply 𐱅𐰇𐰼𐰜"

    out = tmp_path / "out.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_more: (str(out), ""))
    trigger("export.annotations")
    qtbot.waitUntil(lambda: said(window) == "out.csv is written: 1 row.")
    with out.open(encoding="utf-8-sig", newline="") as file:
        [row] = csv.DictReader(file)
    assert (row["start"], row["end"], row["text"]) == (str(defence.start), str(defence.end), "Defence")
    assert (row["code_path"], row["comment"], row["coder"]) == ("Security > Defence", "The first word.", "Ada")


def test_the_title_names_the_study(empty_window: MainWindow) -> None:
    assert empty_window.windowTitle() == "Speeches — otsannot"


def test_the_first_document_is_open_and_has_the_focus(window: MainWindow) -> None:
    assert window.desk.document is not None
    assert window.desk.document.name == "Aliyev and Amreyev 2022"
    assert QApplication.focusWidget() is window.pane.view


def test_a_document_is_opened_by_its_name(window: MainWindow) -> None:
    window.open_document("Orkhon Lines")
    assert window.pane.view.text == window.project.document_text("Orkhon Lines")
    assert len(window.pane.view.index.passages) == len(window.desk.passages) > 0


def test_the_place_is_told_by_paragraph_and_character(window: MainWindow, trigger: Trigger) -> None:
    trigger("annotation.next")
    assert window.desk.passage is not None
    assert window.status.place == "Paragraph 3, character 240"
    assert window.desk.passage.start == 240


def test_the_counts_follow_every_edit(window: MainWindow, qtbot: QtBot) -> None:
    assert window.status.counts == "9 documents · 429 passages · 514 codings"
    window.pane.view.select(Span(0, 6))
    window.desk.pen.apply_digit(1)
    qtbot.waitUntil(lambda: window.status.counts == "9 documents · 430 passages · 515 codings")


def test_a_window_comes_back_as_it_was_left(
    sample_file: Path, tmp_path: Path, open_window: Callable[[Project], MainWindow]
) -> None:
    path = tmp_path / "again.otsannot"
    path.write_bytes(sample_file.read_bytes())
    first = open_window(otsannot.open(path))
    first.resize(798, 700)  # no wider than the screen
    first.columns.setSizes([170, 450, 176])
    first.open_document("Kocaman 2025")
    first.pane.view.select(Span(900, 900))
    sizes = first.columns.sizes()
    first.close()
    second = open_window(otsannot.open(path))
    assert (second.width(), second.height(), second.columns.sizes()) == (798, 700, sizes)
    assert second.desk.document is not None
    assert (second.desk.document.name, second.desk.caret) == ("Kocaman 2025", 900)


def test_a_text_comes_back_where_it_was_read_also_without_the_caret(
    sample_file: Path, tmp_path: Path, open_window: Callable[[Project], MainWindow]
) -> None:
    path = tmp_path / "read.otsannot"
    path.write_bytes(sample_file.read_bytes())
    first = open_window(otsannot.open(path))
    bar = first.pane.view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    first_seen = first.pane.view.place()
    assert first.desk.caret == 0 < first_seen
    first.close()
    second = open_window(otsannot.open(path))
    assert second.pane.view.place() == second.desk.caret == first_seen


def test_only_recent_studies_have_a_remembered_window(
    tmp_path: Path, open_window: Callable[[Project], MainWindow]
) -> None:
    known = settings.load()
    known.window = {"/gone/study.otsannot": "{}"}
    known.save()
    open_window(otsannot.new(tmp_path / "new.otsannot")).close()
    assert list(settings.load().window) == [str(tmp_path / "new.otsannot")]


def test_the_codes_used_last_the_focus_and_the_splitters_come_back(
    sample_file: Path, tmp_path: Path, open_window: Callable[[Project], MainWindow], qtbot: QtBot
) -> None:
    path = tmp_path / "kept.otsannot"
    path.write_bytes(sample_file.read_bytes())
    first = open_window(otsannot.open(path))
    defence, energy = (first.live.book.find(name)[0].id for name in ("Defence", "Energy"))
    first.pane.view.select(Span(0, 6))
    first.desk.pen.apply_codes([defence])
    first.desk.pen.apply_codes([energy])
    first.desk.focus.on_codes([defence])
    splitter = first.codebook.findChild(QSplitter, "codebookSplitter")
    assert isinstance(splitter, QSplitter)
    grip = splitter.handle(1).rect().center()
    qtbot.mousePress(splitter.handle(1), Qt.MouseButton.LeftButton, pos=grip)
    qtbot.mouseMove(splitter.handle(1), grip - QPoint(0, 40))
    qtbot.mouseRelease(splitter.handle(1), Qt.MouseButton.LeftButton, pos=grip)
    sizes = splitter.sizes()
    first.desk.state.sorts["annotationsPanel"] = "start"
    first.close()
    second = open_window(otsannot.open(path))
    assert (second.desk.pen.last_codes, second.desk.pen.recent_codes) == ((energy,), [energy, defence])
    assert (second.desk.focus.codes, second.desk.focus.coders) == (frozenset([defence]), None)
    assert second.desk.state.sizes == {"codebookSplitter": sizes}
    assert second.desk.state.sorts == {"annotationsPanel": "start"}


@pytest.mark.parametrize(
    "kept",
    [
        "{",
        "[1]",
        '{"columns": "wide", "position": 3, "unknown": 1}',
        '{"columns": ["wide"], "sizes": {"a": [null]}, "sorts": {"a": 1}, "focus_codes": [99999]}',
    ],
)
def test_a_damaged_memory_of_the_window_does_no_harm(
    tmp_path: Path, open_window: Callable[[Project], MainWindow], kept: str
) -> None:
    path = tmp_path / "new.otsannot"
    known = settings.load()
    known.window, known.theme = {str(path): kept}, "purple"
    known.save()
    assert open_window(otsannot.new(path)).isVisible()


def test_walking_through_documents_stops_at_the_ends(window: MainWindow, trigger: Trigger) -> None:
    names = window.project.document_names()
    seen = []
    for _step in range(len(names) + 1):
        assert window.desk.document is not None
        seen.append(window.desk.document.name)
        trigger("view.next_document")
    assert seen == [*names, names[-1]]


def test_zooming_is_remembered_and_told(window: MainWindow, trigger: Trigger) -> None:
    for name in ("view.zoom_in", "view.zoom_in", "view.zoom_out"):
        trigger(name)
    assert (window.pane.view.font().pointSize(), settings.load().font_size) == (14, 14)
    assert window.status.zoom.text() == "14 pt"
    trigger("view.zoom_reset")
    assert window.pane.view.font().pointSize() == 13


def test_another_coder_codes_from_then_on(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(window.status.coder, Qt.MouseButton.LeftButton)
    popover = window.findChild(CoderPopover)
    assert isinstance(popover, CoderPopover)
    assert popover.name.text() == "Ada"
    qtbot.keyClicks(popover.name, "Timur")
    qtbot.keyClick(popover.name, Qt.Key.Key_Return)
    assert (window.status.coder.text(), settings.load().coder) == ("Timur", "Timur")
    window.pane.view.select(Span(0, 6))
    window.desk.pen.apply_digit(1)
    assert window.desk.passage is not None
    assert window.desk.passage.coder == "Timur"


def test_the_selection_gives_way_to_a_passage_that_is_gone_to(window: MainWindow, trigger: Trigger) -> None:
    window.pane.view.select(Span(0, 6))
    trigger("annotation.next")
    assert window.desk.span is None
    assert window.desk.passage is not None
    assert window.desk.target() == window.desk.passage.span


def test_undo_and_redo_show_where_they_act(window: MainWindow, trigger: Trigger) -> None:
    view, words = window.pane.view, Span(4000, 4010)
    view.select(words)
    window.desk.pen.apply_path(["Ambition"])
    view.select(Span(0, 0))
    view.reveal(Span(0, 5))
    assert not view.is_in_sight(words)
    trigger("edit.undo")
    assert view.is_in_sight(words)
    assert view.span() == words
    view.select(Span(0, 0))
    view.reveal(Span(0, 5))
    trigger("edit.redo")
    assert view.is_in_sight(words)
    assert window.desk.passage is not None
    assert window.desk.passage.span == words


def test_undo_opens_the_document_it_acts_in(window: MainWindow, trigger: Trigger) -> None:
    window.desk.walker.passage(1)
    window.live.set_coder(window.desk.passage.coder if window.desk.passage is not None else "")
    home, passage = window.desk.document, window.desk.passage
    trigger("annotation.remove")
    window.open_document("Orkhon Lines")
    trigger("edit.undo")
    assert (window.desk.document, window.desk.passage) == (home, passage)


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_a_key_leads_from_the_comment_back_to_the_text(
    window: MainWindow, trigger: Trigger, qtbot: QtBot, key: Qt.Key
) -> None:
    window.pane.view.select(Span(0, 6))
    trigger("annotation.comment")
    comment = window.inspector.comment
    assert comment.hasFocus()
    qtbot.keyClicks(comment, "because")
    held = Qt.KeyboardModifier.ControlModifier if key == Qt.Key.Key_Return else Qt.KeyboardModifier.NoModifier
    qtbot.keyClick(comment, key, held)
    assert window.pane.view.hasFocus()
    assert window.desk.passage is not None
    assert window.desk.passage.comment == "because"


def test_what_is_done_beside_the_text_leads_back_to_it(window: MainWindow, trigger: Trigger, qtbot: QtBot) -> None:
    view, tree = window.pane.view, window.codebook.tree
    window.documents.list.setFocus()
    trigger("annotation.next")
    assert view.hasFocus()
    window.documents.list.setFocus()
    qtbot.keyClick(window.documents.list, Qt.Key.Key_Return)
    assert view.hasFocus()
    view.select(Span(0, 6))
    tree.setFocus()
    tree.go_to(next(iter(window.live.book.by_id)))
    qtbot.keyClick(tree, Qt.Key.Key_Return)
    assert view.hasFocus()


def test_a_new_study_begins_where_texts_come_in(
    empty_window: MainWindow, tmp_path: Path, drop: Drop, qtbot: QtBot
) -> None:
    focus = empty_window.focusWidget()
    assert isinstance(focus, QPushButton)
    assert focus.text() == "Import texts…"
    (tmp_path / "one.txt").write_text("One text.", encoding="utf-8")
    drop(empty_window, [tmp_path / "one.txt"])
    qtbot.waitUntil(empty_window.pane.view.hasFocus)


def test_a_new_theme_leaves_the_size_of_the_text_alone(window: MainWindow, trigger: Trigger) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    size = window.pane.view.font().pointSize()
    assert size != app.font().pointSize()
    for name in ("view.theme_dark", "view.theme_light"):
        trigger(name)
        QApplication.processEvents()
        assert window.pane.view.font().pointSize() == size


def test_a_notice_goes_with_the_next_edit(window: MainWindow, trigger: Trigger) -> None:
    window.pane.view.select(Span(0, 6))
    trigger("code.repeat")
    assert said(window) == "No code has been applied yet."
    trigger("annotation.highlight")
    assert said(window) == ""


def test_the_panels_give_way_to_the_text_in_a_small_window(window: MainWindow) -> None:
    window.resize(900, 600)
    QApplication.processEvents()
    assert window.columns.sizes()[1] >= NARROWEST_TEXT
    assert window.width() == 900


def test_selecting_other_words_leaves_the_passage(window: MainWindow, trigger: Trigger) -> None:
    trigger("annotation.next")
    window.pane.view.select(Span(0, 6))
    assert window.desk.passage is None
    assert not window.registry["annotation.remove"].isEnabled()


def test_copying_gives_the_exact_words(empty_window: MainWindow, tmp_path: Path, drop: Drop, qtbot: QtBot) -> None:
    (tmp_path / "stone.txt").write_text(TEXT, encoding="utf-8")
    drop(empty_window, [tmp_path / "stone.txt"])
    qtbot.waitUntil(lambda: empty_window.desk.document is not None)
    empty_window.pane.setFocus()
    qtbot.keyClick(empty_window.pane.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(empty_window.pane.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() in (TEXT, TEXT.removesuffix("\n"))


def test_removing_a_document_asks_nothing_and_can_be_undone(window: MainWindow, trigger: Trigger) -> None:
    count = len(window.desk.passages)
    trigger("documents.remove")
    assert said(window) == f"“Aliyev and Amreyev 2022” is removed. {count} annotations went with it."
    assert window.project.info().documents == 8
    assert window.desk.document is None
    trigger("edit.undo")
    assert window.project.info().annotations == 429


def test_what_is_typed_is_kept_when_the_window_closes(
    sample_file: Path, tmp_path: Path, open_window: Callable[[Project], MainWindow], qtbot: QtBot
) -> None:
    path = tmp_path / "typed.otsannot"
    path.write_bytes(sample_file.read_bytes())
    window = open_window(otsannot.open(path, coder="Ada"))
    window.pane.view.select(Span(0, 6))
    window.desk.pen.highlight()
    window.inspector.focus_comment()
    qtbot.keyClicks(QApplication.focusWidget(), "Not yet written down")
    window.close()
    with otsannot.open(path) as project:
        assert "Not yet written down" in [row["comment"] for row in project.annotations()]


def test_the_list_of_shortcuts_is_found_by_a_few_letters(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window.pane.view, Qt.Key.Key_F1)
    dialog = window.findChild(ShortcutsDialog)
    assert isinstance(dialog, ShortcutsDialog)
    qtbot.keyClicks(dialog.filter, "vivo")
    shown = [row for row in range(dialog.table.rowCount()) if not dialog.table.isRowHidden(row)]
    assert [(dialog.table.item(row, 0).text(), dialog.table.item(row, 1).text()) for row in shown] == [
        ("Code in vivo", "Ctrl+I")
    ]
    dialog.close()


def test_closing_the_last_study_leads_to_the_welcome(window: MainWindow, trigger: Trigger) -> None:
    trigger("project.close")
    assert not window.isVisible()
    welcome = [one for one in QApplication.topLevelWidgets() if one.objectName() == "welcomeWindow" and one.isVisible()]
    assert len(welcome) == 1
    welcome[0].close()


def test_everything_without_words_has_a_name_for_screen_readers(window: MainWindow) -> None:
    kinds = (QLineEdit, QAbstractItemView, QPlainTextEdit)
    fields = [one for kind in kinds for one in window.findChildren(kind)]
    buttons = [one for one in window.findChildren(QToolButton) if not isinstance(one.parent(), QLineEdit)]
    reachable = [one for one in fields if one.isVisible() and one.focusPolicy() != Qt.FocusPolicy.NoFocus]
    assert [one for one in reachable if not one.accessibleName()] == []
    assert [one for one in buttons if one.isVisible() and not (one.text() or one.accessibleName())] == []
