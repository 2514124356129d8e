"""Tests of the stripes in the window of a study: the width of their margin, and what is said of the sample's codes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import otsannot
from otsannot.project import Project
from otsannot.ui.main_window import MainWindow

Trigger = Callable[[str], None]


def test_the_margin_grows_and_shrinks_by_keys(window: MainWindow, trigger: Trigger) -> None:
    window.resize(1400, 800)
    before = window.pane.margin.width()
    trigger("view.stripes_wider")
    assert window.pane.margin.width() == before + 32
    trigger("view.stripes_narrower")
    trigger("view.stripes_narrower")
    assert window.pane.margin.width() == before - 32


def test_the_margin_is_as_wide_as_it_was_left(
    sample_file: Path, tmp_path: Path, open_window: Callable[[Project], MainWindow], trigger: Trigger
) -> None:
    path = tmp_path / "again.otsannot"
    path.write_bytes(sample_file.read_bytes())
    first = open_window(otsannot.open(path))
    trigger("view.stripes_narrower")
    width = first.pane.stripes_width
    first.close()
    assert open_window(otsannot.open(path)).pane.stripes_width == width


def test_a_digit_that_is_bound_is_seen_at_once(window: MainWindow) -> None:
    code_id = next(iter(window.live.book.by_id))
    window.codebook.tree.go_to(code_id)
    window.codebook.bind_digit(8)
    assert window.pane.margin.book.by_id[code_id].digit == 8
