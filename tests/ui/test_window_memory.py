"""A window comes back as it was left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QApplication,
    QSplitter,
)
from pytestqt.qtbot import QtBot

import otsannot
from otsannot import settings
from otsannot.model.spans import Span
from otsannot.project import Project
from otsannot.ui.main_window import MainWindow


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
