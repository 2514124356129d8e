"""What is selected in the window is what is stored and what is exported, and another window sees it at once."""

from __future__ import annotations

import csv
import os
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

import otsannot
from otsannot.store import codes
from otsannot.ui.main_window import MainWindow

PIECES = (
    "the ", "Turkic ", "İı", "\r\n", "\n", "\t", "\u2028", "e\u0301", "n\u0308\u0323", "👍🏽", "👨‍👩‍👧‍👦", "🇦🇿", "😀",
    "\U00010c00", "\U00010c1a\U00010c48 ", "שלום ", "منظمة ", "(OTS) ", "क्ष",
)  # fmt: skip
SHIFT, NONE = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
MILLISECONDS_UNTIL_SEEN = 2000


@given(
    pieces=st.lists(st.sampled_from(PIECES), min_size=1, max_size=20),
    first=st.integers(0, 30),
    keys=st.lists(st.sampled_from([Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_End]), min_size=1, max_size=8),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_selected_is_what_is_stored_and_exported(
    qtbot: QtBot, coding_window: MainWindow, pieces: list[str], first: int, keys: list[Qt.Key]
) -> None:
    project, view = coding_window.project, coding_window.pane.view
    name = f"text {len(project.document_names())}"
    path = project.path.with_name(f"{name}.txt")
    path.write_bytes(f"{name}{''.join(pieces)}".encode())
    project.import_files([path])
    coding_window.open_document(name)
    for _ in range(first):
        qtbot.keyClick(view, Qt.Key.Key_Right, NONE)
    for key in keys:
        qtbot.keyClick(view, key, SHIFT)
    shown = view.textCursor().selectedText().replace("\u2029", "\n")
    qtbot.keyClick(view, Qt.Key.Key_1, NONE)
    stored = [row for row in project.annotations() if row["document"] == name]
    out = project.export("annotations", path.with_suffix(".csv")).path
    with out.open(encoding="utf-8-sig", newline="") as file:
        exported = [row for row in csv.DictReader(file) if row["document"] == name]
    text = project.document_text(name)
    assert [row["text"] for row in exported] == ([shown] if shown else [])
    assert [row["text"] for row in stored] == ([shown] if shown else [])
    assert [text[int(row["start"]) : int(row["end"])] for row in exported] == ([shown] if shown else [])


@pytest.fixture
def coding_window(empty_window: MainWindow) -> MainWindow:
    """A window in which the key 1 applies a code, with the text in focus."""
    with empty_window.project.edit("Bind") as edit:
        codes.bind_digit(edit, codes.create_code(edit, "Code"), 1)
    first = empty_window.project.path.with_name("first.txt")
    first.write_text("first", encoding="utf-8")
    empty_window.project.import_files([first])
    empty_window.open_document("first")
    empty_window.pane.view.setFocus()
    return empty_window


def test_an_edit_of_another_program_is_seen_within_two_seconds(window: MainWindow, qtbot: QtBot) -> None:
    window.open_document("Orkhon Lines")
    before = {passage.annotation_id for passage in window.desk.passages}
    command = [sys.executable, "-m", "otsannot", "annotate", str(window.project.path), "Orkhon Lines", "0", "6"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([*command, "--code", "Runes", "--coder", "Grace"], env=environment, check=True, capture_output=True)
    qtbot.waitUntil(lambda: len(window.desk.passages) == len(before) + 1, timeout=MILLISECONDS_UNTIL_SEEN)
    (fresh,) = [passage for passage in window.desk.passages if passage.annotation_id not in before]
    assert (fresh.start, fresh.end, fresh.coder, [code.name for code in fresh.codes]) == (0, 6, "Grace", ["Runes"])


def test_two_windows_on_one_file_undo_each_others_edits(window: MainWindow, qtbot: QtBot) -> None:
    other = MainWindow(otsannot.open(window.project.path, coder="Grace"))
    qtbot.addWidget(other)
    for shown in (window, other):
        shown.open_document("Orkhon Lines")
    before = window.desk.passages
    window.desk.pen.apply_path(["Runes"])  # nothing is selected, so nothing is coded
    assert window.desk.passages == before
    qtbot.keyClick(other.pane.view, Qt.Key.Key_Right, SHIFT)
    other.desk.pen.apply_path(["Runes"])
    qtbot.waitUntil(lambda: len(window.desk.passages) == len(before) + 1, timeout=MILLISECONDS_UNTIL_SEEN)
    window.live.project.undo()
    qtbot.waitUntil(lambda: other.desk.passages == before, timeout=MILLISECONDS_UNTIL_SEEN)
    other.close()
    assert window.project.check() == []
