"""Tests of otsannot.ui.correcting: a text is corrected with mouse and keys, and the passages keep their words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from support import CODER, HARD_TEXT, add_text

import otsannot
from otsannot.model.spans import Span
from otsannot.project import Project
from otsannot.store import check
from otsannot.ui.correcting.text_editor import TextEditor
from otsannot.ui.correcting.window import CorrectionWindow
from otsannot.ui.main_window import MainWindow

TEXT = "The ministers met in Baku.\nThey spoke of energy and of defnce."


@pytest.fixture
def window(tmp_path: Path, open_window: Callable[[Project], MainWindow]) -> MainWindow:
    """A study with one short text in which four words are coded."""
    project = otsannot.new(tmp_path / "study.otsannot", coder=CODER)
    add_text(project.store, "speech", TEXT)
    for word in ("ministers", "Baku", "energy", "defnce"):
        project.apply_code("speech", TEXT.index(word), TEXT.index(word) + len(word), word.title())
    return open_window(project)


@pytest.fixture
def editor(window: MainWindow, trigger: Callable[[str], None], qtbot: QtBot) -> CorrectionWindow:
    """The editor for that text, opened as the menu does."""
    trigger("documents.correct")
    found = window.findChild(CorrectionWindow)
    assert isinstance(found, CorrectionWindow)
    qtbot.waitUntil(found.isVisible)
    return found


def press(qtbot: QtBot, editor: TextEditor, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(editor, key)


def click(qtbot: QtBot, window: CorrectionWindow, text: str) -> None:
    (button,) = [button for button in window.findChildren(QPushButton) if button.text() == text]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def coded_words(window: MainWindow) -> list[str]:
    return [window.desk.text[passage.start : passage.end] for passage in window.desk.passages]


def test_a_letter_is_mended_and_every_passage_keeps_its_words(
    window: MainWindow, editor: CorrectionWindow, qtbot: QtBot
) -> None:
    editor.editor.select(Span(TEXT.index("nce"), TEXT.index("nce")))
    qtbot.keyClicks(editor.editor, "e")
    qtbot.keyClick(editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert window.desk.text == TEXT.replace("defnce", "defence")
    assert coded_words(window) == ["ministers", "Baku", "energy", "defence"]
    assert (window.pane.view.text, check.faults(window.project.store)) == (window.desk.text, [])


def test_undo_brings_the_earlier_text_back(
    window: MainWindow, editor: CorrectionWindow, qtbot: QtBot, trigger: Callable[[str], None]
) -> None:
    press(qtbot, editor.editor, *[Qt.Key.Key_Delete] * 4)
    click(qtbot, editor, "Save correction")
    assert window.desk.text == TEXT[4:]
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    trigger("edit.undo")
    assert (window.desk.text, coded_words(window)) == (TEXT, ["ministers", "Baku", "energy", "defnce"])


def test_lost_passages_are_listed_before_saving(window: MainWindow, editor: CorrectionWindow, qtbot: QtBot) -> None:
    editor.editor.select(Span(TEXT.index("Baku"), TEXT.index("Baku") + 4))
    qtbot.keyClicks(editor.editor, "Shusha")
    editor.editor.select(Span(TEXT.index("spoke") + 2, TEXT.index("and") + 2))
    press(qtbot, editor.editor, Qt.Key.Key_Delete)
    rows = editor.losses.list
    qtbot.waitUntil(lambda: rows.count() == 2)
    assert [rows.item(row).text().split("\n")[:2] for row in range(2)] == [
        ["“Baku”", "now “Shusha”"],
        ["“energy”", f"Energy · {CODER}"],
    ]
    rows.item(0).setCheckState(Qt.CheckState.Checked)
    click(qtbot, editor, "Save correction")
    assert coded_words(window) == ["ministers", "Shusha", "defnce"]


def test_closing_asks_about_what_was_typed(window: MainWindow, editor: CorrectionWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(editor.editor, "x")
    assert not window.close()
    assert (window.isVisible(), editor.isVisible(), editor.question.isVisible()) == (True, True, True)
    click(qtbot, editor, "Discard it")
    assert not editor.isVisible()
    assert window.desk.text == TEXT


def test_an_untouched_text_closes_with_escape(editor: CorrectionWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not editor.isVisible())


def test_an_earlier_text_is_brought_back(
    window: MainWindow, editor: CorrectionWindow, qtbot: QtBot, trigger: Callable[[str], None]
) -> None:
    qtbot.keyClicks(editor.editor, "Then ")
    click(qtbot, editor, "Save correction")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    trigger("documents.correct")
    again = window.findChildren(CorrectionWindow)[-1]
    again.versions.aboutToShow.emit()
    again.versions.actions()[-1].trigger()
    click(qtbot, again, "Save correction")
    assert (window.desk.text, coded_words(window)) == (TEXT, ["ministers", "Baku", "energy", "defnce"])


def test_a_corrected_file_takes_the_place_of_the_text(
    window: MainWindow, editor: CorrectionWindow, qtbot: QtBot
) -> None:
    editor.take_over("In Shusha:\n" + TEXT.replace("met in", "sat together in") + "\nThe end.")
    click(qtbot, editor, "Save correction")
    assert coded_words(window) == ["ministers", "Baku", "energy", "defnce"]
    assert window.desk.text.endswith("\nThe end.")


def test_no_break_spaces_survive_cut_and_paste(qtbot: QtBot) -> None:
    editor = TextEditor("one\u00a0two three")
    qtbot.addWidget(editor)
    editor.select(Span(0, 7))
    editor.cut()
    assert (editor.correction.text, QGuiApplication.clipboard().text()) == (" three", "one\u00a0two")
    editor.paste()
    assert editor.correction.text == "one\u00a0two three"
    assert editor.correction.is_blank


def test_what_replaces_all_leaves_the_words_between_alone(qtbot: QtBot) -> None:
    editor = TextEditor("a colour, energy, a colour")
    qtbot.addWidget(editor)
    editor.rewrite("a color, energy, a color")
    assert editor.correction.moved(Span(10, 16)) == Span(9, 15)
    editor.undo()
    assert editor.correction.is_blank


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    places=st.lists(st.tuples(st.integers(0, 400), st.integers(-3, 3)), max_size=12),
    keys=st.lists(st.sampled_from(["𐰴", "\u0301", "x", "\n", "👩‍👩", "⌫", "⌦", "undo", "ע"]), min_size=12, max_size=12),
)
def test_the_exact_text_is_known_after_any_keys(qtbot: QtBot, places: list[tuple[int, int]], keys: list[str]) -> None:
    text = HARD_TEXT + "\u2028a\u2029b"
    editor = TextEditor(text)
    qtbot.addWidget(editor)
    for (place, length), key in zip(places, keys, strict=False):
        place = min(place, len(editor.correction.text))
        cursor = editor.cursor_over(Span(place, place))
        move = QTextCursor.MoveOperation.Right if length > 0 else QTextCursor.MoveOperation.Left
        cursor.movePosition(move, QTextCursor.MoveMode.KeepAnchor, abs(length))
        editor.setTextCursor(cursor)
        if key == "undo":
            editor.undo()
        elif key in ("⌫", "⌦"):
            press(qtbot, editor, Qt.Key.Key_Backspace if key == "⌫" else Qt.Key.Key_Delete)
        else:
            editor.textCursor().insertText(key)
    whole = QTextCursor(editor.document())
    whole.select(QTextCursor.SelectionType.Document)
    shown = whole.selectedText().replace("\u2029", "\n").replace("\u2028", "\n")
    assert editor.correction.text.replace("\u2028", "\n").replace("\u2029", "\n") == shown
