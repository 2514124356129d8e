"""Columns and rows with our distances, and splitters that stay where they were put."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from otsannot.ui import theme
from otsannot.ui.window_state import WindowState

L = TypeVar("L", bound=QBoxLayout)


def column(parent: QWidget | None = None, *, spacing: int = theme.GAP, margin: int = 0) -> QVBoxLayout:
    """Things below each other; distances are in logical pixels."""
    return _measured(QVBoxLayout(), parent, spacing, margin)


def row(parent: QWidget | None = None, *, spacing: int = theme.GAP, margin: int = 0) -> QHBoxLayout:
    """Things beside each other; distances are in logical pixels."""
    return _measured(QHBoxLayout(), parent, spacing, margin)


def keep_sizes(splitter: QSplitter, name: str, state: WindowState, usual: Sequence[int]) -> None:
    """Divide a splitter as it was the last time, and note when its user divides it otherwise; sizes are in pixels."""

    def note() -> None:
        state.sizes[name] = splitter.sizes()

    splitter.setObjectName(name)
    splitter.setSizes(state.sizes.get(name) or list(usual))
    splitter.splitterMoved.connect(note)


def fit_screen(window: QWidget, width: int, height: int) -> None:
    """Give a window a size in logical pixels, or that of the screen where it is smaller."""
    window.resize(QSize(width, height).boundedTo(window.screen().availableSize()))


def _measured(layout: L, parent: QWidget | None, spacing: int, margin: int) -> L:
    layout.setSpacing(spacing)
    layout.setContentsMargins(margin, margin, margin, margin)
    if parent is not None:
        parent.setLayout(layout)
    return layout
